"""How stored results depend on the processor: 8-bit arithmetic magnifies last bits, in which kinds differ."""

from __future__ import annotations

import platform
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path

# How much of a printed result must be as stored where the processor is of another kind: some scores differ in
# their second decimal, and now and then a name or a hit is there or not.
_ALIKE = 0.7


@cache
def is_kind_stored() -> bool:
    """Whether it has AVX2 and not AVX-512, as the processor that stored results were made on."""
    try:
        flags = Path("/proc/cpuinfo").read_text("utf-8").split()
    except OSError:
        return False
    return platform.machine() == "x86_64" and "avx2" in flags and "avx512f" not in flags


def is_as_stored(found: str, stored: str) -> bool:
    """Whether a printed result is the one stored, or, on another kind of processor, much like it."""
    if found == stored or is_kind_stored():
        return found == stored
    return SequenceMatcher(None, found.splitlines(), stored.splitlines()).ratio() > _ALIKE or (
        SequenceMatcher(None, found, stored, autojunk=False).ratio() > _ALIKE
    )
