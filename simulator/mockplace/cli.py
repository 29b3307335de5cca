"""The command ``mockplace``: serve the simulator over HTTP, and judge a world."""

from __future__ import annotations

import contextlib
import gc
import os
import secrets
import signal
import socket
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from importlib.metadata import version
from ipaddress import ip_address
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, get_args

import click

from mockplace.command_checks import Guarded, Strict, given
from mockplace.seeding.connector_names import ConnectorName
from mockplace.serving.clock import Pace

if TYPE_CHECKING:
    from mockplace.kernel.records import Account
    from mockplace.kernel.world import World
    from mockplace.serving.server import TlsSettings

_MOST_ORDERS = 200_000
_CA_FILE = "mockplace-ca.pem"
_PORT = click.IntRange(0, 65_535)


class Clock(click.ParamType["Pace"]):
    """The type of ``--clock``: ``real``, ``frozen``, ``manual``, or a speed such as ``x60``."""

    name = "clock"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> Pace:
        """Return the pace of the world's clock."""
        if isinstance(value, Pace):
            return value
        try:
            return Pace.read(str(value))
        except ValueError as problem:
            self.fail(str(problem), param, ctx)


class Start(click.ParamType[int]):
    """The type of ``--start``: an instant such as ``2026-11-20T09:00:00Z``, converted to ms UTC."""

    name = "instant"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> int:
        """Return the instant at which a market begins, in ms UTC; refuse an invalid instant."""
        from mockplace.seeding.start_options import (
            beginning,  # pydantic is slow to import, and --start is rarely given
        )

        try:
            return value if isinstance(value, int) else beginning(str(value))
        except ValueError as problem:
            self.fail(str(problem), param, ctx)


class ServeError(click.ClickException):
    """An error that prevents serving the market; the command prints only its message."""

    exit_code = 2


@dataclass(frozen=True, slots=True)
class Listeners:
    """The host and its listening sockets; a socket is None if its port was not requested."""

    host: str
    plain: socket.socket
    tls: socket.socket | None
    proxy: socket.socket | None

    @classmethod
    def open(cls, host: str, port: int, tls_port: int | None, proxy_port: int | None) -> Listeners:
        """Open every requested socket; raise ``ServeError`` if one cannot be opened."""
        with contextlib.ExitStack() as opened:
            plain = opened.enter_context(_listening(host, port, "--port"))
            secured = [
                None if wanted is None else opened.enter_context(_listening(host, wanted, option))
                for wanted, option in ((tls_port, "--tls-port"), (proxy_port, "--proxy-port"))
            ]
            opened.pop_all()
        return cls(host, plain, *secured)

    def secured(self, ca_file: Path) -> TlsSettings | None:
        """Return TLS settings with a new certificate authority; write its certificate to *ca_file*.

        Return None if neither a TLS port nor a proxy port is requested.
        """
        if self.tls is None and self.proxy is None:
            return None
        from mockplace.serving.server import TlsSettings
        from mockplace.serving.tls import (  # slow to import, and rarely needed
            CertificateAuthority,
            TlsUnavailable,
        )

        try:
            authority = CertificateAuthority(*_names(self.host))
            authority.publish(ca_file)
        except TlsUnavailable as problem:
            raise ServeError(str(problem)) from problem
        return TlsSettings(authority.context, self.tls, self.proxy)

    def ready(self) -> str:
        """Return the message that the server is ready, with its addresses."""
        places = [f"at {self._address('http', self.plain)}"]
        if self.tls:
            places.append(f"at {self._address('https', self.tls)}")
        if self.proxy:
            places.append(f"as a proxy at {self._address('http', self.proxy)}")
        return f"mockplace is ready {' and '.join(places)} - stop it with Ctrl-C"

    def control_plane(self) -> str:
        """Return the addresses of the page and of the description of all its operations."""
        place = f"{self._address('http', self.plain)}/_mockplace/"
        return f"control plane: page {place} - operations {place}openapi.json"

    def _address(self, scheme: str, listening: socket.socket) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{scheme}://{host}:{listening.getsockname()[1]}"


