"""What an Amazon order says beside its lines and money, in both versions of the Orders API.

Source: amzn/selling-partner-api-models, orders_2026-01-01.json and ordersV0.json of 2026-08-05.
Personal data needs a restricted data token in v0, and its section in 2026-01-01.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mockplace.kernel.buyers import STATES
from mockplace.platforms.amazon.api import amounts
from mockplace.platforms.amazon.rules import orders

if TYPE_CHECKING:
    from mockplace.kernel.records import OrderLine, Person, PlatformOrder

_Json = dict[str, object]

#: Kind of address → the word of v0, which has none for a pickup point.
_TYPES_V0 = {"": "Residential", "RESIDENTIAL": "Residential", "COMMERCIAL": "Commercial"}
_PICKUP_POINT = "PICKUP_POINT"


# -- 2026-01-01


def programs(order: PlatformOrder) -> list[str]:
    """Return ``programs`` of an order; a Prime order is a premium one too."""
    found = ["PRIME", "PREMIUM"] if order.prime else []
    return list(dict.fromkeys([*found, *order.facts.programs]))


def associated(order: PlatformOrder) -> list[_Json]:
    """Return ``associatedOrders``: the order that this one replaces."""
    if not order.facts.replaces:
        return []
    kind = "EXCHANGE_ORIGINAL_ID" if order.facts.is_exchange else "REPLACEMENT_ORIGINAL_ID"
    return [{"orderId": order.facts.replaces, "associationType": kind}]


def buyer(order: PlatformOrder) -> _Json:
    """Return the company that buys and its purchase order's number, where there are any."""
    found = {
        "buyerCompanyName": order.facts.buyer_company,
        "buyerPurchaseOrderNumber": order.facts.purchase_order,
    }
    return {name: value for name, value in found.items() if value}


def delivery_preference(order: PlatformOrder) -> _Json:
    """Return ``deliveryPreference``, in which a buyer's note to the carrier stands."""
    return {"addressInstruction": order.facts.note} if order.facts.note else {}


def address_2026(person: Person, phone: str) -> _Json:
    """Return a ``CustomerAddress``; what is empty is left out."""
    found = {
        "name": person.name,
        "companyName": person.company,
        "addressLine1": person.street1,
        "addressLine2": person.street2,
        "addressLine3": person.street3,
        "city": person.city,
        "districtOrCounty": person.county,
        "stateOrRegion": person.state,
        "postalCode": person.postcode,
        "countryCode": person.country,
        "phone": phone,
        "addressType": person.address_type or "RESIDENTIAL",
    }
    return {name: value for name, value in found.items() if value}


def order_tax(order: PlatformOrder) -> _Json:
    """Return ``tax`` of an order, empty where nobody is registered."""
    registered = [
        {
            name: value
            for name, value in {
                "entityType": one.owner,
                "legalName": one.legal_name,
                "taxRegistrationType": one.kind,
                "taxRegistrationNumber": one.number,
            }.items()
            if value
        }
        for one in order.facts.tax_numbers
    ]
    return {"taxRegistrations": registered} if registered else {}


def item_tax(line: OrderLine) -> _Json:
    """Return the reporting scheme of an item's tax, empty if it has none."""
    schemes: list[_Json] = [
        {"reportingScheme": tax.name} for tax in line.facts.collected_taxes if tax.name == "IOSS"
    ]
    return {"taxCalculationBreakdowns": schemes} if schemes else {}


def item_fulfillment(line: OrderLine) -> _Json:
    """Return packing and shipping of an item: gift, IOSS number."""
    body: _Json = {}
    if gift := line.facts.gift:
        option = {"giftMessage": gift.message, "giftWrapLevel": gift.wrapping}
        body["packing"] = {"giftOption": {name: value for name, value in option.items() if value}}
    if number := ioss_number(line):
        body["shipping"] = {"internationalShipping": {"iossNumber": number}}
    return body


