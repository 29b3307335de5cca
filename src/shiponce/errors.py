"""The errors of shiponce. Each has a code and facts, from which its sentence is made.

ShiponceError
├── BadInput            what a person asked for cannot be understood
├── Refused             the hub's rules or a restriction forbid the request
│   ├── GuardError      a guard in the database refused the change
│   └── ReadOnly        the hub is read-only: it only imports and shows orders
├── StoreFileError      the database file cannot be used
└── PlatformError       a call to a platform failed
    ├── Unreachable     no answer: the platform may or may not have acted
    │   └── Unknown     nobody knows yet whether an act took effect
    ├── RateLimited     the quota is used up: try again later
    │   └── WaitShortened   the platform asked for too long a wait: the hub waits less
    ├── ServerTrouble   5xx, or a body unlike the platform's documents
    │   └── Endless     a list of pages that does not end
    ├── NotAuthorised   the credentials are refused
    ├── NotThere        the platform knows no such order or shipment
    ├── WritesOff       the hub is read-only: nothing was sent
    ├── Overtaken       the act took too long or was settled meanwhile: nothing was sent
    ├── Declined        the platform understood the request and refused it
    │   └── Collected   a label cannot be voided: the carrier has collected the package
    └── NotCorrectable  the platform cannot change a package that it was notified of
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from shiponce.domain.redaction import GAP, harmless, harmless_code


class ShiponceError(Exception):
    """An error: the code of a sentence in ``words``, and the facts of that sentence."""

    #: The code of a second sentence, which says what would help; it uses the same facts.
    way_out: str | None = None

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts

    def sentence_in(self, language: str) -> str:
        """Return what went wrong and what would help, in the reader's language."""
        from shiponce.words import say  # imported late: most errors are never shown

        codes = filter(None, (self.code, self.way_out))
        return " ".join(say(code, language, **self.facts) for code in codes)

    def __str__(self) -> str:
        return self.sentence_in("en")


class BadInput(ShiponceError):
    """The request names something that does not exist or cannot be parsed."""


class Refused(ShiponceError):
    """The request is clear but not allowed; the sentence says why and what would help."""


class GuardError(Refused):
    """A guard in the database refused the change; nothing was written."""


class ReadOnly(Refused):
    """The hub is read-only; the change was not made."""

    way_out = "error.writes_off_way_out"

    def __init__(self) -> None:
        super().__init__("error.read_only")


class StoreFileError(ShiponceError):
    """The database file cannot be used: not shiponce's, damaged, too new, locked or full."""


class PlatformError(ShiponceError):
    """A call to a platform failed; *platform* and *operation* say which."""

    #: Whether the platform or carrier may have carried out the request. False for reads, for
    #: refusals and for requests that were never sent.
    may_have_acted = False

    def __init__(self, code: str, *, platform: str, operation: str, **facts: object) -> None:
        super().__init__(code, platform=platform, operation=operation, **facts)
        self.platform = platform
        self.operation = operation


class Unreachable(PlatformError):
    """No answer came: timeout or broken connection. The platform may have acted."""

    may_have_acted = True


class RateLimited(PlatformError):
    """The platform's quota is used up; *not_before* is the retry time that it named, or None."""

    def __init__(
        self, *, platform: str, operation: str, not_before: datetime | None = None
    ) -> None:
        super().__init__("error.rate_limited", platform=platform, operation=operation)
        self.not_before = not_before


class WaitShortened(RateLimited):
    """The platform asked for too long a wait; *not_before* ends the hub's shorter wait."""

    def __init__(self, *, platform: str, operation: str, not_before: datetime) -> None:
        super().__init__(platform=platform, operation=operation, not_before=not_before)
        self.code = "error.wait_shortened"
        self.facts["again_at"] = not_before


class ServerTrouble(PlatformError):
    """5xx, or a body unlike the platform's documents. The platform may have acted."""

    may_have_acted = True


class Endless(ServerTrouble):
    """Pages repeat, or there are too many of them; reading stopped after *pages* pages."""

    def __init__(self, *, platform: str, operation: str, pages: int) -> None:
        super().__init__("error.endless", platform=platform, operation=operation, n=pages)


class NotAuthorised(PlatformError):
    """The credentials are missing, expired or refused."""


class NotThere(PlatformError):
    """The platform knows no such order or shipment."""


class WritesOff(PlatformError):
    """The hub is read-only, so a call that changes something was not made."""

    way_out = "error.writes_off_way_out"

    def __init__(self, *, platform: str, operation: str) -> None:
        super().__init__("error.writes_off", platform=platform, operation=operation)


class Overtaken(PlatformError):
    """The act took too long or was settled by somebody else; nothing was sent."""


class Unknown(Unreachable):
    """No answer came and the platform cannot be read yet; the units stay reserved."""


class Declined(PlatformError):
    """Refused by validation; *reason* is the platform's text, *reason_code* its code.

    The text may quote a buyer, so it is redacted here (``domain.redaction``) before anyone can
    store, log or show it; *known* are ids of the request, which may stay.
    """

    def __init__(
        self,
        *,
        platform: str,
        operation: str,
        reason: str,
        reason_code: str = "",
        known: Collection[str] = (),
    ) -> None:
        reason_code = harmless_code(reason_code)
        reason = harmless(reason, known) or reason_code or GAP
        super().__init__(
            "error.declined",
            platform=platform,
            operation=operation,
            reason=reason,
            reason_code=reason_code,
        )
        self.reason = reason
        self.reason_code = reason_code


class Collected(Declined):
    """The carrier has collected the package; its label can no longer be voided."""

    def __init__(self, *, platform: str, operation: str) -> None:
        code = "label_collected"
        super().__init__(platform=platform, operation=operation, reason=code, reason_code=code)
        self.code = "error.label_collected"


class NotCorrectable(PlatformError):
    """The platform cannot change a package that it was notified of.

    The sentence says where a person can change it.
    """
