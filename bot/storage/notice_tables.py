"""What single people are to be told: rows, so that none of it is lost."""

from sqlalchemy import JSON, Column, ForeignKey, Index, Integer, String, Table, Text, text

from bot.storage.columns import METADATA, Instant, LongId

notices = Table(
    "notices",
    METADATA,
    Column("id", LongId, primary_key=True),
    Column("key", String, nullable=False, unique=True),
    Column("workspace", ForeignKey("workspaces.key", ondelete="CASCADE"), nullable=False),
    Column("person_id", String, nullable=False),
    Column("title", Text, nullable=False),
    Column("lines", JSON, nullable=False),  # sentences, one a paragraph
    Column("state", String, nullable=False, server_default="planned"),  # planned, sent, refused
    Column("try_at", Instant, nullable=False),  # the bot's time; moved ahead by whoever is at it
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("why", Text),
    Column("created_at", Instant, nullable=False),
    Index(
        "ix_notices_try_at",
        "try_at",
        sqlite_where=text("state = 'planned'"),
        postgresql_where=text("state = 'planned'"),
    ),
)
