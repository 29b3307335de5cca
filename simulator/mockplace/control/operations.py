"""What the control plane can do: one function each, and the table that says where it is asked."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice

from pydantic import BaseModel

from mockplace.control import (
    article_shapes,
    articles,
    carrier_shapes,
    explain_call,
    order_shapes,
    shapes,
    verdict_shapes,
    verdicts,
)
from mockplace.control import orders as moves
from mockplace.control.request_context import Mistake, Visit
from mockplace.control.worlds import Served, restored
from mockplace.kernel.assumptions import Chosen
from mockplace.kernel.durations import duration, instant, written
from mockplace.kernel.fault_plan import MESSAGE_KINDS, Fault
from mockplace.kernel.webhooks.subscriptions import Message
from mockplace.kernel.world import World
from mockplace.seeding import default_market
from mockplace.seeding.input_shapes import Order
from mockplace.serving.clock import LATEST, Pace
from mockplace.serving.dispatch import table
from mockplace.serving.webhook_requests import webhook_request

_LATEST_ORDERS = 20


def state(visit: Visit) -> shapes.World:
    """Everything at a glance."""
    served = visit.served
    world = served.world
    counts: dict[str, Counter[str]] = {name: Counter() for name in world.accounts}
    for order in world.orders.values():
        counts[order.store][order.status] += 1
    newest = islice(reversed(world.orders.values()), _LATEST_ORDERS)
    return shapes.World(
        world=served.name,
        seed=world.seed,
        currency=world.currency,
        clock=_clock(served),
        stores=[
            shapes.StoreTold(
                **{key: getattr(account, key) for key in shapes.StoreTold.model_fields}
            )
            for account in world.accounts.values()
        ],
        articles=[articles.told(world, one) for one in world.catalog.values()],
        orders={name: dict(found) for name, found in counts.items()},
        latest=[moves.told(order) for order in newest],
        faults=len(world.faults.faults),
        calls=served.journal.counted,
        snapshots=list(served.snapshots),
        limits=world.limits.enforced,
    )


def place_order(visit: Visit) -> shapes.OrderTold:
    """Somebody buys on one of the accounts, now."""
    asked: Order = visit.asked
    return moves.told(asked.place(visit.served.world))


def all_articles(visit: Visit) -> article_shapes.Articles:
    """Every article, store by store, and what was sold though it was no longer there."""
    return articles.listed(visit.served.world)


def set_article(visit: Visit) -> article_shapes.ArticleShown:
    """Set an article's stock, price or listing, on one store or on all that have it."""
    world = visit.served.world
    articles.put(world, visit.named, visit.asked)
    return articles.shown(world, world.catalog[visit.named])


def clock(visit: Visit) -> shapes.Clock:
    """The world's time."""
    return _clock(visit.served)


def set_clock(visit: Visit) -> shapes.Clock:
    """Set the pace, move the time ahead, or both; what falls due by then happens."""
    asked: shapes.ClockSet = visit.asked
    served = visit.served
    pace = Pace.read(asked.mode) if asked.mode else served.clock.pace
    until = _until(served, asked)
    if until is not None and pace.name == "frozen":
        raise Mistake("the clock is frozen, and nothing moves it; make its mode manual")
    served.clock.keep(pace)
    if until is not None:
        served.clock.move_to(until)
    return _clock(served)


def faults(visit: Visit) -> shapes.Faults:
    """The troubles that are planned, and how many matching calls each has seen."""
    plan = visit.served.world.faults
    return shapes.Faults(
        faults=[
            shapes.FaultTold.of(fault, seen, _written(fault.since), _written(fault.until))
            for fault, seen in zip(plan.faults, plan.seen, strict=True)
        ]
    )


def plan_fault(visit: Visit) -> shapes.Faults:
    """Plan a trouble behind those that are planned already."""
    asked: shapes.FaultAsked = visit.asked
    world = visit.served.world
    if asked.store and asked.store not in world.accounts:
        raise Mistake(f"there is no store {asked.store!r}; there are: {', '.join(world.accounts)}")
    if asked.operation and asked.kind not in MESSAGE_KINDS:
        _check_operation(asked.operation)
    fault = Fault(
        asked.kind,
        asked.operation,
        asked.platform or "",
        asked.order_id,
        asked.store,
        asked.nth,
        asked.times,
        duration(asked.delay),
        instant(asked.since) if asked.since else None,
        instant(asked.until) if asked.until else None,
    )
    world.faults.add(fault)
    return faults(visit)


