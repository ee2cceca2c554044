"""A small OpenAI-compatible server on a real socket: streams, structured outputs, and faults on demand."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Literal

import pytest

Fault = Literal[
    "none",
    "hung",
    "slow",
    "html",
    "truncated",
    "whitespace",
    "wrong_model",
    "429",
    "503",
    "400",
    "killed_midway",
    "garbage_sse",
    "empty",
    "stale",
]
Answer = Callable[[dict[str, Any]], str]


@dataclass
class ModelServer:
    """What the server does next and what it saw; `answer` gives the text for a request body."""

    answer: Answer = lambda body: "안녕하세요."
    fault: Fault = "none"
    model: str = "tiny-test"
    context_tokens: int | None = 4096
    seconds_between_tokens: float = 0.0
    refuses: str = ""
    """A field of the request that this server does not know and answers with 400."""
    requests: list[dict[str, Any]] = field(default_factory=list)
    asked: threading.Event = field(default_factory=threading.Event)
    client_left: threading.Event = field(default_factory=threading.Event)
    released: threading.Event = field(default_factory=threading.Event)
    base_url: str = ""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    state: ModelServer

    answered_here = False

    def log_message(self, format: str, *args: Any) -> None:
        """Stay quiet."""

    def do_GET(self) -> None:
        if self.state.fault == "html":
            return self._send(200, "<html><body>nginx</body></html>", "text/html")
        if self.state.fault == "503":
            return self._send(503, '{"error":{"message":"Loading model"}}')
        entry: dict[str, Any] = {"id": self.state.model, "object": "model"}
        if self.state.context_tokens:
            entry["max_model_len"] = self.state.context_tokens
        return self._send(200, json.dumps({"object": "list", "data": [entry]}))

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        fault = self.state.fault
        if fault == "stale" and self.answered_here:
            self.close_connection = True
            return None
        self.answered_here = True
        self.state.requests.append(body)
        self.state.asked.set()
        if self.state.refuses and self.state.refuses in body:
            return self._send(400, '{"error":{"message":"unknown field"}}')
        if fault in ("429", "503", "400"):
            return self._send(int(fault), '{"error":{"message":"no"}}')
        if fault == "html":
            return self._send(200, "<html><body>Bad gateway</body></html>", "text/html")
        if fault == "wrong_model" or body["model"] != self.state.model:
            return self._send(404, '{"error":{"message":"The model does not exist"}}')
        if fault == "hung":
            self.state.released.wait(30)
            return None
        try:
            self._stream(body)
        except OSError:
            self.state.client_left.set()
        return None

    def _stream(self, body: dict[str, Any]) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        fault = self.state.fault
        self.close_connection = fault != "stale"
        self.send_header(*(("Transfer-Encoding", "chunked") if fault == "stale" else ("Connection", "close")))
        self.end_headers()
        pause = 1.0 if fault == "slow" else self.state.seconds_between_tokens
        for piece in self._pieces(body, fault):
            self._event({"choices": [{"index": 0, "delta": {"role": "assistant", "content": piece}, "finish_reason": None}]})
            if pause:
                time.sleep(pause)
        if fault in ("killed_midway", "garbage_sse"):
            if fault == "garbage_sse":
                self._write(b'data: {"choices": [}\n\n')
            return
        self._event({"choices": [{"index": 0, "delta": {}, "finish_reason": "length" if fault == "truncated" else "stop"}]})
        self._event({"choices": [], "usage": {"prompt_tokens": 11, "completion_tokens": 7, "total_tokens": 18}})
        self._write(b"data: [DONE]\n\n")
        if fault == "stale":
            self.wfile.write(b"0\r\n\r\n")

    def _pieces(self, body: dict[str, Any], fault: Fault) -> Iterator[str]:
        if fault == "whitespace":
            while True:
                yield "\n   "
        text = "" if fault == "empty" else self.state.answer(body)
        if fault in ("truncated", "killed_midway", "garbage_sse"):
            text = text[: len(text) // 2]
        size = 4
        for start in range(0, len(text), size):
            yield text[start : start + size]

    def _event(self, choice: dict[str, Any]) -> None:
        chunk = {"id": "c1", "object": "chat.completion.chunk", "created": 1, "model": self.state.model, **choice}
        self._write(f"data: {json.dumps(chunk)}\n\n".encode())

    def _write(self, data: bytes) -> None:
        self.wfile.write(b"%x\r\n%s\r\n" % (len(data), data) if self.state.fault == "stale" else data)
        self.wfile.flush()

    def _send(self, status: int, body: str, kind: str = "application/json") -> None:
        data = body.encode()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)


@pytest.fixture
def model_server() -> Iterator[ModelServer]:
    """A running server; set `.fault` and `.answer` before asking."""
    with running() as state:
        yield state


@pytest.fixture
def second_server() -> Iterator[ModelServer]:
    """Another one beside it."""
    with running() as state:
        yield state


@contextmanager
def running() -> Iterator[ModelServer]:
    """A server of its own on a free port."""
    state = ModelServer()
    handler = type("Handler", (_Handler,), {"state": state})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    state.base_url = f"http://127.0.0.1:{server.server_address[1]}/v1"
    yield state
    state.released.set()
    server.shutdown()
    server.server_close()
