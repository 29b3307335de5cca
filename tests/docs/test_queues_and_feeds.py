"""The page about Amazon's queues and feeds is run as it stands."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from mockplace.platforms.amazon.api.feeds import feed_types
from mockplace.platforms.amazon.rules.feeds.process_feeds import WAITS, WORKS
from mockplace.testing import opened

PAGE = Path(__file__).parents[2] / "docs" / "guide" / "queues-and-feeds.md"
pytest_plugins = ["pytester"]


def blocks(language: str) -> list[str]:
    """The examples of a language, in their sequence."""
    return re.findall(rf"^```{language}\n(.*?)^```", PAGE.read_text("utf-8"), re.S | re.M)


def test_the_tests_in_the_page_pass(pytester: pytest.Pytester) -> None:
    """A purchase that comes through the queue, and a feed that ships an order."""
    pytest.importorskip("boto3", reason="boto3 is not installed")
    queue, feed = blocks("python")
    pytester.makepyfile(test_queue=queue, test_feed=feed)
    found = pytester.runpytest_subprocess("-p", "mockplace.pytest_plugin")
    found.assert_outcomes(passed=2)


def test_the_shells_example_works() -> None:
    """Three lines make a queue, put something into it and take it out."""
    if shutil.which("curl") is None:
        pytest.skip("curl is not on this machine")
    (block,) = blocks("sh")
    with opened() as place:
        done = subprocess.run(
            ["/bin/sh"],
            input=block,
            env={"PATH": "/usr/bin:/bin", "BASE": place.url},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
    assert done.returncode == 0, done.stderr
    assert "<Body>hello</Body>" in done.stdout


def test_the_page_knows_the_times_and_the_types() -> None:
    """How long a feed takes, and each type that is carried out."""
    text = PAGE.read_text("utf-8")
    assert f"waits for {WAITS // 1000} seconds" in text
    assert f"works for {WORKS // 1000}," in text
    assert set(re.findall(r"^\| `([A-Z_]+)` \|", text, re.M)) == set(feed_types.SERVED)
