"""Feeds: many commands in one document, queued and carried out one by one.

Each part of a feed runs the command of the corresponding API call, so both are refused for the same
reasons. How long a feed waits in the queue and how long it is processed are assumptions.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from mockplace.kernel import ids
from mockplace.kernel.commands import CancelBySeller, Command, Confirm
from mockplace.kernel.confirmations import remaining
from mockplace.kernel.events import Event
from mockplace.kernel.refusal import Refusal
from mockplace.kernel.schedule import Effect
from mockplace.platforms.amazon.rules.feeds import commands as asked
from mockplace.platforms.amazon.rules.feeds.events import DocumentPut, FeedPut
from mockplace.platforms.amazon.rules.feeds.records import (
    Feed,
    FeedDocument,
    FeedRecords,
    Issue,
    Listing,
    Outcome,
)

if TYPE_CHECKING:
    from mockplace.kernel.platform_rules import Decide, Evolve
    from mockplace.kernel.state import State
    from mockplace.kernel.world import World

#: Milliseconds from a feed's creation to its start, and from its start to its end: assumed.
WAITS, WORKS = 30_000, 60_000
#: Maximum numbers of documents and feeds that are kept; the oldest are dropped.
MOST_DOCUMENTS, MOST_FEEDS = 1_000, 5_000


def records(state: State) -> FeedRecords:
    """Return the feeds and documents of a world."""
    return state.platform_state(FeedRecords)


# -- decisions


def opened(command: asked.OpenDocument, state: State) -> tuple[Event, ...]:
    """Create a document that has no content yet."""
    name = _document_id(state, f"{command.store}/{records(state).documents_made}")
    made = FeedDocument(name, command.store, command.content_type, state.now)
    return (DocumentPut(made),)


def filled(command: asked.FillDocument, state: State) -> tuple[Event, ...]:
    """Store the uploaded content of a document; refuse a result document."""
    document = _document(state, command.document_id)
    if document.feed_id:
        raise Refusal("unknown-document", "a result is not written to")
    return (DocumentPut(replace(document, content=command.content)),)


def created(command: asked.CreateFeed, state: State) -> tuple[Event, ...]:
    """Create a queued feed from the seller's document."""
    if _document(state, command.document_id).store != command.store:
        raise Refusal("unknown-document", "the document is another seller's")
    key, n = f"{command.store}/{command.document_id}", 0
    while (command.store, found := ids.digits(11, state.seed, "feed", key, n)) in records(
        state
    ).feeds:
        n += 1
    feed = Feed(
        found,
        command.store,
        command.kind,
        command.markets,
        command.document_id,
        state.now,
        command.parts,
        command.fatal,
    )
    return (FeedPut(feed),)


def cancelled(command: asked.CancelFeed, state: State) -> tuple[Event, ...]:
    """Cancel a feed whose processing has not begun."""
    feed = known(state, command.store, command.feed_id)
    if feed.status != "IN_QUEUE":
        raise Refusal("feed-begun", "the feed is no longer in the queue", status=feed.status)
    return (FeedPut(replace(feed, status="CANCELLED", ended_at=state.now)),)


def started(command: asked.StartFeed, state: State) -> tuple[Event, ...]:
    """Start processing a queued feed."""
    feed = known(state, command.store, command.feed_id)
    return (FeedPut(replace(feed, status="IN_PROGRESS", started_at=state.now)),)


def ended(command: asked.EndFeed, state: State) -> tuple[Event, ...]:
    """End a processed feed and create its result document."""
    feed = known(state, command.store, command.feed_id)
    result = FeedDocument(
        _document_id(state, f"{feed.store}/{feed.feed_id}/result"),
        feed.store,
        "",
        state.now,
        feed_id=feed.feed_id,
    )
    done = replace(
        feed,
        status="FATAL" if feed.fatal else "DONE",
        ended_at=state.now,
        outcomes=command.outcomes,
        result_id=result.document_id,
    )
    return (DocumentPut(result), FeedPut(done))


def known(state: State, store: str, feed_id: str) -> Feed:
    """Return the seller's feed with id *feed_id*; raise ``Refusal`` if there is none."""
    feed = records(state).feeds.get((store, feed_id))
    if feed is None:
        raise Refusal("unknown-feed", f"{store} has no feed {feed_id[:80]}")
    return feed