def _chosen(_ctx: click.Context, _param: click.Parameter, said: tuple[str, ...]) -> dict[str, str]:
    """Return question name → chosen answer; refuse unknown or repeated names and wrong answers."""
    from mockplace.kernel.assumptions import Assumptions  # not needed for --help

    pairs = [text.partition("=")[::2] for text in said]
    found = dict(pairs)
    if len(found) < len(pairs):
        raise click.BadParameter("something is chosen twice")
    try:
        Assumptions(found)
    except ValueError as problem:
        raise click.BadParameter(str(problem)) from problem
    return found


def _names_of_ours(
    _ctx: click.Context, _param: click.Parameter, said: tuple[str, ...]
) -> tuple[str, ...]:
    """Return the host names; refuse a name that contains a scheme or a port."""
    from mockplace.serving.host_check import is_name  # not needed for --help

    for name in said:
        if not is_name(name):
            raise click.BadParameter(
                f"{name!r} is not the name of a host; write it without scheme and port"
            )
    return said


@click.group("mockplace", cls=Guarded, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(version("shiponce"), prog_name="mockplace")
def main() -> None:
    """Simulate BigCommerce, Amazon, eBay and a carrier, faithful on the wire.

    It serves one merchant's shop, Amazon account and eBay account, the connector that copies
    marketplace orders into the shop, and a small invented carrier that sells labels. Nothing
    leaves this machine.
    """


@main.command(cls=Strict, needs={"--ca-file": ("--tls-port", "--proxy-port")})
@click.option(
    "--port", type=_PORT, default=8765, show_default=True,
    help="Port for http; 0 takes any free one, as for the others.",
)  # fmt: skip
@click.option("--tls-port", type=_PORT, help="Port for https, under a throw-away authority.")
@click.option(
    "--proxy-port", type=_PORT,
    help="Port of an HTTPS_PROXY: the platforms' own host names, and no other, lead here.",
)  # fmt: skip
@click.option(
    "--ca-file", type=click.Path(dir_okay=False, path_type=Path), default=_CA_FILE,
    show_default=True, help="Where the authority's certificate is written, for clients to trust.",
)  # fmt: skip
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--allow-host", "names", multiple=True, metavar="NAME", callback=_names_of_ours,
    help="A name under which clients call this machine, such as that of a container; repeatable.",
)  # fmt: skip
@click.option(
    "--world", "file", type=click.Path(dir_okay=False, path_type=Path),
    help="A market written down in YAML or JSON, instead of an invented one.",
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
    "--clock", "pace", type=Clock(), default="real", show_default=True,
    help="real, x60 for an hour a minute, frozen, or manual: moved by the control plane alone.",
)  # fmt: skip
@click.option(
    "--start", type=Start(), help="When the market begins, such as 2026-11-20T09:00:00Z; else now."
)
@click.option(
    "--connector", type=click.Choice(get_args(ConnectorName)),
    default="channel-manager", show_default=True, help="What copies orders into the shop.",
)  # fmt: skip
@click.option(
    "--choose", "choices", multiple=True, metavar="NAME=ANSWER", callback=_chosen,
    help="Something that the platforms' documents leave open; repeatable.",
)  # fmt: skip
@click.option("--limits/--no-limits", default=True, show_default=True, help="Request limits.")
@click.pass_context
def serve(
    ctx: click.Context,
    port: int,
    tls_port: int | None,
    proxy_port: int | None,
    ca_file: Path,
    host: str,
    names: tuple[str, ...],
    file: Path | None,
    orders: int,
    seed: int,
    pace: Pace,
    start: int | None,
    connector: str,
    choices: dict[str, str],
    limits: bool,
) -> None:
    """Serve a market until interrupted."""
    if file:
        _agree(ctx, ("orders", "seed", "connector"))
    token = _token(ctx)
    with _stopped_quietly():
        from mockplace.control.world_routing import WorldRouter
        from mockplace.control.worlds import Worlds
        from mockplace.serving import server  # slow to import, not needed for --help

        listeners = Listeners.open(host, port, tls_port, proxy_port)
        secured = listeners.secured(ca_file)
        begins = _now() if start is None else start
        if file:
            world, pace = _written(ctx, file, begins, pace, limits)
        else:
            world = _invented(seed, begins, orders, connector, limits)
        for name, answer in choices.items():
            world.choose(name, answer)
        exposed = not _is_loopback(host)
        if exposed:
            click.echo(_EXPOSED.format(host=host), err=True)
        if exposed and not token:
            token = secrets.token_urlsafe(24)
            click.echo(f"control plane: token {token}")
        worlds = Worlds(world, pace)
        gc.freeze()  # objects from start-up stay: keep them out of GC
        for account in world.accounts.values():
            click.echo(_credentials(account))
        server.serve(
            server.Site(
                WorldRouter(worlds, token).answer,
                lambda: tuple(worlds.served.values()),
                (host, *names),
            ).answer,
            listeners.plain,
            lambda: click.echo(f"{listeners.control_plane()}\n{listeners.ready()}"),
            secured,
        )


