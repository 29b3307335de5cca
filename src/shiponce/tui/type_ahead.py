"""Hold typed keys back until the screen that they are meant for is ready.

Textual loses no key, but it delivers a key at once. A key that is typed while a dialog is still
being read or opened would act on the screen below that dialog: Enter, meant for the button of a
dialog, would open an order. So keys wait here, in the order in which they were typed, while

- an action of the screen on top is under way that may open a dialog: a worker of that screen or of
  the app in the default group. Workers that never open a dialog are therefore in a named group;
- the screen on top is not drawn yet;
- its rows or options are being read: a worker of a group in ``_READS``.

After a second of waiting a message says so; Escape then drops the waiting keys.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import suppress
from time import monotonic
from weakref import WeakSet

from textual import events
from textual.app import App
from textual.command import CommandPalette
from textual.screen import ModalScreen
from textual.widgets import Input
from textual.worker import Worker

#: Groups of workers that read what a screen shows; a key waits for them.
_READS = frozenset(
    {
        "fill",
        "options",
        "pack",
        "settled",
        "record",
        CommandPalette._GATHER_COMMANDS_GROUP,
    }
)
#: The group of the worker that reads the details of a row; only the key of an action waits for it,
#: because moving through the rows needs no details.
_DETAILS = "detail"
#: Keys that never wait: they end or suspend the program.
_AT_ONCE = frozenset({"ctrl+q", "ctrl+c", "ctrl+z"})
#: Seconds between two looks whether a waiting key can be delivered.
_INTERVAL = 0.003
#: Seconds after which the person is told that keys wait.
_PATIENCE = 1.0
#: Seconds to wait for one widget to handle its messages.
_HANDLED = 0.5

Typed = events.Key | events.Paste


class TypeAheadApp(App[None]):
    """An app whose keys and pasted texts wait for the screen that they are meant for."""

    def __init__(self) -> None:
        super().__init__()
        self._typed: asyncio.Queue[Typed] = asyncio.Queue()
        #: The key or text whose turn it is, until everything that it causes has been handled.
        self._taken: Typed | None = None
        #: The time (monotonic) since which the key whose turn it is waits for a worker.
        self._since: float | None = None
        #: Workers for which no key waits any more, because the person pressed Escape.
        self._let_go: WeakSet[Worker[object]] = WeakSet()
        self._taking: asyncio.Task[None] | None = None

    @property
    def keys_waiting(self) -> bool:
        """True if a key was typed that has not been handled yet."""
        return self._taken is not None or not self._typed.empty()

    def on_load(self) -> None:
        """Start delivering keys."""
        self._taking = asyncio.create_task(self._deliver_keys(), name="type-ahead")

    def on_unmount(self) -> None:
        """Stop delivering keys."""
        if self._taking is not None:
            self._taking.cancel()

    async def on_event(self, event: events.Event) -> None:
        """Put a new key or pasted text at the end of the queue; handle all other events at once."""
        key = event.key if isinstance(event, events.Key) else ""
        if not isinstance(event, Typed) or event.is_forwarded or key in _AT_ONCE:
            await super().on_event(event)
        elif key == "escape" and self._is_stuck():
            self._drop()
        else:
            self._typed.put_nowait(event)

    async def _deliver_keys(self) -> None:
        """Deliver one key after the other."""
        while True:
            event = self._taken = await self._typed.get()
            try:
                await self._until_ready(event)
                if self._taken is event:  # Escape drops it
                    await super().on_event(event)
                    await self._until_handled()
            except Exception as error:  # as an exception of a message handler would be
                self._handle_exception(error)
            self._taken = None

    # -- waiting ---------------------------------------------------------------------------

    async def _until_ready(self, event: Typed) -> None:
        """Wait until the key can be delivered, or is dropped."""
        said, seen = False, self.screen
        while self._taken is event:
            if self._stands() and next(self._awaited(event), None) is None:
                if self.screen is seen:
                    return
                seen = self.screen
                await self._until_handled()  # a new screen focuses its first widget
                continue
            if self._since is None:
                self._since = monotonic()
            if not said and self._is_stuck():
                said = True
                self.keys_wait()
            await asyncio.sleep(_INTERVAL)
        self._since = None

    def keys_wait(self) -> None:
        """Tell the person that keys wait."""

    def _is_stuck(self) -> bool:
        return self._since is not None and monotonic() - self._since >= _PATIENCE

    def _drop(self) -> None:
        """Drop all waiting keys; later keys do not wait for what is under way now."""
        if self._taken is not None:
            self._let_go.update(self._awaited(self._taken))
        self._taken = self._since = None
        while not self._typed.empty():
            self._typed.get_nowait()

    def _stands(self) -> bool:
        """Return True if the screen on top has been drawn."""
        return self.screen.is_mounted and self.screen.size.width > 0

    def _awaited(self, event: Typed) -> Iterator[Worker[object]]:
        """Yield the workers for which the key waits."""
        into_text = isinstance(self.focused, Input) and (
            isinstance(event, events.Paste) or event.is_printable
        )
        leaves = isinstance(event, events.Key) and event.key == "escape"
        for worker in self.workers:
            if worker.is_finished or worker in self._let_go:
                continue
            reads = worker.group in _READS or (worker.group == _DETAILS and self._acts(event))
            if self._may_ask(worker) or (
                reads
                and not into_text
                and not leaves
                and self.screen in worker.node.ancestors_with_self
            ):
                yield worker

    def _may_ask(self, worker: Worker[object]) -> bool:
        """Return True if the worker belongs to the screen on top and may open a dialog."""
        if worker.group != "default":
            return False
        of_app = worker.node is self and not isinstance(self.screen, ModalScreen)
        return of_app or worker.node is self.screen

    def _acts(self, event: Typed) -> bool:
        """Return True if the key starts an action on the current row."""
        found = (
            self.screen.active_bindings.get(event.key) if isinstance(event, events.Key) else None
        )
        return found is not None and found.binding.action.startswith("app.do(")

    async def _until_handled(self) -> None:
        """Wait until the key, then what it caused, has been handled by all widgets concerned."""
        for _ in range(2):
            for node in (self.focused or self.screen).ancestors_with_self:
                handled = asyncio.Event()  # call_next would overtake the messages in the queue
                if node.call_later(handled.set):
                    with suppress(TimeoutError):
                        await asyncio.wait_for(handled.wait(), _HANDLED)
