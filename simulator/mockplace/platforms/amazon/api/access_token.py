"""Check a request's access token: its account, and the personal data that it may read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mockplace.http_types import Params, Request
from mockplace.platforms.amazon.api import errors
from mockplace.platforms.amazon.api.login_with_amazon import ACCESS_PREFIX, RESTRICTED_PREFIX
from mockplace.platforms.shared.opaque_tokens import decode_token

if TYPE_CHECKING:
    from mockplace.kernel.records import Account
    from mockplace.kernel.world import World


@dataclass(frozen=True, slots=True)
class Caller:
    """The account that a token is for.

    *restricted* are the resources of a restricted data token, each (method, path, data elements);
    None for any other token.
    """

    account: Account
    restricted: tuple[tuple[str, str, tuple[str, ...]], ...] | None = None


def caller_of(world: World, request: Request) -> Caller:
    """Return the caller named by ``x-amz-access-token``; refuse an expired or unknown token."""
    token = request.headers.get("x-amz-access-token", "")
    if not token:
        raise errors.token_missing()
    for prefix in (ACCESS_PREFIX, RESTRICTED_PREFIX):
        if token.startswith(prefix):
            return _caller(world, prefix, token)
    raise errors.token_invalid()


def account_of(world: World, request: Request, _params: Params) -> str:
    """Return the name of the account that a token is for; '' if the token is refused."""
    try:
        return caller_of(world, request).account.name
    except errors.AmazonError:
        return ""


def grantless_client(world: World, request: Request, scope: str) -> str:
    """Return the client id of the request's grantless token; refuse a token without *scope*."""
    token = request.headers.get("x-amz-access-token", "")
    if not token:
        raise errors.token_missing()
    content = decode_token(world.seed, ACCESS_PREFIX, token.removeprefix(ACCESS_PREFIX))
    if content is None:
        raise errors.token_invalid()
    expires = content["x"]
    if not isinstance(expires, int) or world.now >= expires:
        raise errors.token_expired()
    if content.get("g") != scope:
        raise errors.unauthorized("The access token you provided does not have the required scope.")
    return str(content["c"])


def _caller(world: World, prefix: str, token: str) -> Caller:
    content = decode_token(world.seed, prefix, token.removeprefix(prefix))
    account = world.accounts.get(str(content["a"])) if content else None
    if content is None or account is None or account.platform != "amazon":
        raise errors.token_invalid()
    expires = content["x"]
    if not isinstance(expires, int) or world.now >= expires:
        raise errors.token_expired()
    resources = content.get("r")
    if not isinstance(resources, list):
        return Caller(account)
    return Caller(account, tuple((m, path, tuple(elements)) for m, path, elements in resources))
