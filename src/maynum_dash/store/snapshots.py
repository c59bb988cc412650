"""Sealed states: what a committee saw, kept whole under a fingerprint that is printed on every page."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path, PurePosixPath

from sqlalchemy import Connection, insert, select

from maynum_dash.domain.errors import DamagedSnapshotError, UnwritableFileError
from maynum_dash.store.audit import Action, write_event
from maynum_dash.store.base import Store
from maynum_dash.store.digest import canonical, digest_content, intact_digest
from maynum_dash.store.faults import system_fault
from maynum_dash.store.imports import record_with_rows
from maynum_dash.store.records import find_record
from maynum_dash.store.sealed import Snapshot, documents_of, row_of, sealed_sha256, snapshot_of
from maynum_dash.store.seals import sha256_of, short
from maynum_dash.store.tables import CONTENTS, DOCUMENTS, SNAPSHOTS
from maynum_dash.store.text import storable

__all__ = ["Snapshot", "check_snapshot", "find_snapshot", "list_snapshots", "seal", "write_documents"]


def seal(  # noqa: PLR0913, PLR0917 -- each is one of the things that a seal covers
    store: Store,
    import_id: int,
    committee_on: date,
    documents: Mapping[str, bytes],
    parameters: Mapping[str, str],
    figures: bytes,
    software_version: str,
    author: str,
    note: str = "",
) -> tuple[Snapshot, bool]:
    """Keep what a committee sees, under the fingerprint of all of it.

    Parameters
    ----------
    store
        Where.
    import_id
        Import that is shown; its rows are never purged afterwards.
    committee_on
        Day of the committee.
    documents
        Path below the data folder → bytes: the scale and territories that the figures depend on.
    parameters
        Choices that the figures depend on.
    figures
        Canonical JSON of the figures.
    software_version
        Version of the software that computed them.
    author
        Who seals, among the users of the tool.
    note
        What is written beside it; not part of the fingerprint, no more than the author and the time.

    Returns
    -------
    Snapshot
        The sealed state.
    bool
        ``False`` when the same thing was sealed before: that state is given, and nothing is written.

    Raises
    ------
    UnknownImportError, ErasedImportError, DamagedImportError
        When there is nothing to seal.
    StoreError
        When it cannot be written.
    """
    digests = {path: sha256_of(content) for path, content in documents.items()}
    with store.writing() as connection:
        line = {
            "rows_sha256": intact_digest(connection, record_with_rows(connection, import_id)),
            "committee_on": committee_on,
            "software_version": software_version,
            "parameters": canonical(dict(parameters)).decode("ascii"),
            "figures": figures,
        }
        sha256 = sealed_sha256(line, digests)
        fingerprint = short(sha256)
        is_new = connection.scalar(select(SNAPSHOTS.c.sha256).where(SNAPSHOTS.c.sha256 == sha256)) is None
        if is_new:
            line |= {"import_id": import_id, "author": storable(author), "note": storable(note)}
            made = {"fingerprint": fingerprint, "sha256": sha256, "sealed_at": datetime.now(UTC)}
            connection.execute(insert(SNAPSHOTS).values(**line, **made))
            _keep(connection, fingerprint, documents, digests)
            detail = f"import n° {import_id}, comité du {committee_on:%d/%m/%Y}"
            write_event(connection, author, Action.SEAL, f"État scellé {fingerprint}", detail)
        return snapshot_of(connection, row_of(connection, fingerprint)), is_new


def list_snapshots(store: Store) -> tuple[Snapshot, ...]:
    """List the sealed states, the latest first.

    Parameters
    ----------
    store
        Where.
    """
    with store.reading() as connection:
        rows = connection.execute(select(SNAPSHOTS).order_by(SNAPSHOTS.c.sealed_at.desc())).all()
        return tuple(snapshot_of(connection, row) for row in rows)


def find_snapshot(store: Store, text: str) -> Snapshot:
    """Find a sealed state by its fingerprint, as a person reads it on paper.

    Parameters
    ----------
    store
        Where.
    text
        Fingerprint; case, dashes and spaces do not matter, nor O for 0, I or L for 1.

    Raises
    ------
    UnknownSnapshotError
        When there is none.
    """
    with store.reading() as connection:
        return snapshot_of(connection, row_of(connection, text))


def write_documents(store: Store, fingerprint: str, folder: Path) -> None:
    """Write the documents of a sealed state, laid out as the data folder that they came from.

    Parameters
    ----------
    store
        Where.
    fingerprint
        Which state; see `find_snapshot`.
    folder
        Folder to fill; created when it does not exist.

    Raises
    ------
    UnknownSnapshotError
        When there is no such state.
    DamagedSnapshotError
        When a document is not the one that was sealed; the documents before it are written.
    UnwritableFileError
        When the folder cannot be written.
    """
    with store.reading() as connection:
        sealed = row_of(connection, fingerprint).fingerprint
        for path, sha256 in documents_of(connection, sealed).items():
            content = _document(connection, sealed, path, sha256)
            try:
                (folder / path).parent.mkdir(parents=True, exist_ok=True)
                (folder / path).write_bytes(content)
            except OSError as error:
                raise UnwritableFileError(str(folder / path), *system_fault(error).value) from error


def check_snapshot(store: Store, fingerprint: str) -> None:
    """Make sure that a sealed state is still what was sealed: rows, documents, figures and parameters.

    Parameters
    ----------
    store
        Where.
    fingerprint
        Which state; see `find_snapshot`.

    Raises
    ------
    UnknownSnapshotError
        When there is no such state.
    DamagedSnapshotError
        When anything has changed.
    """
    with store.reading() as connection:
        row = row_of(connection, fingerprint)
        rows_of = find_record(connection, row.import_id).rows_of
        if digest_content(connection, rows_of) != row.rows_sha256:
            raise DamagedSnapshotError(row.fingerprint, f"le contenu de l'import n° {row.import_id}")
        documents = documents_of(connection, row.fingerprint)
        for path, sha256 in documents.items():
            _document(connection, row.fingerprint, path, sha256)
        sha256 = sealed_sha256(row._asdict(), documents)
        if sha256 != row.sha256 or short(sha256) != row.fingerprint:
            raise DamagedSnapshotError(row.fingerprint, "le relevé de ses chiffres et de ses paramètres")


def _keep(
    connection: Connection, fingerprint: str, documents: Mapping[str, bytes], digests: Mapping[str, str]
) -> None:
    """Keep the documents of a sealed state, each content once."""
    contents = {digests[path]: content for path, content in documents.items()}
    query = select(CONTENTS.c.sha256).where(CONTENTS.c.sha256.in_(contents))
    for known in connection.scalars(query).all():
        del contents[known]
    bodies = [{"sha256": sha256, "content": content} for sha256, content in contents.items()]
    lines = [{"fingerprint": fingerprint, "path": path, "sha256": digests[path]} for path in documents]
    if bodies:
        connection.execute(insert(CONTENTS), bodies)
    if lines:
        connection.execute(insert(DOCUMENTS), lines)


def _document(connection: Connection, fingerprint: str, path: str, sha256: str) -> bytes:
    """Read a document that is surely the one that was sealed, and stands below the folder."""
    query = select(CONTENTS.c.content).where(CONTENTS.c.sha256 == sha256)
    content: bytes | None = connection.scalar(query)
    place = PurePosixPath(path)
    is_below = not place.is_absolute() and ".." not in place.parts and "\\" not in path and ":" not in path
    if content is None or sha256_of(content) != sha256 or not is_below:
        raise DamagedSnapshotError(fingerprint, f"le document « {path} »")
    return content
