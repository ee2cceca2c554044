"""What is old goes by itself: the app's worker prunes checkpoints and sweeps memories whose lifetime has ended."""

import time

from gazel.memory.queue import TIDY
from gazel.memory.types import Scope
from gazel.runtime import Runtime


def test_the_apps_worker_prunes_and_sweeps(gazel: Runtime) -> None:
    for thread in ("old", "new"):
        gazel.runs.wait(gazel.runs.start("gaon", thread, "유사암이 뭐예요?"))
    store = gazel.memory._store
    store.put(("demo", "gaon", "working"), "note", {"text": "메모"}, ttl=5, index=False)
    with gazel.database.connection() as connection:
        connection.execute("update store set expires_at = now() - interval '1 second' where key = 'note'")
        connection.execute(
            "update checkpoints set saved_at = now() - (%s + 1) * interval '1 day' where thread_id like '%%/old'",
            [gazel.settings.checkpoint_keep_days],
        )
        connection.execute(
            """select procrastinate_defer_jobs_v1(array[
                   row('memory', %s, 0, null, null, '{"timestamp": 0}'::jsonb, null)::procrastinate_job_to_defer_v1])""",
            [TIDY],
        )
    gazel.worker.start()
    deadline = time.monotonic() + 60
    while store.get(("demo", "gaon", "working"), "note", refresh_ttl=False) is not None:
        assert time.monotonic() < deadline
    with gazel.database.connection() as connection:
        threads = {row["thread_id"].rsplit("/", 1)[1] for row in connection.execute("select thread_id from checkpoints")}
    assert threads == {"new"}
    assert gazel.memory.count(Scope("demo", "gaon"))["episodic"] == 2