def clear_faults(visit: Visit) -> shapes.Faults:
    """Let nothing go wrong any more."""
    visit.served.world.faults.clear()
    return faults(visit)


def choices(visit: Visit) -> shapes.Choices:
    """What the platforms' documents leave open, and what is chosen in this world."""
    chosen = visit.served.world.state.chosen
    return shapes.Choices(
        choices=[shapes.ChoiceTold.of(choice, answer) for choice, answer in chosen.all()]
    )


def choose(visit: Visit) -> shapes.Choices:
    """Choose other answers, by their names; one that cannot be chosen changes nothing."""
    asked: shapes.Chosen = visit.asked
    Chosen(asked.root)  # all of them, before any is chosen
    for name, answer in asked.root.items():
        visit.served.world.choose(name, answer)
    return choices(visit)


def mails(visit: Visit) -> shapes.Mails:
    """The last e-mails that the platforms wrote to buyers, oldest first."""
    asked: shapes.JournalQuery = visit.asked
    return shapes.Mails(
        mails=[shapes.MailTold.of(mail) for mail in visit.served.world.mails[-asked.limit :]]
    )


def carrier_labels(visit: Visit) -> carrier_shapes.CarrierLabels:
    """The last labels that the invented carrier sold, oldest first."""
    asked: shapes.JournalQuery = visit.asked
    known = list(visit.served.world.carrier_labels.values())
    told = carrier_shapes.CarrierLabelTold.of
    return carrier_shapes.CarrierLabels(labels=[told(one) for one in known[-asked.limit :]])


def journal(visit: Visit) -> shapes.JournalTold:
    """The last calls to the platforms, oldest first; the oldest are forgotten."""
    asked: shapes.JournalQuery = visit.asked
    kept = visit.served.journal
    first = max(0, len(kept.exchanges) - asked.limit)
    calls = [explain_call.told(one) for one in islice(kept.exchanges, first, None)]
    return shapes.JournalTold(calls=calls, counted=kept.counted)


def messages(visit: Visit) -> shapes.NewsList:
    """The last messages to subscribers; what lies in a queue of Amazon's is read here."""
    asked: shapes.JournalQuery = visit.asked
    world = visit.served.world
    world.post.due(world.now)  # what had to wait is in its queue by now
    known = list(world.post.messages.values())
    return shapes.NewsList(messages=[_news(world, one) for one in known[-asked.limit :]])


def explain(visit: Visit) -> shapes.Why:
    """One call explained, by its number in the journal, or ``last``."""
    kept = visit.served.journal
    if visit.named == "last" and kept.exchanges:
        return explain_call.explained(kept.exchanges[-1])
    number = int(visit.named) if visit.named.isascii() and visit.named.isdigit() else 0
    found = kept.find(number) if len(visit.named) < 20 else None
    if found is None:
        held = [one.number for one in kept.exchanges]
        span = f"it holds {held[0]} to {held[-1]}" if held else "it is empty"
        raise Mistake(f"the journal has no call {visit.named[:80]!r}; {span}", 404, "unknown")
    return explain_call.explained(found)


def take_snapshot(visit: Visit) -> shapes.SnapshotTold:
    """Keep the world as it is now."""
    asked: shapes.SnapshotAsked = visit.asked
    name = visit.served.snapshot(asked.name or "")
    return shapes.SnapshotTold(name=name, clock=_clock(visit.served))


def restore(visit: Visit) -> shapes.SnapshotTold:
    """Go back to a snapshot; faults and time are what they were, the journal stays."""
    asked: shapes.RestoreAsked = visit.asked
    visit.served.restore(asked.name)
    return shapes.SnapshotTold(name=asked.name, clock=_clock(visit.served))


def reset(visit: Visit) -> shapes.World:
    """Go back to how the world began, with an empty journal."""
    visit.served.reset()
    return state(visit)


