"""``shiponce print``: durable jobs, on every kind of printer, and never a second label (L2, L4)."""

from __future__ import annotations

import os
import socket
from pathlib import Path
from typing import Any

import pytest

from shiponce.domain.printing import PrintOutcome
from shiponce.errors import GuardError
from shiponce.persistence import label_documents
from shiponce.printers.folder import FolderPrinter
from shiponce.words import LANGUAGES, say
from tests.promises.paper import Desk, desk
from tests.promises.printers import Manner, free_port, put_lp, raw_port
from tests.promises.test_labels_on_paper import kept, ref
from tests.wire.label_reading import pdf_text

__all__ = ["desk"]


def raw(number: int, more: str = "") -> str:
    """Return the configuration of a raw port that takes PDF."""
    return (
        f'[printers.thermal]\nkind = "raw"\nhost = "127.0.0.1"\nport = {number}\n'
        f'formats = ["pdf", "zpl"]\nwait = "1 s"\n{more}'
    )


def a_folder(desk: Desk, more: str = "") -> Path:
    """Configure a folder as the printer; return it."""
    folder = desk.folder / "spool"
    folder.mkdir(exist_ok=True)
    desk.configure(f'[printers.tray]\nkind = "folder"\npath = "spool"\n{more}')
    return folder


def files(folder: Path) -> list[bytes]:
    """Return the contents of a folder, in the order of the names."""
    return [one.read_bytes() for one in sorted(folder.iterdir())]


def jobs(desk: Desk) -> list[dict[str, Any]]:
    """Return every job, the oldest first."""
    _, answer = desk.ask("print-jobs", "--all")
    return list(reversed(answer["jobs"]))


@pytest.mark.proves("L4")
@pytest.mark.parametrize(
    ("manner", "state", "code"),
    [
        ("closes", "taken", 0),
        ("reports", "taken", 0),
        ("silent", "unknown", 1),
        ("resets", "unknown", 1),
    ],
)
def test_a_raw_port_has_taken_a_job_only_if_it_closes(
    desk: Desk, manner: Manner, state: str, code: int
) -> None:
    """A port that was written to proves nothing."""
    order, shipment = desk.shipped()
    with raw_port(manner) as port:
        desk.configure(raw(port.number))
        ended, answer = desk.ask("print", ref(order))
        (job,) = answer["jobs"]
        assert (ended, job["state"]) == (code, state)
        if manner != "resets":
            assert port.printed == [kept(desk, shipment)]
        again, _ = desk.type("print", ref(order))
        assert again == 1
        assert len(port.printed) == 1, "nothing is repeated by itself"
    assert desk.bought() == 1


@pytest.mark.proves("L4")
def test_a_printer_that_refuses_has_printed_nothing(desk: Desk) -> None:
    """The label can be printed later, without asking."""
    order, shipment = desk.shipped()
    number = free_port()
    desk.configure(raw(number))
    code, answer = desk.ask("print", ref(order))
    assert (code, answer["jobs"][0]["state"]) == (1, "not_printed")
    assert answer["jobs"][0]["reason"]["code"] == "print.not_reached"
    with raw_port("closes") as port:
        desk.configure(raw(port.number))
        assert desk.type("print", ref(order))[0] == 0
        assert port.printed == [kept(desk, shipment)]
    assert [one["state"] for one in jobs(desk)] == ["not_printed", "taken"]
    assert desk.bought() == 1


@pytest.mark.proves("L2")
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_label_that_was_printed_says_so(desk: Desk, language: str) -> None:
    """When, by whom and on which printer; only --again prints it again, and nothing buys."""
    folder = a_folder(desk)
    order, shipment = desk.shipped()
    assert desk.type("print", ref(order), "--by", "Ada")[0] == 0
    (job,) = jobs(desk)
    code, said = desk.type("print", ref(order), "--lang", language)
    before = say(
        "limit.printed_before.taken",
        language,
        number=order.order_id,
        paper="word.paper.label",
        by="Ada",
        printer="tray",
        printed_at=desk.trade.simulation.clock.now(),
    )
    assert (code, said) == (1, before + "\n")
    assert "Ada" in before
    assert files(folder) == [kept(desk, shipment)]
    assert desk.type("print", "--shipment", str(shipment), "--again")[0] == 0
    assert files(folder) == [kept(desk, shipment)] * 2
    _, answer = desk.ask("labels", ref(order))
    assert [one["by"] for one in answer["labels"][0]["printed"]] == ["Ada", "Tess"]
    assert "Ada" in desk.type("orders", "show", ref(order))[1], "the history says it too"
    assert job["printer"] == "tray"
    assert desk.bought() == 1
    desk.trade.check()


