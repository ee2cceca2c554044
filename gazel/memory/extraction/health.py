"""Health and family history: sensitive, stored only with consent."""

import re
from datetime import date

from gazel.memory.drafts import Draft
from gazel.memory.extraction.clauses import Clause, Mood
from gazel.memory.extraction.rule import Rule, rule
from gazel.memory.extraction.speaker import RELATIVES
from gazel.retrieval.when import parse_when

KIN = r"(?:가족|집안|친척|어머니|엄마|어머님|모친|모|아버지|아빠|아버님|부친|부모님?|언니|누나|누님|(?<![A-Za-z])형님?|오라버니|오빠|동생|아우|이모|고모|삼촌|외할머니|친할머니|할머니|할아버지|자매|형제)"
DISEASE = (
    r"(?:갑상선\s*(?:암|결절|기능\s*(?:항진|저하)증?|염|수술)|갑상샘암|유방암|위암|대장암|폐암|간암|췌장암|자궁경부암|자궁암|난소암|전립선암|신장암|방광암|백혈병|림프종|유사암|"
    r"제자리암|상피내암|암|고혈압|당뇨(?:병)?|고지혈증|이상지질혈증|뇌졸중|뇌경색|뇌출혈|심근경색|협심증|부정맥|심장병|간염|지방간|간경화|천식|폐결핵|결핵|디스크|허리\s*디스크|"
    r"관절염|우울증|공황장애|불면증|치매|파킨슨|용종|폴립|결절|근종|자궁근종|물혹|종양|혹|통풍|신부전|신장병|아토피|갑상선(?:이\s*안\s*좋)|거북목|반월상연골|연골|십자인대|인대|"
    r"[가-힣]{0,8}(?:증후군|결절|선종|낭종|근종|결석|협착증|골절|파열|탈출증|신경통|무력증|관절염|피부염|비염|위염|장염|폐렴|중이염|녹내장|백내장|이명|난청|심부전|빈혈|편두통))"
)
HAVING = (
    r"(?:이|가|을|를|도|은|는|으로|로|에|약을?|때문에)?\s*(?:\S{1,8}\s*){0,3}?"
    r"(?:앓|걸렸|걸리셨|걸린\s*적|진단(?!비|금|서|\s*받으면|\s*시)|판정|확진|치료\s*(?:받|중|했)|수술\s*(?:받|했|하셨|한)|조직\s*검사|추적\s*(?:관찰|검사)|약\s*(?:을\s*)?(?:먹|복용)|복용|"
    r"투병|완치|재발했|전이됐|전이되|퍼졌|나왔(?!으면)|나옴|보임|보인대|보였|발견|쓰러|초기|처방|심해|찢어|부러|끊어|보인다|왔(?:어|다|대|고)|와서|다니|터져|있(?:었|어서|는데|고|어(?!도)|어요|습니다|으세요|으셨|던|다고|는|음|고|대요)|돌아가|받은\s*적|받았|받으셨|받고|이래|이라대|이라네|이라더|라대|라네[요유]|래요|라고\s*(?:하|해|그|했)|제거(?!\s*수술비)|떼어)"
)


OF_COVER = re.compile(r"보험|진단[비금]|보장|특약|담보|대비|위주")
"""Between a disease and the verb: cover is spoken of, not an illness ('암 진단금 위주로 보고 있어요')."""


SUPPOSED = re.compile(r"(?:[가-힣]?을\s*때|[으되하]?면\s)")
"""After the verb: what may happen one day ('수술했을 때 대비하는 게 목적이에요')."""


INSURED = re.compile(r"(?:비|금)?\s*(?:은|는|이|가|도|:)?\s*(?:[\d,.]+|[일이삼사오육칠팔구]*(?=[십백천]))\s*[십백천]*\s*[만억]")
"""After 진단: the sum of a benefit, not an illness ('유사암진단 600만원이에요')."""


def _of_another(match: re.Match[str], clause: Clause) -> bool:
    """Whether a relative is named before: of health, rather nothing is remembered than something of somebody else."""
    return re.search(RELATIVES, clause.text[: match.start()]) is not None


def _health(match: re.Match[str], clause: Clause, said_on: date) -> Draft | None:
    if (
        re.search(rf"(?:{KIN}|{RELATIVES})(?:이|가|은|는|도|께서|\s*중에)?\s", clause.text[: match.start()])
        or OF_COVER.search(match.group(0))
        or SUPPOSED.match(clause.text, match.end())
        or (match.group(0).endswith("진단") and INSURED.match(clause.text, match.end()))
    ):
        return None
    disease = re.sub(r"\s+", " ", match.group("disease"))
    when = parse_when(clause.text, said_on)
    since = when.start if when and when.start <= said_on else None
    dated = f"({when.phrase})" if when and since else ""
    return Draft(
        slot="health", facet=disease, value="있음", fact=f"{disease} 병력이 있음{dated}", quote=clause.text, category="건강",
        valid_from=since,
    )  # fmt: skip


def _family_history(match: re.Match[str], clause: Clause, said_on: date) -> Draft:
    disease = re.sub(r"\s+", " ", match.group("disease"))
    return Draft(
        slot="family_history", facet=disease, value="있음", fact=f"{disease} 가족력이 있음", quote=clause.text, category="건강"
    )


