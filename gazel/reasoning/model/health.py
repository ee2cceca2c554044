"""How a model server is now, for the sidebar and `gazel doctor`."""

from dataclasses import dataclass
from typing import Literal

from gazel.errors import ReasonerError
from gazel.reasoning.model.endpoint import Endpoint


@dataclass(frozen=True, slots=True)
class ModelHealth:
    """What the sidebar and `gazel doctor` show: `state` and one Korean sentence."""

    state: Literal["ready", "down", "resting"]
    model: str
    base_url: str
    context_tokens: int | None
    detail: str


def health_of(endpoint: Endpoint) -> ModelHealth:
    """Ask the server now (at most 1.5 s); never raises."""
    try:
        served = endpoint.probe()
    except ReasonerError as error:
        return ModelHealth("down", endpoint.model_name, endpoint.base_url, None, str(error))
    if endpoint.breaker.state != "closed":
        wait = endpoint.breaker.seconds_to_probe
        detail = f"응답하지만 {wait:.0f}초 쉬는 중입니다. {endpoint.breaker.last_error}"
        return ModelHealth("resting", served.name, endpoint.base_url, served.context_tokens, detail)
    return ModelHealth("ready", served.name, endpoint.base_url, served.context_tokens, "사용할 수 있습니다.")
