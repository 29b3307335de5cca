"""Explain why a call was answered as it was, from the journal."""

from __future__ import annotations

from typing import Any

import orjson

from mockplace.control import shapes
from mockplace.control.journal import Exchange
from mockplace.kernel.durations import written
from mockplace.kernel.events import Event
from mockplace.serving.dispatch import table

#: Keys under which the platforms' answers give an error message, the most specific first.
_MESSAGE_KEYS = ("longMessage", "error_description", "message", "detail", "title", "error")


def call_view(exchange: Exchange) -> shapes.CallView:
    """Return a call as the journal lists it."""
    call, response = exchange.call, exchange.response
    return shapes.CallView(
        request=exchange.number,
        at=written(call.at),
        method=call.method,
        path=exchange.request.path,
        query=exchange.request.query,
        platform=call.platform,
        operation=call.operation,
        order_id=call.order_id,
        status=None if response.lost else response.status,
        sent=exchange.sent or None,
        cause=cause(exchange),
    )


def explain(exchange: Exchange) -> shapes.CallExplanation:
    """Return a call with everything that is known about it."""
    request, response = exchange.request, exchange.response
    found = table().of(request)
    return shapes.CallExplanation(
        call=call_view(exchange),
        route=f"{found[0].method} {found[0].template}" if found else None,
        nearest=[] if found else table().nearest(request.method, request.path),
        sent=shapes.Message(headers=request.headers, body=_text(request.body)),
        received=shapes.Message(headers=response.headers, body=_text(response.body)),
        changes=[_change(event) for event in exchange.events],
    )


def cause(exchange: Exchange) -> shapes.Cause:
    """Return why a call was answered as it was: a code for programs, a sentence for people."""
    call, status = exchange.call, exchange.response.status
    if call.sent:
        text = f"It was sent as call {exchange.sent or '(forgotten)'}, and carried out late: "
        return shapes.Cause(kind="fault", text=f"{text}the planned fault {call.fault} struck.")
    if call.fault:
        return shapes.Cause(kind="fault", text=f"The planned fault {call.fault} struck.")
    if not call.operation:
        return shapes.Cause(kind="no-route", text="No platform has this method at this address.")
    message = _platform_message(exchange.response.body)
    if status == 429:
        return shapes.Cause(kind="limit", text=f"The platform's request limit is used up.{message}")
    if status in (401, 403):
        return shapes.Cause(kind="token", text=f"The credentials do not open this.{message}")
    if status >= 500:
        return shapes.Cause(kind="trouble", text=f"The platform is in trouble.{message}")
    if status >= 400:
        return shapes.Cause(kind="refused", text=f"The platform refused.{message}")
    count = len(exchange.events)
    changed = f"{count} thing{'s' * (count > 1)} changed" if count else "nothing changed"
    return shapes.Cause(kind="answered", text=f"{call.operation} was answered; {changed}.")


def _change(event: Event) -> shapes.Change:
    parts = (getattr(event, name, None) for name in ("order", "label", "quote", "mail"))
    about: Any = next((part for part in parts if part), event)
    return shapes.Change(
        event=type(event).__name__,
        store=getattr(about, "store", ""),
        order_id=getattr(about, "order_id", ""),
    )


def _platform_message(body: bytes) -> str:
    """Return " It said: …" with the platform's error message, '' if there is none."""
    try:
        content = orjson.loads(body)
    except ValueError:
        return ""
    found = dict(reversed(list(_texts(content))))
    return next((f" It said: {found[name]}" for name in _MESSAGE_KEYS if found.get(name)), "")


def _texts(content: object) -> list[tuple[str, str]]:
    if isinstance(content, list):
        return [text for one in content for text in _texts(one)]
    if not isinstance(content, dict):
        return []
    own = [(name, text) for name, text in content.items() if isinstance(text, str)]
    return own + [text for one in content.values() for text in _texts(one)]


def _text(body: bytes) -> str:
    return body.decode("utf-8", "replace")
