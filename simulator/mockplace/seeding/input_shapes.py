"""The input format of accounts, articles and purchases, strictly validated."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, Field, WithJsonSchema

from mockplace.kernel.durations import duration, instant
from mockplace.kernel.inventory.listings import Listing
from mockplace.kernel.records import Account, PlatformOrder, Product
from mockplace.kernel.world import World
from mockplace.seeding.connector_names import ConnectorName
from mockplace.seeding.fact_shapes import LineFacts, OrderFacts, RecipientShape
from mockplace.seeding.platform_names import StorePlatform
from mockplace.seeding.text_shapes import Money, Name, Strict, Text


def _checked_duration(text: str) -> str:
    duration(text)
    return text


def _checked_instant(text: str) -> str:
    instant(text)
    return text


Units = Annotated[
    int | None,
    Field(ge=0, le=2_147_483_647, description="null: nobody counts, and purchases succeed."),
]
Duration = Annotated[
    str,
    AfterValidator(_checked_duration),
    Field(examples=["90 s", "5 min", "2 h", "1 d"]),
    WithJsonSchema({"type": "string", "pattern": "^[0-9]{1,9} ?(ms|s|min|h|d)$"}),
]
Instant = Annotated[
    str,
    AfterValidator(_checked_instant),
    WithJsonSchema({"type": "string", "format": "date-time"}),
]


class Line(Strict):
    """One article of a purchase."""

    sku: Name
    quantity: Annotated[int, Field(ge=1, le=10_000)] = 1
    price: Money | None = Field(default=None, description="Of one; left out: the article's.")
    facts: LineFacts = Field(
        default=LineFacts(), description="Gift, options, taxes, collection and the like."
    )


class Order(Strict):
    """A purchase on one of the accounts."""

    store: Name = Field(description="The account's name, such as amz.")
    lines: Annotated[list[Line], Field(min_length=1, max_length=100)]
    name: Text = Field(default="", description="Unique in the world; left out: given.")
    prime: bool = False
    afn: bool = Field(default=False, description="Amazon fulfils it.")
    requested_service: Name = "Standard"
    paid: bool = True
    address: bool = True
    buyer: Text = Field(default="", description="The name; the same name is the same person.")
    order_id: Text = Field(default="", description="Left out: as the platform numbers.")
    recipient: RecipientShape = Field(
        default=RecipientShape(), description="Where the address differs from an invented one."
    )
    facts: OrderFacts = Field(
        default=OrderFacts(), description="Programs, notes, taxes, addresses and the like."
    )

    def place(self, world: World) -> PlatformOrder:
        """Make this purchase in *world*; raise ``Refusal`` if the world refuses it."""
        return world.buy(
            self.name or _free_name(world),
            self.store,
            [(line.sku, line.quantity, line.price) for line in self.lines],
            prime=self.prime,
            afn=self.afn,
            requested_service=self.requested_service,
            paid=self.paid,
            address=self.address,
            buyer=self.buyer,
            order_id=self.order_id,
            facts=self.facts.facts(),
            line_facts=[line.facts.facts() for line in self.lines],
            recipient=self.recipient.given(),
        )


#: An ISO 4217 code.
Currency = Annotated[str, Field(pattern="^[A-Z]{3}$")]


class Store(Strict):
    """One seller account; an omitted account id or token is derived from the seed."""

    platform: StorePlatform
    account: Text = ""
    market: Text = ""
    client_id: Name = "mockplace"
    client_secret: Name = "mockplace-secret"  # noqa: S105 - invented
    token: Text = ""
    connector: ConnectorName = "channel-manager"
    copies_after: Duration = "90 s"
    relays_after: Duration = "60 s"
    listed_after: Duration = "0 s"
    signs: bool = Field(default=False, description="eBay: refunds need a signature's headers.")
    stock_after: Duration = Field(
        default="60 s", description="Until the connector has told the listings of the shop's stock."
    )
    restocks: bool = Field(default=True, description="Cancelled units go back: BigCommerce only.")
    emails: bool = Field(
        default=True,
        description="Buyers are written to when an order's status changes: BigCommerce only.",
    )
    scopes: list[Name] = Field(
        default_factory=list, description="OAuth scopes of the token, all if none: BigCommerce."
    )
    weight_unit: Text = Field(
        default="", description="LBS, Ounces (the default), KGS, Grams or Tonnes: BigCommerce only."
    )
    currencies: list[Currency] = Field(
        default_factory=list,
        description="Further currencies of orders that programs write: BigCommerce only.",
    )
    more_markets: list[Name] = Field(
        default_factory=list, description="Further markets of the account: Amazon, eBay."
    )

    def opened(self, name: str) -> Account:
        """Return the world's account for this store."""
        return Account(
            name,
            self.platform,
            self.account,
            self.market,
            self.client_id,
            self.client_secret,
            self.token,
            self.connector,
            duration(self.copies_after),
            duration(self.relays_after),
            duration(self.listed_after),
            self.signs,
            duration(self.stock_after),
            self.restocks,
            self.emails,
            tuple(self.scopes),
            self.weight_unit,
            tuple(self.currencies),
            tuple(self.more_markets),
        )


class Offered(Strict):
    """An article in one store; an omitted stock or price is that of the article."""

    stock: Units = None
    price: Money | None = Field(default=None, description="Of one.")
    listing: Listing = "active"

    def put(self, world: World, store: str, sku: str) -> None:
        """Apply listing state, stock and price; raise ``Refusal`` if the world refuses them."""
        world.inventory.set_listing(store, sku, self.listing)
        if "stock" in self.model_fields_set:
            world.inventory.set_stock(store, sku, self.stock, recorded_by="stocktake")
        if self.price is not None:
            world.inventory.set_price(store, sku, self.price)


class Article(Strict):
    """An article."""

    sku: Name
    title: Name
    price: Money
    weight: Annotated[int, Field(ge=0, le=1_000_000, description="Grams.")] = 500
    sells_on: Annotated[list[Name], Field(min_length=1)]
    linked: bool = True
    physical: bool = True
    stock: Units = None
    offers: dict[Name, Offered] = Field(
        default_factory=dict, description="By store, where one differs from the others."
    )

    def counted(self, world: World) -> None:
        """Set the stock and the offers; call this after the past purchases are made."""
        if self.stock is not None:
            world.inventory.stock_up(self.sku, self.stock)
        for store, offered in self.offers.items():
            offered.put(world, store, self.sku)

    def listed(self) -> Product:
        """Return the world's product for this article, without its stock."""
        return Product(
            self.sku,
            self.title,
            self.price,
            self.weight,
            tuple(self.sells_on),
            self.linked,
            self.physical,
        )


def _free_name(world: World) -> str:
    """Return a name that no purchase has."""
    number = len(world.state.bought) + 1
    while f"order-{number}" in world.state.bought:
        number += 1
    return f"order-{number}"
