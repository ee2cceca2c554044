"""What the customer prefers: low premiums or high cover, renewal, refunds, how things are explained, insurers."""

import re
from datetime import date

from gazel.memory.drafts import Draft
from gazel.memory.extraction.clauses import Clause, Mood
from gazel.memory.extraction.rule import Build, Rule, rule

LIKES = r"(좋|선호|최고|중요(?!하지\s*않|치\s*않)|우선|원[해하합]|원함|낫|나아|나음|나은|나을|제일|위주|편해|편이|최우선|맞아|장땡|짱|마음|바라|끌려|싶)"
DISLIKES = r"(싫|별로|부담|안\s*좋|안\s*할|안\s*하고|꺼려|꺼리|말고|빼고|질색|원하지\s*않|원치\s*않|원하지않|피하고)"
INSURERS = r"(삼성화재|삼성|현대해상|현대|DB손해보험|DB손보|DB|KB손해보험|KB손보|KB|메리츠화재|메리츠|한화손해보험|한화손보|한화|흥국화재|흥국|롯데손해보험|롯데손보|롯데)"
ASKING: tuple[Mood, ...] = ("statement", "request")
CHEAP = r"(싼|저렴한?|값싼|가성비|낮은|적은|절약|착한)"


def _is(facet: str, value: str, fact: str, category: str) -> Build:
    def build(match: re.Match[str], clause: Clause, said_on: date) -> Draft:
        return Draft(slot="preference", facet=facet, value=value, fact=fact, quote=clause.text, category=category)

    return build


PRICE = _is("우선순위", "보험료", "보험료가 저렴한 것을 중요하게 생각함", "보험료")
COVER = _is("우선순위", "보장", "보험료보다 보장이 든든한 것을 중요하게 생각함", "보장")
BALANCE = _is("우선순위", "균형", "보험료와 보장의 균형을 중요하게 생각함", "보장")
NON_RENEWAL = _is("갱신", "비갱신", "보험료가 오르지 않는 비갱신형을 선호함", "갱신")
RENEWAL = _is("갱신", "갱신", "초기 보험료가 낮은 갱신형도 괜찮다고 함", "갱신")
DETAILED = _is("설명", "상세", "자세한 설명을 선호함", "설명 방식")
BRIEF = _is("설명", "간결", "짧고 간단한 설명을 선호함", "설명 방식")
PLAIN = _is("쉬운 말", "원함", "어려운 용어를 쉬운 말로 풀어 주기를 원함", "설명 방식")
REFUND = _is("환급", "환급", "만기에 돌려받는 환급형을 선호함", "갱신")
NO_REFUND = _is("환급", "순수보장", "환급 없는 순수보장형을 선호함", "갱신")
NO_SURRENDER = _is("해지환급", "무해지", "해지환급금이 적은 대신 보험료가 낮은 무해지형도 괜찮다고 함", "갱신")
SURRENDER = _is("해지환급", "무해지 기피", "무해지·저해지형은 원하지 않음", "갱신")


def _insurer(value: str, words: str) -> Build:
    def build(match: re.Match[str], clause: Clause, said_on: date) -> Draft:
        name = match.group(1)
        return Draft(
            slot="preference", facet=f"보험사:{name}", value=value, fact=f"{name} {words}", quote=clause.text, category="비교"
        )

    return build


def _term(match: re.Match[str], clause: Clause, said_on: date) -> Draft:
    age = f"{match.group(1)}세"
    return Draft(
        slot="preference", facet="보험기간", value=age, fact=f"{age} 만기 보장을 선호함", quote=clause.text, category="갱신"
    )


