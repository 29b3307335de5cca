"""Amazon's own library for Python, unmodified but for its address, and a closed reading.

The library takes what it knows and passes over the rest, so an answer with a key too many, or with
a word that Amazon's lists do not hold, would look right through it. Here nothing of an answer may
be unknown to the model that the library reads it with.
"""

from __future__ import annotations

import importlib
import json
from typing import Any

import pytest

from mockplace.kernel.world import World

spapi = pytest.importorskip("spapi", reason="Amazon's own library is not installed")

#: Words in the examples of Amazon's model, though not in its lists: a cancelled label's file type.
_IN_EXAMPLES = {".payload.Label.FileContents.FileType": ""}


def amazons_client(world: World, base: str, scope: str | None = None) -> Any:
    """The library's client at an address: a seller's, or the application's own by a scope."""
    account = world.accounts["amz"]
    token = None if scope else account.token
    config = spapi.SPAPIConfig(account.client_id, account.client_secret, token, scope=scope)
    place = {"oauth_endpoint": f"{base}/auth/o2/token", "endpoint": base}
    return reading_closed(spapi.SPAPIClient(config, **place).api_client)


def reading_closed(client: Any) -> Any:
    """The same client: a call fails whose answer holds what the library's model does not name."""
    read = client.deserialize

    def closed(response: Any, kind: str) -> Any:
        models = importlib.import_module(client.api_models_module)
        assert unnamed(json.loads(response.data), kind, models) == [], kind
        return read(response, kind)

    client.deserialize = closed
    return client


def refusal(refused: pytest.ExceptionInfo[Any]) -> tuple[int, str]:
    """The status and the code of a refusal."""
    return refused.value.status, json.loads(refused.value.body)["errors"][0]["code"]


def unnamed(content: Any, kind: str, models: Any, path: str = "") -> list[str]:
    """What the models do not name: keys, and words of their lists, by paths."""
    if kind.lower().startswith("list["):
        return [
            found
            for n, one in enumerate(content)
            for found in unnamed(one, kind[5:-1], models, f"{path}[{n}]")
        ]
    if kind.lower().startswith("dict"):
        inner = kind[5:-1].split(", ", 1)[1]
        return [
            found
            for key, value in content.items()
            for found in unnamed(value, inner, models, f"{path}.{key}")
        ]
    model = getattr(models, kind, None)
    if model is None:
        return []
    if not isinstance(content, dict):
        words = [word for name, word in vars(model).items() if name.isupper()]
        in_example = content == _IN_EXAMPLES.get(path)
        return [] if content in words or in_example else [f"{path}={content}"]
    keys = {key: model.swagger_types[name] for name, key in model.attribute_map.items()}
    return [f"{path}.{key}" for key in content if key not in keys] + [
        found
        for key, value in content.items()
        if key in keys
        for found in unnamed(value, keys[key], models, f"{path}.{key}")
    ]
