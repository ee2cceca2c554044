"""The `gazel` command: each subcommand is a module beside this one."""

import logging
import sys

import typer

from gazel.cli import ask, bench, calc, data, demo, doctor, evaluate, improve, ingest, llm
from gazel.errors import GazelError

app = typer.Typer(
    no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, help="GAZEL: 보험 상담과 에이전트 메모리"
)
app.command("demo")(demo.demo)
app.command("ask")(ask.ask)
app.command("seed")(data.seed)
app.command("reset")(data.reset)
app.command("reembed")(data.reembed)
app.command("worker")(data.worker)
app.command("ingest")(ingest.ingest)
app.command("doctor")(doctor.doctor)
app.command("calc")(calc.calc)
app.add_typer(evaluate.app, name="eval")
app.add_typer(bench.app, name="bench")
app.add_typer(improve.app, name="improve")
app.add_typer(llm.app, name="llm")


def main() -> None:
    """Run a subcommand; a GazelError is one line on stderr and exit code 1."""
    logging.getLogger("psycopg.pool").setLevel(logging.ERROR)  # what it warns of is said once, as a GazelError
    try:
        app()
    except GazelError as error:
        print(f"gazel: {error}", file=sys.stderr)
        sys.exit(1)
