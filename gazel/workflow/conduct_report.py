"""How often each conduct rule applied, counted from the events of every run."""

from dataclasses import dataclass
from datetime import datetime

from gazel.db.database import Database


@dataclass(frozen=True, slots=True)
class RuleCount:
    """A rule with its latest message, how often it was noted, in how many runs, and when last."""

    rule_id: str
    message: str
    noted: int
    runs: int
    last_at: datetime


def rule_counts(database: Database, tenant: str) -> list[RuleCount]:
    """Every conduct rule that was noted, the most frequent first."""
    with database.connection() as connection:
        rows = connection.execute(
            "select body->>'rule_id' as rule_id, (array_agg(body->>'message' order by body->>'at' desc))[1] as message,"
            " count(*) as noted, count(distinct run_id) as runs, max((body->>'at')::timestamptz) as last_at"
            " from run_events where tenant = %s and body->>'type' = 'guard.noted' group by 1 order by noted desc, rule_id",
            [tenant],
        ).fetchall()
    return [RuleCount(**row) for row in rows]
