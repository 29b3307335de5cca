"""The page about cancelling and refunding is run as it stands."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from mockplace.control.operations import OPERATIONS
from mockplace.kernel.after_sale.cancellations import REASONS
from tests.wire.serve.serve_process import served

PAGE = Path(__file__).parents[2] / "docs" / "guide" / "cancelling-and-refunding.md"
TEXT = PAGE.read_text("utf-8")
pytest_plugins = ["pytester"]


def block(language: str) -> str:
    """The example of a language."""
    found = re.search(rf"^```{language}\n(.*?)^```", TEXT, re.S | re.M)
    assert found, language
    return found[1]


def test_the_tests_in_the_page_pass(pytester: pytest.Pytester) -> None:
    """All five, in a directory of their own."""
    pytester.makepyfile(block("python"))
    found = pytester.runpytest_subprocess("-p", "mockplace.pytest_plugin")
    found.assert_outcomes(passed=5)


def test_the_shells_example_works(tmp_path: Path) -> None:
    """Each move is taken, and the last line tells what came of them."""
    shell, curl = shutil.which("sh"), shutil.which("curl")
    if shell is None or curl is None:
        pytest.skip("sh or curl is not on this machine")
    with served(tmp_path, "--orders", "0", "--clock", "manual") as server:
        done = subprocess.run(  # noqa: S603 - the page's own example
            [shell, "-e"],
            input=block("sh"),
            env={"PATH": "/usr/bin:/bin", "BASE": server.plain},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
    assert done.returncode == 0, done.stderr
    known = json.loads(done.stdout.splitlines()[-1])
    assert (known["order"]["status"], known["refunded"]) == ("shipped", 500)
    assert [one["state"] for one in known["cancellations"]] == ["declined"]
    assert [one["tracking"] for one in known["packages"]] == ["9400111899223", ""]


def test_the_page_names_every_move_and_every_reason() -> None:
    """What it lists is what there is."""
    moves = {one.path.rpartition("/")[2] for one in OPERATIONS if one.path.startswith("/orders/{")}
    table = TEXT.partition("| `POST orders/NAME/…` |")[2].partition("\n\n")[0]
    assert set(re.findall(r"`([a-z-]+)`", table)) >= moves - {"{name}"}
    named = TEXT.partition("Reasons are ")[2].partition(", each said")[0]
    assert tuple(re.findall(r"`([a-z-]+)`", named)) == REASONS
