"""How much of each file SQLite has had written down for good: what a power cut would leave.

The functions of SQLite's own file system are looked over with ctypes: each ``xSync`` is noted with
the length that the file had. It works where Python uses a shared libsqlite3.
"""

from __future__ import annotations

import ctypes
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

_OPEN = ctypes.CFUNCTYPE(
    ctypes.c_int,
    ctypes.c_void_p,
    ctypes.c_void_p,  # the name: SQLite keeps the pointer, so it is passed on as it is
    ctypes.c_void_p,
    ctypes.c_int,
    ctypes.POINTER(ctypes.c_int),
)
_SYNC = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int)
#: Pointers of sqlite3_io_methods behind its version, and where xSync stands among all.
_METHODS, _AT_SYNC = 18, 5


class _Vfs(ctypes.Structure):
    """The beginning of sqlite3_vfs."""

    _fields_ = (
        ("version", ctypes.c_int),
        ("size", ctypes.c_int),
        ("longest", ctypes.c_int),
        ("following", ctypes.c_void_p),
        ("name", ctypes.c_char_p),
        ("data", ctypes.c_void_p),
        ("open", ctypes.c_void_p),
    )


class Synced:
    """Per file name, the length that is safe."""

    def __init__(self) -> None:
        self.lengths: dict[str, int] = {}
        self._files: dict[int, str] = {}
        self._kept: list[object] = []
        self._tables: dict[int, ctypes.Array[ctypes.c_void_p]] = {}

    def of(self, file: Path) -> int:
        """Bytes of *file* that a power cut leaves."""
        return self.lengths.get(str(file), 0)

    def opener(self, inner: int) -> object:
        """A function in the place of xOpen, which is at *inner*."""
        original = _OPEN(inner)

        def opened(vfs: int, name: int | None, file: int, flags: int, out: object) -> int:
            code = int(original(vfs, name, file, flags, out))
            methods = ctypes.cast(file, ctypes.POINTER(ctypes.c_void_p))
            if code == 0 and name and methods[0]:
                self._files[file] = os.fsdecode(ctypes.string_at(name))
                methods[0] = ctypes.addressof(self._table(methods[0]))
            return code

        made = _OPEN(opened)
        self._kept += [original, made]
        return made

    def _table(self, methods: int | None) -> ctypes.Array[ctypes.c_void_p]:
        assert methods is not None
        if methods not in self._tables:
            table = (ctypes.c_void_p * (1 + _METHODS)).from_buffer_copy(
                ctypes.string_at(methods, 8 * (1 + _METHODS))
            )
            original = _SYNC(table[_AT_SYNC])  # type: ignore[arg-type]  # an address

            def synced(file: int, flags: int) -> int:
                name = self._files[file]
                length = Path(name).stat().st_size if Path(name).exists() else 0
                code = int(original(file, flags))
                self.lengths[name] = length
                return code

            made = _SYNC(synced)
            self._kept += [original, made]
            table[_AT_SYNC] = ctypes.cast(made, ctypes.c_void_p).value
            self._tables[methods] = table
        return self._tables[methods]


@contextmanager
def watched() -> Iterator[Synced | None]:
    """Watch every file that is opened within; None where this Python's SQLite cannot be watched.

    Every connection that is opened within has to be closed within.
    """
    synced = Synced()
    try:
        library = ctypes.CDLL("libsqlite3.so.0")
    except OSError:
        yield None
        return
    library.sqlite3_vfs_find.restype = ctypes.POINTER(_Vfs)
    vfs = library.sqlite3_vfs_find(None).contents
    before = vfs.open
    made = synced.opener(before)
    vfs.open = ctypes.cast(made, ctypes.c_void_p).value  # type: ignore[arg-type]  # a function
    try:
        yield synced if _is_seen(synced) else None
    finally:
        vfs.open = before


def _is_seen(synced: Synced) -> bool:
    with TemporaryDirectory() as folder:
        file = Path(folder).resolve() / "seen.db"
        conn = sqlite3.connect(file)
        conn.execute("CREATE TABLE seen (it INTEGER)")
        conn.commit()
        conn.close()
        return synced.of(file) > 0