_WHERE = (
    click.option(
        "--port", type=_PORT, default=8765, show_default=True,
        help="The port on this machine where mockplace serves the world.",
    ),
    click.option("--url", help="Its address, if it is another machine's or not http."),
    click.option("--world", help="Which of the served worlds; the default one if not said."),
)  # fmt: skip


def _where(command: Callable[..., None]) -> Callable[..., None]:
    """Add the options that say where a world is served."""
    for option in reversed(_WHERE):
        command = option(command)
    return command


@main.command(cls=Strict)
@click.argument("file", required=False, type=click.Path(dir_okay=False, path_type=Path))
@_where
@click.option(
    "--open", "open_file", type=click.Path(dir_okay=False, path_type=Path),
    help="JSON: every order that your program shows as open, by the platform's id, with its units, "
    'such as {"114-1234567-1234567": 2}.',
)  # fmt: skip
@click.option(
    "--unseen", default="1 d", show_default=True, metavar="TIME",
    help="How long your program has to learn of what others do, such as a cancellation: 15 min.",
)  # fmt: skip
@click.option(
    "--quiet/--busy", default=True, show_default=True,
    help="Whether your program has nothing left to do; if it is busy, what may still come is no "
    "finding.",
)  # fmt: skip
@click.option("--all", "every", is_flag=True, help="List every purchase, however many there are.")
@click.option("--json", "as_json", is_flag=True, help="Print everything as JSON.")
@click.pass_context
def verdict(
    ctx: click.Context,
    file: Path | None,
    port: int,
    url: str | None,
    world: str | None,
    open_file: Path | None,
    unseen: str,
    quiet: bool,
    every: bool,
    as_json: bool,
) -> None:
    """Judge the program that shipped a world's orders.

    Did every unit leave once, and was every platform told the truth? The world is served (--port
    or --url), or was saved in FILE. The judge knows only what the platforms and carriers of the
    world have on record, and what you say of your program with --open. It finds units that left
    twice or not at all, confirmations that are missing, doubled or wrong, surplus e-mails, wrong
    addresses, and labels that were paid in vain.

    Exit code: 0 if nothing is wrong, 1 if there are findings, 2 if no verdict is possible.
    """
    server = _server(ctx, file, port, url, world)
    from mockplace import verdict_command  # slow to import, not needed for --help

    request = verdict_command.request_of(open_file, quiet=quiet, unseen=unseen)
    if server is None and file is not None:
        found = verdict_command.verdict_of_file(file, request)
    else:
        found = verdict_command.Server(*(server or ("", ""))).verdict(request)
    for line in verdict_command.text(found, as_json=as_json, every=every):
        click.echo(line)
    if not found.clean:
        ctx.exit(1)


@main.command(cls=Strict)
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@_where
@click.pass_context
def save(ctx: click.Context, file: Path, port: int, url: str | None, world: str | None) -> None:
    """Save a served world in FILE, which `mockplace verdict FILE` reads."""
    server = _server(ctx, None, port, url, world)
    from mockplace import verdict_command  # slow to import, not needed for --help

    verdict_command.Server(*(server or ("", ""))).save(file)


