"""Who acts when ``--by`` names nobody: SHIPONCE_USER, else the operating system's user."""

from __future__ import annotations

import os
from collections.abc import Mapping

from shiponce.domain.actor import PROGRAM, actor_name


def default_actor(variables: Mapping[str, str] = os.environ) -> str:
    """Return the name of the person at this computer: SHIPONCE_USER, else the system's user."""
    return actor_name(variables.get("SHIPONCE_USER", "")) or _system_user()


def _system_user() -> str:
    """Return the operating system's name of the user, or the program's name if there is none."""
    import getpass  # imported here, because --help does not need it

    try:
        return actor_name(getpass.getuser()) or PROGRAM
    except (OSError, KeyError, ImportError):  # the error depends on system and Python version
        return PROGRAM
