"""How near the import of new orders comes to bare inserts of the same rows.

    python -m benchmarks.import_orders [--orders N] [--rounds N]

The bare inserts are executemany over the very rows that the import left behind, into the same
schema with its guards and indexes, on the same pragmas, with a commit where the import has one.
They decide nothing, compare nothing and read nothing: nobody can be faster in this file.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from time import perf_counter

from benchmarks.measure import Times, in_turn, table
from benchmarks.orders import PAGE, Connected, Ready, Ticking, amazon_orders, copies_of
from shiponce.domain.order import ImportedOrder
from shiponce.domain.store import Integration
from shiponce.hub import Hub
from shiponce.persistence.database import Database
from shiponce.views.imports import ImportReport
from tests.platform_ids import AMAZON, BIGCOMMERCE

#: Parents before their children; order_state comes last, because its guard asks for the links.
TABLES = (
    "orders",
    "order_lines",
    "order_keys",
    "people",
    "twins",
    "order_state",
    "events",
)
Rows = dict[str, list[tuple[object, ...]]]


class Course:
    """One import to be timed: what is in the file before, and the store that is imported."""

    def __init__(self, originals: list[ImportedOrder], copies: list[ImportedOrder]) -> None:
        self._orders = {"amz": originals, "shop": copies}

    def hub(self, file: Path) -> Hub:
        """Return a hub on a new file with both stores connected."""
        clock = Ticking()
        shop = Ready(BIGCOMMERCE, self._orders["shop"], clock)
        amazon = Ready(AMAZON, self._orders["amz"], clock)
        hub = Hub.open(file, Connected({"shop": shop, "amz": amazon}), clock=clock)
        hub.stores.connect("shop", BIGCOMMERCE, "hash", integration=Integration.LEGACY)
        hub.stores.connect("amz", AMAZON, "seller", market="ATVPDKIKX0DER")
        return hub

    def imported(self, file: Path, *, before: str | None, store: str) -> float:
        """Seconds of importing *store* after *before*; complains when an order is missing.

        The file is closed within the time, here and of the inserts: that folds what is left of
        the write-ahead log, so that nobody leaves work behind.
        """
        with closing(self.hub(file)) as hub:
            if before:
                _complete(hub.imports.run(before), self._orders[before])
            began = perf_counter()
            report = hub.imports.run(store)
        took = perf_counter() - began
        _complete(report, self._orders[store])
        if before:
            assert report.hidden == report.added, "every copy stands behind its original"  # noqa: S101
        return took

    def rows(self, file: Path) -> Rows:
        """Every row that the imports left in a file."""
        with closing(Database(file)) as db:
            found: Rows = {}
            for name in TABLES:
                rows = db.conn.execute(f"SELECT * FROM {name}")  # noqa: S608 - our own names
                found[name] = [tuple(row) for row in rows]
        # What was written before any order came (the stores' own events) is in every file.
        found["events"] = [row for row in found["events"] if row[3] is not None]
        return found

    def inserted(self, file: Path, before: Rows, rows: Rows, per_commit: int) -> float:
        """Seconds of inserting *rows* into a file that holds *before*."""
        with closing(self.hub(file)):
            pass
        with closing(Database(file)) as db:
            for chunk in _chunks(before, len(before["orders"]) or 1):
                _insert(db, chunk)
            chunks = _chunks(rows, per_commit)
            began = perf_counter()
            for chunk in chunks:
                _insert(db, chunk)
        return perf_counter() - began


def _complete(report: ImportReport, orders: list[ImportedOrder]) -> None:
    assert (report.added, report.trouble) == (len(orders), None), report  # noqa: S101 - a wrong run has no time


def _chunks(rows: Rows, orders: int) -> list[Rows]:
    """Yield the rows in portions of orders, each with the rows that belong to it."""
    ids = [row[0] for row in rows["orders"]]
    portion = {order_id: n // orders for n, order_id in enumerate(ids)}
    chunks: list[Rows] = [{table: [] for table in TABLES} for _ in range(-(-len(ids) // orders))]
    owner = {"order_keys": 2, "events": 3}
    for table_name, found in rows.items():
        for row in found:
            chunks[portion.get(row[owner.get(table_name, 0)], 0)][table_name].append(row)
    return chunks


def _insert(db: Database, rows: Rows) -> None:
    with db.write() as conn:
        for table_name, found in rows.items():
            if found:
                marks = ", ".join("?" * len(found[0]))
                conn.executemany(f"INSERT INTO {table_name} VALUES ({marks})", found)  # noqa: S608 - our names


def _difference(after: Rows, before: Rows) -> Rows:
    known = {table: set(rows) for table, rows in before.items()}
    return {
        table: [row for row in rows if row not in known[table]] for table, rows in after.items()
    }


def compare(course: Course, *, before: str | None, store: str, rounds: int) -> Times:
    """Measure the import, and inserts with a commit per page and with a single commit."""
    with tempfile.TemporaryDirectory() as folder:
        names = iter(range(10_000))

        def fresh() -> Path:
            return Path(folder, f"{next(names)}.sqlite3")

        prior, present = _left_behind(course, fresh, before, store)
        count = len(present["orders"])
        return in_turn(
            {
                "import": lambda: course.imported(fresh(), before=before, store=store),
                "page": lambda: course.inserted(fresh(), prior, present, PAGE),
                "single": lambda: course.inserted(fresh(), prior, present, count),
            },
            rounds,
        )


def _left_behind(
    course: Course, fresh: Callable[[], Path], before: str | None, store: str
) -> tuple[Rows, Rows]:
    prior: Rows = {table: [] for table in TABLES}
    if before:
        file = fresh()
        course.imported(file, before=None, store=before)
        prior = course.rows(file)
    file = fresh()
    course.imported(file, before=before, store=store)
    return prior, _difference(course.rows(file), prior)


def report(name: str, count: int, times: Times) -> list[tuple[str, str, str]]:
    """Return the table's rows for one run."""
    against = (("page", "inserts, a commit a page"), ("single", "inserts, a single commit"))
    return [
        (name, _rate(count, times.of("import")), ""),
        *(
            (f"  {what}", _rate(count, times.of(key)), _reached(times.ratio(key, "import")))
            for key, what in against
        ),
    ]


def _rate(count: int, seconds: float) -> str:
    return f"{count / seconds:,.0f} orders/s"


def _reached(ratio: float) -> str:
    return f"the import reaches {ratio:.2f}"


def main() -> None:
    """Both courses, as a table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--orders", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=5)
    asked = parser.parse_args()
    originals = amazon_orders(asked.orders)
    course = Course(originals, copies_of(originals))
    found = compare(course, before=None, store="amz", rounds=asked.rounds)
    rows = report("new Amazon orders", asked.orders, found)
    found = compare(course, before="amz", store="shop", rounds=asked.rounds)
    rows += report("their BigCommerce copies, each hidden", asked.orders, found)
    print(table(rows))


if __name__ == "__main__":
    main()
