"""How far a run is: a bar in a terminal or a notebook, plain lines in a log."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator
from typing import TypeVar

from luksia_nlp.records import Document, Failure

T = TypeVar("T")
# Seconds between two lines of a log: the first soon, then ever fewer.
_FIRST_PAUSE, _LONGEST_PAUSE = 5.0, 60.0


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
    if sys.stderr.isatty() or _in_notebook():
        return _with_bar(results, total)
    return _with_lines(results, total)


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
    started = said = time.monotonic()
    pause, done, failed, words = 0.0, 0, 0, 0
    shown = -1
    for result in results:
        yield result
        done += 1
        failed += isinstance(result, Failure)
        words += _words(result)
        now = time.monotonic()
        if now - said >= pause:
            say(_line(done, total, failed, words, now - started))
            said, pause, shown = now, min(max(2 * pause, _FIRST_PAUSE), _LONGEST_PAUSE), done
    if shown != done:
        say(_line(done, total, failed, words, time.monotonic() - started))


def _words(result: object) -> int:
    document = getattr(result, "document", result)
    if not isinstance(document, Document):
        return 0
    return sum(token.text[:1].isalnum() for token in document.tokens)


def _line(done: int, total: int | None, failed: int, words: int, seconds: float) -> str:
    articles = f"{done:,}" if total is None else f"{done:,} of {total:,}"
    noun = "article" if (total or done) == 1 else "articles"
    parts = [f"{articles} {noun}", f"{words:,} words", f"{failed:,} failed", _time(seconds)]
    if total is not None and done < total:
        parts.append(f"about {_time(seconds / done * (total - done))} left")
    return "Analysed " + ", ".join(parts)


def _time(seconds: float) -> str:
    """A stretch of time for people: seconds, then minutes, then hours."""
    if seconds < 100:
        return f"{seconds:.0f} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 100 else f"{minutes // 60} h {minutes % 60} min"
