"""What ``mockplace verdict`` and ``mockplace save`` do: judge a world, or keep it in a file."""

from __future__ import annotations

import os
import shutil
from base64 import b64decode
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import httpx
import orjson
from pydantic import ValidationError

from mockplace.control import verdict_text
from mockplace.control.addresses import PREFIX, WORLD_HEADER
from mockplace.control.verdict_shapes import VerdictRequest, VerdictView
from mockplace.control.verdicts import judged
from mockplace.control.world_routing import TOKEN_HEADER
from mockplace.kernel import world_file
from mockplace.kernel.refusal import Refusal
from mockplace.seeding.input_errors import sentences

if TYPE_CHECKING:
    from collections.abc import Iterator

_PATIENCE = 60.0
_MOST_BYTES = 50_000_000
#: In a narrower terminal lines are as long as in one of this width.
_FEWEST_COLUMNS = 40


class CannotJudge(click.ClickException):
    """An error that prevents a verdict; the command prints only its message."""

    exit_code = 2


@dataclass(frozen=True, slots=True)
class Server:
    """A server of ``mockplace serve``, and the name of one of its worlds."""

    url: str
    world: str = ""

    def ask(self, method: str, path: str, content: bytes | None = None) -> Any:
        """Return the control plane's answer; raise ``CannotJudge`` if there is none."""
        headers = {"content-type": "application/json"} if content else {}
        if self.world:
            headers[WORLD_HEADER] = self.world
        if token := os.environ.get("MOCKPLACE_TOKEN", ""):
            headers[TOKEN_HEADER] = token
        address = f"{self.url.rstrip('/')}{PREFIX}{path}"
        try:
            with httpx.Client(timeout=_PATIENCE, trust_env=False) as client:
                answer = client.request(method, address, content=content, headers=headers)
            answered = orjson.loads(answer.content)
        except (httpx.HTTPError, httpx.InvalidURL) as problem:
            reason = str(problem) or type(problem).__name__
            raise CannotJudge(f"{self.url} does not answer ({reason}).") from problem
        except ValueError as problem:
            raise CannotJudge(f"{self.url} is no mockplace server.") from problem
        if answer.is_success:
            return answered
        message = answered.get("error", {}).get("message", "") if isinstance(answered, dict) else ""
        raise CannotJudge(message or f"{self.url} answered {answer.status_code}.")

    def verdict(self, request: VerdictRequest) -> VerdictView:
        """Return the verdict on the served world."""
        answered = self.ask("POST", "/verdict", request.model_dump_json().encode())
        try:
            return VerdictView.model_validate_json(orjson.dumps(answered))
        except ValidationError as problem:
            raise CannotJudge(f"{self.url} is a mockplace of another version.") from problem

    def save(self, file: Path) -> None:
        """Write the served world into a file."""
        content = b64decode(self.ask("GET", "/saved")["content"])
        try:
            file.write_bytes(content)
        except OSError as problem:
            raise CannotJudge(f"cannot write {file} ({problem.strerror}).") from problem


def verdict_of_file(file: Path, request: VerdictRequest) -> VerdictView:
    """Return the verdict on a saved world."""
    try:
        return judged(world_file.read(file), request)
    except OSError as problem:
        raise CannotJudge(f"cannot read {file} ({problem.strerror}).") from problem
    except world_file.NotAWorld as problem:
        raise CannotJudge(
            f"{problem}; `mockplace save FILE` writes one, and so does `Mockplace.save`."
        ) from problem
    except Refusal as problem:
        raise CannotJudge(f"{problem.message}.") from problem


def request_of(open_file: Path | None, *, quiet: bool, unseen: str) -> VerdictRequest:
    """Return the request for a verdict; refuse a file that does not list open units."""
    content: dict[str, object] = {"quiet": quiet, "unseen": unseen}
    if open_file is not None:
        content["open"] = _entries(open_file)
    try:
        return VerdictRequest.model_validate_json(orjson.dumps(content))
    except ValidationError as problem:
        found = "; ".join(sentences(problem, VerdictRequest.model_fields))
        raise CannotJudge(found if open_file is None else f"{open_file}: {found}") from problem


def text(verdict: VerdictView, *, as_json: bool, every: bool) -> Iterator[str]:
    """Yield the lines that the command prints."""
    if as_json:
        yield orjson.dumps(verdict.model_dump(mode="json"), option=orjson.OPT_INDENT_2).decode()
    else:
        columns = shutil.get_terminal_size((verdict_text.WIDTH, 24)).columns
        yield from verdict_text.lines(verdict, every=every, width=max(columns, _FEWEST_COLUMNS))


def _entries(file: Path) -> object:
    """Return the orders of a file: a list as the control plane takes it, or order id → units."""
    try:
        with file.open("rb") as opened:
            found = orjson.loads(opened.read(_MOST_BYTES))
    except OSError as problem:
        raise CannotJudge(f"cannot read {file} ({problem.strerror}).") from problem
    except ValueError as problem:
        raise CannotJudge(f"{file} is no JSON ({problem}).") from problem
    if not isinstance(found, dict):
        return found
    if set(found) == {"open"}:
        return found["open"]
    return [
        {"order_id": order_id, "lines" if isinstance(units, dict) else "units": units}
        for order_id, units in found.items()
    ]
