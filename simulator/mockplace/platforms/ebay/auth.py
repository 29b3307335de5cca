"""eBay's OAuth: tokens for a seller's account, and what a bearer may do with one."""

from __future__ import annotations

import binascii
from base64 import b64decode
from dataclasses import dataclass
from typing import TYPE_CHECKING

import orjson

from mockplace.platforms import forms
from mockplace.platforms.ebay import errors
from mockplace.platforms.seals import seal, unseal
from mockplace.wire_types import Request, Response

if TYPE_CHECKING:
    from mockplace.world.model import Account
    from mockplace.world.world import World

PREFIX = "v^1.1#i^1#"
#: Seconds that an access token lives.
LIFETIME = 7200
_ROOT = "https://api.ebay.com/oauth/api_scope"
WRITE = f"{_ROOT}/sell.fulfillment"
READ = f"{_ROOT}/sell.fulfillment.readonly"
#: What a seller of the simulator has agreed to.
GRANTED = (
    _ROOT,
    READ,
    WRITE,
    f"{_ROOT}/sell.account.readonly",
    f"{_ROOT}/sell.finances",
    f"{_ROOT}/sell.inventory",
    f"{_ROOT}/sell.inventory.readonly",
    f"{_ROOT}/commerce.identity.readonly",
)


class _Denied(Exception):
    def __init__(self, status: int, error: str, description: str) -> None:
        super().__init__(error)
        self.status = status
        self.error = error
        self.description = description


@dataclass(frozen=True, slots=True)
class Caller:
    """The seller behind a user token."""

    account: Account


def give_token(world: World, request: Request, _params: dict[str, str]) -> Response:
    """The token endpoint: an application token, or a user token for a refresh token."""
    asked = forms.credentials(request.body, request.headers.get("content-type", ""))
    try:
        status, answer = 200, _granted(world, request, asked)
    except _Denied as denied:
        status = denied.status
        answer = {"error": denied.error, "error_description": denied.description}
    return Response(status, {"content-type": "application/json"}, orjson.dumps(answer))


def caller_of(world: World, request: Request, allowed: tuple[str, ...]) -> Caller:
    """The seller whose token the request bears, if one of the allowed scopes is in it."""
    kind, _, token = request.headers.get("authorization", "").partition(" ")
    if not token.strip():
        raise errors.problem(1002)
    content = unseal(world.seed, PREFIX, token.strip().removeprefix(PREFIX))
    if kind.lower() != "bearer" or not token.strip().startswith(PREFIX) or content is None:
        raise errors.problem(1001)
    expires, scopes = content["x"], content["s"]
    if not isinstance(expires, int) or world.now >= expires:
        raise errors.problem(1001)
    account = world.accounts.get(str(content["a"]))
    if account is None or account.platform != "ebay" or not isinstance(scopes, list):
        raise errors.problem(1100)
    if not any(scope in scopes for scope in allowed):
        raise errors.problem(1100)
    return Caller(account)


def access_token(world: World, account_name: str, scopes: tuple[str, ...] = GRANTED) -> str:
    """A token for one account and these scopes, valid for two hours of the world's clock."""
    content: dict[str, object] = {
        "a": account_name,
        "s": list(scopes),
        "x": world.now + LIFETIME * 1000,
    }
    return PREFIX + seal(world.seed, PREFIX, content)


def _granted(world: World, request: Request, asked: dict[str, str]) -> dict[str, object]:
    clients = _accounts_of_client(world, request)
    grant = asked.get("grant_type", "")
    scopes = tuple(asked.get("scope", "").split())
    if any(scope not in GRANTED for scope in scopes):
        raise _Denied(
            400,
            "invalid_scope",
            "The requested scope is invalid, unknown, malformed, or exceeds the scope granted "
            "to the client",
        )
    if grant == "client_credentials":
        if not scopes:
            raise _Denied(400, "invalid_scope", "The requested scope is missing")
        return _answer(access_token(world, "", scopes), "Application Access Token")
    if grant not in ("refresh_token", "authorization_code"):
        raise _Denied(400, "unsupported_grant_type", "grant type in request is not supported")
    secret = asked.get("refresh_token", "")
    owner = next((a for a in clients if grant == "refresh_token" and a.token == secret), None)
    if owner is None:
        kind = "refresh token" if grant == "refresh_token" else "code"
        raise _Denied(
            400,
            "invalid_grant",
            f"the provided authorization {kind} is invalid or was issued to another client",
        )
    return _answer(access_token(world, owner.name, scopes or GRANTED), "User Access Token")


def _accounts_of_client(world: World, request: Request) -> list[Account]:
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
        raise _Denied(401, "invalid_client", "client authentication failed")
    return found


def _answer(token: str, kind: str) -> dict[str, object]:
    return {"access_token": token, "expires_in": LIFETIME, "token_type": kind}