def seed(visit: Visit) -> shapes.World:
    """Begin another invented market, which a reset leads back to from now on."""
    asked: shapes.SeedAsked = visit.asked
    begun = restored(visit.served.beginning)
    start = instant(asked.clock) if asked.clock else begun.now
    limits = begun.limits.enforced if asked.limits is None else asked.limits
    world = default_market.open_market(
        seed=asked.seed, start=start, limits=limits, connector=asked.connector
    )
    world.populate(asked.orders)
    visit.served.begin(world)
    if asked.mode:
        visit.served.clock.keep(Pace.read(asked.mode))
    return state(visit)


def worlds(visit: Visit) -> shapes.WorldsTold:
    """The worlds that are open; naming another one opens it."""
    return shapes.WorldsTold(worlds=list(visit.worlds.served))


def forget_world(visit: Visit) -> shapes.WorldsTold:
    """Let a world go, with all that it kept."""
    visit.worlds.forget(visit.named)
    return worlds(visit)


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation: where it is asked, with what, and what it tells."""

    method: str
    #: Below ``/_mockplace``; one step may be a parameter.
    path: str
    run: Callable[[Visit], BaseModel]
    told: type[BaseModel]
    #: The shape of the body or the query, and one that would be right.
    asked: type[BaseModel] | None = None
    example: dict[str, object] | None = None
    status: int = 200

    def named(self, method: str, path: str) -> str | None:
        """The value of the parameter ('' where there is none) if the request is meant for this."""
        if method != self.method:
            return None
        return parameter(self.path, path)


def parameter(template: str, path: str) -> str | None:
    """What stands in the parameter's place; '' without one, None where the path is another.

    The parameter is one step of the path, the last or one in the middle.
    """
    head, brace, rest = template.partition("{")
    if not brace:
        return "" if path == template else None
    tail = rest.partition("}")[2]
    if not (path.startswith(head) and path.endswith(tail)):
        return None
    found = path[len(head) : len(path) - len(tail)]
    return found if found and "/" not in found else None


_ORDER: dict[str, object] = {"store": "amz", "lines": [{"sku": "MUG-SLATE-12", "quantity": 2}]}
_FAULT: dict[str, object] = {"kind": "timeout_after_commit", "operation": "confirmShipment"}

_KNOWN = order_shapes.OrderKnown

OPERATIONS: tuple[Operation, ...] = (
    Operation("GET", "/state", state, shapes.World),
    Operation("POST", "/orders", place_order, shapes.OrderTold, Order, _ORDER, 201),
    Operation("GET", "/orders/{name}", moves.order, _KNOWN, order_shapes.Which, {}),
    Operation("POST", "/orders/{name}/pay", moves.pay_order, _KNOWN, order_shapes.Which, {}),
    Operation("POST", "/orders/{name}/cancel", moves.cancel_order, _KNOWN,
              order_shapes.CancelAsked, {"by": "seller", "reason": "out-of-stock"}),
    Operation("POST", "/orders/{name}/request-cancel", moves.request_cancel, _KNOWN,
              order_shapes.RequestAsked, {"reason": "mistake"}),
    Operation("POST", "/orders/{name}/approve", moves.approve_cancel, _KNOWN,
              order_shapes.AnswerAsked, {}),
    Operation("POST", "/orders/{name}/decline", moves.decline_cancel, _KNOWN,
              order_shapes.AnswerAsked, {}),
    Operation("POST", "/orders/{name}/ship", moves.ship_order, _KNOWN, order_shapes.ShipAsked,
              {"carrier": "UPS", "tracking": "1Z999AA10123456784"}),
    Operation("POST", "/orders/{name}/refund", moves.refund_order, _KNOWN,
              order_shapes.RefundAsked, {"lines": [{"line": "MUG-SLATE-12", "quantity": 1}]}),
    Operation("POST", "/orders/{name}/send-by-hand", moves.send_by_hand, _KNOWN,
              order_shapes.ShipAsked, {"carrier": "UPS", "tracking": "1Z999AA10123456784"}),
    Operation("GET", "/articles", all_articles, article_shapes.Articles),
    Operation("PUT", "/articles/{sku}", set_article, article_shapes.ArticleShown,
              article_shapes.ArticleSet, {"store": "amz", "stock": 1}),
    Operation("GET", "/clock", clock, shapes.Clock),
    Operation("PUT", "/clock", set_clock, shapes.Clock, shapes.ClockSet,
              {"mode": "manual", "advance": "5 min"}),
    Operation("GET", "/faults", faults, shapes.Faults),
    Operation("POST", "/faults", plan_fault, shapes.Faults, shapes.FaultAsked, _FAULT, 201),
    Operation("DELETE", "/faults", clear_faults, shapes.Faults),
    Operation("GET", "/choices", choices, shapes.Choices),
    Operation("PUT", "/choices", choose, shapes.Choices, shapes.Chosen,
              {"amazon.second-confirmation": "ignored"}),
    Operation("GET", "/mails", mails, shapes.Mails, shapes.JournalQuery, {"limit": 10}),
    Operation("GET", "/verdict", verdicts.verdict, verdict_shapes.VerdictTold,
              verdict_shapes.VerdictQuery, {}),
    Operation("POST", "/verdict", verdicts.compared, verdict_shapes.VerdictTold,
              verdict_shapes.VerdictAsked, {"quiet": True, "people": {"ready": []}}),
    Operation("GET", "/carrier-labels", carrier_labels, carrier_shapes.CarrierLabels,
              shapes.JournalQuery, {"limit": 10}),
    Operation("GET", "/journal", journal, shapes.JournalTold, shapes.JournalQuery, {"limit": 10}),
    Operation("GET", "/why/{request}", explain, shapes.Why),
    Operation("GET", "/messages", messages, shapes.NewsList, shapes.JournalQuery, {"limit": 10}),
    Operation("POST", "/snapshot", take_snapshot, shapes.SnapshotTold, shapes.SnapshotAsked,
              {"name": "before"}, 201),
    Operation("POST", "/restore", restore, shapes.SnapshotTold, shapes.RestoreAsked,
              {"name": "before"}),
    Operation("POST", "/reset", reset, shapes.World, shapes.Nothing, {}),
    Operation("POST", "/seed", seed, shapes.World, shapes.SeedAsked, {"seed": 7, "orders": 20}),
    Operation("GET", "/worlds", worlds, shapes.WorldsTold),
    Operation("DELETE", "/worlds/{name}", forget_world, shapes.WorldsTold),
)  # fmt: skip


def _until(served: Served, asked: shapes.ClockSet) -> int | None:
    """The time to move to, None where it is not to be moved."""
    now = served.world.now
    if asked.advance is not None:
        until = now + duration(asked.advance)
    elif asked.now is not None:
        until = instant(asked.now)
    else:
        return None
    if until < now:
        raise Mistake(
            f"it is {written(now)} already, and time does not go back; restore a snapshot"
        )
    if until > LATEST:
        raise Mistake(f"the platforms' dates end at {written(LATEST)}")
    return until


def _clock(served: Served) -> shapes.Clock:
    world = served.world
    return shapes.Clock(
        now=written(world.now),
        mode=served.clock.pace.name,
        next_effect=_written(world.next_effect()),
    )


def _written(ms: int | None) -> str | None:
    return None if ms is None else written(ms)


def _news(world: World, message: Message) -> shapes.NewsTold:
    address = world.post.address_of(message)
    return shapes.NewsTold(
        id=message.id,
        platform=message.news.platform,
        topic=message.news.topic,
        store=message.news.store,
        order_id=message.news.order_id,
        address=address,
        happened=written(message.made_at),
        due=written(message.due),
        tries=message.tries,
        fate=message.fate,
        status=message.answered,
        fault=message.fault,
        body=webhook_request(world, message).body.decode() if address else "",
    )


def _check_operation(name: str) -> None:
    known = sorted({route.operation for route in table().routes})
    if name not in known:
        near = difflib.get_close_matches(name, known, 3, 0.5)
        hint = (
            f"; did you mean {' or '.join(near)}?" if near else f"; there are: {', '.join(known)}"
        )
        raise Mistake(f"no platform has an operation {name!r}{hint}")
