"""A shop's own setting, per channel, for e-mails to buyers."""

from __future__ import annotations

from dataclasses import dataclass

from shiponce.domain.platform import Platform


@dataclass(frozen=True, slots=True)
class ChannelEmails:
    """One sales channel of a shop, and whether its buyers get status e-mails."""

    #: The platform's own number of the channel.
    channel: str
    #: Its name, as the platform shows it.
    name: str
    #: The marketplace that sells there; None for a storefront, and for one that we do not know.
    marketplace: Platform | None
    #: What is set for this channel alone; None where it inherits what is set for all.
    own: bool | None
    #: What holds for it.
    on: bool
