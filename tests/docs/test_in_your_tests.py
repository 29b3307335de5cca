"""The page for other people's tests is run as it stands, where the machine has the language."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from mockplace.testing import Mockplace, opened

PAGE = Path(__file__).parents[2] / "docs" / "guide" / "in-your-tests.md"
pytest_plugins = ["pytester"]


def blocks(language: str) -> list[str]:
    """The examples of a language, in their sequence."""
    return re.findall(rf"^```{language}\n(.*?)^```", PAGE.read_text("utf-8"), re.S | re.M)


@pytest.fixture
def place() -> Iterator[Mockplace]:
    """A served market with something in the shop."""
    with opened(orders=30, seed=3) as found:
        yield found


def run(place: Mockplace, *command: str, text: str = "") -> str:
    """What a command prints that is given the market's address and the shop's credentials."""
    account = place.account("shop")
    told = {"BASE": place.url, "HASH": account.account, "TOKEN": account.token}
    done = subprocess.run(  # noqa: S603 - the page's own examples
        command,
        input=text,
        env={"PATH": "/usr/bin:/bin", **told},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_tests_in_the_page_pass(pytester: pytest.Pytester) -> None:
    """All four, in a directory of their own."""
    pytester.makepyfile(blocks("python")[0])
    found = pytester.runpytest_subprocess("-p", "mockplace.pytest_plugin")
    found.assert_outcomes(passed=4)


def test_the_context_manager_prints_where_it_is(place: Mockplace) -> None:
    """An address on this machine."""
    done = subprocess.run(  # noqa: S603 - the page's own example
        [sys.executable, "-c", blocks("python")[1]], capture_output=True, text=True, check=True
    )
    assert done.stdout.startswith("http://127.0.0.1:")


@pytest.mark.parametrize(
    ("language", "program", "args", "wanted"),
    [
        ("javascript", "node", ("--input-type=module", "-"), "200 "),
        ("php", "php", (), "Awaiting Fulfillment"),
    ],
)
def test_other_languages_read_orders(
    place: Mockplace, language: str, program: str, args: tuple[str, ...], wanted: str
) -> None:
    """With nothing but the address changed."""
    found = shutil.which(program)
    if found is None:
        pytest.skip(f"{program} is not on this machine")
    assert wanted in run(place, found, *args, text=blocks(language)[0])


def test_the_shells_examples_work(place: Mockplace) -> None:
    """A count, and a webhook."""
    if shutil.which("curl") is None:
        pytest.skip("curl is not on this machine")
    count, hook = (run(place, "sh", text=block) for block in blocks("sh"))
    assert '"count":' in count
    assert '"scope":"store/order/*"' in hook
    assert len(place.world.webhooks.subscriptions) == 1
