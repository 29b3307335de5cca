"""Write the commands that record or undo a decision on twins, ready to be run.

A decision that is refused without ``--anyway`` is written with it.
"""

from __future__ import annotations

import shlex
import sqlite3

from shiponce.decisions.double_shipments import Basis
from shiponce.domain.order import Visibility
from shiponce.domain.shipment import ShipmentState
from shiponce.errors import Refused
from shiponce.persistence import imported_orders, order_states, same_purchase, shipments
from shiponce.services.matching.compare_orders import compared, differing
from shiponce.services.matching.likely_originals import likely_originals
from shiponce.views.sentence import Sentence

_INSISTING = " --anyway"


def original_left(conn: sqlite3.Connection, copy_id: int, original_id: int) -> Refused | None:
    """Return why rejecting an original needs ``--anyway``: it was shipped and the copy was not.

    *original_id* 0 stands for every order that may be the original of this copy. Return None if
    the rejection makes no copy visible that could be shipped as well.
    """
    state = order_states.state_of(conn, copy_id)
    hidden = state is not None and state.visibility in (Visibility.HELD, Visibility.HIDDEN)
    linked = order_states.original_of(conn, copy_id)
    if not hidden or shipments.live(conn, copy_id):
        return None
    if linked is not None and (shipments.live(conn, linked) or original_id not in (0, linked)):
        return None  # the label has to be voided first, or nothing is separated
    bonds = same_purchase.bonds(conn, [copy_id], possible=True)
    others = [one.other_id for one in bonds if original_id in (0, one.other_id)]
    first = next((left[0] for left in same_purchase.left(conn, others).values()), None)
    if first is None:
        return None
    package = f"{first.carrier} {first.tracking}".strip()
    code = "limit.reject_left" if package else "limit.reject_left_untracked"
    if first.state in (ShipmentState.PURCHASING, ShipmentState.UNKNOWN):
        code = "limit.reject_in_purchase"
    copy = same_purchase.names(conn, [copy_id])[copy_id]
    refused = Refused(code, copy=copy, original=first.order, package=package)
    refused.way_out = "way_out.reject_anyway"
    return refused


def confirmed_as(conn: sqlite3.Connection, copy_id: int, original_id: int) -> str:
    """Return what follows the copy in the command that confirms its original."""
    named = shlex.quote(same_purchase.names(conn, [original_id])[original_id])
    insists = differing(compared(conn, copy_id, original_id)) or order_states.copies_in_store_of(
        conn, original_id, copy_id
    )
    return named + (_INSISTING if insists else "")


def rejected_as(conn: sqlite3.Connection, copy_id: int, original_id: int = 0) -> str:
    """Return what follows ``orders reject``: the copy, and the original unless it is 0."""
    names = same_purchase.names(conn, [copy_id, original_id])
    words = [shlex.quote(names[n]) for n in (copy_id, original_id) if n]
    insists = original_left(conn, copy_id, original_id) is not None
    return " ".join(words) + (_INSISTING if insists else "")


def only_original(conn: sqlite3.Connection, copy_id: int) -> int | None:
    """Return the only order that may be the original of a copy; None if there is none, or more."""
    bonds = same_purchase.bonds(conn, [copy_id], possible=True)
    found = {one.other_id for one in bonds if one.basis in (Basis.KEY, Basis.POSSIBLE)}
    found.update(likely_originals(conn, copy_id))
    seen = imported_orders.candidates(conn, found)
    originals = [n for n in sorted(found) if seen[n].platform.is_marketplace]
    return originals[0] if len(originals) == 1 else None


def to_decide(conn: sqlite3.Connection, copy_id: int) -> dict[str, str]:
    """Return the facts of the two commands that decide about a copy.

    ``original`` is what follows the copy in ``orders confirm``, with the only possible original if
    there is one. ``rejected`` is what follows ``orders reject``.
    """
    only = only_original(conn, copy_id)
    original = "ORIGINAL" if only is None else confirmed_as(conn, copy_id, only)
    return {"original": original, "rejected": rejected_as(conn, copy_id)}


def separating(conn: sqlite3.Connection, copy_id: int, original_id: int, code: str) -> Sentence:
    """Return how to separate a copy from its original; *code* is the sentence of the usual way.

    Beside a live label of the original, a person has to insist.
    """
    names = same_purchase.names(conn, [copy_id, original_id])
    facts: dict[str, object] = {
        "number": names[copy_id],
        "rejected": rejected_as(conn, copy_id, original_id),
    }
    live = shipments.live(conn, original_id)
    if live:
        return Sentence("undo.after_void", facts | {"shipment": live[-1]})
    return Sentence(code, facts)
