"""A call with 10,000 subscribed channels in 1,000 workspaces: announced, moved and cancelled by its company.

``python -m tests.benchmarks.planning JOB``: how long each takes until every delivery is planned, and until the first
are, in seconds; and this process's processor time of it.
"""

import asyncio
import json
import logging
import sys
import time
from datetime import timedelta

from bot.calls.announcement import Change
from bot.calls.call import Company
from bot.storage import companies
from bot.storage.database import Database, migrate
from bot.storage.tables import channels, subscriptions, workspaces
from bot.usecases.desk import Desk
from bot.usecases.take_in import Document, take_in
from bot.workspaces import HOUSE
from tests.benchmarks.engine import insert
from tests.benchmarks.work import Job, given
from tests.calls.builders import HALDEN, TOLD, ny, release

_HOUR = timedelta(hours=1)


async def main(job: Job) -> None:
    logging.basicConfig(level=logging.WARNING)
    await migrate(job.database_url)
    database = Database.open(job.database_url)
    await _subscribe(database, job)
    rung: list[float] = []
    desk = Desk(database, {}, lambda _: rung.append(time.monotonic()))
    moved = release(starts_at=ny(5, 15, 17), change=Change.MOVED, published=TOLD.date())
    cancelled = release(starts_at=ny(5, 15, 17), change=Change.CANCELLED)
    told: dict[str, float] = {}
    for hours, (name, found) in enumerate({"announced": release(), "moved": moved, "cancelled": cancelled}.items()):
        rung.clear()
        began, spent = time.monotonic(), time.process_time()
        await take_in(desk, HOUSE, Document(f"A release of hour {hours}.", found), TOLD + hours * _HOUR)
        told[name] = time.monotonic() - began
        told[f"{name}: first"] = rung[0] - began
        told[f"{name}: cpu"] = time.process_time() - spent
    await database.close()
    sys.stdout.write(json.dumps(told) + "\n")


async def _subscribe(database: Database, job: Job) -> None:
    """Every channel follows the house's company."""
    company = Company("k-house", HOUSE, HALDEN.name, HALDEN.tickers, zone=HALDEN.zone)
    teams = [f"slack:{job.workspace(number)}" for number in range(job.count)]
    async with database.write() as db:
        await companies.add(db, company, "halden biosciences", TOLD)
        await insert(db, workspaces, ({"key": key, "state": "active", "created_at": TOLD} for key in sorted({*teams})))
        places = [{"workspace": team, "id": job.channel(number)} for number, team in enumerate(teams)]
        await insert(db, channels, (place | {"settings": {}, "created_at": TOLD} for place in places))
        follows = {"target": f"company:{company.id}", "company_id": company.id, "at": TOLD}
        following = ({"workspace": place["workspace"], "channel_id": place["id"], **follows} for place in places)
        await insert(db, subscriptions, following)


if __name__ == "__main__":
    asyncio.run(main(given()))
