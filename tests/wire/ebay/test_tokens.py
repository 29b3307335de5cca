"""eBay's OAuth: tokens, scopes, and the numbered answers to what is not good."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.wire.ebay.conftest import Seller

ROOT = "https://api.ebay.com/oauth/api_scope"


def test_a_refresh_token_buys_a_user_token(seller: Seller) -> None:
    """Two hours, and no new refresh token; without a scope it has all that was granted."""
    answer = seller.ask_token()
    given = answer.json()
    assert answer.status_code == 200
    assert set(given) == {"access_token", "expires_in", "token_type"}
    assert given["access_token"].startswith("v^1.1#")
    assert (given["expires_in"], given["token_type"]) == (7200, "User Access Token")
    assert seller.orders(token=given["access_token"]).status_code == 200


def test_the_scopes_that_clients_ask_for_by_themselves_are_granted(seller: Seller) -> None:
    """A seller who sells has agreed to the selling interfaces."""
    names = ("", "/sell.inventory", "/sell.marketing", "/sell.account", "/sell.fulfillment")
    answer = seller.ask_token(scope=" ".join(f"{ROOT}{name}" for name in names))
    assert answer.status_code == 200
    assert seller.orders(token=answer.json()["access_token"]).status_code == 200


def test_the_sandbox_grants_more(seller: Seller) -> None:
    """A scope that production refuses is given under the sandbox's name; nonsense is not."""
    form = {"grant_type": "refresh_token", "refresh_token": seller.account.token}
    client = (seller.account.client_id, seller.account.client_secret)
    statuses = [
        seller.http.post(
            "/identity/v1/oauth2/token",
            data=form | {"scope": f"{ROOT}/{name}"},
            auth=client,
            headers={"host": host},
        ).status_code
        for host in ("api.ebay.com", "api.sandbox.ebay.com")
        for name in ("sell.reputation", "sell.everything")
    ]
    assert statuses == [400, 400, 200, 400]


def test_client_credentials_buy_an_application_token(seller: Seller) -> None:
    """It is nobody's, so it reads nobody's orders: access denied."""
    answer = seller.ask_token(grant_type="client_credentials", scope=ROOT)
    assert answer.json()["token_type"] == "Application Access Token"
    refused = seller.orders(token=answer.json()["access_token"])
    assert (refused.status_code, refused.json()["errors"][0]["errorId"]) == (403, 1100)


@pytest.mark.parametrize(
    ("secret", "changes", "status", "error"),
    [
        ("wrong", {}, 401, "invalid_client"),
        (None, {"refresh_token": "other"}, 400, "invalid_grant"),
        (None, {"grant_type": "authorization_code", "code": "x"}, 400, "invalid_grant"),
        (None, {"grant_type": "password"}, 400, "unsupported_grant_type"),
        (None, {"scope": f"{ROOT}/sell.everything"}, 400, "invalid_scope"),
        (None, {"grant_type": "client_credentials"}, 400, "invalid_scope"),
    ],
)
def test_a_bad_token_request_is_refused_in_oauths_words(
    seller: Seller, secret: str | None, changes: dict[str, str], status: int, error: str
) -> None:
    """Each mistake has its code and a description."""
    answer = seller.ask_token(secret, **changes)
    assert (answer.status_code, answer.json()["error"]) == (status, error)
    assert answer.json()["error_description"]


def test_the_client_is_named_by_basic_alone(seller: Seller) -> None:
    """Without the header, or with one that is no base64, the client is unknown."""
    form = {"grant_type": "refresh_token", "refresh_token": seller.account.token}
    for header in ("", "Basic ***", "Basic bW9ja3BsYWNl", "Bearer x"):
        answer = seller.http.post(
            "/identity/v1/oauth2/token", data=form, headers={"authorization": header}
        )
        assert (answer.status_code, answer.json()["error"]) == (401, "invalid_client")


@pytest.mark.parametrize("token", ["forged", "v^1.1#i^1#forged.00"])
def test_a_bad_token_is_401_with_error_1001(seller: Seller, token: str) -> None:
    """Clients refresh their token at exactly this message."""
    answer = seller.orders(token=token)
    (entry,) = answer.json()["errors"]
    assert (answer.status_code, entry["errorId"], entry["domain"]) == (401, 1001, "OAuth")
    assert (entry["category"], entry["message"]) == ("REQUEST", "Invalid access token")


def test_a_missing_token_has_its_own_number(seller: Seller) -> None:
    """No Authorization header: 1002."""
    answer = seller.http.get("/sell/fulfillment/v1/order")
    assert (answer.status_code, answer.json()["errors"][0]["errorId"]) == (401, 1002)


def test_a_token_ends_after_two_hours_of_the_worlds_clock(seller: Seller) -> None:
    """One millisecond before it is good, at two hours it is 1001."""
    token = seller.token()
    seller.world.advance_to(seller.world.now + 7_199_999)
    assert seller.orders(token=token).status_code == 200
    seller.world.advance_to(seller.world.now + 1)
    answer = seller.orders(token=token)
    assert (answer.status_code, answer.json()["errors"][0]["errorId"]) == (401, 1001)


def test_reading_and_writing_are_scopes_of_their_own(seller: Seller) -> None:
    """The read-only scope lists and does not ship; a foreign scope does neither."""
    order = seller.world.buy("a", "bay", [("MUG-SLATE", 1, None)])
    path = f"/sell/fulfillment/v1/order/{order.order_id}/shipping_fulfillment"
    reading = seller.token(f"{ROOT}/sell.fulfillment.readonly")
    foreign = seller.token(f"{ROOT}/sell.inventory")
    assert seller.orders(token=reading).status_code == 200
    assert seller.orders(token=foreign).status_code == 403
    refused = seller.call("POST", path, json={}, token=reading)
    (entry,) = refused.json()["errors"]
    assert (refused.status_code, entry["errorId"], entry["domain"]) == (403, 1100, "ACCESS")
    assert entry["longMessage"] == "Insufficient permissions to fulfill the request."
