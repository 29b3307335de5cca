"""One field holds one tracking number: grouped as printed, never two, never none."""

from __future__ import annotations

import pytest

from shiponce.decisions.tracking_number import carrier_name, tracking_number
from shiponce.errors import BadInput


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("1Z999AA10123456784", "1Z999AA10123456784"),
        ("1Z 999 AA1 01 2345 6784", "1Z999AA10123456784"),
        ("  1Z 999 AA1 0123456784 ", "1Z999AA10123456784"),
        ("9400 1000 0000 0000 0000 00", "9400100000000000000000"),
        ("420 94105 9400 1000 0000 0000 0000 00", "420941059400100000000000000000"),
        ("7946 4465 4641", "794644654641"),
        ("12 3456 7890", "1234567890"),
        ("RR 473 124 829 GB", "RR473124829GB"),
        ("RR 473124829 GB", "RR473124829GB"),
        ("0150 5000 1234 56 V", "01505000123456V"),
        ("JD01 4600 0123 4567 8901", "JD014600012345678901"),
        ("６Ａ 12345678901", "6A12345678901"),
        ("1234-5678.90", "1234-5678.90"),
        ("1234–5678", "1234-5678"),
        ("1Z999AA10123456784,", "1Z999AA10123456784"),
        ("#1Z9", "1Z9"),
    ],
)
def test_a_number_in_groups_is_one_number(typed: str, number: str) -> None:
    """Blanks as on a label are taken away; nothing else is changed."""
    assert tracking_number(typed) == number


@pytest.mark.parametrize(
    "typed",
    [
        "1Z999AA101234567841Z999AA10123456785",
        "1Z999AA101234567841Z999AA10123456784",
        "123456789012123456789012",
    ],
)
def test_two_numbers_with_nothing_between_them_are_two(typed: str) -> None:
    """Pasted one behind the other they have no separator, and still a shape each."""
    with pytest.raises(BadInput) as refused:
        tracking_number(typed)
    assert refused.value.code == "error.tracking_several"


@pytest.mark.parametrize("separator", [",", ", ", ";", " ; ", " ", "\n", "\r\n", "\t", "/", " / ",
                                       "|", "&", " + ", " and ", " et "])  # fmt: skip
@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("1Z999AA10123456784", "1Z999AA10123456785"),
        ("1Z 999 AA1 01 2345 6784", "1Z 999 AA1 01 2345 6785"),
        ("9400 1000 0000 0000 0000 00", "9400 1000 0000 0000 0000 17"),
        ("7946 4465 4641", "7946 4465 4642"),
        ("1Z 999 AA1 01 2345 6784", "9400 1000 0000 0000 0000 00"),
        ("RR473124829GB", "RR473124830GB"),
    ],
)
def test_two_numbers_are_never_fused(first: str, second: str, separator: str) -> None:
    """Whatever stands between them, also a blank alone: refused, not joined."""
    with pytest.raises(BadInput) as refused:
        tracking_number(first + separator + second)
    assert refused.value.code == "error.tracking_several"


@pytest.mark.parametrize(
    "typed",
    ["", " ", "-", "--", "—", "none", "None", "n/a", "N/A", "s/o", "unknown", "tbd", "aucun", "?",
     "0", "0000", "000-000", "0000 0000", "1111111111", "UPS"],
)  # fmt: skip
def test_what_says_that_there_is_none_is_no_number(typed: str) -> None:
    """A placeholder would be told to a buyer as the number of a parcel."""
    with pytest.raises(BadInput) as refused:
        tracking_number(typed)
    assert refused.value.code == "error.tracking_none"


@pytest.mark.parametrize(
    "typed",
    ["UPS 1Z999AA10123456784", "Tracking: 1Z9", "1Z9 (UPS)", "https://ups.example/?n=1Z9", "1Z=9"],
)
def test_words_beside_the_number_are_not_taken_into_it(typed: str) -> None:
    """Only the number itself is entered."""
    with pytest.raises(BadInput) as refused:
        tracking_number(typed)
    assert refused.value.code == "error.tracking_words"


def test_what_is_longer_than_any_number_is_none() -> None:
    """Three numbers in groups have no shape of their own, and are too long."""
    with pytest.raises(BadInput) as refused:
        tracking_number("1Z 999 AA1 01 2345 6784 " * 3)
    assert refused.value.code == "error.tracking_long"


def test_a_carrier_has_a_name() -> None:
    """A placeholder names no carrier; a strange name is kept."""
    assert carrier_name(" Postes du Nord ") == "Postes du Nord"
    for typed in ("", " ", "-", "n/a", "none", "TBD", "aucun"):
        with pytest.raises(BadInput):
            carrier_name(typed)


@pytest.mark.parametrize(
    ("typed", "sent"),
    [
        ("1z999aa10123450033", "1Z999AA10123450033"),
        ("1z 999 aa1 01 2345 0033", "1Z999AA10123450033"),
        ("rr123456785gb", "RR123456785GB"),
        ("abc-12x", "abc-12x"),
    ],
)
def test_a_number_of_a_known_format_is_written_as_printed(typed: str, sent: str) -> None:
    """Platforms compare it letter by letter; a number of an unknown format is left alone."""
    assert tracking_number(typed) == sent
