"""The configuration: strict, every problem at its line, origins told, and secrets never."""

from __future__ import annotations

import json
import re
from dataclasses import fields
from datetime import time, timedelta
from pathlib import Path
from typing import Any

import pytest

from shiponce.cli.run_command import run
from shiponce.config.load import MOST_BYTES, Config, ConfigProblems, lines_of, load
from shiponce.config.schema import SCHEMA_FILE, FilePart, schema
from shiponce.config.show import settings_of, written
from shiponce.domain.durations import milliseconds
from shiponce.domain.settings import PrimePolicy, Settings
from shiponce.errors import BadInput
from shiponce.words import LANGUAGES, say
from tests.platform_ids import EBAY

SECRET = "canary-7f3a"
FULL = f'''# A comment with = and [brackets]
[hub]
file = "hub.db"
language = "fr"
platforms = "http://127.0.0.1:8765"
read_only = true

[importing]
first_reach = "60 days"
overlap = "1 h 30 min"

[notifications]
delay_until = "16:00"
delay_zone = "Europe/Paris"

[shipping]
prime_policy = "buy_shipping_only"

[stores.shop]
platform = "bigcommerce"
account = "abc123"
token = "{SECRET}"

[stores.amz]
platform = "amazon"
account = "A1"
market = "ATVPDKIKX0DER"
client_id_env = "MY_ID"
client_secret_file = "secret.txt"
refresh_token_env = "MY_REFRESH"

[stores.amz.ship_from]
name = "Dock"
street = "1 Quay"
city = "Reno"
state = "NV"
postcode = "89502"
country = "US"
email = "dock@example.com"
phone = "555"
'''
#: The same for a hub in which a person decides.
WRITING = FULL.replace("read_only = true\n", "")


def file_of(tmp_path: Path, text: str, mode: int = 0o600) -> Path:
    """A configuration on disk."""
    file = tmp_path / "config.toml"
    file.write_text(text, "utf-8")
    file.chmod(mode)
    return file


def problems(tmp_path: Path, text: str) -> list[tuple[int, str, dict[str, Any]]]:
    """What is wrong with a text."""
    with pytest.raises(ConfigProblems) as bad:
        load(file_of(tmp_path, text))
    for language in LANGUAGES:
        assert len(bad.value.sentence_in(language).splitlines()) == len(bad.value.problems)
    return [(p.line, p.code, dict(p.facts)) for p in bad.value.problems]


def test_a_full_file_is_read(tmp_path: Path) -> None:
    """Settings, stores and credentials."""
    (tmp_path / "secret.txt").write_text("from-file\n")
    config = load(file_of(tmp_path, FULL))
    settings = config.settings
    assert settings.importing.first_reach == timedelta(days=60)
    assert settings.importing.overlap == timedelta(minutes=90)
    assert settings.importing.sweep_every == Settings().importing.sweep_every
    assert (settings.notifications.delay_until, settings.notifications.delay_zone) == (
        time(16),
        "Europe/Paris",
    )
    assert settings.shipping.prime_policy is PrimePolicy.BUY_SHIPPING_ONLY
    found = config.variables({"MY_ID": "id", "SHIPONCE_SHOP_TOKEN": "", "OTHER": "x"})
    assert found["SHIPONCE_SHOP_TOKEN"] == SECRET
    assert found["SHIPONCE_AMZ_CLIENT_ID"] == "id"
    assert found["SHIPONCE_AMZ_CLIENT_SECRET"] == "from-file"
    assert found["SHIPONCE_AMZ_REFRESH_TOKEN"] == ""
    assert found["SHIPONCE_AMZ_SHIP_FROM_CITY"] == "Reno"
    assert config.variables({"SHIPONCE_SHOP_TOKEN": "own"})["SHIPONCE_SHOP_TOKEN"] == "own"
    assert config.path("hub.db") == tmp_path / "hub.db"
    assert config.path(None) is None


def test_a_secret_file_that_is_missing_is_no_secret(tmp_path: Path) -> None:
    """The doctor says that it is missing."""
    config = load(file_of(tmp_path, FULL))
    assert config.variables({})["SHIPONCE_AMZ_CLIENT_SECRET"] == ""


