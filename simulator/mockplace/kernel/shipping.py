"""Ship orders: confirm shipments, buy and void labels, enter packages sent by hand."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from mockplace.kernel import commands
from mockplace.kernel.confirmations import remaining
from mockplace.kernel.find_order import known
from mockplace.kernel.manual_shipments import HandPackage, Place, SendByHand
from mockplace.kernel.records import BoughtLabel, Quote, ShippedPackage
from mockplace.kernel.state import State


class Shipping:
    """Ship the orders of a world; methods raise ``Refusal`` for what is not possible."""

    def __init__(self, state: State, do: Callable[[commands.Command], None]) -> None:
        self._state = state
        self._do = do

    def ship_elsewhere(
        self,
        store: str,
        order_id: str,
        carrier: str,
        tracking: str,
        lines: Mapping[str, int] | None = None,
        address_id: int = 0,
    ) -> None:
        """On the platform's own site, mark some units or all remaining units as shipped.

        A tracking number of '' means that none was entered. Units for collection are left out. If
        the order goes to several addresses, only the units for one address are shipped: for
        *address_id* or, without it, for the first address with units left to ship.
        """
        order = known(self._state, store, order_id)
        left = remaining(order)
        waiting = [line for line in order.lines if left.get(line.line_id) and not line.facts.pickup]
        sent = [line for line in order.lines if line.line_id in lines] if lines else waiting
        address_id = address_id or next((line.address_id for line in sent), 0)
        units = lines or {
            line.line_id: left[line.line_id] for line in sent if line.address_id == address_id
        }
        self.confirm(
            store,
            order_id,
            carrier=carrier,
            service="",
            tracking=tracking,
            units=units,
            shipped_at=self._state.now,
            recorded_by="seller",
            address_id=address_id,
        )

    def mark_shipped(self, store: str, order_id: str) -> None:
        """Set an order to shipped on the platform's own site, without any tracking."""
        self._do(commands.MarkShipped(store, order_id))

    def collect(self, store: str, order_id: str, units: Mapping[str, int] | None = None) -> None:
        """Let the buyer collect units by line id in the shop, or all that wait for it."""
        self._do(commands.Collect(store, order_id, dict(units or {})))

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
        recorded_by: str = "api",
        provider: str = "",
        link: str = "",
        comments: str = "",
        address_id: int = 0,
        codes: Mapping[str, tuple[str, ...]] | None = None,
    ) -> ShippedPackage:
        """Confirm a shipment to a platform; raise ``Refusal`` if the platform refuses it.

        Return the recorded package, even if the platform ignores a repeated confirmation.
        """
        order = known(self._state, store, order_id)
        before = {package.package_id for package in order.packages}
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
                recorded_by,
                provider,
                link,
                comments,
                address_id,
                dict(codes or {}),
            )
        )
        added = [package for package in order.packages if package.package_id not in before]
        edited = [package for package in order.packages if package.package_id == reference]
        return (added or edited or order.packages)[0]

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
        via: str,
        details: Mapping[str, object] | None = None,
    ) -> BoughtLabel:
        """Buy a label via one of a platform's APIs; the purchase confirms the shipment (N10)."""
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
                via,
                dict(details or {}),
            )
        )
        return self._state.labels[next(reversed(self._state.labels))]

    def ask_quote(self, command: commands.AskQuote) -> Quote:
        """Return the platform's rates for one package."""
        self._do(command)
        return self._state.quotes[next(reversed(self._state.quotes))]

    def buy_quoted(self, command: commands.BuyQuoted) -> BoughtLabel:
        """Buy a label at a quoted rate; a retry with the same key returns the first label.

        A label for the platform's own order also confirms the shipment, if the platform's rules
        say so.
        """
        self._do(command)
        return self._state.labels[self._state.sold[command.quote_id]]

    def void_label(self, shipment_id: str) -> BoughtLabel:
        """Void a label; its package is no longer on record."""
        self._do(commands.VoidLabel(shipment_id))
        return self._state.labels[shipment_id]

    # -- packages that people send themselves

    @property
    def by_hand(self) -> dict[str, HandPackage]:
        """Packages that people sent by hand, by tracking number."""
        return self._state.by_hand

    def send_by_hand(
        self, carrier: str, tracking: str, orders: Mapping[Place, Mapping[str, int]]
    ) -> HandPackage:
        """Record a package that a person sent; raise ``Refusal`` if an order or line is unknown."""
        self._do(SendByHand(carrier, tracking, orders))
        return self._state.by_hand[tracking]

    def take_back_by_hand(self, tracking: str) -> HandPackage:
        """Record that a package was not shipped after all."""
        self._do(SendByHand("", tracking, {}, taken_back=True))
        return self._state.by_hand[tracking]
