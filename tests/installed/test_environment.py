"""Homes, terminals and files that are not as they should be: one sentence, and a code."""

from __future__ import annotations

import os

from tests.installed.program_runner import Person

CONNECT = ["stores", "connect", "bay", "--platform", "ebay", "--account", "A"]
CONNECT += ["--market", "EBAY_US"]


def test_a_terminal_that_cannot_be_painted_gets_the_help(person: Person) -> None:
    """TERM=dumb: no escape sequence reaches it, neither from the screen nor from the demo."""
    with person.terminal("shiponce", TERM="dumb") as terminal:
        assert terminal.end() == 0
        assert b"Usage: shiponce" in terminal.seen
        assert b"\x1b" not in terminal.seen
    with person.terminal("shiponce", "demo", TERM="dumb") as terminal:
        assert terminal.end() == 1
        assert b"needs a terminal" in terminal.seen
        assert b"\x1b" not in terminal.seen


def test_wrong_words_on_a_terminal_are_one_sentence(person: Person) -> None:
    """The same as in a pipe: no help page scrolls the sentence away."""
    with person.terminal("shiponce", "ordrs") as terminal:
        assert terminal.end() == 2
        assert terminal.seen.count(b"\n") == 1
        assert b"orders" in terminal.seen
        assert terminal.is_as_found()


def test_a_home_that_cannot_hold_a_file_is_one_sentence(person: Person) -> None:
    """No HOME at all, a file in its place, a name too long, a folder that nobody may enter."""
    plain = person.root / "plain"
    plain.write_text("not a folder")
    homes = [str(plain), "/dev/null/x", "/" + "x" * 300]
    if os.geteuid() != 0:
        locked = person.root / "locked"
        locked.mkdir(mode=0)
        homes.append(str(locked))
    for home in homes:
        lines = [["orders"], ["doctor"], CONNECT, ["--db", "hub.db", "orders"]]
        for args, ended in zip(lines, person.many("shiponce", lines, HOME=home), strict=True):
            assert ended.code in (1, 2), (home, args, ended)
            assert (ended.out, ended.sentences) == ("", 1), (home, args, ended)
    ended = person.shell("unset HOME; XDG_DATA_HOME=$PWD/data shiponce orders")
    assert (ended.code, ended.out, ended.sentences) == (2, "", 1)


BROKEN = {
    "not toml": b"this is no [toml",
    "not text": b"\xff\xfe\x00",
    "unknown key": b"[hub]\nfle = 1\n",
    "wrong type": b"[hub]\nread_only = 'maybe'\n",
    "a folder": None,
}


def test_a_broken_configuration_is_said(person: Person) -> None:
    """Named, or found in the usual place: exit 2 and a sentence with the file's name."""
    for kind, content in BROKEN.items():
        file = person.folder / f"{kind.replace(' ', '-')}.toml"
        file.mkdir() if content is None else file.write_bytes(content)
        args = ["--config", str(file)]
        lines = [[*args, *words] for words in (["orders"], ["config", "check"], ["doctor"])]
        for words, ended in zip(lines, person.many("shiponce", lines), strict=True):
            assert (ended.code, ended.out, ended.sentences) == (2, "", 1), (words, ended)
            assert file.name in ended.err
    usual = person.home / ".config" / "shiponce" / "shiponce.toml"
    usual.parent.mkdir(parents=True)
    usual.write_bytes(b"this is no [toml")
    for args in (["orders"], ["--config", "nowhere.toml", "orders"]):
        ended = person.run("shiponce", *args)
        assert (ended.code, ended.out, ended.sentences) == (2, "", 1)


def test_settings_of_the_environment_may_be_empty(person: Person) -> None:
    """An empty variable is no variable."""
    names = ("SHIPONCE_DB", "SHIPONCE_CONFIG", "SHIPONCE_PLATFORMS", "SHIPONCE_READ_ONLY",
             "SHIPONCE_USER", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "LC_ALL")  # fmt: skip
    empty = dict.fromkeys(names, "")
    assert person.run("shiponce", *CONNECT, **empty).code == 0
    ended = person.run("shiponce", "orders", **empty)
    assert (ended.code, ended.err) == (0, "")
    assert (person.home / ".local/share/shiponce/shiponce.db").exists()
