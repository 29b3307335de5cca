"""E-mails that the platforms wrote to buyers."""

from __future__ import annotations

from mockplace.control import shapes
from mockplace.control.request_context import RequestContext


def mails(context: RequestContext) -> shapes.Mails:
    """Return the last e-mails that the platforms wrote to buyers, oldest first."""
    content: shapes.JournalQuery = context.content
    return shapes.Mails(
        mails=[shapes.MailView.of(mail) for mail in context.served.world.mails[-content.limit :]]
    )
