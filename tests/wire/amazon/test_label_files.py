"""The label files of Amazon's two APIs: formats, what they say, and their faults."""

from __future__ import annotations

import gzip
import hashlib
from base64 import b64decode
from typing import Any

import pytest

from mockplace.kernel.fault_plan import Fault, FaultKind
from tests.wire.amazon.conftest import Seller
from tests.wire.label_reading import pdf_text, picture, read_back

GROUND = "UPS_PTP_GND"
FORMATS = {"PDF": "PDF", "PNG": "PNG", "ZPL203": "ZPL", "ZPL300": "ZPL"}


def bought(seller: Seller, label_format: str = "", name: str = "a") -> dict[str, Any]:
    """A shipment of Merchant Fulfillment."""
    order = seller.world.buy(name, "amz", [("MUG-SLATE", 1, None)])
    options = {"DeliveryExperience": "NoTracking", "CarrierWillPickUp": False}
    if label_format:
        options |= {"LabelFormat": label_format}
    answer = seller.buy(order.order_id, GROUND, ShippingServiceOptions=options)
    payload: dict[str, Any] = answer.json()["payload"]
    return payload


def file_of(shipment: dict[str, Any]) -> bytes:
    """The file in a shipment."""
    return gzip.decompress(b64decode(shipment["Label"]["FileContents"]["Contents"]))


def is_right(shipment: dict[str, Any]) -> bool:
    """Whether the checksum is that of the file."""
    digest = hashlib.md5(file_of(shipment), usedforsecurity=False).digest()
    return b64decode(shipment["Label"]["FileContents"]["Checksum"]) == digest


@pytest.mark.parametrize("label_format", ["", "ShippingServiceDefault", *FORMATS])
def test_a_label_names_its_recipient_and_its_barcode_reads_back(
    seller: Seller, label_format: str
) -> None:
    """In the format that was wished for, PDF without a wish."""
    shipment = bought(seller, label_format)
    (order,) = seller.world.orders.values()
    label, kind = file_of(shipment), FORMATS.get(label_format, "PDF")
    assert shipment["Label"]["LabelFormat"] == (label_format if label_format in FORMATS else "PDF")
    if kind == "ZPL":
        assert order.buyer.name in label.decode()
        assert f"^FD{shipment['TrackingId']}^FS" in label.decode()
        assert (b"^PW1200" in label) == (label_format == "ZPL300")
    else:
        assert read_back(label) == shipment["TrackingId"]
    if kind == "PDF":
        text = pdf_text(label)
        for part in (order.buyer.name, order.buyer.postcode, order.order_id, "SPECIMEN"):
            assert part in text


@pytest.mark.parametrize("kind", ["wrong_checksum", "no_checksum"])
def test_a_checksum_fails_once(seller: Seller, kind: FaultKind) -> None:
    """The file is good, and its next reading shows the right checksum."""
    seller.world.faults.add(Fault(kind, "createShipment", "amazon"))
    shipment = bought(seller)
    assert seller.world.calls[-1].fault == kind
    assert read_back(file_of(shipment)) == shipment["TrackingId"]
    assert not is_right(shipment)
    path = f"/mfn/v0/shipments/{shipment['ShipmentId']}"
    again = seller.call("GET", path, token=seller.restricted("GET", path)).json()["payload"]
    assert is_right(again)


@pytest.mark.parametrize("kind", ["damaged_document", "no_document"])
def test_a_file_is_missing_or_damaged_once(seller: Seller, kind: FaultKind) -> None:
    """The label is bought, and its next reading has the file."""
    seller.world.faults.add(Fault(kind, "createShipment", "amazon"))
    shipment = bought(seller)
    if kind == "no_document":
        assert shipment["Label"]["FileContents"] == {"Contents": "", "FileType": "", "Checksum": ""}
    else:
        with pytest.raises(EOFError):
            file_of(shipment)
    path = f"/mfn/v0/shipments/{shipment['ShipmentId']}"
    again = seller.call("GET", path, token=seller.restricted("GET", path)).json()["payload"]
    assert is_right(again)
    assert picture(file_of(again)).size == (812, 1218)


def test_a_fault_of_documents_waits_for_a_document(seller: Seller) -> None:
    """No other call counts against it, nor does a cancelled label, which has none."""
    shipment = bought(seller)
    path = f"/mfn/v0/shipments/{shipment['ShipmentId']}"
    seller.call("DELETE", path, token=seller.restricted("DELETE", path))
    seller.world.faults.add(Fault("wrong_checksum", platform="amazon"))
    seller.call("GET", path, token=seller.restricted("GET", path))
    assert seller.world.faults.seen == [0]
    assert not is_right(bought(seller, name="b"))
    assert len(seller.world.labels) == 2
