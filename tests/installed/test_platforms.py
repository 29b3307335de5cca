"""The installed platforms are known to a command before it opens a hub, or without one."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from shiponce.domain.platform import marketplaces, platforms
from tests.installed.program_runner import Person

CONNECT = ["stores", "connect", "shop", "--platform", "bigcommerce", "--account", "abc123"]


def test_the_ready_made_rule_names_every_marketplace(person: Person) -> None:
    """It is made before the hub is opened, in a process that has read no platform yet."""
    assert person.run("shiponce", "--db", "hub.db", *CONNECT).code == 0
    args = ("rules", "add", "Copies", "--exclude-copies", "--anyway", "--json")
    ended = person.run("shiponce", "--db", "hub.db", *args)
    assert (ended.code, ended.err) == (0, "")
    shown, bought = (test[2] for test in json.loads(ended.out)["rule"]["criteria"])
    assert shown == [one for one in platforms() if one.is_shop]
    assert sorted(bought) == sorted(marketplaces())


@pytest.mark.parametrize(
    "reading",
    [
        "from shiponce.domain.platform import *; print(platforms())",
        "from shiponce.domain.platform import *; print(marketplaces())",
        "from shiponce.domain.platform import *; print(repr(Platform('ebay')))",
        "from shiponce.domain.platform import *; print(Source('ebay'))",
        "from shiponce.persistence.database import *; from shiponce.persistence.platforms import *;"
        " print([*map(tuple, Database('hub.db').conn.execute('SELECT id FROM platforms'))])",
        "from shiponce.platforms.registry import *; print(manifests())",
    ],
)
def test_the_first_reading_of_a_fresh_process_finds_every_platform(
    reading: str, tmp_path: Path
) -> None:
    """Whichever module is imported first."""
    found = subprocess.run(  # noqa: S603  # this very interpreter
        [sys.executable, "-c", reading],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "ebay" in found.stdout, found.stderr
