"""The style sheets name widgets that exist: a renamed class would lose its style unseen."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

from textual.app import App
from textual.css.model import SelectorType
from textual.css.parse import parse
from textual.css.tokenize import tokenize_values
from textual.dom import DOMNode

import shiponce.tui
from shiponce.tui.app import ShiponceApp
from tests.doubles.hub_in_memory import FakeHub

ROOT = Path(shiponce.tui.__path__[0])


def classes(base: type[DOMNode]) -> Iterator[type[DOMNode]]:
    """Yield a class and all that derive from it."""
    yield base
    for each in base.__subclasses__():
        yield from classes(each)


def sheets() -> Iterator[tuple[str, str]]:
    """Yield every style sheet of ours with where it stands."""
    for module in walk_packages(shiponce.tui.__path__, f"{shiponce.tui.__name__}."):
        import_module(module.name)
    for each in set(classes(DOMNode)):
        if each.__module__.startswith(shiponce.tui.__name__):
            for name in ("CSS", "DEFAULT_CSS"):
                if name in vars(each):
                    yield f"{each.__module__}.{each.__name__}", vars(each)[name]
    for file in sorted(ROOT.rglob("*.tcss")):
        yield file.name, file.read_text("utf-8")


def named(css: str, app: App[None]) -> Iterator[str]:
    """Yield the classes that a style sheet's selectors name."""
    for rules in parse("", css, ("", ""), variable_tokens=tokenize_values(app.get_css_variables())):
        for selectors in rules.selector_set:
            for one in selectors.selectors:
                if one.type is SelectorType.TYPE:
                    yield one.name


def test_every_class_in_a_style_sheet_exists() -> None:
    """Textual passes over a selector that matches nothing."""
    app = ShiponceApp(FakeHub().as_hub(), poll_interval=None)
    try:
        found = [(place, name) for place, css in sheets() for name in named(css, app)]
    finally:
        app.worker_threads.close()
    known = {each.__name__ for each in classes(DOMNode)}
    assert found
    assert [one for one in found if one[1] not in known] == []
