"""The customer's own policies: entered riders, what the market's data has beside them, what they hold twice."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any

import streamlit as st

from gazel.catalog.rows import Coverage
from gazel.runtime import runtime
from gazel.ui import problems
from gazel.ui.session import customer, t
from gazel.ui.text import plain


def own_riders(policies: Sequence[dict[str, Any]]) -> list[tuple[Coverage, int]]:
    """The entered riders that the catalogue knows, with their sums insured in won."""
    known = runtime().catalog.coverage_rows
    items = [item for policy in policies for item in policy.get("items", ())]
    return [(known[item["coverage"]], int(item["sum_insured"])) for item in items if item.get("coverage") in known]


def show(insurers: Sequence[str], families: Sequence[str]) -> None:
    """The policies, the gaps beside the riders compared, and the overlaps among their own."""
    st.subheader(t("compare.policy"))
    riders = own_riders(runtime().customers.policies(customer()))
    if riders:
        for row, amount in riders:
            st.markdown(f"- {plain(row.insurer)} {plain(row.name)} · **{amount // 10_000:,}만원**")
        held = Counter(row.family for row, _ in riders)
        gaps = [family for family in families if family not in held]
        overlaps = [family for family, n in held.items() if n > 1]
        for title, color, found in ((t("compare.gaps"), "orange", gaps), (t("compare.overlaps"), "blue", overlaps)):
            badges = " ".join(f":{color}-badge[{plain(one)}]" for one in found) or "–"
            st.markdown(f"**{title}** {badges}")
    else:
        st.caption(t("compare.policy.none"))
    enter(insurers)


def enter(insurers: Sequence[str]) -> None:
    """A small form that adds one rider to the customer's policy with that insurer."""
    with st.popover(t("compare.add"), icon=":material/add_card:"):
        insurer = st.selectbox(t("compare.insurer"), insurers, key="policy-insurer")
        rows = {row.id: row for row in runtime().catalog.coverages(insurers=(insurer,))}
        coverage = st.selectbox(t("compare.coverage"), list(rows), format_func=lambda one: rows[one].name, key="policy-coverage")
        amount = st.number_input(t("compare.sum"), min_value=1, max_value=100_000, value=1000, step=100, key="policy-sum")
        contract = st.date_input(t("compare.contract"), date(2026, 5, 1), key="policy-contract")
        if coverage:
            args = (rows[coverage], amount * 10_000, contract)
            st.button(t("compare.save"), key="policy-save", type="primary", on_click=problems.guarded(add), args=args)


def add(row: Coverage, sum_insured: int, contract: date) -> None:
    """Put the rider into the policy of its product."""
    customers = runtime().customers
    policies = customers.policies(customer())
    policy = next((one for one in policies if one["policy_id"] == row.product), {})
    body = {
        "insurer": row.insurer,
        "product": row.product,
        "contract_date": contract.isoformat(),
        "items": [*policy.get("items", ()), {"coverage": row.id, "sum_insured": sum_insured}],
    }
    runtime().contracts.put(customer(), row.product, body)
