"""A merchant's day on the command line, with the simulator served by another process."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

_LINE = re.compile(
    r"(?P<name>\w+): (?P<platform>\w+), (?:store hash|account) (?P<account>[^,]+), "
    r"(?:token (?P<token>\S+)|market (?P<market>\w+), client id (?P<client_id>\S+), "
    r"client secret (?P<client_secret>\S+), refresh token (?P<refresh_token>\S+))"
)


@dataclass
class Desk:
    """A person's shell: the environment, the database and the address of the platforms."""

    environment: dict[str, str]
    accounts: dict[str, str]

    def run(self, *args: str, code: int = 0) -> str:
        """What ``shiponce`` prints; its exit code must be *code*."""
        done = subprocess.run(  # noqa: S603  # this very interpreter
            [sys.executable, "-c", "from shiponce.cli import main; main()", *args],
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == code, done.stderr
        assert "Traceback" not in done.stderr
        return done.stdout if code == 0 else done.stderr

    def ask(self, *args: str) -> Any:
        """What ``shiponce`` answers as JSON."""
        return json.loads(self.run(*args, "--json"))


@pytest.fixture(scope="module")
def market() -> Iterator[list[str]]:
    """What a served market says when it starts: its accounts, and where it listens."""
    server = subprocess.Popen(  # noqa: S603  # this very interpreter
        [
            *(sys.executable, "-c", "from mockplace.cli import main; main()", "serve"),
            *("--port", "0", "--orders", "60", "--seed", "5", "--no-limits"),
        ],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=os.environ | {"PYTHONUNBUFFERED": "1"},
        text=True,
    )
    assert server.stdout is not None
    try:
        said = []
        for line in server.stdout:
            said.append(line)
            if "ready" in line:
                break
        yield said
    finally:
        server.terminate()
        server.wait()
        server.stdout.close()


@pytest.fixture
def desk(market: list[str], tmp_path: Path) -> Desk:
    """The market's credentials in the environment, and no store connected."""
    environment = {"PATH": os.defpath, "HOME": str(tmp_path), "LANG": "C.UTF-8"}
    environment["SHIPONCE_DB"] = str(tmp_path / "hub.db")
    accounts = {}
    for line in market:
        if found := _LINE.match(line):
            accounts[found["name"]] = found["account"]
            for key in ("token", "client_id", "client_secret", "refresh_token"):
                if found[key]:
                    environment[f"SHIPONCE_{found['name'].upper()}_{key.upper()}"] = found[key]
        elif ready := re.search(r"ready at (http://\S+)", line):
            environment["SHIPONCE_PLATFORMS"] = ready[1]
    return Desk(environment, accounts)


def connect(desk: Desk, *names: str) -> None:
    """Connect stores by name."""
    platforms = {
        "shop": ("bigcommerce",),
        "amz": ("amazon", "--market", "ATVPDKIKX0DER"),
        "bay": ("ebay", "--market", "EBAY_US"),
    }
    for name in names:
        account = ("--account", desk.accounts[name])
        desk.run("stores", "connect", name, *account, "--platform", *platforms[name])


@pytest.mark.proves("B1", "W1", "N1")
def test_a_day_on_the_command_line(desk: Desk) -> None:
    """Connect, import in the wrong order, ask why, ship, and see every platform told."""
    connect(desk, "shop", "amz", "bay")
    desk.run("stores", "method", "B")
    reports = [desk.ask("import", store)["imports"][0] for store in ("shop", "amz", "bay")]
    assert [report["trouble"] for report in reports] == [None, None, None]
    assert sum(report["hidden"] for report in reports) > 0

    rows = desk.ask("orders", "--limit", "1000")["orders"]
    assert not any(row["duplicated"] for row in rows)
    hidden = desk.ask("orders", "--hidden")["orders"][0]
    why = desk.ask("why", f"#{hidden['id']}")["why"]
    assert why["headline"]["code"] == "why.hidden"
    assert any(line["agrees"] and line["weight"] == "proves" for line in why["evidence"])

    copy = next(row for row in desk.ask("orders", "--hidden")["orders"] if row["source"] == "ebay")
    twins = desk.ask("orders", "show", f"#{copy['id']}")["order"]["twins"]
    original = next(twin for twin in twins if twin["bond"] == "linked")
    shipped = desk.ask("ship", f"#{original['order_id']}", "--option", "house:ground")
    assert {notification["store"] for notification in shipped["notifications"]} == {"bay", "shop"}
    assert {notification["state"] for notification in shipped["notifications"]} == {"sent"}

    tracking = shipped["shipment"]["tracking"]
    cards = desk.ask("look", f"#{original['order_id']}")["platforms"]
    shown = {card["platform"]: [package[1] for package in card["packages"]] for card in cards}
    assert shown["ebay"] == [tracking]
    assert shown["bigcommerce"] == [tracking]


def test_missing_credentials_are_named(desk: Desk) -> None:
    """The sentence names the variables to set, and no secret."""
    connect(desk, "amz")
    secret = desk.environment.pop("SHIPONCE_AMZ_CLIENT_SECRET")
    said = desk.run("import", "amz", code=1)
    assert "SHIPONCE_AMZ_CLIENT_SECRET" in said
    assert secret not in said


def test_platforms_that_do_not_answer_are_one_sentence(desk: Desk) -> None:
    """Nobody listens at the address: exit 1, and what was not imported is named."""
    connect(desk, "shop")
    desk.environment["SHIPONCE_PLATFORMS"] = "http://127.0.0.1:9"
    assert desk.run("import", "shop", code=1).startswith("shop: ")


def test_a_configuration_alone_is_enough(desk: Desk, tmp_path: Path) -> None:
    """Stores, secrets and the address stand in one file; the same day works with nothing else."""
    platforms = {"shop": "bigcommerce", "amz": "amazon", "bay": "ebay"}
    lines = ["[hub]", 'file = "own.db"', f'platforms = "{desk.environment["SHIPONCE_PLATFORMS"]}"']
    environment = {"PATH": os.defpath, "HOME": str(tmp_path), "LANG": "C.UTF-8"}
    for name, platform in platforms.items():
        lines += [f"[stores.{name}]", f'platform = "{platform}"']
        lines += [f'account = "{desk.accounts[name]}"']
        for key in (
            ("token",) if name == "shop" else ("client_id", "client_secret", "refresh_token")
        ):
            secret = desk.environment[f"SHIPONCE_{name.upper()}_{key.upper()}"]
            environment[f"MY_{name}_{key}"] = secret
            lines.append(f'{key}_env = "MY_{name}_{key}"')
        market = {"amz": "ATVPDKIKX0DER", "bay": "EBAY_US"}.get(name)
        lines += [f'market = "{market}"'] if market else []
    file = tmp_path / "own.toml"
    file.write_text("\n".join(lines))
    environment["SHIPONCE_CONFIG"] = str(file)
    own = Desk(environment, desk.accounts)

    imports = own.ask("import", "--all")["imports"]
    assert [report["trouble"] for report in imports] == [None, None, None]
    codes = {one["code"] for one in own.ask("doctor")["findings"] if one["level"] == "trouble"}
    assert codes == set()
    order = next(row for row in own.ask("orders")["orders"] if row["marketplace"] == "ebay")
    named = f"#{order['id']}"
    own.run("--read-only", "ship", named, "--option", "house:ground", code=1)
    assert own.ask("orders", "show", named)["order"]["notifications"] == []
    own.environment["SHIPONCE_READ_ONLY"] = "1"
    own.run("ship", named, "--option", "house:ground", code=1)
    assert all(not card["packages"] for card in own.ask("look", named)["platforms"])
    del own.environment["SHIPONCE_READ_ONLY"]
    shipped = own.ask("ship", named, "--option", "house:ground")
    assert {notification["state"] for notification in shipped["notifications"]} == {"sent"}


@pytest.mark.parametrize("state", ["no folder", "lost note", "another place"])
def test_an_older_copy_that_is_put_back_buys_nothing_before_it_has_imported(
    desk: Desk, tmp_path: Path, state: str
) -> None:
    """Other programs make copies without a mark; what was done since is remembered outside.

    A state folder that cannot be written, and a lost note beside the database, change nothing,
    because there are two notes. A copy in another place has neither, and holds where it comes from.
    """
    connect(desk, "bay")
    desk.run("import", "bay")
    if state == "no folder":
        (tmp_path / "no-folder").write_text("")
        desk.environment["XDG_STATE_HOME"] = str(tmp_path / "no-folder")
    one, other = (f"#{row['id']}" for row in desk.ask("orders")["orders"][-2:])
    desk.run("ship", one, "--option", "house:ground")
    copy, file = tmp_path / "copy", Path(desk.environment["SHIPONCE_DB"])
    copy.write_bytes(file.read_bytes())
    shipped = desk.ask("ship", other, "--option", "house:ground", "--later")
    assert shipped["shipment"]["state"] == "labelled"
    if state == "another place":
        desk.environment["SHIPONCE_DB"] = str(copy)
    else:
        file.write_bytes(copy.read_bytes())
    if state == "lost note":
        file.with_name(f"{file.name}.last-act").unlink()
    for _ in range(2):  # the second start knows it as well
        assert "restored from a backup" in desk.run(
            "ship", other, "--option", "house:ground", code=1
        )
    assert "restored from a backup" in desk.run("stores")
