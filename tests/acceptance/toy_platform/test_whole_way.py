"""A marketplace that an installed package brings goes the whole way, and no line changes for it.

``installed/`` is what installing the package leaves: entry points for the hub's half and for the
simulator's. The programs run as a person starts them, so that choices, configuration, theme and
sentences are derived from the manifest at their start.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent
ROOT = HERE.parents[2]
BIN = Path(sys.executable).parent


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody at a command line, with the package installed and a simulated market to work on."""

    environment: dict[str, str]
    url: str
    accounts: dict[str, str]

    def run(self, *args: str, code: int = 0) -> str:
        """Run ``shiponce`` and return both streams."""
        done = subprocess.run(  # noqa: S603 - our own program
            [BIN / "shiponce", *args],
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert done.returncode == code, done.stdout + done.stderr
        return done.stdout + done.stderr

    def grid(self, language: str) -> str:
        """Return what the screen shows first."""
        script = f"{HERE.relative_to(ROOT).as_posix().replace('/', '.')}.grid"
        file = self.environment["SHIPONCE_DB"]
        done = subprocess.run(  # noqa: S603 - our own program
            [sys.executable, "-m", script, file, self.url, language],
            env=self.environment,
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def market(self, path: str, method: str = "GET", **body: object) -> Any:
        """Ask the simulator's control plane."""
        request = urllib.request.Request(  # noqa: S310 - this machine
            f"{self.url}/_mockplace/{path}",
            json.dumps(body).encode() if body else None,
            method=method,
        )
        with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310 - this machine
            return json.load(answer)


def installed() -> dict[str, str]:
    """Return an environment in which the package is installed."""
    found = {name: value for name, value in os.environ.items() if "SHIPONCE" not in name}
    paths = (ROOT, HERE / "installed")
    return found | {"PYTHONPATH": os.pathsep.join(map(str, paths)), "SHIPONCE_USER": "Tess"}


@contextmanager
def served() -> Iterator[tuple[str, dict[str, str]]]:
    """Serve a market with one account a platform; its address, and a line for each account."""
    start = datetime.now(UTC) - timedelta(minutes=10)
    options = ["--port", "0", "--clock", "manual", "--orders", "0", "--start", f"{start:%FT%TZ}"]
    server = subprocess.Popen(  # noqa: S603 - our own program
        [BIN / "mockplace", "serve", *options],
        env=installed(),
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        accounts, url = {}, ""
        assert server.stdout is not None
        while not url:
            line = server.stdout.readline()
            assert line, "the simulator ended"
            ready = re.search(r"http://127\.0\.0\.1:\d+", line)
            url = ready[0] if ready else ""
            name, _, told = line.partition(": ")
            accounts[name] = told.strip()
        yield url, accounts
    finally:
        server.terminate()
        server.communicate()


@pytest.fixture(scope="module")
def person(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Person]:
    """Somebody with a new hub, a BigCommerce shop and a Toybay account."""
    with served() as (url, accounts):
        (hash_, token), (seller, key) = (
            re.findall(r"(?:hash|seller|token|key) ([\w-]+)", accounts[name])
            for name in ("shop", "toys")
        )
        environment = installed() | {
            "HOME": str(tmp_path_factory.mktemp("home")),
            "SHIPONCE_DB": str(tmp_path_factory.mktemp("hub") / "hub.db"),
            "SHIPONCE_PLATFORMS": url,
            "SHIPONCE_SHOP_TOKEN": token,
            "SHIPONCE_TOYS_KEY": key,
        }
        yield Person(environment, url, {"shop": hash_, "toys": seller})


def test_from_connect_to_notification(person: Person) -> None:
    """Connect, import, match the copy, ship, notify; the pages speak both languages."""
    connect = ("stores", "connect", "--platform")
    refused = person.run(*connect, "toybay", "toys", "--account", "me", code=2)
    assert "cannot be a Toybay account" in refused
    refused = person.run("--lang", "fr", *connect, "toybay", "toys", "--account", "me", code=2)
    assert "ne peut pas être un compte Toybay" in refused
    assert "toybay" in person.run(*connect, "tobay", "toys", "--account", "me", code=2)
    person.run(*connect, "bigcommerce", "shop", "--account", person.accounts["shop"])
    said = person.run(*connect, "toybay", "toys", "--account", person.accounts["toys"])
    assert said == "toys is connected to Toybay.\n"
    person.run("stores", "method", "B")

    lines = [{"sku": "MUG-SLATE-12", "quantity": 2}]
    bought = person.market("orders", "POST", store="toys", name="mug", lines=lines)
    number = bought["order_id"]
    person.market("clock", "PUT", advance="3 min")
    assert re.search(r"toys +1 +1 ", person.run("import", "--all"))

    shown = person.run("orders")
    assert (number in shown, "Toybay" in shown) == (True, True)
    assert "Imported from Toybay (toys)." in person.run("why", number)
    assert "Importée depuis Toybay (toys)." in person.run("--lang", "fr", "why", number)
    (copy,) = person.market("orders/mug")["copies"]
    said = person.run("why", f"shop:{copy['order']['order_id']}")
    assert number in said

    assert re.search(rf"{number} +Toys", person.grid("en"))
    french = person.grid("fr")
    assert re.search(rf"{number} +Jouets", french)
    assert french.rstrip().endswith("#e07a9a")

    person.run("ship", number, "--option", "house:ground")
    person.run("import", "--all")
    told = person.market("orders/mug")
    (package,), (there,) = told["packages"], told["copies"][0]["packages"]
    assert (package["carrier"], package["recorded_by"]) == ("UPS", "api")
    assert there["tracking"] == package["tracking"]
    seen = person.run("look", number)
    assert re.search(rf"Toybay +toys +{number} +shipped +UPS {package['tracking']}", seen)
    found = {one["rule"] for one in person.market("verdict")["findings"]}
    assert found == {
        "mailed-by-setting"
    }  # the shop e-mails buyers as well, and the hub warns of it


def test_a_scenario_plays_it(person: Person) -> None:
    """In both modes, from a file; its operations, calls and markets come from the platform."""
    said = person.run("replay", str(HERE / "toybay.yaml"), "--mode", "reconciling")
    assert "toybay" in said


def test_the_configuration_knows_its_credentials(person: Person, tmp_path: Path) -> None:
    """``key`` is a key of its stores, and of no other platform's."""
    file = tmp_path / "shiponce.toml"
    store = '[stores.toys]\nplatform = "toybay"\naccount = "toys-abcde"\n'
    file.write_text(store + 'key_env = "TOYS_KEY"\n', "utf-8")
    person.run("config", "check", str(file))
    file.write_text(store + 'token = "t"\n', "utf-8")
    wrong = person.run("config", "check", str(file), code=2)
    assert "is not for Toybay, which takes key" in wrong
    schema = json.loads(person.run("config", "schema"))
    properties = schema["$defs"]["StorePart"]["properties"]
    assert "toybay" in properties["platform"]["enum"]
    assert "key_file" in properties


def test_without_the_package_its_orders_are_not_read(person: Person, tmp_path: Path) -> None:
    """The hub says which platform is missing, in both languages, and changes nothing."""
    own = person.environment | {"SHIPONCE_DB": str(tmp_path / "hub.db")}
    account = person.accounts["toys"]
    Person(own, person.url, person.accounts).run(
        "stores", "connect", "toys", "--platform", "toybay", "--account", account
    )
    without = own | {"PYTHONPATH": str(ROOT)}
    bare = Person(without, person.url, person.accounts)
    assert "no installed package brings that platform" in bare.run("orders", code=2)
    assert "aucun paquet installé" in bare.run("--lang", "fr", "orders", code=2)
