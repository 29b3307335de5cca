"""How orders are shipped: the world's methods for shipments, labels and feeds."""

from __future__ import annotations

from collections.abc import Mapping

from mockplace.kernel import commands
from mockplace.kernel.confirmations import remaining
from mockplace.kernel.decide import known
from mockplace.kernel.records import BoughtLabel, Parcel, PlatformOrder, Quote
from mockplace.kernel.world_base import Acting
from mockplace.platforms.amazon.rules.feeds import commands as feed_commands
from mockplace.platforms.carrier.rules.records import CarrierLabel


class Fulfilling(Acting):
    """The part of a world that ships; ``Refusal`` where it says no."""

    def ship_elsewhere(
        self,
        store: str,
        order_id: str,
        carrier: str,
        tracking: str,
        lines: Mapping[str, int] | None = None,
    ) -> None:
        """Somebody ships units of lines, or all that is left, in the platform's own pages."""
        left = remaining(known(self.state, store, order_id))
        units = lines or {line: count for line, count in left.items() if count}
        self.confirm(
            store,
            order_id,
            carrier=carrier,
            service="",
            tracking=tracking,
            units=units,
            shipped_at=self.state.now,
            told_by="seller",
        )

    def confirm(
        self,
        store: str,
        order_id: str,
        *,
        carrier: str,
        service: str,
        tracking: str,
        units: Mapping[str, int],
        shipped_at: int,
        reference: str = "",
        told_by: str = "api",
        provider: str = "",
        link: str = "",
        comments: str = "",
    ) -> Parcel:
        """Tells a platform of a shipment; ``Refusal`` where it does not take it.

        The parcel is the one on record, also where the platform passes a repetition over.
        """
        order = known(self.state, store, order_id)
        before = {parcel.parcel_id for parcel in order.parcels}
        self._do(
            commands.Confirm(
                store,
                order_id,
                carrier,
                service,
                tracking,
                dict(units),
                shipped_at,
                reference,
                told_by,
                provider,
                link,
                comments,
            )
        )
        added = [parcel for parcel in order.parcels if parcel.parcel_id not in before]
        edited = [parcel for parcel in order.parcels if parcel.parcel_id == reference]
        return (added or edited or order.parcels)[0]

    def change_parcel(
        self, store: str, order_id: str, parcel_id: str, texts: Mapping[str, str]
    ) -> Parcel:
        """BigCommerce: writes texts of a shipment anew, by their names in ``Parcel``."""
        self._do(commands.ChangeParcel(store, order_id, parcel_id, texts))
        return _parcel(known(self.state, store, order_id), parcel_id)

    def remove_parcel(self, store: str, order_id: str, parcel_id: str) -> None:
        """BigCommerce: deletes a shipment; the order keeps its status."""
        self._do(commands.RemoveParcel(store, order_id, parcel_id))

    def set_status(self, store: str, order_id: str, status_id: int) -> None:
        """BigCommerce: sets the status of an order."""
        self._do(commands.SetStatus(store, order_id, status_id))

    def write(self, store: str, order_id: str, texts: Mapping[str, str]) -> None:
        """BigCommerce: writes fields of an order, by their names on the wire."""
        self._do(commands.Write(store, order_id, dict(texts)))

    def buy_label(
        self,
        store: str,
        order_id: str,
        *,
        service_id: str,
        offer_id: str,
        carrier: str,
        service: str,
        price: int,
        units: Mapping[str, int],
        details: Mapping[str, object] | None = None,
    ) -> BoughtLabel:
        """Merchant Fulfillment: buys a label, which confirms the shipment (N10)."""
        self._do(
            commands.BuyLabel(
                store,
                order_id,
                service_id,
                offer_id,
                carrier,
                service,
                price,
                dict(units),
                dict(details or {}),
            )
        )
        return self.state.labels[next(reversed(self.state.labels))]

    def ask_quote(self, command: commands.AskQuote) -> Quote:
        """What a platform's label shop asks for one parcel."""
        self._do(command)
        return self.state.quotes[next(reversed(self.state.quotes))]

    def buy_quoted(self, command: commands.BuyQuoted) -> BoughtLabel:
        """Buys a label at a quoted rate, which confirms the shipment; a retry finds the first."""
        self._do(command)
        return self.state.labels[self.state.sold[command.quote_id]]

    def void_label(self, shipment_id: str) -> BoughtLabel:
        """Gives a label back; its package is no longer on record."""
        self._do(commands.VoidLabel(shipment_id))
        return self.state.labels[shipment_id]

    def buy_from_carrier(self, command: commands.BuyCarrierLabel) -> CarrierLabel:
        """Buys a label from the invented carrier; a known reference finds its label."""
        self._do(command)
        return self.state.carrier_labels[
            self.state.carrier_references[command.account, command.reference]
        ]

    def void_carrier_label(self, label_id: str) -> CarrierLabel:
        """Gives a label of the invented carrier back; ``Refusal`` once it is collected."""
        self._do(commands.VoidCarrierLabel(label_id))
        return self.state.carrier_labels[label_id]

    def feed(self, command: feed_commands.FeedCommand) -> None:
        """Amazon's feeds: a document, its content, a feed of it; ``Refusal`` where it cannot be."""
        self._do(command)


def _parcel(order: PlatformOrder, parcel_id: str) -> Parcel:
    return next(parcel for parcel in order.parcels if parcel.parcel_id == parcel_id)
