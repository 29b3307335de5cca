"""Decide which channels' e-mails to switch on or off, and which channel an order belongs to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from shiponce.domain.channel_emails import ChannelEmails
from shiponce.domain.platform import Platform

#: The channel id of the storefront that every BigCommerce store has.
STOREFRONT = "1"
#: A channel and the new value of its own setting; None: the channel inherits the shop's setting.
Change = tuple[ChannelEmails, bool | None]


def changes(
    channels: Iterable[ChannelEmails], switched_off: Mapping[str, bool | None], *, on: bool
) -> tuple[Change, ...]:
    """Return the changes that switch e-mails on or off.

    Switching off changes the marketplaces' channels whose e-mails are on. Switching on restores the
    former settings (*switched_off*) of the channels that the hub switched off. A storefront's
    channel is never changed.
    """
    if on:
        return tuple(
            (one, switched_off[one.channel]) for one in channels if one.channel in switched_off
        )
    return tuple((one, False) for one in channels if one.marketplace is not None and one.on)


def written_to(channels: Iterable[ChannelEmails]) -> tuple[ChannelEmails, ...]:
    """Return the marketplace channels to whose buyers the shop also sends e-mails."""
    return tuple(one for one in channels if one.marketplace is not None and one.on)


def shared(channels: Iterable[ChannelEmails], copies: Mapping[str, int]) -> ChannelEmails | None:
    """Return the shop's own channel if it sends e-mails and copies use it too; else None."""
    for one in channels:
        if one.marketplace is None and one.on and copies.get(one.channel):
            return one
    return None


def of_order(
    channels: Iterable[ChannelEmails], channel: str, marketplace: Platform | None
) -> ChannelEmails | None:
    """Return the channel whose e-mails apply to an order; None if the channel is unknown.

    If the order has no recorded *channel* (''), the marketplace's channel applies: one with e-mails
    on, if there are several.
    """
    found = list(channels)
    if channel:
        return next((one for one in found if one.channel == channel), None)
    theirs = [one for one in found if marketplace is not None and one.marketplace is marketplace]
    return next((one for one in theirs if one.on), theirs[0] if theirs else None)
