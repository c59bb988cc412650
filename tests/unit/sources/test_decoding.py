import pytest
from hypothesis import given
from hypothesis import strategies as st

from maynum_dash.domain.errors import UnreadableFileError
from maynum_dash.sources.decoding import CP1252, UTF8, UTF8_BOM, UTF16, decode

WORDS = "Équipement d’Ernée ; 3 500,00 € – cœur"


@pytest.mark.parametrize(
    ("encoding", "expected"),
    [("utf-8", UTF8), ("utf-8-sig", UTF8_BOM), ("utf-16", UTF16), ("cp1252", CP1252)],
)
def test_an_encoding_is_found_from_the_bytes(encoding: str, expected: str) -> None:
    assert decode(WORDS.encode(encoding)) == (WORDS, expected)


def test_utf_16_is_read_in_both_orders() -> None:
    assert decode(b"\xfe\xff" + WORDS.encode("utf-16-be")) == (WORDS, UTF16)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("Ernée\n".encode() + "Évron".encode("cp1252"), "mélange deux codages de caractères (lignes 1 et 2)"),
        ("Évron\n".encode("cp1252") + "Ernée".encode(), "mélange deux codages de caractères (lignes 1 et 2)"),
        ("Évron;Ernée".encode()[:-2], "coupé au milieu d'un caractère"),
        (b"\xef\xbb\xbfa;b\n\xe9", "la ligne 2 ne l'est pas"),
        ("a;b".encode("utf-16")[:-1], "la ligne 1 ne l'est pas"),
        ("Ernée;Évron".encode("cp850"), "ni en UTF-8 ni comme sous Windows"),
        ("Ernée;Évron".encode("mac-roman"), "ni en UTF-8 ni comme sous Windows"),
        (b"a;b\n\x81\xe9", "ni en UTF-8 ni comme sous Windows"),
        (b"a;b\n1;\x002", "octet nul à la ligne 2"),
        ("a;b\n\0".encode("utf-16"), "octet nul à la ligne 2"),
        (b"a;b" + bytes(range(1, 9)) * 20, "ce n'est pas un texte"),
    ],
)
def test_what_would_be_read_altered_is_refused(content: bytes, words: str) -> None:
    with pytest.raises(UnreadableFileError) as refusal:
        decode(content)
    assert words in str(refusal.value)


def test_the_last_byte_of_windows_is_no_truncation() -> None:
    assert decode("Évron;Laval;Cossé".encode("cp1252")) == ("Évron;Laval;Cossé", CP1252)


def test_the_end_mark_of_dos_is_dropped() -> None:
    assert decode(b"a;b\x1a") == ("a;b", UTF8)


@given(st.binary(max_size=300))
def test_any_bytes_are_decoded_without_loss_or_refused(content: bytes) -> None:
    try:
        text, encoding = decode(content)
    except UnreadableFileError:
        return
    assert text.encode(encoding).removesuffix(b"\x1a") == content.removesuffix(b"\x1a") or encoding == UTF16
