"""The customer's policy documents: put in, seen, taken out."""

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import streamlit as st

from gazel.documents.opening import SUFFIXES
from gazel.documents.rows import SHARED
from gazel.errors import DocumentRejected
from gazel.runtime import runtime
from gazel.ui import problems
from gazel.ui.session import t
from gazel.ui.text import plain, shorten

if TYPE_CHECKING:
    from gazel.documents.rows import Document

MOST_MEGABYTES = 200


def show(customer: str) -> None:
    """Everything in one fold: the upload, what the last one brought, the list."""
    stored = runtime().documents.documents(customer)
    with st.expander(t("documents", n=len(stored)), icon=":material/folder_open:"):
        upload(customer)
        for tone, said in st.session_state.get("documents_said", ()):
            (st.warning if tone == "refused" else st.success)(plain(said))
        if not stored:
            st.caption(t("documents.none"))
        for one in stored:
            listed(one)


def upload(customer: str) -> None:
    """Take files and read them behind a progress bar; what was read stays, also when the page is left."""
    turn = st.session_state.setdefault("documents_turn", 0)
    shared = st.toggle(t("documents.shared"), key="documents-shared", help=t("documents.shared.help"))
    files = st.file_uploader(
        t("documents.upload"), SUFFIXES, accept_multiple_files=True, key=f"documents-{turn}", max_upload_size=MOST_MEGABYTES
    )
    if files:
        st.session_state.documents_said = read(files, SHARED if shared else customer)
        st.session_state.documents_turn = turn + 1
        st.rerun()


def read(files: Sequence[Any], owner: str) -> list[tuple[str, str]]:
    """Store each file; (stored or refused, what to tell) in order."""
    said = []
    bar = st.progress(0.0)
    for file in files:

        def progress(done: int, total: int, name: str = file.name) -> None:
            bar.progress(done / total, t("documents.reading", name=plain(shorten(name, 24)), done=done, total=total))

        try:
            with TemporaryDirectory() as folder:
                path = Path(folder) / "document"
                path.write_bytes(file.getbuffer())
                ingested = runtime().documents.ingest(path, customer=owner, name=file.name, progress=progress)
            word = "documents.unchanged" if ingested.unchanged else "documents.stored"
            said.append(("stored", t(word, name=file.name, n=ingested.document.clauses)))
        except DocumentRejected as error:
            said.append(("refused", str(error)))
    return said


def listed(one: "Document") -> None:
    """One document: what it is, what wants a person's eye, and a way to take it out."""
    name, remove = st.columns([5, 1], vertical_alignment="top")
    with name:
        badge = f" :gray-badge[{t('documents.for_all')}]" if one.customer == SHARED else ""
        st.markdown(f"**{plain(shorten(one.name, 40))}**{badge}")
        pages = t("documents.pages", n=one.pages) if one.format in ("pdf", "docx", "hwpx") else ""
        parts = (plain(one.insurer), t("documents.clauses", n=one.clauses), pages, one.as_of)
        st.caption(" · ".join(part for part in parts if part))
        if not one.complete:
            st.caption(f":orange[{t('documents.stopped', done=one.pages_done, total=one.pages)}]")
        if one.unreadable:
            st.caption(f":orange[{t('documents.scanned', pages=one.unreadable_text)}]")
        for place in one.instructions:
            where = f"p.{place['page']} {place['label']}" if place["page"] else place["label"]
            st.caption(f":red[{t('documents.instruction', where=where)}] {plain(shorten(place['text'], 60))}")
    remove.button(
        "",
        key=f"remove-{one.customer}-{one.id}",
        icon=":material/delete:",
        help=t("documents.remove", name=one.name),
        type="tertiary",
        on_click=problems.guarded(erase),
        args=(one,),
    )


def erase(one: "Document") -> None:
    """Take a document out with all its clauses."""
    runtime().documents.remove(one.customer, one.id)
    st.session_state.documents_said = [("stored", t("documents.removed", name=one.name))]
