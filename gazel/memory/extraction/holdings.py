"""Which policies the customer has, took out or gave up."""

import re
from datetime import date

from gazel.memory.drafts import Draft
from gazel.memory.extraction.amounts import AMOUNT, man, won
from gazel.memory.extraction.clauses import Clause
from gazel.memory.extraction.preference import INSURERS
from gazel.memory.extraction.rule import Build, Rule, has_final, rule
from gazel.retrieval.when import parse_when

KINDS = (
    r"(?:[1-5]\s*세대\s*)?(?:실손|실비)(?:의료)?(?:보험)?|암\s*보험|종신(?:\s*보험|(?=[은도을이]?\s*(?:있|하나|그거|그건|깼|해지|하고|이랑)|이랑))|정기\s*보험|연금\s*보험|저축\s*보험|건강\s*보험|운전자\s*보험|자동차\s*보험|"
    r"치아\s*보험|간병\s*보험|치매\s*보험|어린이\s*보험|태아\s*보험|화재\s*보험|상해\s*보험|여행자?\s*보험|종합\s*보험|유병자\s*보험|간편\s*보험|변액\s*보험|CI\s*보험|단체\s*보험|"
    r"(?:암|유사암|뇌졸중|뇌혈관|심근경색|허혈성)\s*진단비\s*(?:특약|보험)?"
)
PRODUCT = rf"(?:{INSURERS}\s*(?:의\s*)?(?:[가-힣A-Za-z0-9()+·\- ]{{0,28}}?))?(?:{KINDS})?"
OWN = r"(?:있(?:어|습|는|고|음|다)|하나|만\s*있|보유|가지고|들어\s*(?:있|놨|둔|뒀|놓)|들었|들고|가입(?:되어|돼|중|한\s*상태|해\s*(?:있|놨|뒀|둔))|유지)"
TOOK_OUT = r"(?:하나\s*|드디어\s*|바로\s*|새로\s*)*(?:장만했|마련했|질렀|붙였|가입\s*(?:했|하였|함|완료|한\s*(?:지|상태))|들었|계약\s*(?:했|함)|갈아탔)"
GAVE_UP = r"(?:그만\s*|그거\s*|그건\s*|결국\s*|홧김에\s*|싹\s*)*(?:해지\s*(?:했|함|하였|한|해서|완료)|깼|실효|취소\s*(?:했|함)|정리\s*(?:했|함)|만기\s*(?:됐|되었|지났))"


SUMS = re.compile(
    rf"(?<![가-힣])(?P<rider>유사암|갑상선암|소액암|일반암|암)\s*(?:\([^)]*\)\s*)?진단(?:비|금)?\s*(?:\([^)]*\)\s*)?(?:특약|담보)?\s*(?:가입\s*금액)?\s*(?:은|는|이|가|도|:)?\s*(?P<sum>{AMOUNT})"
)
"""A diagnosis benefit with its sum, told beside the policy that it belongs to."""


def _with_sums(sentence: str) -> str:
    """The sums insured of a sentence about a policy, as the end of the fact; '' where none or several policies are told."""
    if len(re.findall(INSURERS, sentence)) > 1:
        return ""
    told = {match["rider"]: amount for match in SUMS.finditer(sentence) if (amount := won(match["sum"]))}
    return f"({', '.join(f'{rider} 진단비 {man(amount)}' for rider, amount in told.items())})" if told else ""


def _name(text: str) -> str:
    name = re.sub(r"^(?:저는?|제가|나는?|지금|현재|기존|그냥|이미)\s+", "", re.sub(r"\s+", " ", text)).strip(" ,은는이가을를에")
    name = re.sub(r"실비(?:보험)?$", "실손", name)
    return re.sub(r"\s*보험$", "보험", re.sub(r"^종신$", "종신보험", name))


def _holds(value: str, verb: str) -> Build:
    def build(match: re.Match[str], clause: Clause, said_on: date) -> Draft | None:
        name = _name(match.group("product"))
        if len(name) < 2 or (
            re.fullmatch(INSURERS, name) and value == "보유" and "보험" not in clause.text and "가입" not in clause.text
        ):
            return None
        when = parse_when(clause.text, said_on)
        since = when.start if when and when.start <= said_on else None
        sums = _with_sums(clause.sentence) if value == "보유" else ""
        particle = "에" if "가입" in verb else "을" if has_final(name) else "를"
        return Draft(
            slot="existing_policy", facet=name, value=value, fact=f"{name}{particle} {verb}{sums}", quote=clause.sentence if sums else clause.text,
            category="보유 계약", valid_from=since,
        )  # fmt: skip

    return build


def _none(match: re.Match[str], clause: Clause, said_on: date) -> Draft:
    return Draft(
        slot="existing_policy", facet="전체", value="없음", fact="가입한 보험이 없음", quote=clause.text, category="보유 계약"
    )


HAS = _holds("보유", "보유하고 있음")
LAPSED = _holds("해지", "해지함")
TAKEN = _holds("보유", "가입함")

