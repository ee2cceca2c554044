"""`gazel eval reasoner`: measure a served model beside the rules."""

import json
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from gazel.errors import SettingsError
from gazel.settings import settings

Part = Literal["planning", "extraction", "answers", "overhead"]


def reasoner(
    base_url: Annotated[str | None, typer.Option(help="OpenAI 호환 서버(기본값: GAZEL_LLM_BASE_URL)")] = None,
    model: Annotated[str | None, typer.Option(help="모델 이름(기본값: 서버의 첫 모델)")] = None,
    part: Annotated[Part | None, typer.Option(help="한 부분만 재기")] = None,
    limit: Annotated[int | None, typer.Option(min=1, help="모음마다 고르게 뽑을 문항 수")] = None,
    concurrency: Annotated[int, typer.Option(min=1, help="동시에 물을 수(묶어 계산하는 서버용)")] = 1,
    out: Annotated[Path | None, typer.Option(file_okay=False, help="문항별 결과를 둘 폴더; 끊기면 이어서 잽니다")] = None,
    json_: Annotated[bool, typer.Option("--json", help="JSON 하나로 출력")] = False,
) -> None:
    """Measure planning, extraction, answers and overhead of a model served over an OpenAI-compatible API."""
    from gazel.workflow.reasoner_evaluation import ReasonerEvaluation

    chosen = settings()
    url = base_url or (chosen.llm_base_url or "").split(",")[0].strip()
    if not url:
        raise SettingsError("잴 모델 서버가 없습니다.", hint="--base-url이나 GAZEL_LLM_BASE_URL을 정하세요.")
    if out:
        out.mkdir(parents=True, exist_ok=True)
    measured = ReasonerEvaluation(
        data=chosen.data,
        base_url=url,
        model=model or chosen.llm_model,
        api_key=chosen.llm_api_key,
        limit=limit,
        concurrency=concurrency,
        folder=out,
    )
    reports: dict[str, Any] = {}
    for name in [part] if part else measured.parts:
        reports[name] = measured.parts[name]()
        if not json_:
            _print(name, reports[name])
    if json_:
        print(json.dumps(reports, ensure_ascii=False))


def _print(name: str, value: Any, indent: str = "") -> None:
    """A report as indented lines."""
    if isinstance(value, dict):
        print(f"{indent}{name}")
        for key, inner in value.items():
            _print(str(key), inner, f"{indent}  ")
    elif isinstance(value, list):
        print(f"{indent}{name}: {len(value)}건")
        for item in value:
            print(f"{indent}  - {item}")
    else:
        print(f"{indent}{name}: {value}")