def _no_history(match: re.Match[str], clause: Clause, said_on: date) -> Draft:
    slot_fact = ("family_history", "가족력이 없음") if "가족력" in match.group(0) else ("health", "병력이 없음")
    return Draft(
        slot="family_history" if slot_fact[0] == "family_history" else "health", facet="전체", value="없음", fact=slot_fact[1],
        quote=clause.text, category="건강",
    )  # fmt: skip


def _smoking(match: re.Match[str], clause: Clause, said_on: date) -> Draft | None:
    if _of_another(match, clause):
        return None
    smokes = not re.search(r"안\s*피|끊|금연|비흡연", match.group(0))
    return Draft(
        slot="health", facet="흡연", value="흡연" if smokes else "비흡연", fact="흡연함" if smokes else "흡연하지 않음",
        quote=clause.text, category="건강",
    )  # fmt: skip


MEDICATED = {"혈압": "고혈압", "당뇨": "당뇨", "고지혈": "고지혈증", "콜레스테롤": "고지혈증"}
"""What a medicine that is taken every day tells: '혈압약을 먹어요'."""


def _medicated(match: re.Match[str], clause: Clause, said_on: date) -> Draft | None:
    disease = MEDICATED[match.group("against")]
    if _of_another(match, clause):
        return None
    return Draft(slot="health", facet=disease, value="있음", fact=f"{disease} 약을 복용함", quote=clause.text, category="건강")


def _polyp(match: re.Match[str], clause: Clause, said_on: date) -> Draft | None:
    if _of_another(match, clause):
        return None
    return Draft(
        slot="health", facet="용종", value="있음", fact="대장내시경에서 용종을 떼어 냄", quote=clause.text, category="건강"
    )


def _pregnant(match: re.Match[str], clause: Clause, said_on: date) -> Draft:
    return Draft(slot="health", facet="임신", value="임신", fact="임신 중임", quote=clause.text, category="건강")


TOLD: tuple[Mood, ...] = ("statement", "request")

RULES: tuple[Rule, ...] = (
    rule(rf"가족력\s*\(?[^)]*?(?P<disease>{DISEASE})\)?", _family_history, moods=TOLD),
    rule(rf"(?P<disease>{DISEASE})\s*가족력(?:이|도)?\s*있", _family_history, moods=TOLD),
    rule(rf"{KIN}(?:이|가|은|는|도|께서|\s*중에|\s*중|쪽에|쪽|들이|분이)?\s*[^.?!]{{0,14}}?(?P<disease>{DISEASE}){HAVING}", _family_history, moods=("statement", "reported")),
    rule(rf"{KIN}(?:이|가|은|는|도|께서)?\s*(?:두\s*분\s*)?(?:다\s*|모두\s*)?(?P<disease>{DISEASE})(?:이세요|이셨|이신|이에요|예요|이었|이시고|입니다|환자)", _family_history),
    rule(r"(?:병력|지병|아픈\s*(?:데|곳)|앓는\s*병|가족력)(?:은|이|도)?\s*(?:전혀\s*|따로\s*|하나도\s*)?없(?:어|습|는|음|고)", _no_history),
    rule(rf"(?<![가-힣])(?P<disease>{DISEASE}){HAVING}", _health, moods=("statement", "reported")),
    rule(r"(?:담배|흡연)(?:를|을|은|는)?\s*(?:\S{1,6}\s*)?(?:피[우워고]|펴요|합니다|해요|하고|하는|끊|안\s*피)|흡연자(?:이|예|입|인)|비흡연(?:자|이)", _smoking),
    rule(r"임신\s*(?:중|했|\d+\s*(?:주|개월)|초기|중기|말기)(?!\s*(?:이면|에도\s*가입))", _pregnant),
    rule(r"(?:뱃속에|배\s*속에)\s*(?:아기|아이)|출산\s*예정일|예정일이에요", _pregnant),
    rule(r"(?P<against>혈압|당뇨|고지혈|콜레스테롤)\s*(?:증\s*)?약(?:을|은|도)?[^.?!]{0,16}?(?:먹(?!으면)|복용|달고|타\s*(?:먹|왔|와|러)|챙겨|드시|늘렸|올렸|바꿨)", _medicated, moods=("statement", "reported")),
    rule(r"대장\s*내시경[^.?!]{0,10}(?:용종|폴립|혹)(?:을|를)?\s*(?:\S{1,4}\s*){0,2}(?:떼|제거했|잘라)", _polyp, moods=("statement", "reported")),
    rule(r"(?:담배|흡연)[^.?!]{0,12}(?:갑|개비)\s*(?:반\s*)?(?:씩|은)?\s*(?:피|펴|태우|태워)", _smoking),
    rule(rf"{KIN}(?:이|가|은|는|도|께서)?\s*[^.?!]{{0,10}}?(?P<disease>{DISEASE})(?:으로|로)\s*(?:고생|투병|세상|돌아가|입원|수술|요양|먼저)", _family_history),
)  # fmt: skip
