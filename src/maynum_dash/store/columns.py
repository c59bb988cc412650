"""What the tables of the store are made of: types, and the columns that several of them share."""

from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Dialect,
    Double,
    ForeignKey,
    Identity,
    Integer,
    Text,
)
from sqlalchemy.types import TypeDecorator, TypeEngine

from maynum_dash.sources.fields import Field, Kind

_TYPES: Final[dict[Kind, type[TypeEngine[Any]]]] = {
    Kind.DATE: Date,
    Kind.CENTS: BigInteger,
    Kind.EUROS: BigInteger,
    Kind.FLAG: Boolean,
    Kind.HEADCOUNT: Double,
    Kind.PEOPLE: BigInteger,
    Kind.YEAR: BigInteger,
    Kind.FTE: Double,
    Kind.RATE: Double,
    Kind.LATITUDE: Double,
    Kind.LONGITUDE: Double,
    Kind.DAYS: Double,
    Kind.INDEX: Double,
}


class UtcTime(TypeDecorator[datetime]):
    """An instant: stored in UTC, aware when it comes back, whatever the database keeps of a time zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Bring an aware time to UTC."""
        if value is None:
            return None
        moved = value.astimezone(UTC)
        return moved.replace(tzinfo=None) if dialect.name == "sqlite" else moved

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Make the time aware, in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if dialect.name == "sqlite" else value.astimezone(UTC)


def numbered() -> Column[int]:
    """Make a number that is never given twice, even after the last line is deleted."""
    return Column("id", Integer, Identity(), primary_key=True)


def import_id() -> Column[int]:
    """Make the number of the import that a row belongs to."""
    return Column("import_id", Integer, ForeignKey("imports.id"), primary_key=True)


def position() -> Column[int]:
    """Make the place of a row among those of its import."""
    return Column("position", Integer, primary_key=True, autoincrement=False)


def typed(field: Field) -> Column[Any]:
    """Make the column of a field; only a year cannot be unknown in a typed table."""
    return Column(field.name, _TYPES.get(field.kind, Text), nullable=field.kind is not Kind.YEAR)
