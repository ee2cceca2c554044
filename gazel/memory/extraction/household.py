"""With whom the customer lives: marriage, children, grandchildren, parents."""

import re
from datetime import date

from gazel.memory.drafts import Draft
from gazel.memory.extraction.clauses import Clause
from gazel.memory.extraction.rule import Build, Rule, rule
from gazel.memory.extraction.speaker import fact_of_person, of_a_relative, since_of

NUMBERS = {"한": 1, "하나": 1, "둘": 2, "두": 2, "셋": 3, "세": 3, "넷": 4, "네": 4}


def _marital(value: str, fact: str) -> Build:
    def build(match: re.Match[str], clause: Clause, said_on: date) -> Draft | None:
        if re.search(r"(아들|딸|동생|언니|누나|형|오빠|친구|부모님?)(이|가|은|는)?\s*.{0,8}$", clause.text[: match.start()]):
            return None
        since = since_of(clause, said_on)
        dated = f"{fact}({since:%Y-%m})" if since else fact
        return fact_of_person("marital", "혼인", value, dated, clause, since=since)

    return build


def _alone(match: re.Match[str], clause: Clause, said_on: date) -> Draft | None:
    if of_a_relative(match, clause):
        return None
    parted = re.search(r"돌싱|갈라섰|이혼", clause.sentence)
    value = "이혼" if parted else "미혼" if re.search(r"결혼\s*(?:생각|안)|미혼", clause.sentence) else "혼자 삶"
    return fact_of_person("marital", "혼인" if value != "혼자 삶" else "동거", value, "이혼함" if parted else "혼자 삶", clause)


def _one_child(match: re.Match[str], clause: Clause, said_on: date) -> Draft:
    return fact_of_person("family", "자녀", "1", "자녀 1명", clause)


def _children(match: re.Match[str], clause: Clause, said_on: date) -> Draft | None:
    if of_a_relative(match, clause):
        return None
    word = match.group("count")
    count = int(word) if word.isdigit() else NUMBERS.get(word, 0)
    return fact_of_person("family", "자녀", str(count), f"자녀 {count}명", clause) if 0 < count < 10 else None


def _child_born(match: re.Match[str], clause: Clause, said_on: date) -> Draft | None:
    if re.search(r"손주|손자|손녀|조카|동생|언니|누나", clause.sentence):
        return None
    since = since_of(clause, said_on) or said_on
    return fact_of_person("family", "출산", f"{since:%Y-%m}", f"{since:%Y-%m}에 아이가 태어남", clause, since=since)


def _child_expected(match: re.Match[str], clause: Clause, said_on: date) -> Draft | None:
    if of_a_relative(match, clause) or re.search(r"손주|손자|손녀|조카|며느리|딸이|동생", clause.sentence):
        return None
    return fact_of_person("family", "출산", "예정", "아이가 태어날 예정", clause)


def _no_children(match: re.Match[str], clause: Clause, said_on: date) -> Draft:
    return fact_of_person("family", "자녀", "0", "자녀 없음", clause)


def _grandchild(match: re.Match[str], clause: Clause, said_on: date) -> Draft:
    since = since_of(clause, said_on) or said_on
    return fact_of_person("family", "손주", f"{since:%Y-%m}", f"{since:%Y-%m}에 손주가 태어남", clause, since=since)


def _dependants(match: re.Match[str], clause: Clause, said_on: date) -> Draft:
    return fact_of_person("family", "부양", "부모", "부모님을 부양하고 있음", clause)


