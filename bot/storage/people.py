"""People of a workspace, as far as the platform told of them: a name and a time zone."""

from sqlalchemy import delete, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.tables import people
from bot.workspaces import Person, Workspace


async def remember(db: AsyncConnection, person: Person) -> None:
    """Store what is known of a person. Silence about a name or zone keeps what was known. The workspace must exist."""
    insert = sqlite.insert if db.dialect.name == "sqlite" else postgresql.insert
    row = insert(people).values(workspace=person.workspace.key, id=person.id, name=person.name, zone=person.zone)
    known = {name: func.coalesce(row.excluded[name], people.c[name]) for name in ("name", "zone")}
    await db.execute(row.on_conflict_do_update(index_elements=["workspace", "id"], set_=known))


async def get(db: AsyncConnection, workspace: str, person_id: str) -> Person | None:
    """A person of a workspace."""
    found = select(people).where(people.c.workspace == workspace, people.c.id == person_id)
    row = (await db.execute(found)).one_or_none()
    return Person(Workspace.from_key(row.workspace), row.id, row.name, row.zone) if row else None


async def forget(db: AsyncConnection, workspace: str, person_id: str) -> bool:
    """Remove a person; True where there was one."""
    gone = delete(people).where(people.c.workspace == workspace, people.c.id == person_id)
    return bool((await db.execute(gone)).rowcount)