RULES: tuple[Rule, ...] = (
    rule(r"(보험료|가격|비용)(랑|와|과|이랑)\s*보장.{0,6}(균형|둘\s*다|적당)|가성비.{0,4}(와|랑)\s*보장", BALANCE, moods=ASKING),
    rule(r"(보험료|가격|비용|돈)(은|는|이|가)?\s*(좀\s*)?(비싸도|더\s*내도|올라도|상관\s*없|안\s*중요|중요하지\s*않|문제\s*(가\s*)?(안|아니|없))", COVER, moods=ASKING),
    rule(
        r"보장(이|은|을|금액|금|범위|쪽)?(이|은|을)?\s*(더\s*|좀\s*|훨씬\s*|제일\s*|가장\s*)?(두둑|든든|넉넉|튼튼|빵빵|탄탄|충분|크|큰|많|넓|높|확실|잘\s*되|좋은\s*(게|거|걸|쪽))"
        rf".{{0,14}}({LIKES}|걸로|거로|으로\s*(해|부탁|추천)|쪽으로)",
        COVER,
        moods=ASKING,
    ),
    rule(rf"보장(이|을|은|성)?\s*(을\s*)?(제일|가장|더|최우선|우선|중시|중요|먼저)(?!\s*(싸|저렴)).{{0,10}}({LIKES}|중시|시)?", COVER),
    rule(rf"(두둑|든든|넉넉|탄탄)(한|하게).{{0,12}}({LIKES}|걸로|거로)", COVER, moods=ASKING),
    rule(r"보장(?:을|은|이)?\s*(?:최대한\s*|좀\s*|더\s*)?(?:두툼|두둑|든든|넉넉|빵빵|탄탄|크)하?게.{0,20}(?:싶|갈래|할래|원|부탁|가려|하려)", COVER, moods=ASKING),
    rule(r"보험료보다(는)?\s*(는\s*)?보장|가격보다(는)?\s*보장|보장\s*위주", COVER, moods=ASKING),
    rule(r"보장보다(는)?\s*(보험료|가격)", PRICE, moods=ASKING),
    rule(
        rf"(보험료|가격|비용|납입료|월\s*납입)(가|는|은|이|를|만)?\s*(좀\s*|제일\s*|가장\s*|최대한\s*|무조건\s*)?({CHEAP}|싸|저렴|낮|아끼|줄이|절감|최소)"
        rf".{{0,14}}({LIKES}|걸로|거로|으로\s*(해|부탁|추천)|쪽으로|고\s*싶|싶)",
        PRICE,
        moods=ASKING,
    ),
    rule(rf"{CHEAP}\s*(게|것이|것|거|걸|쪽|쪽이|보험|상품|건)\s*.{{0,8}}({LIKES}|찾|걸로|로\s*(해|부탁|추천))", PRICE, moods=ASKING),
    rule(r"(싼|저렴한)\s*(걸로|거로|쪽으로|것으로)", PRICE, moods=ASKING),
    rule(rf"비싼\s*(건|거|것|것은|게|보험은?|상품은?)(은|는)?\s*.{{0,6}}{DISLIKES}", PRICE),
    rule(r"(보험료|가격|비용)(가|이|을|를)?\s*(제일|가장|최우선|우선|먼저|무조건)?\s*(이|으로)?\s*(중요|중시|우선|최우선)(?!.{0,3}(않|안))", PRICE),
    rule(r"(보험료|월\s*납입금?)(가|이|는|은)?\s*(너무\s*|많이\s*|좀\s*)?(부담스러|부담이\s*(돼|되|커|크)|부담돼|부담되|비싸서)", PRICE),
    rule(r"(돈|보험료)(이|가)?\s*많이\s*(나가|드)는\s*(건|거|것|게).{0,4}" + DISLIKES, PRICE),
    rule(r"(보험료|돈)\s*부담\s*(이\s*)?(없는|적은|덜한)\s*(걸|거|것|쪽)", PRICE, moods=ASKING),
    rule(r"저축성\s*(보험|상품)?(은|는)?\s*" + DISLIKES, NO_REFUND),
    rule(r"설명은\s*(자세|상세|꼼꼼)", DETAILED, moods=ASKING),
    rule(r"설명은\s*(짧|간단|간결|핵심|요점)", BRIEF, moods=ASKING),
    rule(r"가성비\s*(를|가|위주|좋은|제일|최우선|중시|있는)", PRICE, moods=ASKING),
    rule(rf"비\s*갱신(형|되는|으로)?.{{0,10}}({LIKES}|만|으로|위주|걸로|거로)", NON_RENEWAL, moods=ASKING),
    rule(rf"(?<!비)(?<!비 )갱신(형|되는|형은|은|이라고|형\s*상품)?.{{0,16}}({DISLIKES}|빼)", NON_RENEWAL, moods=ASKING),
    rule(r"보험료.{0,6}(오르는|인상되는|올라가는)\s*(건|거|것|게).{0,6}(싫|부담|별로)", NON_RENEWAL),
    rule(r"(?<!비)(?<!비 )갱신형?(도|이어도|이라도|이)\s*.{0,6}(괜찮|좋|상관\s*없|무방|나을|낫)", RENEWAL, moods=ASKING),
    rule(r"(?<!비)(?<!비 )갱신형?(이어도|이라도|이더라도|이든\s*아니든|도)\s*.{0,12}(싼|싸|저렴|낮|적)", RENEWAL, moods=ASKING),
    rule(r"(?<!비)(?<!비 )갱신형?으로\s*.{0,4}(할래|갈래|하고\s*싶|하려|가려|해\s*주|부탁)", RENEWAL, moods=ASKING),
    rule(r"(환급형|만기\s*환급|환급금|돌려받는).{0,10}" + LIKES, REFUND, moods=ASKING),
    rule(r"(만기\s*(환급|에\s*돌려받|환급금)|돌려받는\s*(거|것|건|돈|게)|환급형?|환급금)\S{0,3}\s*.{0,6}(관심\s*없|필요\s*없|안\s*(받아도|중요)|됐고|싫|별로|없어도\s*(돼|되|괜찮))", NO_REFUND, moods=ASKING),
    rule(r"(싸게|저렴하게)\s*(보장만|필요한\s*것만|기본만)", PRICE, moods=(*ASKING, "condition")),
    rule(r"(갱신|보험료).{0,24}(오르는|뛰는|올라가는|비싸지는)\s*(건|거|것|게)\S?\s*.{0,6}(싫|질색|별로|무서)", NON_RENEWAL, whole_sentence=True),
    rule(r"(끝까지|만기까지|평생)\s*(똑같이|같은\s*(돈|금액|보험료)|안\s*오르)", NON_RENEWAL, moods=ASKING),
    rule(r"(순수\s*보장형?|소멸성|소멸형).{0,10}(좋|선호|괜찮|나아|낫|걸로)", NO_REFUND, moods=ASKING),
    rule(r"(무해지|저해지)형?.{0,10}(좋|선호|괜찮|상관\s*없)", NO_SURRENDER),
    rule(r"(무해지|저해지)형?.{0,10}" + DISLIKES, SURRENDER),
    rule(
        r"(앞으로|항상|늘|매번|다음부터|저는|전|제가).{0,12}(자세|상세|꼼꼼|구체적).{0,20}|(자세|상세|꼼꼼|구체적)(한|하게|히)?\s*(한\s*)?(설명|안내|답변)?.{0,8}(좋아|좋습|선호|편이|편해|좋겠)",
        DETAILED,
        moods=ASKING,
    ),
    rule(
        r"(앞으로|항상|늘|매번|다음부터|저는|전|제가).{0,12}(짧게|간단|간결|요점|핵심만|요약).{0,20}|(짧게|짧은|간단한|간단히|간단하게|간결한|핵심만|요점만).{0,10}(좋아|좋습|선호|편이|편해|좋겠)",
        BRIEF,
        moods=ASKING,
    ),
    rule(rf"{INSURERS}(가|이|는|은|를|을)?\s*(제일\s*|더\s*)?(좋아(?!\?)|선호|믿음|마음에|끌려|신뢰)", _insurer("선호", "상품을 선호함")),
    rule(rf"{INSURERS}(는|은|가|이)?\s*(싫|별로|안\s*할)", _insurer("기피", "상품은 원하지 않음"), moods=ASKING),
    rule(
        rf"{INSURERS}(는|은|것은|거는|건)?\s*(무조건\s*|아예\s*|앞으로\s*|꼭\s*)?(빼고|제외하고|빼|제외)[^.?!]{{0,12}}(추천|가입|설계|들고|들래|짜)",
        _insurer("기피", "상품은 원하지 않음"), moods=ASKING,
    ),
    rule(rf"(?:앞으로|다음부터|항상|무조건|아예)\s*{INSURERS}(는|은)?\s*(빼|제외)", _insurer("기피", "상품은 원하지 않음"), moods=ASKING),
    rule(r"(\d{2,3})\s*세\s*(만기|까지).{0,10}(충분|좋|선호|원|걸로|나아|낫)", _term, moods=ASKING),
    rule(r"(다달이|매달|달마다)\s*(나가는|내는)\s*(돈|보험료)(이|가)?\s*(적|작|가벼)", PRICE, moods=ASKING),
    rule(r"보험료(는|가)?\s*(가벼운|부담\s*없는|적게|조금만)\s*.{0,8}(나아|낫|좋|원|내고|들고|걸)", PRICE, moods=ASKING),
    rule(r"(최대한|될\s*수\s*있으면|가능하면|되도록)\s*(싸게|저렴하게|적게\s*내)", PRICE, moods=ASKING),
    rule(r"(주머니|지갑)\s*(사정|형편)(이|가)?\s*(빠듯|안\s*좋|어려)", PRICE),
    rule(r"(돈|보험료)(이|은|을)?\s*(좀|조금)?\s*더\s*(들어도|내더라도|내도|써도)", COVER, moods=(*ASKING, "condition")),
    rule(r"(보장|혜택)(을|은|이)?\s*(빵빵하게|두둑하게|든든하게|넉넉하게|꽉|제대로)\s*(채우|하고|받|해)", COVER, moods=ASKING),
    rule(r"(나중에|나이\s*들면?|갈수록)\s*(값|보험료|금액|돈)(이)?\s*(뛰는|오르는|올라가는|비싸지는)\s*(건|거|것|게).{0,8}(싫|질색|별로|부담|무서)", NON_RENEWAL),
    rule(r"갱신\s*(없는|안\s*되는)\s*(쪽|걸|거|것|상품)", NON_RENEWAL, moods=ASKING),
    rule(r"(하나하나|차근차근|자세하게|꼼꼼하게|구체적으로)\s*(풀어서\s*)?(설명|알려).{0,10}(편|좋|선호|원)", DETAILED, moods=ASKING),
    rule(r"(결론|요점|핵심)만.{0,12}(말해|알려|답|설명|듣고)", BRIEF, moods=ASKING),
    rule(r"(긴|장황한)\s*(설명|글|답변)(은|는)?\s*(못|안|싫|별로|힘들)|길게\s*(말하|설명하)지\s*말", BRIEF, moods=ASKING),
    rule(r"(쉬운|쉽게|알아듣게|애들?\s*가르치듯).{0,8}(풀어|설명|말(로|씀)|알려)|(한자|영어|어려운|전문)\s*(말|용어)\S{0,2}\s*(빼|말고|없이|쓰지)", PLAIN, moods=ASKING),
    rule(r"(글|말|설명)\S{0,2}\s*(길면|길게\s*하면).{0,8}(안\s*읽|못\s*읽|머리|싫|힘들)", BRIEF, moods=(*ASKING, "condition")),
    rule(r"(원금|낸\s*돈)(을|은|이)?\s*(돌려받|찾을\s*수|아까)", REFUND),
)  # fmt: skip
