"""E-mails that the platforms wrote to buyers."""

from __future__ import annotations

from mockplace.control import shapes
from mockplace.control.request_context import Visit


def mails(visit: Visit) -> shapes.Mails:
    """The last e-mails that the platforms wrote to buyers, oldest first."""
    asked: shapes.JournalQuery = visit.asked
    return shapes.Mails(
        mails=[shapes.MailTold.of(mail) for mail in visit.served.world.mails[-asked.limit :]]
    )
