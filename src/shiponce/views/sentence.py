"""A sentence that has no language yet: a code of ``words`` with its facts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Sentence:
    """A code of ``words`` with the facts of its sentence."""

    code: str
    facts: Mapping[str, object] = field(default_factory=dict)
