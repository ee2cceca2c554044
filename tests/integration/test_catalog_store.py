"""The catalogue's rows in PostgreSQL follow the files."""

import dataclasses

from gazel.catalog.catalog import Catalog
from gazel.catalog.loading import load_catalog
from gazel.catalog.store import Synced, sync
from gazel.db.database import Database
from gazel.settings import ROOT


def shipped() -> Catalog:
    return load_catalog(ROOT / "data" / "insurance")


def test_sync_writes_all_rows_once(database: Database) -> None:
    catalog = shipped()
    total = sum(len(rows) for rows in catalog.tables().values())
    with database.connection() as connection:
        first, second = sync(connection, catalog), sync(connection, catalog)
        row = connection.execute("select body, prov from catalog_rows where kind = 'coverages' and id = 'SSF-01'").fetchone()
    assert first.written >= 0
    assert first.written + first.unchanged == total
    assert second == Synced(0, 0, total)
    assert row is not None
    assert row["body"]["plan_example_krw"] == 6_000_000
    assert row["prov"][0]["doc"].endswith("가입제안서")


def test_sync_updates_what_changed_and_deletes_what_vanished(database: Database) -> None:
    catalog = shipped()
    total = sum(len(rows) for rows in catalog.tables().values())
    plan = catalog.plans["P1"].model_copy(update={"title": "새 이름"})
    other = dataclasses.replace(catalog, plans={**catalog.plans, "P1": plan}, statutes={})
    with database.connection() as connection:
        sync(connection, catalog)
        report = sync(connection, other)
        kinds = {row["kind"] for row in connection.execute("select distinct kind from catalog_rows")}
        title = connection.execute("select body ->> 'title' as title from catalog_rows where id = 'P1'").fetchone()
    assert report == Synced(1, len(catalog.statutes), total - 1 - len(catalog.statutes))
    assert "statutes" not in kinds
    assert title == {"title": "새 이름"}
