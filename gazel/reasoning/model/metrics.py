"""The counters that a model server tells of itself, for `gazel doctor`."""

import re

SHOWN = {
    "vllm:num_requests_running": "running",
    "vllm:num_requests_waiting": "waiting",
    "vllm:kv_cache_usage_perc": "kv_cache_share",
    "vllm:prefix_cache_queries_total": "prefix_cache_queries",
    "vllm:prefix_cache_hits_total": "prefix_cache_hits",
    "vllm:prompt_tokens_total": "prompt_tokens",
    "vllm:generation_tokens_total": "generated_tokens",
    "llamacpp:requests_processing": "running",
    "llamacpp:requests_deferred": "waiting",
    "llamacpp:prompt_tokens_total": "prompt_tokens",
    "llamacpp:tokens_predicted_total": "generated_tokens",
}
"""A server's own name of a counter → ours."""


def server_metrics(base_url: str) -> dict[str, float]:
    """The server's counters, summed over their labels; empty where it has no /metrics."""
    import httpx

    try:
        answer = httpx.get(f"{base_url.rstrip('/').removesuffix('/v1')}/metrics", timeout=1.5)
    except (httpx.HTTPError, httpx.InvalidURL):
        return {}
    return parse_metrics(answer.text) if answer.status_code == 200 else {}


def parse_metrics(text: str) -> dict[str, float]:
    """The shown counters out of Prometheus text."""
    found: dict[str, float] = {}
    for line in text.splitlines():
        match = re.match(r"([\w:]+)(?:\{[^}]*\})?\s+([0-9.eE+-]+)$", line)
        if match and (name := SHOWN.get(match[1])):
            found[name] = found.get(name, 0.0) + float(match[2])
    return found


def in_words(metrics: dict[str, float]) -> str:
    """The counters as one Korean line, '' of none."""
    parts = []
    if "running" in metrics:
        parts.append(f"처리 중 {metrics['running']:.0f}·대기 {metrics.get('waiting', 0):.0f}")
    if "kv_cache_share" in metrics:
        parts.append(f"KV 캐시 {metrics['kv_cache_share']:.0%}")
    if queries := metrics.get("prefix_cache_queries"):
        parts.append(f"앞부분 캐시 적중 {metrics.get('prefix_cache_hits', 0) / queries:.0%}")
    if "generated_tokens" in metrics:
        parts.append(f"입력 {metrics.get('prompt_tokens', 0):,.0f}·출력 {metrics['generated_tokens']:,.0f} 토큰")
    return ", ".join(parts)
