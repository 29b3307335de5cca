"""One tree of errors; each carries a code and facts, from which every face makes its sentence.

ShiponceError
├── BadInput            what a person asked for cannot be understood
├── Refused             a rule of the house or a limit forbids it
│   ├── GuardError      the database refused what a caller should not have tried
│   └── ReadOnly        the hub is read-only: it imports and shows, and changes nothing else
├── StoreFileError      the database file cannot be used
└── PlatformError       a platform did not do as asked
    ├── Unreachable     no answer: it may or may not have acted
    │   └── Unknown     nobody knows yet whether an act took effect
    ├── RateLimited     not now
    │   └── WaitShortened   not for longer than any documented wait, which is not obeyed
    ├── ServerTrouble   5xx or an answer that makes no sense
    │   └── Endless     a listing that never comes to its end
    ├── NotAuthorised   the credentials are refused
    ├── NotThere        the platform does not know the thing
    ├── WritesOff       the hub is read-only: nothing was sent
    ├── Overtaken       the act was no longer this sender's: nothing was sent
    ├── Declined        the platform understood and said no
    │   └── Collected   the package of a label to void has left
    └── NotCorrectable  the platform has no way to change what it was told
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from shiponce.domain.redaction import GAP, harmless, harmless_code


class ShiponceError(Exception):
    """What went wrong, as a code of ``words`` and the facts of its sentence."""

    #: The code of a second sentence: what would help. It is made from the same facts.
    way_out: str | None = None

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts

    def told(self, language: str) -> str:
        """What went wrong and what would help, in the reader's language."""
        from shiponce.words import say  # most errors are never told: the words are read late

        codes = filter(None, (self.code, self.way_out))
        return " ".join(say(code, language, **self.facts) for code in codes)

    def __str__(self) -> str:
        return self.told("en")


class BadInput(ShiponceError):
    """The request names something that does not exist or cannot be read."""


class Refused(ShiponceError):
    """The request is clear and forbidden; the sentence says why and what would help."""


class GuardError(Refused):
    """A guard in the database stood in the way; nothing was written."""


class ReadOnly(Refused):
    """The hub is read-only, and what was asked for would have changed its record: it was not."""

    way_out = "error.writes_off_way_out"

    def __init__(self) -> None:
        super().__init__("error.read_only")


class StoreFileError(ShiponceError):
    """The file is no database of ours, is damaged, or is of a newer version; it is untouched."""


class PlatformError(ShiponceError):
    """A call to a platform failed; *platform* and *operation* say which."""

    #: Whether the other side may have done what was asked. A read changes nothing, a refusal says
    #: that nothing was done, and what never left did nothing: then it is False.
    may_have_acted = False

    def __init__(self, code: str, *, platform: str, operation: str, **facts: object) -> None:
        super().__init__(code, platform=platform, operation=operation, **facts)
        self.platform = platform
        self.operation = operation


class Unreachable(PlatformError):
    """No answer came: time-out or broken connection. The platform may have acted."""

    may_have_acted = True


class RateLimited(PlatformError):
    """The platform's quota is used up; *not_before* is its own advice, or None."""

    def __init__(
        self, *, platform: str, operation: str, not_before: datetime | None = None
    ) -> None:
        super().__init__("error.rate_limited", platform=platform, operation=operation)
        self.not_before = not_before


class WaitShortened(RateLimited):
    """It advised to wait longer than any wait that is documented; *not_before* is our own."""

    def __init__(self, *, platform: str, operation: str, not_before: datetime) -> None:
        super().__init__(platform=platform, operation=operation, not_before=not_before)
        self.code = "error.wait_shortened"
        self.facts["again_at"] = not_before


class ServerTrouble(PlatformError):
    """5xx, or a body that is not what the platform documents. It may have acted."""

    may_have_acted = True


class Endless(ServerTrouble):
    """A listing goes in circles, or on beyond all bounds: it was left after so many *pages*."""

    def __init__(self, *, platform: str, operation: str, pages: int) -> None:
        super().__init__("error.endless", platform=platform, operation=operation, n=pages)


class NotAuthorised(PlatformError):
    """The credentials are missing, expired or refused."""


class NotThere(PlatformError):
    """The platform knows no such order or shipment."""


class WritesOff(PlatformError):
    """The hub is read-only, and the call would have changed something: it was not made."""

    way_out = "error.writes_off_way_out"

    def __init__(self, *, platform: str, operation: str) -> None:
        super().__init__("error.writes_off", platform=platform, operation=operation)


class Overtaken(PlatformError):
    """The act took too long, or somebody else has dealt with it meanwhile: nothing was sent."""


class Unknown(Unreachable):
    """No answer came, and the platform cannot be read yet: what it concerns stays held."""


class Declined(PlatformError):
    """Refused by validation; *reason* is the platform's own words, *reason_code* its code.

    The words may quote a buyer. They are cleaned of that here (``domain.redaction``), before anyone
    can store, log or show them; *known* are ids of the request, which they may repeat.
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
    """The carrier has collected the package: it has left, and its label is void no more."""

    def __init__(self, *, platform: str, operation: str) -> None:
        code = "label_collected"
        super().__init__(platform=platform, operation=operation, reason=code, reason_code=code)
        self.code = "error.label_collected"


class NotCorrectable(PlatformError):
    """What a platform was told of a parcel stays there; the sentence says where a person can."""
