"""The default paths of the database, of the configuration file, and of the record of last acts.

``--db`` or SHIPONCE_DB names another database; ``--config`` or SHIPONCE_CONFIG names another
configuration file.
"""

from __future__ import annotations

from pathlib import Path

from shiponce.errors import StoreFileError


def default_file() -> Path:
    """Return the database in the user's data folder."""
    import platformdirs

    return _of_the_user(platformdirs.user_data_path("shiponce", appauthor=False)) / "shiponce.db"


def state_folder() -> Path | None:
    """Return the folder that records each database's last act; None without a home folder."""
    import platformdirs

    folder = platformdirs.user_state_path("shiponce", appauthor=False)
    return folder / "last-acts" if folder.is_absolute() else None


def default_config_file() -> Path:
    """Return the configuration file in the user's configuration folder."""
    import platformdirs

    folder = platformdirs.user_config_path("shiponce", appauthor=False)
    return _of_the_user(folder) / "shiponce.toml"


def _of_the_user(folder: Path) -> Path:
    """Return *folder*; StoreFileError if the system knows no home folder of the user."""
    if not folder.is_absolute():
        raise StoreFileError("error.no_home")
    return folder
