"""The command ``mockplace``."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import subprocess
import sys
import threading

import httpx
import pytest
from click.testing import CliRunner

from mockplace.cli import main
from mockplace.serving.server import listen
from mockplace.serving.webhook_delivery_task import WebhookDelivery

ENVIRONMENT = {"PYTHONUNBUFFERED": "1"} | {
    name: os.environ[name] for name in ("PATH", "PYTHONPATH") if name in os.environ
}


def test_help_and_version() -> None:
    """Both answer without starting anything."""
    run = CliRunner().invoke
    assert "serve" in run(main, ["--help"]).output
    assert "x60" in run(main, ["serve", "--help"]).output
    assert run(main, ["--version"]).output.startswith("mockplace, version ")


def test_a_port_in_use_is_said_in_one_sentence() -> None:
    """No trace, no log: what is taken, and what to do."""
    with listen(0) as taken:
        port = str(taken.getsockname()[1])
        result = CliRunner().invoke(main, ["serve", "--port", port])
    assert result.exit_code == 2
    assert result.output.count("\n") == 1
    assert port in result.output
    assert "--port" in result.output


@pytest.mark.parametrize("token", ["t\u00f6ken", "a b", "a\tb", " "])
def test_a_token_that_no_header_can_hold_is_refused(
    token: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody could ever send it: the control plane would be shut for good."""
    monkeypatch.setenv("MOCKPLACE_TOKEN", token)
    result = CliRunner().invoke(main, ["serve", "--port", "0", "--orders", "0"])
    assert result.exit_code == 2
    assert "MOCKPLACE_TOKEN" in result.output


@pytest.mark.parametrize("proxy", ["::garbage", "gopher://127.0.0.1", "http://127.0.0.1:1"])
def test_deliveries_need_no_proxy(proxy: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """They stay on this machine, whatever the environment says of the way out."""
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, proxy)
    asked: list[str] = []

    def markets() -> tuple[()]:
        asked.append("what is due")
        return ()

    async def carry() -> None:
        courier = WebhookDelivery(markets, threading.Lock())
        while not asked and not courier._task.done():
            await asyncio.sleep(0)
        courier._task.cancel()

    asyncio.run(carry())
    assert asked


@pytest.mark.parametrize("speed", ["fast", "x", "x0", "-1"])
def test_a_clock_that_is_none_is_refused(speed: str) -> None:
    """The sentence names what a clock may be."""
    result = CliRunner().invoke(main, ["serve", f"--clock={speed}"])
    assert result.exit_code == 2
    assert "x60" in result.output


@pytest.mark.parametrize(
    ("choice", "said"),
    [
        ("ebay.unknown-order", "404 or 400"),
        ("ebay.unknown-order=500", "404 or 400"),
        ("x=y", "ebay.unknown-order"),
    ],
)
def test_what_cannot_be_chosen_is_refused(choice: str, said: str) -> None:
    """Before anything is served, with what there is to choose."""
    result = CliRunner().invoke(main, ["serve", "--choose", choice])
    assert result.exit_code == 2
    assert said in result.output


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_serves_with_the_credentials_it_prints_and_stops_quietly(number: int) -> None:
    """One line when it is ready; a signal ends it with 0 and no trace."""
    command = [sys.executable, "-m", "mockplace", "serve", "--port", "0", "--orders", "5"]
    with subprocess.Popen(  # noqa: S603 - our own interpreter and module
        [*command, "--clock", "frozen"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=ENVIRONMENT,
    ) as process:
        assert process.stdout is not None
        lines = [process.stdout.readline() for _ in range(5)]
        found = re.search(r"hash (\w+), token (\w+)", lines[0])
        ready = re.search(r"ready at (http://127\.0\.0\.1:\d+)", lines[4])
        assert found
        assert ready
        assert f"{ready[1]}/_mockplace/openapi.json" in lines[3]
        answer = httpx.get(
            f"{ready[1]}/stores/{found[1]}/v2/orders/count",
            headers={"X-Auth-Token": found[2]},
            trust_env=False,
        )
        process.send_signal(number)
        rest, errors = process.communicate(timeout=10)
    assert answer.json()["count"] >= 3
    assert (process.returncode, rest, errors) == (0, "", "")


def test_it_starts_without_what_it_does_not_need() -> None:
    """The libraries for files, TLS and in-process clients are loaded by those who use them."""
    program = (
        "import sys, mockplace.cli, mockplace.serving.server, mockplace.seeding.default_market;"
        " print(*sys.modules)"
    )
    done = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, env=ENVIRONMENT
    )
    assert not {"pydantic", "yaml", "trustme", "httpx", "respx", "faker"} & set(done.stdout.split())
