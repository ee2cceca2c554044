"""Who the customer is: age, sex, job, marital status, children."""

import re
from datetime import date

from gazel.memory.drafts import Draft, Slot
from gazel.memory.extraction.clauses import Clause, Mood
from gazel.memory.extraction.rule import Build, Rule, rule
from gazel.retrieval.when import parse_when

TOLD: tuple[Mood, ...] = ("statement", "request")
JOBS = (
    "사무직|회사원|직장인|공무원|교사|교수|강사|선생님|간호사|의사|약사|자영업자?|프리랜서|개발자|디자이너|전업주부|주부|대학생|대학원생|학생|취업준비생|취준생|"
    "운전기사|택시기사|버스기사|배달원|배달기사|라이더|현장직|생산직|건설직|일용직|농부|농업|어업|어부|군인|직업군인|경찰관?|소방관|영업직|연구원|은행원|"
    "미용사|요리사|조리사|조리원|경비원|경비|미화원|물리치료사|치위생사|영양사|보육교사|유치원\\s*교사|상담원|상담사|텔레마케터|캐디|매니저|대표|연예인|배우|가수|운동선수|트레이너|강사|번역가|통역사|목수|용접공|전기기사|화물기사|트럭기사|선원|항해사|조종사|기관사|큐레이터|사서|공인중개사|부동산\\s*중개인|편의점\\s*점주|치킨집\\s*사장|분식집\\s*사장|미용실\\s*원장|학원\\s*원장|미용사|변호사|회계사|세무사|엔지니어|사업가|개인사업자|무직|은퇴자|요양보호사|사회복지사|승무원|기자|작가|유튜버|카페\\s*사장|식당\\s*사장|관리직|서비스직|판매직"
)
BEING = r"(?:이고|이며|이에요|예요|에요|입니다|인데|이라|라서|이라서|라\s|이야|야|임|이신|이시|고|$|\s|,|\()"
RELATIVES = (
    r"(어머니|엄마|아버지|아빠|부모님?|남편|아내|와이프|배우자|딸|아들|아이|애기|아기|동생|언니|누나|형|오빠|할머니|할아버지)"
)
TENS = {"스물": 20, "서른": 30, "마흔": 40, "쉰": 50, "예순": 60, "일흔": 70}
ONES = {
    "하나": 1,
    "한": 1,
    "둘": 2,
    "두": 2,
    "셋": 3,
    "세": 3,
    "넷": 4,
    "네": 4,
    "다섯": 5,
    "여섯": 6,
    "일곱": 7,
    "여덟": 8,
    "아홉": 9,
}
NUMBERS = {"한": 1, "하나": 1, "둘": 2, "두": 2, "셋": 3, "세": 3, "넷": 4, "네": 4}


def _fact(slot: Slot, facet: str, value: str, fact: str, clause: Clause, *, since: date | None = None) -> Draft:
    return Draft(
        slot=slot, facet=facet, value=value, fact=fact, quote=clause.text, category="고객 정보", valid_from=since, confidence=0.95
    )


def _of_a_relative(match: re.Match[str], clause: Clause) -> bool:
    """'남편은 은행원이고 43세예요' says nothing of the customer's own age or job."""
    before = clause.sentence[: clause.sentence.find(clause.text) + match.start()]
    told_of = list(
        re.finditer(RELATIVES + r"(?:이|가|은|는|도|께서|님은)?\s+|" + RELATIVES + r"(?:이|가|은|는|도|께서)?$", before)
    )
    own = list(re.finditer(r"(?:저는|제가|저도|전\s|나는|내가|저희는)", before))
    return bool(told_of) and (not own or own[-1].start() < told_of[-1].start())


def _supposed(clause: Clause) -> bool:
    """'35세 여성 기준 보험료 알려줘' asks about anybody of that age."""
    return bool(re.search(r"기준|일\s*때|(?:이|하)면\s", clause.text))


