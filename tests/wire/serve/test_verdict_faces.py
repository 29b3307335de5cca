"""One verdict behind four faces: command, control plane, Python, and the fixture of pytest."""

from __future__ import annotations

import json
import pickle
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any

import httpx
import pytest
from click.testing import CliRunner, Result

from mockplace.cli import main
from mockplace.control.verdicts import view
from mockplace.control.world_routing import WorldRouter
from mockplace.control.worlds import Worlds
from mockplace.kernel import world_file
from mockplace.kernel.call_quotas import Bucket, CallCounts, Window
from mockplace.kernel.world import World
from mockplace.serving.clock import Pace
from mockplace.serving.server import Server, Site, listen
from mockplace.testing import Mockplace, opened

pytest_plugins = ["pytester"]

INNER = """
def test_a_shipped_order(mockplace, mockplace_verdict):
    order = mockplace.buy("shop", "MUG-SLATE-12")
    assert mockplace_verdict().is_clean
    assert mockplace_verdict({order.order_id: 1}).is_clean
    assert mockplace_verdict({("shop", order.order_id): {"MUG-SLATE-12": 1}}).is_clean
    assert mockplace_verdict({}).codes == ["units-unaccounted"]
    ledger = mockplace_verdict().ledger(order.purchase)
    assert ledger.lines[0].open == 1
"""


@pytest.fixture
def place() -> Iterator[Mockplace]:
    """A market in which one order was sent by hand, and told to nobody."""
    with opened() as found:
        found.buy("amz", "MUG-SLATE-12")
        order = found.buy("shop", "MUG-SLATE-12")
        units = {order.lines[0].line_id: 1}
        found.world.shipping.send_by_hand("UPS", "1ZHAND", {("shop", order.order_id): units})
        found.pass_time(86_400)
        yield found


@contextmanager
def control_plane(world: World, token: str = "") -> Iterator[str]:
    """The address of a server whose control plane shows a copy of a world."""
    worlds, ready, listening = Worlds(world, Pace.read("manual")), threading.Event(), listen(0)
    site = Site(WorldRouter(worlds, token).answer, lambda: tuple(worlds.served.values()))
    server = Server(site.answer, ready.set)
    thread = threading.Thread(target=server.run, args=(listening,), daemon=True)
    thread.start()
    assert ready.wait(10)
    yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    server.stop()
    thread.join(10)


def run(*words: str | Path) -> Result:
    """What a command says."""
    return CliRunner().invoke(main, [str(word) for word in words])


def test_every_face_says_the_same(place: Mockplace, tmp_path: Path) -> None:
    """To the byte, findings, ledgers, remarks and costs."""
    told: dict[str, Any] = view(place.world, place.verdict()).model_dump(mode="json")
    assert [one["rule"] for one in told["findings"]] == [
        "never-notified", "open-everywhere", "not-closed",
    ]  # fmt: skip
    assert [one["adds_up"] for one in told["ledgers"]] == [True, True]
    place.save(tmp_path / "world")
    of_file = run("verdict", tmp_path / "world", "--json")
    with control_plane(place.world) as url:
        of_server = run("verdict", "--url", url, "--json")
        got = httpx.get(f"{url}/_mockplace/verdict").json()
        posted = httpx.post(f"{url}/_mockplace/verdict", json={}).json()
        text = run("verdict", "--url", url).stdout
        assert run("save", tmp_path / "saved", "--url", url).exit_code == 0
    assert json.loads(of_file.stdout) == json.loads(of_server.stdout) == got == posted == told
    assert of_file.exit_code == of_server.exit_code == 1
    assert run("verdict", tmp_path / "world").stdout == text
    assert run("verdict", tmp_path / "saved").stdout == text
    assert "3 findings, in 2 purchases" in text
    assert text.count("adds up") == 2


def test_the_fixture_judges_somebody_elses_test(pytester: pytest.Pytester) -> None:
    """In a directory that knows nothing of this project."""
    pytester.makepyfile(INNER)
    plugin = ("-p", "mockplace.pytest_plugin")
    result = pytester.runpytest_subprocess(*plugin, "-p", "no:cacheprovider", "--strict-markers")
    result.assert_outcomes(passed=1)


@pytest.mark.parametrize("form", ["object", "list", "body"])
def test_what_is_open_is_read_from_a_file(place: Mockplace, tmp_path: Path, form: str) -> None:
    """An object by order id, the list of the control plane, or its whole body."""
    world, shown = tmp_path / "world", tmp_path / "open.json"
    place.save(world)
    (order_id,) = (name for store, name in place.world.orders if store == "amz")
    entries = [{"order_id": order_id, "store": "amz", "lines": {"MUG-SLATE-12": 1}}]
    forms = {"object": {order_id: 1}, "list": entries, "body": {"open": entries}}
    shown.write_text(json.dumps(forms[form]))
    assert "units-unaccounted" not in run("verdict", world, "--open", shown).stdout
    shown.write_text("{}")
    assert "units-unaccounted" in run("verdict", world, "--open", shown).stdout


