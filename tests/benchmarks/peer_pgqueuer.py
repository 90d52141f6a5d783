"""PgQueuer on the same work: ``python -m tests.benchmarks.peer_pgqueuer JOB CARD``, in batches of a hundred."""

import asyncio
import time
from datetime import timedelta

import asyncpg
from pgqueuer import AsyncpgPoolDriver, PgQueuer, Queries
from pgqueuer import Job as Queued

from tests.benchmarks.work import AHEAD, SLOTS, Job, card, client, given, report, session, until_all_came

_ADDED_WITHIN = 5.0
_GIVEN_UP_AFTER = 120.0


async def main(job: Job) -> None:
    message = card()
    async with session() as opened, asyncpg.create_pool(job.database_url.replace("+asyncpg", "")) as pool:
        slack = client(job, opened)
        driver = AsyncpgPoolDriver(pool)
        queries = Queries(driver)
        await queries.install()
        ahead = timedelta(seconds=AHEAD + _ADDED_WITHIN)
        due = time.monotonic() + ahead.total_seconds()
        channels: list[bytes | None] = [job.channel(number).encode() for number in range(job.count)]
        await queries.enqueue(["post"] * job.count, channels, [0] * job.count, [ahead] * job.count)
        worker = PgQueuer(driver)

        async def post(queued: Queued) -> None:
            channel = (queued.payload or b"").decode()
            await slack.api_call("chat.postMessage", json={"channel": channel, **message})

        worker.entrypoint("post")(post)
        running = asyncio.create_task(
            worker.run(dequeue_timeout=timedelta(seconds=1), batch_size=100, max_concurrent_tasks=2 * SLOTS)
        )
        await asyncio.sleep(max(0.0, due - time.monotonic()))
        began = time.process_time()
        await until_all_came(job, opened, _GIVEN_UP_AFTER)
        spent = time.process_time() - began
        worker.shutdown.set()
        await asyncio.wait({running}, timeout=10)
    report(due, cpu=spent)


if __name__ == "__main__":
    asyncio.run(main(given()))
