"""What the parts of a file say of each other: names that exist, times that go forward."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from mockplace.wire import table
from mockplace.world.profiles import PROFILES
from shiponce.domain.platform import MatchingMode, Platform
from shiponce.scenario import expectations as expect
from shiponce.scenario import specs
from shiponce.scenario.format import Expectation, Scenario, Step
from shiponce.scenario.problems import choices, nearest
from shiponce.scenario.reading import Document, Place
from shiponce.words import knows

#: Keys of a store that one platform only can have.
_ONLY = {
    "integration": "bigcommerce",
    "connector": "bigcommerce",
    "copies after": "bigcommerce",
    "relays after": "bigcommerce",
    "emails": "bigcommerce",
    "prime to awaiting": "amazon",
    "buy shipping": "amazon",
}


def check_references(scenario: Scenario, document: Document) -> None:
    """Note every name that points nowhere and every contradiction between parts."""
    story = _Story(scenario, document, set(scenario.hub.stores))
    _world(story)
    last = 0
    for step in scenario.steps:
        if 0 <= step.at < last:
            document.report("backwards", ("steps", step.index, "at"))
        last = max(last, step.at)
        story.take(step)


@dataclass(slots=True)
class _Story:
    """What has been named so far, reading from the top."""

    scenario: Scenario
    document: Document
    connected: set[str]
    #: Purchase → the store it was bought on.
    bought: dict[str, str] = field(default_factory=dict)

    def known(self, name: str, names: Iterable[str], place: Place, code: str) -> bool:
        """Whether *name* is one of *names*; if not, it is noted."""
        names = list(names)
        if name in names:
            return True
        known = choices(names) or "–"
        self.document.report(code, place, text=name, known=known, meant=nearest(name, names))
        return False

    def store(self, name: str, place: Place) -> bool:
        """A store of the world."""
        return self.known(name, self.scenario.world.stores, place, "unknown_store")

    def hub_store(self, name: str, place: Place) -> None:
        """A store that is connected to the hub by now."""
        if self.store(name, place) and name not in self.connected:
            self.document.report("not_connected", place, text=name)

    def purchase(self, name: str, place: Place) -> bool:
        """Something bought in this step or an earlier one."""
        return self.known(name, self.bought, place, "unknown_purchase")

    def order(self, ref: str, place: Place) -> None:
        """``mug``, ``mug.original`` or ``mug.copy``."""
        name, _, side = ref.partition(".")
        if not self.purchase(name, place):
            return
        if side not in ("", "original", "copy"):
            self.document.report("unknown_side", place, text=ref)
        elif side == "copy" and self.platform(self.bought[name]) == Platform.BIGCOMMERCE:
            self.document.report("no_copy", place, text=name)

    def operation(self, name: str, platform: str, place: Place) -> None:
        """Something that the simulated platform can be asked for."""
        found = {route.operation for route in table().routes if route.platform == platform}
        self.known(name, sorted(found), place, "unknown_operation")

    def platform(self, store: str) -> str:
        spec = self.scenario.world.stores.get(store)
        return spec.platform if spec else ""

    def take(self, step: Step) -> None:
        """Follow one step: what it names must exist, what it makes exists from now on."""
        place: Place = ("steps", step.index)
        if step.act is not None:
            _act(step.act, (*place, step.verb), self)
        if step.ask is not None:
            _ask(step.ask, (*place, "ask"), self.document)
        for expectation in step.expect:
            _expectation(expectation, step, self)


def _world(story: _Story) -> None:
    world, document = story.scenario.world, story.document
    skus: set[str] = set()
    for position, product in enumerate(world.catalog):
        place: Place = ("world", "catalog", position)
        if product.sku in skus:
            document.report("twice", (*place, "sku"), text=product.sku)
        skus.add(product.sku)
        for name in product.sells_on:
            if name not in set(Platform):
                story.store(name, (*place, "sells on"))
    for name, store in world.stores.items():
        if store.connector is not None:
            connector: Place = ("world", "stores", name, "connector")
            story.known(store.connector, PROFILES, connector, "unknown_connector")
        for key in _ONLY:
            if ("world", "stores", name, key) in document.keys and _ONLY[key] != store.platform:
                here: Place = ("world", "stores", name, key)
                document.report("only_for", here, key=True, key_name=key, platform=_ONLY[key])
    for position, name in enumerate(story.scenario.hub.stores):
        story.store(name, ("hub", "stores", position))


def _act(act: specs.Act, place: Place, story: _Story) -> None:
    match act:
        case specs.Buy():
            _buy(act, place, story)
        case specs.Import():
            for position, name in enumerate(() if act.everything else act.stores):
                story.hub_store(name, _item(story, place, position))
        case specs.Notices() | specs.Emails():
            _switch(act, place, story)
        case specs.Connect():
            _connect(act, place, story)
        case specs.Fault():
            if story.store(act.on, (*place, "on")):
                story.operation(act.operation, story.platform(act.on), (*place, "operation"))
        case specs.Rule() if not act.what[0]:
            story.document.report("one_rule", place)
        case _:
            order = getattr(act, "order", None)
            if isinstance(order, str):
                story.order(order, _inside(story, place, "order"))


def _switch(act: specs.Notices | specs.Emails, place: Place, story: _Story) -> None:
    story.hub_store(act.store, (*place, "store"))
    if story.platform(act.store) not in ("", Platform.BIGCOMMERCE):
        key = str(place[-1])
        story.document.report("only_for", place, key_name=key, platform="bigcommerce")


def _connect(act: specs.Connect, place: Place, story: _Story) -> None:
    if story.store(act.store, place) and act.store in story.connected:
        story.document.report("connected", place, text=act.store)
    story.connected.add(act.store)


def _buy(act: specs.Buy, place: Place, story: _Story) -> None:
    world = story.scenario.world
    if act.as_ in story.bought:
        story.document.report("twice", (*place, "as"), text=act.as_)
    story.bought[act.as_] = act.on
    on_store = story.store(act.on, (*place, "on"))
    listed = {product.sku: product.sells_on for product in world.catalog}
    for position, line in enumerate(act.lines):
        here = (*place, "lines", position)
        if not story.known(line.sku, listed, (*here, "sku"), "unknown_sku"):
            continue
        if on_store and not {act.on, story.platform(act.on)} & set(listed[line.sku]):
            story.document.report("not_sold", (*here, "sku"), text=line.sku, store=act.on)
        if line.price is not None and line.price.currency != world.currency:
            story.document.report("currency", (*here, "price"), currency=world.currency)


def _ask(ask: specs.AskSpec, place: Place, document: Document) -> None:
    answers = ask.answer if isinstance(ask.answer, dict) else {"": ask.answer}
    for mode, answer in answers.items():
        if answer not in ask.names:
            here = (*place, "answer", mode) if mode else (*place, "answer")
            document.report("answer", here, text=answer, known=choices(ask.names))
    if isinstance(ask.answer, dict) and len(answers) < len(MatchingMode):
        document.report("answer_modes", (*place, "answer"))


def _expectation(expectation: Expectation, step: Step, story: _Story) -> None:
    check, place = expectation.check, expectation.place
    if step.only is not None and expectation.mode not in (None, step.only):
        story.document.report("never", place, key=True, mode=step.only.value)
    if isinstance(check, expect.RefusedAct) and step.act is None:
        story.document.report("nothing_to_refuse", place, key=True)
    if isinstance(check, expect.Calls) and check.operation is not None:
        story.operation(check.operation, check.platform, (*place, "operation"))
    for key, ref in _orders(check):
        story.order(ref, _inside(story, place, key))
    for key, name in _purchases(check):
        story.purchase(name, _inside(story, place, key))
    for key, name in _stores(check):
        story.store(name, _inside(story, place, key))
    for key, code in _codes(check):
        if not knows(code):
            story.document.report("unknown_code", _inside(story, place, key), text=code)


def _orders(check: expect.Check) -> Iterator[tuple[str, str]]:
    for key in ("order", "behind"):
        ref = getattr(check, key, None)
        if isinstance(ref, str):
            yield key, ref
    if isinstance(check, expect.Grid):
        yield from (("orders", ref) for ref in check.orders or ())


def _purchases(check: expect.Check) -> Iterator[tuple[str, str]]:
    name = getattr(check, "purchase", None)
    if isinstance(name, str):
        yield "purchase", name
    for name in getattr(check, "purchases", ()):
        yield "purchases", name


def _stores(check: expect.Check) -> Iterator[tuple[str, str]]:
    for name in getattr(check, "stores", ()):
        yield "stores", name
    for key in ("on", "to") if isinstance(check, (expect.Shown, expect.PassedOn)) else ():
        name = getattr(check, key, None)
        if isinstance(name, str):
            yield key, name
    if isinstance(check, expect.PassedOn):
        yield "by", check.by


def _codes(check: expect.Check) -> Iterator[tuple[str, str]]:
    for key in ("code", "limit", "way_out"):
        code = getattr(check, key, None)
        if isinstance(code, str):
            yield key.replace("_", " "), code


def _inside(story: _Story, place: Place, key: str) -> Place:
    """The node of a key, or of the shorthand that stands for it."""
    return (*place, key) if (*place, key) in story.document.values else place


def _item(story: _Story, place: Place, position: int) -> Place:
    listed = (*place, position)
    return listed if listed in story.document.values else (*place, "stores", position)
