"""recommend_riders: sets of riders with reasons from what the customer said, at least two alternatives, gaps named."""

from collections.abc import Sequence
from dataclasses import dataclass

from langchain_core.runnables import RunnableConfig
from langchain_core.tools import BaseTool, tool

from gazel.catalog.catalog import Catalog
from gazel.insurance.citation import Citation
from gazel.memory.extraction.extract import extract
from gazel.reasoning.compose.words import josa, listing
from gazel.reasoning.evidence import Evidence, Point, Table
from gazel.workflow.tools.context import CallContext, ToolDeps, call_context
from gazel.workflow.tools.memory_privacy import CONSENT, NOT_DISCLOSURE
from gazel.workflow.tools.suitability import Known, known_of, missing, thrifty

CHECKS = (
    "보험사 가입설계서의 실제 보험료와 인수(심사) 결과",
    "증권의 기존 담보와 겹치는지",
    "갱신형 특약의 갱신 주기와 인상 가능성",
    "소속 회사의 비교·설명 확인서",
)
NO_PREMIUM = "보험료는 자료에 없어 제시하지 않습니다. 나이·성별·직업·납입기간에 따라 달라 가입설계서로 확인해야 합니다."


@dataclass(frozen=True, slots=True)
class Option:
    """A set of families with the thought behind it."""

    title: str
    families: tuple[str, ...]
    thought: str


def recommend_riders_tool(deps: ToolDeps) -> BaseTool:
    """The tool on this process's catalogue and memory."""

    @tool("recommend_riders", response_format="content_and_artifact")
    def recommend_riders(config: RunnableConfig, disease: str = "", insurers: list[str] | None = None) -> tuple[str, Evidence]:
        """고객이 말한 성향·상황(기억)과 이번 질문에서 특약 구성안을 두 가지 이상, 이유와 함께 제안합니다. 나이·부담능력·목적·기존 계약을 모르면 먼저 묻습니다.

        disease 질문에 나온 대비하려는 질병, insurers 참고할 보험사.
        """
        call = call_context(config)
        known = known_of(
            deps.memory.facts(call.scope, as_of=call.as_of), extract(call.question, said_on=call.as_of), call.question
        )
        open_questions = missing(known, goal_named=bool(disease))
        evidence = (
            _ask(open_questions, known) if open_questions else _suggest(deps.catalog, call, known, disease, tuple(insurers or ()))
        )
        return evidence.summary, evidence

    return recommend_riders


def _ask(open_questions: Sequence[str], known: Sequence[Known]) -> Evidence:
    """The suitability questions come first; what is known already is repeated."""
    text = f"특약을 제안하기 전에 {josa(', '.join(open_questions), '을/를')} 먼저 알려 주세요. 확인 없이 추천하는 것은 적합성 원칙(금융소비자보호법 제17조·제18조)에 맞지 않습니다."
    points = [Point(f"이미 알고 있는 내용: {listing(item.fact for item in known if not _sensitive(item))}.")] if known else []
    return Evidence(
        tool="recommend_riders", summary="적합성 확인 필요", behaviour="needs_input", headline=text, points=tuple(points),
        checks=tuple(open_questions), data={"missing": list(open_questions)},
    )  # fmt: skip


def options(general: bool, *, cheap: bool) -> list[Option]:
    """The sets to choose from; `general` when general cancer is the aim, `cheap` when price comes first."""
    core = ("암진단비", "유사암진단비") if general else ("유사암진단비",)
    small = Option("가안 — 최소 구성", (*core, "유사암수술비"), "진단과 수술에만 집중해 보험료 부담을 줄이는 구성")
    middle = Option(
        "나안 — 치료비까지", (*core, "유사암수술비", "항암방사선약물", "암입원일당"), "치료 과정의 지출까지 대비하는 구성"
    )
    wide = Option(
        "다안 — 보장 확장",
        (*core, "유사암수술비", "항암방사선약물", "다빈치로봇", "재진단암"),
        "로봇수술·재진단까지 넓히되 갱신형·90일 면책이 섞이는 구성",
    )
    return [small, middle, wide] if cheap else [middle, wide, small]


