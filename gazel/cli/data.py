"""`gazel seed | reset | reembed`: what is stored."""

from typing import Annotated

import typer

from gazel.runtime import runtime


def seed() -> None:
    """Add the three fictional customers and the shared procedures; safe to repeat."""
    print(f"가상 고객 {runtime().seed()}명을 준비했습니다.")


def reset(yes: Annotated[bool, typer.Option("--yes", help="묻지 않고 지우기")] = False) -> None:
    """Erase everything the fictional customers said and were remembered by, and add them anew."""
    if not yes:
        typer.confirm("가상 고객의 대화와 기억을 모두 지울까요?", abort=True)
    runtime().reset_demo()
    print("데모 데이터를 처음 상태로 되돌렸습니다.")


def reembed() -> None:
    """Compute every vector anew with the embedding model that is set now."""
    from gazel.runtime import reembed as run

    memories, clauses = run()
    print(f"기억 {memories}건과 문서 조항 {clauses}개의 벡터를 다시 계산했습니다.")


def worker() -> None:
    """Consolidate memories in a process of its own; any number may run. Ctrl-C finishes the job at hand."""
    gazel = runtime()
    print("기억 통합 작업을 기다립니다. 끝내려면 Ctrl-C를 누르세요.")
    try:
        gazel.worker.serve()
    except KeyboardInterrupt:
        gazel.close()
