"""What a step can check: each check is a class, found in ``CHECKS`` by its key."""

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

from shiponce.scenario import size_limits
from shiponce.scenario.platform_names import Called
from shiponce.scenario.quantities import ONE_OR_MANY, Count, Names, Spec, Text, Words, YesNo, many
from shiponce.scenario.scenario_header import Findings, findings_schema
from shiponce.scenario.step_base import short
from shiponce.views.orders import Grid

#: The lists of orders as scenarios name them.
_BY_NAME = {
    "to decide" if grid is Grid.HELD else grid.value.replace("_", " "): grid for grid in Grid
}


def _grid(value: object) -> object:
    return _grid_or(value, ())


def _place(value: object) -> object:
    return value if value == "absent" else _grid_or(value, ("absent",))


def _grid_or(value: object, others: tuple[str, ...]) -> object:
    if not isinstance(value, str):
        raise PydanticCustomError("string_type", "text is wanted")
    grid = _BY_NAME.get(value.strip().lower().replace("_", " "))
    if grid is None:
        known = ", ".join([*_BY_NAME, *others])
        raise PydanticCustomError("choice", "{text}", {"text": value, "known": known})
    return grid


def _none(value: object) -> object:
    """Convert ``none`` to an empty list, and one name to a list of one."""
    return [] if value == "none" else [value] if isinstance(value, str) else value


_GRIDS = list(_BY_NAME)
GridName = Annotated[Grid, BeforeValidator(_grid), WithJsonSchema({"enum": _GRIDS})]
PlaceName = Annotated[
    Grid | Literal["absent"],
    BeforeValidator(_place),
    WithJsonSchema({"enum": [*_GRIDS, "absent"]}),
]
NamesOrNone = Annotated[
    tuple[Text, ...],
    Field(max_length=size_limits.MOST_ENTRIES),
    BeforeValidator(_none),
    ONE_OR_MANY,
]


def _clean(value: object) -> object:
    """Convert ``clean`` to an empty list, and one name to a list of one."""
    return [] if value == "clean" else many(value)


#: Findings of the judge, or ``clean`` for none.
FindingsOrClean = Annotated[Findings, BeforeValidator(_clean), findings_schema("clean")]


