"""Direct conversations and what is kept to one channel"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("channels", sa.Column("person_id", sa.String(), nullable=True))
    op.add_column("announcements", sa.Column("private_channel", sa.String(), nullable=True))


def downgrade() -> None:
    op.drop_column("announcements", "private_channel")
    op.drop_column("channels", "person_id")
