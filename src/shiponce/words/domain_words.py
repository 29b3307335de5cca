"""Define the words of the domain's enumerations: one family of codes for each."""

from __future__ import annotations

from shiponce.domain.act import ActKind, ActState
from shiponce.domain.document import DocumentFormat
from shiponce.domain.evidence import LIKENESS
from shiponce.domain.order import Condition, Grade, OrderStatus, PackingFactKind, Visibility
from shiponce.domain.printing import JobState, PrintedPaper, PrinterKind
from shiponce.domain.rule import Action, Criterion, Operator
from shiponce.domain.shipment import NotificationState, Route, ShipmentState
from shiponce.domain.store import Integration, MatchingMode
from shiponce.words.families import Family

#: The word for an order's status, or for "hidden" and "to decide".
STATUS_WORD = Family("word.status.{}", (*OrderStatus, Visibility.HIDDEN, Visibility.HELD))
#: Shorter words for the statuses of an order, for narrow columns.
SHORT_STATUS_WORD = Family("word.short.{}", OrderStatus)
#: The name of the list of each status, and of the lists "hidden" and "to decide".
LIST_WORD = Family("word.list.{}", (*OrderStatus, Visibility.HIDDEN, Visibility.HELD))
#: Still shorter names of the same lists, for tabs in a narrow window.
TAB_WORD = Family("word.tab.{}", (*OrderStatus, Visibility.HIDDEN, Visibility.HELD))
CONDITION_WORD = Family("word.condition.{}", Condition)
#: The sentence for each kind of packing fact, with its *text* and *name*.
PACKING_WORD = Family("packing.{}", PackingFactKind)
ROUTE_WORD = Family("word.route.{}", Route)
MODE_WORD = Family("word.{}", MatchingMode)
INTEGRATION_WORD = Family("word.integration.{}", Integration)
SHIPMENT_WORD = Family("word.shipment.{}", ShipmentState)
NOTIFICATION_WORD = Family("word.notification.{}", NotificationState)
ACT_WORD = Family("word.act.{}", ActKind)
#: Shorter words for the same kinds of acts, for narrow columns.
SHORT_ACT_WORD = Family("word.short.act.{}", ActKind)
ACT_STATE_WORD = Family("word.act_state.{}", ActState)
FORMAT_WORD = Family("word.format.{}", DocumentFormat)
PAPER_WORD = Family("word.paper.{}", PrintedPaper)
PRINT_STATE_WORD = Family("word.print_state.{}", JobState)
PRINTER_KIND_WORD = Family("word.printer_kind.{}", PrinterKind)
CRITERION_WORD = Family("word.criterion.{}", Criterion)
OPERATOR_WORD = Family("word.operator.{}", Operator)
ACTION_WORD = Family("word.action.{}", Action)
#: The relation of an order to its twin (``TwinView.bond``).
BOND_WORD = Family(
    "word.bond.{}",
    (
        "linked",
        "same_key",
        "proposed",
        "other_copy",
        "same_order",
        "same_lines",
        "possible",
        "rejected",
    ),
)
#: The weight of a line of evidence in matching.
WEIGHT_WORD = Family("word.weight.{}", (*Grade, LIKENESS))
#: The kinds of excluded orders (``ExcludedRow.kind``).
EXCLUDED_KIND_WORD = Family(
    "word.excluded_kind.{}", ("rule", "not_importable", "quarantine", "disconnected")
)
#: The kinds of personal data that a purge removes.
PERSONAL_WORD = Family(
    "word.personal.{}", ("buyer", "email", "address", "phone", "note", "raw", "packing", "label")
)
