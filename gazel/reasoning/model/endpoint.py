"""One OpenAI-compatible server: what it serves, whether it answers, and its streamed chat completions."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from gazel.errors import ModelMisbehaved, ModelUnavailable
from gazel.reasoning.model.breaker import CircuitBreaker

if TYPE_CHECKING:
    from langchain_core.messages import AIMessageChunk
    from langchain_openai import ChatOpenAI

PROBE_SECONDS = 1.5
"""Longest wait for /v1/models: a local server answers in milliseconds."""

BACKGROUND_PRIORITY = 10
"""vLLM serves lower numbers first; a user's call has 0."""
NO_THINKING: dict[str, Any] = {"chat_template_kwargs": {"enable_thinking": False}}
"""Models that think aloud first (Qwen3) would leave the user waiting; templates that know no such switch pass over it."""

Message = tuple[str, str]
"""(role, text), role one of system, user, assistant."""


@dataclass(frozen=True, slots=True)
class ServedModel:
    """What the server says of itself; `context_tokens` is None where it does not tell."""

    name: str
    context_tokens: int | None
    all_names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Chunk:
    """A piece of the model's text; `finish` is the reason in the last one, `usage` (prompt, completion) tokens where given."""

    text: str
    finish: str | None = None
    usage: tuple[int, int] | None = None


class Endpoint:
    """A server at `base_url` (ending in /v1), with its breaker and the number of calls in flight."""

    def __init__(self, base_url: str, model: str | None, api_key: str, breaker: CircuitBreaker | None = None) -> None:
        self.base_url = base_url.rstrip("/")
        self.breaker = breaker or CircuitBreaker()
        self.in_flight = 0
        self._wanted = model
        self._api_key = api_key
        self._served: ServedModel | None = None
        self._refused: frozenset[str] = frozenset()

    @property
    def model_name(self) -> str:
        """The model's id: the configured one, or the discovered one, or '' before any contact."""
        return self._wanted or (self._served.name if self._served else "")

    def served(self) -> ServedModel:
        """Ask /v1/models once and keep the answer; raises ModelUnavailable or ModelMisbehaved."""
        if self._served is None:
            self._served = self.probe()
        return self._served

    def prepare(self) -> None:
        """Have all ready that a first call would otherwise load within its deadline; raises like `served`."""
        self.served()
        assert self._chat is not None

    def probe(self) -> ServedModel:
        """Ask /v1/models now; raises ModelUnavailable or ModelMisbehaved."""
        import httpx

        try:
            answer = httpx.get(f"{self.base_url}/models", headers=self._headers, timeout=PROBE_SECONDS)
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise ModelUnavailable(
                f"모델 서버({self.base_url})에 연결하지 못했습니다: {error or type(error).__name__}."
            ) from error
        if answer.status_code in (401, 403):
            raise ModelUnavailable(f"모델 서버({self.base_url})가 인증을 거절했습니다.", hint="GAZEL_LLM_API_KEY를 확인하세요.")
        if answer.status_code != 200:
            raise ModelUnavailable(f"모델 서버({self.base_url})가 {answer.status_code}로 답했습니다.")
        try:
            return self._read_models(answer.json())
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise ModelMisbehaved(f"모델 서버({self.base_url})의 /models 응답을 읽을 수 없습니다.") from error

    @property
    def _headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self._api_key}"}

    def _read_models(self, body: dict[str, Any]) -> ServedModel:
        """The wanted model's entry: vLLM gives max_model_len, llama.cpp meta.n_ctx_train and, newer, meta.n_ctx."""
        entries = {str(entry["id"]): entry for entry in body["data"]}
        name = self._wanted or next(iter(entries), "")
        if name not in entries:
            names = ", ".join(entries) or "없음"
            raise ModelUnavailable(
                f"모델 서버에 '{name}' 모델이 없습니다(제공 중: {names}).", hint="GAZEL_LLM_MODEL을 고치거나 비워 두세요."
            )
        entry = entries[name]
        meta = entry.get("meta") or {}
        context = entry.get("max_model_len") or meta.get("n_ctx") or meta.get("n_ctx_train")
        return ServedModel(name, int(context) if context else None, tuple(entries))

    @cached_property
    def _chat(self) -> "ChatOpenAI":
        from langchain_openai import ChatOpenAI
        from pydantic import SecretStr

        return ChatOpenAI(
            base_url=self.base_url,
            model=self.served().name,
            api_key=SecretStr(self._api_key),
            max_retries=0,
            temperature=0,
            timeout=None,
            stream_usage=True,
            stream_chunk_timeout=None,
            tags=["nostream"],
        )

    async def chat(
        self, messages: list[Message], *, max_tokens: int, schema: dict[str, Any] | None, background: bool = False
    ) -> AsyncIterator[Chunk]:
        """Stream a completion, constrained to `schema` where given; raises ModelUnavailable or ModelMisbehaved.

        max_tokens and response_format travel in the body as they are: langchain would rename the one and parse the other,
        and a truncated answer is ours to judge. `background` asks vLLM's priority scheduler to serve it after users. Fields that
        a server refuses are left away from the first call on that goes well without them.
        """
        body: dict[str, Any] = {"max_tokens": max_tokens}
        if schema is not None:
            body["response_format"] = {"type": "json_schema", "json_schema": {"name": "answer", "schema": schema, "strict": True}}
        extras = {**({"priority": BACKGROUND_PRIORITY} if background else {}), **NO_THINKING}
        body |= {name: value for name, value in extras.items() if name not in self._refused}
        fresh_connection = False
        while True:
            answered = False
            try:
                async for part in self._chat.astream(list(messages), extra_body=body):
                    answered = True
                    self._refused |= extras.keys() - body.keys()
                    yield _chunk(part)
                return
            except Exception as error:  # what a broken body raises depends on the versions of four libraries
                if not answered and _is_refused(error) and (dropped := next((name for name in extras if name in body), "")):
                    del body[dropped]
                elif not answered and not fresh_connection and _is_stale_connection(error):
                    fresh_connection = True
                else:
                    raise _typed(self, error) from error

    def forget(self) -> None:
        """Drop what was discovered: the server may come back with another model."""
        self._served = None
        self.__dict__.pop("_chat", None)


