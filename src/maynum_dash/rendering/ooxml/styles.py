"""The styles of a workbook: copies that differ by their fill, and a few of our own."""

from collections.abc import Container
from dataclasses import dataclass
from typing import Final

from maynum_dash.rendering.ooxml.markup import Node, Splice, escaped, parse
from maynum_dash.rendering.ooxml.package import Package

_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"
# Excel knows the numbers below as its own formats.
_FIRST_FORMAT: Final = 164
_RESERVED_FILLS: Final = 2
_PROGRAM = "docProps/app.xml"
_AUTOMATIC = "64"
_NONE: Final = f' indexed="{_AUTOMATIC}"'
_EMPTY = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<styleSheet xmlns="{main}">'
    '<fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs>'
    "</styleSheet>"
)
# Groups that come before another one in the schema.
_ORDER: Final = ("numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs")


@dataclass(frozen=True, slots=True)
class Look:
    """A style of our own.

    Parameters
    ----------
    colour
        Fill, as RRGGBB; empty for none.
    bold, wrap, quoted
        Bold; text on several lines; text that must stay one when it is edited.
    size
        Points.
    ink
        Colour of the text, as RRGGBB.
    format
        Number format; empty for the general one.
    underline
        Whether it looks like a link.
    """

    colour: str = ""
    bold: bool = False
    wrap: bool = False
    quoted: bool = False
    size: int = 11
    ink: str = "1B2733"
    format: str = ""
    underline: bool = False