@pytest.mark.proves("L4")
def test_a_folder_gets_each_job_whole_and_under_its_own_name(desk: Desk) -> None:
    """No draft is left; a name that exists is not written over."""
    folder = a_folder(desk)
    order, shipment = desk.shipped()
    assert desk.type("print", ref(order), "--copies", "3")[0] == 0
    assert files(folder) == [kept(desk, shipment)] * 3
    assert {one.stem for one in folder.iterdir()} == {one["key"] for one in jobs(desk)}
    assert not [one for one in folder.iterdir() if one.name.startswith(".")]
    for one in folder.iterdir():
        one.unlink()
    folder.rmdir()
    code, answer = desk.ask("print", ref(order), "--again")
    assert (code, answer["jobs"][0]["state"]) == (1, "not_printed")


@pytest.mark.skipif(os.name == "nt", reason="a script is no program there")
@pytest.mark.parametrize(
    ("given", "state"),
    [
        ({}, "taken"),
        ({"ends": 1, "says": "lp: The printer or class does not exist."}, "not_printed"),
        ({"ends": 1, "says": "lp: Success"}, "unknown"),
        ({"ends": -9}, "unknown"),
        ({"waits": 30}, "unknown"),
    ],
)
@pytest.mark.proves("L4")
def test_a_queue_has_taken_what_lp_has_taken(desk: Desk, given: dict[str, Any], state: str) -> None:
    """Its exit status and words decide; a program that hangs is ended, and nothing is known."""
    order, shipment = desk.shipped()
    taken = put_lp(desk.folder / "bin", **given)
    desk.monkeypatch.setenv("PATH", f"{desk.folder / 'bin'}{os.pathsep}{os.environ['PATH']}")
    desk.configure(
        '[printers.office]\nkind = "system"\nqueue = "labels"\noptions = ["media=4x6"]\n'
        'wait = "1 s"\n'
    )
    _, answer = desk.ask("print", ref(order))
    (job,) = answer["jobs"]
    assert job["state"] == state
    if state == "taken":
        assert (taken / job["key"]).read_bytes() == kept(desk, shipment)
        words = (taken / f"{job['key']}.words").read_text().split("\n")
        assert words == ["-d", "labels", "-t", job["key"], "-o", "media=4x6"]
    else:
        assert not list(taken.iterdir())


def test_a_machine_without_a_print_service_says_so(desk: Desk) -> None:
    """Nothing was printed, and the missing program is named."""
    order, _ = desk.shipped()
    desk.monkeypatch.setenv("PATH", str(desk.folder))
    desk.configure('[printers.office]\nkind = "system"\nqueue = "labels"\n')
    code, answer = desk.ask("print", ref(order))
    assert (code, answer["jobs"][0]["reason"]["code"]) == (1, "print.no_program")


@pytest.mark.proves("L4")
@pytest.mark.parametrize("printed", [True, False])
def test_a_person_settles_an_unknown_job(desk: Desk, printed: bool) -> None:
    """What they saw is recorded; a label that was not printed is printed without asking."""
    order, _ = desk.shipped()
    with raw_port("silent") as port:
        desk.configure(raw(port.number))
        desk.type("print", ref(order))
    (job,) = jobs(desk)
    code, said = desk.type("print-jobs")
    assert code == 0
    assert f"print-jobs settle {job['id']}" in said
    refused = say(
        "limit.printed_before.unknown",
        number=order.order_id,
        paper="word.paper.label",
        job=job["id"],
        by="Tess",
        printer="thermal",
        printed_at=desk.trade.simulation.clock.now(),
    )
    assert desk.type("print", ref(order)) == (1, refused + "\n")
    settle = ("print-jobs", "settle", str(job["id"]))
    assert desk.type(*settle, "--saw", "x")[0] == 2
    assert desk.type(*settle, "--printed")[0] == 2
    way = "--printed" if printed else "--not-printed"
    assert desk.type(*settle, way, "--saw", "the tray", "--by", "Ada")[0] == 0
    (after,) = jobs(desk)
    assert after["state"] == ("taken" if printed else "not_printed")
    assert (after["settled_by"], after["saw"]) == ("Ada", "the tray")
    ended = say("limit.print_job_ended", job=job["id"])
    assert desk.type(*settle, way, "--saw", "the tray") == (1, ended + "\n")
    with raw_port("closes") as port:
        desk.configure(raw(port.number))
        assert desk.type("print", ref(order))[0] == (1 if printed else 0)
        assert len(port.printed) == (0 if printed else 1)
    assert desk.bought() == 1


