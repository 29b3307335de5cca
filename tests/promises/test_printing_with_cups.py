"""Printing through the print service itself, with a printer of the tests' own (L4)."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.promises.paper import Desk, desk
from tests.promises.test_labels_on_paper import kept, ref

__all__ = ["desk"]

CUPSD = shutil.which("cupsd") or shutil.which("cupsd", path="/usr/sbin")
pytestmark = pytest.mark.skipif(
    CUPSD is None
    or shutil.which("lp") is None
    or shutil.which("lpadmin", path=f"{os.environ['PATH']}:/usr/sbin") is None
    or not hasattr(os, "geteuid")
    or os.geteuid() != 0,
    reason="CUPS is not installed, or may not be started by this user",
)
#: Takes the jobs of a queue: keeps each under its title, or jams when told to.
BACKEND = """#!{python}
import sys
from pathlib import Path
folder = Path({folder!r})
if len(sys.argv) < 6:
    print('direct tests "Tests" "Tests"')
    sys.exit(0)
data = Path(sys.argv[6]).read_bytes() if len(sys.argv) > 6 else sys.stdin.buffer.read()
(folder / sys.argv[3]).write_bytes(data)
"""
FILES = """ServerRoot {root}
ServerBin {root}/bin
StateDir {root}
CacheDir {root}/cache
RequestRoot {root}/spool
TempDir {root}/temp
ErrorLog {root}/error.log
AccessLog {root}/access.log
PageLog {root}/page.log
Sandboxing relaxed
FileDevice No
"""
CONF = """Listen {socket}
DefaultAuthType None
Browsing Off
LogLevel warn
<Location />
  Allow all
</Location>
<Policy default>
  JobPrivateAccess all
  JobPrivateValues none
  SubscriptionPrivateAccess all
  SubscriptionPrivateValues none
  <Limit All>
    Allow all
  </Limit>
</Policy>
"""


def _run(*words: str) -> None:
    path = f"{os.environ['PATH']}:/usr/sbin:/usr/bin"
    program = shutil.which(words[0], path=path)
    assert program is not None, words[0]
    subprocess.run([program, *words[1:]], check=True, capture_output=True, timeout=20)  # noqa: S603


@pytest.fixture
def queue(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Path]:
    """A print service of our own with one queue, ``labels``; yield where its papers come out."""
    root = tmp_path_factory.mktemp("cups")
    out = root / "out"
    for name in ("bin/backend", "bin/filter", "cache", "spool", "temp", "out"):
        (root / name).mkdir(parents=True)
    (root / "bin/daemon").symlink_to("/usr/lib/cups/daemon")  # it starts backends
    backend = root / "bin/backend/tests"
    backend.write_text(BACKEND.format(python=sys.executable, folder=str(out)))
    backend.chmod(0o700)
    socket = root / "s"
    (root / "files.conf").write_text(FILES.format(root=root))
    (root / "cupsd.conf").write_text(CONF.format(socket=socket))
    assert CUPSD is not None
    service = subprocess.Popen(  # noqa: S603
        [CUPSD, "-f", "-c", str(root / "cupsd.conf"), "-s", str(root / "files.conf")],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    monkeypatch.setenv("CUPS_SERVER", str(socket))
    try:
        until(socket.exists)
        _run(
            "lpadmin",
            "-p",
            "labels",
            "-v",
            "tests:/x",
            "-E",
            "-o",
            "printer-error-policy=abort-job",
        )
        yield out
    finally:
        service.terminate()
        service.wait(20)


def until(condition: Callable[[], bool]) -> None:
    """Wait until something holds; the print service works on its own."""
    for _ in range(200):
        if condition():
            return
        time.sleep(0.05)
    raise AssertionError("it did not happen within ten seconds")


@pytest.mark.proves("L4")
def test_the_service_takes_the_bytes_of_the_label(desk: Desk, queue: Path) -> None:
    """Under the job's own name, and once."""
    order, shipment = desk.shipped()
    desk.configure('[printers.office]\nkind = "system"\nqueue = "labels"\noptions = ["raw"]\n')
    code, answer = desk.ask("print", ref(order))
    (job,) = answer["jobs"]
    assert (code, job["state"]) == (0, "taken")
    paper = queue / job["key"]
    until(lambda: paper.exists() and paper.stat().st_size == len(kept(desk, shipment)))
    assert paper.read_bytes() == kept(desk, shipment)
    assert desk.type("print", ref(order))[0] == 1
    assert len(list(queue.iterdir())) == 1
    assert desk.bought() == 1


def test_a_queue_that_does_not_exist_printed_nothing(desk: Desk, queue: Path) -> None:
    """The service says so itself."""
    order, _ = desk.shipped()
    desk.configure('[printers.office]\nkind = "system"\nqueue = "nowhere"\n')
    code, answer = desk.ask("print", ref(order))
    assert (code, answer["jobs"][0]["state"]) == (1, "not_printed")
    code, answer = desk.ask("printers", "check")
    assert (code, answer["printers"][0]["reached"]) == (1, False)
    assert not list(queue.iterdir())


def test_a_queue_that_prints_again_by_itself_is_found(desk: Desk, queue: Path) -> None:
    """With the command that mends it."""
    del queue
    desk.configure('[printers.office]\nkind = "system"\nqueue = "labels"\n')
    assert desk.type("printers", "check")[0] == 0
    _run("lpadmin", "-p", "labels", "-o", "printer-error-policy=retry-job")
    code, said = desk.type("printers", "check")
    assert code == 1
    assert "lpadmin -p labels -o printer-error-policy=abort-job" in said
    _run("lpadmin", "-p", "labels", "-o", "printer-error-policy=abort-job")
    assert desk.type("printers", "check")[0] == 0
