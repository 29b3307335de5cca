"""The real command in a process of its own, and what it said when it was ready."""

from __future__ import annotations

import os
import re
import ssl
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx


@dataclass(frozen=True)
class Served:
    """A running ``mockplace serve``."""

    process: subprocess.Popen[str]
    lines: list[str]
    directory: Path

    @property
    def said(self) -> str:
        """The line that says that it is ready."""
        return self.lines[-1]

    @property
    def plain(self) -> str:
        """The address in clear."""
        return found(r"ready at (http://\S+)", self.said)

    @property
    def tls(self) -> str:
        """The address with TLS."""
        return found(r"(https://\S+)", self.said)

    @property
    def proxy(self) -> str:
        """The proxy's address."""
        return found(r"proxy at (http://\S+)", self.said)

    @property
    def store(self) -> tuple[str, dict[str, str]]:
        """The shop's path and the header that opens it."""
        line = next(line for line in self.lines if "BigCommerce" in line)
        path = "/stores/" + found(r"hash (\w+)", line) + "/v2"
        return path, {"X-Auth-Token": found(r"token (\w+)", line)}

    @property
    def ca_file(self) -> Path:
        """The authority's certificate, where it is written if nothing else is said."""
        return self.directory / "mockplace-ca.pem"

    def trust(self) -> ssl.SSLContext:
        """Trust in that authority and in no other."""
        return ssl.create_default_context(cafile=str(self.ca_file))

    def client(self) -> httpx.Client:
        """A client of the address in clear."""
        nothing = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        return httpx.Client(base_url=self.plain, verify=nothing, trust_env=False)


def found(pattern: str, text: str) -> str:
    """What the pattern's group finds; it must find something."""
    match = re.search(pattern, text)
    assert match, (pattern, text)
    return match[1]


def command(*args: str) -> list[str]:
    """The command line of ``mockplace serve``."""
    return [sys.executable, "-m", "mockplace", "serve", *args]


def environment(**more: str) -> dict[str, str]:
    """An environment with nothing in it that could matter, and what is given."""
    kept = {name: os.environ[name] for name in ("PATH", "PYTHONPATH") if name in os.environ}
    return kept | {"LANG": "C.UTF-8"} | more


@contextmanager
def served(directory: Path, *args: str, **variables: str) -> Iterator[Served]:
    """A server on free ports, ended by SIGTERM, which must leave it with 0 and no word."""
    process = subprocess.Popen(  # noqa: S603 - our own interpreter and module
        command("--port", "0", *args),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=directory,
        env=environment(**variables),
    )
    assert process.stdout is not None
    lines: list[str] = []
    try:
        for line in process.stdout:
            lines.append(line)
            if "ready" in line:
                break
        yield Served(process, lines, directory)
    finally:
        process.terminate()
        rest, errors = process.communicate(timeout=20)
    assert (process.returncode, rest) == (0, ""), errors
    assert "Traceback" not in errors


def refused(directory: Path, *args: str, **variables: str) -> tuple[int, str, str]:
    """The exit code, the output and the complaint of a command that serves nothing."""
    done = subprocess.run(  # noqa: S603 - our own interpreter and module
        command(*args),
        capture_output=True,
        text=True,
        cwd=directory,
        env=environment(**variables),
        timeout=20,
        check=False,
    )
    return done.returncode, done.stdout, done.stderr
