"""``hub.documents``: packing slips and pick lists."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from shiponce.domain.settings import DocumentSettings
from shiponce.persistence.database import Database
from shiponce.ports import Clock
from shiponce.services.documents import gather_pick_list, gather_slips
from shiponce.views.documents import (
    Chosen,
    DrawnDocument,
    PackingSlip,
    PackingSlips,
    Paper,
    PickList,
    Replaced,
    SortBy,
)

if TYPE_CHECKING:
    from shiponce.documents.font_files import Font


class HubDocuments:
    """The documents of one file's orders. Drawing loads its libraries when it is first used."""

    def __init__(self, db: Database, clock: Clock, settings: DocumentSettings) -> None:
        self._db = db
        self._clock = clock
        self._settings = settings

    def packing_slips(
        self, chosen: Chosen, *, labelled: bool = False, sort_by: SortBy = SortBy.ORDER
    ) -> PackingSlips:
        """Return the slips of the chosen orders; originals replace hidden copies (P5).

        With *labelled*, the packages are those with a live label; otherwise each order has one for
        every address, with all that is due there.
        """
        return gather_slips.packing_slips(
            self._db.conn,
            chosen,
            self._clock.now(),
            labelled=labelled,
            sort_by=sort_by,
            shop=self._settings.shop_name,
        )

    def pick_list(
        self, chosen: Chosen, *, sort_by: SortBy = SortBy.LOCATION
    ) -> tuple[PickList, tuple[Replaced, ...]]:
        """Return what to fetch for the chosen orders, and the hidden copies among those."""
        return gather_pick_list.pick_list(self._db.conn, chosen, self._clock.now(), sort_by)

    def draw_slips(
        self, slips: tuple[PackingSlip, ...], paper: Paper, language: str
    ) -> DrawnDocument:
        """Draw slips as one PDF; BadInput if the configured font cannot be used."""
        from shiponce.documents.packing_slip import packing_slips

        return packing_slips(slips, paper, language, self._font())

    def draw_pick_list(self, picked: PickList, paper: Paper, language: str) -> DrawnDocument:
        """Draw a pick list as PDF; BadInput if the configured font cannot be used."""
        from shiponce.documents.pick_list import pick_list

        return pick_list(picked, paper, language, self._font())

    def _font(self) -> Font | None:
        if not self._settings.font:
            return None
        from shiponce.documents.font_files import font_of_person

        return font_of_person(Path(self._settings.font))
