"""eBay's error envelope and the numbered errors of the operations served here."""

from __future__ import annotations

#: id → (status, domain, category, message); braces take the parameters of ``problem``.
_ERRORS: dict[int, tuple[int, str, str, str]] = {
    1001: (401, "OAuth", "REQUEST", "Invalid access token"),
    1002: (401, "OAuth", "REQUEST", "Missing access token"),
    1100: (403, "ACCESS", "REQUEST", "Access denied"),
    30500: (500, "API_FULFILLMENT", "APPLICATION", "System error"),
    30700: (400, "API_FULFILLMENT", "REQUEST", "Invalid filter name: {name}"),
    30800: (400, "API_FULFILLMENT", "REQUEST", "Invalid filter value {value} for filter {name}"),
    30810: (400, "API_FULFILLMENT", "REQUEST", "Invalid date format"),
    30820: (400, "API_FULFILLMENT", "REQUEST", "Start date is missing"),
    30830: (
        400,
        "API_FULFILLMENT",
        "REQUEST",
        "Time range between start date and end date must be within '2' years.",
    ),
    30840: (400, "API_FULFILLMENT", "REQUEST", "Start date should be before end date"),
    30850: (400, "API_FULFILLMENT", "REQUEST", "Start and end dates can't be in the future"),
    30900: (
        400,
        "API_FULFILLMENT",
        "REQUEST",
        "Exceeded maximum number of order IDs (the current limit is `50`)",
    ),
    31000: (400, "API_FULFILLMENT", "REQUEST", "Invalid offset: {offset}"),
    31100: (400, "API_FULFILLMENT", "REQUEST", "Invalid limit: {limit}"),
    32100: (404, "API_FULFILLMENT", "REQUEST", "Invalid order ID: {orderId}"),
    32110: (404, "API_FULFILLMENT", "REQUEST", "Invalid shipping fulfillment ID: {fulfillmentId}"),
    32200: (400, "API_FULFILLMENT", "REQUEST", "Invalid line item id: {lineItemId}"),
    32210: (400, "API_FULFILLMENT", "REQUEST", "Duplicate line item in the request"),
    32300: (400, "API_FULFILLMENT", "REQUEST", "Invalid shipment tracking number or carrier"),
    32500: (400, "API_FULFILLMENT", "REQUEST", "Invalid shipped date"),
    32600: (400, "API_FULFILLMENT", "REQUEST", "Invalid input data"),
    32800: (400, "API_FULFILLMENT", "REQUEST", "Invalid field group: {fieldGroup}"),
    34100: (
        400,
        "API_FULFILLMENT",
        "REQUEST",
        "Maximum tracking number for order is exceeded",
    ),
    34500: (
        400,
        "API_FULFILLMENT",
        "REQUEST",
        "Please use PUT operation for updating shipping fulfillment",
    ),
    90000: (500, "API_LOGISTICS", "APPLICATION", "A system error has occurred."),
    90005: (404, "API_LOGISTICS", "REQUEST", "The resource could not be found."),
    90010: (400, "API_LOGISTICS", "REQUEST", "Missing field {fieldName}."),
    90020: (400, "API_LOGISTICS", "REQUEST", "Invalid field {fieldName}."),
    90100: (
        409,
        "API_LOGISTICS",
        "REQUEST",
        "No shipping services available for the provided addresses.",
    ),
    90110: (
        400,
        "API_LOGISTICS",
        "REQUEST",
        "The order {orderId} was not found on the platform.",
    ),
    90120: (
        409,
        "API_LOGISTICS",
        "REQUEST",
        "The package specification is incompatible with the destination.",
    ),
    90130: (409, "API_LOGISTICS", "REQUEST", "Order {orderId} is incompatible with our services."),
    90133: (
        409,
        "API_LOGISTICS",
        "REQUEST",
        "Maximum number of orders exceeded. Current limitation is 10.",
    ),
    # A warning of a quote, no refusal.
    90135: (
        201,
        "API_LOGISTICS",
        "REQUEST",
        "The provided shipTo address does not match the destination address of the order(s).",
    ),
    90200: (
        409,
        "API_LOGISTICS",
        "REQUEST",
        "The quote has expired. Please request a new quote.",
    ),
    90210: (
        409,
        "API_LOGISTICS",
        "REQUEST",
        "The quote has already been purchased. Please request a new quote.",
    ),
    90260: (409, "API_LOGISTICS", "REQUEST", "Cannot cancel shipment {shipmentId}"),
    34901: (400, "API_FULFILLMENT", "REQUEST", "Order id can't be null or empty."),
    34902: (400, "API_FULFILLMENT", "REQUEST", "Request can't be empty."),
    34903: (400, "API_FULFILLMENT", "REQUEST", "The refund reason must be specified."),
    34905: (
        400,
        "API_FULFILLMENT",
        "REQUEST",
        "Either orderLevelRefundAmount or refundItems must be specified.",
    ),
    34906: (400, "API_FULFILLMENT", "REQUEST", "The amount value must be specified."),
    34907: (
        400,
        "API_FULFILLMENT",
        "REQUEST",
        "The amount value must be positive and within two decimals.",
    ),
    34908: (400, "API_FULFILLMENT", "REQUEST", "The amount currency must be specified."),
    34909: (400, "API_FULFILLMENT", "REQUEST", "The amount currency isn't correct."),
    34910: (
        400,
        "API_FULFILLMENT",
        "REQUEST",
        "Either legacyReference or lineItemId must be specified for item level refund.",
    ),
    34911: (
        400,
        "API_FULFILLMENT",
        "REQUEST",
        "Legacy item id must be specified for item level refund if you use legacyReference.",
    ),
    34912: (
        400,
        "API_FULFILLMENT",
        "REQUEST",
        "Legacy transaction id must be specified for item level refund if you use legacyReference.",
    ),
    34913: (404, "API_FULFILLMENT", "REQUEST", "Can not find the order."),
    34914: (400, "API_FULFILLMENT", "REQUEST", "Can't find the item in the order."),
    34915: (400, "API_FULFILLMENT", "REQUEST", "The refund amount exceeds order amount."),
    34917: (400, "API_FULFILLMENT", "BUSINESS", "This order was already refunded."),
    34921: (
        400,
        "API_FULFILLMENT",
        "REQUEST",
        "The comment exceeds the length limit, please make sure it doesn't exceed 1000 characters.",
    ),
    34922: (
        400,
        "API_FULFILLMENT",
        "REQUEST",
        "Refund can't be issued while previous refund is processing.",
    ),
    34924: (
        409,
        "API_FULFILLMENT",
        "BUSINESS",
        "The item refund amount exceeds the item remaining amount.",
    ),
    34929: (
        409,
        "API_FULFILLMENT",
        "REQUEST",
        "You cannot refund this order yet since the buyer payment has not been processed. "
        "Please try again later.",
    ),
    # That a signature is asked for is documented, the number and the words are assumed.
    215001: (401, "ACCESS", "REQUEST", "Missing {header} header"),
    # Inventory's: numbers, domain and categories are those of its specification; that what is not
    # there is 404, and what is there already 409, is assumed.
    25001: (500, "API_INVENTORY", "APPLICATION", "A system error has occurred."),
    25002: (400, "API_INVENTORY", "REQUEST", "A user error has occurred. {additionalInfo}"),
    25003: (400, "API_INVENTORY", "REQUEST", "Invalid price. {additionalInfo}"),
    25004: (400, "API_INVENTORY", "REQUEST", "Invalid quantity. {additionalInfo}"),
    25005: (400, "API_INVENTORY", "REQUEST", "Invalid category. {additionalInfo}"),
    25007: (400, "API_INVENTORY", "REQUEST", "Invalid Shipping policy. {additionalInfo}"),
    25008: (400, "API_INVENTORY", "REQUEST", "Invalid Payment policy. {additionalInfo}"),
    25009: (400, "API_INVENTORY", "REQUEST", "Invalid Return policy. {additionalInfo}"),
    25012: (400, "API_INVENTORY", "REQUEST", "Invalid location. {additionalInfo}"),
    25604: (400, "API_INVENTORY", "REQUEST", "Input error. {additionalInfo}"),
    25702: (
        404,
        "API_INVENTORY",
        "REQUEST",
        "{skuValue} could not be found or is not available in the system.",
    ),
    25706: (400, "API_INVENTORY", "REQUEST", "Invalid pagination values. {additionalInfo}"),
    25707: (
        400,
        "API_INVENTORY",
        "REQUEST",
        "Invalid value for a SKU. {additionalInfo}",
    ),
    25709: (400, "API_INVENTORY", "REQUEST", "Invalid value for {fieldName}."),
    25713: (404, "API_INVENTORY", "REQUEST", "This Offer is not available : {additionalInfo}."),
    25727: (
        400,
        "API_INVENTORY",
        "REQUEST",
        "The number of InventoryItems in the request cannot exceed {additionalInfo}.",
    ),
    25734: (400, "API_INVENTORY", "REQUEST", "SKU should be unique in the request."),
    25800: (400, "API_INVENTORY", "REQUEST", "Invalid {fieldName}."),
    25801: (400, "API_INVENTORY", "REQUEST", "Missing field {fieldName}."),
    25803: (409, "API_INVENTORY", "REQUEST", "{fieldName} already exists."),
    25805: (404, "API_INVENTORY", "REQUEST", "{fieldName} Not Found."),
    # Notification's: that they are of this domain is documented, most of their numbers are assumed.
    195003: (404, "API_NOTIFICATION", "REQUEST", "The topic ID {topicId} does not exist"),
    195004: (404, "API_NOTIFICATION", "REQUEST", "The destination ID does not exist"),
    195005: (404, "API_NOTIFICATION", "REQUEST", "The subscription ID does not exist"),
    195007: (404, "API_NOTIFICATION", "REQUEST", "The public key ID does not exist"),
    195009: (400, "API_NOTIFICATION", "REQUEST", "The topic ID {topicId} is invalid"),
    195011: (400, "API_NOTIFICATION", "REQUEST", "The destination endpoint is missing or invalid"),
    195012: (
        400,
        "API_NOTIFICATION",
        "REQUEST",
        "The verification token must be 32 to 80 characters",
    ),
    195013: (400, "API_NOTIFICATION", "REQUEST", "The status is missing or invalid"),
    195014: (400, "API_NOTIFICATION", "REQUEST", "The name is missing or invalid"),
    195016: (409, "API_NOTIFICATION", "REQUEST", "A subscription for this topic exists already"),
    195021: (409, "API_NOTIFICATION", "REQUEST", "A destination with this endpoint exists already"),
    195022: (409, "API_NOTIFICATION", "REQUEST", "The destination is in use"),
}
#: The errors whose long message says more than the short one.
_LONGER = {
    1001: "Invalid access token. Check the value of the Authorization HTTP request header.",
    1002: "Access token is missing in the Authorization HTTP request header.",
    1100: "Insufficient permissions to fulfill the request.",
}
#: As much of a caller's own value as an error repeats.
_ECHO = 100


class Problem(Exception):
    """A refusal: the status and the one entry of its ``errors`` list."""

    def __init__(self, status: int, entry: dict[str, object]) -> None:
        super().__init__(str(entry["errorId"]))
        self.status = status
        self.entry = entry


def problem(error_id: int, **values: str) -> Problem:
    """The documented error of that number, with the values that its message names."""
    status, domain, category, pattern = _ERRORS[error_id]
    shown = {name: value[:_ECHO] for name, value in values.items()}
    message = pattern.format(**shown)
    entry: dict[str, object] = {
        "errorId": error_id,
        "domain": domain,
        "category": category,
        "message": message,
        "longMessage": _LONGER.get(error_id, message),
    }
    if shown:
        entry["parameters"] = [{"name": name, "value": value} for name, value in shown.items()]
    return Problem(status, entry)
