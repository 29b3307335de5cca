"""Redact the words of a platform's or carrier's refusal, which may quote a person.

A refusal is free text: it may contain a name, address or phone number, in any spelling, of the
buyer or of somebody else. No list can hold every personal word, so only harmless text is kept:
words of shipping and commerce (``REFUSAL_WORDS``), field names made of those words, small numbers,
and ids from the request. Everything else becomes an ellipsis. If no word is left, the result is ''.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from itertools import pairwise

from shiponce.domain.redaction_words import FIELDS, REFUSAL_WORDS
from shiponce.domain.text_sanitizing import printable

#: The longest refusal that is kept.
LONGEST_REFUSAL = 300
#: Replaces redacted words.
GAP = "…"
#: A number with more digits is redacted: it may be a telephone number or a postcode.
_MOST_DIGITS = 3
#: A word with any marks inside it: ``lineItems[0].quantity``, ``carrier_code``, ``doesn't``.
_TOKEN = re.compile(r"\w+(?:(?:[.\-'’]|\[\d*\]\.?)\w+)*")
#: One part of a field's or a code's name: ``Ship`` of ``ShipFrom``, ``HTTP``, ``2026``.
_PART = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+")
#: A numeric code, with or without a prefix: ``25001``, ``E1``.
_CODE = re.compile(r"[A-Z]{0,3}[-_]?[0-9]{1,6}")
_NEGATIONS = ("n't", "n’t", "'s", "’s")
#: The end of a sentence. Words on its two sides do not count as neighbours.
_END = re.compile(r"[.;:!?]\s")
_OPENING, _CLOSING = "'\"“‘«‹`", "'\"”’»›`"


def harmless(text: str, known: Collection[str] = ()) -> str:
    """Return the text without anything that may be personal; '' if nothing readable is left.

    *known* are values that belong to no person and may stay: ids of the request.
    """
    clean = unicodedata.normalize("NFC", printable(text, LONGEST_REFUSAL))
    tokens = list(_TOKEN.finditer(clean))
    between = [clean[one.end() : following.start()] for one, following in pairwise(tokens)]
    gone = [not _is_harmless(token[0], known) for token in tokens]
    for n, token in enumerate(tokens):
        gone[n] |= token[0][:1].isupper() and _is_quoted(clean, token) and token[0] not in known
    _spread([token[0] for token in tokens], between, gone, known)
    return _joined(clean, tokens, gone) if not all(gone) else ""


def harmless_code(text: str) -> str:
    """Return a refusal's code; '' if it contains more than a code."""
    clean = printable(text, LONGEST_REFUSAL)
    return clean if _CODE.fullmatch(clean) or _is_name(clean) else ""


def harmless_number(text: str) -> str:
    """Return a tracking number shown by a platform, redacted: anyone can write into that field."""
    parts = printable(text, LONGEST_REFUSAL).split()
    return " ".join(
        part if any(map(str.isdigit, part)) and "@" not in part else GAP for part in parts
    )


def _is_harmless(word: str, known: Collection[str]) -> bool:
    if word in known:
        return True
    if word.isdecimal():
        return len(word) <= _MOST_DIGITS
    return _is_name(word)


def _is_name(word: str) -> bool:
    """Return True if a word, or each part of a field name or code, is in the vocabulary."""
    if not word.isascii() and "’" not in word:
        return False
    for end in _NEGATIONS:
        word = word.removesuffix(end)
    parts = _PART.findall(word)
    digits = sum(len(part) for part in parts if part.isdecimal())
    rest = re.sub(r"[A-Za-z0-9._\-\[\]]", "", word)
    words = [part.lower() for part in parts if not part.isdecimal()]
    return (
        bool(words)
        and not rest
        and digits <= _MOST_DIGITS
        and (word.lower() in REFUSAL_WORDS or all(part in REFUSAL_WORDS for part in words))
    )


def _is_quoted(text: str, token: re.Match[str]) -> bool:
    """Return True if a token is a plain word in quotation marks, alone or with other words."""
    word = token[0]
    if not word.isalpha() or (any(c.isupper() for c in word[1:]) and not word.isupper()):
        return False
    before, after = text[: token.start()], text[token.end() :]
    opened = max(before.rfind(mark) for mark in _OPENING)
    if opened < 0 or (opened and text[opened - 1].isalnum()):
        return False
    mark = _CLOSING[_OPENING.index(text[opened])]
    return mark not in text[opened + 1 : token.start()] and mark in after


def _spread(words: list[str], between: list[str], gone: list[bool], known: Collection[str]) -> None:
    """Mark the neighbours of redacted words for redaction too.

    Beside a redacted word, *May* is probably a first name and *12* a house number. Two adjacent
    words that could be personal are redacted as well: *Will Price*, *12 High*, *555 010*.
    """
    for n in range(len(words) - 1):
        both = all(_may_be_personal(one) and one not in known for one in words[n : n + 2])
        if both and not _END.search(between[n]):
            gone[n] = gone[n + 1] = True
    spreading = True
    while spreading:
        spreading = False
        for n, word in enumerate(words):
            if gone[n] or word in known or not _may_be_personal(word):
                continue
            before = n > 0 and gone[n - 1] and not _END.search(between[n - 1])
            after = n + 1 < len(words) and gone[n + 1] and not _END.search(between[n])
            if before or after:
                gone[n] = spreading = True


def _may_be_personal(word: str) -> bool:
    """Return True if a known word could also be a name or a part of an address."""
    if word.isdecimal() or len(word) == 1:
        return True
    return word[:1].isupper() and word.lower() not in FIELDS and word.isalpha()


def _joined(text: str, tokens: list[re.Match[str]], gone: list[bool]) -> str:
    """Return the text; each run of redacted words, with the marks between, becomes an ellipsis."""
    made: list[str] = []
    end = 0
    for n, token in enumerate(tokens):
        if gone[n] and n and gone[n - 1]:
            end = token.end()
            continue
        made.append(_punctuation(text[end : token.start()]))
        made.append(GAP if gone[n] else token[0])
        end = token.end()
    made.append(_punctuation(text[end:]))
    return " ".join("".join(made).split())


def _punctuation(text: str) -> str:
    """Return only the ASCII characters, quotation marks, dashes and ellipses of a text."""
    return "".join(c for c in text if c.isascii() or c in _OPENING + _CLOSING + GAP + "–—")
