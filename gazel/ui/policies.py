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
    policies = runtime().customers.policies(customer())
    riders = own_riders(policies)
    for policy in policies:
        show_one(policy)
    if riders:
        held = Counter(row.family for row, _ in riders)
        gaps = [family for family in families if family not in held]
        overlaps = [family for family, n in held.items() if n > 1]
        for title, color, found in ((t("compare.gaps"), "orange", gaps), (t("compare.overlaps"), "blue", overlaps)):
            badges = " ".join(f":{color}-badge[{plain(one)}]" for one in found) or "–"
            st.markdown(f"**{title}** {badges}")
    if not policies:
        st.caption(t("compare.policy.none"))
    enter(insurers)


def show_one(policy: dict[str, Any]) -> None:
    """One contract with its riders, and how it ends: cancelled, or never held."""
    id = policy["policy_id"]
    product = runtime().catalog.products.get(str(policy.get("product", "")))
    name = f"{policy.get('insurer', '')} {product.name if product else policy.get('product', id)}".strip()
    with st.container(border=True):
        since = t("compare.since").format(day=policy["contract_date"]) if policy.get("contract_date") else ""
        st.markdown(f"**{plain(name)}** {since}")
        for row, amount in own_riders([policy]):
            st.markdown(f"- {plain(row.insurer)} {plain(row.name)} · **{amount // 10_000:,}만원**")
        with st.container(horizontal=True):
            for mistaken, label in ((False, "compare.cancelled"), (True, "compare.mistaken")):
                args = (customer(), id)
                end = problems.guarded(runtime().contracts.end)
                st.button(t(label), key=f"policy-{label}-{id}", on_click=end, args=args, kwargs={"mistaken": mistaken})


def enter(insurers: Sequence[str]) -> None:
    """A small form that adds one rider to the customer's policy with that insurer."""
    with st.popover(t("compare.add"), icon=":material/add_card:"):
        insurer = st.selectbox(t("compare.insurer"), insurers, key="policy-insurer")
        rows = {row.id: row for row in runtime().catalog.coverages(insurers=(insurer,))}
        coverage = st.selectbox(t("compare.coverage"), list(rows), format_func=lambda one: rows[one].name, key="policy-coverage")
        amount = st.number_input(t("compare.sum"), min_value=1, max_value=100_000, value=1000, step=100, key="policy-sum")
        contract = st.date_input(t("compare.contract"), date(2026, 5, 1), key="policy-contract")
        more = terms()
        if coverage:
            args = (rows[coverage], amount * 10_000, contract, more)
            st.button(t("compare.save"), key="policy-save", type="primary", on_click=problems.guarded(add), args=args)


def terms() -> dict[str, Any]:
    """What the days of withdrawal and renewal follow from, as far as it is known."""
    with st.expander(t("compare.more")):
        days = {
            "applied": st.date_input(t("compare.applied"), None, key="policy-applied"),
            "policy_received": st.date_input(t("compare.received"), None, key="policy-received"),
        }
        numbers = {
            "age": st.number_input(t("compare.age"), min_value=0, max_value=120, value=None, key="policy-age"),
            "renewal_years": st.number_input(t("compare.renewal"), min_value=1, max_value=100, value=None, key="policy-renewal"),
        }
    return {name: day.isoformat() for name, day in days.items() if day} | {n: v for n, v in numbers.items() if v is not None}


def add(row: Coverage, sum_insured: int, contract: date, more: dict[str, Any]) -> None:
    """Put the rider into the policy of its product, with what is known of its terms."""
    customers = runtime().customers
    policies = customers.policies(customer())
    policy = next((one for one in policies if one["policy_id"] == row.product), {})
    body = {
        **{name: value for name, value in policy.items() if name != "policy_id"},
        **more,
        "insurer": row.insurer,
        "product": row.product,
        "contract_date": contract.isoformat(),
        "items": [*policy.get("items", ()), {"coverage": row.id, "sum_insured": sum_insured}],
    }
    runtime().contracts.put(customer(), row.product, body)
