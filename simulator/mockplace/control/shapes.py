"""Requests and answers of the control plane, strictly validated."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Literal

from pydantic import AfterValidator, ConfigDict, Field, RootModel, WithJsonSchema, model_validator

from mockplace.control.worlds import NAME
from mockplace.kernel.assumptions import Assumption
from mockplace.kernel.durations import written
from mockplace.kernel.fault_plan import Fault, FaultKind, MessageFaultKind
from mockplace.kernel.records import Mail
from mockplace.seeding.connector_names import ConnectorName
from mockplace.seeding.input_shapes import Duration, Instant, Order
from mockplace.seeding.platform_names import AnyPlatform, StorePlatform
from mockplace.seeding.start_options import PaceName, Start
from mockplace.seeding.text_shapes import Name, Strict, Text


def _named(text: str) -> str:
    if not NAME.fullmatch(text):
        raise ValueError("a name is letters, digits, '.', '_' and '-', 64 at most")
    return text


SnapshotName = Annotated[
    str,
    AfterValidator(_named),
    WithJsonSchema({"type": "string", "pattern": f"^{NAME.pattern}$"}),
]
Seed = Annotated[int, Field(ge=-(2**63), lt=2**63)]
Count = Annotated[int, Field(ge=0)]

__all__ = ["Order"]


# -- requests


class ClockSet(Strict):
    """A new pace; and a time to move to, or a duration to advance."""

    mode: PaceName | None = None
    now: Instant | None = None
    advance: Duration | None = None

    @model_validator(mode="after")
    def _is_one_thing(self) -> ClockSet:
        if self.now is not None and self.advance is not None:
            raise ValueError("say now or advance, not both")
        if self.mode is None and self.now is None and self.advance is None:
            raise ValueError("say mode, now or advance")
        return self


class FaultRequest(Strict):
    """A fault to plan; an operation, platform, order or store that is left out matches any."""

    kind: FaultKind | MessageFaultKind
    operation: Text = Field(default="", description="Such as confirmShipment.")
    platform: AnyPlatform | None = None
    order_id: Text = ""
    store: Text = ""
    nth: Annotated[int, Field(ge=1, le=1_000_000)] = 1
    times: Annotated[int, Field(ge=0, le=1_000_000, description="0: every one from then on.")] = 1
    delay: Duration = "0 s"
    since: Instant | None = None
    until: Instant | None = None


class SnapshotRequest(Strict):
    """Keep a snapshot under a name, generated if none is given."""

    name: SnapshotName | None = None


class RestoreRequest(Strict):
    """Return to a snapshot."""

    name: SnapshotName


class EmptyBody(Strict):
    """No content."""


class SeedRequest(Strict):
    """Begin another market from a seed."""

    seed: Seed
    orders: Annotated[int, Field(ge=0, le=20_000)] = 60
    clock: Start | None = Field(default=None, description="Left out: when this world began.")
    mode: PaceName | None = Field(default=None, description="Left out: as its time passes already.")
    connector: ConnectorName = "channel-manager"
    limits: bool | None = Field(default=None, description="Left out: enforced or not, as already.")


class Chosen(RootModel[dict[Name, Text]]):
    """Answers to questions that the documents leave open, by the question's name."""

    model_config = ConfigDict(strict=True, frozen=True)


class JournalQuery(Strict):
    """How many of the last entries to return."""

    limit: Annotated[int, Field(ge=1, le=1000, description="The last so many.")] = 100


# -- answers


class Clock(Strict):
    """The world's time and pace."""

    now: Instant
    mode: str
    next_effect: Instant | None = Field(description="When something happens by itself next.")


class StoreView(Strict):
    """A seller account, with the invented credentials that its API accepts."""

    name: str
    platform: StorePlatform
    account: str
    market: str
    client_id: str
    client_secret: str
    token: str
    connector: str


class ArticleView(Strict):
    """An article."""

    sku: str
    title: str
    price: Count
    sells_on: list[str]
    stock: dict[str, Count | None] = Field(
        description="Units by store, of what is on offer there; null where nobody counts."
    )


class OrderView(Strict):
    """A summary of an order."""

    name: str
    store: str
    platform: StorePlatform
    order_id: str
    placed: Instant
    status: Literal["unpaid", "open", "partial", "shipped", "cancelled"]
    buyer: str
    units: Count
    mirrors: str | None = Field(description="The marketplace order that it is a copy of.")


