"""비교·특약 설계: insurers side by side for one disease — structure, curves, one computed scenario, the guard's notes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

import streamlit as st

from gazel.catalog.rows import Coverage
from gazel.events import AnswerTable
from gazel.insurance import calc
from gazel.runtime import runtime
from gazel.ui import chat, policies, theme
from gazel.ui.charts import coverage_charts as charts
from gazel.ui.charts import show as draw
from gazel.ui.scenario import Scenario, code_of, computed
from gazel.ui.session import t
from gazel.ui.tables import table_html
from gazel.ui.text import html, plain

FEWEST, MOST = 2, 8
COLUMNS = ("보험사", "보장명", "지급사유", "지급금액", "면책기간", "감액", "한도")


@dataclass(frozen=True, slots=True)
class Choice:
    """What is set side by side; `rows` are the riders of these insurers and families that pay for the disease."""

    insurers: tuple[str, ...]
    disease: str
    families: tuple[str, ...]
    rows: tuple[Coverage, ...]


def show() -> None:
    """Everything about the choice: structure, notes, policies, a recommendation, curves and the table."""
    choice = choose()
    if choice is None:
        return
    left, right = st.columns([5, 2], gap="large")
    with left:
        matrix(choice)
    with right:
        notes(choice)
        policies.show(choice.insurers, choice.families)
        chat.ask_button(t("compare.ask.text"), label=t("compare.ask"), key="recommend")
    chat.answer_here("recommend")
    one_family(choice)
    with st.expander(t("compare.table"), icon=":material/table_rows:", expanded=True):
        table(choice)


def choose() -> Choice | None:
    """The choice of insurers, disease and riders; None while there are too few insurers or no such rider."""
    catalog = runtime().catalog
    known = [one.id for one in catalog.insurers_in_data()]
    diseases = list(dict.fromkeys(group for row in catalog.coverages() for group in row.code_groups))
    left, middle, right = st.columns([5, 2, 4])
    insurers = left.multiselect(t("compare.insurers"), known, default=known[:4], max_selections=MOST, key="insurers")
    disease = middle.selectbox(t("compare.disease"), diseases, index=diseases.index("갑상선암"), key="disease")
    rows = catalog.coverages(insurers=insurers or known, code_group=disease)
    families = [one for one in catalog.families if any(row.family == one for row in rows)]
    wanted = right.multiselect(t("compare.riders"), families, placeholder=t("compare.all"), key="riders") or families
    if len(insurers) < FEWEST:
        st.info(t("compare.few"), icon=":material/balance:")
        return None
    shown = tuple(row for row in rows if row.family in wanted)
    if not shown:
        st.info(t("compare.none"), icon=":material/search_off:")
        return None
    return Choice(tuple(insurers), disease, tuple(one for one in families if one in wanted), shown)


def matrix(choice: Choice) -> None:
    """The structure of every family at every insurer."""
    names: dict[charts.Structure, str] = {
        "absent": t("compare.absent"), "whole": t("compare.has"), "reduced": t("compare.reduced"),
        "waiting": t("compare.waiting"), "check": t("compare.check"),
    }  # fmt: skip
    st.subheader(t("compare.matrix"))
    fills = charts.DARK if theme.dark() else charts.LIGHT
    st.html(
        "".join(
            f'<span class="gz-key"><i style="background:{fill}"></i>{html(names[one])}</span>'
            for one, fill in zip(charts.STRUCTURES, fills, strict=True)
        )
    )
    figure = charts.structure_matrix(choice.rows, choice.insurers, choice.families, t("compare.absent"), dark=theme.dark())
    draw(figure, "matrix", alt=t("compare.matrix"))


def table(choice: Choice) -> None:
    """Every rider with trigger, basis, waiting period, reduction, limit and source."""
    rows = [
        [row.insurer, row.name, row.trigger, row.pay_basis, row.waiting, row.reduction, row.limit]
        for family in choice.families
        for row in choice.rows
        if row.family == family
    ]
    cited = [row.citation.as_dict() for family in choice.families for row in choice.rows if row.family == family]
    st.html(table_html(AnswerTable(title=t("compare.table"), columns=list(COLUMNS), rows=rows, citations=cited)))


def one_family(choice: Choice) -> None:
    """Curves and the computed scenario of one family: only like is set beside like."""
    telling = max(
        choice.families,
        key=lambda one: len({tuple(charts.curve_of(row.payout)) for row in choice.rows if row.family == one} - {()}),
    )
    family = st.segmented_control(
        t("compare.riders"), choice.families, default=telling, key="family", label_visibility="collapsed", required=True
    )
    rows = [row for row in choice.rows if row.family == family]
    left, right = st.columns(2, gap="large")
    with left.container(border=True):
        st.subheader(t("compare.curves"))
        words = {"months": t("compare.months"), "percent": t("compare.percent")}
        draw(charts.reduction_curves(rows, words), "curves", alt=t("compare.curves"))
    with right.container(border=True):
        st.subheader(t("compare.payout"))
        payout(choice, rows)


def payout(choice: Choice, rows: Sequence[Coverage]) -> None:
    """What each rider pays in one scenario, computed by the rule engine with the sum insured that was entered."""
    code = code_of(runtime().catalog, choice.disease)
    if code is None:
        st.info(t("compare.nocode"), icon=":material/rule:")
        return
    sums, contracts, events = st.columns(3)
    amount = sums.number_input(t("compare.sum"), min_value=1, max_value=100_000, value=1000, step=100, key="sum")
    contract = contracts.date_input(t("compare.contract"), date(2026, 5, 1), key="contract")
    event = events.date_input(t("compare.diagnosis"), date(2026, 11, 21), key="event")
    scenario = Scenario(code=code, sum_insured=amount * 10_000, contract=contract, event=event, age=40)
    results = {f"{row.insurer}<br>{row.name[:18]}": computed(row, scenario) for row in rows}
    amounts = {
        name: (one.result.get("amount") if one else None, t(f"paid.{one.status if one else 'check'}"))
        for name, one in results.items()
    }
    draw(charts.payout_bars(amounts, {"amount": t("compare.amount")}), "payout", alt=t("compare.payout"))
    st.caption(t("compare.same"))
    with st.expander(t("compare.steps"), icon=":material/calculate:"):
        for name, result in results.items():
            st.markdown(f"**{plain(name.replace('<br>', ' · '))}**")
            for step in result.steps if result else ():
                st.markdown(f"- {plain(step.title)}: {plain(step.arithmetic)}")
            st.caption(plain(" · ".join(map(str, result.citations))) if result else t("paid.check"))


def notes(choice: Choice) -> None:
    """What the comparison guard says of these riders: bases that differ or are not known, and too few candidates."""
    basis = {
        row.insurer: {"family": row.family, "code_group": choice.disease, "as_of": row.citation.as_of} for row in choice.rows
    }
    guards = [
        calc.run("comparison_guard", {"left": a, "right": b, "candidates": len(choice.insurers)})
        for a, b in combinations(basis.values(), 2)
    ]
    st.subheader(t("compare.notes"))
    for notice in dict.fromkeys(notice for guard in guards for notice in guard.notices):
        st.info(plain(notice), icon=":material/balance:")
    unknown = dict.fromkeys(name for guard in guards for name in guard.result["unknown"])
    differing = dict.fromkeys(one["basis"] for guard in guards for one in guard.result["differences"])
    if differing:
        st.caption(t("compare.differing", names=", ".join(differing)))
    if unknown:
        st.caption(t("compare.unknown", names=", ".join(unknown)))
    if checks := dict.fromkeys(row.payout.check_terms for row in choice.rows if row.payout and row.payout.check_terms):
        with st.expander(t("compare.checks", n=len(checks)), icon=":material/rule:"):
            st.markdown("\n".join(f"- {plain(check)}" for check in checks))
