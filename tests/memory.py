"""Memory at the pace of tests: a run opens some thirty thousand registers in one process.

Nothing here changes what is computed. A machine whose C library is another one runs the tests as they are.
"""

import ctypes
import sys

_M_TRIM_THRESHOLD = -1
_SQLITE_CONFIG_MEMSTATUS = 9
_KEPT = 512 * 2**20


def spare() -> None:
    """Keep what a closed register gave back, and let SQLite count no bytes; before the first connection."""
    if sys.platform != "linux":
        return
    try:
        # Else glibc gives the memory of a schema back to the system at every close and asks for it again.
        ctypes.CDLL("libc.so.6").mallopt(_M_TRIM_THRESHOLD, _KEPT)
        # Its statistics lock a mutex at every allocation. Python has begun it already, nobody has used it yet.
        sqlite = ctypes.CDLL("libsqlite3.so.0")
        sqlite.sqlite3_shutdown()
        sqlite.sqlite3_config(_SQLITE_CONFIG_MEMSTATUS, 0)
        sqlite.sqlite3_initialize()
    except (OSError, AttributeError):
        return
