"""Makes sentences of results; a result is never lost because its sentence is missing."""

from __future__ import annotations

from collections.abc import Mapping

from shiponce.scenario.results import Run
from shiponce.views import Sentence
from shiponce.words import say


def told(sentence: Sentence, language: str) -> str:
    """Return a coded sentence in the reader's language, or its bare code when there is none."""
    try:
        return say(sentence.code, language, **sentence.facts)
    except (LookupError, ValueError, TypeError):
        return sentence.code


def pick(words: Mapping[str, str], language: str) -> str:
    """Return a text in the reader's language, in English when it is not there."""
    return words.get(language) or words.get("en", "")


def reasons(run: Run, language: str) -> list[str]:
    """Return why a run proves nothing or could not go on, a sentence each."""
    found = [told(sentence, language) for sentence in run.open]
    if run.stop and run.stop.saying:
        found.insert(1, told(run.stop.saying, language))
    return found
