"""Imports, their rows, and the register."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_SHARES = ("state", "bonus", "department", "employer")
_YEARS = (1, 2, 3)


def upgrade() -> None:
    """Create what remembers imports."""
    op.create_table(
        "properties",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_properties"),
    )
    _imports()
    for name, columns in _rows().items():
        _content(name, sa.Column("row", sa.BigInteger(), nullable=False), *columns)
    _diagnosis()
    op.create_table(
        "events",
        sa.Column("id", sa.Integer(), sa.Identity(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("author", "action", "subject", "detail")),
        sa.PrimaryKeyConstraint("id", name="pk_events"),
        sqlite_autoincrement=True,
    )


def _imports() -> None:
    """Create the history."""
    counts = ("posts", "rows_read", "rows_accepted", "rows_rejected", "blocking", "warnings", "informations")
    op.create_table(
        "imports",
        sa.Column("id", sa.Integer(), sa.Identity(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("profile", sa.Text(), nullable=False),
        sa.Column("is_demo", sa.Boolean(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("restored_from", sa.Integer()),
        sa.Column("origin_id", sa.Integer()),
        sa.Column("basis_sha256", sa.Text(), nullable=False),
        sa.Column("purged_at", sa.DateTime(timezone=True)),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in counts),
        sa.Column("department_cents", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_imports"),
        sa.ForeignKeyConstraint(["restored_from"], ["imports.id"], name="fk_imports_restored_from"),
        sa.ForeignKeyConstraint(["origin_id"], ["imports.id"], name="fk_imports_origin_id"),
        sqlite_autoincrement=True,
    )
    original = sa.text("restored_from IS NULL AND purged_at IS NULL")
    op.create_index(
        "ix_imports_sha256",
        "imports",
        ["sha256"],
        unique=True,
        sqlite_where=original,
        postgresql_where=original,
    )


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


def _rows() -> dict[str, list[sa.Column[Any]]]:
    """Columns of each sheet of the workbook."""
    return {
        "posts": [
            *_texts("post_id", "employer", "siret", "category", "commune", "epci", "served"),
            sa.Column("fte", sa.Double()),
            *_texts("status"),
            *_days("decided_on", "start", "end", "state_end", "vacant_since", "returned_on"),
            *_cents(*(f"{share}_y{year}_cents" for share in _SHARES for year in _YEARS)),
            *_texts("decision_reference", "remarks"),
        ],
        "payments": [
            *_texts("post_id"),
            *_days("paid_on"),
            *_cents("amount_cents"),
            *_texts("kind", "order_number"),
        ],
        "envelopes": [
            sa.Column("fiscal_year", sa.BigInteger(), nullable=False),
            *_texts("authorisation", "vote"),
            *_cents("amount_cents"),
            *_days("voted_on"),
        ],
        "criteria": [*_texts("post_id", "criterion", "state"), *_days("checked_on"), *_texts("document")],
        "needs": [
            *_texts("epci"),
            sa.Column("rate_pct", sa.Double()),
            sa.Column("people", sa.BigInteger()),
            sa.Column("year", sa.BigInteger(), nullable=False),
            *_texts("source"),
        ],
        "places": [
            *_texts("name", "commune"),
            *(sa.Column(name, sa.Double()) for name in ("latitude", "longitude")),
            *_texts("post_id"),
            sa.Column("days_per_week", sa.Double()),
        ],
    }


def _texts(*names: str) -> list[sa.Column[Any]]:
    return [sa.Column(name, sa.Text()) for name in names]


def _days(*names: str) -> list[sa.Column[Any]]:
    return [sa.Column(name, sa.Date()) for name in names]


def _cents(*names: str) -> list[sa.Column[Any]]:
    return [sa.Column(name, sa.BigInteger()) for name in names]


def _diagnosis() -> None:
    """Create what was said of each import."""
    counts = ("heading_row", "rows_read", "rows_accepted", "rows_rejected")
    _content(
        "sheets",
        sa.Column("sheet", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in counts),
        sa.Column("unknown_columns", sa.Text(), nullable=False),
    )
    _content(
        "anomalies",
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("code", "severity", "sheet")),
        sa.Column("row", sa.Integer()),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("column", "value", "message")),
        sa.Column("stake_cents", sa.BigInteger()),
    )
