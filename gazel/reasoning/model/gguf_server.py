"""Serve a GGUF file over an OpenAI-compatible API: python -m gazel.reasoning.model.gguf_server MODEL.gguf HOST PORT."""

import os
import signal
import sys
from typing import Any

from gazel.reasoning.model.serving import CONTEXT_TOKENS, served_name

BATCH = 256
"""Tokens of a prompt read at a time: a cancelled call is noticed only between two batches."""


def main(model: str, host: str, port: int) -> None:
    """Load the model and serve until interrupted."""
    import xllamacpp

    params: Any = xllamacpp.CommonParams()
    params.model.path = model
    params.model_alias = {served_name(model)}
    params.hostnames = [host]
    params.port = port
    params.n_ctx = 2 * CONTEXT_TOKENS
    params.n_parallel = 2
    params.use_jinja = True
    params.offline = True
    params.endpoint_metrics = True
    params.n_batch = BATCH
    threads = max(1, (os.cpu_count() or 2) // 2)  # its threads spin while they wait: more than there are free cores slow all down
    params.cpuparams.n_threads = params.cpuparams_batch.n_threads = threads
    server = xllamacpp.Server(params)
    print(f"{server.listening_address} 에서 {served_name(model)} 제공 중", flush=True)
    signal.sigwait({signal.SIGINT, signal.SIGTERM})


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
