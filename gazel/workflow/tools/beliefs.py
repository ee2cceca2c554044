"""Common beliefs that the catalogue's statements deny, so that a question that takes one for granted is answered with 'no' first."""

import re
from dataclasses import dataclass

from gazel.catalog.catalog import Catalog
from gazel.catalog.knowledge import Statement
from gazel.reasoning.understanding.premise import find_premise


@dataclass(frozen=True, slots=True)
class Belief:
    """What is wrongly believed of `topic` (a pattern over the question without blanks), and the statement of `denied_by` that says otherwise."""

    topic: str
    believed: str
    denied_by: str
    statement: str


BELIEFS: tuple[Belief, ...] = (
    Belief("minor_cancer_ratio_20pct", r"법(?:으로|적|에|이|률|상)|규정", "minor_cancer_ratio_20pct", r"법이 아니라"),
    Belief("general_vs_similar", r"법(?:으로|적|에|이|률|상|정)|정해진금액|고정", "general_vs_similar", r"정해진 급부가 아닙니다"),
    Belief("diagnosis_date", r"진단서(?:날짜|발급일|발급날짜|받은날|끊은날)?(?:이|가|로)?(?:진단확정일|기준|진단일)", "diagnosis_date", r"결과보고 시점"),
    Belief("premium_waiver", r"(?:갑상선|유사암|피부암|제자리암).{0,16}(?:면제|안내도|안내고)", "premium_waiver", r"사유에서 제외되는"),
    Belief("duplicate_indemnity", r"두배|2배|각각다|따로다|둘다(?:받|나)|두번", "duplicate_indemnity", r"비례보상"),
    Belief("driver_insurance_proportional", r"두배|2배|각각|둘다(?:받|나)|중복(?:으로)?받", "driver_insurance_proportional", r"비례보상"),
    Belief("renewal", r"갱신.{0,12}(?:안오르|안올라|고정|그대로|똑같)", "renewal", r"오를 수"),
    Belief("oral_disclosure_void", r"맞|되|됐|된|한거|했으니|괜찮", "oral_disclosure_void", r"효력"),
    Belief("limit_once", r"(?:다른|나머지).{0,10}(?:못받|안나|끝)", "limit_once", r"유형별로 각각"),
    Belief("no_surrender_value", r"(?:다|전액|원금|낸돈|낸만큼).{0,8}(?:받|돌려|나오)", "no_surrender_value", r"돌려받는 돈이 없"),
    Belief("revival", r"부활.{0,8}(?:바로|즉시|그날|면책없)", "waiting_period", r"부활일부터 다시"),
    Belief("deposit_protection", r"(?:5|오)천|5,?000만", "deposit_protection", r"1억원"),
    Belief("waiting_diagnosis", r"(?:전부|모두|싹다|계약자체|보험전체|다).{0,4}(?:무효|취소|해지)", "waiting_diagnosis", r"특약마다 따로"),
    Belief("hospital_day", r"요양병원.{0,10}(?:나오|받|되|지급|인정)", "hospital_day", r"요양병원 입원은 제외"),
    Belief("thyroid_nodule", r"(?:결절|양성|혹).{0,14}(?:나오|받|되|지급|줘|주)", "thyroid_nodule", r"암이 아니어서"),
    Belief("similar_cancer_set", r"(?:모든|전부|다|어느).{0,6}(?:같|똑같|동일)", "similar_cancer_set", r"회사마다 범위"),
)  # fmt: skip


def denial(catalog: Catalog, topic_id: str, question: str) -> Statement | None:
    """The statement that denies what the question takes for granted of the topic; None where nothing wrong is believed."""
    belief = find_premise(question, (), (), (), dated=False)
    if belief is None or (belief.negative and topic_id not in ("limit_once", "renewal")):
        return None
    dense = "".join(question.split())
    for known in BELIEFS:
        topic = catalog.topic(known.denied_by)
        if known.topic == topic_id and topic and re.search(known.believed, dense):
            return next((s for s in topic.statements if re.search(known.statement, s.text)), None)
    return None
