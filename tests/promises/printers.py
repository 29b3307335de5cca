"""Printers that tests put in the place of real ones: network ports, and a program ``lp``."""

from __future__ import annotations

import socket
import stat
import struct
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

#: How a port behaves: reads all and closes; reads all and keeps silent; reads a part and resets;
#: reports its status after reading and then closes.
Manner = Literal["closes", "silent", "resets", "reports"]


@dataclass
class Port:
    """A raw port on this machine, and what it has read of each connection."""

    number: int
    printed: list[bytes] = field(default_factory=list)


@contextmanager
def raw_port(manner: Manner) -> Iterator[Port]:
    """Listen on a free port until the block ends."""
    listener = socket.create_server(("127.0.0.1", 0))
    port = Port(listener.getsockname()[1])
    over = threading.Event()

    def serve() -> None:
        while not over.is_set():
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            with connection, suppress(OSError):
                _read(connection, manner, port, over)

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield port
    finally:
        over.set()
        with suppress(OSError):  # wakes the listener
            socket.create_connection(("127.0.0.1", port.number), timeout=1).close()
        listener.close()
        thread.join(5)


def _read(connection: socket.socket, manner: Manner, port: Port, over: threading.Event) -> None:
    if manner == "resets":
        port.printed.append(connection.recv(100))
        # Closing with linger 0 sends a reset.
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        return
    read = b""
    while chunk := connection.recv(65_536):
        read += chunk
    if not read:
        return  # a connection that only asks
    port.printed.append(read)
    if manner == "reports":
        connection.sendall(b"\x02030,0,0\x03")
    if manner == "silent":
        over.wait(20)


def free_port() -> int:
    """Return a port on which nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as one:
        number: int = one.getsockname()[1]
    return number


def put_lp(folder: Path, *, says: str = "", ends: int = 0, waits: float = 0) -> Path:
    """Put a program ``lp`` into *folder* that keeps what it is given; return where it keeps it."""
    taken = folder / "taken"
    taken.mkdir(parents=True, exist_ok=True)
    program = folder / "lp"
    program.write_text(
        f"""#!{sys.executable}
import os, sys, time
from pathlib import Path
words = sys.argv[1:]
title = words[words.index("-t") + 1]
data = sys.stdin.buffer.read()
time.sleep({waits})
if {ends} == 0:
    Path({str(taken)!r}, title).write_bytes(data)
    Path({str(taken)!r}, title + ".words").write_text("\\n".join(words))
    print("request id is labels-1 (0 file(s))")
print({says!r}, file=sys.stderr)
if {ends} < 0:
    os.kill(os.getpid(), -({ends}))
sys.exit({ends})
""",
        encoding="utf-8",
    )
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    return taken
