"""Writes a day as a scenario file, which ``shiponce replay`` plays.

A scenario has one hub, and nobody dies in it: what only a day can do stands there as a comment.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import yaml

from shiponce.domain.store import MatchingMode
from shiponce.scenario.platform_acts import Fault
from shiponce.scenario.runner import play
from shiponce.scenario.scenario_file import load
from tests.torture.plan import GOODS, Plan, Step

_KINDS = Fault.model_fields["kind"].annotation
#: The file is played so often until every refusal in it is expected.
_MOST_TRIES = 6
_HEAD = """# The day of seed {seed}, without what does not matter for this:
{violations}
# The whole of it, with hubs that die and stand still: python -m tests.torture.day {seed}
# This file: shiponce replay FILE --mode reconciling
scenario: day-{seed}
title: {{en: The day of seed {seed}, fr: La journée de la graine {seed}}}
seed: {seed}
clock: 2026-11-20T09:00:00Z

world:
  catalog:
{catalog}
  stores:
    shop: {{platform: bigcommerce, integration: legacy, connector: {profile}, emails: off,
           copies after: {copies} s, relays after: {relays} s}}
    amz: {{platform: amazon, market: US}}
    bay: {{platform: ebay, market: US}}

hub: {{method: B, stores: [shop, amz, bay]}}

steps:
"""


def written(plan: Plan, moments: Mapping[int, int], violations: Sequence[str]) -> str:
    """The file's text; *moments* are milliseconds after the clock, by the step's number.

    What a person is refused on a day is no violation, so the file expects each refusal that it
    meets when it is played: it passes if and only if the judge finds nothing.
    """
    refused: dict[int, str] = {}
    for _ in range(_MOST_TRIES):
        text, begins = _text(plan, moments, violations, refused)
        new = dict(_refusals(text, begins))
        if new.items() <= refused.items():
            break
        refused |= new
    return text


def _text(
    plan: Plan,
    moments: Mapping[int, int],
    violations: Sequence[str],
    refused: Mapping[int, str],
) -> tuple[str, dict[int, int]]:
    """Return the text, and the first line of each step by the step's number."""
    head = _HEAD.format(
        seed=plan.seed,
        violations="\n".join(f"#   {one.splitlines()[-1]}" for one in violations),
        catalog="\n".join(
            f"    - {{sku: {sku}, title: The {sku.lower()}, weight: 400 g, price: 12.99 USD, "
            "sells on: [amazon, ebay, bigcommerce], linked: yes}"
            for sku in GOODS
        ),
        profile=plan.profile,
        copies=plan.copies_after,
        relays=plan.relays_after,
    )
    lines = head.splitlines()
    begins: dict[int, int] = {}
    story = Story()
    at = 0
    for number, step in enumerate(plan.steps):
        at = max(at, moments.get(number, at))
        begins[number] = len(lines) + 1
        lines += "\n".join(_step(story, step, at, refused.get(number, ""))).splitlines()
    lines += [f"  - at: +{at // 1000 + 60} s", "    wait: quiet"]
    lines += [f"  - at: +{at // 1000 + 345_600} s", "    import: all"]
    return "\n".join(lines) + "\n", begins


def _refusals(text: str, begins: Mapping[int, int]) -> Iterator[tuple[int, str]]:
    """Play the text, and yield each step that was refused, with the refusal's code."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "day.yaml"
        file.write_text(text, encoding="utf-8")
        run = play(load(file), MatchingMode.RECONCILING)
    for check in run.checks:
        if not check.passed and check.sentence.code == "scenario.check.done":
            yield max(number for number, line in begins.items() if line <= check.line), check.got


class Story:
    """What the file has told so far: where each purchase was made, and its units by article."""

    def __init__(self) -> None:
        self.bought_on: dict[str, str] = {}
        self.left: dict[str, dict[str, int]] = {}

    def bought(self, step: Step) -> None:
        """Note a purchase."""
        self.bought_on[step["what"]] = step["on"]
        left: dict[str, int] = {}
        for sku, units in step["lines"]:
            left[sku] = left.get(sku, 0) + units
        self.left[step["what"]] = left

    def part(self, step: Step) -> list[dict[str, object]]:
        """The units by article that a step ships; none: all that is left."""
        left = self.left.get(step["what"], {})
        units = step.get("units")
        if units is None:
            return []
        open_ = {sku: most for sku, most in left.items() if most}
        if step.get("whole lines"):
            open_ = dict(list(open_.items())[:1])
            units = sum(open_.values())
        found: list[dict[str, object]] = []
        for sku, most in open_.items():
            take = min(units, most)
            if take:
                found.append({"sku": sku, "quantity": take})
                left[sku] -= take
                units -= take
        return found


def _step(story: Story, step: Step, at: int, refused: str) -> Iterator[str]:
    done = _verb(story, step)
    for fate in step.get("fates", ()):
        yield f"  # in this step, at {fate[1]} {fate[2]}: {fate[0]} {' '.join(map(str, fate[3:]))}"
    if done is None:
        yield f"  # {step['do']}: { ({k: v for k, v in step.items() if k not in ('do', 'wait')}) }"
        return
    verb, what = done
    text = yaml.safe_dump({verb: what}, default_flow_style=True, sort_keys=False, width=1000)
    yield f"  - at: +{at // 1000} s\n    {text.strip()[1:-1]}"
    if refused:
        yield f"    expect:\n      - refused: {refused}"


def _verb(story: Story, step: Step) -> tuple[str, object] | None:
    match step["do"]:
        case "buy":
            story.bought(step)
            lines = [{"sku": sku, "quantity": units} for sku, units in step["lines"]]
            found: dict[str, object] = {"as": step["what"], "on": step["on"], "lines": lines}
            found |= {"prime": "yes"} if step.get("prime") else {}
            return "buy", found | ({} if step.get("paid", True) else {"paid": "no"})
        case "import":
            return "import", step["stores"]
        case "ship":
            return "ship", _shipping(story, step)
        case "void" | "buyer cancels":
            return step["do"], step["what"]
        case "cancel" if story.bought_on.get(step["what"], "shop") != "shop":
            return "cancel", f"{step['what']}.copy"
        case "elsewhere":
            there = {"order": step["what"], "carrier": "UPS", "tracking": "1ZELSE0000000001"}
            return "ship elsewhere", there
        case "fault" if step["kind"] in str(_KINDS) and step["at"] != "house":
            kind = {"on": step["at"], "operation": step["operation"], "kind": step["kind"]}
            kind |= {"times": step["times"], "nth": step["nth"], "delay": f"{step['delay']} s"}
            return ("fault", kind) if step["operation"] else None
    return None


def _shipping(story: Story, step: Step) -> dict[str, object]:
    is_copy = step.get("copy") and story.bought_on.get(step["what"], "shop") != "shop"
    order = f"{step['what']}.copy" if is_copy else step["what"]
    found: dict[str, object] = {"order": order, "with": step["with"]}
    if step["with"] == "manual":
        found |= {"carrier": "UPS", "tracking": f"1ZHAND{step['what']}"}
    if part := story.part(step):
        found["lines"] = part
    return found
