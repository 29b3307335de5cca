"""An HTTP proxy for clients that use the platforms' own https addresses.

The proxy opens tunnels to the platforms' hosts only. Every tunnel ends at the simulator's server,
with the simulator's certificate; nothing reaches the real platforms.
"""

from __future__ import annotations

import asyncio
import contextlib
import re
import socket
import ssl
from collections.abc import Callable, Coroutine

from mockplace import registry

Protocol = Callable[[], asyncio.Protocol]

_LONGEST_HEAD = 16_384
#: Seconds within which a client must send its CONNECT request and finish the TLS handshake.
_PATIENCE = 10.0
_OPEN = b"HTTP/1.1 200 Connection established\r\n\r\n"
_TUNNEL = re.compile(rb"CONNECT ([^\s:]+|\[[^\s\]]+\]):([0-9]{1,5}) HTTP/1\.[01]")


class Proxy:
    """Accepts connections on a listening socket; the server's protocol handles the valid ones."""

    def __init__(self, listening: socket.socket, context: ssl.SSLContext) -> None:
        self._listening = listening
        self._context = context
        self._tasks: set[asyncio.Task[None]] = set()

    async def open(self, protocol: Protocol) -> None:
        """Begin to accept connections."""
        self._listening.setblocking(False)
        self._keep(self._accept(protocol))

    async def close(self) -> None:
        """Accept no more connections, and drop those that are not yet tunnels."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._listening.close()

    def _keep(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _accept(self, protocol: Protocol) -> None:
        loop = asyncio.get_running_loop()
        while True:
            try:
                client, _ = await loop.sock_accept(self._listening)
            except OSError:  # the client has disconnected, or too many sockets are open
                await asyncio.sleep(0.01)
                continue
            client.setblocking(False)
            self._keep(self._open_tunnel(client, protocol))

    async def _open_tunnel(self, client: socket.socket, protocol: Protocol) -> None:
        """Open a tunnel, or answer with the reason for the refusal."""
        loop = asyncio.get_running_loop()
        try:
            async with asyncio.timeout(_PATIENCE):
                refusal = why_refused(await _read_head(client))
                await loop.sock_sendall(client, _render(refusal) if refusal else _OPEN)
                if refusal:
                    await _close(client)
                else:
                    await loop.connect_accepted_socket(protocol, client, ssl=self._context)
        except (OSError, TimeoutError):  # the client left, or does not trust our certificate
            client.close()
        except asyncio.CancelledError:
            client.close()
            raise


def why_refused(head: bytes) -> str:
    """Return why a client gets no tunnel, '' if it gets one."""
    line = head.split(b"\r\n", 1)[0]
    found = _TUNNEL.fullmatch(line)
    if found is None:
        return "This proxy opens tunnels (CONNECT) to the platforms' https addresses, nothing else."
    host, port = found[1].decode("latin-1").lower(), int(found[2])
    hosts = registry.hosts()
    if host not in hosts or port != 443:
        return (
            f"This proxy leads to the simulated platforms only, not to {host}:{port}; "
            f"they are, on port 443: {', '.join(hosts)}."
        )
    if not head.endswith(b"\r\n\r\n"):
        return "Wait for the tunnel before you speak through it."
    return ""


def _render(refusal: str) -> bytes:
    body = f"{refusal}\n".encode()
    head = (
        "HTTP/1.1 403 Forbidden by mockplace\r\ncontent-type: text/plain; charset=utf-8\r\n"
        f"content-length: {len(body)}\r\nconnection: close\r\n\r\n"
    )
    return head.encode() + body


async def _read_head(client: socket.socket) -> bytes:
    """Read what the client sends up to the empty line, or up to the limit."""
    loop = asyncio.get_running_loop()
    head = b""
    while b"\r\n\r\n" not in head and len(head) < _LONGEST_HEAD:
        part = await loop.sock_recv(client, 4096)
        if not part:
            raise ConnectionResetError
        head += part
    return head


async def _close(client: socket.socket) -> None:
    """Close a connection such that the client can read the answer first."""
    loop = asyncio.get_running_loop()
    client.shutdown(socket.SHUT_WR)
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(1):
            while await loop.sock_recv(client, 4096):
                pass
    client.close()
