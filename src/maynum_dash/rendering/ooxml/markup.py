"""XML changed where it stands: elements are found with their byte offsets, and spliced.

A part is never written again from a tree: prefixes, spaces, order of attributes and extensions that
nobody here knows stay as they are. Only parts that the guard let through come here: UTF-8, no DOCTYPE.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

_START_TAG = re.compile(rb"""<[^\s/>]+(?:\s+[^\s=]+\s*=\s*(?:"[^"]*"|'[^']*'))*\s*(/?)>""")
_ATTRIBUTE = re.compile(rb"""\s([^\s=]+)\s*=\s*(?:"[^"]*"|'[^']*')""")
_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"})


@dataclass(slots=True)
class Node:
    """One element, and where it stands in its part.

    Parameters
    ----------
    tag
        As written, prefix included.
    attributes
        As written.
    start, end
        First byte, and the one after the last.
    opened, closing
        Byte after the opening tag, and first byte of the closing tag; equal to ``end`` when it is empty.
    children
        Elements inside, in order.
    """

    tag: str
    attributes: dict[str, str]
    start: int
    opened: int = 0
    closing: int = 0
    end: int = 0
    children: list["Node"] = field(default_factory=list)

    @property
    def name(self) -> str:
        """Tag without prefix."""
        return self.tag.rpartition(":")[2]

    @property
    def prefix(self) -> str:
        """Prefix of the tag, with its colon; empty without one."""
        return self.tag.removesuffix(self.name)

    @property
    def is_empty(self) -> bool:
        """Whether it is one tag, ``<a/>``."""
        return self.opened == self.end

    def get(self, name: str) -> str:
        """Give an attribute by its name without prefix; empty when absent."""
        return next((value for key, value in self.attributes.items() if key.rpartition(":")[2] == name), "")

    def named(self, name: str) -> Iterator["Node"]:
        """Give the children of a name."""
        return (child for child in self.children if child.name == name)

    def first(self, name: str) -> "Node | None":
        """Give the first child of a name."""
        return next(self.named(name), None)


def parse(content: bytes) -> Node:
    """Find the elements of a part, or of one whole element cut out of a part.

    Parameters
    ----------
    content
        XML in UTF-8.

    Raises
    ------
    xml.parsers.expat.ExpatError
        When it is malformed.
    """
    parser = expat.ParserCreate()
    top = Node("", {}, 0)
    stack = [top]

    def start(tag: str, attributes: dict[str, str]) -> None:
        node = Node(tag, attributes, parser.CurrentByteIndex)
        node.opened = after_tag(content, node.start)
        stack[-1].children.append(node)
        stack.append(node)

    def end(_tag: str) -> None:
        node = stack.pop()
        node.closing = parser.CurrentByteIndex
        node.end = (
            node.opened
            if node.closing == node.opened and _is_empty(content, node)
            else after_tag(content, node.closing)
        )

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.Parse(content, True)  # noqa: FBT003 (expat takes no keyword)
    return top.children[0]


def after_tag(content: bytes, start: int) -> int:
    """Give the byte after the tag that starts there."""
    found = _START_TAG.match(content, start)
    return content.index(b">", start) + 1 if found is None else found.end()


def _is_empty(content: bytes, node: Node) -> bool:
    return content[node.opened - 2 : node.opened] == b"/>"


class Splice:
    """Changes of a part, gathered in any order.

    Parameters
    ----------
    content
        The part.
    """

    def __init__(self, content: bytes) -> None:
        self.content = content
        self._changes: list[tuple[int, int, bytes]] = []

    def replace(self, start: int, end: int, new: bytes) -> None:
        """Put other bytes in place of some."""
        self._changes.append((start, end, new))

    def insert(self, at: int, new: bytes) -> None:
        """Put bytes before the byte that stands there."""
        self._changes.append((at, at, new))

    def append(self, node: Node, new: bytes) -> None:
        """Put bytes at the end of an element."""
        if node.is_empty:
            tag = self.content[node.start : node.opened - 2].rstrip()
            self.replace(node.start, node.end, tag + b">" + new + f"</{node.tag}>".encode())
        else:
            self.insert(node.closing, new)

    def set(self, node: Node, attribute: str, value: str) -> None:
        """Give an attribute a value; the rest of the tag stays as it is."""
        written = f' {attribute}="{escaped(value)}"'.encode()
        found = _attribute(self.content, node, attribute)
        if found is not None:
            self.replace(found.start(), found.end(), written)
        else:
            is_empty = self.content[node.opened - 2 : node.opened] == b"/>"
            self.insert(node.opened - (2 if is_empty else 1), written)

    def result(self) -> bytes:
        """Give the part with its changes."""
        pieces: list[bytes] = []
        done = 0
        # Equal places keep the order in which the changes were asked for: sorting is stable.
        for start, end, new in sorted(self._changes, key=lambda change: change[0]):
            pieces += (self.content[done:start], new)
            done = max(done, end)
        pieces.append(self.content[done:])
        return b"".join(pieces)


def _attribute(content: bytes, node: Node, attribute: str) -> "re.Match[bytes] | None":
    # Attributes are taken one after the other: a value may hold what looks like another attribute.
    found = _ATTRIBUTE.finditer(content, node.start, node.opened)
    return next((one for one in found if one[1] == attribute.encode()), None)


def escaped(text: str) -> str:
    """Write a text inside an element or an attribute between double quotes."""
    return text.translate(_ESCAPES)
