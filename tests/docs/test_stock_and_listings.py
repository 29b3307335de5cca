"""The page about stock and listings is run as it stands."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.wire.serve.serve_process import served

PAGE = Path(__file__).parents[2] / "docs" / "guide" / "stock-and-listings.md"
pytest_plugins = ["pytester"]


def blocks(language: str) -> list[str]:
    """The examples of a language, in their sequence."""
    return re.findall(rf"^```{language}\n(.*?)^```", PAGE.read_text("utf-8"), re.S | re.M)


def test_the_tests_in_the_page_pass(pytester: pytest.Pytester) -> None:
    """All three, in a directory of their own."""
    pytester.makepyfile(blocks("python")[0])
    found = pytester.runpytest_subprocess("-p", "mockplace.pytest_plugin")
    found.assert_outcomes(passed=3)


@pytest.mark.parametrize(("place", "printed"), [(1, "ACCEPTED 7"), (2, "200 7")])
def test_stock_is_pushed_as_the_page_shows(place: int, printed: str) -> None:
    """Amazon and eBay take it, and it is what can be bought."""
    done = subprocess.run(  # noqa: S603 - the page's own example
        [sys.executable, "-c", blocks("python")[place]], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == printed


def test_the_shells_examples_work(tmp_path: Path) -> None:
    """On a running server: set from outside, pushed through BigCommerce, read back."""
    if shutil.which("curl") is None:
        pytest.skip("curl is not on this machine")
    with served(tmp_path, "--clock", "manual") as server:
        path, token = server.store
        told = {"BASE": server.plain, "HASH": path.split("/")[2], "TOKEN": token["X-Auth-Token"]}
        said = [
            subprocess.run(
                ["/bin/sh", "-e"],
                input=block,
                env={"PATH": "/usr/bin:/bin", **told},
                capture_output=True,
                text=True,
                check=True,
            ).stdout
            for block in blocks("sh")
        ]
    assert '"stock":{"shop":1,"amz":1,"bay":1}' in said[0]
    assert '"listing":"ended"' in said[0]
    assert "transaction_id" in said[1]
    assert '"available_to_sell":7' in said[1]


def test_the_page_is_linked_from_where_people_begin() -> None:
    """The guide to the simulator leads to it."""
    assert "(stock-and-listings.md)" in PAGE.with_name("mockplace.md").read_text("utf-8")
