"""What the operating system says of a file and of where it lies; what it does not say is None or empty.

What only some systems have stays in this one place. Nothing here opens the register: closing a file drops
SQLite's locks on it.
"""

import contextlib
import os
import re
import shutil
import stat
import subprocess
import sys
from pathlib import Path
from typing import Final

POSIX: Final = os.name == "posix"
# On these SQLite's locks are a promise that nobody keeps.
_NETWORK: Final = frozenset(
    (
        "9p",
        "acfs",
        "afpfs",
        "afs",
        "beegfs",
        "ceph",
        "cifs",
        "coda",
        "davfs",
        "glusterfs",
        "gpfs",
        "lustre",
        "ncpfs",
        "nfs",
        "nfs3",
        "nfs4",
        "ocfs2",
        "orangefs",
        "prl_fs",
        "remote",
        "s3fs",
        "smb2",
        "smb3",
        "smbfs",
        "sshfs",
        "vboxsf",
        "vmhgfs",
        "webdav",
    )
)
_SYNCHRONISED: Final = ("onedrive", "dropbox", "google drive", "googledrive", "icloud", "nextcloud")


def itself(path: Path) -> Path:
    """Return the file behind a symbolic link, else the path as it was given."""
    return path.resolve() if path.is_symlink() else path


def mode(path: Path) -> int | None:
    """Return the permission bits, None where the system has none."""
    return stat.S_IMODE(path.stat().st_mode) if POSIX else None


def is_own(path: Path) -> bool:
    """Tell whether the file belongs to whoever runs the program; True where that cannot be told."""
    return sys.platform == "win32" or path.stat().st_uid == os.geteuid()


def owner(path: Path) -> str:
    """Return the name of the file's owner, else its number."""
    number = path.stat().st_uid
    if sys.platform == "win32":
        return str(number)
    try:
        import pwd

        return pwd.getpwuid(number).pw_name
    except (ImportError, KeyError):
        return str(number)


def names(path: Path) -> int:
    """Return how many names lead to the same file, other than symbolic links."""
    return path.stat().st_nlink


def free_bytes(folder: Path) -> int | None:
    """Return how many bytes the disk that holds a folder has left."""
    try:
        return shutil.disk_usage(folder).free
    except OSError:
        return None


def kind(path: Path) -> str:
    """Return the type of the file system that holds a path, `remote` for a network drive of Windows."""
    try:
        place = path.resolve()
        if sys.platform == "win32":
            return _drive_type(place)
        mounts = Path("/proc/self/mounts")
        if mounts.exists():
            return kind_by_mounts(mounts.read_text(encoding="utf-8", errors="surrogateescape"), place)
        return kind_by_listing(_mount_listing(), place)
    except (OSError, ValueError, subprocess.SubprocessError):
        return ""


def is_network(kind: str) -> bool:
    """Tell whether a type of file system lies on another machine."""
    return kind.removeprefix("fuse.").lower() in _NETWORK


def synchronised(path: Path) -> str:
    """Return the folder above a path that a cloud service copies behind our back, empty when there is none."""
    for folder in path.absolute().parents:
        if folder.name.lower().startswith(_SYNCHRONISED):
            return str(folder)
    return ""


def kind_by_mounts(text: str, place: Path) -> str:
    """Read Linux's table of mounts: device, folder, type, a blank inside a name as `\\040`."""
    rows = [line.split(" ") for line in text.splitlines()]
    return _deepest([(_unescaped(row[1]), row[2]) for row in rows if len(row) > 2], place)


def kind_by_listing(text: str, place: Path) -> str:
    """Read what `mount` prints on macOS and BSD: `device on folder (type, ...)`."""
    found = re.findall(r"^.* on (.+) \(([^,)]+)", text, re.MULTILINE)
    return _deepest(found, place)


def _deepest(mounts: list[tuple[str, str]], place: Path) -> str:
    """Return the type of the innermost mount above a place, the latest where two lie on one another."""
    best, kind = -1, ""
    for folder, name in mounts:
        depth = len(Path(folder).parts)
        if depth >= best and place.is_relative_to(folder):
            best, kind = depth, name
    return kind


def _unescaped(text: str) -> str:
    return re.sub(r"\\([0-7]{3})", lambda found: chr(int(found[1], 8)), text)


def _mount_listing() -> str:
    program = shutil.which("mount", path="/sbin:/usr/sbin:/bin:/usr/bin")
    if program is None:
        return ""
    return subprocess.run([program], capture_output=True, text=True, timeout=5, check=True).stdout  # noqa: S603


def _drive_type(place: Path) -> str:
    if sys.platform != "win32":
        return ""
    import ctypes

    types = {2: "removable", 3: "fixed", 4: "remote", 5: "cdrom", 6: "ramdisk"}
    return types.get(ctypes.windll.kernel32.GetDriveTypeW(place.anchor), "")


def hide_from_others(path: Path) -> None:
    """Take from everybody but owner and group what the file lets them do."""
    bits = mode(path)
    if bits is not None and bits & 0o007:
        with contextlib.suppress(PermissionError):  # only the owner may
            path.chmod(bits & 0o770)


def sync(path: Path) -> None:
    """See to it that what was written to a file survives a power cut."""
    handle = os.open(path, os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_folder(folder: Path) -> None:
    """See to it that a new name in a folder survives a power cut, where the system lets us."""
    if not POSIX:
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError:
        return  # some file systems sync no folder
    finally:
        os.close(handle)


def move_new(source: Path, target: Path) -> None:
    """Give a file a new name; raise FileExistsError when that is taken, whoever took it meanwhile."""
    try:
        os.link(source, target)
    except FileExistsError:
        raise
    except (OSError, AttributeError):
        _move_without_links(source, target)
    else:
        try:
            source.unlink()
        except OSError:
            target.unlink()  # Windows keeps the name of a file that somebody has open
            raise


def _move_without_links(source: Path, target: Path) -> None:
    """Take the name first, which fails when somebody has it, then put the file over what we made ourselves."""
    os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    try:
        source.replace(target)
    except BaseException:
        target.unlink()
        raise
