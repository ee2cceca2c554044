"""The presenter's controls: a guided demo with one button a step, and how fast the screen shows a run."""

from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from gazel.ui.session import SPEEDS, ask, t

PAGES = Path(__file__).resolve().parents[2] / "pages"


@dataclass(frozen=True, slots=True)
class DemoStep:
    """One step of the guided demo: the page to open and the question to ask there ('' asks nothing)."""

    page: str
    question: str = ""


STEPS = (
    DemoStep("coverage", "삼성화재의 갑상선암 보장에 대하여 알려줘"),
    DemoStep("compare"),
    DemoStep("learning"),
    DemoStep("recall", "이전에 유사암에 대해 어떤 질문 했었죠?"),
    DemoStep("recall", "제 성향에 맞는 특약 추천해주세요"),
    DemoStep("recall", "갑상선암 진단 받으면 청구절차가 어떻게 이루어지나요?"),
)


def page_path(name: str) -> Path:
    """The script of the page called `name`; absolute, because the main script lies elsewhere."""
    return PAGES / f"{name}.py"


def show() -> None:
    """The controls, folded away until they are needed."""
    with st.expander(t("presenter"), icon=":material/co_present:"):
        speeds = {name: t(name) for name in SPEEDS}
        st.segmented_control(
            t("presenter.speed"), list(speeds), default="speed.live", key="speed", format_func=speeds.__getitem__, required=True
        )
        st.caption(t("presenter.steps"))
        for number, step in enumerate(STEPS, 1):
            label = f"{number}. {step.question or t(f'page.{step.page}')}"
            if st.button(label, key=f"step-{number}", width="stretch"):
                if step.question:
                    st.session_state[f"run-{step.page}"] = ask(step.question)
                st.switch_page(page_path(step.page))
