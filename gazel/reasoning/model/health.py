"""How a model server is now, for the sidebar and `gazel doctor`."""

from dataclasses import dataclass
from typing import Literal

from gazel.errors import ReasonerError
from gazel.reasoning.model.breaker import State
from gazel.reasoning.model.endpoint import Endpoint

BREAKER_WORDS: dict[State, str] = {"closed": "", "open": "차단기 열림 — ", "half_open": "차단기 반열림(시험 중) — "}


@dataclass(frozen=True, slots=True)
class ModelHealth:
    """What the sidebar and `gazel doctor` show: `state` and one Korean sentence."""

    state: Literal["ready", "down", "resting"]
    model: str
    base_url: str
    context_tokens: int | None
    detail: str
    breaker: State = "closed"

    @property
    def in_words(self) -> str:
        """One line: where it is, how it is, and how much it can read."""
        context = f" (문맥 {self.context_tokens:,}토큰)" if self.context_tokens else ""
        return f"{self.base_url}{context}: {BREAKER_WORDS[self.breaker]}{self.detail}"


def health_of(endpoint: Endpoint) -> ModelHealth:
    """Ask the server now (at most 1.5 s); never raises."""
    breaker = endpoint.breaker.state
    try:
        served = endpoint.probe()
    except ReasonerError as error:
        return ModelHealth("down", endpoint.model_name, endpoint.base_url, None, str(error), breaker)
    if breaker == "closed":
        return ModelHealth("ready", served.name, endpoint.base_url, served.context_tokens, "사용할 수 있습니다.")
    wait = endpoint.breaker.seconds_to_probe
    detail = f"응답하지만 {wait:.0f}초 쉬는 중입니다. {endpoint.breaker.last_error}"
    return ModelHealth("resting", served.name, endpoint.base_url, served.context_tokens, detail, breaker)
