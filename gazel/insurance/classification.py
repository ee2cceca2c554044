"""R2 코드→보장군: a KCD-8 code to the benefit group of a four-type minor-cancer product."""

import re
import unicodedata
from typing import Literal

from gazel.errors import RuleError
from gazel.insurance import sources
from gazel.insurance.particles import josa
from gazel.insurance.result import RuleResult, Status, Step, needs_input

Category = Literal["일반암", "갑상선암", "기타피부암", "제자리암", "경계성종양", "비해당"]
MetastasisPolicy = Literal["primary_site", "metastasis_included", "unspecified"]

RULE = ("R2",)
CITED = (sources.rule("R2", "코드 분류"), sources.CANCER_TABLE, sources.THYROID_CODE)
MALIGNANT_BLOOD = ("D45", "D46", "D47.1", "D47.3", "D47.4", "D47.5")
"""D codes that the tables of malignant neoplasms count as cancer, not as borderline tumours."""
SIMILAR: frozenset[Category] = frozenset({"갑상선암", "기타피부암", "제자리암", "경계성종양"})
MINOR = (*sorted(SIMILAR), "유사암", "중증갑상선암", "대장점막내암", "초기갑상선암", "초기제외갑상선암")
"""The names under which the data and customers speak of minor cancers."""
SMALL_CANCER = frozenset({"C50", "C53", "C54", "C61", "C67"})
_SHAPE = re.compile(r"([A-Z])(\d{2})(\d{0,3})")
_SEPARATORS = re.compile(r"[\s.,·_\-–—†*+/]")


def is_minor(disease: str | None) -> bool:
    """Whether a disease by that name counts as 유사암."""
    return disease in MINOR


def normalise_code(code: str, field: str = "code") -> str:
    """'c 77 0', 'C770' → 'C77.0'; RuleError where it has not the shape of a KCD code."""
    text = _SEPARATORS.sub("", unicodedata.normalize("NFKC", code)).upper()
    shape = _SHAPE.fullmatch(text)
    if shape is None:
        raise RuleError(
            f"{field}: '{code[:40]}'는 KCD 진단코드 모양이 아닙니다.",
            hint="영문자 1개와 숫자 2~5자리로 적어 주세요(예: C73, C77.0).",
        )
    letter, chapter, rest = shape.groups()
    return f"{letter}{chapter}.{rest}" if rest else f"{letter}{chapter}"


def category_of(code: str) -> Category:
    """The group of a normalised code, without regard to a primary site."""
    letter, number = code[0], int(code[1:3])
    if code.startswith(MALIGNANT_BLOOD):
        return "일반암"
    if letter == "C" and number <= 97:
        return "갑상선암" if number == 73 else "기타피부암" if number == 44 else "일반암"
    if letter == "D" and number <= 9:
        return "제자리암"
    if letter == "D" and 37 <= number <= 48:
        return "경계성종양"
    return "비해당"


def is_secondary(code: str) -> bool:
    """Whether a normalised code is C77–C80, which is classified by its primary site."""
    return code[0] == "C" and 77 <= int(code[1:3]) <= 80


def is_small_cancer(code: str) -> bool:
    """Whether a normalised code belongs to the small-cancer group (C50, C53, C54, C61, C67)."""
    return code[:3] in SMALL_CANCER


def classify(
    *, code: str | None = None, primary: str | None = None, metastasis_policy: MetastasisPolicy = "primary_site"
) -> RuleResult:
    """`category` of a code; C77–C80 follow the confirmed primary site, else `needs_review`. Source: R2, KCD-8 tables (B).

    A primary that is itself secondary, or no neoplasm of the tables, confirms nothing: 일반암 to be reviewed.
    """
    if code is None or not code.strip():
        return needs_input(("code",), ("category",), RULE, CITED)
    normal = normalise_code(code)
    origin = normalise_code(primary, "primary") if primary and primary.strip() else None
    if is_secondary(normal):
        return _classify_secondary(normal, origin, metastasis_policy)
    category = category_of(normal)
    return RuleResult(
        result={"category": category, "code": normal},
        steps=(Step("코드 분류", {"코드": normal}, f"{josa(normal, '은/는')} {_reason(normal, category)}", category),),
        rule_ids=RULE,
        citations=CITED,
        warnings=code_warnings(normal),
    )


def code_warnings(code: str) -> tuple[str, ...]:
    """What to check about a normalised code: metastasis clause, missing fourth digit, mucosal depth."""
    if is_secondary(code):
        return ("W-PRIMARY",)
    if code == "D47":
        return ("W-SUBCODE",)
    return ("W-MUCOSAL",) if code[:3] in {"C18", "C19", "C20"} or code.startswith(("D01.0", "D01.1", "D01.2")) else ()


def _classify_secondary(code: str, origin: str | None, policy: MetastasisPolicy) -> RuleResult:
    category: Category = "일반암"
    status: Status = "ok"
    warnings = ["W-PRIMARY"]
    if origin is None or is_secondary(origin):
        words, status = f"{josa(code, '은/는')} 전이·이차성 암인데 원발부위가 확인되지 않아 일반암 후보", "needs_review"
        warnings.append("W-PRIMARY-UNKNOWN")
    elif category_of(origin) == "비해당":
        words, status = f"원발부위 코드 {josa(origin, '이/가')} 악성신생물이 아니어서 일반암 후보로만 둠", "needs_review"
        warnings.append("W-PRIMARY-NOT-CANCER")
    elif policy == "unspecified":
        words, status = f"{josa(code, '을/를')} 원발 {origin} 기준으로 볼지 상품 조항이 확인되지 않음", "needs_review"
        category = category_of(origin)
        warnings.append("W-METASTASIS-POLICY")
    else:
        category = category_of(origin)
        words = f"{josa(code, '은/는')} 이차성 암이므로 원발부위 {origin} 기준으로 {category}"
        if policy == "metastasis_included":
            status = "needs_review"
            warnings.append("W-METASTASIS-SEPARATE")
    return RuleResult(
        result={"category": category, "code": code, "primary": origin},
        status=status,
        steps=(Step("원발부위 기준 분류", {"코드": code, "원발부위": origin}, words, category),),
        rule_ids=RULE,
        citations=(*CITED, sources.PRIMARY_SITE, sources.PRIMARY_UNKNOWN, sources.PRIMARY_RULING),
        warnings=tuple(warnings),
    )


def _reason(code: str, category: Category) -> str:
    if code.startswith(MALIGNANT_BLOOD):
        return "악성신생물 분류표에 드는 혈액질환이므로 일반암"
    if category == "비해당":
        return "암·제자리암·경계성종양 범위(C00~C97, D00~D09, D37~D48) 밖이므로 비해당"
    spans = {
        "일반암": "C00~C97(C44·C73 제외)",
        "갑상선암": "C73",
        "기타피부암": "C44",
        "제자리암": "D00~D09",
        "경계성종양": "D37~D48",
    }
    return f"{spans[category]}에 들어 {category}"
