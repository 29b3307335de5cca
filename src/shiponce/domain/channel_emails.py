"""A shop's own setting, per channel, for e-mails to buyers."""

from __future__ import annotations

from dataclasses import dataclass

from shiponce.domain.platform import Platform


@dataclass(frozen=True, slots=True)
class ChannelEmails:
    """One sales channel of a shop, and whether its buyers get status e-mails."""

    #: The platform's own number of the channel.
    channel: str
    #: The channel's name, as the platform shows it.
    name: str
    #: The marketplace of the channel; None for a storefront or an unknown marketplace.
    marketplace: Platform | None
    #: The channel's own setting; None if it inherits the shop's setting.
    own: bool | None
    #: The setting in effect: *own*, or the shop's setting if *own* is None.
    on: bool