def _age(match: re.Match[str], clause: Clause, said_on: date) -> Draft | None:
    age = int(match.group("age"))
    if not 15 <= age <= 99 or _of_a_relative(match, clause) or _supposed(clause):
        return None
    return _fact("age", "나이", str(age), f"{age}세", clause)


def _spelled_age(match: re.Match[str], clause: Clause, said_on: date) -> Draft | None:
    age = TENS[match.group("tens")] + ONES.get(match.group("ones") or "", 0)
    return None if _of_a_relative(match, clause) else _fact("age", "나이", str(age), f"{age}세", clause)


def _birth_year(match: re.Match[str], clause: Clause, said_on: date) -> Draft | None:
    digits = match.group("year")
    born = int(digits) if len(digits) == 4 else 1900 + int(digits) if int(digits) > said_on.year % 100 else 2000 + int(digits)
    if _of_a_relative(match, clause) or not 15 <= said_on.year - born <= 99:
        return None
    return _fact("age", "출생연도", str(born), f"{born}년생", clause)


def _decade(match: re.Match[str], clause: Clause, said_on: date) -> Draft | None:
    if _of_a_relative(match, clause):
        return None
    text = re.sub(r"\s+", " ", match.group("band"))
    return _fact("age", "연령대", text, text, clause)


def _sex(match: re.Match[str], clause: Clause, said_on: date) -> Draft | None:
    if _of_a_relative(match, clause) or _supposed(clause):
        return None
    value = "여성" if match.group("sex")[0] == "여" else "남성"
    return _fact("sex", "성별", value, value, clause)


def _job(match: re.Match[str], clause: Clause, said_on: date) -> Draft | None:
    if _of_a_relative(match, clause):
        return None
    job = match.group("job").replace(" ", "")
    return _fact("job", "직업", job, f"직업은 {job}", clause, since=_since(clause, said_on))


def _job_change(match: re.Match[str], clause: Clause, said_on: date) -> Draft | None:
    since = _since(clause, said_on) or said_on
    if "휴직" in match.group(0):
        return _fact("job", "직업", "휴직", f"{since:%Y-%m}부터 휴직", clause, since=since)
    if re.search(r"은퇴|정년|퇴직", match.group(0)):
        return _fact("job", "직업", "은퇴", f"{since:%Y-%m}에 은퇴함", clause, since=since)
    if re.search(r"이직|옮겼|옮긴", match.group(0)):
        return _fact("job", "직업", "이직", f"{since:%Y-%m}에 직장을 옮김", clause, since=since)
    return _fact("job", "직업", "무직", f"{since:%Y-%m}에 일을 그만둠", clause, since=since)


def _marital(value: str, fact: str) -> Build:
    def build(match: re.Match[str], clause: Clause, said_on: date) -> Draft | None:
        if re.search(r"(아들|딸|동생|언니|누나|형|오빠|친구|부모님?)(이|가|은|는)?\s*.{0,8}$", clause.text[: match.start()]):
            return None
        since = _since(clause, said_on)
        dated = f"{fact}({since:%Y-%m})" if since else fact
        return _fact("marital", "혼인", value, dated, clause, since=since)

    return build


def _children(match: re.Match[str], clause: Clause, said_on: date) -> Draft | None:
    word = match.group("count")
    count = int(word) if word.isdigit() else NUMBERS.get(word, 0)
    return _fact("family", "자녀", str(count), f"자녀 {count}명", clause) if 0 < count < 10 else None


def _child_born(match: re.Match[str], clause: Clause, said_on: date) -> Draft | None:
    if re.search(r"손주|손자|손녀|조카|동생|언니|누나", clause.sentence):
        return None
    since = _since(clause, said_on) or said_on
    return _fact("family", "출산", f"{since:%Y-%m}", f"{since:%Y-%m}에 아이가 태어남", clause, since=since)


def _no_children(match: re.Match[str], clause: Clause, said_on: date) -> Draft:
    return _fact("family", "자녀", "0", "자녀 없음", clause)


