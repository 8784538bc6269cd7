"""How far a run is: a bar in a terminal or a notebook, plain lines in a log."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator
from typing import TypeVar

from luksia_nlp.records import Document, Failure

T = TypeVar("T")
# Seconds between two lines of a log: the first soon, then ever fewer, one a minute at last.
_FIRST_PAUSE, _LONGEST_PAUSE = 5.0, 60.0


class Pauses:
    """When a log is to have its next line: at once, then after ever longer pauses.

    Args:
        first: Whether there is a pause before the first line, too.
    """

    def __init__(self, first: bool = False) -> None:
        self._said = time.monotonic()
        self._pause = _FIRST_PAUSE if first else 0.0

    def is_time(self) -> bool:
        """Whether the pause is over; a new one begins then."""
        now = time.monotonic()
        if now - self._said < self._pause:
            return False
        self._said, self._pause = now, min(max(2 * self._pause, _FIRST_PAUSE), _LONGEST_PAUSE)
        return True


def say(text: str) -> None:
    """Say on standard error what is being done, at once.

    Args:
        text: One line.
    """
    print(text, file=sys.stderr, flush=True)


def followed(results: Iterable[T], total: int | None) -> Iterator[T]:
    """The same results, while standard error shows how many are done, have failed and are left.

    Args:
        results: Documents, or what holds a `document`, article by article; a `Failure` is counted as one.
        total: How many there will be; None where nobody knows.
    """
    return _with_bar(results, total) if has_bar() else _with_lines(results, total)


def has_bar() -> bool:
    """Whether progress is shown as a bar: in a terminal or a notebook; else as lines."""
    return sys.stderr.isatty() or _in_notebook()


def _in_notebook() -> bool:
    """Whether a Jupyter kernel runs this; other programs may have loaded Jupyter, too."""
    ipython = sys.modules.get("IPython")
    shell = None if ipython is None else ipython.get_ipython()
    return type(shell).__name__ == "ZMQInteractiveShell"


def _with_bar(results: Iterable[T], total: int | None) -> Iterator[T]:
    from tqdm.auto import tqdm

    failed = 0
    with tqdm(total=total, unit=" articles", desc="Analysing") as bar:
        for result in results:
            yield result
            failed += isinstance(result, Failure)
            if failed:
                bar.set_postfix(failed=failed, refresh=False)
            bar.update()


def _with_lines(results: Iterable[T], total: int | None) -> Iterator[T]:
    started, pauses = time.monotonic(), Pauses()
    done, failed, words = 0, 0, 0
    shown = -1
    for result in results:
        yield result
        done += 1
        failed += isinstance(result, Failure)
        words += words_of(result)
        if pauses.is_time():
            say(_line(done, total, failed, words, time.monotonic() - started))
            shown = done
    if shown != done:
        say(_line(done, total, failed, words, time.monotonic() - started))


def words_of(result: object) -> int:
    """The words of a document, or of what holds one; 0 for anything else."""
    document = getattr(result, "document", result)
    if not isinstance(document, Document):
        return 0
    return sum(token.text[:1].isalnum() for token in document.tokens)


def _line(done: int, total: int | None, failed: int, words: int, seconds: float) -> str:
    articles = f"{done:,}" if total is None else f"{done:,} of {total:,}"
    noun = "article" if (total or done) == 1 else "articles"
    parts = [f"{articles} {noun}", f"{words:,} words", f"{failed:,} failed", duration(seconds)]
    if seconds >= _FIRST_PAUSE:
        parts.append(f"{done / seconds:.1f} articles and {words / seconds:,.0f} words a second")
    if total is not None and done < total:
        parts.append(f"about {duration(seconds / done * (total - done))} left")
    return "Analysed " + ", ".join(parts)


def duration(seconds: float) -> str:
    """A stretch of time for people: seconds, then minutes, then hours."""
    if seconds < 100:
        return f"{seconds:.0f} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 100 else f"{minutes // 60} h {minutes % 60} min"