def test_nothing_said_is_the_defaults() -> None:
    """An empty configuration changes nothing."""
    assert Config().settings == Settings()
    assert Config().variables({"A": "b"}) == {"A": "b"}


def test_every_setting_can_be_written() -> None:
    """The file's tables are the settings' own, so none is forgotten."""
    for section in fields(Settings):
        part = FilePart.model_fields[section.name].annotation
        own = {f.name for f in fields(getattr(Settings(), section.name))}
        assert set(part.model_fields) == own  # type: ignore[union-attr]
    for choice in settings_of(Config()):
        assert choice.origin.code == "config.from.default"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("[hub]\nfle = 'x'", (2, "config.unknown_key_like", {"key": "hub.fle", "near": "file"})),
        ("\n[imports]\n", (2, "config.unknown_key_like", {"key": "imports", "near": "importing"})),
        (
            "[stores.s]\nplatform='ebay'\naccount='a'\nclient_idd='x'",
            (4, "config.unknown_key_like", {"key": "stores.s.client_idd", "near": "client_id"}),
        ),
        ("[hub]\nread_only = 'yes'", (2, "config.yes_no", {"key": "hub.read_only"})),
        ("[hub]\nfile = 1", (2, "config.text", {"key": "hub.file"})),
        ("[hub]\nfile = ''", (2, "config.blank", {"key": "hub.file"})),
        (
            "[hub]\nlanguage='de'",
            (2, "config.choice", {"key": "hub.language", "choices": "en, fr"}),
        ),
        ("hub = 1", (1, "config.table", {"key": "hub"})),
        ("[importing]\noverlap = 'soon'", (2, "config.span", {"key": "importing.overlap"})),
        (
            "[shipping]\nunknown_after = '0 s'",
            (2, "config.span_short", {"key": "shipping.unknown_after"}),
        ),
        ("[importing]\noverlap = 600", (2, "config.span", {"key": "importing.overlap"})),
        (
            "[importing]\noverlap = '99999999999999 days'",
            (2, "config.span", {"key": "importing.overlap"}),
        ),
        (
            "[notifications]\ndelay_until = 'noon'",
            (2, "config.time", {"key": "notifications.delay_until"}),
        ),
        (
            "[notifications]\ndelay_until = 16",
            (2, "config.time", {"key": "notifications.delay_until"}),
        ),
        (
            "[notifications]\ndelay_zone = 'Moon'",
            (2, "config.zone", {"key": "notifications.delay_zone"}),
        ),
        (
            "[shipping]\nprime_policy = 'any'",
            (
                2,
                "config.choice",
                {"key": "shipping.prime_policy", "choices": "buy_shipping_only, any_in_time"},
            ),
        ),
        ("[stores.s]\nplatform = 'ebay'", (1, "config.missing", {"key": "stores.s.account"})),
        (
            "[stores.s]\nplatform='ebay'\naccount='a'\ntoken='t'",
            (
                1,
                "config.not_its_secret",
                {
                    "key": "stores.s.token",
                    "platform": "word.ebay",
                    "secrets": "client_id, client_secret, refresh_token",
                },
            ),
        ),
        (
            "[stores.s]\nplatform='bigcommerce'\naccount='a'\ntoken='t'\ntoken_env='T'",
            (1, "config.two_secrets", {"key": "stores.s.token, token_env"}),
        ),
        (
            "[stores.s]\nplatform='ebay'\naccount='a'\nintegration='new'",
            (1, "config.not_its_integration", {"key": "stores.s"}),
        ),
        ("[hub\n", (1, "config.no_toml", {})),
        ("[hub]\nfile = 'a'\nfile = 'b'\n", (3, "config.no_toml", {})),
    ],
)
def test_a_problem_stands_at_its_line(
    tmp_path: Path, text: str, wanted: tuple[int, str, dict[str, Any]]
) -> None:
    """With the key, and what may stand there."""
    assert problems(tmp_path, text) == [wanted]


def test_all_problems_are_said_at_once(tmp_path: Path) -> None:
    """In the order of the file."""
    text = "[hub]\nfle = 'x'\nread_only = 1\n\n[importing]\nqqq = 1\n"
    found = problems(tmp_path, text)
    assert [(line, code) for line, code, _ in found] == [
        (2, "config.unknown_key_like"),
        (3, "config.yes_no"),
        (6, "config.unknown_key"),
    ]
    assert "overlap" in str(found[2][2]["known"])


