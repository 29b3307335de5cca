"""W9 on the screen: where an import is started, and where the stores are listed."""

from __future__ import annotations

import pytest

from shiponce.scenario.demo_market import DemoMarket
from shiponce.tui.modals.import_orders import ImportDialog
from shiponce.views.orders import Grid
from tests.platform_ids import AMAZON, BIGCOMMERCE
from tests.tui.conftest import SMALL, open_terminal

SAID = {"en": "is imported before", "fr": "est importée avant"}


@pytest.mark.proves("W9")
@pytest.mark.parametrize("language", ["en", "fr"])
async def test_the_dialogue_warns_of_the_choice_under_the_cursor(
    documented: DemoMarket, language: str
) -> None:
    """The right order is silent; BigCommerce first, or alone, says what will happen."""
    async with open_terminal(documented.hub, market=documented, size=SMALL, language=language) as t:
        await t.press("i")
        assert isinstance(t.app.screen, ImportDialog)
        assert SAID[language] not in t.of("#warned")
        await t.press("down")
        assert SAID[language] in t.of("#warned")
        assert t.text().count("▲") >= 3  # the wrong order, the shop alone, and the sentence
        await t.press("enter")
        assert SAID[language] in t.told()
        assert documented.hub.orders.counts()[Grid.HIDDEN] == 0  # it went on all the same


@pytest.mark.proves("W9")
async def test_a_store_alone_is_warned_of_on_its_own_screen(documented: DemoMarket) -> None:
    """The list warns of the order of connection; Enter imports, and the warning is said again."""
    async with open_terminal(documented.hub, market=documented, size=SMALL) as terminal:
        await terminal.press("5")
        assert "was connected before" in terminal.text()
        shop = next(s for s in documented.hub.stores.rows() if s.platform is BIGCOMMERCE)
        assert shop.imported_at is None
        await terminal.press("enter")
        assert SAID["en"] in terminal.told()
        assert documented.hub.stores.rows()[0].imported_at is not None


@pytest.mark.proves("W9")
async def test_all_at_once_puts_the_marketplaces_first(documented: DemoMarket) -> None:
    """The key for everything is the order that the article asks for: nothing to warn of."""
    async with open_terminal(documented.hub, market=documented) as terminal:
        await terminal.press("I")
        assert SAID["en"] not in terminal.told()
        assert documented.hub.orders.counts()[Grid.HIDDEN] > 0


@pytest.mark.parametrize(("language", "said"), [("en", "changes up to"), ("fr", "jusqu’au")])
async def test_an_import_says_how_far_it_reached(
    documented: DemoMarket, language: str, said: str
) -> None:
    """Amazon lists a change only after two minutes; the other platforms list everything."""
    async with open_terminal(documented.hub, market=documented, language=language) as terminal:
        await terminal.press("I")
        titles = [toast.title for toast in terminal.app._notifications if toast.title]
        late = [title for title in titles if said in title]
        amazon = [one.name for one in documented.hub.stores.rows() if one.platform is AMAZON]
        assert len(late) == len(amazon)
        assert all(any(name in title for name in amazon) for title in late)
