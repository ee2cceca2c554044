"""The loader: what it takes, and how it names the file, line and field of what it does not take."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from gazel.catalog.catalog import Catalog
from gazel.catalog.loading import FILES, load_catalog
from gazel.errors import CatalogError

Rows = list[dict[str, Any]]
Damage = Callable[[Rows], object]
FICTION = "가젤손해보험(가상)"


def damage(folder: Path, name: str, change: Damage) -> int:
    """Change the rows of a file, one row a line, and return how many there are."""
    path = folder / f"{name}.json"
    rows = json.loads(path.read_text(encoding="utf-8"))
    change(rows)
    path.write_text("[\n" + ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows) + "\n]", encoding="utf-8")
    return len(rows)


def first(rows: Rows, **wanted: object) -> dict[str, Any]:
    return next(row for row in rows if all(row.get(key) == value for key, value in wanted.items()))


BAD = {
    "missing field": ("coverages", lambda r: r[0].pop("trigger"), "'trigger'", "필수 항목이 없습니다"),
    "unknown field": ("coverages", lambda r: r[0].update(보험료=1), "'보험료'", "알 수 없는 항목"),
    "no provenance": ("coverages", lambda r: r[0].pop("prov"), "'prov'", "출처(prov)가 없습니다"),
    "empty provenance": ("topics", lambda r: r[0].update(prov=[]), "'prov'", "출처(prov)가 없습니다"),
    "unknown source": ("coverages", lambda r: r[0]["prov"][0].update(source="x"), "'prov.0.source'", "sources.json에 없는"),
    "provenance without class": ("coverages", lambda r: r[0]["prov"][0].pop("class"), "'prov.0.class'", "필수 항목이 없습니다"),
    "bad grade": ("coverages", lambda r: r[0]["prov"][0].update(grade="E"), "'prov.0.grade'", "정해진 값"),
    "bad date": ("coverages", lambda r: r[0]["prov"][0].update(as_of="2025-13-01"), "'prov.0.as_of'", "형식이 맞지 않습니다"),
    "no such day": ("coverages", lambda r: r[0]["prov"][0].update(as_of="2025-02-30"), "'prov'", "없는 날짜"),
    "unknown insurer": ("coverages", lambda r: r[0].update(insurer="없는화재"), "'insurer'", "등록되지 않은 이름"),
    "unknown family": ("coverages", lambda r: r[0].update(family="없는담보"), "'family'", "등록되지 않은 이름"),
    "unknown code group": ("coverages", lambda r: r[0].update(code_groups=["없는암"]), "'code_groups'", "등록되지 않은 이름"),
    "unknown product": ("coverages", lambda r: r[0].update(product="X"), "'product'", "등록되지 않은 이름"),
    "another insurer's product": ("coverages", lambda r: r[0].update(product=r[7]["product"]), "'product'", "다른 보험사의 상품"),
    "another insurer's document": ("coverages", lambda r: r[0]["prov"][0].update(source="hd-proposal"), "'prov'", "다른 보험사"),
    "negative percentage": ("coverages", lambda r: r[0]["payout"].update(ratio_pct=-1), "'payout.ratio_pct'", "0.0 이상"),
    "percentage as text": ("coverages", lambda r: r[0]["payout"].update(ratio_pct="절반"), "'payout.ratio_pct'", "숫자여야"),
    "falling reduction": (
        "coverages",
        lambda r: r[0]["payout"].update(steps=[{"until": "1y", "pct": 50}, {"until": "90d", "pct": 25}]),
        "'payout.steps'",
        "차례로 커져야",
    ),
    "bad reduction period": (
        "coverages",
        lambda r: r[0]["payout"]["steps"][0].update(until="1년"),
        "'payout.steps.0.until'",
        "형식",
    ),
    "no sum insured": ("coverages", lambda r: r[0].update(plan_example_krw=0), "'plan_example_krw'", "0보다 커야"),
    "example without its class": ("coverages", lambda r: r[0]["prov"][0].update({"class": "sourced"}), "'prov'", "plan_example"),
    "invented figure beside a real insurer": (
        "coverages",
        lambda r: r[0].update(prov=[{"source": "gazel-fiction", "grade": "-", "class": "illustrative"}]),
        "'prov'",
        FICTION,
    ),
    "rule as the source of a real figure": (
        "coverages",
        lambda r: r[0].update(prov=[{"source": "rules", "grade": "-", "class": "rule"}]),
        "'prov'",
        "문서 출처",
    ),
    "sourced figure of the fictional insurer": (
        "coverages",
        lambda r: first(r, insurer=FICTION)["prov"][0].update({"class": "sourced"}),
        "'prov'",
        "illustrative여야",
    ),
    "invented plan of a real insurer": ("plans", lambda r: r[0].update(label="illustrative"), "'label'", "가상 보험사에만"),
    "plan with an unknown coverage": ("plans", lambda r: r[0]["items"][0].update(coverage="X"), "'items'", "등록되지 않은 이름"),
    "duplicate id": ("coverages", lambda r: r[1].update(id=r[0]["id"]), "'id'", "두 번 나옵니다"),
    "reversed code range": (
        "code_groups",
        lambda r: r[0].update(ranges=[{"first": "C97", "last": "C00"}]),
        "'ranges'",
        "앞뒤가 바뀌었습니다",
    ),
    "bad code": ("code_groups", lambda r: r[0].update(ranges=[{"first": "73", "last": "C73"}]), "'ranges.0.first'", "형식"),
    "forbidden assertion": (
        "topics",
        lambda r: r[0]["statements"][1].update(text="무조건 나옵니다."),
        "'statements.1.text'",
        "단정 표현('무조건')",
    ),
    "statement without a source": (
        "topics",
        lambda r: r[0]["statements"][1].pop("prov"),
        "'statements.1.prov'",
        "출처(prov)가 없습니다",
    ),
    "weak source told as certain": (
        "topics",
        lambda r: r[0]["statements"][1].update(prov=[{"source": "practice", "grade": "D", "class": "sourced"}]),
        "'statements.1.text'",
        "'확인 필요'로",
    ),
    "weak topic that answers": ("topics", lambda r: r[0].update(behaviour="answer"), "'behaviour'", "needs_review여야"),
    "statement about an unknown insurer": (
        "topics",
        lambda r: r[0]["statements"][0].update(insurers=["없는화재"]),
        "'statements.0.insurers'",
        "등록되지 않은 이름",
    ),
    "topic without terms": ("topics", lambda r: r[0].update(terms=[]), "'terms'", "하나 이상"),
    "procedure with an unknown document": (
        "procedures",
        lambda r: r[0]["steps"][1].update(documents=["x"]),
        "'steps.1.documents'",
        "등록되지 않은 이름",
    ),
    "deadline in an unknown unit": ("deadlines", lambda r: r[0].update(unit="week"), "'unit'", "정해진 값"),
    "unknown source type": ("sources", lambda r: r[0].update(source_type="blog"), "'source_type'", "정해진 값"),
}


@pytest.mark.parametrize(("name", "change", "field", "said"), BAD.values(), ids=BAD.keys())
def test_bad_row_is_named_by_file_line_and_field(copied: Path, name: str, change: Damage, field: str, said: str) -> None:
    total = damage(copied, name, change)
    with pytest.raises(CatalogError) as caught:
        load_catalog(copied)
    message = str(caught.value)
    assert f"{name}.json" in message
    assert field in message
    assert said in message
    line = int(message.split(f"{name}.json ")[1].split("행")[0])
    assert 2 <= line <= total + 1


def test_the_line_is_the_one_of_the_field_itself(copied: Path) -> None:
    path = copied / "coverages.json"
    lines = path.read_text(encoding="utf-8").splitlines()
    place = next(i for i, line in enumerate(lines) if '"plan_example_krw": 2000000,' in line)
    lines[place] = lines[place].replace("2000000", "-5")
    path.write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(CatalogError, match=f"coverages.json {place + 1}행 'plan_example_krw'"):
        load_catalog(copied)


@pytest.mark.parametrize(
    ("text", "said"), [("{}", "목록"), ("[1]", "객체여야"), ('[{"id": }]', "JSON 문법"), ("[", "JSON 문법"), ("", "목록")]
)
def test_a_file_that_is_no_list_of_rows_is_refused(copied: Path, text: str, said: str) -> None:
    (copied / "topics.json").write_text(text, encoding="utf-8")
    with pytest.raises(CatalogError, match=said):
        load_catalog(copied)


def test_missing_and_unreadable_files_are_named(copied: Path) -> None:
    (copied / "topics.json").write_bytes(b"\xff\xfe[")
    with pytest.raises(CatalogError, match=r"topics.json.*UTF-8"):
        load_catalog(copied)
    (copied / "insurers.json").unlink()
    with pytest.raises(CatalogError, match=r"insurers.json.*파일이 없습니다"):
        load_catalog(copied)


def test_every_row_has_a_citation_with_document_and_day(catalog: Catalog) -> None:
    assert set(catalog.tables()) == set(FILES)
    for rows in catalog.tables().values():
        for row in rows.values():
            assert row.citation.doc
            assert row.citation.as_of[:2] == "20"


def test_no_premium_and_no_weak_claim_is_shipped(catalog: Catalog) -> None:
    for topic in catalog.topics.values():
        for statement in topic.statements:
            if any(item.grade in ("C", "D") for item in statement.prov):
                assert "확인 필요" in statement.text
                assert topic.behaviour == "needs_review"