def test_lines_are_found_past_strings_and_comments() -> None:
    """Quoted and dotted keys, long strings, and keys within braces."""
    text = '# a = 1\na.b = 1\n"c d" = """\nx = 2\n"""\n[t."u.v"] # note\nk = { i = 1 }\n'
    assert lines_of(text) == {("a", "b"): 2, ("c d",): 3, ("t", "u.v"): 6, ("t", "u.v", "k"): 7}


@pytest.mark.parametrize(
    ("text", "ms"),
    [
        ("30 days", 2_592_000_000),
        ("10 minutes", 600_000),
        ("6 h", 21_600_000),
        ("1 h 30 min", 5_400_000),
        ("1 day", 86_400_000),
        ("0.5 s", 500),
        ("", None),
        ("5", None),
        ("-5 s", None),
        ("5 weeks", 3_024_000_000),
        ("5 months", None),
        ("30 jours", 2_592_000_000),
        ("1 jour 2 heures", 93_600_000),
        ("10 Minutes", 600_000),
        ("1,5 h", 5_400_000),
        ("1 semaine", 604_800_000),
    ],
)
def test_spans(text: str, ms: int | None) -> None:
    """Short and long names of units, English and French alike."""
    assert milliseconds(text, long_names=True) == ms


def test_scenarios_know_short_names_only() -> None:
    """Their format is its own."""
    assert milliseconds("5 minutes") is None
    assert milliseconds("5 min") == 300_000


def test_a_span_is_written_as_it_can_be_read() -> None:
    """There and back."""
    for span in (timedelta(days=1, hours=2), timedelta(0), timedelta(minutes=90, milliseconds=5)):
        assert milliseconds(written(span)) == span / timedelta(milliseconds=1)
    assert written(time(16, 5)) == "16:05"
    assert written(EBAY) == "ebay"


def test_the_schema_is_the_shipped_one() -> None:
    """Written anew from the model, it is the same."""
    assert json.loads(SCHEMA_FILE.read_text("utf-8")) == schema()


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    """Missing, endless, or not UTF-8: each says what is wrong, and where."""
    with pytest.raises(BadInput) as bad:
        load(tmp_path / "missing")
    assert bad.value.code == "config.unreadable"
    (tmp_path / "large").write_bytes(b"#" * (MOST_BYTES + 1))
    for endless in (tmp_path / "large", Path("/dev/zero")):
        if endless.exists():
            with pytest.raises(BadInput) as bad:
                load(endless)
            assert bad.value.code == "config.too_large"
    (tmp_path / "bytes").write_bytes(b"[hub]\nlanguage = '\xff'\n")
    with pytest.raises(ConfigProblems) as wrong:
        load(tmp_path / "bytes")
    assert [(one.line, one.code) for one in wrong.value.problems] == [(2, "config.not_utf8")]


@pytest.mark.parametrize(("mode", "exposed"), [(0o600, ()), (0o640, ("shop",)), (0o604, ("shop",))])
def test_a_literal_secret_that_others_can_read(
    tmp_path: Path, mode: int, exposed: tuple[str, ...]
) -> None:
    """Named, whoever the others are; a variable's name is no secret."""
    assert load(file_of(tmp_path, FULL, mode)).exposed == exposed


@pytest.fixture
def quiet(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No configuration but the test's own."""
    for name in ("DB", "PLATFORMS", "CONFIG", "READ_ONLY"):
        monkeypatch.delenv(f"SHIPONCE_{name}", raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "none"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))


