"""Names of territories, normalised: what a cell holds becomes a key or a code."""

import re
import unicodedata

_ARTICLES = frozenset({"d", "de", "des", "du", "l", "la", "le", "les"})
_KINDS = frozenset({"cc", "ca"})
_KIND_WORDS = (
    (re.compile(r"\bcom(?:munaute)?s?(?: de)? com(?:munes?)?\b|\bcomcom\b|\bc c\b|\bcdc\b"), "cc"),
    (re.compile(r"\bcommunaute d agglo(?:meration)?\b|\bc a\b"), "ca"),
    (re.compile(r"\bagglo\b"), "agglomeration"),
)
_SAINTS = (
    (re.compile(r"\bste\b"), "sainte"),
    (re.compile(r"\bst\b"), "saint"),
)
_COMMUNE_WORDS = (
    *_SAINTS,
    (re.compile(r"\bcedex\b|\b\d+\b"), " "),
)


def fold(text: str) -> str:
    """Lower a text to words of plain letters and digits: no accent, capital, punctuation or double space."""
    opened = text.replace("œ", "oe").replace("Œ", "oe").replace("æ", "ae").replace("Æ", "ae")
    plain = "".join(c for c in unicodedata.normalize("NFKD", opened) if not unicodedata.combining(c))
    return " ".join(re.findall(r"[^\W_]+", plain.casefold()))


def without_articles(text: str) -> str:
    """Take the articles off a folded text."""
    return " ".join(word for word in text.split() if word not in _ARTICLES)


def epci_key(text: str) -> str:
    """Normalise the name of an EPCI, its kind kept and put first: « Ernée (CC) » → ``cc ernee``."""
    folded = fold(text)
    for pattern, word in _KIND_WORDS:
        folded = pattern.sub(word, folded)
    words = without_articles(folded).split()
    return " ".join([w for w in words if w in _KINDS] + [w for w in words if w not in _KINDS])


def epci_core(text: str) -> str:
    """Normalise the name of an EPCI without its kind: « CA de Laval », « Laval Agglo » → ``laval``."""
    return " ".join(
        w for w in epci_key(text).split() if w not in _KINDS and w not in {"agglomeration", "epci"}
    )


def commune_key(text: str) -> str:
    """Normalise the name of a commune: « St Ouën s/ Mer » → ``saint ouen sur mer``."""
    folded = fold(re.sub(r"\bs/\s*", "sur ", text, flags=re.IGNORECASE))
    for pattern, word in _COMMUNE_WORDS:
        folded = pattern.sub(word, folded)
    return " ".join(folded.split())


def commune_core(text: str) -> str:
    """Normalise the name of a commune without its articles: « Roche-Neuville (La) » → ``roche neuville``."""
    return without_articles(commune_key(text))


def canton_key(text: str) -> str:
    """Normalise the name of a canton, its number kept: « Canton de LAVAL 1 » → ``laval 1``."""
    folded = fold(text)
    for pattern, word in _SAINTS:
        folded = pattern.sub(word, folded)
    words = without_articles(folded).split()
    return " ".join(word for word in words if word != "canton")


def read_siren(text: str) -> str | None:
    """Read a SIREN written with spaces, as a float, beside a name, or at the head of a SIRET."""
    match = re.search(r"(?<!\d)(\d{3}\s?\d{3}\s?\d{3})(?:\s?\d{5})?(?:[.,]0+)?(?!\d)", text)
    return re.sub(r"\s", "", match[1]) if match else None


def read_commune_code(text: str) -> str | None:
    """Read an INSEE code standing alone, its lost zero given back.

    Beside a name, five digits are as often a postal code: the name is then looked up.
    """
    compact = re.sub(r"\s", "", re.sub(r"[.,]0+$", "", text.strip())).upper()
    return compact.zfill(5) if re.fullmatch(r"\d{4,5}|2[AB]\d{3}", compact) else None
