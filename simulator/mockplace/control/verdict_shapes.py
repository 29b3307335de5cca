"""Requests and answers of the judge, strictly validated."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from mockplace.control.shapes import Count
from mockplace.kernel.durations import duration
from mockplace.kernel.judging import findings
from mockplace.kernel.judging.open_units import ShownOpen
from mockplace.kernel.judging.world_record import Place
from mockplace.seeding.input_shapes import Duration, Instant
from mockplace.seeding.text_shapes import Name, Strict, Text

_QUIET = Field(default=True, description="Whether nothing is due any more in the program.")
_UNSEEN = Field(
    default="1 d",
    description="How long the program has to notice what others do: another sender's package, a "
    "cancellation, a refund, a new address.",
)
_ORDERS = Field(
    description="The purchase's orders: account and order number, the bought one first."
)
_Units = Annotated[int, Field(ge=0, le=1_000_000)]


class OrderReference(Strict):
    """One order of one account."""

    store: Name
    order_id: Name


class ShownToPeople(Strict):
    """What the judged program shows to people; a problem that it shows counts as admitted."""

    stores: list[Name] = Field(default=[], description="The accounts it works for; none: all.")
    silenced: list[Name] = Field(default=[], description="Accounts it is told not to notify.")
    ready: list[OrderReference] = Field(default=[], description="Shown as ready to be shipped.")
    shown: list[OrderReference] = Field(default=[], description="Shown as open in another way.")
    labels: list[Name] = Field(
        default=[], description="Every label shown: tracking number, reference or id."
    )
    live: list[Name] = Field(default=[], description="Tracking numbers shown as live.")
    stopped: list[OrderReference] = Field(
        default=[], description="Orders with a notification that is shown as stopped, with why."
    )
    warned: list[OrderReference] = Field(default=[], description="Orders that it warns of.")

    def read(self) -> findings.ShownToPeople:
        """Return these values in the judge's own type."""
        return findings.ShownToPeople(
            stores=frozenset(self.stores),
            silenced=frozenset(self.silenced),
            ready=_places(self.ready),
            shown=_places(self.shown),
            labels=frozenset(self.labels),
            live=frozenset(self.live),
            stopped=_places(self.stopped),
            warned=_places(self.warned),
        )


class OpenOrder(Strict):
    """Units of an order that the judged program shows as still to be shipped."""

    order_id: Name = Field(description="As the platform numbers it.")
    store: Text = Field(default="", description="The account, where the id is another's too.")
    units: _Units | None = Field(default=None, description="In total; or say lines.")
    lines: dict[Name, _Units] = Field(default={}, description="By the line's id, or by SKU.")

    @model_validator(mode="after")
    def _is_one_thing(self) -> OpenOrder:
        if (self.units is None) == (not self.lines):
            raise ValueError("say units or lines")
        return self

    def read(self) -> ShownOpen:
        """Return these values in the judge's own type."""
        return ShownOpen(self.store, self.order_id, self.lines or self.units or 0)


class VerdictQuery(Strict):
    """Judge by the world's record alone."""

    quiet: bool = _QUIET
    unseen: Duration = _UNSEEN

    @property
    def unseen_ms(self) -> int:
        """The time to notice what others do, in milliseconds."""
        return duration(self.unseen)


class VerdictRequest(VerdictQuery):
    """Judge, and compare with what the judged program shows."""

    people: ShownToPeople | None = Field(
        default=None, description="What it shows to people; left out: nothing is admitted."
    )
    open: list[OpenOrder] | None = Field(
        default=None,
        description="All that it shows as open; an order that is not there has no open unit. Left "
        "out: a unit is open as long as its platform does not call it shipped.",
    )


class RequestView(Strict):
    """A request that caused something."""

    call: Count = Field(
        description="Its number among the world's calls: the journal's, unless the world was "
        "restored or a request arrived twice."
    )
    at: Instant
    method: str
    path: str
    operation: str
    status: int | None = Field(description="null: the answer was lost.")
    fault: str


class EvidenceView(Strict):
    """Something that happened, and the request that caused it."""

    what: str
    at: Instant
    store: str
    order_id: str = Field(description="'' for what happened to a label.")
    tracking: str
    units: dict[str, int] = Field(description="By the line's id.")
    note: str
    request: RequestView | None = Field(description="null: no request caused it.")


class FindingView(Strict):
    """One violation."""

    rule: str
    purchase: Text
    orders: list[str] = _ORDERS
    sentence: str
    facts: dict[str, str | int]
    evidence: list[EvidenceView] = Field(description="What led to it, in sequence.")


class Counted(Strict):
    """Counts of one rule: checks, problems shown to a person (admitted), and other problems."""

    looked: Count
    admitted: Count = Field(description="Wrong, and shown to a person.")
    found: Count


class LineLedgerView(Strict):
    """Where the units of one line are; if the ledger adds up, *paid* is the sum of all others."""

    line: str
    sku: str
    paid: Count
    in_packages: Count = Field(description="Of packages that left or will leave.")
    open: Count
    cancelled: Count = Field(description="While in no package, like the next two.")
    refunded: Count
    collected: Count = Field(description="By the buyer, in the store.")
    unaccounted: int = Field(description="Units that are nowhere; below 0: in two places.")


class PurchaseLedgerView(Strict):
    """Where the units of one purchase are."""

    purchase: str
    store: str
    order_id: str
    adds_up: bool
    is_known: bool = Field(description="false: the labels were bought elsewhere.")
    lines: list[LineLedgerView]


class RemarkView(Strict):
    """Something that cannot be known; it is no finding."""

    code: str
    purchase: str
    orders: list[str] = _ORDERS
    sentence: str


class MoneyView(Strict):
    """An amount of money."""

    amount: str = Field(description="In major units, as a decimal: '12.99'.")
    currency: str
    minor: int = Field(description="In minor units: 1299.")


class WastedLabelView(Strict):
    """A label that was paid in vain."""

    purchase: str
    orders: list[str] = _ORDERS
    tracking: str
    price: MoneyView
    why: Literal["surplus", "unused"]
    bought: Instant


class CostView(Strict):
    """What labels of the world's carriers cost; a voided label costs nothing."""

    paid: list[MoneyView] = Field(description="By currency.")
    lost: list[MoneyView] = Field(description="In vain, by currency.")
    wasted: list[WastedLabelView]


class VerdictView(Strict):
    """The judge's verdict: violations, where every unit is, what is not known, what it cost."""

    at: Instant
    clean: bool = Field(description="Whether nothing was found.")
    findings: list[FindingView]
    ledgers: list[PurchaseLedgerView]
    remarks: list[RemarkView]
    cost: CostView
    counted: dict[str, Counted] = Field(description="By rule; one that was not asked is absent.")


def _places(shown: list[OrderReference]) -> frozenset[Place]:
    return frozenset((one.store, one.order_id) for one in shown)