@pytest.mark.usefixtures("quiet")
def test_the_stores_of_the_file_are_there(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Connected at first sight, changed as the file changes, and never removed."""
    config = ["--config", str(file_of(tmp_path, FULL))]
    assert run([*config, "stores", "list", "--json"]) == 0
    stores = json.loads(capsys.readouterr().out)["stores"]
    assert [(row["name"], row["account"]) for row in stores] == [("shop", "abc123"), ("amz", "A1")]
    assert (tmp_path / "hub.db").exists()

    file_of(tmp_path, FULL.replace('"ATVPDKIKX0DER"', '"ATVPDKIKX0DER"\nbuy_shipping = false'))
    assert run([*config, "doctor", "--json"]) == 1
    found = {one["code"]: one for one in json.loads(capsys.readouterr().out)["findings"]}
    assert found["credentials"]["what"]["facts"] == {"store": "amz"}
    assert "read_only" in found
    assert "ship_from" not in found

    file_of(tmp_path, "[hub]\nfile = 'hub.db'\n")
    assert run([*config, "stores", "list", "--json"]) == 0
    assert len(json.loads(capsys.readouterr().out)["stores"]) == 2

    file_of(tmp_path, FULL.replace('"abc123"', '"other"'))
    assert run([*config, "stores", "list"]) == 2
    assert re.search(r"config.toml:19 : shop ", capsys.readouterr().err.replace("\xa0", " "))


@pytest.mark.usefixtures("quiet")
def test_each_value_says_where_it_comes_from(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Command line, environment, file, default: in this order."""
    file = file_of(tmp_path, FULL)
    monkeypatch.setenv("SHIPONCE_CONFIG", str(file))
    monkeypatch.setenv("SHIPONCE_PLATFORMS", "http://127.0.0.1:1")
    assert run(["--db", "x.db", "--lang", "en", "config", "show", "--json"]) == 0
    values = {
        one["key"]: (one["value"], one["origin"]["text"])
        for one in json.loads(capsys.readouterr().out)["values"]
    }
    assert values["hub.file"] == ("x.db", "command line (--db)")
    assert values["hub.platforms"] == ("http://127.0.0.1:1", "environment (SHIPONCE_PLATFORMS)")
    assert values["hub.read_only"] == ("true", f"{file}:6")
    assert values["hub.ca_file"] == ("", "default")
    assert values["importing.overlap"] == ("1 h 30 min", f"{file}:10")
    assert values["importing.sweep_reach"] == ("7 d", "default")
    assert values["stores.shop.token"] == ("***", f"{file}:22")
    assert values["stores.amz.client_id"] == ("", "missing")


@pytest.mark.proves("X8")
@pytest.mark.usefixtures("quiet")
def test_no_output_holds_a_secret(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """From file, variable and environment: shown nowhere, wrong file or right."""
    (tmp_path / "secret.txt").write_text(SECRET)
    for name in ("MY_ID", "MY_REFRESH", "SHIPONCE_AMZ_CLIENT_ID"):
        monkeypatch.setenv(name, SECRET)
    file = file_of(tmp_path, FULL, 0o644)
    commands = [
        ["config", "show"],
        ["config", "show", "--json"],
        ["config", "check"],
        ["config", "check", "--json"],
        ["doctor"],
        ["doctor", "--json"],
        ["stores", "list", "--json"],
        ["--platforms", "http://127.0.0.1:9", "import", "shop"],
    ]
    texts = [
        FULL,
        FULL + "wrong = 1\n",
        FULL.replace("token =", "tokn ="),
        FULL.replace(f'"{SECRET}"', f'["{SECRET}"]'),
        FULL.replace(f'"{SECRET}"', f'"{SECRET}'),
    ]
    said = ""
    for text in texts:
        file_of(tmp_path, text, 0o644)
        for command in commands:
            run(["--config", str(file), *command])
            captured = capsys.readouterr()
            said += captured.out + captured.err
    assert "environnement (SHIPONCE_AMZ_CLIENT_ID)" in said.replace("\xa0", " ")
    assert "shop" in said
    assert SECRET not in said
    assert SECRET.encode() not in (tmp_path / "hub.db").read_bytes()
    config = load(file_of(tmp_path, FULL))
    assert SECRET not in f"{config!r} {config} {config.part!r} {config.part.model_dump()}"


@pytest.mark.usefixtures("quiet")
def test_check_ends_with_2_when_something_is_wrong(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """And with 0 and a word when nothing is."""
    file = file_of(tmp_path, FULL, 0o644)
    assert run(["--lang", "en", "config", "check", str(file)]) == 0
    out = capsys.readouterr().out
    assert out.startswith(f"{file} is in order.\nshop: its secret")
    file_of(tmp_path, "[hub]\nfle = ''\n")
    assert run(["--lang", "en", "config", "check", str(file)]) == 2
    said = capsys.readouterr().err
    assert said == f"{file}:2: there is no key “hub.fle”; did you mean “file”?\n"
    assert run(["config", "schema"]) == 0
    assert json.loads(capsys.readouterr().out) == schema()


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("platform='amazon'\naccount='A1'", (1, "error.market_missing")),
        ("platform='ebay'\naccount='a'", (1, "error.market_missing")),
        ("platform='amazon'\naccount='A1'\nmarket='moon'", (4, "error.market_unknown")),
        ("platform='bigcommerce'\naccount='a'\nmarket='EBAY_US'", (4, "error.market_not_here")),
        ("platform='bigcommerce'\naccount='stores/a'", (3, "error.account_bigcommerce")),
        (
            "platform='ebay'\naccount='a'\nmarket='EBAY_US'\nprime_to_awaiting=true",
            (5, "error.no_such_choice_prime_to_awaiting"),
        ),
        (
            "platform='bigcommerce'\naccount='a'\nbuy_shipping=false",
            (4, "error.no_such_choice_buy_shipping"),
        ),
        (
            "platform='bigcommerce'\naccount='a'\n[stores.s.ship_from]\nname='n'\nstreet='s'\n"
            "city='c'\nstate='s'\npostcode='p'\ncountry='US'\nemail='e'\nphone='p'",
            (4, "error.no_such_choice_ship_from"),
        ),
    ],
)
def test_a_store_that_cannot_be_is_said_at_its_line(
    tmp_path: Path, text: str, wanted: tuple[int, str]
) -> None:
    """The same checks as on the command line, at the key that is wrong."""
    found = problems(tmp_path, f"[stores.s]\n{text}")
    assert [(line, code) for line, code, _ in found] == [wanted]


def test_a_store_s_mistakes_are_said_with_all_others(tmp_path: Path) -> None:
    """Also those of a name, and in a file that has mistakes of another kind."""
    text = "[hub]\nfle = 'x'\n[stores.'日本']\nplatform='ebay'\naccount='a b'\nmarket='EBAY_US'"
    found = [(line, code) for line, code, _ in problems(tmp_path, text)]
    assert found == [
        (2, "config.unknown_key_like"),
        (3, "error.store_name_no_variable"),
        (5, "error.account_ebay"),
    ]


@pytest.mark.usefixtures("quiet")
def test_a_disconnected_store_of_the_file_stays_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A person's word stands above the file, until a person connects the account again."""
    config = ["--config", str(file_of(tmp_path, WRITING))]

    def stores() -> dict[str, bool]:
        assert run([*config, "stores", "list", "--json"]) == 0
        rows = json.loads(capsys.readouterr().out)["stores"]
        return {row["name"]: row["disconnected_at"] is None for row in rows}

    assert run([*config, "stores", "disconnect", "shop", "--yes"]) == 0
    assert "configuration" in capsys.readouterr().out
    assert stores() == {"shop": False, "amz": True}
    file_of(tmp_path, WRITING.replace("[stores.shop]", "[stores.other]"))
    assert stores() == {"shop": False, "amz": True}
    again = ["stores", "connect", "shop", "--platform", "bigcommerce", "--account", "abc123"]
    assert run([*config, *again]) == 1, "the file calls it other"
    assert "other" in capsys.readouterr().err
    taken = [*again[:-1], "another"]
    file_of(tmp_path, WRITING)
    assert run([*config, *taken]) == 1, "the file gives the name to another account"
    assert "abc123" in capsys.readouterr().err
    file_of(tmp_path, WRITING)
    assert run([*config, *again]) == 0
    capsys.readouterr()
    assert stores() == {"shop": True, "amz": True}


@pytest.mark.usefixtures("quiet")
def test_a_wrong_account_of_the_file_is_mended(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The corrected file is refused until the wrong connection is ended or edited; both work."""
    config = ["--config", str(file_of(tmp_path, WRITING))]
    assert run([*config, "stores", "list"]) == 0
    file_of(tmp_path, WRITING.replace("abc123", "rightone"))
    assert run([*config, "stores", "list"]) == 2
    assert "stores disconnect shop" in capsys.readouterr().err
    assert run([*config, "stores", "edit", "shop", "--account", "rightone"]) == 0
    assert run([*config, "stores", "list"]) == 0
    file_of(tmp_path, WRITING.replace("abc123", "third"))
    assert run([*config, "stores", "disconnect", "shop", "--yes"]) == 0
    capsys.readouterr()
    assert run([*config, "stores", "list", "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)["stores"]
    assert {row["name"]: row["account"] for row in rows} == {
        "shop-rightone": "rightone",
        "amz": "A1",
        "shop": "third",
    }


@pytest.mark.usefixtures("quiet")
def test_what_the_file_says_is_not_edited_by_hand(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The file would say so again at the next command: the refusal names its line."""
    config = ["--config", str(file_of(tmp_path, WRITING))]
    edit = [*config, "stores", "edit", "amz"]
    assert run([*config, "stores", "list"]) == 0
    assert run([*edit, "--name", "amazon"]) == 1
    assert "config.toml:" in capsys.readouterr().err
    assert run([*edit, "--market", "A2EUQ1WTGCTBG2"]) == 1
    assert "config.toml:" in capsys.readouterr().err
    assert run([*edit, "--no-buy-shipping"]) == 0
    assert run([*config, "stores", "edit", "shop", "--account", "abc123"]) == 0


OLD_KEYS = """[notices]
delay = "2 h"

[shipping]
doubtful_after = "5 min"
"""


def test_an_older_key_is_read_under_its_new_name(tmp_path: Path) -> None:
    """Its value counts, its line is kept, and the sentence names the new key."""
    found = load(file_of(tmp_path, OLD_KEYS))
    assert found.settings.notifications.delay == timedelta(hours=2)
    assert found.settings.shipping.unknown_after == timedelta(minutes=5)
    assert found.lines["notifications", "delay"] == 2
    assert [(one.line, one.facts["key"], one.facts["now"]) for one in found.renamed] == [
        (1, "notices", "notifications"),
        (5, "shipping.doubtful_after", "shipping.unknown_after"),
    ]


def test_an_older_key_beside_its_new_name_is_a_problem(tmp_path: Path) -> None:
    """Nobody can tell which of the two is meant."""
    text = "[notices]\ndelay = '2 h'\n[notifications]\ndelay = '3 h'"
    facts = {"key": "notices", "near": "notifications"}
    assert problems(tmp_path, text) == [(1, "config.unknown_key_like", facts)]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("command", ["show", "check"])
def test_a_command_names_the_new_key_on_stderr(
    tmp_path: Path, command: str, language: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Once for each key, with its line; the JSON answer is the same as with the new names."""
    file = file_of(tmp_path, OLD_KEYS)
    assert run(["--config", str(file), "--lang", language, "config", command, "--json"]) == 0
    printed = capsys.readouterr()
    json.loads(printed.out)
    facts = {"key": "notices", "now": "notifications"}
    said = say("config.renamed_key", language, **facts)
    assert printed.err.splitlines()[0] == f"{file}:1: {said}"
    assert len(printed.err.splitlines()) == 2


@pytest.mark.usefixtures("quiet")
@pytest.mark.parametrize(
    "text",
    [
        "platforms = 'file:///etc/passwd'",
        "platforms = 'http://127.0.0.1:99999'",
        "ca_file = 'shiponce.toml'",
    ],
)
def test_check_refuses_what_no_connection_can_use(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str
) -> None:
    """The same sentence as of the first command that would connect."""
    file = file_of(tmp_path, f"[hub]\n{text}\n")
    assert run(["--lang", "en", "config", "check", str(file)]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert "is not an address" in said.err or "no CA certificates" in said.err


@pytest.mark.usefixtures("quiet")
def test_check_of_no_file_says_that_all_is_default(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing has to be configured; a file that was named has to be there."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "none"))
    monkeypatch.delenv("SHIPONCE_CONFIG", raising=False)
    file = tmp_path / "none" / "shiponce" / "shiponce.toml"
    assert run(["--lang", "en", "config", "check"]) == 0
    said = capsys.readouterr().out
    assert said == f"There is no configuration file at {file}; every value is its default.\n"
    for named in (["--config", str(file), "config", "check"], ["config", "check", str(file)]):
        assert run(named) == 2


def test_durations_are_shown_in_the_readers_language() -> None:
    """In JSON they are English, as every value is."""
    shown = {one.key: one.value for one in settings_of(Config(), "fr")}
    assert shown["importing.first_reach"] == "30 j"
    assert written(timedelta(days=30)) == "30 d"
