"""SQS's errors, with the codes and messages of its API reference."""

from __future__ import annotations

from mockplace.kernel.refusal import Refusal

_OLD = "AWS.SimpleQueueService."
#: Error name in the JSON protocol → error code in the query protocol, if the two differ.
_CODES = {
    "QueueDoesNotExist": f"{_OLD}NonExistentQueue",
    "QueueNameExists": "QueueAlreadyExists",
    **{
        name: f"{_OLD}{name}"
        for name in (
            "BatchEntryIdsNotDistinct",
            "BatchRequestTooLong",
            "EmptyBatchRequest",
            "InvalidBatchEntryId",
            "MessageNotInflight",
            "PurgeQueueInProgress",
            "QueueDeletedRecently",
            "TooManyEntriesInBatchRequest",
            "UnsupportedOperation",
        )
    },
}
_SERVICE = "com.amazonaws.sqs#"
#: Errors that all AWS services share; the API model of SQS does not define them.
_COMMON = (
    "ExpiredToken",
    "InternalFailure",
    "InvalidAction",
    "InvalidParameterValue",
    "MissingParameter",
    "SerializationException",
)


class SqsError(Exception):
    """An error: its name in the JSON protocol, its message and its HTTP status."""

    def __init__(self, name: str, message: str, status: int = 400) -> None:
        super().__init__(name)
        self.name = name
        self.message = message
        self.status = status

    @property
    def code(self) -> str:
        """The error's code in the query protocol, which SDKs show for both protocols."""
        return _CODES.get(self.name, self.name)

    @property
    def kind(self) -> str:
        """``__type`` in the JSON protocol: the name, with a prefix for SQS's own errors."""
        return self.name if self.name in _COMMON else f"{_SERVICE}{self.name}"

    @property
    def fault(self) -> str:
        """Who caused the error: ``Sender`` (the client) or ``Receiver`` (SQS)."""
        return "Receiver" if self.status >= 500 else "Sender"


def invalid(name: str, value: object, reason: str) -> SqsError:
    """Return 400 for an invalid parameter value."""
    return SqsError(
        "InvalidParameterValue",
        f"Value {str(value)[:100]} for parameter {name} is invalid. Reason: {reason}",
    )


def missing(name: str) -> SqsError:
    """Return 400 for a missing parameter."""
    return SqsError("MissingParameter", f"The request must contain the parameter {name}.")


def refused(refusal: Refusal, receipt: str = "") -> SqsError:
    """Return the SQS error for a ``Refusal`` raised by the simulated queues."""
    if refusal.code in ("not-there", "hidden-too-long"):
        return invalid("ReceiptHandle", receipt, _REASONS[refusal.code])
    return SqsError(*_SAID[refusal.code])


_REASONS = {
    "not-there": "Message does not exist or is not available for visibility timeout change.",
    "hidden-too-long": "Total VisibilityTimeout for the message is beyond the limit "
    "[43200 seconds].",
}
_SAID = {
    "unknown-queue": ("QueueDoesNotExist", "The specified queue does not exist."),
    "deleted-recently": (
        "QueueDeletedRecently",
        "You must wait 60 seconds after deleting a queue before you can create another with the "
        "same name.",
    ),
    "too-many": ("OverLimit", "This simulator keeps no more queues."),
    "bad-receipt": ("ReceiptHandleIsInvalid", "The input receipt handle is invalid."),
    "not-in-flight": ("MessageNotInflight", "The message referred to is not in flight."),
    "purging": (
        "PurgeQueueInProgress",
        "Only one PurgeQueue operation on the queue is allowed every 60 seconds.",
    ),
}

_FAULTS = {
    "rate_limited": SqsError("RequestThrottled", "The request was denied due to throttling."),
    "auth_expired": SqsError(
        "ExpiredToken", "The security token included in the request is expired", 403
    ),
    "server_error": SqsError("InternalFailure", "We encountered an internal error.", 500),
}


def of_fault(kind: str) -> SqsError:
    """Return the error that an injected fault of *kind* causes."""
    return _FAULTS[kind]
