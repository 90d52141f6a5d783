"""Slack's own rows, in the shape that Bolt's stores expect.

Tokens are sealed, which makes them longer than Bolt's own columns are. Bolt writes moments without a zone, in UTC.
"""

from sqlalchemy import Boolean, Column, DateTime, Index, Integer, String, Table

from bot.storage.columns import METADATA, Instant

slack_installations = Table(
    "slack_installations",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("client_id", String, nullable=False),
    Column("app_id", String, nullable=False),
    Column("enterprise_id", String),
    Column("enterprise_name", String),
    Column("enterprise_url", String),
    Column("team_id", String),
    Column("team_name", String),
    Column("bot_token", String),
    Column("bot_id", String),
    Column("bot_user_id", String),
    Column("bot_scopes", String),
    Column("bot_refresh_token", String),
    Column("bot_token_expires_at", DateTime),
    Column("user_id", String, nullable=False),
    Column("user_token", String),
    Column("user_scopes", String),
    Column("user_refresh_token", String),
    Column("user_token_expires_at", DateTime),
    Column("incoming_webhook_url", String),
    Column("incoming_webhook_channel", String),
    Column("incoming_webhook_channel_id", String),
    Column("incoming_webhook_configuration_url", String),
    Column("is_enterprise_install", Boolean, nullable=False),
    Column("token_type", String),
    Column("installed_at", DateTime, nullable=False),
    Index("ix_slack_installations_place", "client_id", "enterprise_id", "team_id", "installed_at"),
)

slack_bots = Table(
    "slack_bots",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("client_id", String, nullable=False),
    Column("app_id", String, nullable=False),
    Column("enterprise_id", String),
    Column("enterprise_name", String),
    Column("team_id", String),
    Column("team_name", String),
    Column("bot_token", String),
    Column("bot_id", String),
    Column("bot_user_id", String),
    Column("bot_scopes", String),
    Column("bot_refresh_token", String),
    Column("bot_token_expires_at", DateTime),
    Column("is_enterprise_install", Boolean, nullable=False),
    Column("installed_at", DateTime, nullable=False),
    # Who exchanges the token for a new one just now, until this moment of real time: one process at a time, as a
    # refresh token works once.
    Column("rotating_until", Instant),
    Index("ix_slack_bots_team", "client_id", "team_id", "installed_at"),
    Index("ix_slack_bots_enterprise", "client_id", "enterprise_id", "installed_at"),
)

slack_oauth_states = Table(
    "slack_oauth_states",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("state", String, nullable=False, index=True),
    Column("expire_at", DateTime, nullable=False),
)

# Which organisation a workspace belongs to, as Slack tells it, where the app is installed for all of it.
slack_grid = Table(
    "slack_grid",
    METADATA,
    Column("team_id", String, primary_key=True),
    Column("enterprise_id", String, nullable=False, index=True),
)
