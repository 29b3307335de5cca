"""The screen opens its database after the first frame, and leaves the terminal as it was."""

from __future__ import annotations

import signal
import sqlite3
from pathlib import Path

import pytest

pytest.importorskip("pty", reason="this system has no pseudo-terminals")

from shiponce.persistence.database import Database
from shiponce.words import say
from tests.tui.pseudo_terminal import Screen, on_terminal

MAIN = "import sys; from shiponce.cli import main; sys.exit(main())"
BOTH = pytest.mark.parametrize("language", ["en", "fr"])


def _home(folder: Path) -> dict[str, str]:
    names = ("HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME")
    return dict.fromkeys(names, str(folder))


def _words(screen: Screen) -> str:
    return " ".join(screen.seen.decode(errors="replace").split())


def _damaged(file: Path) -> None:
    file.write_bytes(b"this is no database at all " * 400)


def _newer(file: Path) -> None:
    Database(file).close()
    with sqlite3.connect(file) as conn:
        conn.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at)"
            " VALUES ('shiponce', 'm999_later', 'now')"
        )


def _folder(file: Path) -> None:
    file.mkdir()


@BOTH
@pytest.mark.parametrize("spoil", [_damaged, _newer, _folder])
def test_a_database_that_cannot_be_opened_is_one_sentence(
    tmp_path: Path, language: str, spoil: object
) -> None:
    """The sentence of the command line, its exit code, and a terminal that is as it was."""
    file = tmp_path / "hub.db"
    spoil(file)  # type: ignore[operator]
    home = _home(tmp_path)
    given = ("--db", str(file), "--lang", language)
    with on_terminal(MAIN, *given, "orders", **home) as listing:
        code = listing.ended()
    with on_terminal(MAIN, *given, **home) as screen:
        assert screen.ended() == code != 0
        assert screen.left_on() == set()
        assert "Traceback" not in _words(screen)
        after = screen.seen[screen.seen.rfind(b"\x1b[?1049l") :]
        assert b"hub.db" in after
        said = _words(listing).replace(" ", "")
        assert said in _words(screen).replace(" ", "")


@BOTH
def test_paints_in_the_language_of_the_configuration(tmp_path: Path, language: str) -> None:
    """The first frame is in that language, and notes stand below the screen once it is closed."""
    config = tmp_path / "shiponce.toml"
    config.write_text(f'[hub]\nlanguage = "{language}"\n')
    file = tmp_path / "hub.db"
    with on_terminal(MAIN, "--db", str(file), "--config", str(config), **_home(tmp_path)) as screen:
        screen.until(say("tui.place.orders", language).encode())
        screen.until(say("tui.empty.stores", language).encode())
        screen.type(b"q")
        assert screen.ended() == 0
        assert screen.left_on() == set()
        after = screen.seen[screen.seen.rfind(b"\x1b[?1049l") :].decode()
        note = say("cli.new_database", language, file=file)
        assert "".join(note.split()) in "".join(after.split())


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_a_signal_leaves_the_terminal_as_it_was(tmp_path: Path, number: signal.Signals) -> None:
    """The program is gone with the exit code of the signal, and no mode is left on."""
    with on_terminal(MAIN, "--db", str(tmp_path / "hub.db"), **_home(tmp_path)) as screen:
        screen.until(say("tui.empty.stores").encode())
        screen.process.send_signal(number)
        assert screen.ended() == 128 + number
        assert screen.left_on() == set()
        assert b"Traceback" not in screen.seen
