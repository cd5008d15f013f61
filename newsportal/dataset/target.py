"""Where an export goes: a file or folder here, or at any address that fsspec knows.

All is written to a place beside it and moved when it is whole: who stops an export leaves the old
one as it was.
"""

from __future__ import annotations

import glob
import json
import os
import shutil
import tempfile
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from newsportal.errors import ArgumentError, StoreError

NOTE = "_newsportal.json"
"""The file in a folder of ours that says what it is; readers pass over names that open so."""

OBJECT_STORES = frozenset(("s3", "s3a", "gs", "gcs", "abfs", "az", "oss", "r2"))
"""Systems without folders; to make one would make a bucket of a name that was mistyped."""


def is_remote(target: str) -> bool:
    """Whether a target is an address, such as ``s3://bucket/a.parquet``."""
    return "://" in target


@contextmanager
def written(target: str, is_folder: bool, once: bool = False) -> Iterator[Path]:
    """A path to write to; when that is done, what was written stands at ``target``.

    With ``once`` nothing may be there, not even what another program puts there meanwhile.

    Raises:
        ArgumentError: The target is or holds what is no export.
        StoreError: The target cannot be written, or its library is missing.
    """
    if is_remote(target):
        try:
            yield from _sent(target, is_folder)
        except OSError as error:  # of the place here that it is sent from
            raise StoreError(f"{target} cannot be written: {error.strerror or error}") from error
        return
    path = _place(target)
    settle(path)
    _may_replace(path, is_folder)
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        _clear_left(path)
        path.parent.mkdir(parents=True, exist_ok=True)
        if is_folder:
            part.mkdir()
        yield part
        _sync(part)
        (_put_once if once else _put)(part, path)
    except OSError as error:
        raise StoreError(f"{target} cannot be written: {error.strerror or error}") from error
    finally:
        _remove(part)


def _place(target: str) -> Path:
    """Where a target is, behind all links.

    Raises:
        ArgumentError: Nothing can be put there.
    """
    path = Path(target).resolve()
    if not target or not path.name or path == Path.cwd():
        raise ArgumentError(f"{target!r} cannot be replaced: name a file, or a folder in it")
    if path.exists() and not (path.is_file() or path.is_dir()):
        raise ArgumentError(f"{target} is neither a file nor a folder")
    return path


def settle(path: Path) -> None:
    """Put back the old folder if an export was killed between taking it away and putting its own.

    >>> settle(Path("there is none"))
    """
    old = path.with_name(f".{path.name}.old")
    if old.is_dir() and not path.exists():
        old.replace(path)


def note_in(folder: Path, note: Mapping[str, Any]) -> None:
    """Say in a folder what it is, and which files are its own."""
    names = [path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()]
    (folder / NOTE).write_text(noted(note, names), encoding="utf-8")


def noted(note: Mapping[str, Any], names: Iterable[str]) -> str:
    """The text of a note about files."""
    return json.dumps({**note, "files": sorted(names)}, ensure_ascii=False, indent=1) + "\n"


def _may_replace(path: Path, is_folder: bool) -> None:
    """See that nothing is written over but an export.

    Raises:
        ArgumentError: It is something else.
    """
    if is_folder and path.exists() and not path.is_dir():
        raise ArgumentError(f"{path} is a file: name a folder, or a file with an ending")
    if not is_folder and path.is_dir():
        raise ArgumentError(f"{path} is a folder: name a file in it")
    if is_folder and path.is_dir():
        note = path / NOTE
        text = note.read_text(encoding="utf-8") if note.is_file() else None
        files = (each for each in path.rglob("*") if each.is_file())
        check_own(str(path), text, {each.relative_to(path).as_posix() for each in files})


def check_own(target: str, note: str | None, names: Collection[str]) -> None:
    """See that a folder with these files, and this note among them, is an export and no more.

    Raises:
        ArgumentError: It is a release, or holds files of somebody else.
    """
    try:
        said = json.loads(note) if note is not None else {}
    except ValueError:
        said = {}
    if "release" in said:
        raise ArgumentError(f"{target} is a release, and is never changed: name another folder")
    others = sorted(set(names) - {NOTE, *said.get("files", ())})
    if others:
        raise ArgumentError(
            f"{target} holds what is no export of newsportal ({others[0]}): name another folder"
        )


