"""What the machine, job or container has to give to worker processes."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path

# Bytes of memory that a worker is reckoned to need: models and a shard, measured at 1.5 GB.
_WORKER_BYTES = 2 * 10**9
# Windows cannot wait for more than 63 processes at once; so many are a large node's.
_MOST_WORKERS = 60 if sys.platform == "win32" else 1_000


def usual_workers() -> int:
    """How many workers fit this machine: one a processor that may be used, each with memory for its models.

    Example:
        >>> usual_workers() >= 1
        True
    """
    try:
        processors = len(os.sched_getaffinity(0))
    except AttributeError:  # not on macOS and Windows
        processors = os.cpu_count() or 1
    return max(1, min(processors, _memory() // _WORKER_BYTES, _MOST_WORKERS))


def _memory() -> int:
    """The bytes of memory that may be used: of the machine, or of the job or container that this runs in."""
    found = [_MOST_WORKERS * _WORKER_BYTES]
    with suppress(AttributeError, ValueError, OSError):  # not on Windows
        found.append(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES"))
    for path in ("/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes"):
        with suppress(OSError, ValueError):  # "max" is no number
            found.append(int(Path(path).read_text(encoding="ascii")))
    with suppress(KeyError, ValueError):
        found.append(int(os.environ["SLURM_MEM_PER_NODE"]) * 2**20)
    return min(found)