class Styles:
    """The part of the styles of a workbook; numbers given before stay valid.

    Parameters
    ----------
    package
        Workbook; one without styles is given some.
    """

    def __init__(self, package: Package) -> None:
        self._package = package
        self._part = package.related(package.book, "styles")
        if not self._part:
            self._part = package.free("xl/styles{}.xml")
            package.write(self._part, _EMPTY.format(main=package.dialect.main).encode())
            package.declare(self._part, _TYPE)
            package.relate(package.book, "styles", self._part)
        self._content = package.read(self._part)
        self._is_libreoffice = b"LibreOffice" in (package.read(_PROGRAM) if _PROGRAM in package else b"")
        self._root = parse(self._content)
        self._formats = self._list("cellXfs")
        self._added: dict[str, list[str]] = {name: [] for name in _ORDER}
        self._fills: dict[tuple[str, str], int] = {}
        self._ours: frozenset[int] = frozenset()
        self._clones: dict[tuple[int, str], int] = {}
        self._looks: dict[Look, int] = {}

    def filled(self, style: int, colour: str) -> int:
        """Give the number of a style that differs from another one by its fill only.

        Parameters
        ----------
        style
            Number of the style; one that does not exist stands for the first, as in Excel.
        colour
            RRGGBB.
        """
        known = self._clones.get((style, colour))
        if known is None:
            behind = self._behind(style)
            known = self._clones[style, colour] = self._clone(style, self._fill(colour, behind))
        return known

    def unmarked(self, style: int) -> int:
        """Give the number of a style as it was before `filled` gave it one of our fills."""
        known = self._clones.get((style, ""))
        if known is None:
            behind = self._behind(style)
            fill = 0 if behind == _NONE else self._solid(behind, _NONE)
            known = self._clones[style, ""] = self._clone(style, fill)
        return known

    def marked(self, colours: Container[str]) -> frozenset[int]:
        """List the styles that have a fill of some colours, opaque.

        Parameters
        ----------
        colours
            RRGGBB, which nobody else uses: the colour behind such a fill is the one that it replaced.
        """
        self._ours = frozenset(
            number
            for number in range(len(self._formats))
            if _colour(self._fill_colour(number, "fgColor")).removeprefix("FF") in colours
        )
        return self._ours

    def look(self, look: Look) -> int:
        """Give the number of a style of our own."""
        if look not in self._looks:
            p = self._root.prefix
            font = (
                f"<{p}font>{f'<{p}b/>' if look.bold else ''}{f'<{p}u/>' if look.underline else ''}"
                f'<{p}sz val="{look.size}"/><{p}color rgb="FF{look.ink}"/><{p}name val="Calibri"/></{p}font>'
            )
            fill = self._fill(look.colour) if look.colour else 0
            wrap = ' wrapText="1"' if look.wrap else ""
            xf = (
                f'<{p}xf numFmtId="{self._format(look.format)}" fontId="{self._add("fonts", font)}" '
                f'fillId="{fill}" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1" '
                f'applyAlignment="1"{" quotePrefix=" + chr(34) + "1" + chr(34) if look.quoted else ""}>'
                f'<{p}alignment vertical="top"{wrap}/></{p}xf>'
            )
            self._looks[look] = self._add("cellXfs", xf)
        return self._looks[look]

    def save(self) -> None:
        """Put the part back."""
        splice = Splice(self._content)
        for name, added in self._added.items():
            if not added:
                continue
            group = self._root.first(name)
            new = "".join(added)
            if group is None:
                p = self._root.prefix
                whole = f'<{p}{name} count="{len(added)}">{new}</{p}{name}>'
                splice.insert(self._place(name), whole.encode())
            else:
                splice.append(group, new.encode())
                if not group.is_empty:
                    splice.set(group, "count", str(len(group.children) + len(added)))
        self._package.write(self._part, splice.result())

    def _cut(self, style: int) -> bytes:
        """Give the XML of a style."""
        if not self._formats:
            return f'<{self._root.prefix}xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>'.encode()
        node = self._formats[style if 0 <= style < len(self._formats) else 0]
        return self._content[node.start : node.end]

    def _list(self, name: str) -> list[Node]:
        group = self._root.first(name)
        return [] if group is None else group.children

    def _add(self, name: str, xml: str) -> int:
        self._added[name].append(xml)
        return len(self._list(name)) + len(self._added[name]) - 1

    def _clone(self, style: int, fill: int) -> int:
        """Copy a style with another fill."""
        cut = self._cut(style)
        splice, alone = Splice(cut), parse(cut)
        splice.set(alone, "fillId", str(fill))
        splice.set(alone, "applyFill", "1")
        return self._add("cellXfs", splice.result().decode())

    def _behind(self, style: int) -> str:
        """Give the colour that a fill of ours replaces: nobody sees the second colour of a solid fill."""
        is_ours = style in self._ours
        node = self._fill_colour(style, "bgColor" if is_ours else "fgColor")
        if node is None or node.get("indexed") == _AUTOMATIC:
            return _NONE
        # LibreOffice puts a colour of its own there, in capitals: ours is written in small letters.
        if is_ours and self._is_libreoffice and node.get("rgb").isupper():
            return _NONE
        return "".join(f' {name}="{escaped(value.lower())}"' for name, value in node.attributes.items())

    def _fill_colour(self, style: int, name: str) -> Node | None:
        """Find a colour of the solid fill of a style."""
        fills = self._list("fills")
        number = parse(self._cut(style)).get("fillId")
        if not number.isdigit() or int(number) >= len(fills):
            return None
        pattern = fills[int(number)].first("patternFill")
        return pattern.first(name) if pattern is not None and pattern.get("patternType") == "solid" else None

    def _fill(self, colour: str, behind: str = "") -> int:
        return self._solid(f' rgb="FF{colour}"', behind or _NONE)

    def _solid(self, front: str, behind: str) -> int:
        """Number a solid fill, given the attributes of its two colours."""
        if (front, behind) not in self._fills:
            p = self._root.prefix
            # Whatever they say, Excel takes the first two for « none » and « grey ».
            while len(self._list("fills")) + len(self._added["fills"]) < _RESERVED_FILLS:
                self._add("fills", f'<{p}fill><{p}patternFill patternType="none"/></{p}fill>')
            xml = (
                f'<{p}fill><{p}patternFill patternType="solid"><{p}fgColor{front}/>'
                f"<{p}bgColor{behind}/></{p}patternFill></{p}fill>"
            )
            self._fills[front, behind] = self._add("fills", xml)
        return self._fills[front, behind]

    def _format(self, code: str) -> int:
        """Number a format, above those that the workbook has."""
        if not code:
            return 0
        used = [int(node.get("numFmtId") or 0) for node in self._list("numFmts")]
        number = max([*used, _FIRST_FORMAT - 1]) + len(self._added["numFmts"]) + 1
        p = self._root.prefix
        self._added["numFmts"].append(f'<{p}numFmt numFmtId="{number}" formatCode="{escaped(code)}"/>')
        return number

    def _place(self, name: str) -> int:
        """Find where a group that is absent goes: after those that come before it."""
        before = set(_ORDER[: _ORDER.index(name)])
        earlier = [child.end for child in self._root.children if child.name in before]
        return max([self._root.opened, *earlier])


def _colour(node: Node | None) -> str:
    return "" if node is None else node.get("rgb")
