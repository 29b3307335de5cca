"""A market described in a file: YAML, or JSON, which is YAML too.

Nothing is guessed: every error is reported with its place before anything is served.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import orjson
import yaml
from pydantic import Field, ValidationError, model_validator

from mockplace import registry
from mockplace.kernel.durations import instant
from mockplace.kernel.refusal import Refusal
from mockplace.kernel.world import World
from mockplace.seeding import fact_shapes
from mockplace.seeding.input_errors import sentences
from mockplace.seeding.input_shapes import Article, Offered, Order, Store
from mockplace.seeding.start_options import PaceName, Start
from mockplace.seeding.text_shapes import Name, Strict

_MOST_BYTES = 10_000_000


class Unreadable(Exception):
    """A file does not describe a valid market; the message lists every error."""


class WorldFile(Strict):
    """A market: its accounts, its articles, the number of past orders, and its first purchases."""

    seed: int = 1
    clock: Start | None = Field(default=None, description="When it begins; left out: now.")
    mode: PaceName | None = Field(default=None, description="How its time passes; left out: real.")
    limits: bool | None = Field(default=None, description="Request limits; left out: enforced.")
    currency: Annotated[str, Field(pattern="^[A-Z]{3}$")] = "USD"
    stores: Annotated[dict[Name, Store], Field(min_length=1)]
    articles: list[Article] = Field(default_factory=list)
    choices: dict[Name, str] = Field(
        default_factory=dict, description="What the platforms' documents leave open, by name."
    )
    past_orders: Annotated[int, Field(ge=0, le=200_000)] = 0
    orders: list[Order] = Field(default_factory=list)

    @model_validator(mode="after")
    def _holds_together(self) -> WorldFile:
        places = {*self.stores, *registry.store_platforms()}
        for article in self.articles:
            if unknown := next((name for name in article.sells_on if name not in places), None):
                raise ValueError(f"article {article.sku} sells_on {unknown!r}, which is no store")
            if unknown := next((name for name in article.offers if name not in self.stores), None):
                raise ValueError(f"article {article.sku} offers {unknown!r}, which is no store")
        return self

    def opened(self, now: int, *, limits: bool = True) -> World:
        """Return the market as a world in which all its purchases are made.

        The world starts at the file's ``clock``, or at *now* if the file has none. The file's
        ``limits`` says whether rate limits are enforced; if the file does not say it, *limits*
        does.
        """
        start = instant(self.clock) if self.clock else now
        enforced = limits if self.limits is None else self.limits
        world = World(seed=self.seed, start=start, currency=self.currency, limits=enforced)
        for question, answer in self.choices.items():
            world.choose(question, answer)
        for name, store in self.stores.items():
            world.open_account(store.opened(name))
        for article in self.articles:
            world.list_product(article.listed())
        if self.past_orders:
            world.populate(self.past_orders)
        for article in self.articles:
            article.counted(world)
        for order in self.orders:
            order.place(world)
        return world


def read(file: Path, now: int, *, limits: bool = True) -> World:
    """Return the world that a file describes; raise ``Unreadable`` with all errors in the file."""
    return opened(file, parsed(file), now, limits=limits)


def parsed(file: Path) -> WorldFile:
    """Parse a file; raise ``Unreadable`` if it does not describe a market."""
    with _complaints(file):
        return WorldFile.model_validate_json(orjson.dumps(_content(file)))


def opened(file: Path, written: WorldFile, now: int, *, limits: bool = True) -> World:
    """Return the world of a parsed file; raise ``Unreadable`` if its content is refused."""
    with _complaints(file):
        return written.opened(now, limits=limits)


@contextmanager
def _complaints(file: Path) -> Iterator[None]:
    """Turn errors into ``Unreadable``, each line beginning with the file's name."""
    try:
        yield
        return
    except ValidationError as problem:
        found = sentences(problem, _keys())
    except (Refusal, ValueError) as problem:
        found = [problem.message if isinstance(problem, Refusal) else str(problem)]
    except TypeError as problem:  # what JSON cannot hold
        found = [str(problem)]
    raise Unreadable("\n".join(f"{file}: {one}" for one in found))


def _content(file: Path) -> Any:
    try:
        with file.open("rb") as opened:
            text = opened.read(_MOST_BYTES + 1)
    except OSError as problem:
        raise Unreadable(f"cannot read {file} ({problem.strerror})") from problem
    if len(text) > _MOST_BYTES:
        raise Unreadable(f"{file} is larger than {_MOST_BYTES:,} bytes")
    try:
        return yaml.load(text, Loader=_Loader)  # noqa: S506 - a safe loader, with fewer types
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError) as problem:
        mark = getattr(problem, "problem_mark", None)
        place = f", line {mark.line + 1}" if mark else ""
        said = getattr(problem, "problem", None) or "it is not text"
        raise Unreadable(f"{file}{place}: {said}") from problem


def _keys() -> list[str]:
    models: list[type[Strict]] = [WorldFile, Store, Article, Offered, Order, *fact_shapes.SHAPES]
    return [key for model in models for key in model.model_fields]


class _Loader(yaml.SafeLoader):
    """YAML with JSON's types only: a date stays text, ``no`` stays a word."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        """Return a mapping; refuse a key that is given twice."""
        seen: set[str] = set()
        for key, _ in node.value:
            name = str(key.value)
            if name in seen:
                raise yaml.constructor.ConstructorError(
                    None, None, f"the key {name!r} stands here twice", key.start_mark
                )
            seen.add(name)
        return super().construct_mapping(node, deep)


_Loader.yaml_implicit_resolvers = {}
for _tag, _pattern, _letters in (
    ("null", r"null|~|", ["n", "~", ""]),
    ("bool", r"true|false", ["t", "f"]),
    ("int", r"-?(0|[1-9][0-9]*)", list("-0123456789")),
):
    _Loader.add_implicit_resolver(
        f"tag:yaml.org,2002:{_tag}", re.compile(rf"^(?:{_pattern})$"), _letters
    )
