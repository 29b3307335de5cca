"""Format a sentence of the catalogues, with facts in its placeholders.

For a sentence with plural forms, the fact ``n`` and the language's plural rule select the form.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from pathlib import PurePath
from string import Formatter

from shiponce.domain.money import Money
from shiponce.domain.text_sanitizing import steerless
from shiponce.words.catalogues import catalogue, sentence_of
from shiponce.words.families import Family, platform_article
from shiponce.words.input_parsing import shown_hold
from shiponce.words.number_and_date_formats import day, moment_utc, money, number, plural

#: French *de* and *que* before a placeholder; they are elided before a vowel.
_ELIDES = re.compile(r"\b([Dd]|[Qq]u)e \{(\w+)\}")
#: The English indefinite article before a placeholder; it follows the sound of what stands there.
_INDEFINITE = re.compile(r"\b([Aa])n? \{(\w+)\}")
_ARTICLES = ("the ", "le ", "la ", "les ")
_VOWELS = frozenset("aàâeéèêëiîïoôœuùûü")
#: The names of facts whose whole numbers are counts and get thousands separators. Whole numbers of
#: other facts, such as ids, are not formatted.
COUNTS = frozenset(
    {
        "n",
        "seen",
        "caught",
        "alone",
        "changed",
        "kept_out",
        "excluded",
        "left",
        "shown",
        "units",
        "orders",
        "copies",
        "notifications",
        "sent",
        "retried",
        "stopped",
        "passed",
        "failed",
        "unknown",
    }
)


#: The compared fields; a platform's catalogue names those that only it has.
FIELD_WORD = Family(
    "word.field.{}",
    (
        "external_id",
        "ebay_order_id",
        "external_order_id",
        "external_merchant_id",
        "staff_notes",
        "customer_message",
        "ebay_item_id",
        "orderId",
        "legacyOrderId",
        "legacyItemId",
        "total",
        "goods",
        "placed",
        "buyer",
        "address",
    ),
)


def say(code: str, language: str = "en", /, **facts: object) -> str:
    """Return the sentence of *code*, with its facts formatted for the language.

    Times are in UTC, amounts have their currency, and counts have thousands separators. The fact
    ``until`` is the end of a hold, an empty ``tracking`` a package without a number, ``field`` the
    name of a compared field, and ``keys`` a list of such names, each with its key. A text that is a
    code ``word.…`` is replaced by that word. A mapping with ``say`` is a phrase: a code with its
    own facts. In a list, phrases are joined by "and", texts by "or". Texts and file names are
    inserted as plain text, without characters that control a terminal.
    """
    sentence = sentence_of(code, language)
    if not isinstance(sentence, str):
        n = facts.get("n", 0)
        category = plural(n, language) if isinstance(n, int | float) else "other"
        sentence = sentence.get(category, sentence["other"])
    filled = {name: _fact(name, value, language) for name, value in facts.items()}
    for name, value in facts.items():
        if isinstance(value, str) and value.startswith("word."):
            sentence = _with_article(sentence, name, str(filled[name]))
    if language == "fr":
        sentence = _elided(sentence, filled)
    else:
        sentence = _with_indefinite_article(sentence, facts, filled)
    return Formatter().vformat(sentence, (), filled)


def _with_article(sentence: str, name: str, word: str) -> str:
    """Return the template adapted to a *word* that begins with an article.

    At the beginning of a sentence, the word is inserted with a capital. In French, *à le* becomes
    *au*, and *de le* becomes *du*.
    """
    if not word.startswith(_ARTICLES):
        return sentence
    if word.startswith("le "):
        for apart, joined in (("à", "au"), ("À", "Au"), ("de", "du"), ("De", "Du")):
            sentence = re.sub(rf"\b{apart} \{{{name}\}}", f"{joined} {word[3:]}", sentence)
    return re.sub(rf"(^|[.!?] )\{{{name}\}}", rf"\g<1>{word[0].upper()}{word[1:]}", sentence)


def _with_indefinite_article(
    sentence: str, facts: Mapping[str, object], filled: Mapping[str, object]
) -> str:
    """Return an English template with *a* or *an* as each fact is spoken.

    A platform's manifest names the article of the platform; other texts go by their first letter.
    """

    def article(found: re.Match[str]) -> str:
        name = str(facts.get(found[2], "")).removeprefix("word.")
        known = catalogue("en").get(platform_article(name))
        by_letter = "an" if str(filled.get(found[2], ""))[:1].casefold() in _VOWELS else "a"
        return f"{found[1]}{str(known or by_letter)[1:]} {{{found[2]}}}"

    return _INDEFINITE.sub(article, sentence)


def _elided(sentence: str, facts: Mapping[str, object]) -> str:
    """Return a French template with *de* and *que* elided before facts that begin with a vowel."""
    return _ELIDES.sub(
        lambda found: (
            f"{found[1]}’{{{found[2]}}}"
            if str(facts.get(found[2], ""))[:1].casefold() in _VOWELS
            else found[0]
        ),
        sentence,
    )


def _fact(name: str, value: object, language: str) -> object:
    if isinstance(value, Mapping) and "say" in value:
        return say(value["say"], language, **{k: v for k, v in value.items() if k != "say"})
    if isinstance(value, list | tuple):
        phrases = any(isinstance(one, Mapping) for one in value)
        between = f" {say('word.and' if phrases else 'word.or', language)} "
        return between.join(str(_fact(name, one, language)) for one in value)
    if isinstance(value, PurePath):
        value = str(value)
    if value == "" and name == "tracking":
        return say("word.untracked", language)  # a package of untracked post
    if isinstance(value, str):
        return _text(name, " ".join(steerless(value).split("\n")), language)
    if isinstance(value, datetime):
        return moment_utc(value, language)
    if isinstance(value, date):
        return day(value, language)
    if isinstance(value, Money):
        return money(value, language)
    if isinstance(value, float | Decimal) or (name in COUNTS and type(value) is int):
        return number(value, language)
    return value


def _text(name: str, value: str, language: str) -> str:
    if name == "until":
        return shown_hold(value, language)
    if name == "field":
        return field_name(value, language)
    if name == "keys":
        pairs = (key.partition(" ") for key in value.split(", "))
        return ", ".join(f"{field_name(field, language)} {key}" for field, _, key in pairs)
    word = catalogue(language).get(value) if value.startswith("word.") else None
    return word if isinstance(word, str) else value  # text from outside may begin with "word."


def field_name(name: str, language: str) -> str:
    """Return the name of a compared field, such as ``BigCommerce external id``.

    A field of another package's platform is shown by the platform's own name.
    """
    code = FIELD_WORD.get(name)
    return say(code, language) if code else name
