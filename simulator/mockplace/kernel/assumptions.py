"""What the platforms' documents leave open: each question by its name, with its answers.

The first answer is the one that holds where nobody chooses. Every choice says where it is from, or
that it is assumed, so that whoever knows better can choose otherwise, and a program can be held
against all of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

_NUMBER = re.compile(r"[1-9][0-9]{0,8}")


@dataclass(frozen=True, slots=True)
class Choice:
    """A question that no document answers, and what may be chosen."""

    name: str
    question: str
    #: Answer → what it means, the one that holds by itself first; empty: any number.
    answers: Mapping[str, str]
    source: str
    #: The number that holds by itself, where the answer is one.
    number: int = 0

    @property
    def usual(self) -> str:
        """What holds where nobody chooses."""
        return next(iter(self.answers), str(self.number))

    def allows(self, answer: str) -> bool:
        """Whether it can be chosen."""
        if self.answers:
            return answer in self.answers
        return _NUMBER.fullmatch(answer) is not None

    @property
    def asked_for(self) -> str:
        """What may be chosen, in words."""
        return " or ".join(self.answers) or "a number from 1"


PARTIAL_SHIPMENT = Choice(
    "bigcommerce.partial-shipment",
    "the status of an order of which a part is shipped",
    {
        "partially-shipped": "status 3 follows from the shipment",
        "unchanged": "the status stays until everything is shipped or somebody sets it",
    },
    "inferred from the text of status 3 (bigcommerce/api-specs, orders.v2)",
)
SHIPMENT_MAIL = Choice(
    "bigcommerce.shipment-mail",
    "whom BigCommerce writes to about a shipment where its e-mail of a status is on",
    {
        "everybody": "the address on the order, a marketplace's relay address among them",
        "storefront": "buyers of the storefront only",
        "nobody": "no status is ticked under Settings, Order notifications, which no API shows",
    },
    "that the ticks hold for all customers alike: support.bigcommerce.com, Customer Order "
    "Notifications; the default is assumed",
)
MAILED_STATUSES = Choice(
    "bigcommerce.mailed-statuses",
    "the statuses that are ticked there: a change to one of them is written about",
    {
        "shipping": "Shipped and Partially Shipped",
        "every": "all of them",
    },
    "that each status can be ticked: support.bigcommerce.com, Customer Order Notifications; "
    "which are at first: assumed",
)
EMAILS_LEFT_OUT = Choice(
    "bigcommerce.emails-left-out",
    "what becomes of e-mails that a change of a channel's e-mail statuses does not name",
    {
        "kept": "they stay as they are",
        "inherited": "the channel has no setting of its own for them any more",
    },
    "assumed: for other settings of channels bigcommerce/docs, settings.v3, says that partial "
    "updates are not supported, for this one it says nothing",
)
PLAN = Choice(
    "bigcommerce.requests",
    "requests in a window of 30 seconds, which depend on the store's plan",
    {},
    "bigcommerce/docs, API rate limits: 150 on Standard and Plus, 450 on Pro",
    150,
)
V2_REFUSAL = Choice(
    "bigcommerce.v2-unauthorized",
    "the body of a 401 of V2",
    {
        "array": "V3's sentence in V2's array",
        "object": "the whole of V3's answer",
        "empty": "nothing",
    },
    "assumed: it is on no public page",
)
SECOND_CONFIRMATION = Choice(
    "amazon.second-confirmation",
    "the answer to a confirmation of units that are confirmed already, under another reference",
    {
        "refused": "400: no matching package, or already fulfilled",
        "ignored": "204, and nothing changes",
    },
    "refused: seen live, amzn/selling-partner-api-models#5037; ignored: assumed",
)
LABELLED = Choice(
    "amazon.labelled-confirmation",
    "the answer to a confirmation of units whose label was bought from Amazon",
    {
        "refused": "400, as to any second confirmation",
        "ignored": "204, and nothing changes",
    },
    "assumed; that none is needed: developer-docs.amazon.com, confirm-the-shipment-status",
)
PRIME = Choice(
    "amazon.prime-own-label",
    "the answer to a confirmation of a Prime order with a label from elsewhere",
    {
        "taken": "204, like any other",
        "refused": "400: the label has to be bought from Amazon",
    },
    "taken: ShipStation's newer page on Prime orders; refused: its older one; no error is "
    "documented by Amazon",
)
WRONG_CLIENT = Choice(
    "amazon.invalid-client",
    "the status of the token endpoint's invalid_client",
    {"401": "as OAuth 2.0 has it", "400": "like its other refusals"},
    "401: RFC 6749, 5.2; which one Login with Amazon sends is on no public page",
    401,
)
UNKNOWN_ORDER = Choice(
    "ebay.unknown-order",
    "the status of error 32100 where an order is read",
    {"404": "as clients see it", "400": "as the specification lists it"},
    "the specification lists 32100 with 400 and 404 without a number",
    404,
)
UNANSWERED = Choice(
    "ebay.unanswered-cancellation",
    "what becomes of a paid order when nobody has answered its buyer's request to cancel",
    {
        "stands": "the request is over and the order stands",
        "cancelled": "it is cancelled and refunded",
    },
    "that a request runs out after three days: eBay's help for sellers; what then: assumed",
)
LABEL_SHIPS = Choice(
    "ebay.label-ships",
    "whether orders are shipped with a label that eBay sold for them",
    {
        "yes": "each has a fulfilment with the label's number",
        "no": "the seller has to tell of it as of any other label",
    },
    "yes: eBay's help for sellers; the API's own pages say nothing",
)
FULFILLMENT_QUOTA = Choice(
    "ebay.fulfillment-calls",
    "calls of the Fulfillment API that an application has in a day",
    {},
    "assumed: it is on no public page",
    100_000,
)

CHOICES: Mapping[str, Choice] = {
    choice.name: choice
    for choice in (
        PARTIAL_SHIPMENT, SHIPMENT_MAIL, MAILED_STATUSES, EMAILS_LEFT_OUT, PLAN, V2_REFUSAL,
        SECOND_CONFIRMATION, LABELLED, PRIME, WRONG_CLIENT, UNKNOWN_ORDER, UNANSWERED,
        LABEL_SHIPS, FULFILLMENT_QUOTA,
    )
}  # fmt: skip


class Chosen:
    """What is chosen in one world."""

    def __init__(self, answers: Mapping[str, str] | None = None) -> None:
        self._answers: dict[str, str] = {}
        for name, answer in (answers or {}).items():
            self.choose(name, answer)

    def choose(self, name: str, answer: str) -> None:
        """Chooses an answer; ValueError says what there is to choose."""
        choice = CHOICES.get(name)
        if choice is None:
            raise ValueError(f"there is no choice {name[:80]!r}; there are: {', '.join(CHOICES)}")
        if not choice.allows(answer):
            raise ValueError(f"{name} is {choice.asked_for}, not {answer[:80]!r}")
        self._answers[name] = answer

    def of(self, choice: Choice) -> str:
        """The answer to a question."""
        return self._answers.get(choice.name, choice.usual)

    def number(self, choice: Choice) -> int:
        """The answer to a question whose answers are numbers."""
        found = self._answers.get(choice.name)
        return choice.number if found is None else int(found)

    def all(self) -> Iterable[tuple[Choice, str]]:
        """Every question with its answer."""
        return [(choice, self.of(choice)) for choice in CHOICES.values()]
