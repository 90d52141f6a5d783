"""Microsoft Teams' own rows: where each conversation is reached, as the last activity from it said."""

from sqlalchemy import Column, Index, String, Table

from bot.storage.columns import METADATA, Instant

# ``id`` is the conversation without the thread; ``kind`` is personal, groupChat or channel; ``team_id`` is the team
# that a channel belongs to; ``person_id`` is whom a personal conversation is with.
teams_conversations = Table(
    "teams_conversations",
    METADATA,
    Column("workspace", String, primary_key=True),
    Column("id", String, primary_key=True),
    Column("service_url", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("bot_id", String, nullable=False),
    Column("team_id", String),
    Column("person_id", String),
    Column("changed_at", Instant, nullable=False),
    Index("ix_teams_conversations_team", "workspace", "team_id"),
    Index("ix_teams_conversations_person", "workspace", "person_id"),
)
