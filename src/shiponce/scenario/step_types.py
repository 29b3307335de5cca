"""The verbs of a step and the keys beside them: each verb is a class, found in ``VERBS``."""

from __future__ import annotations

from typing import Literal

from shiponce.scenario import hub_acts, platform_acts
from shiponce.scenario.quantities import Offset, Words
from shiponce.scenario.scenario_header import AskSpec, Mode
from shiponce.scenario.step_base import Act

#: The key of a step → the class of its act.
VERBS: dict[str, type[Act]] = {
    "buy": platform_acts.Buy,
    "import": hub_acts.Import,
    "ship": hub_acts.Ship,
    "void": hub_acts.Void,
    "cancel": hub_acts.Cancel,
    "notifications": hub_acts.Notifications,
    "emails": hub_acts.Emails,
    "rule": hub_acts.Rule,
    "method": hub_acts.Choose,
    "connect": hub_acts.Connect,
    "let in": hub_acts.LetIn,
    "wait": hub_acts.Wait,
    "ship elsewhere": platform_acts.ShipElsewhere,
    "buyer cancels": platform_acts.BuyerCancels,
    "buyer asks to cancel": platform_acts.BuyerAsks,
    "buyer withdraws": platform_acts.BuyerWithdraws,
    "answer": platform_acts.Answer,
    "cancel units": platform_acts.CancelUnits,
    "refund": platform_acts.Refund,
    "collect": platform_acts.Collect,
    "edit address": platform_acts.EditAddress,
    "edit lines": platform_acts.EditLines,
    "overrule": hub_acts.Overrule,
    "fault": platform_acts.Fault,
    "outage": platform_acts.Outage,
    "mark shipped": platform_acts.MarkShipped,
    "replace order": platform_acts.ReplaceOrder,
    "combine orders": platform_acts.CombineOrders,
    "reprocess": hub_acts.Reprocess,
    "confirm proposal": hub_acts.ConfirmProposal,
    "reject proposal": hub_acts.RejectProposal,
    "replace connection": hub_acts.ReplaceConnection,
    "mode": hub_acts.ChooseMode,
    "store settings": hub_acts.StoreSettings,
    "settings": hub_acts.HubSettings,
    "crash": hub_acts.Crash,
    "second hub": hub_acts.SecondHub,
}

#: The keys that any step may have in addition to its verb.
COMMON: dict[str, object] = {
    "at": Offset,
    "say": Words,
    "ask": AskSpec,
    "only": Mode,
    "in": Literal["second hub"],
    "expect": object,
}
