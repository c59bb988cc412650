from maynum_dash.rendering.ooxml.markup import Splice, parse

SHEET = b"""<?xml version="1.0"?>
<x:a  k = 'v>"' xmlns:x="u"><!-- <b/> --><b/><b n="1" ></b><c>\xc3\xa9<d/></c>
</x:a >"""


def test_elements_are_found_with_their_bytes() -> None:
    root = parse(SHEET)
    assert (root.name, root.prefix, root.end) == ("a", "x:", len(SHEET))
    assert [SHEET[node.start : node.end] for node in root.children] == [
        b"<b/>",
        b'<b n="1" ></b>',
        b"<c>\xc3\xa9<d/></c>",
    ]
    assert [node.is_empty for node in root.children] == [True, False, False]
    assert SHEET[root.opened :].startswith(b"<!--")


def test_an_attribute_is_set_in_place() -> None:
    content = b"""<a s="1" t=' s="7" '><b r='x'/></a>"""
    root = parse(content)
    splice = Splice(content)
    splice.set(root, "s", 'é"&')
    splice.set(root.children[0], "r", "y")
    splice.set(root.children[0], "z", "1")
    expected = """<a s="é&quot;&amp;" t=' s="7" '><b r="y" z="1"/></a>"""
    assert splice.result().decode() == expected


def test_an_element_grows_whether_it_is_empty_or_not() -> None:
    content = b'<a><b n="1" /><c>1</c></a>'
    root = parse(content)
    splice = Splice(content)
    for node in root.children:
        splice.append(node, b"<d/>")
    splice.insert(root.closing, b"<e/>")
    assert splice.result() == b'<a><b n="1"><d/></b><c>1<d/></c><e/></a>'


def test_without_changes_the_bytes_are_the_same() -> None:
    assert Splice(SHEET).result() == SHEET
