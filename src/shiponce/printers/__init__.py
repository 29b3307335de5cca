"""The printers: a queue of the system, a raw network port, and a folder."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from shiponce.domain.printing import PrinterKind, PrinterSettings
from shiponce.ports import Printer
from shiponce.printers.folder import FolderPrinter
from shiponce.printers.raw_port import RawPort
from shiponce.printers.system_queue import SystemQueue

_KINDS: Mapping[PrinterKind, Callable[[PrinterSettings], Printer]] = {
    PrinterKind.SYSTEM: SystemQueue,
    PrinterKind.RAW: RawPort,
    PrinterKind.FOLDER: FolderPrinter,
}


def printer_of(settings: PrinterSettings) -> Printer:
    """Return the printer that the configuration describes."""
    return _KINDS[settings.kind](settings)


__all__ = ["printer_of"]
