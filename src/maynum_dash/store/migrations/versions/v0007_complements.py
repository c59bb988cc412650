"""What exports of the State and of Insee bring to an import."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create their tables; imports made before hold none of it, and their fingerprints stay the same."""
    op.add_column("imports", sa.Column("completed_by", sa.Text()))
    _content(
        "state_posts",
        sa.Column("row", sa.BigInteger(), nullable=False),
        *_columns(sa.Text, "state_post_id", "state_structure_id", "structure", "siret", "commune", "status"),
        *_columns(sa.Boolean, "coordinator"),
        *_columns(sa.Text, "agreement"),
        *_columns(sa.Date, "agreement_end", "contract_end", "returned_on"),
        *_columns(sa.Boolean, "has_bonus"),
        *_columns(sa.BigInteger, "bonus_cents", "contracted_cents", "paid_cents"),
        *_columns(sa.Text, "post_id", "matched_by"),
    )
    groups = ("0_14", "15_29", "30_44", "45_59", "60_74", "75_89", "90_plus", "15_plus")
    _content(
        "age_counts",
        sa.Column("row", sa.BigInteger(), nullable=False),
        *_columns(sa.Text, "commune_code", "commune"),
        sa.Column("year", sa.BigInteger(), nullable=False),
        *_columns(sa.Double, "population", *(f"population_{group}" for group in groups)),
    )
    _content(
        "given_needs",
        sa.Column("row", sa.BigInteger(), nullable=False),
        *_columns(sa.Text, "epci"),
        *_columns(sa.Double, "rate_pct"),
        *_columns(sa.BigInteger, "people"),
        sa.Column("year", sa.BigInteger(), nullable=False),
        *_columns(sa.Text, "source"),
    )
    _content(
        "complements",
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("content", "profile", "label", "name")),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("given_on", sa.Date(), nullable=False),
    )


def _columns(kind: type[Any], *names: str) -> list[sa.Column[Any]]:
    return [sa.Column(name, kind()) for name in names]


def _content(name: str, *columns: sa.Column[Any]) -> None:
    """Create a table of what an import holds, in its order."""
    op.create_table(
        name,
        sa.Column("import_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        *columns,
        sa.PrimaryKeyConstraint("import_id", "position", name=f"pk_{name}"),
        sa.ForeignKeyConstraint(["import_id"], ["imports.id"], name=f"fk_{name}_import_id"),
        sqlite_with_rowid=False,
    )