class World(Strict):
    """An overview of the world."""

    world: str
    seed: Seed
    currency: str
    clock: Clock
    stores: list[StoreView]
    articles: list[ArticleView]
    orders: dict[str, dict[str, Count]] = Field(description="How many, by store and status.")
    latest: list[OrderView] = Field(description="The newest orders, newest first.")
    limits: bool = Field(description="Whether the platforms' request limits are enforced.")
    faults: Count
    calls: Count
    snapshots: list[str]


class FaultView(FaultRequest):
    """A planned fault, and how many matching calls it has seen."""

    seen: Count

    @classmethod
    def of(cls, fault: Fault, seen: int, since: str | None, until: str | None) -> FaultView:
        """Return a fault as it was planned."""
        return cls.model_validate(
            {
                "kind": fault.kind,
                "operation": fault.operation,
                "platform": fault.platform or None,
                "order_id": fault.order_id,
                "store": fault.store,
                "nth": fault.nth,
                "times": fault.times,
                "delay": f"{fault.delay} ms",
                "since": since,
                "until": until,
                "seen": seen,
            }
        )


class Faults(Strict):
    """The planned faults, in order of precedence."""

    faults: list[FaultView]


class ChoiceView(Strict):
    """A question that the documents leave open, and the chosen answer."""

    name: str
    question: str
    chosen: str
    answers: dict[str, str] = Field(description="What may be chosen; empty: any number from 1.")
    source: str

    @classmethod
    def of(cls, choice: Assumption, answer: str) -> ChoiceView:
        """Return an assumption with its chosen answer."""
        return cls(
            name=choice.name,
            question=choice.question,
            chosen=answer,
            answers=dict(choice.answers),
            source=choice.source,
        )


class Choices(Strict):
    """Every question with its answer."""

    choices: list[ChoiceView]


class MailView(Strict):
    """An e-mail to a buyer."""

    at: Instant
    platform: StorePlatform
    store: str
    order_id: str
    to: str
    about: Literal["shipped"]
    by_setting: bool = Field(description="Whether the store's own setting caused it.")

    @classmethod
    def of(cls, mail: Mail) -> MailView:
        """Return an e-mail as the control plane shows it."""
        return cls.model_validate(asdict(mail) | {"at": written(mail.at)})


class Mails(Strict):
    """The last e-mails, oldest first."""

    mails: list[MailView]


class Cause(Strict):
    """Why a call was answered as it was."""

    kind: Literal["answered", "refused", "token", "limit", "fault", "no-route", "trouble"]
    text: str


class CallView(Strict):
    """One call: request, answer, and cause."""

    request: Annotated[int, Field(ge=1, description="Its number, for GET why/{request}.")]
    at: Instant
    method: str
    path: str
    query: str
    platform: str
    operation: str
    order_id: str
    status: int | None = Field(description="None where no answer arrived.")
    sent: int | None = Field(
        description="The call in which it was sent, where it was carried out later."
    )
    cause: Cause


class JournalView(Strict):
    """The last calls, oldest first."""

    calls: list[CallView]
    counted: Count = Field(description="How many calls there were in all.")


class Message(Strict):
    """Headers and the beginning of a body, without secrets."""

    headers: dict[str, str]
    body: str


class WebhookView(Strict):
    """One webhook message of a platform, and its delivery state."""

    id: str
    platform: str
    topic: str
    store: str
    order_id: str
    address: str = Field(description="Where it goes: an address, or the ARN of a queue.")
    happened: Instant
    due: Instant
    tries: Count
    outcome: Literal["waiting", "sent", "dropped", "given up"]
    status: int | None = Field(description="Of the last try; 0 where nobody answered.")
    fault: str
    body: str = Field(description="What is sent, or lies in the queue.")


class WebhookList(Strict):
    """The last messages, oldest first."""

    messages: list[WebhookView]


class Change(Strict):
    """An effect of a call on the world."""

    event: str
    store: str
    order_id: str


class CallExplanation(Strict):
    """One call, explained."""

    call: CallView
    route: str | None = Field(description="The documented address that it met.")
    nearest: list[str] = Field(description="What is near, where it met none.")
    sent: Message
    received: Message
    changes: list[Change]


class SnapshotView(Strict):
    """A snapshot that was taken or restored."""

    name: str
    clock: Clock


class SavedWorld(Strict):
    """A world as a file."""

    content: str = Field(description="The file's bytes, in Base64.")


class WorldsView(Strict):
    """The open worlds."""

    worlds: list[str]


class ErrorDetails(Strict):
    """What is wrong with a request."""

    code: str
    message: str
    problems: list[str] = Field(default_factory=list)
    example: object | None = Field(default=None, description="A request that would be right.")


class ErrorBody(Strict):
    """The body of every answer with status 400 or above."""

    error: ErrorDetails
