"""Reads what an indemnity question needs: generation, facility, in- or outpatient, covered or not, severity."""

import re
from dataclasses import dataclass
from typing import Any, Literal

from gazel.reasoning.understanding.amounts import Amount

Visit = Literal["inpatient", "outpatient"]
Facility = Literal["의원", "병원", "약국", "종합병원", "상급종합병원"]

_GENERATION = re.compile(r"(?P<n>[1-5일이삼사오])\s*세대|(?P<word>신실손|구실손|새\s*실손)")
_WORD_GENERATION = {"일": 1, "이": 2, "삼": 3, "사": 4, "오": 5}
_FACILITIES: tuple[tuple[Facility, str], ...] = (
    (
        "상급종합병원",
        r"상급\s*종합|상종|대학\s*병원|대형\s*병원|3차\s*병원|빅\s*5|빅\s*파이브|서울대병원|아산|세브란스|삼성\s*서울\s*병원|성모병원",
    ),
    ("종합병원", r"(?<!상급)(?<!상급 )종합\s*병원|종병|2차\s*병원"),
    ("약국", r"약국|약값|조제"),
    ("의원", r"의원|동네\s*병원|개인\s*병원|내과|이비인후과|정형외과|1차\s*병원|클리닉|clinic"),
    ("병원", r"병원급|일반\s*병원|전문\s*병원|(?<![종합학형네인차울])병원(?!비)"),
)
_INPATIENT = re.compile(r"입원|퇴원|수술비?\s*(?:로|가)?\s*(?:총|해서)")
_OUTPATIENT = re.compile(r"외래|통원|진료|처방|약국|약값|내원|초진|재진|병원비|치료비|물리치료|도수")
_SEVERE = re.compile(r"산정\s*특례|(?<!비)(?<!비 )중증|암\s*환자\s*등록|특례\s*등록")
_NOT_SEVERE = re.compile(
    r"비\s*중증|중증\s*(?:환자|질환)?\s*(?:은|는|이|도|까진|까지는)?\s*(?:아니|아닌|아님|아닙|아녜|아냐|x)"
    r"|산정\s*특례\s*(?:(?:그런|같은)\s*(?:거|건|것)?\s*)?(?:대상|환자|등록|적용|해당)?\s*(?:은|는|이|가|도|안|따윈)?\s*(?:아니|아닌|아님|아닙|아녜|아냐|없|미등록|안\s*됐|안\s*돼|안\s*된|안\s*받|안\s*했|못\s*받|x)|등록(?:은|을|도|이)?\s*(?:안|못)|미\s*등록|특례\s*없"
)
_REGISTERED = re.compile(r"^(?:(?:네|넵|예|응|ㅇㅇ|맞아요)[\s,.]*)?등록(?:을|은|도|이|까지)?\s*(?:했|됐|돼|되|해|하였|완료)")
"""The answer to the question for the registration, which need not name it again."""
_NHI_RATE = re.compile(
    r"(?:(?:건강\s*보험|건보)\s*본인\s*부담\s*(?:률|율|금)?|본인\s*부담\s*(?:률|율))\s*(?:이|은|는)?\s*(?P<rate>\d{1,3})\s*(?:%|프로|퍼)"
)
_MAJOR_THREE: tuple[tuple[str, str], ...] = (
    ("도수", r"도수|체외\s*충격파|증식\s*치료"),
    ("주사", r"비급여\s*주사|주사(?:료|제|치료)|영양\s*주사"),
    ("MRI", r"mri|엠알아이|자기\s*공명"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Care:
    """What was said of a treatment and its bill, in won; None = not said."""

    generation: int | None = None
    facility: Facility | None = None
    visit: Visit | None = None
    covered: int | None = None
    noncovered: int | None = None
    amount: int | None = None
    severe: bool | None = None
    nhi_rate_pct: int | None = None
    major_three: str | None = None
    kind: Literal["급여", "비급여"] | None = None

    def as_args(self) -> dict[str, Any]:
        """What was said, as arguments of the tool `indemnity_calc`."""
        return {name: value for name in self.__slots__ if (value := getattr(self, name)) is not None}


def find_facilities(text: str) -> list[Facility]:
    """Every kind of facility that a question sets beside another, '종합병원' no part of '상급종합병원'."""
    return [name for name, pattern in _FACILITIES if name != "병원" and re.search(pattern, text, re.IGNORECASE)]


def find_generations(text: str) -> set[int]:
    """Every generation that a question names."""
    return {_number(match) for match in _GENERATION.finditer(text)}


def _number(match: re.Match[str]) -> int:
    said = match["n"]
    return _WORD_GENERATION.get(said) or int(said) if said else {"구실손": 1}.get(match["word"] or "", 5)


def find_care(text: str, amounts: tuple[Amount, ...]) -> Care:
    """The treatment of a tidy question; amounts beside 급여 / 비급여 are taken apart."""
    generation = _GENERATION.search(text)
    rate = _NHI_RATE.search(text)
    covered = sum(a.won for a in amounts if a.role == "covered") or None
    noncovered = sum(a.won for a in amounts if a.role == "noncovered") or None
    other = [a.won for a in amounts if a.role in ("", "sum_insured", "principal", "claimed", "daily")]
    return Care(
        generation=_number(generation) if generation else None,
        facility=next((name for name, pattern in _FACILITIES if re.search(pattern, text, re.IGNORECASE)), None),
        visit="inpatient" if _INPATIENT.search(text) else "outpatient" if _OUTPATIENT.search(text) else None,
        covered=covered,
        noncovered=noncovered,
        amount=other[0] if other and not covered and not noncovered else None,
        severe=False if _NOT_SEVERE.search(text.lower()) else True if _SEVERE.search(text) or _REGISTERED.search(text) else None,
        nhi_rate_pct=int(rate["rate"]) if rate else None,
        major_three=next((name for name, pattern in _MAJOR_THREE if re.search(pattern, text, re.IGNORECASE)), None),
        kind="비급여" if re.search(r"비\s*급여", text) else "급여" if "급여" in text else None,
    )
