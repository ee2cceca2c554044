"""One event loop in a daemon thread: model calls run there, so that cancelling one closes its connection at once."""

import asyncio
import contextvars
import threading
from collections.abc import Coroutine
from concurrent.futures import Future
from functools import cache
from typing import Any, TypeVar

T = TypeVar("T")


@cache
def background_loop() -> asyncio.AbstractEventLoop:
    """The running loop of this process, started at the first call."""
    loop = asyncio.new_event_loop()
    threading.Thread(target=loop.run_forever, name="gazel-model", daemon=True).start()
    return loop


def submit(work: Coroutine[Any, Any, T]) -> Future[T]:
    """Start `work` on the loop in an empty context: a caller's LangGraph callbacks must not see the model's raw tokens."""
    return contextvars.Context().run(asyncio.run_coroutine_threadsafe, work, background_loop())
