"""What the customer wants to reach, how to be contacted, and what is still open."""

import re
from datetime import date

from gazel.memory.drafts import Draft
from gazel.memory.extraction.clauses import Clause, Mood
from gazel.memory.extraction.rule import Build, Rule, rule
from gazel.memory.extraction.speaker import of_a_relative

TOLD: tuple[Mood, ...] = ("statement", "request")
TOPICS = (
    r"(?:갑상선\s*암?|갑상샘암|유사암|암\s*진단[비금]|(?:유방|위|대장|폐|간|췌장|전립선|자궁|난소)암|암|뇌혈관(?:\s*질환)?|뇌졸중|뇌·?심장|뇌|심장(?:\s*질환)?|허혈성|심근경색|수술비|입원비|입원(?=[했하])|간병비?|치매|노후|은퇴|상속|연금|실손|실비|운전자|"
    r"자녀|아이|태아|사망(?:\s*보장)?|상해|골절|치아|소득\s*상실|생활비|의료비|항암(?:\s*치료비?)?|큰\s*병)"
)
AIM = r"(?:대비|준비|보강|보완|강화|마련|추가|채우)"
DISEASE_BEFORE = re.compile(r"(갑상선암|갑상샘암|유사암|유방암|위암|대장암|폐암|간암|뇌졸중|심근경색|치매|암)")


def _goal(match: re.Match[str], clause: Clause, said_on: date) -> Draft | None:
    topic = re.sub(r"\s+", " ", match.group("topic")).strip()
    if topic in ("그쪽", "그거", "그런 것"):
        before = DISEASE_BEFORE.findall(clause.sentence[: clause.sentence.find(clause.text)])
        if not before:
            return None
        topic = before[-1]
    topic = {"갑상선": "갑상선암", "갑상샘암": "갑상선암"}.get(topic, topic)
    verb = next(iter(re.findall(AIM, match.group(0))), "대비")
    return Draft(
        slot="goal", facet=topic, value="목적", fact=f"가입 목적은 {topic} {verb}", quote=clause.text, category="가입 목적"
    )


def _minimal(match: re.Match[str], clause: Clause, said_on: date) -> Draft:
    topic = {"갑상선": "갑상선암"}.get(match.group("topic"), match.group("topic"))
    return Draft(
        slot="goal",
        facet=topic,
        value="최소 구성",
        fact=f"{topic} 위주의 최소 구성을 원함",
        quote=clause.text,
        category="가입 목적",
    )


def _channel(value: str) -> Build:
    def build(match: re.Match[str], clause: Clause, said_on: date) -> Draft:
        return Draft(
            slot="contact", facet="연락 수단", value=value, fact=f"연락은 {value} 선호", quote=clause.text, category="연락"
        )

    return build


def _not_by_phone(match: re.Match[str], clause: Clause, said_on: date) -> Draft:
    return Draft(slot="contact", facet="전화", value="기피", fact="전화 연락은 원하지 않음", quote=clause.text, category="연락")


def _hours(match: re.Match[str], clause: Clause, said_on: date) -> Draft:
    value = re.sub(r"\s+", " ", match.group("hours"))
    return Draft(
        slot="contact", facet="연락 시간", value=value, fact=f"연락 가능 시간은 {value}", quote=clause.text, category="연락"
    )


def _open(facet: str, fact: str) -> Build:
    def build(match: re.Match[str], clause: Clause, said_on: date) -> Draft:
        return Draft(slot="open_matter", facet=facet, value="진행 중", fact=fact, quote=clause.text, category="진행 중")

    return build


def _closed(facet: str, fact: str) -> Build:
    def build(match: re.Match[str], clause: Clause, said_on: date) -> Draft:
        return Draft(slot="open_matter", facet=facet, value="완료", fact=fact, quote=clause.text, category="진행 중")

    return build


