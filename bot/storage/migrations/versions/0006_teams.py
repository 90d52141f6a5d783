"""Where conversations of Microsoft Teams are reached"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "teams_conversations",
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("service_url", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("bot_id", sa.String(), nullable=False),
        sa.Column("team_id", sa.String(), nullable=True),
        sa.Column("person_id", sa.String(), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "id", name=op.f("pk_teams_conversations")),
    )
    op.create_index("ix_teams_conversations_team", "teams_conversations", ["workspace", "team_id"], unique=False)
    op.create_index("ix_teams_conversations_person", "teams_conversations", ["workspace", "person_id"], unique=False)


def downgrade() -> None:
    op.drop_table("teams_conversations")
