"""Treatments that a question says did not take place ('항암 안 하고', '로봇 아닌 수술')."""

import re

from gazel.reasoning.understanding.question import Understood

_WORDS = {
    "항암방사선약물": "항암(?:방사선)?",
    "다빈치로봇": "(?:다빈치)?로봇|다빈치",
    "유사암수술비": "(?<!로봇)(?<!다빈치)수술",
    "암수술비": "(?<!로봇)(?<!다빈치)수술",
    "암입원일당": "입원",
}
"""What the treatment of a family is called; an operation by robot that was none says nothing of another one."""
_DENIED = (
    r"(?:치료|수술)?(?:은|는|도|을|를|이|가|으론|로는|으로는|으로|로)?(?:아직|전혀|따로)?"
    r"(?:안(?:하|받|했|함|쓰|썼|한|씀|들어)|못(?:하|받|했)|없이|아니|아닌|아님|은없|말고|빼고|제외|미(?:사용|시행)|하지않|쓰지않|안쓴|[x×](?!\d))"
)


def not_done(u: Understood, family: str) -> bool:
    """Whether the treatment was said not to have happened, or is only meant by a radioiodine treatment."""
    if family == "항암방사선약물" and "iodine_therapy" in u.topics:
        return True
    word = _WORDS.get(family, re.escape(family))
    return re.search(rf"(?:{word}){_DENIED}|비(?:{word})(?=수술)", u.dense) is not None


def operated_by_hand(u: Understood) -> bool:
    """Whether an operation is told of that was expressly none by robot."""
    return "수술" in u.dense and not_done(u, "다빈치로봇") and not not_done(u, "암수술비")
