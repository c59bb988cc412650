"""What the store holds, as tables; the migrations create them, a test compares the two."""

from typing import Final

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
)

from maynum_dash.sources.fields import TABLES
from maynum_dash.sources.schemas import COMPLEMENTED, SCHEMAS
from maynum_dash.store.columns import UtcTime, import_id, numbered, position, typed

METADATA: Final = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
    }
)

# What the store says of itself, readable by every version of the software.
PROPERTIES: Final = Table(
    "properties", METADATA, Column("name", Text, primary_key=True), Column("value", Text, nullable=False)
)

IMPORTS: Final = Table(
    "imports",
    METADATA,
    numbered(),
    Column("name", Text, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("profile", Text, nullable=False),
    Column("is_demo", Boolean, nullable=False),
    Column("author", Text, nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("restored_from", Integer, ForeignKey("imports.id")),
    # The import that holds the rows; NULL for the line itself, whose number is not known beforehand.
    Column("origin_id", Integer, ForeignKey("imports.id")),
    Column("basis_sha256", Text, nullable=False),
    Column("purged_at", UtcTime),
    Column("posts", Integer, nullable=False),
    Column("rows_read", Integer, nullable=False),
    Column("rows_accepted", Integer, nullable=False),
    Column("rows_rejected", Integer, nullable=False),
    Column("blocking", Integer, nullable=False),
    Column("warnings", Integer, nullable=False),
    Column("informations", Integer, nullable=False),
    Column("department_cents", BigInteger, nullable=False),
    Column("completed_by", Text),  # names of the files that complete the workbook; NULL without any
    # Fingerprint of the rows; NULL for a restoration, and for an import made before it was kept.
    Column("content_sha256", String(64)),
    sqlite_autoincrement=True,
)
# One file is one import; a file whose rows were erased may come back, as a new import.
_ORIGINAL = IMPORTS.c.restored_from.is_(None) & IMPORTS.c.purged_at.is_(None)
Index(
    "ix_imports_sha256",
    IMPORTS.c.sha256,
    unique=True,
    sqlite_where=_ORIGINAL,
    postgresql_where=_ORIGINAL,
)

ROWS: Final[dict[str, Table]] = {
    name: Table(
        name,
        METADATA,
        import_id(),
        position(),
        Column("row", BigInteger, nullable=False),
        *map(typed, fields),
        sqlite_with_rowid=False,
    )
    for name, fields in {**TABLES, **{name: SCHEMAS[name] for name in COMPLEMENTED}}.items()
}

COMPLEMENTS: Final = Table(
    "complements",
    METADATA,
    import_id(),
    position(),
    Column("content", Text, nullable=False),
    Column("profile", Text, nullable=False),
    Column("label", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("given_on", Date, nullable=False),
    sqlite_with_rowid=False,
)

SHEETS: Final = Table(
    "sheets",
    METADATA,
    import_id(),
    position(),
    Column("sheet", Text, nullable=False),
    Column("content", Text, nullable=False),
    Column("heading_row", Integer, nullable=False),
    Column("rows_read", Integer, nullable=False),
    Column("rows_accepted", Integer, nullable=False),
    Column("rows_rejected", Integer, nullable=False),
    Column("unknown_columns", Text, nullable=False),  # JSON list
    sqlite_with_rowid=False,
)

ANOMALIES: Final = Table(
    "anomalies",
    METADATA,
    import_id(),
    position(),
    Column("code", Text, nullable=False),
    Column("severity", Text, nullable=False),
    Column("sheet", Text, nullable=False),
    Column("row", Integer),
    Column("column", Text, nullable=False),
    Column("value", Text, nullable=False),
    Column("message", Text, nullable=False),
    Column("stake_cents", BigInteger),
    sqlite_with_rowid=False,
)

EVENTS: Final = Table(
    "events",
    METADATA,
    numbered(),
    Column("at", UtcTime, nullable=False),
    Column("author", Text, nullable=False),
    Column("action", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("detail", Text, nullable=False),
    sqlite_autoincrement=True,
)

SNAPSHOTS: Final = Table(
    "snapshots",
    METADATA,
    Column("fingerprint", String(9), primary_key=True),
    Column("sha256", String(64), nullable=False, unique=True),
    Column("rows_sha256", String(64), nullable=False),
    Column("committee_on", Date, nullable=False),
    Column("import_id", Integer, ForeignKey("imports.id"), nullable=False),
    Column("author", Text, nullable=False),
    Column("sealed_at", UtcTime, nullable=False),
    Column("software_version", Text, nullable=False),
    Column("parameters", Text, nullable=False),  # JSON object
    Column("figures", LargeBinary, nullable=False),
    Column("note", Text, nullable=False),
    sqlite_with_rowid=False,
)

# The bytes of the sealed documents, once each: most do not change from one committee to the next.
CONTENTS: Final = Table(
    "contents",
    METADATA,
    Column("sha256", String(64), primary_key=True),
    Column("content", LargeBinary, nullable=False),
)

DOCUMENTS: Final = Table(
    "documents",
    METADATA,
    Column("fingerprint", String(9), ForeignKey("snapshots.fingerprint"), primary_key=True),
    Column("path", Text, primary_key=True),
    Column("sha256", String(64), ForeignKey("contents.sha256"), nullable=False),
    sqlite_with_rowid=False,
)

SETTINGS: Final = Table(
    "settings", METADATA, Column("name", Text, primary_key=True), Column("value", Integer, nullable=False)
)

SCENARIOS: Final = Table(
    "scenarios",
    METADATA,
    numbered(),
    Column("name", Text, nullable=False),
    Column("author", Text, nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("content", Text, nullable=False),  # JSON object
    sqlite_autoincrement=True,
)

SCALES: Final = Table(
    "scales",
    METADATA,
    numbered(),
    Column("at", UtcTime, nullable=False),
    Column("author", Text, nullable=False),
    Column("note", Text, nullable=False),
    Column("content", Text, nullable=False),  # TOML, the whole scale
    sqlite_autoincrement=True,
)

NAMINGS: Final = Table(
    "namings",
    METADATA,
    numbered(),
    Column("at", UtcTime, nullable=False),
    Column("author", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("written", Text, nullable=False),
    Column("code", Text),  # empty for no territory, NULL for a decision taken back
    sqlite_autoincrement=True,
)

MATCHES: Final = Table(
    "matches",
    METADATA,
    Column("kind", Text, primary_key=True),
    Column("written", Text, primary_key=True),
    Column("code", Text, nullable=False),
    Column("author", Text, nullable=False),
    Column("at", UtcTime, nullable=False),
    sqlite_with_rowid=False,
)

PROFILES: Final = Table(
    "profiles",
    METADATA,
    Column("name", Text, primary_key=True),
    Column("author", Text, nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("content", Text, nullable=False),  # JSON object
)
