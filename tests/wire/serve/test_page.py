"""The page at ``/_mockplace/``: what it is made of, and what it does in a browser."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from mockplace.control import serve_page
from tests.wire.serve.serve_process import Served, served

CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)
#: The world of the page, and the token.
HAND = {"X-Mockplace-World": "hand", "X-Mockplace-Token": "sesame"}
HOSTILE = "<img src=x onerror=\"document.title='taken over'\">"


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server whose time is moved by hand, behind a token."""
    directory: Path = tmp_path_factory.mktemp("page")
    with served(directory, "--orders", "3", "--clock", "manual", MOCKPLACE_TOKEN="sesame") as one:
        yield one


def test_it_is_one_file_that_reaches_nothing_else(running: Served) -> None:
    """Served without the token, because it holds nothing; and it writes text, never markup."""
    with running.client() as http:
        answer = http.get("/_mockplace/")
    assert answer.status_code == 200
    assert not re.search(r"https?://|\bsrc=|@import|url\(|<link", answer.text)
    assert not re.search(r"innerHTML|outerHTML|insertAdjacent|document\.write|eval\(", answer.text)
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert policy == serve_page.response().headers["content-security-policy"]


@pytest.fixture
def tab(running: Served) -> Iterator[Any]:
    """The page in a browser, opened with the token; scripts that fail fail the test."""
    library = pytest.importorskip(
        "playwright.sync_api", reason="the browser is driven by playwright: pip install playwright"
    )
    if CHROMIUM is None:
        pytest.skip("there is no chromium or chrome on this machine")
    failures: list[str] = []
    with library.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        opened = browser.new_page()
        opened.on("pageerror", lambda error: failures.append(str(error)))
        opened.goto(f"{running.plain}/_mockplace/?world=hand")
        opened.get_by_label("Token").fill("sesame")
        opened.get_by_role("button", name="Open").click()
        opened.get_by_text("manual", exact=True).wait_for()
        yield opened
        browser.close()
    assert failures == []


def test_a_person_buys_moves_the_clock_and_sees_hostile_text_as_text(
    running: Served, tab: Any
) -> None:
    """What is placed is there; what comes from outside is shown as it was written."""
    with running.client() as http:
        http.get("/" + HOSTILE, headers={"X-Mockplace-World": "hand"})
    before = tab.locator("#now").inner_text()
    tab.get_by_label("Store").select_option("amz")
    tab.get_by_label("Units").fill("3")
    tab.get_by_label("Buyer").fill(HOSTILE)
    tab.get_by_role("button", name="Buy").click()
    tab.get_by_text("was placed").wait_for()
    tab.get_by_label("Advance by").fill("2 min")
    tab.get_by_role("button", name="Advance").click()
    tab.wait_for_function("old => document.getElementById('now').textContent !== old", arg=before)
    cells = tab.locator("#orders tr").first.locator("td").all_inner_texts()
    assert (cells[1], cells[5]) == ("shop", "3")  # the copy, two minutes later
    assert "onerror=" in tab.locator("#calls").inner_text()
    assert tab.locator("img").count() == 0
    assert tab.title() == "mockplace"
    tab.get_by_label("Advance by").fill("soon")
    tab.get_by_role("button", name="Advance").click()
    tab.get_by_text("a duration is written").wait_for()


def test_a_person_ships_and_cancels_by_the_buttons(tab: Any) -> None:
    """What an order's status allows has a button in its row, and what was done is said."""
    for word, status in (("Ship", "shipped"), ("Cancel", "cancelled")):
        tab.get_by_label("Store").select_option("bay")
        tab.get_by_role("button", name="Buy").click()
        order = tab.get_by_text("was placed").inner_text().split()[1]
        row = tab.locator("#orders tr", has_text=order).first  # there once the list is read again
        row.get_by_role("button", name=word).click()
        tab.get_by_text(f"Order {order} was {status}.").wait_for()
        done = tab.locator("#orders tr", has_text=order).first
        done.get_by_text(status, exact=True).wait_for()
        assert done.get_by_role("button").count() == 0


def test_a_person_ships_a_part_by_the_form_of_all_operations(tab: Any) -> None:
    """What has no button in the row has the example of its operation to change and send."""
    tab.get_by_label("Store").select_option("amz")
    tab.get_by_label("Article").select_option("MUG-SLATE-12")
    tab.get_by_label("Units").fill("2")
    tab.get_by_role("button", name="Buy").click()
    order = tab.get_by_text("was placed").inner_text().split()[1]
    tab.locator("#which").fill(order)
    tab.get_by_label("Operation").select_option("ship")
    assert tab.locator("#path").inner_text() == "POST /_mockplace/orders/{name}/ship"
    tab.get_by_label("Content").fill('{"lines": [{"line": "MUG-SLATE-12", "quantity": 1}]}')
    tab.get_by_role("button", name="Send").click()
    tab.get_by_text(f"Order {order}: ship is done.").wait_for()
    row = tab.locator("#orders tr", has_text=order).first
    row.get_by_text("partial", exact=True).wait_for()


def test_rows_do_not_change_under_a_press_or_the_focus(running: Served, tab: Any) -> None:
    """The list is read again while a button is held down, and while the keyboard is on it."""
    tab.get_by_label("Store").select_option("bay")
    tab.get_by_role("button", name="Buy").click()
    order = tab.get_by_text("was placed").inner_text().split()[1]
    ship = tab.locator("#orders tr", has_text=order).first.get_by_role("button", name="Ship")
    ship.focus()
    newer = _bought_elsewhere(running)
    tab.locator("#orders tr", has_text=newer).first.wait_for()
    assert ship.evaluate("button => button === document.activeElement")
    ship.hover()
    tab.mouse.down()
    newest = _bought_elsewhere(running)
    with tab.expect_response("**/_mockplace/state"):
        pass
    with tab.expect_response("**/_mockplace/state"):
        pass  # what the response before said is shown by now
    assert tab.locator("#orders tr", has_text=newest).count() == 0
    tab.mouse.up()
    tab.get_by_text(f"Order {order} was shipped.").wait_for()
    tab.locator("#orders tr", has_text=newest).first.wait_for()


def _bought_elsewhere(running: Served) -> str:
    """Buy by the control plane, not by the page: the order's number."""
    with running.client() as http:
        lines = [{"sku": http.get("/_mockplace/state", headers=HAND).json()["articles"][0]["sku"]}]
        answer = http.post(
            "/_mockplace/orders", json={"store": "bay", "lines": lines}, headers=HAND
        )
    number: str = answer.json()["order_id"]
    return number
