"""The document of a bought label is kept with the label, and never decides over it (L1)."""

from __future__ import annotations

from pathlib import Path

import pytest

from mockplace.kernel.fault_plan import Fault
from mockplace.kernel.records import PlatformOrder
from shiponce.domain.document import DocumentFormat, LabelDocument, LabelFormat
from shiponce.domain.settings import Settings, ShippingSettings
from shiponce.hub import Hub
from shiponce.persistence import label_documents
from shiponce.persistence.label_documents import DocumentRow
from tests.promises.merchant import Trade

#: Route of the label, and the operations that sell it.
ROUTES = pytest.mark.parametrize(
    ("route", "platform", "buys"),
    [("house", "carrier", "buyLabel"), ("buy_shipping", "amazon", "createShipment")],
)


def bought(trade: Trade, route: str) -> tuple[PlatformOrder, int]:
    """Buy a mug on Amazon and ship it; return the order and its shipment."""
    order = trade.buy("amz")
    trade.take_in()
    options = trade.hub.shipping.options(trade.id(order))
    code = next(one.code for one in options if one.available and one.code.startswith(route))
    return order, trade.hub.shipping.ship(trade.id(order), code).id


def kept(hub: Hub, shipment_id: int) -> DocumentRow:
    """Return what the hub knows of a label's document."""
    return label_documents.of_labels(hub._db.conn, [shipment_id])[shipment_id]


def content(hub: Hub, shipment_id: int) -> LabelDocument:
    """Return the document."""
    found = label_documents.content(hub._db.conn, shipment_id)
    assert found is not None
    return found


@pytest.mark.proves("L1", "L3")
@pytest.mark.parametrize("wanted", LabelFormat)
@ROUTES
def test_a_label_has_its_paper(route: str, platform: str, buys: str, wanted: LabelFormat) -> None:
    """In the format that the settings ask for, or another one that the carrier has."""
    del platform, buys
    trade = Trade()
    settings = Settings(shipping=ShippingSettings(label_format=wanted))
    trade.hub = trade.simulation.hub(":memory:", settings=settings)
    for name in trade.connected:
        trade.connect(name)
    _, shipment = bought(trade, route)
    document = content(trade.hub, shipment)
    asked = {"zpl203": "zpl", "zpl300": "zpl" if route == "buy_shipping" else "pdf"}
    assert document.format.value == asked.get(wanted.value, wanted.value)
    row = kept(trade.hub, shipment)
    assert (row.size, row.sha256) == (len(document.content), document.sha256)
    assert row.checksum.value == ("agrees" if route == "buy_shipping" else "none")


@pytest.mark.proves("L1")
@ROUTES
def test_a_label_found_after_a_lost_answer_has_its_paper_or_says_why_not(
    route: str, platform: str, buys: str
) -> None:
    """The house carrier gives it again. Amazon's Merchant Fulfillment cannot."""
    trade = Trade()
    order = trade.buy("amz")
    trade.take_in()
    options = trade.hub.shipping.options(trade.id(order))
    code = next(one.code for one in options if one.available and one.code.startswith(route))
    trade.world.faults.add(Fault("timeout_after_commit", buys, platform=platform))
    trade.hub.shipping.ship(trade.id(order), code)
    trade.settle()
    (shipment,) = trade.hub.orders.detail(trade.id(order)).shipments
    row = kept(trade.hub, shipment.id)
    assert row.missing == (None if route == "house" else "only_at_carrier")
    assert (row.format is DocumentFormat.PDF) is (route == "house")
    trade.check()


def test_a_carrier_that_does_not_give_the_paper_endangers_no_label() -> None:
    """The label is recorded, its stores are notified, and the paper stays to be fetched."""
    trade = Trade()
    fault = Fault("server_error", "getDocument", platform="carrier", times=5)
    trade.world.faults.add(fault)
    order, shipment = bought(trade, "house")
    assert kept(trade.hub, shipment).missing == "not_fetched"
    assert label_documents.to_fetch(trade.hub._db.conn) == [shipment]
    trade.settle()
    assert trade.shown(order)[0] == "shipped"
    trade.check()


def test_paper_that_is_damaged_is_kept_and_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """A checksum that differs never refuses a label that is paid."""
    from mockplace.platforms.amazon.api.labels import documents

    true = documents.file_contents

    def differing(*parts: object) -> dict[str, object]:
        return {**true(*parts), "Checksum": "AAAAAAAAAAAAAAAAAAAAAA=="}  # type: ignore[arg-type]

    for module in ("merchant_fulfillment", "render_merchant_fulfillment", "documents"):
        place = f"mockplace.platforms.amazon.api.labels.{module}.file_contents"
        monkeypatch.setattr(place, differing, raising=False)
    trade = Trade()
    _, shipment = bought(trade, "buy_shipping")
    assert kept(trade.hub, shipment).checksum.value == "differs"
    assert content(trade.hub, shipment).content.startswith(b"%PDF-")


@pytest.mark.proves("L1")
@pytest.mark.proves("L1")
def test_half_a_file_is_no_document() -> None:
    """It is not kept as the label's paper; the next request brings the whole file."""
    trade = Trade()
    trade.world.faults.add(Fault("damaged_document", "getDocument", platform="carrier"))
    _, shipment = bought(trade, "house")
    assert kept(trade.hub, shipment).missing == "unreadable"
    assert trade.hub.printing.fetch([shipment]) == 1
    assert content(trade.hub, shipment).content.endswith(b"%%EOF\n")


def test_it_survives_the_program(tmp_path: Path) -> None:
    """It stands in the file, in the commit that records the label."""
    trade = Trade(file=tmp_path / "hub.db")
    _, shipment = bought(trade, "house")
    before = content(trade.hub, shipment)
    trade.hub.close()
    again = trade.simulation.hub(tmp_path / "hub.db")
    assert content(again, shipment) == before
