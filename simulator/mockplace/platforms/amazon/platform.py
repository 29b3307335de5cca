"""The registration of Amazon with the simulator: hosts, routes, rate limits, accounts."""

from __future__ import annotations

from mockplace.kernel.records import Account
from mockplace.platform_definition import Accounts, ErrorResponses, Platform
from mockplace.platforms.amazon.api import fault_responses
from mockplace.platforms.amazon.api.access_token import account_of
from mockplace.platforms.amazon.api.notifications.notification_request import webhook_request
from mockplace.platforms.amazon.api.rate_limits import RATES, UNLIMITED, rate_limited
from mockplace.platforms.amazon.api.routes import ROUTES
from mockplace.platforms.amazon.api.sqs.routes import ROUTES as SQS
from mockplace.platforms.amazon.api.status_words import status_word
from mockplace.platforms.amazon.platform_rules import RULES
from mockplace.platforms.amazon.regional_hosts import HOSTS
from mockplace.platforms.shared.label_documents.document_faults import json_with_fault
from mockplace.platforms.shared.oauth_credentials import client_and_refresh_token
from mockplace.platforms.shared.path_lookups import OrderAndLabelLookups
from mockplace.platforms.shared.rate_limits import NoLimit

_SQS = NoLimit("SQS allows far more calls than a seller's queue needs")

PLATFORM = Platform(
    rules=RULES,
    hosts=HOSTS,
    routes=ROUTES,
    rate_limits={**RATES, **UNLIMITED, **dict.fromkeys((one.operation for one in SQS), _SQS)},
    errors=ErrorResponses(
        rate_limited=rate_limited,
        server_error=fault_responses.server_error,
        auth_expired=fault_responses.auth_expired,
    ),
    account_of=account_of,
    path_lookups=OrderAndLabelLookups(owner_parameters=("sellerId", "notificationType")),
    list_keys=("orders", "Orders", "OrderItems", "feeds", "Messages", "items", "offers"),
    document_faults=dict.fromkeys(
        (
            "createShipment",
            "getShipment",
            "purchaseShipmentV2",
            "oneClickShipmentV2",
            "getShipmentDocumentsV2",
        ),
        json_with_fault,
    ),
    webhook_request=webhook_request,
    status_word=status_word,
    accounts=Accounts(
        default=Account("amz", "amazon", ""),
        credentials=client_and_refresh_token,
    ),
)
