"""The definition of a platform: one frozen ``Platform``, checked when it is made.

Code outside ``mockplace.platforms`` uses this definition and never compares platform names.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from mockplace.http_types import Params, Request, Response, Route, WebhookRequest
    from mockplace.kernel.platform_rules import PlatformRules, Role
    from mockplace.kernel.records import Account, PlatformOrder
    from mockplace.kernel.webhooks.subscriptions import Message
    from mockplace.kernel.world import World


class InvalidPlatform(ValueError):
    """A platform's definition is incomplete or contradicts itself; the text says how."""


class RateLimit(Protocol):
    """How many calls of one operation a platform allows."""

    def admit(self, world: World, route: Route, request: Request, store: str) -> bool:
        """Count a call of an account ('' if unknown); return False for one over the limit."""
        ...


@dataclass(frozen=True, slots=True)
class ErrorResponses:
    """A platform's answers to failures that no handler produces, in its own error envelope."""

    #: Makes the 429 for a call over the rate limit, injected or real; the string names the account.
    rate_limited: Callable[[World, Route, str], Response]
    #: Makes the 500 for an internal error.
    server_error: Callable[[Route], Response]
    #: Makes the refusal of an expired token, after which clients fetch a new one.
    auth_expired: Callable[[Route], Response]


@dataclass(frozen=True, slots=True)
class Resource:
    """An existing order, label or other resource that a request names."""

    #: Hides the resource while the context lasts; the platform then answers "not found".
    hidden: Callable[[], AbstractContextManager[None]]
    #: Yields requests that read other resources with the same operation, the nearest in time first.
    other_reads: Callable[[], Iterator[tuple[Request, Params]]]


class PathLookups(Protocol):
    """Lookups of the resources that a request names in its path or its query."""

    def resource(
        self, world: World, route: Route, request: Request, params: Params, store: str
    ) -> Resource | None:
        """Return the account's resource that a request names; None if there is no such resource."""
        ...

    def read_only_id(self, route: Route, params: Params) -> str:
        """Return the name of the path parameter for a product, listing or feed; '' if none."""
        ...

    def other_queries(
        self, world: World, request: Request, params: Params, store: str
    ) -> Iterator[tuple[Request, Params]]:
        """Yield requests of the same operation that read a different resource than this request."""
        ...


def no_response_headers(_world: World, _store: str) -> Mapping[str, str]:
    """Add no header to a response."""
    return {}


def own_status(order: PlatformOrder) -> str:
    """Return the simulator's own word for the status."""
    return order.status


def no_status_id(_order: PlatformOrder) -> None:
    """Return None: orders have no numbered status."""


def no_labels(_world: World) -> Iterable[Mapping[str, object]]:
    """Return no labels: the platform sells none, or only for its own orders."""
    return ()


def webhook_accepted(_world: World, _message: Message, _body: bytes) -> bool:
    """Accept any answer of a webhook's receiver."""
    return True


@dataclass(frozen=True, slots=True)
class Accounts:
    """The seller accounts of a platform."""

    #: The account that ``default_market`` opens on this platform; None if it opens none.
    default: Account | None
    #: One line with the credentials that the account's API accepts; they are invented.
    credentials: Callable[[Account], str]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Platform:
    """A simulated platform; an incomplete definition raises ``InvalidPlatform``."""

    #: The platform's rules for the kernel, with its name, title and role.
    rules: PlatformRules
    #: The real host names, under which a client reaches the simulator through proxy, respx or TLS.
    hosts: tuple[str, ...]
    routes: tuple[Route, ...]
    #: The limit of every operation; ``NoLimit`` for an operation without a limit.
    rate_limits: Mapping[str, RateLimit]
    errors: ErrorResponses
    #: The name of the account to which the request's token belongs, '' if unknown.
    account_of: Callable[[World, Request, Params], str]
    path_lookups: PathLookups
    #: JSON keys of the lists in the API's pages; the fault ``truncated_page`` shortens these lists.
    list_keys: tuple[str, ...] = ()
    #: Operation whose answer has label documents → makes an answer with a document fault of a kind
    #: out of the right one, or None if it has no such part.
    document_faults: Mapping[str, Callable[[Response, str], Response | None]] = field(
        default_factory=dict
    )
    #: (world, account name) → the headers that every response to that account has.
    response_headers: Callable[[World, str], Mapping[str, str]] = no_response_headers
    #: Makes the HTTP request of a webhook; None: the platform sends no webhooks.
    webhook_request: Callable[[World, Message], WebhookRequest] | None = None
    #: Whether the platform accepts the answer of a webhook's receiver.
    webhook_accepted: Callable[[World, Message, bytes], bool] = webhook_accepted
    #: An order's status in the platform's own word.
    status_word: Callable[[PlatformOrder], str] = own_status
    #: The names of the connectors that can copy other platforms' orders to this platform.
    connectors: tuple[str, ...] = ()
    #: The number of an order's status, on a platform that numbers them.
    status_id: Callable[[PlatformOrder], int | None] = no_status_id
    #: The labels that a carrier sold, oldest first, as the control plane lists them.
    labels_sold: Callable[[World], Iterable[Mapping[str, object]]] = no_labels
    #: The seller accounts; None for a platform without accounts, such as a carrier.
    accounts: Accounts | None = None

    @property
    def name(self) -> str:
        """The name under which the platform is registered."""
        return self.rules.name

    @property
    def title(self) -> str:
        """The name as people write it."""
        return self.rules.title

    @property
    def role(self) -> Role:
        """The platform's role for the merchant: shop, marketplace or carrier."""
        return self.rules.role

    def __post_init__(self) -> None:
        """Check the definition, so that a mistake is an error at start, not at the first call."""
        if not (self.name.isidentifier() and self.hosts and self.routes):
            raise InvalidPlatform(f"{self.name!r} needs a name, hosts and routes")
        if self.accounts is None and self.role != "carrier":
            raise InvalidPlatform(f"{self.name}: a {self.role} needs accounts")
        foreign = {route.platform for route in self.routes} - {self.name}
        if foreign:
            raise InvalidPlatform(f"{self.name} has routes of {', '.join(sorted(foreign))}")
        operations = {route.operation for route in self.routes}
        if missing := operations - set(self.rate_limits):
            names = ", ".join(sorted(missing))
            raise InvalidPlatform(f"{self.name}: no rate limit for {names}; add one, or NoLimit")
        if unknown := set(self.rate_limits) - operations:
            names = ", ".join(sorted(unknown))
            raise InvalidPlatform(f"{self.name}: a rate limit for {names}, which has no route")
        if unknown := set(self.document_faults) - operations:
            names = ", ".join(sorted(unknown))
            raise InvalidPlatform(f"{self.name}: label documents of {names}, which has no route")
