"""People of a workspace, as far as the platform told of them: a name and a time zone."""

from sqlalchemy import func
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.tables import people
from bot.workspaces import Person


async def remember(db: AsyncConnection, person: Person) -> None:
    """Store what is known of a person. Silence about a name or zone keeps what was known. The workspace must exist."""
    insert = sqlite.insert if db.dialect.name == "sqlite" else postgresql.insert
    row = insert(people).values(workspace=person.workspace.key, id=person.id, name=person.name, zone=person.zone)
    known = {name: func.coalesce(row.excluded[name], people.c[name]) for name in ("name", "zone")}
    await db.execute(row.on_conflict_do_update(index_elements=["workspace", "id"], set_=known))
