"""`gazel ingest`: read policy terms and proposals into the library."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from gazel.documents.library import Ingested
from gazel.errors import DocumentRejected, UnknownCustomer
from gazel.runtime import Runtime, runtime


def ingest(
    files: Annotated[list[Path], typer.Argument(help="PDF·DOCX·HWPX·HTML·TXT 파일")],
    customer: Annotated[str, typer.Option(help="이 고객에게만 보이게 저장 (기본값: 모든 고객이 함께 쓰는 문서)")] = "",
    insurer: Annotated[str, typer.Option(help="보험사 (기본값: 문서에서 찾음)")] = "",
) -> None:
    """Store each file clause by clause; a file that was stopped goes on where it was, the same file twice changes nothing."""
    gazel = runtime()
    if customer and customer not in {one.id for one in gazel.customers.list()}:
        raise UnknownCustomer(
            f"고객 '{customer}'을(를) 찾을 수 없습니다.", hint="gazel seed로 고객을 준비하거나 식별자를 확인하세요."
        )
    refused = 0
    for file in files:
        try:
            print(report(_ingest(gazel, file, customer, insurer)))
        except DocumentRejected as error:
            refused += 1
            print(f"✗ {error}", file=sys.stderr)
    if refused:
        raise typer.Exit(1)


def _ingest(gazel: Runtime, file: Path, customer: str, insurer: str) -> Ingested:
    """One file behind a progress bar on stderr."""
    with typer.progressbar(length=1, label=file.name, file=sys.stderr) as bar:

        def show(done: int, total: int) -> None:
            bar.length = total
            bar.update(done - bar.pos)

        return gazel.documents.ingest(file, customer=customer, insurer=insurer, progress=show)


def report(ingested: Ingested) -> str:
    """What was stored, and what in the document wants a person's eye."""
    one = ingested.document
    lines = [
        f"{'= 이미 있음' if ingested.unchanged else '✓ 저장'} {one.name}: 조항 {one.clauses}개 · {one.insurer or '보험사 미상'}"
    ]
    if one.unreadable:
        lines.append(f"  ! {one.unreadable_text}은 스캔 이미지라 읽지 못했습니다.")
    lines += [
        f"  ! p.{place['page'] or '?'} {place['label']}: AI에게 지시하는 문구 — 따르지 않고 자료로만 둡니다."
        for place in one.instructions
    ]
    return "\n".join(lines)
