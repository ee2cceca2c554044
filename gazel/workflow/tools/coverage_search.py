"""coverage_search: what insurers' documents say on a disease or rider, as a table with one source a row."""

from collections.abc import Sequence
from typing import Any

from langchain_core.runnables import RunnableConfig
from langchain_core.tools import BaseTool, tool

from gazel.catalog.catalog import Catalog
from gazel.catalog.rows import Coverage
from gazel.events import Behaviour
from gazel.reasoning.compose.words import listing
from gazel.reasoning.evidence import Evidence, Point
from gazel.workflow.tools import coverage_words as words
from gazel.workflow.tools.context import CallContext, ToolDeps, call_context
from gazel.workflow.tools.coverage_headline import ASK_INSURER, Asked, headline
from gazel.workflow.tools.coverage_table import coverage_table
from gazel.workflow.tools.known_contract import known_insurers
from gazel.workflow.tools.topic_evidence import topic_points

MINOR = ("갑상선암", "유사암", "기타피부암", "제자리암", "경계성종양")
CHECKS = ("증권의 담보명과 가입금액", "계약일과 면책·감액 문구", "약관의 지급사유")


def coverage_search_tool(deps: ToolDeps) -> BaseTool:
    """The tool on this process's catalogue."""

    @tool("coverage_search", response_format="content_and_artifact")
    def coverage_search(
        config: RunnableConfig,
        insurers: list[str] | None = None,
        disease: str = "갑상선암",
        families: list[str] | None = None,
        aspect: str = "",
        unknown_insurers: list[str] | None = None,
        claimed: dict[str, Any] | None = None,
        amount_asked: bool = False,
        within_days: int | None = None,
    ) -> tuple[str, Evidence]:
        """보험사 문서에서 질병·담보의 지급사유, 지급금액, 면책, 감액, 한도를 출처와 함께 찾습니다.

        insurers 보험사 이름(비우면 고객의 계약 또는 전체), disease 질병군(갑상선암·유사암·일반암 …), families 담보 계열,
        aspect 물어본 항목(amount·waiting·reduction·limit), claimed 질문이 전제한 값({"percent": 20}), amount_asked 금액을 물었는지,
        within_days 가입 후 며칠 안의 지급을 물었는지.
        """
        request = _Request(
            deps.catalog,
            insurers or [],
            disease,
            families or [],
            aspect,
            unknown_insurers or [],
            claimed or {},
            amount_asked,
            within_days,
        )
        evidence = request.evidence(call_context(config))
        return evidence.summary, evidence

    return coverage_search


