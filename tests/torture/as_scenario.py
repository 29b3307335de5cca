"""Writes a day as a scenario file, which ``shiponce replay`` plays.

A scenario has one hub, and nobody dies in it: what only a day can do stands there as a comment.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import yaml

from shiponce.scenario.platform_acts import Fault
from tests.torture.plan import GOODS, Plan, Step

_KINDS = Fault.model_fields["kind"].annotation
_HEAD = """# The day of seed {seed}, without what does not matter for this:
{violations}
# The whole of it, with hubs that die and stand still: python -m tests.torture.day {seed}
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
    """The file's text; *moments* are milliseconds after the clock, by the step's number."""
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
    steps: list[str] = []
    at = 0
    for number, step in enumerate(plan.steps):
        at = max(at, moments.get(number, at))
        steps += _step(step, at)
    steps.append(f"  - at: +{at // 1000 + 60} s\n    wait: quiet")
    steps.append(f"  - at: +{at // 1000 + 345_600} s\n    import: all")
    return head + "\n".join(steps) + "\n"


def _step(step: Step, at: int) -> Iterator[str]:
    done = _verb(step)
    for fate in step.get("fates", ()):
        yield f"  # in this step, at {fate[1]} {fate[2]}: {fate[0]} {' '.join(map(str, fate[3:]))}"
    if done is None:
        yield f"  # {step['do']}: { ({k: v for k, v in step.items() if k not in ('do', 'wait')}) }"
        return
    verb, what = done
    text = yaml.safe_dump({verb: what}, default_flow_style=True, sort_keys=False, width=1000)
    yield f"  - at: +{at // 1000} s\n    {text.strip()[1:-1]}"


def _verb(step: Step) -> tuple[str, object] | None:
    match step["do"]:
        case "buy":
            lines = [{"sku": sku, "quantity": units} for sku, units in step["lines"]]
            found: dict[str, object] = {"as": step["what"], "on": step["on"], "lines": lines}
            found |= {"prime": "yes"} if step.get("prime") else {}
            return "buy", found | ({} if step.get("paid", True) else {"paid": "no"})
        case "import":
            return "import", step["stores"]
        case "ship":
            return "ship", _shipping(step)
        case "void" | "buyer cancels":
            return step["do"], step["what"]
        case "cancel":
            return "cancel", f"{step['what']}.copy"
        case "elsewhere":
            there = {"order": step["what"], "carrier": "UPS", "tracking": "1ZELSE0000000001"}
            return "ship elsewhere", there
        case "fault" if step["kind"] in str(_KINDS) and step["at"] != "house":
            kind = {"on": step["at"], "operation": step["operation"], "kind": step["kind"]}
            kind |= {"times": step["times"], "nth": step["nth"], "delay": f"{step['delay']} s"}
            return ("fault", kind) if step["operation"] else None
    return None


def _shipping(step: Step) -> dict[str, object]:
    found: dict[str, object] = {"order": step["what"], "with": step["with"]}
    if step["with"] == "manual":
        found |= {"carrier": "UPS", "tracking": f"1ZHAND{step['what']}"}
    return found
