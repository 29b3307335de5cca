"""Say how the platforms receive the carrier of a notification (O11)."""

from __future__ import annotations

from dataclasses import replace

from shiponce.domain.platform import Capability
from shiponce.domain.shipment import NotificationState
from shiponce.platforms.carrier_names import key_of
from shiponce.platforms.registry import manifest_of
from shiponce.views.notifications import NotificationView
from shiponce.views.sentence import Sentence
from shiponce.words.families import platform_word


def with_carrier_there(notification: NotificationView) -> NotificationView:
    """Return a notification with what its platform receives as the carrier.

    Nothing is said if the platform receives the name that the person sees; the spelling may differ.
    """
    carrier, platform = notification.carrier, notification.platform
    if not carrier or notification.state is NotificationState.WITHDRAWN:
        return notification
    codes = manifest_of(platform).carrier_codes
    code = codes.code_of(carrier)
    facts = {"platform": platform_word(platform), "carrier": carrier, "code": code}
    if not notification.tracking and not platform.can(Capability.NAMES_CARRIER_UNTRACKED):
        said = "carrier_there.needs_tracking"
    elif codes.known(carrier) is None and codes.other is not None:
        said = "carrier_there.as_other" if code else "carrier_there.in_text"
    elif key_of(code) != key_of(carrier):
        said = "carrier_there.code"
    else:
        return notification
    return replace(notification, carrier_there=Sentence(said, facts))
