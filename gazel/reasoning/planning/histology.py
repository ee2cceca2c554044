"""Which kind of thyroid cancer a short answer names, where a share depends on it ('초기래요', '초기는 아니래요')."""

import re

from gazel.reasoning.understanding.question import Understood

EARLY, NOT_EARLY, SEVERE = "초기갑상선암", "초기제외갑상선암", "중증갑상선암"
_NOT = re.compile(
    r"초기(?:암|갑상선암|단계)?(?:가|는|도|은|이|까진)?(?:아니|아닌|아님|아냐|아녜|제외|지났|지난)|초기도중증도|그밖|둘다아니"
)
_EARLY = re.compile(r"초기")


def histology(u: Understood) -> str | None:
    """The kind that was said: early, severe, or neither; None where only thyroid cancer or nothing was."""
    if u.disease == SEVERE:
        return SEVERE
    if _NOT.search(u.dense):
        return NOT_EARLY
    return EARLY if _EARLY.search(u.dense) else None
