"""The input format of an order's facts: what it says beside its lines and its money.

Every key may be left out. A platform refuses a key that none of its APIs could show.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from mockplace.kernel import order_facts as kernel
from mockplace.seeding.text_shapes import Money, Name, Prose, Strict, Text


class RecipientShape(Strict):
    """An address, or the parts in which it differs from an invented one; '' leaves a part out."""

    name: Text | None = None
    company: Text | None = None
    street1: Text | None = None
    street2: Text | None = None
    street3: Text | None = Field(default=None, description="Amazon.")
    city: Text | None = None
    county: Text | None = Field(default=None, description="District or county: Amazon, eBay.")
    state: Text | None = Field(default=None, description="Its code, such as NV.")
    postcode: Text | None = None
    country: Annotated[str, Field(pattern="^[A-Z]{2}$")] | None = None
    phone: Text | None = None
    email: Text | None = None
    address_type: Literal["RESIDENTIAL", "COMMERCIAL", "PICKUP_POINT"] | None = Field(
        default=None, description="Amazon."
    )

    def given(self) -> kernel.Recipient:
        """Return the kernel's value."""
        return kernel.Recipient(**self.model_dump())


class GiftShape(Strict):
    """Gift wrapping and message."""

    message: Prose = ""
    wrapping: Text = Field(default="", description="Its name: Amazon, BigCommerce.")
    cost: Money = Field(default=0, description="Of wrapping the whole line, in minor units.")
    sender: Text = Field(default="", description="Of a digital gift: eBay.")
    recipient_email: Text = Field(default="", description="Of a digital gift: eBay.")


class CollectedTaxShape(Strict):
    """A tax that the marketplace collects, with the marketplace's tax number."""

    name: Name = Field(description="IOSS; on eBay also ABN, DDG, IRD, OSS, SST, VOEC.")
    number: Name
    amount: Money = 0
    kind: Name = Field(default="VAT", description="eBay's taxType.")


class TaxNumberShape(Strict):
    """A tax registration."""

    kind: Name = Field(description="The platform's own word.")
    number: Name
    owner: Literal["BUYER", "MERCHANT", "MARKETPLACE"] = "BUYER"
    country: Text = ""
    legal_name: Text = ""


class ShippingCenterShape(Strict):
    """The warehouse of the platform that takes the package abroad."""

    reference: Name
    program: Literal["global-shipping", "international-shipping"] = "global-shipping"


class LineFacts(Strict):
    """What one line says beside its article, quantity and price."""

    programs: list[Name] = Field(default=[], description="Amazon: TRANSPARENCY, …")
    options: dict[Name, Text] = Field(
        default={}, description="Chosen or written on it: BigCommerce, eBay (variation aspects)."
    )
    variation_id: Text = Field(default="", description="eBay.")
    customized_url: Text = Field(default="", description="Amazon.")
    gift: GiftShape | None = None
    collected_taxes: list[CollectedTaxShape] = Field(default=[], description="Amazon, eBay.")
    pickup: Text = Field(default="", description="The shop or the method of collection.")
    bin: Text = Field(default="", description="BigCommerce: where the article is kept.")
    destination: Annotated[int, Field(ge=0, le=100)] = Field(
        default=0,
        description="BigCommerce: 0 the order's own address, 1 the first further one.",
    )

    def facts(self) -> kernel.LineFacts:
        """Return the kernel's value."""
        return kernel.LineFacts(
            programs=tuple(self.programs),
            options=tuple(self.options.items()),
            variation_id=self.variation_id,
            customized_url=self.customized_url,
            gift=kernel.Gift(**self.gift.model_dump()) if self.gift else None,
            collected_taxes=tuple(
                kernel.CollectedTax(**one.model_dump()) for one in self.collected_taxes
            ),
            pickup=self.pickup,
            bin=self.bin,
            destination=self.destination,
        )


class OrderFacts(Strict):
    """What an order says as a whole."""

    programs: list[Name] = Field(default=[], description="Amazon: AMAZON_BUSINESS, …")
    note: Prose = Field(default="", description="The buyer's.")
    staff_note: Prose = Field(default="", description="BigCommerce.")
    buyer_company: Text = Field(default="", description="Amazon.")
    purchase_order: Text = Field(default="", description="Its number: Amazon.")
    tax_numbers: list[TaxNumberShape] = Field(default=[], description="Amazon, eBay.")
    replaces: Text = Field(default="", description="The order that it replaces: Amazon.")
    is_exchange: bool = False
    sold_elsewhere: bool = Field(default=False, description="Amazon only ships it; say afn too.")
    shipping_center: ShippingCenterShape | None = Field(default=None, description="eBay.")
    older_id: bool = Field(default=False, description="eBay: legacyOrderId is item-transaction.")
    market: Text = Field(default="", description="One of the account's markets.")
    display_currency: Text = Field(default="", description="BigCommerce: what the page showed.")
    display_rate: Text = Field(
        default="", description="BigCommerce: the rate into it; left out: 1."
    )
    addresses: Annotated[list[RecipientShape], Field(max_length=100)] = Field(
        default=[], description="Further ones: BigCommerce."
    )
    written: dict[Name, Prose] = Field(
        default={}, description="Fields that a program wrote: BigCommerce."
    )

    def facts(self) -> kernel.OrderFacts:
        """Return the kernel's value."""
        center = self.shipping_center
        return kernel.OrderFacts(
            programs=tuple(self.programs),
            note=self.note,
            staff_note=self.staff_note,
            buyer_company=self.buyer_company,
            purchase_order=self.purchase_order,
            tax_numbers=tuple(kernel.TaxNumber(**one.model_dump()) for one in self.tax_numbers),
            replaces=self.replaces,
            is_exchange=self.is_exchange,
            sold_elsewhere=self.sold_elsewhere,
            shipping_center=kernel.ShippingCenter(**center.model_dump()) if center else None,
            older_id=self.older_id,
            market=self.market,
            display_currency=self.display_currency,
            display_rate=self.display_rate,
            addresses=tuple(one.given() for one in self.addresses),
            written=tuple(self.written.items()),
        )


#: Every shape, for the suggestions that an error message makes.
SHAPES: tuple[type[Strict], ...] = (
    OrderFacts,
    LineFacts,
    RecipientShape,
    GiftShape,
    CollectedTaxShape,
    TaxNumberShape,
    ShippingCenterShape,
)
