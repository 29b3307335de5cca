"""A key in the search field over a large file, against reading every searched text once.

    python -m benchmarks.search [--orders N] [--keys N]

Buyers and goods are drawn from many, so that a longer text finds few orders. Times are processor
times of one process: another process on the machine does not count.
"""

from __future__ import annotations

import argparse
import random
import tempfile
from contextlib import closing
from pathlib import Path
from time import process_time

from faker import Faker

from benchmarks.grid import filled
from benchmarks.measure import table
from benchmarks.orders import Connected, Ticking
from shiponce.hub import Hub
from shiponce.persistence import search_index

LETTERS = (1, 2, 3, 4, 6, 10)


def varied(hub: Hub, drawn: random.Random) -> None:
    """Give every order of the file one of many buyers and some of many goods."""
    made = Faker()
    made.seed_instance(4)
    buyers = [made.name().lower() for _ in range(20_000)]
    goods = [f"{made.word()}-{made.word()}-{n}\n{made.word()} {made.word()}" for n in range(800)]
    with hub._db.write() as conn:
        orders = [row[0] for row in conn.execute("SELECT order_id FROM search_texts")]
        conn.executemany(
            "UPDATE search_texts SET words = ? WHERE order_id = ?",
            [
                (
                    "\n".join(
                        [drawn.choice(buyers), *drawn.sample(goods, drawn.choice((1, 1, 2)))]
                    ),
                    n,
                )
                for n in orders
            ],
        )
        search_index.index_pending(conn)


def main() -> None:
    """Print a table of milliseconds a key."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--orders", type=int, default=100_000)
    parser.add_argument("--keys", type=int, default=60)
    asked = parser.parse_args()
    drawn = random.Random(4)  # noqa: S311 - test data
    with tempfile.TemporaryDirectory() as folder:
        file: Path = filled(folder, asked.orders)
        with closing(Hub.open(file, Connected({}), clock=Ticking())) as hub:
            varied(hub, drawn)
            conn = hub._db.conn
            texts = [row[0] for row in conn.execute("SELECT words FROM search_texts LIMIT 5000")]
            begun = process_time()
            for _ in range(5):
                conn.execute(
                    "SELECT count(*) FROM search_texts"
                    " WHERE instr(words, 'qqq') OR instr(names, 'qqq')"
                ).fetchone()
            least = (process_time() - begun) / 5
            rows = [(f"{asked.orders:,} orders, every text read", f"{least * 1000:,.1f} ms", "1")]
            for letters in LETTERS:
                times = []
                for _ in range(asked.keys):
                    text = drawn.choice(drawn.choice(texts).split("\n"))[:letters]
                    begun = process_time()
                    hub.orders.search(text)
                    times.append(process_time() - begun)
                late = sorted(times)[int(len(times) * 0.95)]
                rows.append(
                    (f"  {letters} letters, p95", f"{late * 1000:,.1f} ms", f"{late / least:.2f} ×")
                )
    print(table(rows))


if __name__ == "__main__":
    main()
