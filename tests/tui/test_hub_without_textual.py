"""The core never imports the terminal: a command that prints must not pay for a screen."""

from __future__ import annotations

import subprocess
import sys

import pytest

CORE = (
    "shiponce.hub",
    "shiponce.views",
    "shiponce.domain.order",
    "shiponce.decisions.matching",
    "shiponce.services.importing.import_store",
    "shiponce.persistence.database",
    "shiponce.words",
    "shiponce.tui",
)


@pytest.mark.parametrize("module", CORE)
def test_no_textual_in_a_fresh_process(module: str) -> None:
    """Importing it loads no module of Textual or Rich; ``shiponce.tui`` itself is a mere door."""
    code = f"import sys, {module}; print([m for m in sys.modules if m.split('.')[0] == 'textual'])"
    done = subprocess.run(  # noqa: S603  (our own interpreter and our own sentence)
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_no_library_of_documents_before_one_is_drawn() -> None:
    """Neither the hub nor the screen loads what draws PDF."""
    names = "('reportlab', 'uharfbuzz', 'PIL')"
    loaded = f"[m for m in {names} if m in sys.modules]"
    code = f"import sys, shiponce.hub, shiponce.tui.app; print({loaded})"
    done = subprocess.run(  # noqa: S603  (our own interpreter and our own sentence)
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