def _relative_job(match: re.Match[str], clause: Clause, said_on: date) -> Draft:
    who = {"와이프": "아내", "신랑": "남편", "엄마": "어머니", "아빠": "아버지"}.get(match.group("who"), match.group("who"))
    job = match.group("job").replace(" ", "")
    return _fact("family", f"{who} 직업", job, f"{who}의 직업은 {job}", clause)


def _grandchild(match: re.Match[str], clause: Clause, said_on: date) -> Draft:
    since = _since(clause, said_on) or said_on
    return _fact("family", "손주", f"{since:%Y-%m}", f"{since:%Y-%m}에 손주가 태어남", clause, since=since)


def _dependants(match: re.Match[str], clause: Clause, said_on: date) -> Draft:
    return _fact("family", "부양", "부모", "부모님을 부양하고 있음", clause)


def _since(clause: Clause, said_on: date) -> date | None:
    when = parse_when(clause.text, said_on)
    return when.start if when and when.start <= said_on else None


RULES: tuple[Rule, ...] = (
    rule(
        r"(?<![\d.])(?:만\s*)?(?P<age>\d{2})\s*(?:세|살)(?!\s*(?:대|만기|까지|납|부터|이후|이상|이하|미만|이전|전에|되면|이면|면|때|에\s*(?:가입|납입|만기|시작)|기준|가입|보장|갱신|환급|형|~|-))",
        _age, moods=TOLD,
    ),
    rule(
        r"(?:올해|저는|전|제가|나이는|이제|벌써)\s*(?:올해\s*)?(?P<tens>스물|서른|마흔|쉰|예순|일흔)\s*(?P<ones>하나|한|둘|두|셋|세|넷|네|다섯|여섯|일곱|여덟|아홉)?\s*(?:살)?(?:이에요|예요|이고|입니다|인데|이야|됐|이\s*됐|\s|$)",
        _spelled_age, moods=TOLD,
    ),
    rule(r"(?<!\d)(?P<year>(?:19|20)?\d{2})\s*년\s*(?:\d{1,2}\s*월\s*)?생", _birth_year, moods=TOLD),
    rule(r"(?P<band>[2-8]0\s*대\s*(?:초반|중반|후반)?)\s*(?:여자|여성|남자|남성|이에요|예요|입니다|이고|인데|직장인|주부|가장|자영업|회사원|프리랜서|공무원)", _decade, moods=TOLD),
    rule(r"(?:\d{2}\s*(?:세|살)|[2-8]0\s*대\s*(?:초반|중반|후반)?|년생)[\s,/]*(?:의\s*)?(?P<sex>여자|여성|남자|남성|여|남)(?![가-힣]*(?:편|동생|친구))", _sex, moods=TOLD),
    rule(r"(?:저는|전|나는|제가|고객은|이\s*고객은|고객님은)\s*(?P<sex>여자|여성|남자|남성)(?:이고|이에요|예요|에요|입니다|인데|라)", _sex, moods=TOLD),
    rule(r"성별은\s*(?P<sex>여자|여성|남자|남성)", _sex, moods=TOLD),
    rule(
        rf"(?:\d{{2}}\s*(?:세|살)|여자|여성|남자|남성|[2-8]0\s*대\s*(?:초반|중반|후반)?|년생|저는|전|제가|직업은|직업이|고객은|지금은?|현재)[\s,/]*(?:지금\s*|현재\s*)?(?P<job>{JOBS}){BEING}",
        _job, moods=TOLD,
    ),
    rule(rf"(?P<job>{JOBS})(?:으로|로)\s*(?:\S{1,6}\s*)?(?:일하|일합|일해|일한|뛰고|다니|근무|이직|전직|취업|취직|재직|전업)", _job),
    rule(rf"^(?:저\s*)?(?P<job>{JOBS})(?:이에요|예요|에요|입니다|이고요?|인데요?|이야)", _job),
    rule(rf"(?<![가-힣])(?P<job>{JOBS})(?:이에요|예요|에요|입니다|이고요?|인데|이라서?|라서?\s|이야|야(?=$|[\s.,!])|만\s*\d+\s*년)", _job),
    rule(rf"(?<![가-힣])(?P<job>{JOBS})\s*(?:일|생활|업무)?(?:을|를)?\s*(?:새로\s*|다시\s*|계속\s*)?(?:하고\s*있|해요|합니다|시작했|시작했|하는\s*중|다녀|다니고)", _job),
    rule(r"(?P<job>[가-힣]{2,8})(?:으로|로)\s*(?:새로\s*|다시\s*)?(?:취직|취업|재취업|입사|전직|이직)(?:했|했어|하게|해서)", _job),
    rule(r"(?:육아\s*)?휴직\s*(?:중|했|들어|해요|합니다|하고|신청)", _job_change),
    rule(r"이직(했|하였|함|해서)|(회사|직장)(을|를)?\s*(옮겼|옮긴|바꿨)|퇴사(했|함|해서)|(회사|직장|일)(을|를)?\s*그만\s*(뒀|두었|둬)|은퇴(했|함|해)|정년\s*퇴직(했|해|함|이)|퇴직(했|해\s*|함)|실직(했|함)", _job_change),
    rule(r"(결혼|혼인|혼인신고|재혼)(식)?(을|를)?\s*(했|하였|올렸|함(?!께)|마쳤|한\s*상태|한지|해서\s*(?:이제|지금))", _marital("기혼", "결혼함")),
    rule(r"(기혼|유부남|유부녀|신혼)(이에요|예요|입니다|이고|인데|자|이|\s|,|$)", _marital("기혼", "기혼")),
    rule(r"결혼(은|을)?\s*(아직\s*)?(안\s*했|하지\s*않|못\s*했)|미혼|싱글(이|인데|입)|독신", _marital("미혼", "미혼")),
    rule(r"이혼(을)?\s*(했|하였|함|한\s*상태)", _marital("이혼", "이혼함")),
    rule(r"(사별|남편이\s*(돌아가|세상)|아내가\s*(돌아가|세상))", _marital("사별", "배우자와 사별함")),
    rule(r"결혼(을)?\s*(할\s*(예정|거|계획)|합니다|해요(?!\?)|앞두)|예비\s*(신부|신랑)|(결혼)?\s*식\s*올려요|결혼\s*준비(하|중)", _marital("결혼 예정", "결혼 예정")),
    rule(r"(아이|자녀|애|애들|아들|딸|자식)(만)?\s*(?P<count>하나|둘|셋|넷|\d)\s*(명)?(이에요|예요|이고|을|를|입니다|이야|인데|이라)", _children),
    rule(r"(아이|자녀|애|애들|아들|딸|자식)(이|가|는|은)?\s*(?P<count>\d|하나|한|둘|두|셋|세|넷|네)\s*(명|이에요|예요|있|인데|이고|입니다|$)", _children),
    rule(r"(?P<count>한|두|세|네|\d)\s*(아이|자녀|아들|딸)(의|를|을)?\s*(엄마|아빠|부모|키우|둔)", _children),
    rule(r"(아이|아기|애|애기|딸|아들|둘째|첫째|셋째)(가|이)?\s*.{0,6}(태어났|태어나서)|(아이|아기|애|애기|딸|아들|둘째|첫째|셋째)(을|를)\s*.{0,6}(낳았|출산했)|(?<![가-힣])출산(했|함)", _child_born),
    rule(rf"(?P<who>남편|신랑|아내|와이프|배우자|아버지|아빠|어머니|엄마|아들|딸|동생|언니|누나|형|오빠)(?:은|는|이|가|도)\s*(?P<job>{JOBS}){BEING}", _relative_job, moods=TOLD),
    rule(r"(손주|손자|손녀|외손주)(가|이)?\s*.{0,6}(태어났|생겼)|(손주|손자|손녀)(를|을)\s*(봤|보게)", _grandchild),
    rule(r"(아이|자녀|애)(는|가|도)?\s*(아직\s*)?없(어|습|는|음|고)", _no_children),
    rule(r"(부모님|어머니|아버지|시부모님|장모님)(을|를)?\s*(모시고|부양)", _dependants),
)  # fmt: skip
