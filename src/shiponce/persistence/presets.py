"""Presets: saved services and packages."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from shiponce.domain.batch import PackageRule, Preset, WeightRule
from shiponce.persistence.typed_rows import TypedRows


@dataclass(frozen=True, slots=True)
class _Row:
    name: str
    service: str
    length: int | None
    width: int | None
    height: int | None
    weight_rule: WeightRule | None
    grams: int


_ROWS = TypedRows(_Row)


def every(conn: sqlite3.Connection) -> list[Preset]:
    """Return all presets by name."""
    found = conn.execute(f"SELECT {_ROWS.columns()} FROM presets ORDER BY name")  # noqa: S608 - columns
    return [_preset(row) for row in _ROWS.all(found)]


def one(conn: sqlite3.Connection, name: str) -> Preset | None:
    """Return the preset of this name; None if there is none."""
    return next((preset for preset in every(conn) if preset.name == name), None)


def add(conn: sqlite3.Connection, preset: Preset, at: int) -> None:
    """Add a preset, or replace the one of the same name."""
    rule = preset.package
    conn.execute(
        "INSERT OR REPLACE INTO presets"
        " (name, service, length, width, height, weight_rule, grams, at, by_)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, acting())",
        (
            preset.name,
            preset.service,
            rule and rule.length,
            rule and rule.width,
            rule and rule.height,
            rule and rule.weight_rule.value,
            rule.grams if rule else 0,
            at,
        ),
    )


def remove(conn: sqlite3.Connection, name: str) -> bool:
    """Remove a preset; False if there is none of this name."""
    return conn.execute("DELETE FROM presets WHERE name = ?", (name,)).rowcount > 0


def _preset(row: _Row) -> Preset:
    sides = (row.length, row.width, row.height)
    length, width, height = (side or 0 for side in sides)
    if row.weight_rule is None:
        return Preset(row.name, row.service)
    rule = PackageRule(length, width, height, row.weight_rule, row.grams)
    return Preset(row.name, row.service, rule)
