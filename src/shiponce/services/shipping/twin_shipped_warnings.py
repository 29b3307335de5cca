"""Say that another order of the same purchase was shipped, or may have been."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from shiponce.domain.shipment import ShipmentState
from shiponce.persistence.same_purchase import Held
from shiponce.services.shipping.double_shipments import label_names
from shiponce.views.sentence import Sentence

#: Codes of sentences: (state of the other order's shipment, True if the orders only may be one
#: purchase) → code.
LeftCodes = Mapping[tuple[ShipmentState, bool], str]
#: Warnings that another order of the same purchase was shipped, or may have been.
LEFT_WARNING: LeftCodes = {
    (ShipmentState.LABELLED, False): "warning.twin_left",
    (ShipmentState.PURCHASING, False): "warning.twin_in_purchase",
    (ShipmentState.UNKNOWN, False): "warning.twin_unknown",
    (ShipmentState.ELSEWHERE, False): "warning.twin_left_elsewhere",
    (ShipmentState.LABELLED, True): "warning.possible_left",
    (ShipmentState.PURCHASING, True): "warning.possible_in_purchase",
    (ShipmentState.UNKNOWN, True): "warning.possible_in_purchase",
    (ShipmentState.ELSEWHERE, True): "warning.possible_left_elsewhere",
}
#: Shipping restrictions for the same cases as ``LEFT_WARNING``.
LEFT_RESTRICTION: LeftCodes = {
    (ShipmentState.LABELLED, False): "limit.twin_left",
    (ShipmentState.PURCHASING, False): "limit.twin_in_purchase",
    (ShipmentState.UNKNOWN, False): "limit.twin_unknown",
    (ShipmentState.ELSEWHERE, False): "limit.twin_left_elsewhere",
    (ShipmentState.LABELLED, True): "limit.possible_left",
    (ShipmentState.PURCHASING, True): "limit.possible_in_purchase",
    (ShipmentState.UNKNOWN, True): "limit.possible_in_purchase",
    (ShipmentState.ELSEWHERE, True): "limit.possible_left_elsewhere",
}


def left_sentences(number: str, left: Sequence[Held], codes: LeftCodes) -> list[Sentence]:
    """Return a sentence for each other order and state of its shipments."""
    by_twin: dict[tuple[int, ShipmentState], list[Held]] = {}
    for one in left:
        by_twin.setdefault((one.order_id, one.state), []).append(one)
    return [
        Sentence(
            codes[state, labels[0].possible],
            {"number": number, "twin": labels[0].order, "label": label_names(labels)},
        )
        for (_, state), labels in by_twin.items()
    ]
