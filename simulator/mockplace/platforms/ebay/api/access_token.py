"""Check a request's access token; find its seller or application, and check its scopes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mockplace.http_types import Params, Request
from mockplace.platforms.ebay.api import errors
from mockplace.platforms.ebay.api.oauth import PREFIX, Denied, accounts_of_client
from mockplace.platforms.shared.opaque_tokens import decode_token

if TYPE_CHECKING:
    from mockplace.kernel.records import Account
    from mockplace.kernel.world import World


@dataclass(frozen=True, slots=True)
class Caller:
    """The seller behind a user token."""

    account: Account


def caller_of(world: World, request: Request, allowed: tuple[str, ...]) -> Caller:
    """Return the seller of a request's token; refuse a token without an *allowed* scope."""
    content = _borne(world, request)
    account = _seller(world, content)
    if account is None or not _allows(content, allowed):
        raise errors.documented_error(1100)
    return Caller(account)


def account_of(world: World, request: Request, _params: Params) -> str:
    """Return the account name of a request's token, '' if none; do not check the scopes."""
    try:
        account = _seller(world, _borne(world, request))
    except errors.EbayError:
        return ""
    return account.name if account else ""


def application_of(world: World, request: Request, allowed: tuple[str, ...]) -> str:
    """Return the client id of the application to which a request's token was issued.

    The token is a user token or an application token; refuse a token without an *allowed* scope.
    """
    content = _borne(world, request)
    if not _allows(content, allowed):
        raise errors.documented_error(1100)
    return str(content["c"])


def counted_client(world: World, request: Request) -> str:
    """Return the client id whose quota a call uses, '' if the request contains no client id."""
    try:
        return str(_borne(world, request)["c"])
    except errors.EbayError:
        pass
    try:
        return accounts_of_client(world, request)[0].client_id
    except Denied:
        return ""


def _borne(world: World, request: Request) -> Mapping[str, object]:
    """Return the content of a request's token; refuse a missing, invalid or expired token."""
    kind, _, token = request.headers.get("authorization", "").partition(" ")
    if not token.strip():
        raise errors.documented_error(1002)
    content = decode_token(world.seed, PREFIX, token.strip().removeprefix(PREFIX))
    if (
        kind.lower() not in _kinds(request)
        or not token.strip().startswith(PREFIX)
        or content is None
    ):
        raise errors.documented_error(1001)
    expires = content["x"]
    if not isinstance(expires, int) or world.now >= expires:
        raise errors.documented_error(1001)
    return content


def _kinds(request: Request) -> tuple[str, ...]:
    """Return the allowed authorization schemes; the older Post-Order API accepts two more."""
    older = request.path.startswith("/post-order/")
    return ("bearer", "iaf", "token") if older else ("bearer",)


def _seller(world: World, content: Mapping[str, object]) -> Account | None:
    account = world.accounts.get(str(content["a"]))
    return account if account and account.platform == "ebay" else None


def _allows(content: Mapping[str, object], allowed: tuple[str, ...]) -> bool:
    scopes = content["s"]
    return isinstance(scopes, list) and any(scope in scopes for scope in allowed)
