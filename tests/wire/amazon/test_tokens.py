"""Login with Amazon, restricted data tokens, and the answers to tokens that are not good."""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.wire.amazon.conftest import Seller

SEARCH = "/orders/2026-01-01/orders"
SINCE = {"createdAfter": "2026-11-01T00:00:00Z"}


@pytest.mark.parametrize("kind", ["form", "json"])
def test_a_refresh_token_buys_an_access_token(seller: Seller, kind: str) -> None:
    """Clients send the request as a form or as JSON; both get an hour's bearer token."""
    asked = seller.token_request()
    answer = (
        seller.http.post("/auth/o2/token", data=asked)
        if kind == "form"
        else seller.http.post("/auth/o2/token", json=asked)
    )
    given = answer.json()
    assert answer.status_code == 200
    assert given["access_token"].startswith("Atza|")
    assert given["refresh_token"] == seller.account.token
    assert (given["token_type"], given["expires_in"]) == ("bearer", 3600)
    assert seller.get(SEARCH, token=given["access_token"], **SINCE).status_code == 200


@pytest.mark.parametrize(
    ("changes", "status", "error", "words"),
    [
        ({"grant_type": ""}, 400, "invalid_request", "grant_type"),
        ({"grant_type": "password"}, 400, "unsupported_grant_type", ""),
        ({"refresh_token": ""}, 400, "invalid_request", "refresh_token"),
        ({"refresh_token": "Atzr|other"}, 400, "invalid_grant", "grant parameter : refresh_token"),
        ({"client_secret": "wrong"}, 401, "invalid_client", ""),
        ({"grant_type": "authorization_code", "code": "x"}, 400, "invalid_grant", ": code"),
        ({"grant_type": "client_credentials"}, 400, "invalid_request", "scope"),
        ({"grant_type": "client_credentials", "scope": "all"}, 400, "invalid_scope", ""),
    ],
)
def test_a_bad_token_request_is_refused_in_oauths_words(
    seller: Seller, changes: dict[str, str], status: int, error: str, words: str
) -> None:
    """Each mistake has its code, and the description names the parameter."""
    answer = seller.http.post("/auth/o2/token", data=seller.token_request(**changes))
    assert (answer.status_code, answer.json()["error"]) == (status, error)
    assert words in answer.json()["error_description"]


def test_a_grantless_token_speaks_for_no_seller(seller: Seller) -> None:
    """Client credentials get a token without a refresh token, and it reads no orders."""
    asked = seller.token_request(
        grant_type="client_credentials", scope="sellingpartnerapi::notifications"
    )
    given = seller.http.post("/auth/o2/token", data=asked).json()
    assert "refresh_token" not in given
    assert seller.get(SEARCH, token=given["access_token"], **SINCE).status_code == 403


@pytest.mark.parametrize(
    ("token", "code", "details"),
    [
        ("Atza|forged", "Unauthorized", "revoked, malformed or invalid"),
        ("nonsense", "Unauthorized", "revoked, malformed or invalid"),
        ("", "MissingAuthenticationToken", ""),
    ],
)
def test_a_bad_access_token_is_403_with_amazons_words(
    seller: Seller, token: str, code: str, details: str
) -> None:
    """Never 401; the details tell a malformed token from an expired one. No rate is sent."""
    answer = seller.get(SEARCH, token=token, **SINCE)
    (entry,) = answer.json()["errors"]
    assert answer.status_code == 403
    assert (entry["code"], entry["message"]) == (code, "Access to requested resource is denied.")
    assert details in entry["details"]
    assert "x-amzn-RequestId" in answer.headers
    assert "x-amzn-RateLimit-Limit" not in answer.headers


def test_an_access_token_ends_after_an_hour_of_the_worlds_clock(seller: Seller) -> None:
    """One millisecond before the hour it is good; at the hour the expired words come."""
    token = seller.token()
    seller.world.advance_to(seller.world.now + 3_599_999)
    assert seller.get(SEARCH, token=token, **SINCE).status_code == 200
    seller.world.advance_to(seller.world.now + 1)
    answer = seller.get(SEARCH, token=token, **SINCE)
    (entry,) = answer.json()["errors"]
    assert (answer.status_code, entry["code"]) == (403, "Unauthorized")
    assert entry["details"] == "The access token you provided has expired."


def test_a_token_cannot_be_made_to_last(seller: Seller) -> None:
    """Its end is readable in it, and changing that breaks the seal."""
    body, dot, mark = seller.token().removeprefix("Atza|").rpartition(".")
    content = json.loads(urlsafe_b64decode(body))
    later = urlsafe_b64encode(json.dumps(content | {"x": 10**15}).encode()).decode()
    answer = seller.get(SEARCH, token=f"Atza|{later}{dot}{mark}", **SINCE)
    assert answer.status_code == 403
    assert "malformed or invalid" in answer.json()["errors"][0]["details"]


def test_a_restricted_token_is_for_restricted_paths(seller: Seller) -> None:
    """It has no payload wrapper and lives an hour; other paths and empty requests are refused."""
    path = "/tokens/2021-03-01/restrictedDataToken"
    good = {"method": "GET", "path": "/orders/v0/orders", "dataElements": ["buyerInfo"]}
    answer = seller.call("POST", path, json={"restrictedResources": [good], "leaked": "x"})
    assert answer.status_code == 200
    assert set(answer.json()) == {"restrictedDataToken", "expiresIn"}
    assert answer.json()["restrictedDataToken"].startswith("Atz.sprdt|")
    bad: list[object] = [
        {},
        {"restrictedResources": []},
        {"restrictedResources": [good] * 51},
        {"restrictedResources": [good | {"path": "/feeds/2021-06-30/feeds"}]},
        {"restrictedResources": [good | {"method": ""}]},
        {"restrictedResources": [good | {"dataElements": ["shoeSize"]}]},
        {"restrictedResources": ["text"]},
    ]
    for body in bad:
        refused = seller.call("POST", path, json=body)
        assert refused.status_code == 400
        assert refused.json()["errors"][0]["code"] == "InvalidRequest"


def test_success_and_bad_requests_carry_rate_and_request_id(seller: Seller) -> None:
    """The rate is text, in requests a second, without the burst."""
    for params, status in ((SINCE, 200), ({}, 400)):
        answer = seller.get(SEARCH, **params)
        assert answer.status_code == status
        assert answer.headers["x-amzn-RateLimit-Limit"] == "0.0056"
        assert len(answer.headers["x-amzn-RequestId"]) == 36
