"""Moves a model's stream from the background loop to the thread that waits for it, with deadlines and cancellation."""

import asyncio
import json
import queue
from collections.abc import AsyncIterator, Callable, Iterator
from typing import Any

from gazel.errors import GazelError, ModelMisbehaved, ModelUnavailable
from gazel.reasoning.model.endpoint import Chunk

CANCEL_POLL_SECONDS = 0.1
"""How often a waiting call looks whether its turn was cancelled."""

Channel = queue.SimpleQueue[Chunk | GazelError | None]
"""Chunks, then an error or None."""


def next_item(channel: Channel, is_cancelled: Callable[[], bool]) -> Chunk | GazelError | None:
    """The next item, or None at the end and for a cancelled turn."""
    while not is_cancelled():
        try:
            return channel.get(timeout=CANCEL_POLL_SECONDS)
        except queue.Empty:
            continue
    return None


async def pump(
    chunks: AsyncIterator[Chunk],
    channel: Channel,
    first_token_seconds: float,
    step_seconds: float,
) -> None:
    """Move `chunks` into `channel`, an error or None last; the first text has its own deadline within the step's."""
    loop = asyncio.get_running_loop()
    started = loop.time()
    try:
        async with asyncio.timeout_at(started + min(first_token_seconds, step_seconds)) as deadline:
            async for chunk in chunks:
                if chunk.text:
                    deadline.reschedule(started + step_seconds)
                channel.put(chunk)
    except TimeoutError:
        waited = loop.time() - started
        channel.put(ModelUnavailable(f"모델 서버가 {waited:.0f}초 안에 답을 마치지 못했습니다."))
    except GazelError as error:
        channel.put(error)
    finally:
        channel.put(None)


async def drain(chunks: AsyncIterator[Chunk], seconds: float) -> None:
    """Wait for the end of `chunks`, at most `seconds`; raises ModelUnavailable, or what the stream raises."""
    try:
        async with asyncio.timeout(seconds):
            async for _ in chunks:
                pass
    except TimeoutError as error:
        raise ModelUnavailable(f"모델 서버가 {seconds:.0f}초 안에 한 글자도 쓰지 못했습니다.") from error


def read_object(pieces: Iterator[str], is_cancelled: Callable[[], bool]) -> dict[str, Any]:
    """The first complete JSON object of the stream; any more text after it is not waited for. Raises ModelMisbehaved."""
    text = ""
    for piece in pieces:
        text += piece
        if text.rstrip().endswith("}") and (found := _loads(text)) is not None:
            next(pieces, None)  # the end of the stream brings the token counts
            return found
    if is_cancelled():
        return {}
    raise ModelMisbehaved("모델의 JSON이 비었거나 중간에 끊겼습니다.")


def _loads(text: str) -> dict[str, Any] | None:
    try:
        value = json.loads(text)
    except ValueError:
        return None
    return value if isinstance(value, dict) else None
