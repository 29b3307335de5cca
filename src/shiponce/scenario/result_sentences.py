"""Makes sentences of results; a result is never lost because its sentence is missing."""

from __future__ import annotations

from collections.abc import Mapping

from shiponce.scenario.run_results import Run
from shiponce.views.sentence import Sentence
from shiponce.words import knows, say


def told(sentence: Sentence, language: str) -> str:
    """Return a coded sentence in the reader's language, or its bare code when there is none."""
    try:
        return say(sentence.code, language, **sentence.facts)
    except (LookupError, ValueError, TypeError):
        return sentence.code


def value(text: str, language: str) -> str:
    """Return what was wanted or was there in the reader's language; what is no word stays."""
    return ", ".join(_word(one, language) for one in text.split(", "))


def _word(text: str, language: str) -> str:
    named, _, n = text.rpartition(" ")
    if n.isdecimal() and knows(f"word.tally.{named}"):
        return f"{say(f'word.tally.{named}', language)} {n}"
    name = text.replace(" ", "_")
    if name in ("yes", "no", "absent"):
        return say(f"word.{name}", language)
    for family in ("status", "listed"):
        if text and knows(f"word.{family}.{name}"):
            told = say(f"word.{family}.{name}", language)
            return told[0].lower() + told[1:]
    return text


def pick(words: Mapping[str, str], language: str) -> str:
    """Return a text in the reader's language, in English when it is not there."""
    return words.get(language) or words.get("en", "")


def reasons(run: Run, language: str) -> list[str]:
    """Return why a run proves nothing or could not go on, a sentence each."""
    found = [told(sentence, language) for sentence in run.open]
    if run.stop and run.stop.saying:
        found.insert(1, told(run.stop.saying, language))
    return found