def _suggest(catalog: Catalog, call: CallContext, known: Sequence[Known], disease: str, insurers: tuple[str, ...]) -> Evidence:
    cheap = thrifty(known) or (any(k.slot == "budget" for k in known) and not any(k.slot == "preference" for k in known))
    goals = " ".join(item.fact for item in known if item.slot == "goal")
    general = "갑상선" not in goals + disease and ("암 " in goals or disease in ("일반암", ""))
    chosen = options(general, cheap=cheap)
    table_rows = [
        (option.title, listing(option.families), option.thought, _conditions(catalog, option, insurers)) for option in chosen
    ]
    sources = [_source(catalog, option.families[-1]) for option in chosen]
    leading = next(
        (item for item in known if item.slot == "preference"), next((item for item in known if item.slot == "budget"), known[0])
    )
    why = f"{'기억해 둔' if leading.remembered else '방금 말씀하신'} ‘{leading.fact}’"
    first = f"{josa(why, '을/를')} 먼저 반영해 {chosen[0].title}({listing(chosen[0].families)})부터 검토하는 순서로 {len(chosen)}가지 구성안을 정리했습니다."
    return Evidence(
        tool="recommend_riders",
        summary=f"구성안 {len(chosen)}가지, 근거 {len(known)}건",
        headline=first,
        points=(*_reasons(known, cheap), *_privacy(call, known), *_cautions(catalog, general), *_gaps(known), Point(NO_PREMIUM)),
        tables=(Table("특약 구성안", ("구성안", "특약", "생각", "확인할 조건"), tuple(table_rows), tuple(sources)),),
        checks=CHECKS,
        data={"options": [{"title": o.title, "families": list(o.families)} for o in chosen], "thrifty": cheap, "facts": [k.fact for k in known if not _sensitive(k)]},
    )  # fmt: skip


def _sensitive(item: Known) -> bool:
    return item.slot in ("health", "family_history")


def _reasons(known: Sequence[Known], cheap: bool) -> list[Point]:
    """Why this order: each thing known with the words it came from."""
    points: list[Point] = []
    for item in known:
        if item.slot in ("preference", "budget", "goal", "existing_policy") and len(points) < 5:
            source = "이전에 하신 말씀" if item.remembered else "이번 말씀"
            points.append(Point(f"{item.fact} — {source}: ‘{item.quote}’"))
    if cheap:
        points.append(
            Point(
                "보험료 부담을 줄이려면 담보 수를 줄이고, 갱신형은 처음 보험료가 낮아도 갱신할 때 오를 수 있어 비갱신형과 함께 견적을 받아 보는 것이 안전합니다."
            )
        )
    return points


def _cautions(catalog: Catalog, general: bool) -> list[Point]:
    """The conditions that must be explained with any of the sets."""
    names = ("reduction", "waiting_period", "renewal", *(("general_vs_similar",) if not general else ()))
    topics = [topic for name in names if (topic := catalog.topic(name))]
    return [Point(topic.statements[0].text, topic.statements[0].citations) for topic in topics] + [
        Point(topic.statements[1].text, topic.statements[1].citations) for topic in topics if topic.id == "waiting_period"
    ]


def _gaps(known: Sequence[Known]) -> list[Point]:
    """What stays uncovered."""
    held = listing(f"‘{item.fact}’" for item in known if item.slot == "existing_policy") or "기존 계약"
    return [
        Point(
            f"공백: 확인된 기존 계약은 {held}이며, 실제 의료비 밖의 소득 공백·간병·생활비는 진단비로만 채워집니다. 뇌·심장 담보는 이 구성안에 들어 있지 않습니다."
        ),
        Point(
            "납입면제는 보통 유사암을 사유에서 제외하므로, 갑상선암 진단 뒤에도 보험료를 계속 낼 수 있는지 함께 보아야 합니다."
        ),
    ]


def _privacy(call: CallContext, known: Sequence[Known]) -> list[Point]:
    """Family history said in this turn: consent is asked for, and it is no disclosure."""
    if any(_sensitive(item) and not item.remembered for item in known) or "가족력" in call.question:
        return [Point(f"말씀하신 가족력은 민감정보입니다. {CONSENT}"), Point(NOT_DISCLOSURE)]
    return []


def _conditions(catalog: Catalog, option: Option, insurers: tuple[str, ...]) -> str:
    """What the documents say on waiting and reduction of these families, as a range over insurers."""
    parts = []
    for family in option.families:
        rows = [row for row in catalog.coverages(insurers=insurers, families=[family]) if row.payout]
        waits = {row.payout.waiting_days for row in rows if row.payout}
        reduced = any(row.payout.steps for row in rows if row.payout)
        wait = "면책 없음" if waits == {0} else "90일 면책" if waits == {90} else "면책 회사별 확인"
        renewed = "·갱신형 있음" if any(row.renewable for row in rows) else ""
        parts.append(f"{family}: {wait}, {'1년 미만 감액 있음' if reduced else '감액 없음'}{renewed}")
    return " / ".join(parts)


def _source(catalog: Catalog, family: str) -> Citation:
    return next(row.citation for row in catalog.coverages(families=[family]) if row.payout)
