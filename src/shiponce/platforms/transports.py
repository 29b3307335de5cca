"""Send the adapters' requests; no request that changes something is sent without a permit.

The requests go to the platforms themselves, or all to one address, such as the simulator's. A
read-only hub only reads. ``trust`` names the certificate authorities of servers.
"""

from __future__ import annotations

import os
import re
import ssl
from collections.abc import Callable, Mapping
from ipaddress import ip_address
from pathlib import Path
from typing import cast

import httpx

from shiponce import write_permits
from shiponce.errors import BadInput
from shiponce.platforms.registry import manifests

#: Path of the house carrier's prices; the platforms' manifests name all other POSTs that only read.
_RATES = "/carrier/v1/rates"


#: File name under which OpenSSL finds an authority in a folder (openssl rehash).
_HASHED = re.compile(r"[0-9a-f]{8}\.\d+")


def changes_nothing(method: str, path: str) -> bool:
    """Return True for a request that changes nothing on any platform."""
    if method == "POST":
        return path == _RATES or any(path in one.reading_posts for one in manifests())
    return method in ("GET", "HEAD")


class WriteRefused(httpx.TransportError):
    """A request that could change something was not sent."""


class ReadingOnly(httpx.BaseTransport):
    """Passes reads on and refuses everything else before a byte is sent."""

    def __init__(self, inner: httpx.BaseTransport) -> None:
        self._inner = inner

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Return the answer to a read; WriteRefused for everything else."""
        if not changes_nothing(request.method, request.url.path):
            raise WriteRefused("read-only", request=request)
        return self._inner.handle_request(request)

    def close(self) -> None:
        """Close the inner transport."""
        self._inner.close()


class OnlyActs(httpx.BaseTransport):
    """Sends a write request only if a permit is held, and checks the permit right before sending.

    A permit that refuses raises its own error. A write without a permit is a programming error and
    is not sent.
    """

    def __init__(self, inner: httpx.BaseTransport) -> None:
        self._inner = inner

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Return the answer to a read, or to a write with a permit."""
        if not changes_nothing(request.method, request.url.path):
            permit = write_permits.held()
            if permit is None:
                raise RuntimeError("a request that changes something belongs to no act")
            permit.use()
            request.extensions = {**request.extensions, "trace": _asking(permit, request)}
        return self._inner.handle_request(request)

    def close(self) -> None:
        """Close the inner transport."""
        self._inner.close()


#: What httpcore calls around each step of an exchange (its "trace" extension).
_Trace = Callable[[str, Mapping[str, object]], None]


def _asking(permit: write_permits.Permit, request: httpx.Request) -> _Trace:
    """Return a trace that checks the permit once more after the connection is made."""
    before = cast("_Trace | None", request.extensions.get("trace"))

    def trace(step: str, facts: Mapping[str, object]) -> None:
        if step.endswith(".send_request_headers.started"):
            permit.use()
        if before is not None:
            before(step, facts)

    return trace


class OneAddress(httpx.BaseTransport):
    """Sends every platform's calls to one address; its path is put before each call's path."""

    def __init__(self, url: str, inner: httpx.BaseTransport) -> None:
        self._base = _checked(url)
        self._inner = inner

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send the request to the address and return the answer."""
        request.url = request.url.copy_with(
            scheme=self._base.scheme,
            host=self._base.host,
            port=self._base.port,
            raw_path=self._base.raw_path.rstrip(b"/") + request.url.raw_path,
        )
        request.headers["Host"] = request.url.netloc.decode("ascii")
        return self._inner.handle_request(request)

    def close(self) -> None:
        """Close the inner transport."""
        self._inner.close()


def trust(ca_file: Path | None) -> ssl.SSLContext:
    """Return the trusted certificate authorities.

    These are the default ones (or those of SSL_CERT_FILE or SSL_CERT_DIR), plus those in *ca_file*
    if given. BadInput if a named file or folder contains no authority.
    """
    found = _usual(os.environ)
    if ca_file is not None:
        try:
            found.load_verify_locations(ca_file)
        except (OSError, ssl.SSLError) as bad:
            raise BadInput("error.ca_file", file=str(ca_file)) from bad
    return found


def _usual(variables: Mapping[str, str]) -> ssl.SSLContext:
    file, folders = variables.get("SSL_CERT_FILE"), variables.get("SSL_CERT_DIR")
    name = "SSL_CERT_FILE" if file else "SSL_CERT_DIR"
    said = file or folders
    try:
        if said and not file and not any(map(_holds_authorities, said.split(os.pathsep))):
            raise BadInput("error.ca_folder", name=name, file=said)
        return httpx.create_ssl_context()
    except (OSError, ssl.SSLError, ValueError) as bad:
        if not said:
            raise
        raise BadInput("error.ca_variable", name=name, file=said) from bad


def _holds_authorities(folder: str) -> bool:
    """Return True if a folder has a certificate under a name by which OpenSSL finds it."""
    try:
        return any(_HASHED.fullmatch(one.name) for one in Path(folder).iterdir())
    except OSError:
        return False


def is_untrusted(fault: BaseException | None) -> bool:
    """Return True if a call failed because the server's certificate is not trusted."""
    while fault is not None:
        if isinstance(fault, ssl.SSLCertVerificationError):
            return True
        fault = fault.__cause__ or fault.__context__
    return False


_PORTS = range(1, 65_536)


def _checked(url: str) -> httpx.URL:
    """Return the parsed address; BadInput if it is unusable.

    Plain HTTP is allowed only to this machine, because the calls carry tokens.
    """
    try:
        base = httpx.URL(url)
    except (httpx.InvalidURL, UnicodeError) as bad:
        raise BadInput("error.platforms_url", url=url) from bad
    is_address = base.scheme in ("http", "https") and base.host and (base.port or 1) in _PORTS
    if not is_address or base.userinfo or base.query:
        raise BadInput("error.platforms_url", url=_bare(base))
    if base.scheme == "http" and not _is_here(base.host):
        raise BadInput("error.platforms_in_clear", url=_bare(base))
    return base


def _bare(url: httpx.URL) -> str:
    """Return the address without the user name and password that it may contain."""
    return str(url.copy_with(userinfo=b"")) if url.userinfo else str(url)


def _is_here(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False
