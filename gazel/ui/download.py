"""The claim checklist of an answer as files to hand over."""

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Any

import streamlit as st

from gazel.runtime import runtime
from gazel.ui.session import customer, t
from gazel.workflow import export
from gazel.workflow.checklist import checklist_of

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def show(evidence: Mapping[str, Any], as_of: date, *, key: str) -> None:
    """Two buttons where `evidence` (a tool's output) explains a procedure; the files are made when they are asked for."""
    names = {one.id: one.name for one in runtime().customers.list()}
    checklist = checklist_of(runtime().catalog, evidence, as_of, customer=names.get(customer(), ""))
    if checklist is None:
        return
    name = f"{checklist.title} 체크리스트 {as_of}"
    with st.container(horizontal=True, gap="small"):
        for label, make, kind, icon in (
            ("download.pdf", export.claim_checklist_pdf, "application/pdf", ":material/picture_as_pdf:"),
            ("download.xlsx", export.claim_checklist_xlsx, XLSX, ":material/table_view:"),
        ):
            st.download_button(
                t(label),
                partial(make, checklist),
                f"{name}.{label.rsplit('.', 1)[1]}",
                kind,
                key=f"{label}-{key}",
                on_click="ignore",
                icon=icon,
            )