def _server(
    ctx: click.Context, file: Path | None, port: int, url: str | None, world: str | None
) -> tuple[str, str] | None:
    """Return the address of a server and the name of its world, None if a file is meant."""
    said = [f"--{name}" for name in ("port", "url", "world") if given(ctx, name)]
    if file is not None:
        if said:
            raise click.UsageError(f"FILE is a world of its own; leave {said[0]} out.", ctx)
        return None
    if "--port" in said and "--url" in said:
        raise click.UsageError("--url has a port of its own; leave --port out.", ctx)
    return url or f"http://127.0.0.1:{port}", world or ""


def _token(ctx: click.Context) -> str:
    """Return the token from the environment; refuse characters that no header can hold."""
    token = os.environ.get("MOCKPLACE_TOKEN", "")
    if any(not "!" <= character <= "~" for character in token):
        problem = "MOCKPLACE_TOKEN has a blank or a character that no request's header can hold"
        raise click.UsageError(f"{problem}; use letters and digits.", ctx)
    return token


_EXPOSED = (
    "warning: {host} is not loopback: whoever reaches this machine reaches the simulator, "
    "whose control plane asks for the token."
)


def _agree(ctx: click.Context, said: Iterable[str]) -> None:
    """Refuse options for settings that the ``--world`` file already contains."""
    again = [f"--{name}" for name in said if given(ctx, _PARAMETERS.get(name, name))]
    if again:
        raise click.UsageError(f"--world says that itself; leave {' and '.join(again)} out.")


#: Option → its parameter, where the two names differ.
_PARAMETERS = {"clock": "pace"}


@contextlib.contextmanager
def _stopped_quietly() -> Iterator[None]:
    """Exit with code 0 and no traceback if SIGINT or SIGTERM arrives before the server runs."""

    def stop(_number: int, _frame: object) -> NoReturn:
        raise SystemExit(0)

    before = [(number, signal.signal(number, stop)) for number in (signal.SIGINT, signal.SIGTERM)]
    try:
        yield
    finally:
        for number, handler in before:
            signal.signal(number, handler)


def _now() -> int:
    return time.time_ns() // 1_000_000


def _invented(seed: int, start: int, orders: int, connector: str, limits: bool) -> World:
    from mockplace.seeding import default_market

    world = default_market.open_market(seed=seed, start=start, limits=limits, connector=connector)
    world.populate(orders)
    return world


def _written(
    ctx: click.Context, file: Path, start: int, pace: Pace, limits: bool
) -> tuple[World, Pace]:
    """Return the market of a file and the pace of its clock; options supply what the file omits."""
    from mockplace.seeding import world_file  # pydantic and YAML are slow to import

    try:
        written = world_file.parsed(file)
        said = {"start": written.clock, "clock": written.mode, "limits": written.limits}
        _agree(ctx, [name for name, value in said.items() if value is not None])
        kept = Pace.read(written.mode) if written.mode else pace
        return world_file.opened(file, written, start, limits=limits), kept
    except world_file.Unreadable as problem:
        raise ServeError(str(problem)) from problem


def _listening(host: str, port: int, option: str) -> socket.socket:
    from mockplace.serving.server import listen  # slow to import, not needed for --help

    try:
        return listen(port, host)
    except OSError as problem:
        raise ServeError(_unbound(host, port, option, problem)) from problem


def _unbound(host: str, port: int, option: str, problem: OSError) -> str:
    reason = problem.strerror or "the system refused it"
    if isinstance(problem, socket.gaierror):
        option = "--host"
    return f"cannot listen on {host}:{port} ({reason}); choose another with {option}."


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def _names(host: str) -> tuple[str, ...]:
    """Return the certificate's names: the host, or none for a wildcard address (0.0.0.0, ::)."""
    try:
        return () if ip_address(host).is_unspecified else (host,)
    except ValueError:
        return (host,)


def _credentials(account: Account) -> str:
    """Return a line with the invented credentials that the account's API accepts."""
    from mockplace import registry  # not needed for --help

    platform = registry.platform(account.platform)
    if platform.accounts is None:
        raise LookupError(account.platform)
    return f"{account.name}: {platform.title}, {platform.accounts.credentials(account)}"
