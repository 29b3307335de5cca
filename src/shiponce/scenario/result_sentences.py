"""Turn results into sentences; a result that has no sentence is shown as its code."""

from __future__ import annotations

from collections.abc import Mapping

from shiponce.scenario.run_results import Run
from shiponce.views.sentence import Sentence
from shiponce.words import say
from shiponce.words.domain_words import EXCLUDED_KIND_WORD, NOTIFICATION_WORD, STATUS_WORD
from shiponce.words.families import Family

#: What an import and a ledger count.
_TALLY = Family(
    "word.tally.{}",
    (
        "fetched", "added", "refreshed", "excluded", "hidden", "packed", "open", "cancelled",
        "refunded", "collected",
    ),
)  # fmt: skip
_ANSWERS = {"yes": "word.yes", "no": "word.no", "absent": "word.absent"}


def in_language(sentence: Sentence, language: str) -> str:
    """Return a coded sentence in the reader's language, or the code if it has no sentence."""
    try:
        return say(sentence.code, language, **sentence.facts)
    except (LookupError, ValueError, TypeError):
        return sentence.code


def value(text: str, language: str) -> str:
    """Translate an expected or actual value to the reader's language; keep other text unchanged."""
    return ", ".join(_word(one, language) for one in text.split(", "))


def _word(text: str, language: str) -> str:
    named, _, n = text.rpartition(" ")
    counted = _TALLY.get(named)
    if n.isdecimal() and counted:
        return f"{say(counted, language)} {n}"
    name = text.replace(" ", "_")
    if name in _ANSWERS:
        return say(_ANSWERS[name], language)
    code = STATUS_WORD.get(name) or EXCLUDED_KIND_WORD.get(name) or NOTIFICATION_WORD.get(name)
    if code is None:
        return text
    label = say(code, language)
    return label[0].lower() + label[1:]


def pick(words: Mapping[str, str], language: str) -> str:
    """Return a text in the reader's language, else in English."""
    return words.get(language) or words.get("en", "")


def reasons(run: Run, language: str) -> list[str]:
    """Return the reasons for the verdict UNKNOWN, or why a run could not continue, as sentences."""
    found = [in_language(sentence, language) for sentence in run.open]
    if run.stop and run.stop.saying:
        found.insert(1, in_language(run.stop.saying, language))
    return found
