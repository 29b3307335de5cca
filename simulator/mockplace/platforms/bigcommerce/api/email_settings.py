"""The e-mail settings of a store and of each of its channels."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mockplace.http_types import Params, Request
from mockplace.platforms.bigcommerce.api import endpoint, errors, request_body, store_information
from mockplace.platforms.bigcommerce.rules import buyer_emails
from mockplace.platforms.bigcommerce.rules.assumptions import EMAILS_LEFT_OUT

if TYPE_CHECKING:
    from mockplace.kernel.records import Account
    from mockplace.kernel.world import World


def get_statuses(world: World, account: Account, request: Request, _params: Params) -> object:
    """Answer ``GET /v3/settings/email-statuses``: the settings of the store or of one channel.

    A setting that a channel inherits from the store is null.
    """
    return _view(world, account, _channel(world, account, request))


def update_statuses(world: World, account: Account, request: Request, _params: Params) -> object:
    """Answer ``PUT /v3/settings/email-statuses``: null resets a channel to the store's setting."""
    channel = _channel(world, account, request)
    given = request_body.V3Body.of(request.body).content
    for name, value in given.items():
        if name not in buyer_emails.AT_FIRST:
            raise request_body.unprocessable(name[:60], "error.unknown.property")
        if not isinstance(value, bool) and (value is not None or not channel):
            raise request_body.unprocessable(name, f"{request_body.INVALID}jsboolean")
    kept = dict(world.inventory.kept(account.name, buyer_emails.KEPT, channel) or {})
    if channel and world.state.assumptions.of(EMAILS_LEFT_OUT) == "inherited":
        kept = {}
    kept |= given
    own = {name: value for name, value in kept.items() if value is not None}
    world.inventory.keep(account.name, buyer_emails.KEPT, channel, own)
    return _view(world, account, channel)


def _view(world: World, account: Account, channel: str) -> object:
    return {"data": dict(buyer_emails.settings(world.state, account, channel)), "meta": {}}


def _channel(world: World, account: Account, request: Request) -> str:
    """Return the request's ``channel_id``, '' if absent; raise 404 for an unknown channel."""
    text = endpoint.query(request).get("channel_id", "")
    if not text:
        return ""
    if not (text.isascii() and text.isdecimal()):
        raise errors.BigCommerceError(
            422, "Invalid query parameter", {"channel_id": "must be an integer"}
        )
    if text not in map(str, store_information.channel_ids(world, account)):
        raise errors.BigCommerceError(404, f"Channel with id {text[:20]} was not found.")
    return text
