"""How old the customer is, and of which sex."""

import re
from datetime import date

from gazel.memory.drafts import Draft
from gazel.memory.extraction.clauses import Clause
from gazel.memory.extraction.rule import Rule, rule
from gazel.memory.extraction.speaker import TOLD, fact_of_person, of_a_relative

TENS = {"스물": 20, "서른": 30, "마흔": 40, "쉰": 50, "예순": 60, "일흔": 70}
ONES = {"하나": 1, "한": 1, "둘": 2, "두": 2, "셋": 3, "세": 3, "넷": 4, "네": 4, "다섯": 5, "여섯": 6, "일곱": 7, "여덟": 8, "아홉": 9}  # fmt: skip


def _supposed(clause: Clause) -> bool:
    """'35세 여성 기준 보험료 알려줘' asks about anybody of that age."""
    return bool(re.search(r"기준|일\s*때|(?:이|하)면\s", clause.text))


def _age(match: re.Match[str], clause: Clause, said_on: date) -> Draft | None:
    age = int(match.group("age"))
    if not 15 <= age <= 99 or of_a_relative(match, clause) or _supposed(clause):
        return None
    return fact_of_person("age", "나이", str(age), f"{age}세", clause)


def _spelled_age(match: re.Match[str], clause: Clause, said_on: date) -> Draft | None:
    age = TENS[match.group("tens")] + ONES.get(match.group("ones") or "", 0)
    return None if of_a_relative(match, clause) else fact_of_person("age", "나이", str(age), f"{age}세", clause)


def _birth_year(match: re.Match[str], clause: Clause, said_on: date) -> Draft | None:
    digits = match.group("year")
    born = int(digits) if len(digits) == 4 else 1900 + int(digits) if int(digits) > said_on.year % 100 else 2000 + int(digits)
    if of_a_relative(match, clause) or not 15 <= said_on.year - born <= 99:
        return None
    return fact_of_person("age", "출생연도", str(born), f"{born}년생", clause)


def _decade(match: re.Match[str], clause: Clause, said_on: date) -> Draft | None:
    if of_a_relative(match, clause):
        return None
    text = re.sub(r"\s+", " ", match.group("band"))
    return fact_of_person("age", "연령대", text, text, clause)


def _sex(match: re.Match[str], clause: Clause, said_on: date) -> Draft | None:
    if of_a_relative(match, clause) or _supposed(clause):
        return None
    value = "여성" if match.group("sex")[0] == "여" else "남성"
    return fact_of_person("sex", "성별", value, value, clause)


RULES: tuple[Rule, ...] = (
    rule(
        r"(?<![\d.])(?:만\s*)?(?P<age>\d{2})\s*(?:세|살)(?!\s*(?:대|만기|까지|납|부터|이후|이상|이하|미만|이전|전에|되면|이면|면|때|에\s*(?:가입|납입|만기|시작)|기준|가입|보장|갱신|환급|형|~|-))",
        _age, moods=TOLD,
    ),
    rule(
        r"(?:^|올해|저는|전|제가|나는|나이는|이제|인제|벌써)\s*(?:올해\s*|벌써\s*|만\s*)?(?P<tens>스물|서른|마흔|쉰|예순|일흔)\s*(?P<ones>하나|한|둘|두|셋|세|넷|네|다섯|여섯|일곱|여덟|아홉)?\s*(?:살)?(?:이에요|예요|이고|이구|이유|입니다|이라|인데|인디|이야|됐|된|이\s*됐|이\s*된|먹은|\s|$)(?!\s*(?:명|개|번|달|해|가지|마리|사람|식구|시|살?\s*(?:넘|전|때|즈음|가까|안팎|다\s*되)))",
        _spelled_age, moods=TOLD,
    ),
    rule(r"^(?:저는?\s*)?(?P<age>[2-7]\d)\s*(?:[여남](?:자|성)?)(?=[\s,/]|$)", _age, moods=TOLD),
    rule(r"^(?:저는?\s*)?[2-7]\d\s*(?P<sex>[여남])(?:자|성)?(?=[\s,/]|$)", _sex, moods=TOLD),
    rule(r"(?<!\d)(?P<year>(?:19|20)?\d{2})\s*년\s*(?:\d{1,2}\s*월\s*)?생", _birth_year, moods=TOLD),
    rule(r"(?P<band>[2-8]0\s*대\s*(?:초반|중반|후반)?)\s*(?:여자|여성|남자|남성|이에요|예요|입니다|이고|인데|직장인|주부|가장|자영업|회사원|프리랜서|공무원)", _decade, moods=TOLD),
    rule(r"(?:\d{2}\s*(?:세|살)|[2-8]0\s*대\s*(?:초반|중반|후반)?|년생)[\s,/]*(?:의\s*)?(?P<sex>여자|여성|남자|남성|여|남)(?![가-힣]*(?:편|동생|친구))", _sex, moods=TOLD),
    rule(r"(?:저는|전|나는|제가|고객은|이\s*고객은|고객님은)\s*(?P<sex>여자|여성|남자|남성)(?:이고|이에요|예요|에요|입니다|인데|라)", _sex, moods=TOLD),
    rule(r"성별은\s*(?P<sex>여자|여성|남자|남성)", _sex, moods=TOLD),
)  # fmt: skip