def _promise(match: re.Match[str], clause: Clause, said_on: date) -> Draft:
    what = re.sub(r"\s+", " ", match.group(0)).strip()
    return Draft(
        slot="open_matter", facet="약속", value=what, fact=f"약속: {what}", quote=clause.text, category="진행 중", confidence=0.8
    )


def _home(match: re.Match[str], clause: Clause, said_on: date) -> Draft | None:
    if of_a_relative(match, clause):
        return None
    place = re.sub(r"\s+", " ", match.group("place"))
    return Draft(slot="contact", facet="사는 곳", value=place, fact=f"사는 곳은 {place}", quote=clause.text, category="연락")


PLACE = r"(?P<place>(?:(?:서울|부산|대구|인천|광주|대전|울산|세종|경기|강원|충북|충남|전북|전남|경북|경남|제주)(?:특별시|광역시|특별자치시|특별자치도|시|도)?\s*)?(?:[가-힣]{1,4}(?:시|군|구|동|읍|면)\s*)?[가-힣]{2,5}?)"
CONTACT = r"(?:으로|로|을|를|은|이|가|에다?)?\s*(?:제일\s*|더\s*|만\s*|사진으로\s*|찍어\s*|간단히\s*){0,3}(?:연락|보내|답|안내|주세요|해\s*주세요|해주세요|부탁|주시면|주십|주셔|편해|편하|편할|편한|편리|낫|나아|선호|좋아|좋습|좋겠|남겨|남기|주면|넣어)"

