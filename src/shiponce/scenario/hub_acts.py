"""What a person does in the hub in a step, and the passing of time."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from shiponce.scenario import size_limits
from shiponce.scenario.quantities import Duration, Name, Names, Quantity, Text, Waiting, YesNo
from shiponce.scenario.step_base import Act, PartSpec


class Import(Act):
    """The hub imports a store, several stores in the order given, or ``all`` in the hub's order."""

    plain: ClassVar[str] = "stores"
    stores: Names = Field(min_length=1, description="A store, a list of them, or `all`.")

    @property
    def everything(self) -> bool:
        """True for "import all", where the hub itself chooses the order of the stores."""
        return self.stores == ("all",)


class Ship(Act):
    """A person ships an order in the hub."""

    plain: ClassVar[str] = "order"
    order: Text = Field(description="The order.")
    option: Text = Field(
        default="house",
        alias="with",
        description="The way to ship: a route, or a route with one of its services after a colon. "
        "A route alone takes the cheapest service that is available. Without it, house.",
    )
    carrier: Text = Field(default="", description="With `manual`: who carries it.")
    tracking: Text = Field(default="", description="With `manual`: the tracking number.")
    lines: tuple[PartSpec, ...] = Field(
        default=(),
        max_length=size_limits.MOST_ENTRIES,
        description="What goes into the package; without it, all that is left.",
    )
    together: Names = Field(default=(), description="Other orders in the same package.")
    anyway: YesNo = Field(
        default=False,
        description="Insist, although the purchase has left with another order.",
    )


class Void(Act):
    """A person voids the last label of an order."""

    plain: ClassVar[str] = "order"
    order: Text = Field(description="The order.")


class Cancel(Act):
    """A person cancels an order in the hub."""

    plain: ClassVar[str] = "order"
    order: Text = Field(description="The order.")
    anyway: YesNo = Field(
        default=False, description="Insist where the hub warns, as with an original."
    )
    swap: YesNo = Field(default=False, description="Cancel the copy in the original's place.")


class Notifications(Act):
    """Notifications to a BigCommerce store are switched on or off."""

    store: Text = Field(description="The store.")
    switch: YesNo = Field(description="`on` or `off`.")
    by: Text = Field(default="support", description="Who does it; without it, support.")
    confirmed: YesNo = Field(
        default=True, description="Whether the person has confirmed what the hub says of it."
    )


class Emails(Act):
    """A person switches a shop's own e-mails to the buyers of marketplaces off, or on again."""

    store: Text = Field(description="The store.")
    switch: YesNo = Field(description="`on` or `off`.")
    confirmed: YesNo = Field(
        default=True, description="Whether the person has confirmed what the hub says of it."
    )


class Rule(Act):
    """An automation rule is added, switched, moved or removed; exactly one of these keys is used.

    A rule is `do-not-import-copies`, or a name from the file's own `rules`.
    """

    add: Text | None = Field(default=None, description="Add the rule, below all others; it is on.")
    enable: Text | None = Field(default=None, description="Switch the rule on.")
    disable: Text | None = Field(default=None, description="Switch the rule off.")
    remove: Text | None = Field(default=None, description="Remove the rule.")
    move: Text | None = Field(default=None, description="Move the rule in the order of the rules.")
    to: Quantity = Field(default=1, description="With `move`: its new position; without it, 1.")
    anyway: YesNo = Field(
        default=False, description="Insist, although the hub says that orders would be lost."
    )

    @property
    def what(self) -> tuple[str, str]:
        """The key used and the rule's name; ('', '') unless exactly one key is used."""
        keys = ("add", "enable", "disable", "remove", "move")
        used = [(key, str(name)) for key in keys if (name := getattr(self, key)) is not None]
        return used[0] if len(used) == 1 else ("", "")


class Reprocess(Act):
    """A person lets the rules run again on the orders in the hub."""

    plain: ClassVar[str] = "orders"
    orders: Literal["all"] = Field(description="`all`: every open order.")


class Choose(Act):
    """The merchant chooses a method."""

    plain: ClassVar[str] = "method"
    method: Literal["A", "B"] = Field(description="`A` or `B`.")


class Connect(Act):
    """A store of the world is connected to the hub during the scenario."""

    plain: ClassVar[str] = "store"
    store: Text = Field(description="The store.")


