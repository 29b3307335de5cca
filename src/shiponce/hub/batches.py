"""``hub.batches``: plan batches of orders, confirm them, ship them one by one; and presets."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from shiponce.decisions import requested_service
from shiponce.domain.batch import CHEAPEST, PAID, PackageRule, Preset
from shiponce.domain.settings import ShippingSettings
from shiponce.domain.user_input import typed
from shiponce.errors import BadInput
from shiponce.persistence import batches, presets
from shiponce.persistence.batches import Entry
from shiponce.persistence.database import Database
from shiponce.persistence.timestamps import to_ms
from shiponce.ports import Clock, Connections, IdGenerator
from shiponce.services import find_order
from shiponce.services.shipping.plan_batch import BatchPlanning
from shiponce.services.shipping.ship_batch import BatchShipping, Tried, known
from shiponce.services.shipping.ship_order import Shipping
from shiponce.services.view_models.batch_views import (
    batch_row,
    batch_view,
    plan_view,
    preset_view,
)
from shiponce.views.batches import BatchRow, BatchView, PresetView

#: The longest name of a preset.
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan that was not saved yet; *view* is what a person sees of it."""

    view: BatchView
    entries: tuple[Entry, ...]


class HubBatches:
    """The batches and presets of one file."""

    def __init__(
        self,
        db: Database,
        connections: Connections,
        clock: Clock,
        ids: IdGenerator,
        settings: ShippingSettings,
    ) -> None:
        self._db = db
        self._clock = clock
        self._planning = BatchPlanning(db, connections, settings)
        shipping = Shipping(db, connections, clock, ids, settings)
        self._shipping = BatchShipping(db, clock, shipping)

    def plan(
        self,
        order_ids: Sequence[int],
        *,
        service: str = "",
        preset: str = "",
        pause: Callable[[], None] | None = None,
    ) -> Plan:
        """Network: plan to ship these orders; nothing is bought and nothing is saved.

        *pause* waits a moment where a platform's quota is used up; without it, what a platform does
        not offer just now is not planned.

        *service* is the code of an option, ``paid`` or ``cheapest``; without it the preset's, or
        the cheapest that keeps the promise.
        """
        find_order.must_be_known(self._db.conn, *order_ids)
        if not order_ids:
            raise BadInput("error.empty_batch")
        saved = self._preset(preset) if preset else None
        chosen = _service(service) if service else saved.service if saved else CHEAPEST
        package = saved.package if saved else None
        entries = self._planning.plan(order_ids, chosen, package, pause)
        return Plan(plan_view(self._db.conn, chosen, preset, entries), entries)

    def save(self, plan: Plan) -> BatchView:
        """Save a plan without confirming it."""
        view = plan.view
        with self._db.write() as conn:
            at = to_ms(self._clock.now())
            batch_id = batches.add(conn, view.service, view.preset, plan.entries, at)
        return self.show(batch_id)

    def confirm(self, batch_id: int) -> BatchView:
        """Record that a person confirmed a saved plan; its labels can then be bought."""
        self._shipping.confirm(batch_id)
        return self.show(batch_id)

    def ship_next(self, batch_id: int, tried: Collection[int] = ()) -> Tried | None:
        """Network: ship the next package of a confirmed batch that is not among *tried*.

        Return None if no package is left for this run.
        """
        return self._shipping.ship_next(batch_id, tried)

    def cancel(self, batch_id: int) -> BatchView:
        """Ship no further package of a batch; labels that were bought stay."""
        self._shipping.cancel(batch_id)
        return self.show(batch_id)

    def show(self, batch_id: int) -> BatchView:
        """Return a saved batch: its plan, its progress, and its report."""
        return batch_view(self._db.conn, known(self._db.conn, batch_id))

    def rows(self, *, limit: int = 50) -> tuple[BatchRow, ...]:
        """Return the latest batches, the newest first."""
        return tuple(batch_row(self._db.conn, one) for one in batches.every(self._db.conn, limit))

    def count(self) -> int:
        """Return how many batches were saved."""
        return batches.count(self._db.conn)

    def unfinished(self) -> tuple[int, ...]:
        """Return the confirmed batches that neither ended nor were cancelled, oldest first."""
        return tuple(batches.unfinished(self._db.conn))

    def presets(self) -> tuple[PresetView, ...]:
        """Return all presets by name."""
        return tuple(map(preset_view, presets.every(self._db.conn)))

    def add_preset(self, name: str, service: str, package: PackageRule | None = None) -> PresetView:
        """Save a preset; one of the same name is replaced."""
        name = typed(name).strip()
        if not name or len(name) > _LONGEST:
            raise BadInput("error.preset_name", most=_LONGEST)
        preset = Preset(name, _service(service), package)
        with self._db.write() as conn:
            presets.add(conn, preset, to_ms(self._clock.now()))
        return preset_view(preset)

    def remove_preset(self, name: str) -> PresetView:
        """Remove a preset; BadInput if there is none of this name."""
        preset = self._preset(name)
        with self._db.write() as conn:
            presets.remove(conn, preset.name)
        return preset_view(preset)

    def _preset(self, name: str) -> Preset:
        found = presets.one(self._db.conn, typed(name).strip())
        if found is None:
            raise BadInput("error.no_preset", preset=name)
        return found


def _service(text: str) -> str:
    service = typed(text).strip()
    known_word = service in (CHEAPEST, PAID)
    if not known_word and not (":" in service and requested_service.is_service(service)):
        raise BadInput("error.batch_service", service=service)
    return service
