"""Follow runs from a page's script without ever blocking it for long."""

from collections.abc import Iterable, Iterator, Mapping
from queue import Empty, SimpleQueue
from threading import Thread
from typing import TypeVar

K = TypeVar("K")
T = TypeVar("T")


class _Ended:
    """A source has no more items; `error` is why, where it failed."""

    def __init__(self, error: Exception | None = None) -> None:
        self.error = error


def following(sources: Mapping[K, Iterable[T]], *, tick: float = 0.4) -> Iterator[tuple[K, T] | None]:
    """The items of all `sources` as they arrive, and None every `tick` seconds of silence.

    Streamlit can interrupt a script only at one of its own calls: the caller makes one at each None, so that a stop
    button works while a slow step is silent. A source is read to its end even when the reader goes away.
    """
    arrived: SimpleQueue[tuple[K, T | _Ended]] = SimpleQueue()

    def pump(key: K, source: Iterable[T]) -> None:
        try:
            for item in source:
                arrived.put((key, item))
        except Exception as error:
            arrived.put((key, _Ended(error)))
        else:
            arrived.put((key, _Ended()))

    for key, source in sources.items():
        Thread(target=pump, args=(key, source), name=f"follow-{key}", daemon=True).start()
    open_sources = len(sources)
    while open_sources:
        try:
            key, item = arrived.get(timeout=tick)
        except Empty:
            yield None
            continue
        if isinstance(item, _Ended):
            if item.error:
                raise item.error
            open_sources -= 1
        else:
            yield key, item
