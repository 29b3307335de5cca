"""What a step may expect, one class a check; ``CHECKS`` finds it by its key."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import (
    BeforeValidator,
    Field,
    GetJsonSchemaHandler,
    WithJsonSchema,
    model_validator,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError

from shiponce.scenario.specs import ONE_OR_MANY, Names, short
from shiponce.scenario.units import Count, Spec, Text, Words, YesNo
from shiponce.views import Shelf


def _shelf(value: object) -> object:
    if not isinstance(value, str):
        raise PydanticCustomError("string_type", "text is wanted")
    name = value.strip().lower().replace(" ", "_")
    if name not in set(Shelf):
        known = ", ".join(shelf.replace("_", " ") for shelf in Shelf)
        raise PydanticCustomError("choice", "{text}", {"text": value, "known": known})
    return Shelf(name)


def _none(value: object) -> object:
    """``none`` stands for an empty list, and one name for a list of one."""
    return [] if value == "none" else [value] if isinstance(value, str) else value


_SHELVES = WithJsonSchema({"enum": [shelf.value.replace("_", " ") for shelf in Shelf]})
ShelfName = Annotated[Shelf, BeforeValidator(_shelf), _SHELVES]
NamesOrNone = Annotated[tuple[Text, ...], BeforeValidator(_none), ONE_OR_MANY]


class Check(Spec):
    """One expectation. ``plain`` is the field that a bare text or list stands for."""

    plain: ClassVar[str] = ""
    because: Words | None = None

    @model_validator(mode="before")
    @classmethod
    def _shorthand(cls, value: object) -> object:
        return {cls.plain: value} if cls.plain and not isinstance(value, dict) else value

    @classmethod
    def __get_pydantic_json_schema__(
        cls, core: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """The shorthand will do where there is one."""
        return short(handler(core), cls.plain)


class Grid(Check):
    """How many rows a list of orders has, and, if given, exactly which."""

    status: ShelfName
    rows: Count | None = None
    orders: NamesOrNone | None = None


class Hidden(Check):
    """A copy is hidden, and linked to the original behind which it stands."""

    order: Text
    behind: Text


class Status(Check):
    """Where an order stands: a list's name, or ``absent`` when the hub does not have it."""

    order: Text
    is_: Literal["absent"] | ShelfName = Field(alias="is", union_mode="left_to_right")


class Told(Check):
    """Which stores have accepted a notice from the hub of a purchase, and how often each."""

    purchase: Text | None = None
    stores: NamesOrNone
    times: Count = 1


class NotTold(Check):
    """Stores that have accepted no notice from the hub of a purchase."""

    purchase: Text
    stores: Names


class PassedOn(Check):
    """BigCommerce has passed the fulfilment on: same carrier, same tracking number."""

    purchase: Text
    by: Text
    to: Text


class Shown(Check):
    """How many parcels a store itself shows for a purchase, and who told it of them."""

    purchase: Text
    on: Text
    parcels: Count
    by: Literal["hub", "relay", "buy shipping", "seller"] | None = None


class Mails(Check):
    """Which stores have written to the buyer of a purchase of its shipment, how often each."""

    purchase: Text
    stores: NamesOrNone
    times: Count = 1


class Lost(Check):
    """The purchases that have never reached the hub."""

    plain: ClassVar[str] = "purchases"
    purchases: NamesOrNone
    reason: Literal["not linked", "no connector", "not yet", "not connected"] | None = None


class RefusedAct(Check):
    """The step's act was refused, with this code."""

    plain: ClassVar[str] = "code"
    code: Text


class DoubleShipped(Check):
    """The purchases for which two live labels exist."""

    plain: ClassVar[str] = "purchases"
    purchases: NamesOrNone


class Why(Check):
    """The headline of the answer to "why is this order here"."""

    order: Text
    code: Text


class Warned(Check):
    """A lasting warning stands: the hub's, or that of one order."""

    plain: ClassVar[str] = "code"
    code: Text
    order: Text | None = None


class Calls(Check):
    """How often the hub has called a platform since the story began."""

    platform: Literal["bigcommerce", "amazon", "ebay"]
    times: Count
    operation: Text | None = None


class Option(Check):
    """Whether an order can be shipped a certain way; if not, with which limit and way out."""

    order: Text
    option: Text = Field(alias="with")
    available: YesNo
    limit: Text | None = None
    way_out: Text | None = Field(default=None, alias="way out")


class Listed(Check):
    """An order is in no grid but on the list, with the kind of its reason."""

    order: Text
    kind: Literal["rule", "not_importable", "quarantine"]


class Quarantine(Check):
    """How many unreadable orders are set aside."""

    rows: Count


class Tag(Check):
    """An order carries a tag."""

    order: Text
    tag: Text


class Imported(Check):
    """What the step's imports did, added up."""

    fetched: Count | None = None
    added: Count | None = None
    refreshed: Count | None = None
    listed: Count | None = None
    hidden: Count | None = None


#: The key of a check → its class.
CHECKS: dict[str, type[Check]] = {
    "grid": Grid,
    "hidden": Hidden,
    "status": Status,
    "told": Told,
    "not told": NotTold,
    "passed on": PassedOn,
    "shown": Shown,
    "mails": Mails,
    "lost": Lost,
    "refused": RefusedAct,
    "double shipment": DoubleShipped,
    "why": Why,
    "warning": Warned,
    "calls": Calls,
    "option": Option,
    "listed": Listed,
    "quarantine": Quarantine,
    "tag": Tag,
    "imported": Imported,
}
