"""Say what each act of a step does, for the report."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import get_args

from mockplace.kernel.fault_plan import SOME_TIME
from shiponce.domain.durations import written
from shiponce.domain.store import MatchingMode
from shiponce.scenario import hub_acts, platform_acts, platform_names, step_base
from shiponce.scenario.scenario_rules import EXCLUDE_COPIES
from shiponce.scenario.step_base import Act
from shiponce.views.sentence import Sentence
from shiponce.words.domain_words import MODE_WORD, ROUTE_WORD
from shiponce.words.families import Family

_FAULT = Family(
    "scenario.act.fault_{}", get_args(platform_acts.Fault.model_fields["kind"].annotation)
)
_RULE_KEYS = ("add", "enable", "disable", "remove", "move")
_RULE = Family("scenario.act.rule_{}", _RULE_KEYS)
_OWN_RULE = Family("scenario.act.own_rule_{}", _RULE_KEYS)
_OUTAGE = Family(
    "scenario.act.outage_{}", get_args(platform_acts.Outage.model_fields["kind"].annotation)
)


def describe(act: Act | None) -> Sentence:
    """Return what the step does, for the report."""
    if act is None:
        return Sentence("scenario.act.nothing")
    code = _OF_ORDER.get(type(act))
    if code is not None:
        return Sentence(code, {"order": getattr(act, "order", "")})
    return _TELLING[type(act)](act)


def _tell_buy(act: platform_acts.Buy) -> Sentence:
    items = _items(act.lines)
    code = "scenario.act.buy_prime" if act.prime else "scenario.act.buy"
    return Sentence(code, {"items": items, "store": act.on, "name": act.as_})


def _items(
    lines: Iterable[step_base.PartSpec | step_base.EditedLine | step_base.LineSpec],
) -> str:
    return ", ".join(f"{line.sku} × {line.quantity}" for line in lines)


def _tell_elsewhere(act: platform_acts.ShipElsewhere) -> Sentence:
    if act.lines:
        facts: dict[str, object] = {"order": act.order, "items": _items(act.lines)}
        return Sentence(
            "scenario.act.ship_part_elsewhere", facts | {"tracking": act.tracking or "–"}
        )
    facts = {"order": act.order, "tracking": act.tracking or "–"}
    return Sentence("scenario.act.ship_elsewhere", facts)


def _tell_cancel_units(act: platform_acts.CancelUnits) -> Sentence:
    by_buyer = act.by == "buyer"
    code = "scenario.act.cancel_units_buyer" if by_buyer else "scenario.act.cancel_units"
    return Sentence(code, {"order": act.order, "items": _items(act.lines)})


def _tell_refund(act: platform_acts.Refund) -> Sentence:
    if not act.lines:
        return Sentence("scenario.act.refund_all", {"order": act.order})
    return Sentence("scenario.act.refund", {"order": act.order, "items": _items(act.lines)})


def _tell_import(act: hub_acts.Import) -> Sentence:
    code = "scenario.act.import_all" if act.everything else "scenario.act.import"
    return Sentence(code, {"stores": ", ".join(act.stores)})


def _tell_ship(act: hub_acts.Ship) -> Sentence:
    route, _, service = act.option.partition(":")
    option = ROUTE_WORD[route] if not service else act.option
    return Sentence("scenario.act.ship", {"order": act.order, "option": option})


def _tell_cancel(act: hub_acts.Cancel) -> Sentence:
    code = "scenario.act.cancel_anyway" if act.anyway else "scenario.act.cancel"
    code = "scenario.act.cancel_swap" if act.swap else code
    return Sentence(code, {"order": act.order})


def _tell_notifications(act: hub_acts.Notifications) -> Sentence:
    code = "scenario.act.notifications_on" if act.switch else "scenario.act.notifications_off"
    return Sentence(code, {"store": act.store, "by": act.by})


def _tell_emails(act: hub_acts.Emails) -> Sentence:
    code = "scenario.act.emails_on" if act.switch else "scenario.act.emails_off"
    return Sentence(code, {"store": act.store})


def _tell_wait(act: hub_acts.Wait) -> Sentence:
    if act.duration == "quiet":
        return Sentence("scenario.act.quiet")
    return Sentence("scenario.act.wait", {"span": written(act.duration)})


def _tell_fault(act: platform_acts.Fault) -> Sentence:
    times = "" if act.times == 1 else f" ×{act.times or '∞'}"
    facts: dict[str, object] = {
        "store": _platform(act.on),
        "operation": act.operation + times,
        "span": written(act.delay or SOME_TIME),
    }
    return Sentence(_FAULT[act.kind], facts)


def _tell_rule(act: hub_acts.Rule) -> Sentence:
    action, name = act.what
    facts: dict[str, object] = {"rule": name, "position": act.to}
    return Sentence((_RULE if name == EXCLUDE_COPIES else _OWN_RULE)[action], facts)


def _tell_confirm(act: hub_acts.ConfirmProposal) -> Sentence:
    code = "scenario.act.confirm_anyway" if act.anyway else "scenario.act.confirm"
    return Sentence(code, {"order": act.order, "original": act.original})


def _tell_reject(act: hub_acts.RejectProposal) -> Sentence:
    code = "scenario.act.reject" if act.original else "scenario.act.reject_all"
    return Sentence(code, {"order": act.order, "original": act.original})


def _tell_crash(act: hub_acts.Crash) -> Sentence:
    code = "scenario.act.crash_before" if act.moment == "before" else "scenario.act.crash_after"
    return Sentence(code, {"store": _platform(act.on), "operation": act.operation})


def _tell_outage(act: platform_acts.Outage) -> Sentence:
    return Sentence(_OUTAGE[act.kind], {"store": _platform(act.on), "n": act.after})


def _platform(on: str) -> str:
    return "word.house" if on == platform_names.CARRIER else on


#: Acts whose sentence names only the order.
_OF_ORDER: dict[type[Act], str] = {
    hub_acts.Void: "scenario.act.void",
    hub_acts.LetIn: "scenario.act.let_in",
    hub_acts.Overrule: "scenario.act.overrule",
    platform_acts.BuyerCancels: "scenario.act.buyer_cancels",
    platform_acts.BuyerAsks: "scenario.act.buyer_asks",
    platform_acts.BuyerWithdraws: "scenario.act.buyer_withdraws",
    platform_acts.MarkShipped: "scenario.act.mark_shipped",
    platform_acts.Collect: "scenario.act.collect",
    platform_acts.EditAddress: "scenario.act.edit_address",
}
_TELLING: dict[type[Act], Callable[..., Sentence]] = {
    hub_acts.Import: _tell_import,
    hub_acts.Ship: _tell_ship,
    hub_acts.Cancel: _tell_cancel,
    hub_acts.Notifications: _tell_notifications,
    hub_acts.Emails: _tell_emails,
    hub_acts.Rule: _tell_rule,
    hub_acts.Reprocess: lambda act: Sentence("scenario.act.reprocess"),
    hub_acts.ConfirmProposal: _tell_confirm,
    hub_acts.RejectProposal: _tell_reject,
    hub_acts.ReplaceConnection: lambda act: Sentence(
        "scenario.act.replace_connection", {"store": act.store, "by": act.by}
    ),
    hub_acts.ChooseMode: lambda act: Sentence(
        "scenario.act.mode", {"mode": MODE_WORD[MatchingMode(act.mode)]}
    ),
    hub_acts.StoreSettings: lambda act: Sentence(
        "scenario.act.store_settings", {"store": act.store}
    ),
    hub_acts.HubSettings: lambda act: Sentence("scenario.act.settings"),
    hub_acts.Crash: _tell_crash,
    hub_acts.SecondHub: lambda act: Sentence(
        "scenario.act.second_hub", {"stores": ", ".join(act.stores)}
    ),
    hub_acts.Choose: lambda act: Sentence("scenario.act.method", {"method": act.method}),
    hub_acts.Connect: lambda act: Sentence("scenario.act.connect", {"store": act.store}),
    hub_acts.Wait: _tell_wait,
    platform_acts.Buy: _tell_buy,
    platform_acts.ShipElsewhere: _tell_elsewhere,
    platform_acts.Answer: lambda act: Sentence(
        "scenario.act.answer_yes" if act.cancel else "scenario.act.answer_no", {"order": act.order}
    ),
    platform_acts.CancelUnits: _tell_cancel_units,
    platform_acts.Refund: _tell_refund,
    platform_acts.EditLines: lambda act: Sentence(
        "scenario.act.edit_lines", {"order": act.order, "items": _items(act.lines)}
    ),
    platform_acts.Fault: _tell_fault,
    platform_acts.Outage: _tell_outage,
    platform_acts.CombineOrders: lambda act: Sentence(
        "scenario.act.combine_orders", {"orders": ", ".join(act.orders), "name": act.as_}
    ),
    platform_acts.ReplaceOrder: lambda act: Sentence(
        "scenario.act.replace_order", {"order": act.order, "name": act.as_}
    ),
}
