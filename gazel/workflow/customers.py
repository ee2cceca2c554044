"""The customers of a tenant, their contracts and what they thought of an answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from psycopg.types.json import Jsonb

from gazel.db.database import Connection, Database
from gazel.memory.queue import defer_consolidation
from gazel.memory.types import Scope


@dataclass(frozen=True, slots=True)
class Customer:
    """A customer; `fictional` ones are labelled so wherever they are shown."""

    id: str
    name: str
    note: str
    fictional: bool


class Customers:
    """Reads and writes the customers of one tenant."""

    def __init__(self, database: Database, tenant: str) -> None:
        self._database, self._tenant = database, tenant

    def list(self) -> list[Customer]:
        """All customers in the order in which they are shown."""
        with self._database.connection() as connection:
            rows = connection.execute(
                "select customer, name, note, fictional from customers where tenant = %s order by position, customer",
                [self._tenant],
            ).fetchall()
        return [Customer(row["customer"], row["name"], row["note"], row["fictional"]) for row in rows]

    def add(self, customer: str, name: str, *, note: str = "", fictional: bool = True, position: int = 0) -> None:
        """Add a customer, or bring the name and note of one up to date."""
        with self._database.connection() as connection:
            connection.execute(
                "insert into customers (tenant, customer, name, note, fictional, position) values (%s, %s, %s, %s, %s, %s)"
                " on conflict (tenant, customer) do update set name = excluded.name, note = excluded.note, position = excluded.position",
                [self._tenant, customer, name, note, fictional, position],
            )

    def remove(self, customer: str) -> None:
        """Remove a customer with runs, contracts, documents and feedback; memories are erased by the memory engine."""
        with self._database.connection() as connection:
            for table in ("feedback", "policies", "documents", "runs", "customers"):
                connection.execute(f"delete from {table} where tenant = %s and customer = %s", [self._tenant, customer])

    def policies(self, customer: str) -> "Sequence[dict[str, Any]]":
        """The customer's own contracts, each with its `policy_id`."""
        with self._database.connection() as connection:
            rows = connection.execute(
                "select policy_id, body from policies where tenant = %s and customer = %s order by policy_id",
                [self._tenant, customer],
            ).fetchall()
        return [{"policy_id": row["policy_id"], **row["body"]} for row in rows]

    def put_policy(self, customer: str, policy_id: str, body: dict[str, Any]) -> None:
        """Enter or replace one contract."""
        with self._database.connection() as connection:
            self.write_policy(connection, customer, policy_id, body)

    def write_policy(self, connection: Connection, customer: str, policy_id: str, body: dict[str, Any]) -> None:
        """Enter or replace one contract in the caller's transaction."""
        connection.execute(
            "insert into policies (tenant, customer, policy_id, body) values (%s, %s, %s, %s)"
            " on conflict (tenant, customer, policy_id) do update set body = excluded.body",
            [self._tenant, customer, policy_id, Jsonb(body)],
        )

    def delete_policy(self, connection: Connection, customer: str, policy_id: str) -> None:
        """Delete one contract in the caller's transaction."""
        connection.execute(
            "delete from policies where tenant = %s and customer = %s and policy_id = %s", [self._tenant, customer, policy_id]
        )

    def rate(self, customer: str, run_id: str, verdict: Literal["good", "bad"], reason: str = "") -> None:
        """Keep what the reader thought of an answer; the latest word counts."""
        with self._database.connection() as connection:
            connection.execute(
                "insert into feedback (tenant, customer, run_id, verdict, reason) values (%s, %s, %s, %s, %s)"
                " on conflict (tenant, customer, run_id) do update set verdict = excluded.verdict, reason = excluded.reason, at = now()",
                [self._tenant, customer, run_id, verdict, reason],
            )
            if verdict == "bad" and reason:
                defer_consolidation(connection, Scope(self._tenant, customer))  # which reflects on it
