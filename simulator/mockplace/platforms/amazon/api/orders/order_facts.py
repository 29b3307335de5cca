"""What an Amazon order says beside its lines and money, in both versions of the Orders API.

Source: amzn/selling-partner-api-models, orders_2026-01-01.json and ordersV0.json of 2026-08-05.
Personal data needs a restricted data token in v0, and its section in 2026-01-01.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from mockplace.kernel.buyers import STATES
from mockplace.platforms.amazon.api import amounts
from mockplace.platforms.amazon.rules import allowed_order_facts

if TYPE_CHECKING:
    from mockplace.kernel.order_facts import TaxNumber
    from mockplace.kernel.records import OrderLine, Person, PlatformOrder

_Json = dict[str, object]

#: Kind of address → the word of v0, which has none for a pickup point.
_TYPES_V0 = {"": "Residential", "RESIDENTIAL": "Residential", "COMMERCIAL": "Commercial"}
_PICKUP_POINT = "PICKUP_POINT"


# -- 2026-01-01


def with_facts(body: _Json, order: PlatformOrder, sections: frozenset[str]) -> _Json:
    """Add an order's facts to its body, each in its section if that was requested."""
    facts = order.facts
    programs = [*_list(body["programs"]), *facts.programs]
    body["programs"] = list(dict.fromkeys(programs))
    if facts.sold_elsewhere:
        body["salesChannel"] = {"channelName": "NON_AMAZON"}
    if facts.replaces:
        kind = "EXCHANGE_ORIGINAL_ID" if facts.is_exchange else "REPLACEMENT_ORIGINAL_ID"
        body["associatedOrders"] = [{"orderId": facts.replaces, "associationType": kind}]
    if "BUYER" in sections:
        body["buyer"] = _part(body, "buyer") | _given(
            buyerCompanyName=facts.buyer_company, buyerPurchaseOrderNumber=facts.purchase_order
        )
    if facts.note and "recipient" in body:
        preference = {"addressInstruction": facts.note}
        body["recipient"] = _part(body, "recipient") | {"deliveryPreference": preference}
    if "TAX" in sections and facts.tax_numbers:
        body["tax"] = {"taxRegistrations": [_registration(one) for one in facts.tax_numbers]}
    return body


def address_2026(person: Person, phone: str) -> _Json:
    """Return a ``CustomerAddress`` without its empty parts."""
    body: _Json = {}
    if person.name:
        body["name"] = person.name
    if person.company:
        body["companyName"] = person.company
    if person.street1:
        body["addressLine1"] = person.street1
    if person.street2:
        body["addressLine2"] = person.street2
    if person.street3:
        body["addressLine3"] = person.street3
    body["city"] = person.city
    if person.county:
        body["districtOrCounty"] = person.county
    body["stateOrRegion"] = person.state
    body["postalCode"] = person.postcode
    body["countryCode"] = person.country
    if phone:
        body["phone"] = phone
    body["addressType"] = person.address_type or "RESIDENTIAL"
    return body


def item_with_facts(body: _Json, line: OrderLine, sections: frozenset[str]) -> _Json:
    """Add an item's facts to its body, each in its section if that was requested."""
    facts = line.facts
    if facts.programs:
        body["programs"] = list(facts.programs)
    if facts.customized_url:
        product = _part(body, "product")
        body["product"] = product | {"customization": {"customizedUrl": facts.customized_url}}
    number = ioss_number(line)
    if number and "TAX" in sections:
        schemes = [{"reportingScheme": "IOSS"}]
        body["tax"] = _part(body, "tax") | {"taxCalculationBreakdowns": schemes}
    if "FULFILLMENT" not in sections:
        return body
    more: _Json = {}
    if gift := facts.gift:
        option = _given(giftMessage=gift.message, giftWrapLevel=gift.wrapping)
        more["packing"] = {"giftOption": option}
    if number:
        more["shipping"] = {"internationalShipping": {"iossNumber": number}}
    body["fulfillment"] = _part(body, "fulfillment") | more
    return body


def _registration(one: TaxNumber) -> _Json:
    return _given(
        entityType=one.owner,
        legalName=one.legal_name,
        taxRegistrationType=one.kind,
        taxRegistrationNumber=one.number,
    )


def _part(body: _Json, name: str) -> _Json:
    return cast("_Json", body[name])


def _list(value: object) -> list[str]:
    return cast("list[str]", value)


def _given(**fields: str) -> _Json:
    """Return the fields that are not empty."""
    return {name: value for name, value in fields.items() if value}


# -- v0


def order_v0(order: PlatformOrder) -> _Json:
    """Return the optional fields of an order; a field without a value is left out."""
    body: _Json = {}
    if allowed_order_facts.EASY_SHIP in order.facts.programs:
        body["EasyShipShipmentStatus"] = (
            "PickedUp" if order.status == "shipped" else "PendingSchedule"
        )
    if order.facts.sold_elsewhere:
        body["SalesChannel"] = "Non-Amazon"
    if order.facts.replaces and not order.facts.is_exchange:
        body["ReplacedOrderId"] = order.facts.replaces
    return body


def address_v0(person: Person) -> _Json:
    """Return the parts of an address that every caller with access to it sees."""
    return _given(
        Name=person.name,
        CompanyName=person.company,
        AddressLine1=person.street1,
        AddressLine2=person.street2,
        AddressLine3=person.street3,
    )


def county_v0(person: Person) -> _Json:
    """Return the county of an address; outside the United States, return its district."""
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
    """Return the buyer's fields about taxes and the purchase order, which are restricted data."""
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
    """Return the optional fields of an item; a field without a value is left out."""
    body: _Json = {}
    if number := ioss_number(line):
        body |= {"IossNumber": number, "DeemedResellerCategory": "IOSS"}
    if line.facts.pickup:
        body["StoreChainStoreId"] = line.facts.pickup
    programs = [one for one in line.facts.programs if one != allowed_order_facts.TRANSPARENCY]
    if allowed_order_facts.SHIP_PLUS in order.facts.programs:
        programs.append(allowed_order_facts.SHIP_PLUS)
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
