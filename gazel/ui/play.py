"""Playing the scripted questions of the fictional customers through real runs, all customers at once."""

import time
from collections.abc import Iterator
from dataclasses import dataclass

from gazel.events import Event
from gazel.runtime import Runtime
from gazel.ui.follow import following
from gazel.workflow.demo import Script


@dataclass(frozen=True, slots=True)
class Played:
    """An event of a play: whose question, the how-manieth, and its run."""

    customer: str
    number: int
    question: str
    event: Event


def play(gazel: Runtime, scripts: list[Script], play_id: str, *, pause: float) -> Iterator[Played | None]:
    """Every event of a play as it happens, None while nothing does; the same `play_id` again replays and goes on.

    A question is asked when the customer's one before it has been answered, and `pause` seconds later. Leaving the page
    does not stop a play: its readers go on to the end.
    """
    sources = {script.customer: _one_customer(gazel, script, play_id, pause) for script in scripts}
    for item in following(sources):
        yield item[1] if item else None


def _one_customer(gazel: Runtime, script: Script, play_id: str, pause: float) -> Iterator[Played]:
    for number, question in enumerate(script.questions):
        request_id = f"{play_id}-{script.customer}-{number}"
        run_id = gazel.runs.start(script.customer, f"play-{play_id}", question, request_id=request_id)
        for event in gazel.runs.follow(run_id):
            yield Played(script.customer, number, question, event)
        time.sleep(pause)
