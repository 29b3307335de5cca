"""Writes the table of renamed words into CHANGELOG.md, from the tables by which they are read."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from shiponce.cli.renamed_words import RENAMED_COMMANDS, RENAMED_OPTIONS
from shiponce.config.renamed_keys import RENAMED_KEYS
from shiponce.persistence.event_log import RENAMED_KINDS
from shiponce.scenario import renamed_words as scenario

FILE = Path(__file__).parents[1] / "CHANGELOG.md"
BEGIN, END = "<!-- renamed words: begin -->", "<!-- renamed words: end -->"
#: Keys of JSON documents: where, old, new. No document of an older version is ever read.
JSON_KEYS = (
    ("`orders`", "shelf", "grid"),
    ("`orders`: `counts`, visibility", "held", "to_decide"),
    ("`orders`, `why`, `import`, state of the hub", "listed", "excluded"),
    ("`notices`, `ship`, order", "notices", "notifications"),
    ("`notices retry`, `close`, `correct`", "notice", "notification"),
    ("store", "notices_on", "notifications_on"),
    ("store", "notices_changed_at", "notifications_changed_at"),
    ("store", "notices_changed_by", "notifications_changed_by"),
    ("ship option", "limit", "restriction"),
    ("rule, `rules reprocess`", "kept_out", "excluded"),
    ("`rules trace`", "held", "met"),
    ("`look`", "parcels", "packages"),
    ("`void`", "told", "stores"),
    ("`settle`, state of a shipment", "doubtful", "unknown"),
    ("report of a scenario", "never_told", "never_notified"),
    ("`/_mockplace/orders`", "parcels", "packages"),
    ("`/_mockplace/orders`: a package", "parcel", "package"),
    ("`/_mockplace/orders`: a package", "told_by", "recorded_by"),
    ("`/_mockplace/messages`", "fate", "outcome"),
    ("`/_mockplace/verdict`: counted", "owned_up", "admitted"),
    ("`/_mockplace/verdict`: rules", "told-twice", "notified-twice"),
    ("`/_mockplace/verdict`: rules", "never-told", "never-notified"),
)
#: Families of codes whose first part changed, as ``why`` and notifications name them.
FAMILIES = (
    ("notice.…", "notification.…"),
    ("listed.…", "excluded.…"),
    ("doctor: doubtful", "doctor: unknown_purchase"),
    ("doctor: notices_off", "doctor: notifications_off"),
    ("doctor: notices_off_no_rule", "doctor: notifications_off_no_rule"),
)


def rows() -> Iterator[tuple[str, str, str]]:
    """Yield where a word is used, the old word and the new one."""
    for (path, old), new in {**RENAMED_COMMANDS, **RENAMED_OPTIONS}.items():
        yield "command line", f"{path} {old}".strip(), f"{path} {new}".strip()
    for old_key, new_key in RENAMED_KEYS.items():
        yield "configuration", ".".join(old_key), ".".join(new_key)
    for where, old, new in JSON_KEYS:
        yield f"JSON, {where}", old, new
    for table in (scenario.VERBS, scenario.CHECKS, scenario.STORE_KEYS):
        yield from (("scenario", old, new) for old, new in table.items())
    for (check, old), new in scenario.CHECK_KEYS.items():
        yield "scenario", f"{check}: {old}", f"{scenario.CHECKS.get(check, check)}: {new}"
    for (check, key, old), new in scenario.LISTS.items():
        yield "scenario", f"{check}: {key}: {old}", f"{check}: {key}: {new}"
    yield from (("code", old, new) for old, new in scenario.CODES.items())
    yield from (("code", old, new) for old, new in FAMILIES)
    yield from (("code", f"event.{old}", f"event.{new}") for old, new in RENAMED_KINDS.items())


def table() -> str:
    """Return the table as it stands in the changelog."""
    lines = ["| where | old | new |", "|---|---|---|"]
    lines += [f"| {where} | `{old}` | `{new}` |" for where, old, new in rows()]
    return "\n".join(lines)


def written(text: str) -> str:
    """Return the changelog's *text* with today's table between its marks."""
    before, _, rest = text.partition(BEGIN)
    return f"{before}{BEGIN}\n{table()}\n{END}{rest.partition(END)[2]}"


if __name__ == "__main__":
    FILE.write_text(written(FILE.read_text("utf-8")), "utf-8")
    sys.stdout.write(f"{FILE.name} is up to date.\n")
