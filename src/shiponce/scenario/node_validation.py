"""Validate a part of a document against a class; report each error at the node that caused it."""

from __future__ import annotations

from functools import cache
from typing import Any, get_args

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from shiponce.scenario.file_errors import choices, nearest
from shiponce.scenario.quantities import Spec
from shiponce.scenario.yaml_reader import GLUED, Document, Place

#: pydantic's error type → our code. An error type that is not a key here is used as the code.
_CODES = {
    "extra_forbidden": "unknown_key",
    "literal_error": "choice",
    "string_type": "wants_text",
    "model_type": "wants_keys",
    "dict_type": "wants_keys",
    "tuple_type": "wants_list",
    "list_type": "wants_list",
    "too_short": "too_few",
    "too_long": "too_many",
}
_OURS = frozenset(
    {"duration", "wait", "offset", "too_far", "weight", "weight_size", "money", "money_size",
     "money_places", "unknown_currency", "instant", "year", "count", "quantity", "yes_no", "name",
     "statement", "unknown_statement", "blank", "missing", "choice", *_CODES.values()}
)  # fmt: skip


@cache
def _adapter(kind: Any) -> TypeAdapter[Any]:
    return TypeAdapter(kind)


def shaped(kind: Any, value: object, place: Place, document: Document) -> Any:
    """Convert *value* to *kind*, a class or annotation; on errors, record all and return None."""
    try:
        return _adapter(kind).validate_python(value)
    except ValidationError as bad:
        errors = bad.errors(include_url=False)
        for error in errors:
            if not _follows(error, errors) and not _misspelt(error, errors):
                _note(error, kind, place, document)
        return None


def _follows(error: ErrorDetails, errors: list[ErrorDetails]) -> bool:
    """Return True if a list is "too short" only because an item in it is faulty."""
    loc = error["loc"]
    return error["type"] == "too_short" and any(
        len(other["loc"]) > len(loc) and other["loc"][: len(loc)] == loc for other in errors
    )


def _misspelt(error: ErrorDetails, errors: list[ErrorDetails]) -> bool:
    """Return True for a missing key that was misspelt; the misspelt key is reported instead."""
    *above, wanted = error["loc"] or ("",)
    return error["type"] == "missing" and any(
        other["type"] == "extra_forbidden"
        and list(other["loc"][:-1]) == above
        and _meant(str(other["loc"][-1]), str(wanted))
        for other in errors
    )


def _meant(key: str, wanted: str) -> bool:
    return nearest(key.partition(":")[0], [wanted]) == wanted


def _note(error: ErrorDetails, kind: Any, place: Place, document: Document) -> None:
    where = (*place, *error["loc"])
    code = _CODES.get(error["type"], error["type"])
    facts = dict(error.get("ctx") or {})
    if code == "unknown_key":
        key = str(error["loc"][-1])
        known = keys_of(kind, error["loc"][:-1])
        unknown_key(document, where, key, known)
    elif code == "missing":
        document.report("missing", where[:-1], key=True, key_name=error["loc"][-1])
    elif code == "choice":
        text = str(facts.get("text", error["input"]))
        known = [part.strip(" '") for part in _allowed(facts).split(",")]
        document.report(
            "choice", where, text=text, known=choices(known), meant=nearest(text, known)
        )
    elif code == "wants_list":
        document.no_list(where, error["input"])
    elif code == "wants_keys":
        document.no_keys(where, error["input"])
    elif code == "too_many":
        document.report(code, where, most=facts["max_length"])
    elif code in _OURS:
        near = str(facts.pop("near", "")).split()
        text = str(facts.pop("text", error["input"]))
        last = text.rpartition(" ")[2]  # the currency of an amount, or the whole text
        document.report(code, where, meant=nearest(last, near), text=text, **facts)
    else:
        document.report("invalid", where, what=error["msg"])


def _allowed(facts: dict[str, Any]) -> str:
    return str(facts.get("known") or facts.get("expected", "")).replace(" or ", ", ")


def unknown_key(document: Document, place: Place, key: str, known: list[str]) -> None:
    """Record an error for an unknown key, with the key that was probably meant."""
    if GLUED.match(key):
        right = ": ".join(key.split(":", 1))
        document.report("glued", place, key=True, text=key, right=right)
        return
    meant = nearest(key, known)
    if meant:
        document.report("unknown_key", place, key=True, key_name=key, meant=meant)
    else:
        document.report("unknown_key_of", place, key=True, key_name=key, known=choices(known))


def keys_of(kind: Any, loc: Place) -> list[str]:
    """Return the keys allowed at *loc*, a path inside *kind*; [] if it allows no keys."""
    for step in loc:
        kind = _below(kind, step)
    parts = _specs(kind)
    return [field.alias or name for part in parts for name, field in part.model_fields.items()]


def _below(kind: Any, step: str | int) -> Any:
    for part in _specs(kind):
        for name, field in part.model_fields.items():
            if step == (field.alias or name):
                return field.annotation
    return kind  # a list position or a mapping key: the annotation still names the class


def _specs(kind: Any) -> list[type[Spec]]:
    """Return the ``Spec`` classes that an annotation contains."""
    if isinstance(kind, type) and issubclass(kind, Spec):
        return [kind]
    return [spec for argument in get_args(kind) for spec in _specs(argument)]
