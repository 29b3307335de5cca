"""Words for batches: their states, and the service by which they were planned."""

from __future__ import annotations

from shiponce.domain.batch import CHEAPEST, PAID, BatchState, EntryState
from shiponce.words.families import Family
from shiponce.words.sentences import say

BATCH_STATE_WORD = Family("word.batch_state.{}", BatchState)
ENTRY_STATE_WORD = Family("word.entry_state.{}", EntryState)
SERVICE_WORD = Family("word.batch_service.{}", (CHEAPEST, PAID))


def service_text(service: str, preset: str, language: str) -> str:
    """Return how a batch chooses its services, and the preset that says so."""
    code = SERVICE_WORD.get(service)
    name = say(code, language) if code else service
    return say("word.batch_service.preset", language, preset=preset, name=name) if preset else name
