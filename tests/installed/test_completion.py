"""Completion as a shell asks for it: commands, options and choices, in bash, zsh and fish."""

from __future__ import annotations

import shutil

import pytest

from tests.installed.program_runner import Person

ASKED = [
    ("shiponce", "st", ["stores"]),
    ("shiponce", "", ["demo", "orders", "import", "ship", "replay"]),
    ("shiponce orders", "--h", ["--hidden", "--help"]),
    ("shiponce --lang", "", ["en", "fr"]),
    ("shiponce stores connect x --platform", "", ["bigcommerce", "amazon", "ebay"]),
    ("shiponce stores mode", "", ["documented", "reconciling"]),
    ("shiponce replay --mode", "b", ["both"]),
    ("mockplace", "s", ["serve"]),
    ("mockplace serve --connector", "c", ["channel-manager", "codisto"]),
]


def words(shell: str, answer: str) -> list[str]:
    """What a shell would offer, out of the answer that its script reads."""
    lines = answer.splitlines()
    if shell == "zsh":
        return [lines[n + 1] for n in range(0, len(lines) - 2, 3)]
    return [line.partition(",")[2].partition("\t")[0] for line in lines if "," in line]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_shell_is_offered_what_fits(person: Person, shell: str) -> None:
    """The script of the shell can be had, and each question is answered from an empty home."""
    for program in ("shiponce", "mockplace"):
        ended = person.run(program, **{f"_{program.upper()}_COMPLETE": f"{shell}_source"})
        assert (ended.code, ended.err) == (0, "")
        assert f"_{program.upper()}_COMPLETE={shell}_complete" in ended.out
    for line, typed, offered in ASKED if shell == "bash" else ASKED[:3]:
        program = line.split()[0]
        whole = f"{line} {typed}"
        at = typed if shell == "fish" else str(len(line.split()))
        variables = {f"_{program.upper()}_COMPLETE": f"{shell}_complete"}
        ended = person.run(program, COMP_WORDS=whole, COMP_CWORD=at, **variables)
        assert (ended.code, ended.err) == (0, ""), (line, ended)
        assert set(offered) <= set(words(shell, ended.out)), (line, ended.out)
    assert list(person.home.iterdir()) == []


def test_what_is_offered_is_explained_in_the_reader_s_language(person: Person) -> None:
    """Shells show a sentence beside each word; it is never the sentence's code."""
    asked = {"_SHIPONCE_COMPLETE": "zsh_complete", "COMP_CWORD": "2"}
    for language, said in (("C.UTF-8", "The grid to list"), ("fr_FR.UTF-8", "La grille")):
        ended = person.run("shiponce", COMP_WORDS="shiponce orders --", LANG=language, **asked)
        assert said in ended.out
        assert "cli." not in ended.out


def test_an_unknown_shell_is_no_traceback(person: Person) -> None:
    """Nothing is offered, and nothing is said."""
    ended = person.run("shiponce", _SHIPONCE_COMPLETE="teashell_source")
    assert (ended.code, ended.out, ended.err) == (1, "", "")


@pytest.mark.skipif(shutil.which("bash") is None, reason="there is no bash on this machine")
def test_bash_itself_completes(person: Person) -> None:
    """The line of the documents is evaluated by bash, which then offers what fits."""
    ended = person.shell(
        'eval "$(_SHIPONCE_COMPLETE=bash_source shiponce)" &&'
        " COMP_WORDS=(shiponce sto) COMP_CWORD=1 &&"
        ' _shiponce_completion shiponce && printf "%s\\n" "${COMPREPLY[@]}"'
    )
    assert (ended.code, ended.out, ended.err) == (0, "stores\n", "")


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_the_script_is_one_that_the_shell_can_read(person: Person, shell: str) -> None:
    """Where the shell is there, it parses its script."""
    if shutil.which(shell) is None:
        pytest.skip(f"there is no {shell} on this machine")
    ended = person.shell(f"_SHIPONCE_COMPLETE={shell}_source shiponce | {shell} -n")
    assert (ended.code, ended.err) == (0, "")