RULES: tuple[Rule, ...] = (
    rule(rf"(?P<product>{INSURERS}\s*[가-힣A-Za-z0-9()+·\- ]{{0,28}}?)\s*(?:에|을|를|으로|로|은|는)?\s*{GAVE_UP}", LAPSED),
    rule(rf"(?P<product>{KINDS})\s*(?:은|는|을|를|도)?\s*(?:\S{{1,6}}\s*)?{GAVE_UP}", LAPSED),
    rule(rf"(?P<product>{INSURERS}\s*[가-힣A-Za-z0-9()+·\- ]{{0,28}}?)\s*(?:에|을|를|으로|로)?\s*{TOOK_OUT}", TAKEN),
    rule(rf"(?P<product>{KINDS})\s*(?:에|을|를|도|은|는|부터)?\s*(?:하나\s*|새로\s*|먼저\s*)?{TOOK_OUT}", TAKEN),
    rule(rf"(?P<product>{INSURERS}\s*(?:[가-힣A-Za-z0-9()+·\-]+\s*){{0,3}}?(?:{KINDS}))\s*(?:은|는|이|가|을|를|도|만|하나|에|하고|이랑|랑)*\s*(?:따로\s*|이미\s*|하나\s*)?(?:만\s*)?{OWN}", HAS),
    rule(rf"(?<![가-힣])(?P<product>{KINDS})\s*(?:은|는|이|가|을|를|도|만|하나|에|하고|이랑|랑)*\s*(?:따로\s*|이미\s*|하나\s*|그냥\s*)?(?:만\s*)?{OWN}", HAS),
    rule(rf"(?<![가-힣])(?P<product>{KINDS})[이가]\s*(?:다|전부|끝)\s*(?:[예에]요|야|유|입니다|이에요)", HAS),
    rule(rf"(?<![가-힣])(?P<product>{KINDS})\s*(?:하나\s*)?밖에\s*(?:없|안\s*들)", HAS),
    rule(rf"(?<![가-힣])(?P<product>{KINDS})\s*(?:이랑|랑|하고|과|와|,)\s*[가-힣]{{1,6}}(?:보험)?\s*(?:하나|둘\s*다|만|도)?\s*{OWN}", HAS),
    rule(rf"(?<![가-힣])(?P<product>{KINDS})\s*(?:이랑|랑|하고|과|와|,)\s*(?:{INSURERS}\s*)?(?:{KINDS})\s*(?:은|는|이|가|을|를|도|만|하나|에)*\s*{OWN}", HAS),
    rule(rf"(?:가지고\s*있는|들고\s*있는|가입한|들어둔|제|내)\s*(?:건|거는|것은|보험은)\s*(?P<product>{KINDS})\s*(?:하나|만|뿐|이요|이에요|예요|하고|이랑|랑|과|와|,|입니다|$)", HAS),
    rule(rf"(?:가지고\s*있는|들고\s*있는|가입한|들어둔)\s*(?:건|거는|것은|보험은)\s*(?:{KINDS})\s*(?:하고|이랑|랑|과|와|,)\s*(?P<product>{KINDS})", HAS),
    rule(rf"(?<![가-힣])(?P<product>{KINDS})\s*(?:은|는|이|가|도)?\s*(?:당연히|원래|다|둘\s*다|모두|아직)\s*(?:{OWN})", HAS),
    rule(rf"(?P<product>{INSURERS}\s+[가-힣A-Za-z0-9()+·\-]{{2,20}})\s*(?:에|을|를|은|는|이|가)?\s*(?:하나\s*)?(?:가입(?:되어|돼)\s*있|가입\s*중|들고\s*있|들어\s*있)", HAS, moods=("statement", "request")),
    rule(rf"기존(?:은|엔|에는)\s*(?P<product>{KINDS})", HAS, moods=("statement", "request")),
    rule(r"(?P<product>(?:실손|실비)\s*[1-5]\s*세대)(?:로|으로|에|를)?\s*(?:새로\s*)?(?:갈아탔|바꿨|전환했|옮겼|가입했)", TAKEN, moods=("statement", "request")),
    rule(rf"(?<![가-힣])(?P<product>{KINDS})\s*(?:을|를)?\s*(?:갱신하면서|갱신했|유지하고|계속\s*내고)", HAS),
    rule(rf"(?:기존\s*(?:계약|보험)|지금\s*보험|현재\s*보험|가입한\s*(?:보험|거|것))(?:은|는|이)?\s*(?P<product>{KINDS})", HAS, moods=("statement", "request")),
    rule(r"(?:보험|가입한\s*(?:보험|게|거|것))(?:이|은|는)?\s*(?:아직\s*|하나도\s*|아무것도\s*|전혀\s*|따로\s*)*없(?:어|습|는|음|고|다)", _none),
    rule(rf"(?<![가-힣])(?P<product>{KINDS})\s*(?:은|는|이|가|도|만|에)?\s*(?:들어가\s*있|넣고\s*있|붓고\s*있|내고\s*있|나와\s*있|살아\s*있|남겨|남아\s*있)", HAS),
    rule(rf"(?<![가-힣])(?P<product>{KINDS})\s*(?:은|는|을|를|도)?\s*(?:\S{{1,6}}\s*)?(?:없앴|정리했|취소했|안\s*내고\s*있|실효됐)", LAPSED),
    rule(rf"(?<![가-힣])(?P<product>{KINDS})\s*(?:을|를|은|는|도|부터|으로)?\s*(?:\S{{1,6}}\s*)?(?:새로\s*들|하나\s*들었|갈아탔|새로\s*가입|추가로\s*가입|넣었어)", TAKEN),
)  # fmt: skip
