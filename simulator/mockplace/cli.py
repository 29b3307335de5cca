"""The command ``mockplace``: the simulator behind a port."""

from __future__ import annotations

import re
import socket
import time
from importlib.metadata import version
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from mockplace.world.model import Account

_SPEED = re.compile(r"x([0-9]{1,6}(?:\.[0-9]{1,3})?)")
_MOST_ORDERS = 200_000


class Speed(click.ParamType["float"]):
    """``real``, ``frozen`` or ``x60``."""

    name = "clock"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> float:
        """Virtual seconds a second."""
        if isinstance(value, float):
            return value
        text = str(value)
        if text in ("real", "frozen"):
            return 1.0 if text == "real" else 0.0
        found = _SPEED.fullmatch(text)
        if not found or not float(found[1]):
            self.fail(f"{text!r} is not real, frozen or a speed such as x60", param, ctx)
        return float(found[1])


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(version("shiponce"), prog_name="mockplace")
def main() -> None:
    """A simulator of BigCommerce, Amazon and eBay that is faithful on the wire.

    It serves one merchant's shop, Amazon account and eBay account, and the connector that copies
    marketplace orders into the shop. Nothing leaves this machine.
    """


@main.command()
@click.option(
    "--port", type=click.IntRange(0, 65_535), default=8765, show_default=True,
    help="Port on 127.0.0.1; 0 takes any free one.",
)  # fmt: skip
@click.option(
    "--orders", type=click.IntRange(0, _MOST_ORDERS), default=60, show_default=True,
    help="Purchases of the days before now.",
)  # fmt: skip
@click.option(
    "--seed", type=int, default=1, show_default=True,
    help="The same seed makes the same market.",
)  # fmt: skip
@click.option(
    "--clock", "speed", type=Speed(), default="real", show_default=True,
    help="real, frozen, or x60 for an hour a minute.",
)  # fmt: skip
@click.option(
    "--connector", type=click.Choice(["channel-manager", "codisto", "generic-app", "bare", "none"]),
    default="channel-manager", show_default=True, help="What copies orders into the shop.",
)  # fmt: skip
@click.option("--limits/--no-limits", default=True, show_default=True, help="Request limits.")
def serve(port: int, orders: int, seed: int, speed: float, connector: str, limits: bool) -> None:
    """Serve a market until interrupted."""
    from mockplace import market, server  # uvicorn takes its time, and --help needs none

    listening = _listening(port)
    start = time.time_ns() // 1_000_000
    world = market.open_market(seed=seed, start=start, limits=limits, connector=connector)
    world.populate(orders)
    for account in world.accounts.values():
        click.echo(_credentials(account))
    with listening:
        server.serve(world, listening, server.ServedClock(world, speed), _say_ready)


def _listening(port: int) -> socket.socket:
    from mockplace.server import listen  # uvicorn takes its time, and --help needs none

    try:
        return listen(port)
    except OSError as problem:
        raise click.ClickException(_unbound(port, problem)) from problem


def _say_ready(port: int) -> None:
    click.echo(f"mockplace is ready at http://127.0.0.1:{port} - stop it with Ctrl-C")


def _credentials(account: Account) -> str:
    """What the account's API accepts: invented, so it may be shown."""
    if account.platform == "bigcommerce":
        return f"{account.name}: BigCommerce, store hash {account.account}, token {account.token}"
    title = {"amazon": "Amazon", "ebay": "eBay"}[account.platform]
    return (
        f"{account.name}: {title}, account {account.account}, client id {account.client_id}, "
        f"client secret {account.client_secret}, refresh token {account.token}"
    )


def _unbound(port: int, problem: OSError) -> str:
    reason = problem.strerror or "the system refused it"
    return f"cannot listen on 127.0.0.1:{port} ({reason}); choose another with --port."
