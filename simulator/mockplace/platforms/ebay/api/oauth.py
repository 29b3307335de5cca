"""eBay's OAuth: issue application tokens and user tokens, with their scopes."""

from __future__ import annotations

import binascii
from base64 import b64decode
from typing import TYPE_CHECKING

import orjson

from mockplace.http_types import Params, Request, Response
from mockplace.platforms.shared import request_parsing
from mockplace.platforms.shared.opaque_tokens import encode_token

if TYPE_CHECKING:
    from mockplace.kernel.records import Account
    from mockplace.kernel.world import World

PREFIX = "v^1.1#i^1#"
#: The lifetime of an access token, in seconds.
LIFETIME = 7200
#: The basic scope, which every application has.
ROOT = "https://api.ebay.com/oauth/api_scope"
WRITE = f"{ROOT}/sell.fulfillment"
READ = f"{ROOT}/sell.fulfillment.readonly"
LOGISTICS = f"{ROOT}/sell.logistics"
FINANCES = f"{ROOT}/sell.finances"
INVENTORY = f"{ROOT}/sell.inventory"
INVENTORY_READ = f"{ROOT}/sell.inventory.readonly"
#: The scopes that every simulated seller has granted. A user token has all of them if the client
#: requests no scopes.
GRANTED = (
    ROOT,
    READ,
    WRITE,
    f"{ROOT}/sell.account",
    f"{ROOT}/sell.account.readonly",
    FINANCES,
    INVENTORY,
    INVENTORY_READ,
    f"{ROOT}/sell.marketing",
    f"{ROOT}/sell.marketing.readonly",
    f"{ROOT}/commerce.identity.readonly",
    LOGISTICS,
)
#: Further scopes of a user. The sandbox grants them all, and clients rely on that.
_SANDBOX = tuple(
    f"{ROOT}/{name}"
    for name in (
        "buy.guest.order", "buy.offer.auction", "buy.order.readonly", "buy.shopping.cart",
        "commerce.catalog.readonly", "commerce.identity.address.readonly",
        "commerce.identity.email.readonly", "commerce.identity.name.readonly",
        "commerce.identity.phone.readonly", "commerce.identity.status.readonly",
        "sell.analytics.readonly", "sell.item", "sell.item.draft",
        "sell.marketplace.insights.readonly", "sell.payment.dispute", "sell.reputation",
        "sell.reputation.readonly",
    )
)  # fmt: skip


class Denied(Exception):
    """The token endpoint's refusal of a request: status, OAuth 2.0 error code, description."""

    def __init__(self, status: int, error: str, description: str) -> None:
        super().__init__(error)
        self.status = status
        self.error = error
        self.description = description


def issue_token(world: World, request: Request, _params: Params) -> Response:
    """Issue an application token, or a user token in exchange for a refresh token."""
    asked = request_parsing.credentials(request.body, request.headers.get("content-type", ""))
    try:
        status, answer = 200, _granted(world, request, asked)
    except Denied as denied:
        status = denied.status
        answer = {"error": denied.error, "error_description": denied.description}
    return Response(status, {"content-type": "application/json"}, orjson.dumps(answer))


def access_token(
    world: World, account_name: str, scopes: tuple[str, ...] = GRANTED, client: str = ""
) -> str:
    """Return a token for an account and *scopes*, valid for two hours of the world's clock.

    An application token carries the application's client id instead of an account.
    """
    account = world.accounts.get(account_name)
    content: dict[str, object] = {
        "a": account_name,
        "c": account.client_id if account else client,
        "s": list(scopes),
        "x": world.now + LIFETIME * 1000,
    }
    return PREFIX + encode_token(world.seed, PREFIX, content)


def _granted(world: World, request: Request, asked: dict[str, str]) -> dict[str, object]:
    clients = accounts_of_client(world, request)
    grant = asked.get("grant_type", "")
    scopes = tuple(asked.get("scope", "").split())
    if any(scope not in _grantable(request) for scope in scopes):
        raise Denied(
            400,
            "invalid_scope",
            "The requested scope is invalid, unknown, malformed, or exceeds the scope granted "
            "to the client",
        )
    if grant == "client_credentials":
        if not scopes:
            raise Denied(400, "invalid_scope", "The requested scope is missing")
        return _answer(
            access_token(world, "", scopes, clients[0].client_id), "Application Access Token"
        )
    if grant not in ("refresh_token", "authorization_code"):
        raise Denied(400, "unsupported_grant_type", "grant type in request is not supported")
    secret = asked.get("refresh_token", "")
    owner = next((a for a in clients if grant == "refresh_token" and a.token == secret), None)
    if owner is None:
        kind = "refresh token" if grant == "refresh_token" else "code"
        raise Denied(
            400,
            "invalid_grant",
            f"the provided authorization {kind} is invalid or was issued to another client",
        )
    return _answer(access_token(world, owner.name, scopes or GRANTED), "User Access Token")


def _grantable(request: Request) -> tuple[str, ...]:
    """Return the scopes that can be requested: more if the request names the sandbox's host."""
    sandbox = request.headers.get("host", "").startswith("api.sandbox.")
    return GRANTED + _SANDBOX if sandbox else GRANTED


def accounts_of_client(world: World, request: Request) -> list[Account]:
    """Return the accounts of the client named by Basic authorization; raise Denied if none."""
    kind, _, coded = request.headers.get("authorization", "").partition(" ")
    try:
        given = b64decode(coded.strip(), validate=True).decode()
    except (binascii.Error, ValueError):
        given = ""
    found = [
        account
        for account in world.accounts.values()
        if account.platform == "ebay" and f"{account.client_id}:{account.client_secret}" == given
    ]
    if kind.lower() != "basic" or not found:
        raise Denied(401, "invalid_client", "client authentication failed")
    return found


def _answer(token: str, kind: str) -> dict[str, object]:
    return {"access_token": token, "expires_in": LIFETIME, "token_type": kind}