def _clear_left(path: Path) -> None:
    """Delete what exports to this place left that were killed."""
    for left in path.parent.glob(f".{glob.escape(path.name)}.*.part"):
        number = left.name.rsplit(".", 2)[1]
        if number.isdecimal() and not _is_running(int(number)):
            _remove(left)


def _is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:  # it is somebody else's
        return True
    return True


def _put_once(part: Path, path: Path) -> None:
    """Move a folder to where nothing is.

    Raises:
        ArgumentError: Another program was there first.
    """
    try:
        path.mkdir()  # only one can make it
    except FileExistsError as error:
        raise ArgumentError(f"{path} is there already, and is never changed") from error
    try:
        part.replace(path)
    except BaseException:
        path.rmdir()  # or the name would be taken by nothing
        raise


def _put(part: Path, path: Path) -> None:
    """Move ``part`` to ``path``; a folder that is there goes after, and comes back by `settle`."""
    if not path.is_dir():
        part.replace(path)
        return
    old = path.with_name(f".{path.name}.old")
    _remove(old)
    path.replace(old)
    try:
        part.replace(path)
    except BaseException:
        old.replace(path)
        raise
    _remove(old)


def _sync(part: Path) -> None:
    """See that all is on the disk before it takes the place of what is there."""
    for path in [part] if part.is_file() else [each for each in part.rglob("*") if each.is_file()]:
        with path.open("rb") as file:
            os.fsync(file.fileno())


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    path.unlink(missing_ok=True)


def _sent(target: str, is_folder: bool) -> Iterator[Path]:
    """Write here and send it; what an older export left there and this has not, goes at the end."""
    system, root = _filesystem(target)
    with _failing_as(target):
        there = _names(system, root) if is_folder else set()
        note = system.cat_file(f"{root}/{NOTE}").decode() if NOTE in there else None
    check_own(target, note, there)
    with tempfile.TemporaryDirectory() as place:
        part = Path(place) / "export"
        if is_folder:
            part.mkdir()
        yield part
        files = [part] if part.is_file() else [each for each in part.rglob("*") if each.is_file()]
        new = {each.relative_to(part).as_posix() if is_folder else "": each for each in files}
        with _failing_as(target):
            if is_folder:  # whose files these are is known if it breaks off in the middle
                begun = noted({"unfinished": True}, {*there, *new} - {NOTE})
                (part / ".begun").write_text(begun, encoding="utf-8")
                _send(system, part / ".begun", f"{root}/{NOTE}")
            for name in sorted(new, key=lambda each: (each == NOTE, each)):
                _send(system, new[name], f"{root}/{name}".rstrip("/"))
            for name in sorted(there - set(new)):
                system.rm_file(f"{root}/{name}")


def _send(system: Any, file: Path, path: str) -> None:
    if OBJECT_STORES.isdisjoint(_protocols(system)):
        system.makedirs(path.rpartition("/")[0], exist_ok=True)
    system.put_file(str(file), path)


def _protocols(system: Any) -> set[str]:
    return {system.protocol} if isinstance(system.protocol, str) else set(system.protocol)


def _names(system: Any, root: str) -> set[str]:
    """The files below a folder, as paths in it."""
    there = system.find(root) if system.exists(root) else []
    return {name.removeprefix(root).lstrip("/") for name in there}


@contextmanager
def _failing_as(target: str) -> Iterator[None]:
    try:
        yield
    except Exception as error:
        # Each file system has errors of its own, and what it says is all that is known.
        raise StoreError(
            f"{target} cannot be used: {str(error) or type(error).__name__}"
        ) from error


def _filesystem(target: str) -> tuple[Any, str]:
    """The file system of an address, and the path in it.

    Raises:
        StoreError: A library is missing.
        ArgumentError: There is no such kind of address.
    """
    try:
        import fsspec
    except ImportError as error:
        raise StoreError(f"{target} needs fsspec: pip install 'newsportal[data]'") from error
    try:
        system, root = fsspec.core.url_to_fs(target)
    except ImportError as error:
        needed = "'newsportal[s3]'" if target.startswith("s3") else "what it names"
        raise StoreError(f"{target}: {error}; pip install {needed}") from error
    except ValueError as error:
        raise ArgumentError(f"{target}: {error}") from error
    return system, root.rstrip("/")
