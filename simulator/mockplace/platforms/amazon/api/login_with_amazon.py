"""Login with Amazon: issue access tokens, grantless tokens and restricted data tokens."""

from __future__ import annotations

from typing import TYPE_CHECKING

import orjson

from mockplace.http_types import Params, Request, Response
from mockplace.platforms.amazon.rules.assumptions import WRONG_CLIENT
from mockplace.platforms.shared import request_parsing
from mockplace.platforms.shared.opaque_tokens import encode_token

if TYPE_CHECKING:
    from mockplace.kernel.records import Account
    from mockplace.kernel.world import World

ACCESS_PREFIX = "Atza|"
RESTRICTED_PREFIX = "Atz.sprdt|"
#: Seconds for which access tokens and restricted data tokens are valid.
LIFETIME = 3600
NOTIFICATIONS = "sellingpartnerapi::notifications"
GRANTLESS_SCOPES = (
    NOTIFICATIONS,
    "sellingpartnerapi::client_credential:rotation",
)
_REQUIRED = {
    "refresh_token": "refresh_token",
    "authorization_code": "code",
    "client_credentials": "scope",
}


class _Denied(Exception):
    def __init__(self, status: int, error: str, description: str) -> None:
        super().__init__(error)
        self.status = status
        self.error = error
        self.description = description


def issue_token(world: World, request: Request, _params: Params) -> Response:
    """Answer a token request of any grant type, sent as a form or as JSON."""
    asked = request_parsing.credentials(request.body, request.headers.get("content-type", ""))
    try:
        status, answer = 200, _granted(world, asked)
    except _Denied as denied:
        status = denied.status
        answer = {"error": denied.error, "error_description": denied.description}
    headers = {"content-type": "application/json;charset=UTF-8", "cache-control": "no-store"}
    return Response(status, headers, orjson.dumps(answer))


def access_token(world: World, account_name: str) -> str:
    """Return a token for one account, valid for an hour of the world's clock."""
    content: dict[str, object] = {"a": account_name, "x": world.now + LIFETIME * 1000}
    return ACCESS_PREFIX + encode_token(world.seed, ACCESS_PREFIX, content)


def restricted_token(
    world: World, account_name: str, resources: list[tuple[str, str, tuple[str, ...]]]
) -> str:
    """Return a restricted data token for the given methods, paths and data elements."""
    content: dict[str, object] = {
        "a": account_name,
        "x": world.now + LIFETIME * 1000,
        "r": resources,
    }
    return RESTRICTED_PREFIX + encode_token(world.seed, RESTRICTED_PREFIX, content)


def _granted(world: World, asked: dict[str, str]) -> dict[str, object]:
    grant = asked.get("grant_type", "")
    if not grant:
        raise _missing("grant_type")
    if grant not in _REQUIRED:
        raise _Denied(
            400,
            "unsupported_grant_type",
            "The authorization grant type is not supported by the authorization server",
        )
    for name in ("client_id", "client_secret", _REQUIRED[grant]):
        if not asked.get(name):
            raise _missing(name)
    clients = _accounts_of_client(world, asked)
    if grant == "client_credentials":
        return _grantless(world, asked["scope"], asked["client_id"])
    secret = asked[_REQUIRED[grant]]
    owner = next((a for a in clients if grant == "refresh_token" and a.token == secret), None)
    if owner is None:
        parameter = _REQUIRED[grant]
        raise _Denied(
            400, "invalid_grant", f"The request has an invalid grant parameter : {parameter}"
        )
    token = access_token(world, owner.name)
    return _bearer(token) | {"refresh_token": owner.token}


def _accounts_of_client(world: World, asked: dict[str, str]) -> list[Account]:
    presented = (asked["client_id"], asked["client_secret"])
    found = [
        account
        for account in world.accounts.values()
        if account.platform == "amazon" and (account.client_id, account.client_secret) == presented
    ]
    if not found:
        status = world.state.assumptions.number(WRONG_CLIENT)
        raise _Denied(status, "invalid_client", "Client authentication failed")
    return found


def _grantless(world: World, scope: str, client: str) -> dict[str, object]:
    if scope not in GRANTLESS_SCOPES:
        raise _Denied(400, "invalid_scope", "The requested scope is invalid, unknown, or malformed")
    expires = world.now + LIFETIME * 1000
    content: dict[str, object] = {"a": "", "c": client, "g": scope, "x": expires}
    return _bearer(ACCESS_PREFIX + encode_token(world.seed, ACCESS_PREFIX, content))


def _bearer(token: str) -> dict[str, object]:
    return {"access_token": token, "token_type": "bearer", "expires_in": LIFETIME}


def _missing(name: str) -> _Denied:
    return _Denied(400, "invalid_request", f"The request is missing a required parameter : {name}")