class Check(Spec):
    """One check of a step.

    *plain* names the field that a bare text or list is assigned to; if it is '', the check must
    name its fields.
    """

    plain: ClassVar[str] = ""
    because: Words | None = Field(
        default=None, description="Why it must hold; it is said when it does not."
    )

    @model_validator(mode="before")
    @classmethod
    def _shorthand(cls, value: object) -> object:
        return {cls.plain: value} if cls.plain and not isinstance(value, dict) else value

    @classmethod
    def __get_pydantic_json_schema__(
        cls, core: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """Add the shorthand form to the JSON schema, if the check has one."""
        return short(handler(core), cls.plain)


class GridCheck(Check):
    """What a grid contains: the number of orders, the exact orders, or both."""

    status: GridName = Field(description="Which list.")
    rows: Count | None = Field(default=None, description="How many rows.")
    orders: NamesOrNone | None = Field(default=None, description="Exactly which orders, or `none`.")


class Hidden(Check):
    """A copy is hidden, and linked to its original."""

    order: Text = Field(description="The copy.")
    behind: Text = Field(description="The original.")


class Status(Check):
    """The status of an order: a grid's name, or ``absent`` if the hub does not have it."""

    order: Text = Field(description="The order.")
    is_: PlaceName = Field(alias="is", description="The list, or `absent`.")


class Notified(Check):
    """Which stores have accepted notifications from the hub, and how many each store accepted."""

    purchase: Text | None = Field(
        default=None, description="Of which purchase; without it, of any."
    )
    stores: NamesOrNone = Field(description="Exactly these stores, or `none`.")
    times: Count = Field(default=1, description="How often each, without it 1.")


class NotNotified(Check):
    """Stores that have accepted no notification from the hub about a purchase."""

    purchase: Text = Field(description="The purchase.")
    stores: Names = Field(description="The stores.")


class PassedOn(Check):
    """BigCommerce has forwarded the carrier and tracking number to the marketplace unchanged."""

    purchase: Text = Field(description="The purchase.")
    by: Text = Field(description="The BigCommerce store.")
    to: Text = Field(description="The marketplace store.")


class Shown(Check):
    """How many packages a store's platform shows for a purchase, and who notified the platform."""

    purchase: Text = Field(description="The purchase.")
    on: Text = Field(description="The store.")
    packages: Count = Field(description="How many packages.")
    by: Literal["hub", "relay", "buy shipping", "seller"] | None = Field(
        default=None,
        description="Who told it of each: the hub, BigCommerce's relay, Amazon's label shop, or "
        "the seller in the back office.",
    )


class Mails(Check):
    """Which stores have e-mailed the buyer about a purchase's shipment, and how often each."""

    purchase: Text = Field(description="The purchase.")
    stores: NamesOrNone = Field(description="Exactly these stores, or `none`.")
    times: Count = Field(default=1, description="How often each, without it 1.")


class Lost(Check):
    """The purchases that never reached the hub."""

    plain: ClassVar[str] = "purchases"
    purchases: NamesOrNone = Field(description="Exactly these purchases, or `none`.")
    reason: Literal["not linked", "no connector", "not yet", "not connected"] | None = Field(
        default=None, description="Why each of them has not."
    )


class RefusedAct(Check):
    """The step was refused, with this code."""

    plain: ClassVar[str] = "code"
    code: Text = Field(description="The code of the refusal.")


class ImportFails(Check):
    """The step's import of a store ends early, with this code."""

    store: Text = Field(description="The store.")
    code: Text = Field(
        description="The code of the trouble, or `not before` when the hub itself puts it off."
    )


class DoubleShipped(Check):
    """The purchases with two live labels."""

    plain: ClassVar[str] = "purchases"
    purchases: NamesOrNone = Field(description="Exactly these purchases, or `none`.")


class Why(Check):
    """What "why has this order its status" says, in its headline or below it."""

    order: Text = Field(description="The order.")
    code: Text | None = Field(default=None, description="The code of the headline.")
    contains: Names | None = Field(
        default=None,
        description="Codes that it contains: of the headline, the warnings, the notes and the way "
        "back.",
    )


class Warned(Check):
    """The hub shows a lasting warning, about itself or about one order."""

    plain: ClassVar[str] = "code"
    code: Text = Field(description="The code of the warning.")
    order: Text | None = Field(
        default=None, description="Of which order; without it, one of the whole hub."
    )


class Calls(Check):
    """How often the hub has called a platform since the start."""

    platform: Called = Field(description="The platform, or the house carrier.")
    times: Count = Field(description="How often.")
    operation: Text | None = Field(
        default=None, description="For which operation; without it, for any."
    )


class Option(Check):
    """Whether a way to ship is available for an order; if not, the restriction and the remedy."""

    order: Text = Field(description="The order.")
    option: Text = Field(alias="with", description="The way to ship, as in the verb `ship`.")
    available: YesNo = Field(description="Whether it is available.")
    restriction: Text | None = Field(default=None, description="The code of the restriction.")
    way_out: Text | None = Field(
        default=None, alias="way out", description="The code of what would help."
    )


class Excluded(Check):
    """An order is excluded for a reason of the given kind."""

    order: Text = Field(description="The order.")
    kind: Literal["rule", "not_importable", "quarantine"] = Field(
        description="By a rule, by what it is, or because it cannot be read."
    )


class Quarantine(Check):
    """How many orders are quarantined."""

    rows: Count = Field(description="How many.")


class Tag(Check):
    """An order has a tag."""

    order: Text = Field(description="The order.")
    tag: Text = Field(description="The tag.")


class Imported(Check):
    """The totals of the step's imports."""

    fetched: Count | None = Field(default=None, description="Orders that the platforms listed.")
    added: Count | None = Field(default=None, description="New orders.")
    refreshed: Count | None = Field(default=None, description="Known orders that had changed.")
    excluded: Count | None = Field(default=None, description="Excluded orders.")
    hidden: Count | None = Field(default=None, description="Orders that became hidden.")


class Due(Check):
    """How many units of an order the hub shows as still to be shipped."""

    order: Text = Field(description="The order.")
    units: Count = Field(description="How many units.")
    sku: Text | None = Field(default=None, description="Of which article; without it, of all.")


class Tracking(Check):
    """The tracking numbers that a store's platform shows for a purchase."""

    purchase: Text = Field(description="The purchase.")
    on: Text = Field(description="The store.")
    numbers: NamesOrNone = Field(description="Exactly these tracking numbers, or `none`.")


class NotificationIs(Check):
    """The state of the hub's last notification to a store about a purchase."""

    purchase: Text = Field(description="The purchase.")
    store: Text = Field(description="The store.")
    is_: Literal[
        "pending", "sending", "sent", "stopped", "already known", "withdrawn", "absent"
    ] = Field(alias="is", description="The state, or `absent` if there is no notification.")
    confirmed: YesNo | None = Field(
        default=None, description="Whether a later reading of the platform has shown the package."
    )


class Ledger(Check):
    """Where the units of a purchase are, by the judge of the simulated world.

    A unit is in a package, open in the hub, or was cancelled, refunded or collected before it was
    packed.
    """

    purchase: Text = Field(description="The purchase.")
    packed: Count | None = Field(default=None, description="Units in packages that left or will.")
    open: Count | None = Field(default=None, description="Units that the hub shows as open.")
    cancelled: Count | None = Field(default=None, description="Units that were cancelled.")
    refunded: Count | None = Field(default=None, description="Units that were refunded.")
    collected: Count | None = Field(default=None, description="Units that the buyer collected.")


class Proposals(Check):
    """The originals that are proposed for an order that waits for a person's decision."""

    order: Text = Field(description="The order to decide.")
    originals: NamesOrNone = Field(
        description="Exactly these orders, or `none`: there are none, or it does not wait."
    )


class Doctor(Check):
    """What the doctor finds at this moment; its other findings are not looked at."""

    finds: Names | None = Field(default=None, description="Codes that it finds.")
    lacks: Names | None = Field(default=None, description="Codes that it does not find.")


class VerdictIs(Check):
    """What the judge of the simulated world finds at this moment.

    Findings that a hub can still mend are made only with `quiet`; it judges as if no work were due
    any more.
    """

    plain: ClassVar[str] = "findings"
    findings: FindingsOrClean = Field(
        description="Exactly these findings, or `clean`. What a merchant's setting causes need "
        "not be named."
    )
    purchase: Text | None = Field(
        default=None, description="Of which purchase; without it, of all."
    )
    quiet: YesNo = Field(
        default=False, description="Whether to judge as if the hub had nothing left to do."
    )


#: The key of a check → its class.
CHECKS: dict[str, type[Check]] = {
    "grid": GridCheck,
    "hidden": Hidden,
    "status": Status,
    "notified": Notified,
    "not notified": NotNotified,
    "passed on": PassedOn,
    "shown": Shown,
    "mails": Mails,
    "lost": Lost,
    "refused": RefusedAct,
    "import fails": ImportFails,
    "double shipment": DoubleShipped,
    "why": Why,
    "warning": Warned,
    "calls": Calls,
    "option": Option,
    "excluded": Excluded,
    "quarantine": Quarantine,
    "tag": Tag,
    "imported": Imported,
    "due": Due,
    "tracking": Tracking,
    "notification": NotificationIs,
    "ledger": Ledger,
    "proposals": Proposals,
    "doctor": Doctor,
    "verdict": VerdictIs,
}
