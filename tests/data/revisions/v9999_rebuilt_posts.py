"""What a later version of the software may do: rebuild the posts with one more column, and rewrite others."""

import sqlalchemy as sa
from alembic import op

from maynum_dash.store.schema import latest_revision

revision = "9999"
down_revision = latest_revision()
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Copy every post into a new table; give imports a column too."""
    with op.batch_alter_table("posts", recreate="always") as posts:
        posts.add_column(sa.Column("nickname", sa.Text()), insert_before="employer")
    # On SQLite only: PostgreSQL never needs to rebuild a table that others refer to.
    is_sqlite = op.get_context().dialect.name == "sqlite"
    with op.batch_alter_table("imports", recreate="always" if is_sqlite else "never") as imports:
        imports.add_column(sa.Column("comment", sa.Text()))
