"""Each fault that is planted in the hub is found by the judge under its name; without it, nothing.

The sample plays in the default run, the whole table in ``make slow``.
"""

from __future__ import annotations

import pytest

from tests.torture.planted_stories import STORIES, Story, play

_EACH = [
    pytest.param(one, id=one.name, marks=() if one.short else pytest.mark.slow) for one in STORIES
]


@pytest.mark.parametrize("story", _EACH)
def test_a_planted_fault_is_found(story: Story) -> None:
    """It is reached, and the judge names its kind and the purchase."""
    played = play(story, with_fault=True)
    assert played.reached
    found = {(one.code, one.purchase) for one in played.verdict.findings}
    assert (story.code, played.order.purchase) in found, str(played.verdict)


@pytest.mark.parametrize("story", _EACH)
def test_the_same_story_without_the_fault_is_clean(story: Story) -> None:
    """The hub as it is does nothing wrong there, and every sum comes out."""
    played = play(story, with_fault=False)
    assert played.verdict.is_clean, str(played.verdict)
    assert all(one.adds_up for one in played.verdict.ledgers)


def test_the_table_covers_all_platforms() -> None:
    """Twenty kinds of fault at least, each platform with several, and a short sample."""
    assert len({story.plant for story in STORIES}) >= 20
    for store in ("amz", "bay", "shop"):
        assert sum(story.store == store for story in STORIES) >= 8
    assert 3 <= sum(story.short for story in STORIES) <= 6
