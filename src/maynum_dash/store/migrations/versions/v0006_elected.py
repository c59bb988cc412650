"""The elected members of each canton, one table more among the rows of an import."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create it empty: no import made before holds any."""
    op.create_table(
        "elected",
        sa.Column("import_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("row", sa.BigInteger(), nullable=False),
        *(sa.Column(name, sa.Text()) for name in ("canton", "name", "role")),
        sa.PrimaryKeyConstraint("import_id", "position", name="pk_elected"),
        sa.ForeignKeyConstraint(["import_id"], ["imports.id"], name="fk_elected_import_id"),
        sqlite_with_rowid=False,
    )