RULES: tuple[Rule, ...] = (
    rule(r"(결혼|혼인|혼인신고|재혼)(식)?(을|를)?\s*(했|하였|올렸|함(?!께)|마쳤|한\s*상태|한지|해서\s*(?:이제|지금))", _marital("기혼", "결혼함")),
    rule(r"(기혼|유부남|유부녀|신혼)(이에요|예요|입니다|이고|인데|자|이|\s|,|$)", _marital("기혼", "기혼")),
    rule(r"(?<![가-힣])(?:결혼|혼인\s*신고)(?:을|를)?\s*했(?:어|습|음|는데|거든|으니)", _marital("기혼", "결혼함"), moods=("request",)),
    rule(r"이혼(?:을)?\s*(?:했|함)", _marital("이혼", "이혼함"), moods=("request",)),
    rule(r"결혼(은|을)?\s*(아직\s*)?(안\s*했|하지\s*않|못\s*했)|미혼|싱글(이|인데|입)|독신", _marital("미혼", "미혼")),
    rule(r"이혼(을)?\s*(했|하였|함|한\s*상태)", _marital("이혼", "이혼함")),
    rule(r"(사별|(남편|신랑|바깥양반|영감|아내|와이프|집사람|안사람|배우자)(이|가|은|는|을|를)?\s*[^.?!,]{0,12}(돌아가(?!며)|세상을?\s*(떴|떠|뜨|등|버)|먼저\s*(갔|떠나|떠났|보냈)|하늘나라|여의|여읜|잃))", _marital("사별", "배우자와 사별함")),
    rule(r"결혼(을)?\s*(할\s*(예정|거|계획)|합니다|해요(?!\?)|앞두)|예비\s*(신부|신랑)|(결혼)?\s*식\s*올려요|결혼\s*준비(하|중)", _marital("결혼 예정", "결혼 예정")),
    rule(r"(아이|자녀|애|애들|아들|딸|자식)(만)?\s*(?P<count>하나|둘|셋|넷|\d)\s*(명)?(이에요|예요|이?요(?=$|[\s.,!])|이고|을|를|입니다|이야|인데|이라)", _children),
    rule(r"(아이|자녀|애|애들|아들|딸|자식)(이|가|는|은)?\s*(?P<count>\d|하나|한|둘|두|셋|세|넷|네)\s*(명|이에요|예요|있|인데|이고|입니다|$)", _children),
    rule(r"(?P<count>한|두|세|네|\d)\s*(아이|자녀|아들|딸)(의|를|을)?\s*(엄마|아빠|부모|키우|둔)", _children),
    rule(r"(아이|아기|애|애기|딸|아들|둘째|첫째|셋째)(가|이)?\s*.{0,6}(태어났|태어나서)|(아이|아기|애|애기|딸|아들|둘째|첫째|셋째|쌍둥이)(을|를)?\s*.{0,6}(낳았|출산했)|(?<![가-힣])출산(했|함)", _child_born),
    rule(r"(?:다음\s*달|내년|곧|이번\s*달|올해|조만간|\d{1,2}월)(?:에|쯤)?\s*(?:아이|아기|애|애기|둘째|첫째|셋째)(?:가|이)?\s*(?:태어나|나와|나올)|출산\s*예정|출산(?:을)?\s*앞두", _child_expected, moods=("statement", "request")),
    rule(r"(손주|손자|손녀|외손주)(가|이)?\s*.{0,6}(태어났|생겼)|(손주|손자|손녀)(를|을)\s*(봤|보게)", _grandchild),
    rule(r"(아이|자녀|애)(는|가|도)?\s*(아직\s*)?없(어|습|는|음|고)", _no_children),
    rule(r"(부모님|어머니|아버지|시부모님|장모님)(을|를)?\s*(모시고|부양)", _dependants),
    rule(r"혼자\s*(?:살고|사는데|삽니다|살아요|살아(?!\s*남))|돌싱|갈라섰|이혼\s*(?:도장|서류)(?:를|에)?\s*(?:찍|냈)", _alone),
    rule(r"(?:결혼|장가|시집)\s*(?:생각|계획)(?:이|은)?\s*(?:아직\s*)?없|노총각|노처녀|비혼", _marital("미혼", "미혼")),
    rule(r"(?:장가|시집)(?:를|을)?\s*(?:갔|들었)|(?:웨딩|식)(?:을)?\s*(?:올렸|치렀)|유부(?:예|입)|가정을\s*꾸렸", _marital("기혼", "결혼함")),
    rule(r"(?:외동|하나뿐인)\s*(?:아들|딸)|(?:아들|딸)\s*하나\s*(?:있|키우|뿐)", _one_child),
    rule(r"(?:아이|애|자녀)\s*(?P<count>둘|셋|넷|하나|\d)\s*(?:을|를)?\s*(?:키우|있|두고|데리고)", _children),
    rule(r"(?:둘째|셋째|첫째|첫\s*아이|첫아이|막내)(?:를|가|도)?\s*(?:\S{1,6}\s*)?(?:낳았|출산|태어났|나왔)", _child_born),
    rule(r"(?:홀로\s*계신\s*)?(?:부모님|어머니|아버지|엄마|아빠|시어머니|시아버지|장모님|장인어른)(?:을|를)?\s*(?:제가\s*)?(?:모시고|모셔|부양|봉양)", _dependants),
)  # fmt: skip