def test_a_printer_that_fails_gets_none_of_the_labels_behind(desk: Desk) -> None:
    """One label is unknown; the others were not sent, and can be printed."""
    orders = [desk.shipped()[0] for _ in range(3)]
    with raw_port("silent") as port:
        desk.configure(raw(port.number))
        _, answer = desk.ask("print", *map(ref, orders))
        assert len(port.printed) == 1
    assert [one["state"] for one in answer["jobs"]] == ["unknown", "not_printed", "not_printed"]
    with raw_port("closes") as port:
        desk.configure(raw(port.number))
        code, answer = desk.ask("print", *map(ref, orders))
        assert (code, len(answer["refused"]), len(port.printed)) == (1, 1, 2)


def test_a_format_that_the_printer_does_not_take_is_refused(desk: Desk) -> None:
    """With what it takes, and the setting that asks carriers for another format."""
    order, shipment = desk.shipped()
    desk.configure('[printers.zebra]\nkind = "raw"\nhost = "127.0.0.1"\n')
    code, said = desk.type("print", ref(order))
    facts = {"shipment": shipment, "format": "PDF", "printer": "zebra", "takes": "ZPL"}
    assert (code, said) == (1, say("limit.format_not_taken", **facts) + "\n")
    assert jobs(desk) == []


def test_zpl_goes_to_a_thermal_printer_as_it_is(desk: Desk) -> None:
    """The carrier was asked for it by the configuration."""
    with raw_port("closes") as port:
        settings = '[shipping]\nlabel_format = "zpl203"\n'
        desk.configure(
            settings + f'[printers.zebra]\nkind = "raw"\nhost = "127.0.0.1"\nport = {port.number}\n'
        )
        desk.trade.hub.close()
        desk.trade.hub = desk.opening(Path(desk.trade.file), None, "Tess")
        order, shipment = desk.shipped()
        assert desk.type("print", ref(order))[0] == 0
        assert port.printed == [kept(desk, shipment)]
        assert port.printed[0].startswith(b"^XA")


def test_the_slip_follows_its_label(desk: Desk) -> None:
    """Label, slip, label, slip: each on its printer, with the number of the order."""
    folder = a_folder(desk)
    orders = [desk.shipped()[0] for _ in range(2)]
    code, answer = desk.ask("print", *map(ref, orders), "--slip")
    assert code == 0
    assert [one["paper"] for one in answer["jobs"]] == ["label", "slip"] * 2
    for order, job in zip(orders, answer["jobs"][1::2], strict=True):
        assert order.order_id in pdf_text((folder / f"{job['key']}.pdf").read_bytes())
    code, _ = desk.ask("print", *map(ref, orders), "--slip")
    assert code == 1, "printed before"


@pytest.mark.proves("L2")
def test_a_voided_label_prints_with_void_or_not_at_all(desk: Desk) -> None:
    """Its order does not lead to it; a job that was queued before the void is not sent."""
    folder = a_folder(desk)
    order, shipment = desk.shipped()
    desk.trade.hub.shipping.void(shipment)
    assert desk.type("print", ref(order))[0] == 1
    assert desk.type("print", "--shipment", str(shipment))[0] == 0
    (printed,) = files(folder)
    assert "VOID" in pdf_text(printed)


def test_a_purge_takes_the_paper_that_the_hub_keeps(desk: Desk) -> None:
    """Bytes that wait, and files in a printer's folder; then it refuses to print, and says why."""
    folder = a_folder(desk)
    (order, shipment), (other, _) = desk.shipped(), desk.shipped()
    desk.trade.settle()
    assert desk.type("print", ref(order), ref(other))[0] == 0
    assert len(files(folder)) == 2
    with desk.trade.hub._db.write() as conn:
        conn.execute(
            "INSERT INTO print_jobs (key, paper, shipment_id, copy, printer, kind, address,"
            " format, content, size, state, at) VALUES ('j', 'slip', ?, 1, 'tray', 'folder', ?,"
            " 'pdf', ?, 1, 'queued', 0)",
            (shipment, str(folder), b"%PDF Quillfeather"),
        )
    assert desk.type("purge", "--order", ref(order), "--yes")[0] == 0
    (left,) = files(folder)
    assert other.order_id in pdf_text(left)
    conn = desk.trade.hub._db.conn
    dump = "\n".join(conn.iterdump()).lower()
    assert b"Quillfeather".hex() not in dump
    code, said = desk.type("print", ref(order), "--again")
    assert code == 1
    assert "removed with the buyer's personal data" in said
    code, answer = desk.ask("print-jobs", "resume")
    assert (code, answer["jobs"][0]["reason"]["code"]) == (1, "print.purged")
    assert files(folder) == [left]


