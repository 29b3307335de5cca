"""No files import each other in a circle when the program runs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from itertools import pairwise

import grimp
import pytest


def imports_of(package: str) -> dict[str, set[str]]:
    """Return, per module of a package, what it imports when the program runs."""
    graph = grimp.build_graph(package, exclude_type_checking_imports=True, cache_dir=None)
    return {
        module: graph.find_modules_directly_imported_by(module) for module in sorted(graph.modules)
    }


def circle(imports: Mapping[str, set[str]]) -> Iterator[str]:
    """Yield the modules of one circle in the order in which they import each other."""
    try:
        TopologicalSorter(imports).prepare()
    except CycleError as found:
        yield from reversed(found.args[1])


@pytest.mark.parametrize("package", ["shiponce", "mockplace"])
def test_no_files_import_each_other_in_a_circle(package: str) -> None:
    """Each file can be read, tested and moved without the others that import it."""
    assert " imports ".join(circle(imports_of(package))) == ""


def test_a_circle_is_found() -> None:
    """Imports inside functions count; the order is that of the imports."""
    found = list(circle({"a": {"b"}, "b": {"c"}, "c": {"a"}, "d": {"a"}}))
    assert set(found) == {"a", "b", "c"}
    assert ("a", "b") in set(pairwise(found))
