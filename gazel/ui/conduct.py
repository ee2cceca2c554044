"""상담 준수: how often each conduct rule applied, over all conversations."""

import streamlit as st

from gazel.events import AnswerTable
from gazel.memory.clock import in_seoul
from gazel.runtime import runtime
from gazel.ui.session import t
from gazel.ui.tables import table_html
from gazel.workflow.conduct_report import rule_counts


def show() -> None:
    """A table of the rules, the most frequent first."""
    counts = rule_counts(runtime().database, runtime().settings.tenant)
    st.caption(t("conduct.line"))
    if not counts:
        st.info(t("conduct.none"), icon=":material/shield_person:")
        return
    columns = [t(f"conduct.{name}") for name in ("rule", "message", "noted", "runs", "last")]
    rows = [
        [one.rule_id, one.message, f"{one.noted:,}", f"{one.runs:,}", f"{in_seoul(one.last_at):%Y-%m-%d %H:%M}"] for one in counts
    ]
    st.html(table_html(AnswerTable(title=t("conduct"), columns=columns, rows=rows)))