class LetIn(Act):
    """A person imports an order that a rule excluded, regardless of the rules."""

    plain: ClassVar[str] = "order"
    order: Text = Field(description="The order.")


class Wait(Act):
    """Time passes: a duration, or ``quiet`` for as long as anything is due."""

    plain: ClassVar[str] = "duration"
    duration: Waiting = Field(description="A duration, or `quiet`.")


class Overrule(Act):
    """A person decides to ship an order in spite of what its platform says of it."""

    plain: ClassVar[str] = "order"
    order: Text = Field(description="The order.")


class ConfirmProposal(Act):
    """A person decides that two orders are one purchase."""

    order: Text = Field(description="The copy.")
    original: Text = Field(description="The original.")
    anyway: YesNo = Field(default=False, description="Insist, although the orders differ.")


class RejectProposal(Act):
    """A person decides that two orders are not one purchase."""

    order: Text = Field(description="The order that may be a copy.")
    original: Text = Field(
        default="", description="Of which order it is none; without it, of no order at all."
    )


class ReplaceConnection(Act):
    """A person replaces the connection of a BigCommerce store by a new one to the same account."""

    store: Text = Field(description="The store.")
    by: Name = Field(description="The name of the new connection; the hub's steps use it then.")
    integration: Literal["legacy", "new"] = Field(
        default="new", description="Which integration connects it; without it, new."
    )


class ChooseMode(Act):
    """The merchant chooses a matching mode, in place of the one in which the scenario is played."""

    plain: ClassVar[str] = "mode"
    mode: Literal["documented", "reconciling"] = Field(description="`documented` or `reconciling`.")


class StoreSettings(Act):
    """A person changes how a store is connected; what is not given stays."""

    store: Text = Field(description="The store.")
    prime_to_awaiting: YesNo | None = Field(
        default=None,
        alias="prime to awaiting",
        description="Amazon: Prime orders go to Awaiting Shipment.",
    )
    buy_shipping: YesNo | None = Field(
        default=None, alias="buy shipping", description="Amazon: labels can be bought from Amazon."
    )


class HubSettings(Act):
    """The hub's configuration is changed and the hub started again; what is not given stays."""

    delay: Duration | None = Field(
        default=None,
        alias="notification delay",
        description="How long after a label its notifications wait.",
    )
    patience: Duration | None = Field(
        default=None, description="How long BigCommerce's notification waits for the marketplace's."
    )
    relay_time: Duration | None = Field(
        default=None,
        alias="relay time",
        description="How soon BigCommerce's connector should have passed a shipment on.",
    )
    stale_after: Duration | None = Field(
        default=None,
        alias="stale after",
        description="How old a store's last import may be before the hub warns.",
    )
    unknown_after: Duration | None = Field(
        default=None,
        alias="unknown after",
        description="How long a purchase without an answer is under way before it is unknown.",
    )
    prime_policy: Literal["buy shipping only", "any in time"] | None = Field(
        default=None, alias="prime policy", description="Which labels a Prime order may have."
    )
    read_only: YesNo | None = Field(
        default=None, alias="read only", description="Whether the hub only reads."
    )


class Crash(Act):
    """The hub will die at its next call of one operation, and is started again afterwards.

    What was under way is not finished. Its database keeps what was written by then.
    """

    on: Text = Field(description="The store, or `carrier`: the house carrier.")
    operation: Text = Field(description="What the hub will ask for, such as `confirmShipment`.")
    moment: Literal["before", "after"] = Field(
        alias="when",
        description="`before` the request reaches the platform, or `after` the platform has acted "
        "and before the hub has the answer.",
    )
    order: Text | None = Field(
        default=None, description="Only a call about this order; without it, about any."
    )
    nth: Quantity = Field(
        default=1, description="Which of the calls that match; without it, the first."
    )
    down: Duration | None = Field(
        default=None,
        description="How long the hub stands still; without it, it is started again at once. A "
        "person who does something in it starts it earlier.",
    )


class SecondHub(Act):
    """Another hub with a database of its own is connected to stores of the world.

    Steps with `in: second hub` act and check there.
    """

    plain: ClassVar[str] = "stores"
    stores: Names = Field(min_length=1, description="The stores, in this order.")
    method: Literal["A", "B"] = Field(default="B", description="`A` or `B`; without it, B.")
