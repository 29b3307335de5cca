"""The table of the control plane's operations."""

from __future__ import annotations

from mockplace.control import (
    article_shapes,
    articles,
    assumptions,
    buyer_emails,
    calls,
    carrier_labels,
    carrier_shapes,
    clock,
    faults,
    open_worlds,
    order_shapes,
    orders,
    shapes,
    snapshots,
    state,
    verdict_shapes,
    verdicts,
    webhook_messages,
)
from mockplace.control.operation import Operation
from mockplace.seeding.input_shapes import Order

_ORDER: dict[str, object] = {"store": "amz", "lines": [{"sku": "MUG-SLATE-12", "quantity": 2}]}
_FAULT: dict[str, object] = {"kind": "timeout_after_commit", "operation": "confirmShipment"}

_KNOWN = order_shapes.OrderDetails

OPERATIONS: tuple[Operation, ...] = (
    Operation("GET", "/state", state.state, shapes.World),
    Operation("POST", "/orders", orders.place_order, shapes.OrderView, Order, _ORDER, 201),
    Operation("GET", "/orders/{name}", orders.order, _KNOWN, order_shapes.OrderQuery, {}),
    Operation("POST", "/orders/{name}/pay", orders.pay_order, _KNOWN, order_shapes.OrderQuery, {}),
    Operation(
        "POST",
        "/orders/{name}/cancel",
        orders.cancel_order,
        _KNOWN,
        order_shapes.CancelRequest,
        {"by": "seller", "reason": "out-of-stock"},
    ),
    Operation(
        "POST",
        "/orders/{name}/request-cancel",
        orders.request_cancel,
        _KNOWN,
        order_shapes.CancellationRequest,
        {"reason": "mistake"},
    ),
    Operation(
        "POST",
        "/orders/{name}/approve",
        orders.approve_cancel,
        _KNOWN,
        order_shapes.CancellationAnswer,
        {},
    ),
    Operation(
        "POST",
        "/orders/{name}/decline",
        orders.decline_cancel,
        _KNOWN,
        order_shapes.CancellationAnswer,
        {},
    ),
    Operation(
        "POST",
        "/orders/{name}/withdraw",
        orders.withdraw_cancel,
        _KNOWN,
        order_shapes.CancellationAnswer,
        {},
    ),
    Operation(
        "POST",
        "/orders/{name}/collect",
        orders.collect_order,
        _KNOWN,
        order_shapes.CollectRequest,
        {"lines": [{"line": "MUG-SLATE-12", "quantity": 1}]},
    ),
    Operation(
        "POST",
        "/orders/{name}/mark-shipped",
        orders.mark_shipped,
        _KNOWN,
        order_shapes.OrderQuery,
        {},
    ),
    Operation(
        "POST",
        "/orders/{name}/address",
        orders.change_address,
        _KNOWN,
        order_shapes.AddressRequest,
        {"recipient": {"street1": "99 New Home", "city": "Boise", "state": "ID"}},
    ),
    Operation(
        "POST",
        "/orders/{name}/edit",
        orders.edit_order,
        _KNOWN,
        order_shapes.EditRequest,
        {"lines": [{"line": "MUG-SLATE-12", "quantity": 1}]},
    ),
    Operation(
        "POST",
        "/orders/{name}/ship",
        orders.ship_order,
        _KNOWN,
        order_shapes.ShipRequest,
        {"carrier": "UPS", "tracking": "1Z999AA10123456784"},
    ),
    Operation(
        "POST",
        "/orders/{name}/refund",
        orders.refund_order,
        _KNOWN,
        order_shapes.RefundRequest,
        {"lines": [{"line": "MUG-SLATE-12", "quantity": 1}]},
    ),
    Operation(
        "POST",
        "/orders/{name}/send-by-hand",
        orders.send_by_hand,
        _KNOWN,
        order_shapes.HandRequest,
        {"carrier": "UPS", "tracking": "1Z999AA10123456784"},
    ),
    Operation("GET", "/articles", articles.all_articles, article_shapes.Articles),
    Operation(
        "PUT",
        "/articles/{sku}",
        articles.set_article,
        article_shapes.ArticleDetails,
        article_shapes.ArticleSet,
        {"store": "amz", "stock": 1},
    ),
    Operation("GET", "/clock", clock.clock, shapes.Clock),
    Operation(
        "PUT",
        "/clock",
        clock.set_clock,
        shapes.Clock,
        shapes.ClockSet,
        {"mode": "manual", "advance": "5 min"},
    ),
    Operation("GET", "/faults", faults.faults, shapes.Faults),
    Operation(
        "POST", "/faults", faults.plan_fault, shapes.Faults, shapes.FaultRequest, _FAULT, 201
    ),
    Operation("DELETE", "/faults", faults.clear_faults, shapes.Faults),
    Operation("GET", "/choices", assumptions.choices, shapes.Choices),
    Operation(
        "PUT",
        "/choices",
        assumptions.choose,
        shapes.Choices,
        shapes.Chosen,
        {"amazon.second-confirmation": "ignored"},
    ),
    Operation(
        "GET", "/mails", buyer_emails.mails, shapes.Mails, shapes.JournalQuery, {"limit": 10}
    ),
    Operation(
        "GET",
        "/verdict",
        verdicts.verdict,
        verdict_shapes.VerdictView,
        verdict_shapes.VerdictQuery,
        {},
    ),
    Operation(
        "POST",
        "/verdict",
        verdicts.compared,
        verdict_shapes.VerdictView,
        verdict_shapes.VerdictRequest,
        {"unseen": "15 min", "open": []},
    ),
    Operation(
        "GET",
        "/carrier-labels",
        carrier_labels.carrier_labels,
        carrier_shapes.CarrierLabels,
        shapes.JournalQuery,
        {"limit": 10},
    ),
    Operation(
        "GET", "/journal", calls.journal, shapes.JournalView, shapes.JournalQuery, {"limit": 10}
    ),
    Operation("GET", "/why/{request}", calls.explain, shapes.CallExplanation),
    Operation(
        "GET",
        "/messages",
        webhook_messages.messages,
        shapes.WebhookList,
        shapes.JournalQuery,
        {"limit": 10},
    ),
    Operation(
        "POST",
        "/snapshot",
        snapshots.take_snapshot,
        shapes.SnapshotView,
        shapes.SnapshotRequest,
        {"name": "before"},
        201,
    ),
    Operation(
        "POST",
        "/restore",
        snapshots.restore,
        shapes.SnapshotView,
        shapes.RestoreRequest,
        {"name": "before"},
    ),
    Operation("GET", "/saved", snapshots.saved_world, shapes.SavedWorld),
    Operation("POST", "/reset", snapshots.reset, shapes.World, shapes.EmptyBody, {}),
    Operation(
        "POST", "/seed", snapshots.seed, shapes.World, shapes.SeedRequest, {"seed": 7, "orders": 20}
    ),
    Operation("GET", "/worlds", open_worlds.worlds, shapes.WorldsView),
    Operation("DELETE", "/worlds/{name}", open_worlds.forget_world, shapes.WorldsView),
)