def customization(line: OrderLine) -> _Json:
    """Return ``customization`` of a product, empty for an article that is not custom."""
    url = line.facts.customized_url
    return {"customization": {"customizedUrl": url}} if url else {}


# -- v0


def order_v0(order: PlatformOrder) -> _Json:
    """Return the fields of an order that are there only if it says something."""
    body: _Json = {}
    if orders.EASY_SHIP in order.facts.programs:
        body["EasyShipShipmentStatus"] = (
            "PickedUp" if order.status == "shipped" else "PendingSchedule"
        )
    if order.facts.replaces and not order.facts.is_exchange:
        body["ReplacedOrderId"] = order.facts.replaces
    return body


def address_v0(person: Person) -> _Json:
    """Return the parts of an address that every caller with access to it sees."""
    found = {
        "Name": person.name,
        "CompanyName": person.company,
        "AddressLine1": person.street1,
        "AddressLine2": person.street2,
        "AddressLine3": person.street3,
    }
    return {name: value for name, value in found.items() if value}


def county_v0(person: Person) -> _Json:
    """Return the county of an address, or outside the United States its district."""
    if not person.county:
        return {}
    return {"County" if person.state in STATES else "District": person.county}


def address_type_v0(person: Person) -> _Json:
    """Return ``AddressType``; v0 has no word for a pickup point."""
    word = _TYPES_V0.get(person.address_type)
    return {"AddressType": word} if word else {}


def is_access_point(order: PlatformOrder) -> bool:
    """Return True if the order goes to a locker or a counter."""
    return order.buyer.address_type == _PICKUP_POINT


def buyer_v0(order: PlatformOrder) -> _Json:
    """Return what a buyer says of taxes and of the purchase order: restricted data."""
    body: _Json = {}
    if order.facts.purchase_order:
        body["PurchaseOrderNumber"] = order.facts.purchase_order
    mine = [one for one in order.facts.tax_numbers if one.owner == "BUYER"]
    if mine:
        classes = [{"Name": one.kind, "Value": one.number} for one in mine]
        tax: _Json = {"TaxClassifications": classes}
        if name := mine[0].legal_name or order.facts.buyer_company:
            tax["CompanyLegalName"] = name
        if mine[0].country:
            tax["TaxingRegion"] = mine[0].country
        body["BuyerTaxInfo"] = tax
    return body


def item_v0(order: PlatformOrder, line: OrderLine) -> _Json:
    """Return the fields of an item that are there only if it says something."""
    body: _Json = {}
    if number := ioss_number(line):
        body |= {"IossNumber": number, "DeemedResellerCategory": "IOSS"}
    if line.facts.pickup:
        body["StoreChainStoreId"] = line.facts.pickup
    programs = [one for one in line.facts.programs if one != orders.TRANSPARENCY]
    if orders.SHIP_PLUS in order.facts.programs:
        programs.append(orders.SHIP_PLUS)
    if programs:
        body["AmazonPrograms"] = {"Programs": programs}
    return body


def item_buyer_v0(order: PlatformOrder, line: OrderLine) -> _Json:
    """Return ``BuyerInfo`` of an item: gift and customisation, which are restricted data."""
    body: _Json = {}
    if line.facts.customized_url:
        body["BuyerCustomizedInfo"] = {"CustomizedURL": line.facts.customized_url}
    if gift := line.facts.gift:
        if gift.message:
            body["GiftMessageText"] = gift.message
        if gift.wrapping:
            body |= {
                "GiftWrapLevel": gift.wrapping,
                "GiftWrapPrice": amounts.upper(gift.cost, order.currency),
                "GiftWrapTax": amounts.upper(0, order.currency),
            }
    return body


# -- both


def ioss_number(line: OrderLine) -> str:
    """Return the marketplace's IOSS number for an item, '' if it needs none."""
    return next((tax.number for tax in line.facts.collected_taxes if tax.name == "IOSS"), "")