def _chunk(part: "AIMessageChunk") -> Chunk:
    usage = part.usage_metadata
    return Chunk(
        text=part.text,
        finish=part.response_metadata.get("finish_reason"),
        usage=(usage["input_tokens"], usage["output_tokens"]) if usage else None,
    )


def _is_refused(error: Exception) -> bool:
    """Whether the server found fault with the request itself."""
    import openai

    return isinstance(error, openai.BadRequestError | openai.UnprocessableEntityError)


def _is_stale_connection(error: Exception) -> bool:
    """Whether nothing but the connection failed: servers close kept-alive ones, and a second try opens a fresh one."""
    import openai

    return isinstance(error, openai.APIConnectionError) and not isinstance(error, openai.APITimeoutError)


def _typed(endpoint: Endpoint, error: Exception) -> ModelUnavailable | ModelMisbehaved:
    """Any failure of a call as one of the two errors."""
    import openai

    if isinstance(error, openai.APIStatusError):
        return _status_error(endpoint, int(error.status_code))
    if isinstance(error, openai.APIConnectionError):
        return ModelUnavailable(f"모델 서버({endpoint.base_url})와 연결이 끊겼습니다.")
    return ModelMisbehaved(f"모델 서버({endpoint.base_url})의 응답 형식이 잘못되었습니다: {type(error).__name__}.")


def _status_error(endpoint: Endpoint, status: int) -> ModelUnavailable | ModelMisbehaved:
    """An HTTP status as a typed error: overload and faults of the server mean 'unavailable', refused requests 'misbehaved'."""
    if status == 404:
        return ModelUnavailable(
            f"모델 서버에 '{endpoint.model_name}' 모델이나 경로가 없습니다(404).",
            hint="GAZEL_LLM_MODEL과 GAZEL_LLM_BASE_URL을 확인하세요.",
        )
    if status in (401, 403):
        return ModelUnavailable("모델 서버가 인증을 거절했습니다.", hint="GAZEL_LLM_API_KEY를 확인하세요.")
    if status == 429 or status >= 500:
        return ModelUnavailable(f"모델 서버가 지금 답할 수 없습니다({status}).")
    return ModelMisbehaved(f"모델 서버가 요청을 받지 않았습니다({status}).")