def test_the_printers_of_the_configuration_are_listed_and_asked(desk: Desk) -> None:
    """Reached or not, and why; nothing is printed."""
    with raw_port("closes") as port:
        desk.configure(
            raw(port.number, 'default_for = ["label"]\n')
            + f'[printers.gone]\nkind = "raw"\nhost = "127.0.0.1"\nport = {free_port()}\n'
            + '[printers.tray]\nkind = "folder"\npath = "nowhere"\n'
        )
        _, answer = desk.ask("printers")
        assert [one["name"] for one in answer["printers"]] == ["thermal", "gone", "tray"]
        code, answer = desk.ask("printers", "check")
        assert code == 1
        assert [one["reached"] for one in answer["printers"]] == [True, False, False]
        assert desk.ask("printers", "check", "thermal")[0] == 0
        assert port.printed == []
        order, _ = desk.shipped()
        assert desk.type("print", ref(order))[0] == 0, "the default"
        assert len(port.printed) == 1
    assert desk.type("print", ref(order), "--printer", "none")[0] == 2


def test_what_cannot_be_printed_says_why(desk: Desk) -> None:
    """No printer; several and no default; nothing named; no such job."""
    order, _ = desk.shipped()
    assert "[printers.NAME]" in desk.type("print", ref(order))[1]
    desk.configure(
        '[printers.a]\nkind = "folder"\npath = "a"\n[printers.b]\nkind = "folder"\npath = "b"\n'
    )
    code, said = desk.type("print", ref(order))
    assert code == 2
    assert "a, b" in said
    assert desk.type("print")[0] == 2
    assert desk.type("print-jobs", "settle", "99", "--printed", "--saw", "x")[0] == 2
    assert jobs(desk) == []


def test_what_a_killed_process_left_is_known(desk: Desk) -> None:
    """A job that it had begun to send is unknown in time; one that it had queued can be sent."""
    folder = a_folder(desk)
    first, second = desk.shipped(), desk.shipped()
    conn = desk.trade.hub._db.conn
    for _, shipment in (first, second):
        document = label_documents.content(conn, shipment)
        assert document is not None
        with desk.trade.hub._db.write() as writing:
            writing.execute(
                "INSERT INTO print_jobs (key, paper, shipment_id, copy, printer, kind, address,"
                " format, content, size, state, at) VALUES (?, 'label', ?, 1, 'tray', 'folder', ?,"
                " 'pdf', ?, 1, 'queued', 0)",
                (f"job-{shipment}", shipment, str(folder), document.content),
            )
    deadline = int(desk.trade.simulation.clock.now().timestamp() * 1000) + 60_000
    with desk.trade.hub._db.write() as writing:
        writing.execute(
            "UPDATE print_jobs SET state = 'sending', deadline = ?, content = NULL WHERE id = 1",
            (deadline,),
        )
    code, said = desk.type("print", ref(first[0]))
    assert code == 1
    assert "being printed now" in said
    open_job = say("limit.print_job_open", job=1)
    settle = ("print-jobs", "settle", "1", "--printed", "--saw", "x")
    assert desk.type(*settle) == (1, open_job + "\n")
    desk.trade.wait(2)
    assert [one["state"] for one in jobs(desk)] == ["unknown", "queued"]
    assert files(folder) == []
    code, answer = desk.ask("print-jobs", "resume")
    assert (code, [one["state"] for one in answer["jobs"]]) == (0, ["taken"])
    assert files(folder) == [kept(desk, second[1])]
    assert desk.type("print-jobs", "resume")[0] == 0
    assert files(folder) == [kept(desk, second[1])]


