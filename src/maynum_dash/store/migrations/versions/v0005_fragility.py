"""The index of fragility, one table more among the rows of an import."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create it empty: no import made before holds any."""
    op.create_table(
        "fragility",
        sa.Column("import_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("row", sa.BigInteger(), nullable=False),
        sa.Column("territory", sa.Text()),
        sa.Column("fragility_index", sa.Double()),
        sa.Column("year", sa.BigInteger(), nullable=False),
        sa.Column("source", sa.Text()),
        sa.PrimaryKeyConstraint("import_id", "position", name="pk_fragility"),
        sa.ForeignKeyConstraint(["import_id"], ["imports.id"], name="fk_fragility_import_id"),
        sqlite_with_rowid=False,
    )
