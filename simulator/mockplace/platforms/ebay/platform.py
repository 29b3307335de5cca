"""The registration of eBay with the simulator: hosts, routes, rate limits, accounts."""

from __future__ import annotations

from mockplace.kernel.records import Account
from mockplace.platform_definition import Accounts, ErrorResponses, Platform
from mockplace.platforms.ebay.api import fault_responses
from mockplace.platforms.ebay.api.access_token import account_of
from mockplace.platforms.ebay.api.notification.challenge import webhook_accepted
from mockplace.platforms.ebay.api.notification.messages import webhook_request
from mockplace.platforms.ebay.api.rate_limits import rate_limited, rate_limits
from mockplace.platforms.ebay.api.routes import ROUTES
from mockplace.platforms.ebay.api.status_words import status_word
from mockplace.platforms.ebay.platform_rules import RULES
from mockplace.platforms.shared.label_documents.document_faults import file_with_fault
from mockplace.platforms.shared.oauth_credentials import client_and_refresh_token
from mockplace.platforms.shared.path_lookups import OrderAndLabelLookups, package_ids

PLATFORM = Platform(
    rules=RULES,
    hosts=("api.ebay.com", "apiz.ebay.com", "api.sandbox.ebay.com", "apiz.sandbox.ebay.com"),
    routes=ROUTES,
    rate_limits=rate_limits(ROUTES),
    errors=ErrorResponses(
        rate_limited=rate_limited,
        server_error=fault_responses.server_error,
        auth_expired=fault_responses.auth_expired,
    ),
    account_of=account_of,
    path_lookups=OrderAndLabelLookups(order_parts={"fulfillmentId": package_ids}),
    list_keys=(
        "orders",
        "shippingFulfillments",
        "inventoryItems",
        "offers",
        "locations",
    ),
    document_faults={"downloadLabelFile": file_with_fault},
    webhook_request=webhook_request,
    webhook_accepted=webhook_accepted,
    status_word=status_word,
    accounts=Accounts(
        default=Account("bay", "ebay", ""),
        credentials=client_and_refresh_token,
    ),
)
