"""Routes compiled into a tree of path segments."""

from __future__ import annotations

import difflib
from dataclasses import dataclass, field

from mockplace.http_types import Params, Request, Route

#: A route with the names of its parameters, and their values.
_Found = tuple[tuple[Route, tuple[str, ...]], tuple[str, ...]]


@dataclass(slots=True)
class _Node:
    """One path segment, with the literal segments and the parameter that may follow it."""

    literal: dict[str, _Node] = field(default_factory=dict)
    parameter: _Node | None = None
    #: method → (route, names of its parameters in order)
    ends: dict[str, tuple[Route, tuple[str, ...]]] = field(default_factory=dict)


class RouteTable:
    """Routes in a tree of path segments; finding a route takes one step per segment."""

    def __init__(self, routes: tuple[Route, ...]) -> None:
        self.routes = routes
        self._root = _Node()
        #: (method, path template, operation) → route, for operations that share a path.
        self._shared: dict[tuple[str, str, str], Route] = {}
        for route in routes:
            if route.operation_of:
                self._shared[route.method, route.template, route.operation] = route
            self._add(route)

    def of(self, request: Request) -> tuple[Route, Params] | None:
        """Return a request's route; if operations share its path, ``operation_of`` selects one."""
        found = self.find(request.method, request.path)
        if found is None or found[0].operation_of is None:
            return found
        name = found[0].operation_of(request)
        meant = self._shared.get((found[0].method, found[0].template, name or ""))
        return (meant, found[1]) if meant else None

    def find(self, method: str, path: str) -> tuple[Route, Params] | None:
        """Return the route of a method and a path; a literal segment wins over a parameter."""
        steps = path.strip("/").split("/")
        found = _straight(self._root, steps, method) or _walk(self._root, steps, 0, (), method)
        if found is None:
            return None
        (route, names), values = found
        return route, dict(zip(names, values, strict=True))

    def nearest(self, method: str, path: str) -> list[str]:
        """Return the three routes that look most like a method and a path."""
        names = list(dict.fromkeys(f"{route.method} {route.template}" for route in self.routes))
        wanted = f"{method} {path}"[:200]
        ranked = sorted(
            names, key=lambda name: (-difflib.SequenceMatcher(None, wanted, name).ratio(), name)
        )
        return ranked[:3]

    def _add(self, route: Route) -> None:
        node, names = self._root, []
        for step in route.template.strip("/").split("/"):
            if step.startswith("{"):
                names.append(step[1:-1])
                node.parameter = node.parameter or _Node()
                node = node.parameter
            else:
                node = node.literal.setdefault(step, _Node())
        if route.method in node.ends and route.operation_of:
            return  # the first operation represents all that share the path
        if route.method in node.ends:
            raise ValueError(f"two routes for {route.method} {route.template}")
        node.ends[route.method] = (route, tuple(names))


def _straight(node: _Node, steps: list[str], method: str) -> _Found | None:
    """Find a route by preferring the literal at each segment, which is nearly always right."""
    values = []
    for step in steps:
        following = node.literal.get(step)
        if following is None:
            following = node.parameter
            if following is None or not step:
                return None
            values.append(step)
        node = following
    end = node.ends.get(method)
    return (end, tuple(values)) if end else None


def _walk(
    node: _Node, steps: list[str], at: int, values: tuple[str, ...], method: str
) -> _Found | None:
    """Find a route with backtracking: try the parameter if a literal segment leads nowhere."""
    if at == len(steps):
        end = node.ends.get(method)
        return (end, values) if end else None
    step = steps[at]
    if step in node.literal:
        found = _walk(node.literal[step], steps, at + 1, values, method)
        if found:
            return found
    if node.parameter is not None and step:
        return _walk(node.parameter, steps, at + 1, (*values, step), method)
    return None
