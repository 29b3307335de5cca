"""What a person does in the hub in a step, and the passing of time."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from shiponce.scenario import size_limits
from shiponce.scenario.quantities import Text, Waiting, YesNo
from shiponce.scenario.scenario_header import Names
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
    """An automation rule is added, switched or removed; exactly one of the four keys is used."""

    add: Literal["do-not-import-copies"] | None = Field(
        default=None, description="Add the rule; it is on."
    )
    enable: Literal["do-not-import-copies"] | None = Field(
        default=None, description="Switch the rule on."
    )
    disable: Literal["do-not-import-copies"] | None = Field(
        default=None, description="Switch the rule off."
    )
    remove: Literal["do-not-import-copies"] | None = Field(
        default=None, description="Remove the rule."
    )

    @property
    def what(self) -> tuple[str, str]:
        """The key used and the rule's short name; ('', '') unless exactly one key is used."""
        used = [(key, str(name)) for key, name in self if name is not None]
        return used[0] if len(used) == 1 else ("", "")


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
