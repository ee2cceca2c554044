"""The one place where an error becomes something the user reads."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Concatenate, ParamSpec

import streamlit as st

from gazel.errors import DatabaseError, GazelError
from gazel.ui.session import t

log = logging.getLogger(__name__)
P = ParamSpec("P")


@contextmanager
def shown() -> Iterator[None]:
    """Show what went wrong in the block and offer another try; unexpected errors are logged in full."""
    try:
        yield
    except DatabaseError as error:
        log.warning("database: %s", error)
        show(t("problem.database"), str(error))
    except GazelError as error:
        show(t("problem.title"), str(error))
    except Exception:
        log.exception("the page failed")
        show(t("problem.title"), t("problem.unknown"))


def show(title: str, detail: str) -> None:
    """A calm panel with the reason and a retry."""
    with st.container(border=True, key="gz-problem"):
        st.markdown(f"### :material/cloud_off: {title}")
        st.markdown(detail)
        st.button(t("problem.retry"), type="primary", key="retry")


def guarded(callback: Callable[P, object]) -> Callable[P, None]:
    """`callback` for a widget: an error it meets is shown on the page that follows."""

    def call(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            callback(*args, **kwargs)
        except GazelError as error:
            st.session_state.problem = str(error)

    return call


def asked(ask: Callable[Concatenate[str, P], object], text: str, *args: P.args, **kwargs: P.kwargs) -> None:
    """Ask, or say why the question could not be taken and keep its words to copy."""
    try:
        ask(text, *args, **kwargs)
    except GazelError as error:
        log.warning("not asked: %s", error)
        st.error(str(error), icon=":material/error:")
        if text.strip():
            with st.expander(t("problem.words", n=f"{len(text):,}"), icon=":material/content_copy:"):
                st.code(text, language=None, wrap_lines=True, height=200)


def show_guarded() -> None:
    """What the latest callback could not do, once."""
    if problem := st.session_state.pop("problem", None):
        st.error(problem, icon=":material/error:")
