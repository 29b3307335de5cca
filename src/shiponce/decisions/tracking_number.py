"""Read one tracking number from what a person typed.

People copy numbers in groups, as labels print them ("1Z 999 AA1 01 2345 6784"), sometimes two
numbers at once, or type a word that means "no number".
"""

from __future__ import annotations

import re
import unicodedata

from shiponce.domain.text_sanitizing import printable, unseen
from shiponce.errors import BadInput

#: Maximum length of a tracking number; the longest numbers that carriers print have 34 characters.
LONGEST = 40
#: Maximum length of a carrier's name; no real name is as long.
LONGEST_CARRIER = 100
#: Two groups of at least this length are two numbers, because labels print shorter groups.
_LONG_GROUP = 8
#: A group without digits and with at least this many characters is a word, such as the carrier.
_WORD = 3
#: Separators between two numbers. A hyphen is not a separator: some carriers print hyphens within a
#: number.
_SEPARATORS = re.compile(r"[,;/|\\&+\u3001\n\r\t\v\f]+|\s(?:and|or|et|ou)\s", re.IGNORECASE)
_DASHES = re.compile(r"[\u2010-\u2015\u2212]")
_NUMBER = re.compile(r"[0-9A-Za-z]+(?:[-._][0-9A-Za-z]+)*")
#: The carriers' number formats, to tell one number in groups from two adjacent numbers.
_SHAPES = re.compile(
    r"""
      1Z[0-9A-Z]{16}                                    # UPS
    | 9[0-9]{19} | 9[0-9]{21} | 9[0-9]{25}              # USPS
    | 420(?:[0-9]{5}|[0-9]{9})9[0-9]{21}                # USPS with the postcode before it
    | [A-Z]{2}[0-9]{9}[A-Z]{2}                          # any post: S10
    | [0-9]{10,12} | [0-9]{14,16} | [0-9]{18} | [0-9]{20} | [0-9]{34}   # FedEx, DHL, DPD, GLS
    """,
    re.VERBOSE,
)
#: Numbers with nothing between them: several of UPS's format, or the same number twice.
_GLUED = re.compile(r"(?:1Z[0-9A-Z]{16}){2,}|([0-9A-Z]{10,})\1")
_NO_NUMBER = frozenset({"n/a", "n.a.", "s/o"})
#: Words that mean "no carrier". A word that means "no number" is known by its lack of digits.
_NO_CARRIER = _NO_NUMBER | {"none", "no", "na", "nil", "null", "unknown", "tbd", "tba", "aucun"}


def tracking_number(text: str) -> str:
    """Return the one tracking number in *text*, without blanks between its groups.

    BadInput if *text* has no number (blank, "none", "n/a", "0000"), several numbers, or other
    words. Every carrier's number contains a digit. A number of a known format is returned in upper
    case, as carriers print it; others are returned as typed. Invisible characters are refused, not
    removed.
    """
    must_be_seen(text, "--tracking")
    given = printable(text)
    plain = _DASHES.sub("-", unicodedata.normalize("NFKC", text))
    if given.casefold() in _NO_NUMBER or not any(map(str.isdigit, given)):
        raise BadInput("error.tracking_none", text=given)
    if "://" in plain:
        raise BadInput("error.tracking_words", text=given)
    parts = [part for part in _SEPARATORS.split(plain) if any(map(str.isalnum, part))]
    if len(parts) > 1:
        raise BadInput("error.tracking_several", text=given)
    return _checked(_joined(printable(parts[0]).split(), given), given)


def must_be_seen(text: str, option: str) -> None:
    """Raise BadInput for a number with invisible characters."""
    if hidden := unseen(text):
        raise BadInput("error.tracking_unseen", characters=", ".join(hidden[:5]), option=option)


def carrier_name(text: str) -> str:
    """Return the carrier's name; BadInput for a word such as "none" or "unknown".

    BadInput also for a name that is too long or has invisible characters.
    """
    if hidden := unseen(text):
        raise BadInput("error.carrier_unseen", characters=", ".join(hidden[:5]))
    name = printable(text)
    if len(" ".join(text.split())) > LONGEST_CARRIER:
        raise BadInput("error.carrier_long", text=printable(text, 40), most=LONGEST_CARRIER)
    if name.casefold() in _NO_CARRIER or not any(map(str.isalnum, name)):
        raise BadInput("error.carrier_none", text=name)
    return name


def _joined(groups: list[str], given: str) -> str:
    """Join the groups to one number; BadInput if they are two numbers or contain a word."""
    if len(groups) > 1 and any(len(group) >= _WORD and _is_word(group) for group in groups):
        raise BadInput("error.tracking_words", text=given)
    whole = "".join(groups)
    long = [group for group in groups if len(group) >= _LONG_GROUP]
    if len(long) > 1 or (not _SHAPES.fullmatch(whole.upper()) and _is_two(groups)):
        raise BadInput("error.tracking_several", text=given)
    return whole


def _is_word(group: str) -> bool:
    return not any(map(str.isdigit, group)) and any(map(str.isalpha, group))


def _is_two(groups: list[str]) -> bool:
    """Return True if the groups can be divided into two numbers of known formats."""
    return any(
        all(_SHAPES.fullmatch("".join(one).upper()) for one in (groups[:half], groups[half:]))
        for half in range(1, len(groups))
    )


def _checked(number: str, given: str) -> str:
    number = number.strip(".:-_#")
    if not _NUMBER.fullmatch(number):
        raise BadInput("error.tracking_words", text=given)
    if len(number) > LONGEST:
        raise BadInput("error.tracking_long", text=given, most=LONGEST)
    if _GLUED.fullmatch(number.upper()):
        raise BadInput("error.tracking_several", text=given)
    if len(set(filter(str.isalnum, number))) == 1:  # 0000, 1111
        raise BadInput("error.tracking_none", text=given)
    printed = number.upper()
    return printed if _SHAPES.fullmatch(printed) else number