def _document(state: State, document_id: str) -> FeedDocument:
    document = records(state).documents.get(document_id)
    if document is None:
        raise Refusal("unknown-document", "there is no such document")
    return document


def _document_id(state: State, key: str) -> str:
    parts = [f"{ids.draw(state.seed, 'feed document', key, n):016x}" for n in (0, 1)]
    text = "".join(parts)
    name = "-".join((text[:8], text[8:12], text[12:16], text[16:20], text[20:]))
    return f"amzn1.tortuga.4.na.{name}.T{ids.letters(13, state.seed, 'tortuga', key).upper()}"


# -- state changes


def put_document(event: DocumentPut, state: State) -> None:
    """Store a document; drop the oldest if there are more than MOST_DOCUMENTS."""
    name = event.document.document_id
    kept = records(state)
    kept.documents_made += name not in kept.documents
    kept.documents[name] = event.document
    if len(kept.documents) > MOST_DOCUMENTS:
        del kept.documents[next(iter(kept.documents))]


def put_feed(event: FeedPut, state: State) -> None:
    """Store a feed; drop the oldest if there are more than MOST_FEEDS."""
    feeds = records(state).feeds
    feeds[event.feed.store, event.feed.feed_id] = event.feed
    if len(feeds) > MOST_FEEDS:
        del feeds[next(iter(feeds))]


# -- scheduled effects


def reactions(event: Event) -> tuple[Effect, ...]:
    """Schedule the start of a queued feed, or the end of a started feed."""
    if not isinstance(event, FeedPut) or event.feed.status not in ("IN_QUEUE", "IN_PROGRESS"):
        return ()
    feed = event.feed
    waits = feed.status == "IN_QUEUE"
    when = feed.made_at + WAITS if waits else feed.started_at + WORKS
    key = f"{feed.store}/{feed.feed_id}"
    return (Effect(when, key, "feed", int(not waits), feed.store, feed.feed_id),)


def go_on(world: World, effect: Effect) -> None:
    """Start a queued feed or carry out a started one; do nothing if it was cancelled."""
    feed = records(world.state).feeds.get((effect.store, effect.order_id))
    if feed is not None and feed.status == "IN_QUEUE":
        world.do(asked.StartFeed(feed.store, feed.feed_id))
    elif feed is not None and feed.status == "IN_PROGRESS":
        outcomes = () if feed.fatal else _carried_out(world, feed)
        world.do(asked.EndFeed(feed.store, feed.feed_id, outcomes))


def _carried_out(world: World, feed: Feed) -> tuple[Outcome, ...]:
    found = []
    for part in feed.parts:
        issues: tuple[Issue, ...] = ()
        try:
            match part.wish:
                case _ if part.error:
                    issues = (part.error,)
                case Confirm() as wish:
                    world.do(_completed(world.state, wish))
                case CancelBySeller() as wish:
                    world.do(wish)
                case Listing(content, carry_out):
                    issues = carry_out(world, world.accounts[feed.store], content)
        except Refusal as refusal:
            issues = (Issue(refusal.code, refusal.message),)
        found.append(Outcome(part, issues))
    return tuple(found)


def _completed(state: State, wish: Confirm) -> Confirm:
    """Return the confirmation; omitted quantities become all units that are not yet shipped."""
    order = state.orders.get((wish.store, wish.order_id))
    if order is None:
        return wish  # carrying out the command will refuse the unknown order
    left = remaining(order)
    if not wish.units:
        return replace(wish, units={line: units for line, units in left.items() if units > 0})
    units = {line: units or left.get(line, 0) for line, units in wish.units.items()}
    return replace(wish, units=units)


DECIDE: Mapping[type[Command], Decide] = {
    asked.OpenDocument: opened,
    asked.FillDocument: filled,
    asked.CreateFeed: created,
    asked.CancelFeed: cancelled,
    asked.StartFeed: started,
    asked.EndFeed: ended,
}
EVOLVE: Mapping[type[Event], Evolve] = {DocumentPut: put_document, FeedPut: put_feed}
