"""Sealed states, settings, scenarios, remembered matches and profiles."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create what is remembered beside imports."""
    _snapshots()
    op.create_table(
        "settings",
        _text("name"),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_settings"),
    )
    op.create_table(
        "scenarios",
        sa.Column("id", sa.Integer(), sa.Identity(), nullable=False),
        _text("name"),
        _text("author"),
        _time("at"),
        _text("content"),
        sa.PrimaryKeyConstraint("id", name="pk_scenarios"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "matches",
        *map(_text, ("kind", "written", "code", "author")),
        _time("at"),
        sa.PrimaryKeyConstraint("kind", "written", name="pk_matches"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "profiles",
        _text("name"),
        _text("author"),
        _time("at"),
        _text("content"),
        sa.PrimaryKeyConstraint("name", name="pk_profiles"),
    )


def _snapshots() -> None:
    """Create sealed states and their documents."""
    op.create_table(
        "snapshots",
        sa.Column("fingerprint", sa.String(9), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("rows_sha256", sa.String(64), nullable=False),
        sa.Column("committee_on", sa.Date(), nullable=False),
        sa.Column("import_id", sa.Integer(), nullable=False),
        _text("author"),
        _time("sealed_at"),
        _text("software_version"),
        _text("parameters"),
        sa.Column("figures", sa.LargeBinary(), nullable=False),
        _text("note"),
        sa.PrimaryKeyConstraint("fingerprint", name="pk_snapshots"),
        sa.UniqueConstraint("sha256", name="uq_snapshots_sha256"),
        sa.ForeignKeyConstraint(["import_id"], ["imports.id"], name="fk_snapshots_import_id"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "contents",
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name="pk_contents"),
    )
    op.create_table(
        "documents",
        sa.Column("fingerprint", sa.String(9), nullable=False),
        _text("path"),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("fingerprint", "path", name="pk_documents"),
        sa.ForeignKeyConstraint(["fingerprint"], ["snapshots.fingerprint"], name="fk_documents_fingerprint"),
        sa.ForeignKeyConstraint(["sha256"], ["contents.sha256"], name="fk_documents_sha256"),
        sqlite_with_rowid=False,
    )


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=False)


def _time(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=False)
