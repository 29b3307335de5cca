"""Parse the XML of feeds; refuse document type declarations, so that no entity is expanded."""

from __future__ import annotations

from dataclasses import dataclass, field
from xml.parsers import expat

#: The greatest depth and number of elements, far above those of any Amazon feed.
_DEEPEST, _MOST = 50, 500_000


class Unreadable(Exception):
    """A document cannot be parsed as a feed; the text is the report's error message."""


@dataclass(slots=True)
class Element:
    """An element with its text and its children; names are without a namespace."""

    name: str
    texts: list[str] = field(default_factory=list)
    children: list[Element] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The element's own text, without the text of its children."""
        return "".join(self.texts)

    def all(self, name: str) -> list[Element]:
        """Return the children with that name."""
        return [child for child in self.children if child.name == name]

    def first(self, name: str) -> Element:
        """Return the first child with that name, an empty element if there is none."""
        return next(iter(self.all(name)), Element(name))

    def said(self, name: str) -> str:
        """Return the text of the first child with that name, '' if there is none."""
        return self.first(name).text.strip()


class _Builder:
    def __init__(self) -> None:
        self.top = Element("")
        self._open = [self.top]
        self._count = 0

    def start(self, name: str, _attributes: dict[str, str]) -> None:
        self._count += 1
        if len(self._open) > _DEEPEST or self._count > _MOST:
            raise Unreadable("The XML you submitted is too large.")
        made = Element(name.rpartition(":")[2])
        self._open[-1].children.append(made)
        self._open.append(made)

    def end(self, _name: str) -> None:
        self._open.pop()

    def characters(self, text: str) -> None:
        self._open[-1].texts.append(text)


def root(content: bytes) -> Element:
    """Return the root element; raise ``Unreadable`` for ill-formed XML or a DOCTYPE.

    Only a DOCTYPE can declare entities, so no entity is ever expanded or fetched.
    """
    built, parser = _Builder(), expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse
    parser.StartElementHandler = built.start
    parser.EndElementHandler = built.end
    parser.CharacterDataHandler = built.characters
    try:
        parser.Parse(content, True)
    except (expat.ExpatError, ValueError, LookupError):
        line, column = parser.ErrorLineNumber, parser.ErrorColumnNumber
        raise Unreadable(
            "The XML you submitted is ill-formed at the Amazon Envelope XML level at (or near) "
            f"line {line}, column {column + 1}."
        ) from None
    return built.top.children[0]


def _refuse(*_: object) -> None:
    raise Unreadable("The XML you submitted declares a document type, which is not allowed.")
