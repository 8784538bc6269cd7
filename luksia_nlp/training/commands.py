"""What the commands of this room share: a log on standard error, and errors told in a line."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable

from luksia_nlp.errors import LuksiaError


def finished(work: Callable[[], None]) -> int:
    """Do a command's work; the exit code, 0 where it went well and 2 after an error of ours.

    Args:
        work: The work.

    Example:
        >>> finished(lambda: None)
        0
    """
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s", stream=sys.stderr)
    try:
        work()
    except LuksiaError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    return 0
