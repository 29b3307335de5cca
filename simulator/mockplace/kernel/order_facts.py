"""What an order says beside its lines and its money: programs, notes, gifts, taxes, destinations.

Every fact has an empty default. A platform names the facts that its APIs can show; a purchase with
any other fact is refused, so that no fact is lost silently.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from mockplace.kernel.refusal import Refusal

if TYPE_CHECKING:
    from mockplace.kernel.records import Person, PlatformOrder


@dataclass(frozen=True, slots=True)
class CollectedTax:
    """A tax on a line that a marketplace collects, with the marketplace's tax number."""

    #: ``IOSS``, or another name of the number that the platform documents.
    name: str
    number: str
    #: Minor units.
    amount: int = 0
    #: The kind of tax, in the platform's own word.
    kind: str = "VAT"


@dataclass(frozen=True, slots=True)
class TaxNumber:
    """A tax registration of the buyer, the seller or the marketplace."""

    #: The kind of number, in the platform's own word.
    kind: str
    number: str
    #: ``BUYER``, ``MERCHANT`` or ``MARKETPLACE``.
    owner: str = "BUYER"
    #: The country that issued the number, two letters; '' if the platform shows none.
    country: str = ""
    #: The name under which the number is registered.
    legal_name: str = ""


@dataclass(frozen=True, slots=True)
class Gift:
    """Gift wrapping and message of a line."""

    message: str = ""
    #: The wrapping, by its name; '' for none.
    wrapping: str = ""
    #: What the buyer pays for wrapping the whole line, in minor units, without tax.
    cost: int = 0
    #: For a digital gift: the giver, and the e-mail address of the recipient.
    sender: str = ""
    recipient_email: str = ""


@dataclass(frozen=True, slots=True)
class Recipient:
    """An address, or the parts in which it differs from an invented one (None: as invented)."""

    name: str | None = None
    company: str | None = None
    street1: str | None = None
    street2: str | None = None
    street3: str | None = None
    city: str | None = None
    #: The district or county.
    county: str | None = None
    #: The state's code, such as NV.
    state: str | None = None
    postcode: str | None = None
    #: Two letters.
    country: str | None = None
    phone: str | None = None
    email: str | None = None
    #: ``RESIDENTIAL``, ``COMMERCIAL`` or ``PICKUP_POINT``.
    address_type: str | None = None


@dataclass(frozen=True, slots=True)
class ShippingCenter:
    """The warehouse of the platform that takes the package on to another country."""

    #: The number that has to stand above the street of the label.
    reference: str
    #: ``global-shipping`` or ``international-shipping``.
    program: str = "global-shipping"


@dataclass(frozen=True, slots=True)
class LineFacts:
    """What one line says beside its article, quantity and price."""

    #: Programs of the line, in the platform's own words.
    programs: tuple[str, ...] = ()
    #: What the buyer chose or had written on the article: (name, value).
    options: tuple[tuple[str, str], ...] = ()
    #: The id of the chosen variation of a listing.
    variation_id: str = ""
    #: The address of the data with which a custom article is made.
    customized_url: str = ""
    gift: Gift | None = None
    collected_taxes: tuple[CollectedTax, ...] = ()
    #: The shop or the method by which the buyer collects the line himself; '' for a package.
    pickup: str = ""
    #: Where the shop keeps the article in its stock.
    bin: str = ""
    #: The address of the line: 0 for the order's own, else the nth of the further addresses.
    destination: int = 0


@dataclass(frozen=True, slots=True)
class OrderFacts:
    """What an order says as a whole."""

    #: Programs of the order, in the platform's own words.
    programs: tuple[str, ...] = ()
    #: The buyer's note to the seller, or to whoever delivers.
    note: str = ""
    #: The seller's own note.
    staff_note: str = ""
    #: The buying company and its purchase order number; the address may name another company.
    buyer_company: str = ""
    purchase_order: str = ""
    tax_numbers: tuple[TaxNumber, ...] = ()
    #: The order that this one replaces, and whether it is exchanged for another article.
    replaces: str = ""
    is_exchange: bool = False
    shipping_center: ShippingCenter | None = None
    #: Whether the order was sold elsewhere, so that the platform only ships it.
    sold_elsewhere: bool = False
    #: Whether the platform shows the id of an order of one line in its older form.
    older_id: bool = False
    #: The market, if it is not the account's first one.
    market: str = ""
    #: The currency that the storefront showed, if the order was paid in another one.
    display_currency: str = ""
    #: The rate of exchange into the display currency, as a decimal; '' for 1.
    display_rate: str = ""
    #: Further addresses that lines go to.
    addresses: tuple[Recipient, ...] = ()
    #: Fields that a program wrote into the order, by their names on the wire.
    written: tuple[tuple[str, str], ...] = ()


NO_LINE_FACTS = LineFacts()
AS_INVENTED = Recipient()
NO_FACTS = OrderFacts()


def named(facts: OrderFacts | LineFacts | Recipient) -> frozenset[str]:
    """Return the names of the facts that are given."""
    empty = type(facts)()
    return frozenset(
        one.name for one in fields(facts) if getattr(facts, one.name) != getattr(empty, one.name)
    )


#: The parts of an address that only some platforms show.
_ADDRESS_PARTS = ("company", "street3", "county", "address_type")


def check_person(person: Person, title: str, shown: Iterable[str]) -> None:
    """Refuse an address with a part that the platform does not show."""
    for name in _ADDRESS_PARTS:
        if getattr(person, name) and name not in shown:
            raise Refusal("unknown-fact", f"{title} shows no {name} of an address", fact=name)


def check(order: PlatformOrder, title: str, shown: Iterable[str]) -> None:
    """Refuse an order with a fact that its platform does not show, or that contradicts another.

    *shown* are the names of the facts that the platform can show.
    """
    shown = frozenset(shown)
    for person in (order.buyer, *order.destinations.values()):
        check_person(person, title, shown)
    given = named(order.facts).union(*(named(line.facts) for line in order.lines))
    if unknown := sorted(given.difference(shown)):
        raise Refusal("unknown-fact", f"{title} shows no {unknown[0]} of an order", fact=unknown[0])
    for line in order.lines:
        if not 0 <= line.facts.destination <= len(order.facts.addresses):
            raise Refusal(
                "unknown-destination",
                f"{line.sku} goes to address {line.facts.destination}, and the order has "
                f"{len(order.facts.addresses)} further ones",
                sku=line.sku,
            )


def check_words(title: str, given: Iterable[str], known: Iterable[str], what: str) -> None:
    """Refuse a word that is not in the platform's documented list."""
    known = tuple(known)
    for word in given:
        if word not in known:
            raise Refusal(
                "unknown-fact", f"{title} has no {what} {word!r}; it has {', '.join(known)}"
            )


def written_texts(facts: OrderFacts) -> Mapping[str, str]:
    """Return the fields that a program wrote, by their names on the wire."""
    return dict(facts.written)
