"""procrastinate on the same work: ``python -m tests.benchmarks.peer_procrastinate JOB CARD``, with as many slots."""

import asyncio
import time
from datetime import timedelta

from procrastinate import App, PsycopgConnector

from bot.times import real_now
from tests.benchmarks.work import AHEAD, SLOTS, Job, card, client, given, report, session, until_all_came

_ADDED_WITHIN = 10.0
_GIVEN_UP_AFTER = 120.0


async def main(job: Job) -> None:
    message = card()
    app = App(connector=PsycopgConnector(conninfo=job.database_url.replace("+asyncpg", ""), max_size=20))
    async with session() as opened, app.open_async():
        slack = client(job, opened)
        await app.schema_manager.apply_schema_async()

        async def post(channel: str) -> None:
            await slack.api_call("chat.postMessage", json={"channel": channel, **message})

        ahead = timedelta(seconds=AHEAD + _ADDED_WITHIN)
        due = time.monotonic() + ahead.total_seconds()
        deferrer = app.task(name="post", queue="posts")(post).configure(schedule_at=real_now() + ahead)
        places = [{"channel": job.channel(number)} for number in range(job.count)]
        await deferrer.batch_defer_async(*places)
        running = asyncio.create_task(
            app.run_worker_async(concurrency=SLOTS, install_signal_handlers=False, fetch_job_polling_interval=0.5)
        )
        await asyncio.sleep(max(0.0, due - time.monotonic()))
        began = time.process_time()
        await until_all_came(job, opened, _GIVEN_UP_AFTER)
        spent = time.process_time() - began
        running.cancel()
        await asyncio.wait({running}, timeout=15)
    report(due, cpu=spent)


if __name__ == "__main__":
    asyncio.run(main(given()))