def test_a_clean_world_is_exit_code_0(tmp_path: Path) -> None:
    """Nothing was shipped, and nothing is wrong."""
    with opened(orders=60) as place:
        place.save(tmp_path / "world")
    result = run("verdict", tmp_path / "world")
    assert result.exit_code == 0
    assert result.stdout.startswith("clean: nothing is wrong, in 60 purchases")
    assert "60 purchases more, whose units add up" in result.stdout
    assert run("verdict", tmp_path / "world", "--all").stdout.count("adds up") >= 60


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ('{"1": 1}', "no account has an open order 1"),
        ('[{"order_id": "1"}]', "say units or lines"),
        ('[{"order_id": "1", "units": -1}]', "greater than or equal to 0"),
        ("{", "is no JSON"),
        ('"x"', "list"),
    ],
)
def test_a_wrong_list_of_open_units_is_refused(
    place: Mockplace, tmp_path: Path, content: str, said: str
) -> None:
    """In one sentence, and there is no verdict."""
    place.save(tmp_path / "world")
    (tmp_path / "open.json").write_text(content)
    result = run("verdict", tmp_path / "world", "--open", tmp_path / "open.json")
    assert (result.exit_code, result.stdout) == (2, "")
    assert said in result.stderr


@pytest.mark.parametrize(
    "words",
    [
        ("verdict", "nothing-there"),
        ("verdict", "--port", "1"),
        ("verdict", "world", "--port", "1"),
        ("verdict", "--port", "1", "--url", "http://127.0.0.1:2"),
        ("verdict", "--url", "http://[::"),
        ("verdict", "--unseen", "soon"),
        ("save", "world", "--port", "1"),
    ],
)
def test_no_verdict_is_exit_code_2(words: tuple[str, ...]) -> None:
    """A file that is not there, a server that does not answer, and words that make no sense."""
    result = run(*words)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("Error: ")
    assert "Traceback" not in result.stderr


def test_the_token_of_a_control_plane_is_taken_from_the_environment(
    place: Mockplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As ``mockplace serve`` takes it."""
    with control_plane(place.world, "a-token") as url:
        assert "needs its token" in run("verdict", "--url", url).stderr
        monkeypatch.setenv("MOCKPLACE_TOKEN", "a-token")
        assert run("verdict", "--url", url).exit_code == 1
        assert run("verdict", "--url", url, "--world", "another").exit_code == 1


class _Evil:
    """What would run a command when it is read."""

    def __reduce__(self) -> tuple[object, ...]:
        """Name a function of the operating system."""
        import os

        return os.system, ("touch /tmp/read-by-mockplace",)


@pytest.mark.parametrize(
    "body",
    [
        b"", b"no pickle", pickle.dumps(_Evil()), pickle.dumps({"a": 1}), pickle.dumps(print),
        b"cmockplace.serving.server\nlisten\n(I0\ntR.", b"cmockplace.cli\nmain.commands\n.",
    ],
)  # fmt: skip
def test_only_records_are_read_from_a_file(tmp_path: Path, body: bytes) -> None:
    """Whoever gives somebody a file runs nothing on their machine."""
    file = tmp_path / "world"
    file.write_bytes(body)
    with pytest.raises(world_file.NotAWorld):
        world_file.read(file)
    file.write_bytes(b"mockplace world 1\n" + body)
    with pytest.raises(world_file.NotAWorld):
        world_file.read(file)
    assert run("verdict", file).exit_code == 2


def test_a_saved_world_goes_on(place: Mockplace, tmp_path: Path) -> None:
    """With what falls due, and with a request that is still on its way."""
    place.fail("late_commit", "updateOrder")
    account = place.account("shop")
    order_id = next(name for store, name in place.world.orders if store == "shop")
    where = f"https://api.bigcommerce.com/stores/{account.account}/v2/orders/{order_id}"
    http = httpx.Client(transport=place.transport)
    with pytest.raises(httpx.ReadTimeout):
        http.put(where, headers={"X-Auth-Token": account.token}, json={"status_id": 9})
    place.save(tmp_path / "world")
    world = world_file.read(tmp_path / "world")
    assert (world.now, world.orders.keys()) == (place.world.now, place.world.orders.keys())
    assert world.orders["shop", order_id].status_id != 9
    world.advance_to(world.now + 86_400_000)
    assert world.orders["shop", order_id].status_id == 9


def test_a_world_saved_before_a_class_was_renamed_is_read(
    place: Mockplace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file names its classes as the version called them that wrote it."""
    former = ModuleType("mockplace.kernel.rate_limits")
    file = tmp_path / "earlier.world"
    with monkeypatch.context() as earlier:
        earlier.setitem(sys.modules, former.__name__, former)
        for one, name in ((CallCounts, "RateLimits"), (Bucket, "Bucket"), (Window, "Window")):
            earlier.setattr(former, name, one, raising=False)
            earlier.setattr(one, "__module__", former.__name__)
        CallCounts.__qualname__ = "RateLimits"
        try:
            world_file.write(place.world, file)
        finally:
            CallCounts.__qualname__ = "CallCounts"
    assert b"mockplace.kernel.rate_limits" in file.read_bytes()
    assert world_file.read(file).limits == place.world.limits
