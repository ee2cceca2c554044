"""What the customer can and does spend: monthly budget, current premium, income."""

import re
from datetime import date

from gazel.memory.drafts import Draft
from gazel.memory.extraction.amounts import AMOUNT, HUNDREDS, UNITS, hundreds, man, won
from gazel.memory.extraction.clauses import Clause, Mood
from gazel.memory.extraction.rule import Rule, rule
from gazel.memory.extraction.speaker import of_a_relative

MONTHLY = r"(?:다달이|달마다|월\s*보험료|월\s*납입료?|월|한\s*달에?|매달|매월|달에|한달에?)"
TOLD: tuple[Mood, ...] = ("statement", "request", "condition")


def _budget(match: re.Match[str], clause: Clause, said_on: date) -> Draft | None:
    amount = won(match.group("sum"))
    return _within(amount, match) if amount is not None and 3_000 <= amount <= 3_000_000 else None


def _bare_budget(match: re.Match[str], clause: Clause, said_on: date) -> Draft:
    """'월 10까지': in units of 10,000 won, as premiums are spoken of."""
    return _within(int(match.group("tens")) * UNITS["만"], match)


def _within(amount: int, match: re.Match[str]) -> Draft:
    return Draft(
        slot="budget", facet="월 보험료", value=str(amount), fact=f"월 보험료 예산은 {man(amount)} 이내",
        quote=match.group(0).strip(), category="보험료",
    )  # fmt: skip


def _premium(match: re.Match[str], clause: Clause, said_on: date) -> Draft | None:
    amount = won(match.group("sum"))
    if amount is None or not 3_000 <= amount <= 5_000_000:
        return None
    return Draft(
        slot="premium", facet="월 납입", value=str(amount), fact=f"지금 월 보험료로 {man(amount)}을 내고 있음",
        quote=clause.text, category="보험료",
    )  # fmt: skip


def _income(match: re.Match[str], clause: Clause, said_on: date) -> Draft | None:
    amount = won(match.group("sum"), bare_thousands_are_man=True)
    if amount is None or amount < 500_000:
        return None
    word = match.group("kind")
    yearly = not re.search(r"월|달", word) and not (word == "소득" and amount < 10_000_000)
    return _earned("연소득" if yearly else "월소득", amount, clause)


def _spoken_income(match: re.Match[str], clause: Clause, said_on: date) -> Draft | None:
    if of_a_relative(match, clause):
        return None
    return _earned("월소득", hundreds(match.group("hundreds")) * UNITS["만"], clause)


def _earned(facet: str, amount: int, clause: Clause) -> Draft:
    return Draft(
        slot="income", facet=facet, value=str(amount), fact=f"{facet} 약 {man(amount)}", quote=clause.text, category="고객 정보"
    )


def _stability(match: re.Match[str], clause: Clause, said_on: date) -> Draft:
    value = "안정적" if "안정" in match.group(0) else "불규칙"
    return Draft(slot="income", facet="안정성", value=value, fact=f"소득이 {value}임", quote=clause.text, category="고객 정보")


def _no_income(match: re.Match[str], clause: Clause, said_on: date) -> Draft:
    return Draft(slot="income", facet="안정성", value="없음", fact="지금 소득이 없음", quote=clause.text, category="고객 정보")


