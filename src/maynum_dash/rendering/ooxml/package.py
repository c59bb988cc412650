"""The parts of a workbook, its relations and its list of contents."""

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from maynum_dash.rendering.ooxml.markup import Node, Splice, escaped, parse
from maynum_dash.sources.parts import relations_of, workbook_part

CONTENT_TYPES: Final = "[Content_Types].xml"
_ROOT_RELATIONS = "_rels/.rels"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_NEW_RELATIONS = (
    f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Relationships xmlns="{_RELATIONS}"/>'
).encode()
_STRICT = "purl.oclc.org"
# The oldest date that a zip can hold.
_ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)
_UNIX = 3


@dataclass(frozen=True, slots=True)
class Dialect:
    """Namespaces of one of the two dialects of the format.

    Parameters
    ----------
    main, relations
        Of the sheets, and of the relations between parts.
    """

    main: str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    relations: str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


TRANSITIONAL: Final = Dialect()
STRICT: Final = Dialect(
    "http://purl.oclc.org/ooxml/spreadsheetml/main",
    "http://purl.oclc.org/ooxml/officeDocument/relationships",
)


class Package:
    """A workbook that the guard let through, as parts; those that nobody puts back stay as they are.

    Parameters
    ----------
    content
        Bytes of the file.
    """

    def __init__(self, content: bytes) -> None:
        self._content = content
        self._changed: dict[str, bytes] = {}
        with ZipFile(BytesIO(content)) as zipped:
            self._entries = [entry for entry in zipped.infolist() if not entry.is_dir()]
        # Parts are looked for whatever the case or the slashes, and written back under their own names.
        self._names = {_key(entry.filename): entry.filename for entry in self._entries}
        roots = {_ROOT_RELATIONS: self.read(_ROOT_RELATIONS)} if _ROOT_RELATIONS in self else {}
        self.book = workbook_part(roots, self._names) or ""
        is_strict = bool(self.book) and _STRICT.encode() in self.read(self.book)[:4096]
        self.dialect = STRICT if is_strict else TRANSITIONAL

    def __contains__(self, part: str) -> bool:
        return _key(part) in self._names

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    @property
    def largest(self) -> int:
        """Bytes of the largest part, as the archive declares them: reading a part stops there."""
        return max(entry.file_size for entry in self._entries)

    def read(self, part: str) -> bytes:
        """Give a part as it is now."""
        key = _key(part)
        if key in self._changed:
            return self._changed[key]
        with ZipFile(BytesIO(self._content)) as zipped:
            return zipped.read(self._names[key])

    def write(self, part: str, content: bytes) -> None:
        """Put a part back, or a new one."""
        self._names.setdefault(_key(part), part)
        self._changed[_key(part)] = content

    def free(self, pattern: str) -> str:
        """Name a new part: the first number that is not taken goes in place of ``{}``."""
        return next(
            name for number in range(1, len(self._names) + 2) if (name := pattern.format(number)) not in self
        )

    def relations(self, part: str) -> dict[str, tuple[str, str]]:
        """List what a part refers to.

        Parameters
        ----------
        part
            The part that refers.

        Returns
        -------
        dict
            Identifier → last word of its type, and path of the part.
        """
        path = relations_of(part)
        if path not in self:
            return {}
        return {
            node.get("Id"): (node.get("Type").rpartition("/")[2], _resolved(part, node.get("Target")))
            for node in parse(self.read(path)).children
            if node.get("TargetMode") != "External"
        }

    def related(self, part: str, kind: str) -> str:
        """Give the part of a kind to which another one refers; empty without one."""
        found = (path for word, path in self.relations(part).values() if word == kind)
        return next((path for path in found if path in self), "")

    def relate(self, part: str, kind: str, target: str) -> str:
        """Make a part refer to another one.

        Parameters
        ----------
        part
            The part that refers.
        kind
            Last word of the type of the relation.
        target
            The other part.

        Returns
        -------
        str
            Identifier of the relation.
        """
        path = relations_of(part)
        content = self.read(path) if path in self else _NEW_RELATIONS
        root = parse(content)
        taken = {node.get("Id") for node in root.children}
        identifier = next(
            name for number in range(1, len(taken) + 2) if (name := f"rId{number}") not in taken
        )
        splice = Splice(content)
        line = (
            f'<{root.prefix}Relationship Id="{identifier}" Type="{self.dialect.relations}/{kind}" '
            f'Target="/{escaped(target)}"/>'
        )
        splice.append(root, line.encode())
        self.write(path, splice.result())
        return identifier

    def declare(self, part: str, content_type: str) -> None:
        """Say of what type a part is."""
        self._declare("Override", "PartName", f"/{part}", content_type)

    def declare_suffix(self, suffix: str, content_type: str) -> None:
        """Say of what type the parts of a suffix are, unless it is said."""
        self._declare("Default", "Extension", suffix, content_type)

    def _declare(self, tag: str, attribute: str, value: str, content_type: str) -> None:
        content = self.read(CONTENT_TYPES)
        root = parse(content)
        if any(node.get(attribute).casefold() == value.casefold() for node in root.children):
            return
        splice = Splice(content)
        line = f'<{root.prefix}{tag} {attribute}="{escaped(value)}" ContentType="{content_type}"/>'.encode()
        # The suffixes go first: the schema allows any order, some readers do not.
        first = root.children[0] if root.children and tag == "Default" else None
        if first is None:
            splice.append(root, line)
        else:
            splice.insert(first.start, line)
        self.write(CONTENT_TYPES, splice.result())

    def result(self) -> bytes:
        """Give the bytes of the workbook: entries keep their order, dates and compression."""
        written = BytesIO()
        left = dict(self._changed)
        with ZipFile(BytesIO(self._content)) as source, ZipFile(written, "w", ZIP_DEFLATED) as target:
            for entry in self._entries:
                content = left.pop(_key(entry.filename), None)
                copy = _entry(entry.filename, entry)
                target.writestr(copy, source.read(entry) if content is None else content)
            for key, content in left.items():
                target.writestr(_entry(self._names[key]), content)
        return written.getvalue()


def find_id(nodes: Mapping[str, tuple[str, str]], kind: str) -> str:
    """Give the identifier of the first relation of a kind; empty without one."""
    return next((identifier for identifier, (word, _) in nodes.items() if word == kind), "")


def relation_attribute(node: Node) -> str:
    """Give the relation that an element names (``r:id``, whatever the prefix)."""
    return next((value for key, value in node.attributes.items() if key.endswith(":id")), "")


def _key(part: str) -> str:
    return part.replace("\\", "/").lower()


def _resolved(part: str, target: str) -> str:
    written = target.replace("\\", "/")
    if written.startswith("/"):
        return written.lstrip("/")
    return posixpath.normpath(posixpath.join(posixpath.dirname(part), written))


def _entry(name: str, source: ZipInfo | None = None) -> ZipInfo:
    """Make the entry of a part, as it was or new."""
    entry = ZipInfo(name, _ZIP_EPOCH if source is None else source.date_time)
    entry.compress_type = ZIP_DEFLATED if source is None else source.compress_type
    entry.create_system = _UNIX if source is None else source.create_system
    entry.external_attr = 0 if source is None else source.external_attr
    return entry
