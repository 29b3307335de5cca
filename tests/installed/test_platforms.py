"""The installed platforms are known to a command before it opens a hub, or without one."""

from __future__ import annotations

import json
import subprocess
import sys

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


def test_a_reading_in_a_fresh_process_is_complete_or_says_why() -> None:
    """Platforms are found when first read; a program that can find none is told so."""

    def first(code: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(  # noqa: S603  # this very interpreter
            [sys.executable, "-c", code], capture_output=True, text=True, check=False
        )

    domain = "from shiponce.domain.platform import *; "
    imports = "import shiponce.platforms.registry; "
    for reading in ("platforms()", "marketplaces()", "Platform('ebay')", "Source('ebay')"):
        found = first(f"{imports}{domain}print({reading})")
        assert "ebay" in found.stdout, (reading, found.stderr)
        lost = first(f"{domain}print({reading})")
        assert (lost.returncode, lost.stdout) == (1, ""), reading
        assert "find_platforms_with" in lost.stderr
