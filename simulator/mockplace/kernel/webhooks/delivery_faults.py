"""Apply a planned fault to a webhook message: drop, duplicate, delay or reorder."""

from __future__ import annotations

from collections.abc import MutableMapping
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mockplace.kernel.fault_plan import Fault
    from mockplace.kernel.webhooks.subscriptions import Message


def to_queue(
    message: Message, fault: Fault | None, held: MutableMapping[str, Message], now: int
) -> tuple[Message, ...]:
    """Return the messages to deliver now.

    A message to delay is due later. A message to reorder is due later, too, and waits in *held*
    (store → message), so that the store's next message can overtake it.
    """
    match fault.kind if fault else "":
        case "drop":
            message.status = "dropped"
        case "duplicate":
            return message, replace(message, id=f"{message.id}#2", seq=message.seq)
        case "delay":
            message.due = now + (fault.span if fault else 0)
        case "reorder":
            held[message.webhook_event.store] = message
            message.due = now + (fault.span if fault else 0)
        case _:
            return (message,)
    return ()