def test_a_queued_job_of_a_label_voided_meanwhile_is_not_sent(desk: Desk) -> None:
    """Its bytes have no VOID across them."""
    folder = a_folder(desk)
    _, shipment = desk.shipped()
    with desk.trade.hub._db.write() as conn:
        conn.execute(
            "INSERT INTO print_jobs (key, paper, shipment_id, copy, printer, kind, address,"
            " format, content, size, state, at) VALUES ('j', 'label', ?, 1, 'tray', 'folder', ?,"
            " 'pdf', ?, 1, 'queued', 0)",
            (shipment, str(folder), kept(desk, shipment)),
        )
    desk.trade.hub.shipping.void(shipment)
    code, answer = desk.ask("print-jobs", "resume")
    assert (code, answer["jobs"][0]["state"]) == (1, "not_printed")
    assert files(folder) == []


def test_no_read_only_hub_prints(desk: Desk) -> None:
    """It only imports and shows."""
    folder = a_folder(desk)
    order, _ = desk.shipped()
    desk.trade.simulation.connections.read_only = True
    assert desk.type("print", ref(order))[0] == 1
    assert files(folder) == []


def test_a_slow_host_name_is_no_job(desk: Desk) -> None:
    """A name that does not exist: nothing was printed."""
    order, _ = desk.shipped()

    def fails(*given: object, **named: object) -> socket.socket:
        raise socket.gaierror(-2, "Name or service not known")

    desk.monkeypatch.setattr(socket, "create_connection", fails)
    desk.configure('[printers.z]\nkind = "raw"\nhost = "nowhere.invalid"\nformats = ["pdf"]\n')
    _, answer = desk.ask("print", ref(order))
    assert answer["jobs"][0]["state"] == "not_printed"


def test_a_job_that_may_have_left_never_leaves_again(desk: Desk) -> None:
    """The schema itself refuses it, whatever the program does."""
    a_folder(desk)
    order, _ = desk.shipped()
    assert desk.type("print", ref(order))[0] == 0
    for statement in (
        "UPDATE print_jobs SET state = 'queued'",
        "UPDATE print_jobs SET state = 'unknown'",
        "DELETE FROM print_jobs",
    ):
        with pytest.raises(GuardError) as refused, desk.trade.hub._db.write() as conn:
            conn.execute(statement)
        assert refused.value.code == "guard.print_ended"


def test_doctor_names_unknown_and_queued_jobs(desk: Desk) -> None:
    """With the command that lists them; it prints nothing by itself."""
    order, shipment = desk.shipped()
    with raw_port("silent") as port:
        desk.configure(raw(port.number))
        desk.type("print", ref(order))
    with desk.trade.hub._db.write() as conn:
        conn.execute(
            "INSERT INTO print_jobs (key, paper, shipment_id, copy, printer, kind, address,"
            " format, content, size, state, at) VALUES ('j', 'slip', ?, 1, 'thermal', 'raw', 'x',"
            " 'pdf', ?, 1, 'queued', 0)",
            (shipment, b"%PDF"),
        )
    _, answer = desk.ask("doctor")
    found = {one["code"]: one["commands"] for one in answer["findings"]}
    assert found["print_unknown"] == found["print_queued"] == ["shiponce print-jobs"]


def test_a_label_without_known_contents_has_no_slip(desk: Desk) -> None:
    """The label is not printed without the slip that was asked for."""
    folder = a_folder(desk)
    order, shipment = desk.shipped()
    with desk.trade.hub._db.write() as conn:
        conn.execute("DELETE FROM package_lines WHERE shipment_id = ?", (shipment,))
    code, said = desk.type("print", ref(order), "--slip")
    assert (code, said) == (1, say("limit.no_slip", shipment=shipment) + "\n")
    assert files(folder) == []


def test_two_people_who_print_at_once_get_one_paper(desk: Desk) -> None:
    """The second finds the job of the first, and sends nothing of its own."""
    folder = a_folder(desk)
    _, shipment = desk.shipped()
    here, there = (desk.opening(Path(desk.trade.file), None, name) for name in ("Ada", "Bob"))
    with here, there:
        send = FolderPrinter.send

        def meanwhile(printer: FolderPrinter, *given: Any) -> PrintOutcome:
            desk.monkeypatch.setattr(FolderPrinter, "send", send)
            report = there.printing.print([shipment], again=True)
            assert [one.reason.code for one in report.refused] == ["limit.printed_before.sending"]
            return send(printer, *given)

        desk.monkeypatch.setattr(FolderPrinter, "send", meanwhile)
        here.printing.print([shipment])
    assert files(folder) == [kept(desk, shipment)]