RULES: tuple[Rule, ...] = (
    rule(
        rf"{MONTHLY}\s*(?:보험료\s*)?(?:는|은|로|에)?\s*(?:최대\s*)?(?P<sum>{AMOUNT})\s*(?:이\s*|을\s*|은\s*)?"
        r"(?:까[지진]|이하|이내|미만|안쪽|내외|정도|선|쯤|안으로|안에서|밑으로|넘으면|넘는\s*(?:건|거|것)|넘지\s*않|안\s*넘(?:었으면|었음|으면|음|게|는|기)|이상은?|초과(?:하면|는)?)"
        r"(?![^.?!]{0,12}(내고\s*있|내는\s*중|내요|나가|냅니다|납입\s*중|얼마|나오|가능한가))",
        _budget,
        moods=TOLD,
        whole_sentence=True,
    ),
    rule(
        rf"(?:예산|보험료\s*한도|생각하는\s*보험료)(?:은|는|이|을|를)?\s*(?:{MONTHLY}\s*)?(?:최대\s*|한\s*)?(?P<sum>{AMOUNT})(?:원)?[^.?!]{{0,14}}",
        _budget,
        moods=TOLD,
        whole_sentence=True,
    ),
    rule(
        rf"보험료(?:는|를|은)?\s*(?P<sum>{AMOUNT})\s*(?:대로|대에서|이하로|안으로|정도로|선에서)\s*(?:맞춰|맞추|해|하고|부탁|생각|원)",
        _budget,
        moods=TOLD,
        whole_sentence=True,
    ),
    rule(
        rf"{MONTHLY}\s*(?:보험료\s*)?(?P<sum>{AMOUNT})\s*(?:밖에|만|[이가]?\s*한계|[이가]?\s*최대|[이가]?\s*(?:상한|마지노선|맥시멈)|이?\s*적당|이면\s*(?:좋|돼|충분|괜찮)|으로\s*(?:맞추|하고\s*싶|생각))",
        _budget,
        moods=TOLD,
        whole_sentence=True,
    ),
    rule(
        rf"(?:보험료\s*)?(?:상한선?|마지노선|맥시멈)(?:은|이)?\s*(?:{MONTHLY}\s*)?(?P<sum>{AMOUNT})",
        _budget,
        moods=TOLD,
        whole_sentence=True,
    ),
    rule(
        rf"^(?P<sum>{AMOUNT})\s*(?:까[지진]는?\s*(?:낼|내는\s*건|감당|납입|가능|괜찮)|넘으면\s*(?:좀\s*)?(?:그래|그렇|부담|곤란|힘들|무리|안\s*[돼되]|어려))",
        _budget,
        moods=TOLD,
        whole_sentence=True,
    ),
    rule(
        rf"(?:{MONTHLY}|보험료(?:로|가|는)?)\s*(?:보험료(?:로|가|는)?\s*)?(?P<sum>{AMOUNT})\s*(?:정도|쯤|씩|을|를)?\s*(?:씩\s*)?(?:내고\s*있|내는\s*중|내요|나가|냅니다|납입\s*중|납입하고)",
        _premium,
    ),
    rule(
        rf"(?:{MONTHLY}|예산(?:은|을|이)?|보험료(?:는|를)?|한도(?:는|를)?|이제는?|앞으로는?)\s*(?:{MONTHLY}\s*)?(?P<sum>{AMOUNT})\s*(?:으로|로|까지(?:만|는)?|정도로)?\s*(?:늘려|늘릴|올려|올릴|줄여|줄일|낮춰|낮출|맞춰|잡아|바꿔|조정|할게|하겠|생각해|생각하|가능|괜찮|딱|넘지|넘기지)",
        _budget,
        moods=TOLD,
        whole_sentence=True,
    ),
    rule(
        rf"(?:예산|보험료|{MONTHLY})[^.?!]{{0,30}}말고\s*(?P<sum>{AMOUNT})\s*(?:까지|으로|로|정도)?\s*(?:괜찮|가능|할게|해|돼|바꿔|적어|기억)",
        _budget,
        moods=TOLD,
        whole_sentence=True,
    ),
    rule(
        rf"예산[^.?!]{{0,24}}(?<![\d,.])(?P<sum>{AMOUNT})\s*(?:으로|로|까지)\s*(?:다시\s*)?(?:올릴|올려|늘릴|늘려|줄일|줄여|바꿀|바꿔|조정|낮출|낮춰|할게|하겠|변경|잡아|잡을|적어|기록|저장|고쳐|수정|맞춰|설정|해\s*줘|해\s*주세요)",
        _budget,
        moods=TOLD,
        whole_sentence=True,
    ),
    rule(
        rf"보험료(?:가|는|를|로)?\s*(?:{MONTHLY}\s*)?(?P<sum>{AMOUNT})\s*(?:이|을|은)?\s*(?:넘|초과|이상)\S{{0,3}}\s*(?:건|거|것|게)?(?:은|는)?\s*(?:싫|안\s*(?:돼|되|할|내)|부담|곤란|힘들|무리|못\s*내|별로)",
        _budget,
        moods=TOLD,
        whole_sentence=True,
    ),
    rule(
        r"(?:월|한\s*달에?|매달)\s*(?P<tens>\d{1,2})\s*(?:까지|이하|이내|안쪽|선|정도)(?!\s*(?:일|년|회|번|개|세|살|만))",
        _bare_budget,
        moods=TOLD,
        whole_sentence=True,
    ),
    rule(
        rf"(?<![가-힣])(?P<kind>연|한\s*해|일\s*년|1년|월|한\s*달)에?\s*(?:약\s*|대략\s*|한\s*)?(?P<sum>{AMOUNT}|\d{{3}})\s*(?:정도\s*|쯤\s*)?(?:을\s*)?(?:벌(?:고|어|며|이|었|지)|법니다|버는)",
        _income,
        moods=("statement", "request"),
    ),
    rule(
        rf"(?P<kind>연\s*소득|연봉|월\s*소득|월급|세후\s*월급|연\s*수입|월\s*수입|소득)(?:은|는|이|가|도)?\s*(?:세전\s*|세후\s*|약\s*|대략\s*|한\s*)?(?P<sum>{AMOUNT})(?!\s*(?:이상|이하|넘))",
        _income,
        moods=("statement", "request"),
    ),
    rule(
        rf"(?:세후|실수령(?:액)?|월급|월수입|벌이|수입|소득|손에|통장에|{MONTHLY})[^.?!,\d]{{0,14}}?(?P<hundreds>{HUNDREDS})(?!\s*(?:까지|이하|안쪽|넘|이상))"
        r"\s*(?:만\s*원?|만원)?\s*(?:정도|쯤|남짓|대|도|은|는|을|이)*(?:로|으로)?\s*(?:안\s*)?(?:찍|손에|쥐|들어오|들어와|남(?=[아네는습음])|떨어|줄었|늘었|벌|추락|돼|되|받)",
        _spoken_income,
        whole_sentence=True,
    ),
    rule(
        rf"(?:다\s*떼면|떼고|떼면|빼면|빼고)[^.?!,\d]{{0,6}}?(?P<hundreds>{HUNDREDS})\s*(?:만\s*원?)?\s*(?:정도|쯤|남짓|대)?\s*(?:이|을)?\s*(?:손에|들어오|들어와|남(?=[아네는습음])|떨어|벌)",
        _spoken_income,
        whole_sentence=True,
    ),
    rule(
        r"(소득|수입|벌이)(은|는|이|가|도)?\s*(꽤\s*|매우\s*|좀\s*)?(안정적|안정|불규칙|들쭉날쭉|일정하지\s*않|일정치\s*않|들쑥날쑥|매달\s*달라|그때그때)",
        _stability,
    ),
    rule(
        rf"보험료(?:는|가|로|를)?\s*(?:[가-힣]{{1,6}}\s+){{0,3}}(?P<sum>{AMOUNT})\s*(?:까지는?\s*(?:낼|내는|감당|괜찮)|[이가]\s*(?:한계|최대|마지노선|상한))",
        _budget,
        moods=TOLD,
        whole_sentence=True,
    ),
    rule(r"(소득|수입|벌이)(은|는|이|가|도)?\s*(지금\s*|전혀\s*|따로\s*)?없(어|습|는|음|다)", _no_income),
)
