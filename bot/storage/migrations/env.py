"""Alembic runs this file for each command. The connection, its transaction and the lock come from the caller."""

from typing import Literal

import sqlalchemy as sa
from alembic import context
from alembic.autogenerate.api import AutogenContext

from bot.storage.tables import METADATA, Instant


def render_item(kind: str, item: object, _autogen: AutogenContext) -> str | Literal[False]:
    """Migrations stay as they were written, so they name no type of ours that may change."""
    return "sa.DateTime(timezone=True)" if kind == "type" and isinstance(item, Instant) else False


connection: sa.Connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=METADATA,
    render_item=render_item,
)
with context.begin_transaction():
    context.run_migrations()