class _Request:
    """One search: which rows answer it, and how they are put into words."""

    def __init__(
        self, catalog: Catalog, insurers: Sequence[str], disease: str, families: Sequence[str], aspect: str,
        unknown: Sequence[str], claimed: dict[str, Any], amount_asked: bool, within_days: int | None,
    ) -> None:  # fmt: skip
        self.catalog, self.families, self.aspect = catalog, tuple(families), aspect
        self.unknown, self.claimed, self.amount_asked, self.within_days = tuple(unknown), claimed, amount_asked, within_days
        known = [row.id for name in insurers if (row := catalog.insurer(name)) and row.in_data]
        self.insurers = tuple(known)
        self.unknown += tuple(name for name in insurers if not (row := catalog.insurer(name)) or not row.in_data)
        self.disease = disease if disease in catalog.code_groups else "갑상선암"
        group = catalog.code_groups[self.disease]
        self.general_asked = self.disease in MINOR and "암진단비" in self.families
        if self.general_asked:
            self.families = tuple("유사암진단비" if f == "암진단비" else f for f in self.families)
        self.group = "일반암" if group.category in ("일반암", "소액암") and self.disease != "소액암" else self.disease

    def rows(self, insurers: tuple[str, ...]) -> list[Coverage]:
        """The coverages of these insurers; a group of families (수술 …) answers for each of its members.

        The 암 in '암 입원비' names no disease: where the documents state the rider for thyroid cancer only, that is told.
        """
        groups = {self.catalog.families[f].group for f in self.families if f in self.catalog.families}
        wanted = {f for group in groups for f in self.catalog.families_of_group(group)} if groups else set()
        exact = {f for f in self.families if self.catalog.families[f].holdings == "names_only"}
        rows = self.catalog.coverages(insurers=insurers, families=exact or wanted, code_group=self.group)
        if not rows and self.disease == "일반암" and wanted:
            self.disease = self.group = "갑상선암"
            rows = self.catalog.coverages(insurers=insurers, families=wanted, code_group=self.group)
        return list(rows)

    def evidence(self, call: CallContext) -> Evidence:
        """What the documents say, or that they say nothing, or which contract is meant."""
        insurers = self.insurers or (() if self.unknown else known_insurers(self.catalog, call))
        if self.unknown and not self.insurers:
            return self._not_in_data()
        rows = self.rows(insurers)
        figures = [row for row in rows if row.payout and row.benefit != "waiver"]
        others = [row for row in rows if row not in figures and row.benefit != "waiver"]
        tables = []
        if figures:
            tables.append(coverage_table(self._title(insurers), figures, with_insurer=len(insurers) != 1))
        if others and not (self.families and figures):
            tables.append(
                coverage_table("그 밖에 문서에서 확인되는 담보(금액은 증권 확인)", others, with_insurer=len(insurers) != 1)
            )
        named = [self.catalog.families[f] for f in self.families if f in self.catalog.families]
        bare = [family for family in named if family.holdings != "figures"]
        points = [
            *words.missing_insurers(self.catalog, self.unknown),
            *words.names_only(bare, rows),
            *(words.not_held(insurers, self.families, rows) if figures else ()),
            *self._points(insurers, figures),
        ]
        asks = self.amount_asked and not insurers and bool(figures)
        missing = "" if figures or bare else self._nothing(insurers)
        asked = Asked(
            self.catalog, insurers, self.disease, self.group, self.families, self.aspect, self.claimed, amount=self.amount_asked,
            within_days=self.within_days, general=self.general_asked,
        )  # fmt: skip
        lead = "" if bare and not figures and not self.general_asked else headline(asked, figures)
        lead = missing or lead or (points[0].text if points else "")
        return Evidence(
            tool="coverage_search",
            summary=f"{listing(insurers) or '전체 보험사'} · {self.disease} · 담보 {len(figures)}개",
            behaviour=self._behaviour(asks, insurers, figures),
            headline=lead,
            points=tuple(points),
            tables=tuple(tables),
            checks=(ASK_INSURER, *CHECKS) if asks else CHECKS,
            data={
                "insurers": list(insurers),
                "coverages": [row.id for row in figures],
                "asks": asks,
                "empty": self._is_empty(rows, bare),
            },
        )

    def _is_empty(self, rows: Sequence[Coverage], bare: Sequence[Any]) -> bool:
        """Whether nothing was found for a subject that no rider was named for, so that another tool's answer stands alone."""
        return not rows and not bare and not self.unknown and not self.families

    def _behaviour(self, asks: bool, insurers: tuple[str, ...], rows: Sequence[Coverage]) -> Behaviour:
        if asks:
            return "needs_input"
        open_terms = [
            row
            for row in rows
            if row.payout and row.payout.check_terms and (row.payout.waiting_days is None or "확인" in row.waiting)
        ]
        single = len(insurers) == 1 and bool(self.families) and len(rows) == len(open_terms) > 0
        return "needs_review" if self.aspect == "waiting" and single else "answer"

    def _title(self, insurers: tuple[str, ...]) -> str:
        product = self.catalog.product(insurers[0]) if len(insurers) == 1 else None
        return f"{listing(insurers) or '8개 보험사'} {self.disease} 보장{f' — {product.name}' if product else ''}"

    def _nothing(self, insurers: tuple[str, ...]) -> str:
        sold = self.catalog.coverages(insurers=insurers, families=set(self.families)) if self.families else ()
        if sold:
            return f"{self.disease}에 대한 {listing(insurers) or '8개 보험사'}의 {listing(self.families)} 조건은 보유한 자료에 없어 확인할 수 없습니다. 자료의 수치는 갑상선암·유사암 담보 중심입니다. 지급 여부는 병리 결과의 KCD 코드와 약관의 대상 질병으로 정해집니다."
        what = listing(self.families) or self.disease
        return f"{listing(insurers) or '보유한 8개 보험사'} 문서에서 {what} 담보는 확인되지 않습니다. 자료에 없다는 뜻이며 판매하지 않는다는 뜻은 아닙니다."

    def _points(self, insurers: tuple[str, ...], rows: Sequence[Coverage]) -> list[Point]:
        percent, won = self.claimed.get("percent"), self.claimed.get("won")
        points = []
        if won and len(rows) != 1:
            points.append(Point(words.believed_sum(rows, won)))
        if self.disease in ("갑상선암", "유사암") and (not self.families or {"암진단비", "유사암진단비"} & set(self.families)):
            topic = self.catalog.topic("general_vs_similar")
            points += topic_points([topic], "", insurers) if topic else []
        if len(self.families) > 1 and len(rows) > 1:
            points.append(Point("담보는 각각 별도라 지급사유·면책·감액을 담보별로 따로 봅니다.", rows[0].citations))
        for row in rows[: 8 if self.families else 4]:
            belief = words.verdict(row, self.disease, self.claimed, self.aspect) if percent is not None and len(rows) > 1 else ""
            if belief:
                points.append(Point(belief, row.citations))
            elif len(rows) > 1 and (self.families or self.aspect):
                points.append(words.point(row, self.disease, aspect=self.aspect))
        points += [
            Point(row.payout.check_terms, row.citations)
            for row in rows
            if self.families and row.payout and row.payout.check_terms
        ]
        points += [Point(row.note, row.citations) for row in rows if self.families and row.note]
        if self.group == "일반암" and self.disease != "일반암":
            points.append(
                Point(
                    f"{self.disease}만 따로 적은 담보는 자료에 없어 일반암 진단비 기준으로 안내합니다. 수술·항암 등 다른 담보의 금액은 증권에서 확인해야 합니다."
                )
            )
        return points

    def _not_in_data(self) -> Evidence:
        points = words.missing_insurers(self.catalog, self.unknown)
        overview = self.catalog.topic("thyroid_overview") if self.disease in ("갑상선암", "유사암") else None
        special = self.catalog.topic("hanwha_life") if "한화생명" in self.unknown else None
        extra = topic_points([topic for topic in (special, overview) if topic], "", self.unknown)
        return Evidence(
            tool="coverage_search",
            summary=f"{listing(self.unknown)} · 자료 없음",
            headline=points[0].text,
            points=(*points, *extra),
            checks=("해당 보험사의 약관·상품설명서", "가입한 증권의 담보와 가입금액"),
            data={"insurers": [], "unknown_insurers": list(self.unknown)},
        )
