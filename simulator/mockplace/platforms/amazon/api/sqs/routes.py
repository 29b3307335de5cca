"""The routes of SQS: every operation at the service's path and at a queue's path."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from mockplace.http_types import Params, Request, Response, Route
from mockplace.kernel.refusal import Refusal
from mockplace.platforms.amazon.api.sqs import errors, messages, parse_request, queues, responses
from mockplace.platforms.amazon.api.sqs.errors import SqsError
from mockplace.platforms.amazon.api.sqs.queues import Ask, Operation

if TYPE_CHECKING:
    from mockplace.kernel.world import World

_QUEUE = "/{accountId}/{queueName}"
_OPERATIONS: dict[str, Operation] = {
    "ReceiveMessage": messages.receive_message,
    "DeleteMessage": messages.delete_message,
    "DeleteMessageBatch": messages.delete_message_batch,
    "ChangeMessageVisibility": messages.change_message_visibility,
    "ChangeMessageVisibilityBatch": messages.change_message_visibility_batch,
    "SendMessage": messages.send_message,
    "SendMessageBatch": messages.send_message_batch,
    "GetQueueUrl": queues.get_queue_url,
    "ListQueues": queues.list_queues,
    "CreateQueue": queues.create_queue,
    "DeleteQueue": queues.delete_queue,
    "PurgeQueue": queues.purge_queue,
    "GetQueueAttributes": queues.get_queue_attributes,
    "SetQueueAttributes": queues.set_queue_attributes,
}
#: The operation name of the route that refuses all operations that are not served.
_OTHER = "sqs.other"


def operation_of(request: Request) -> str | None:
    """Return a request's operation as ``sqs.NAME``; None if the request is not for SQS."""
    if request.path.strip("/") and parse_request.place(request) is None:
        return None
    action = parse_request.action(request)
    if not action:
        return None
    return f"sqs.{action}" if action in _OPERATIONS else _OTHER


def _route(action: str, run: Operation) -> Route:
    def handle(world: World, request: Request, _params: Params) -> Response:
        try:
            ask = Ask(world, request, parse_request.fields(request))
            result = run(ask)
            response = responses.done(world.seed, world.now, request, action, result)
            idle = messages.waiting(ask) if action == "ReceiveMessage" and not result else 0
            return replace(response, idle=idle)
        except SqsError as error:
            return responses.refused(world.seed, world.now, request, error)
        except Refusal as refusal:
            return responses.refused(world.seed, world.now, request, errors.refused(refusal))

    return Route(f"sqs.{action}", "amazon", "POST", "/", handle, operation_of, _fault_response)


def _fault_response(world: World, request: Request, kind: str) -> Response:
    return responses.refused(world.seed, world.now, request, errors.of_fault(kind))


def _unknown(world: World, request: Request, _params: Params) -> Response:
    action = parse_request.action(request)[:100]
    if parse_request.is_json(request):
        error = SqsError("UnsupportedOperation", f"This simulator serves no {action}.")
    else:
        error = SqsError("InvalidAction", f"The action {action} is not valid for this endpoint.")
    return responses.refused(world.seed, world.now, request, error)


_AT_THE_SERVICE = (
    *(_route(action, run) for action, run in _OPERATIONS.items()),
    Route(_OTHER, "amazon", "POST", "/", _unknown, operation_of, _fault_response),
)
#: Both paths accept both protocols; the query protocol may also use GET.
ROUTES: tuple[Route, ...] = (
    *_AT_THE_SERVICE,
    *(replace(route, template=_QUEUE) for route in _AT_THE_SERVICE),
    *(replace(route, method="GET") for route in _AT_THE_SERVICE),
    *(replace(route, method="GET", template=_QUEUE) for route in _AT_THE_SERVICE),
)
