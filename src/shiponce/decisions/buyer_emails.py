"""Which channels' e-mails to switch, and whether a shop writes to the buyer of an order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from shiponce.domain.channel_emails import ChannelEmails
from shiponce.domain.platform import Platform

#: The storefront that every BigCommerce store has.
STOREFRONT = "1"
#: A channel, and what it is to say of its own.
Change = tuple[ChannelEmails, bool | None]


def changes(
    channels: Iterable[ChannelEmails], switched_off: Mapping[str, bool | None], *, on: bool
) -> tuple[Change, ...]:
    """What switching means: off for the marketplaces' channels, on for those switched off here.

    On gives each channel back what it said before; a storefront's is never touched.
    """
    if on:
        return tuple(
            (one, switched_off[one.channel]) for one in channels if one.channel in switched_off
        )
    return tuple((one, False) for one in channels if one.marketplace is not None and one.on)


def written_to(channels: Iterable[ChannelEmails]) -> tuple[ChannelEmails, ...]:
    """The marketplaces' channels whose buyers the shop e-mails as well."""
    return tuple(one for one in channels if one.marketplace is not None and one.on)


def shared(channels: Iterable[ChannelEmails], copies: Mapping[str, int]) -> ChannelEmails | None:
    """The channel of the shop's own orders on which copies stand too, if it is written to."""
    for one in channels:
        if one.marketplace is None and one.on and copies.get(one.channel):
            return one
    return None


def of_order(
    channels: Iterable[ChannelEmails], channel: str, marketplace: Platform | None
) -> ChannelEmails | None:
    """The channel whose e-mails an order gets; None where nothing says which.

    An order that came in before its channel was kept is taken for one of its marketplace's.
    """
    found = list(channels)
    if channel:
        return next((one for one in found if one.channel == channel), None)
    theirs = [one for one in found if marketplace is not None and one.marketplace is marketplace]
    return next((one for one in theirs if one.on), theirs[0] if theirs else None)