RULES: tuple[Rule, ...] = (
    rule(rf"(?P<topic>{TOPICS}|그쪽|그거)(?:을|를|이|가|쪽|\s*쪽|에|의|도|만)?(?:을|를|만)?\s*(?:(?:이?랑|하고|와|과)\s*\S{{1,8}}\s*)?(?:\S{{1,6}}\s*)?{AIM}(?:를|을)?\s*(?:제대로\s*|좀\s*|미리\s*|꼭\s*|더\s*)?(?:하려|하고\s*싶|하고자|하기\s*위|이?\s*목적|하는\s*게\s*목적|할\s*(?:목적|생각|계획)|(?:이|가)?\s*필요|용으로|차원|해야|해\s*두|가\s*목적|예정)", _goal, moods=TOLD),
    rule(rf"(?P<topic>{TOPICS})\s*(?:위주|중심|쪽)(?:으)?로\s*(?:보고|알아보|생각하|생각\s*중|준비)", _goal, moods=TOLD),
    rule(rf"목적(?:은|이)?\s*(?:[가-힣]{{1,4}}\s*)?(?P<topic>{TOPICS})\s*(?:쪽\s*)?(?:{AIM})?", _goal, moods=TOLD),
    rule(rf"(?P<topic>{TOPICS})(?:이|가|쪽이|도)?\s*(?:제일\s*|가장\s*|너무\s*|많이\s*)?(?:걱정(?:돼|되|이|스)|불안)", _goal),
    rule(rf"(?P<topic>{TOPICS})\s*(?:쪽)?(?:만|위주로)\s*(?:딱\s*)?(?:최소|간단|필요한\s*만큼|기본만)", _minimal, moods=TOLD),
    rule(rf"(?<![가-힣]){PLACE}(?:으로|로)\s*이사(?:를|을)?\s*(?:했|왔|갔|와서|가서|해서|한\s|옴|감)", _home),
    rule(rf"(?<![가-힣]){PLACE}에\s*(?:살아요|삽니다|살고\s*있|거주)", _home),
    rule(r"전화(?:는|로는?|연락은?|하지)?\s*(?:연락은?\s*)?(?:말고|싫|하지\s*마|안\s*(?:받|했|해|돼|되)|불편|곤란|어려)", _not_by_phone, moods=TOLD),
    rule(rf"(?:카톡|카카오톡){CONTACT}", _channel("카카오톡"), moods=(*TOLD, "condition")),
    rule(rf"문자{CONTACT}", _channel("문자"), moods=(*TOLD, "condition")),
    rule(rf"(?:이메일|메일){CONTACT}", _channel("이메일"), moods=TOLD),
    rule(r"전화(?:로|를|가)?\s*(?:연락|해\s*주|걸어|주세요|주셔|주십|받을\s*수\s*있|받기\s*(?:편|좋)|부탁|편해|편하|선호|좋아|좋습|주시면)", _channel("전화"), moods=TOLD),
    rule(r"(?:방문|대면|직접\s*만나|만나서)\s*(?:상담|설명|뵙)?(?:을|이|를)?\s*(?:선호|좋아|좋습|편해|원해)", _channel("대면"), moods=TOLD),
    rule(r"(?:연락|전화|통화)(?:은|는)?\s*(?P<hours>(?:평일|주말|오전|오후|저녁|점심|퇴근|[0-9]{1,2}\s*시)[가-힣0-9\s]{0,14}?)(?:에만|에|이후에?|시간에?)?\s*(?:만\s*)?(?:가능|주세요|해\s*주|편해|편하|부탁|좋)", _hours, moods=TOLD),
    rule(r"(?P<hours>(?:평일|주말)?\s*(?:오전|오후|저녁|점심시간?|퇴근\s*후|낮\s*[0-9]{1,2}\s*시(?=쯤|\s)|[0-9]{1,2}\s*시\s*(?:이후|이전|넘어서))[가-힣0-9\s]{0,6}?)(?:에만|에|로)?\s*(?:연락|전화|통화|카톡|문자|메일)(?:을|를|만)?\s*(?:주|가능|해\s*주|부탁|되|받을\s*수\s*있|남겨)", _hours, moods=TOLD),
    rule(r"(?:돈|보험금)(?:이|은)?\s*(?:아직\s*)?(?:안\s*(?:들어|나오|나왔|나와|왔|줘|주)|못\s*받|입금\s*(?:안|이\s*안))", _open("보험금 지급", "청구한 보험금이 아직 지급되지 않음")),
    rule(r"(?:보험금|돈)(?:이|은|을)?\s*(?:어제\s*|오늘\s*|방금\s*|지난주에\s*|다\s*|잘\s*)?(?:들어왔|입금\s*(?:됐|되었)|받았|나왔)(?!는데\s*또)", _closed("보험금 지급", "보험금을 지급받음")),
    rule(r"(?:청구|접수)\s*(?:서류)?(?:를|을)?\s*(?:했|냈|넣었|보냈|완료|해\s*놨|해\s*뒀)|(?:청구\s*)?서류(?:를|는)?\s*(?:냈|보냈|낸\s*지|제출\s*(?:했|함))", _open("청구 접수", "보험금 청구 서류를 냄")),
    rule(r"(?:심사|손해사정|조사)\s*(?:중|를?\s*기다|받고\s*있|진행)", _open("심사", "보험금 심사·조사가 진행 중임")),
    rule(r"(?:설계안|제안서|견적|답변|회신)(?:을|를|서)?\s*(?:아직\s*)?(?:기다리|받기로|못\s*받|안\s*(?:왔|와|주))", _open("제안서", "설계안·견적을 기다리고 있음")),
    rule(r"(?:다음\s*(?:주|달|번)|내일|모레|이번\s*주|나중|주말)[^.?!,]{0,16}(?:하기로|뵙기로|연락\s*(?:드릴|드리겠|주기로|주세요)|상담\s*예정|보내\s*(?:드릴|주기로)|결정하겠|생각해\s*보겠|다시\s*(?:올|연락))[가-힣]{0,4}", _promise, moods=TOLD),
    rule(r"전화(?:는|를)?\s*(?:받기\s*(?:어려|힘들|곤란)|삼가|자제)", _not_by_phone, moods=TOLD),
)  # fmt: skip
