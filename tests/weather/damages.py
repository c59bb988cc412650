"""Files that no longer hold what was written; usage: python -m tests.weather.damages FOLDER --seed S."""

import argparse
import json
import shutil
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Final

from tests.weather import acts, books, checks

from maynum_dash.domain.errors import DamagedImportError, StoreError, StoreFault
from maynum_dash.store.backup import backups
from maynum_dash.store.base import Store
from maynum_dash.store.imports import add_import, list_imports, read_import
from maynum_dash.store.opening import open_store
from maynum_dash.store.restoration import rebuild

_SIZES: Final = (60, 12, 120, 3, 1)
_HEADER: Final = 100
_PAGES: Final = 6
_CELLS: Final = 40
_RECOVERED: Final = 5  # one damage in five is followed by a recovery
_TABLE_PAGES: Final = (0x0D, 0x05)
_INDEX_PAGES: Final = (0x0A, 0x02)
_SAYING_BACKUP: Final = frozenset({StoreFault.DAMAGED, StoreFault.NOT_A_DATABASE, StoreFault.EMPTIED})
Spoil = Callable[[Path], None]


def _flip(place: int, lot: Random) -> Spoil:
    """Change one byte."""

    def spoil(file: Path) -> None:
        content = bytearray(file.read_bytes())
        content[place] ^= lot.randrange(1, 256)
        file.write_bytes(content)

    return spoil


def _overwrite(place: int, content: bytes) -> Spoil:
    """Write over what is there."""

    def spoil(file: Path) -> None:
        with file.open("r+b") as stream:
            stream.seek(place)
            stream.write(content)

    return spoil


def _cut(size: int) -> Spoil:
    return lambda file: _write(file, file.read_bytes()[:size])


def _fill(content: bytes) -> Spoil:
    return lambda file: _write(file, content)


def _write(file: Path, content: bytes) -> None:
    file.write_bytes(content)


def spoils(template: Path, lot: Random) -> Iterator[tuple[str, Spoil]]:
    """List the damages: kind, and what does it."""
    content = template.read_bytes()
    size = int.from_bytes(content[16:18], "big")
    yield from (("header byte", _flip(place, lot)) for place in range(_HEADER))
    yield "header", _overwrite(0, bytes(_HEADER))
    for kind, types in (("table", _TABLE_PAGES), ("index", _INDEX_PAGES)):
        pages = [place for place in range(size, len(content), size) if content[place] in types]
        for place in lot.sample(pages, min(_PAGES, len(pages))):
            yield f"{kind} page head", _flip(place + lot.randrange(8), lot)
            yield f"{kind} page, zeros", _overwrite(place, bytes(size))
            yield f"{kind} page, noise", _overwrite(place, lot.randbytes(size))
        for place in pages:
            for _ in range(_CELLS // len(pages) + 1):
                yield f"{kind} cell", _flip(place + lot.randrange(size // 3, size), lot)
    for _ in range(10):
        yield "cut anywhere", _cut(lot.randrange(1, len(content)))
        yield "cut after a page", _cut(size * lot.randrange(1, len(content) // size))
    yield "text", _fill(b"Postes ; Structure ; SIRET\n" * 4000)
    yield "short text", _fill(b"\n")
    yield "zeros", _fill(bytes(len(content)))
    yield "emptied", _fill(b"")
    yield "gone", lambda file: file.unlink()


@dataclass(slots=True)
class Campaign:
    """A store which is damaged in every way, and found out.

    Parameters
    ----------
    place
        Folder that holds one folder per damage.
    known
        Number → fingerprint of what was acknowledged, in order.
    """

    place: Path
    known: acts.Known = field(default_factory=dict)
    names: dict[int, str] = field(default_factory=dict)
    met: dict[str, Counter[str]] = field(default_factory=dict)
    done: int = 0

    def run(self, lot: Random) -> None:
        """Do each damage to a copy of the store, and find the imports again."""
        template = self.place / "template"
        template.mkdir()
        self.known = acts.filled(*_SIZES)(_url(template))
        with closing(open_store(_url(template))) as store:
            self.names = {line.id: line.name for line in list_imports(store)}
        for kind, spoil in spoils(template / "maynum.db", lot):
            folder = self.place / str(self.done)
            self.done += 1
            shutil.copytree(template, folder)
            spoil(folder / "maynum.db")
            self.met.setdefault(kind, Counter())[self._outcome(folder)] += 1
            shutil.rmtree(folder)

    def _outcome(self, folder: Path) -> str:
        """Open and read everything: as it was, or refused."""
        try:
            with closing(checks.reopened(_url(folder))) as store:
                return self._read(store)
        except StoreError as error:
            checks.check_refusal(error)
            if error.fault in _SAYING_BACKUP:
                self._recover(folder, error)
            return f"refused: {error.fault.name}"

    def _read(self, store: Store) -> str:
        """Read every import: as it was, or refused; a figure that changed fails the campaign."""
        for number, name in self.names.items():
            try:
                books.same_rows(read_import(store, number), books.again(name))
            except (StoreError, DamagedImportError) as error:
                checks.check_refusal(error)
                return f"refused when read: {type(error).__name__}"
        try:
            checks.check(store, self.known)
        except (AssertionError, ValueError):
            return "a word of the history or of the register changed"
        return "harmless"

    def _recover(self, folder: Path, error: StoreError) -> None:
        """Come back to the backup that the refusal names, by hand or by the command that it gives."""
        copy = backups(folder)[0]
        assert error.backup == str(copy), error
        assert str(copy) in str(error)
        if self.done % _RECOVERED:
            return
        file = folder / "maynum.db"
        if self.done % (2 * _RECOVERED):
            shutil.copyfile(copy, file)
        else:
            rebuild(file, copy, "Équipe")
        before = dict(list(self.known.items())[:-1])
        with closing(checks.reopened(_url(folder))) as store:
            checks.check_content(store, checks.check(store, before))
            assert add_import(store, *books.make(1, 12), "Équipe")[1]


def _url(folder: Path) -> str:
    return f"sqlite:///{folder / 'maynum.db'}"


def main() -> None:
    """Run the campaign and print its report."""
    options = argparse.ArgumentParser()
    options.add_argument("folder", type=Path)
    options.add_argument("--seed", type=int, required=True)
    given = options.parse_args()
    start = time.monotonic()
    campaign = Campaign(given.folder)
    campaign.run(Random(given.seed))  # noqa: S311 -- damages to be done again, not a secret
    report = {
        "seed": given.seed,
        "damages": campaign.done,
        "met": campaign.met,
        "seconds": round(time.monotonic() - start, 1),
    }
    sys.stdout.write(json.dumps(report) + "\n")


if __name__ == "__main__":
    main()
