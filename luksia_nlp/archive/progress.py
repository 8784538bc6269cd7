"""How far a run over an archive is: a bar in a terminal or a notebook, plain lines in a log."""

from __future__ import annotations

import time
from typing import Any

from luksia_nlp.archive.cutting import Reading
from luksia_nlp.archive.report import articles_told
from luksia_nlp.archive.workers import Counts
from luksia_nlp.reading.progress import Pauses, duration, has_bar, say

# Seconds before which no speed is told: the first articles say little of it.
_FIRST = 5.0


class RunProgress:
    """Follows a run, and shows it where that is wanted.

    Args:
        reading: How far the source is read; it is looked at, not changed.
        is_shown: Whether to show it on standard error.
    """

    def __init__(self, reading: Reading, is_shown: bool) -> None:
        self.reading, self._is_shown = reading, is_shown
        self._pauses, self._reads = Pauses(), Pauses(first=True)
        self._bar: Any = None
        self._loaded: float | None = None
        self.n_articles = self.n_failures = self.n_words = self.n_deaths = 0
        self.total: int | None = None

    @property
    def seconds(self) -> float:
        """Seconds since the first models were loaded."""
        return 0.0 if self._loaded is None else time.monotonic() - self._loaded

    def loaded(self) -> None:
        """Models are loaded."""
        if self._loaded is None:
            self._loaded = time.monotonic()
            self._say("Models loaded; analysing")

    def article(self, words: int, failed: bool) -> None:
        """An article is analysed."""
        self.articles(Counts(1, int(failed), words))

    def articles(self, counts: Counts) -> None:
        """Several articles are analysed."""
        self.n_articles += counts.articles
        self.n_failures += counts.failures
        self.n_words += counts.words
        if self._is_shown and has_bar():
            self._show_bar(counts.articles)
        elif self._is_shown and self._pauses.is_time():
            say(self._line())

    def died(self, how: str, lost: Counts) -> None:
        """A worker process died; what it had told of its shard is done again."""
        self.n_deaths += 1
        self.n_articles -= lost.articles
        self.n_failures -= lost.failures
        self.n_words -= lost.words
        if self._bar is not None:
            self._bar.update(-lost.articles)
        self._say(f"A worker process ended {how}; its shard is analysed again")

    def waiting(self) -> None:
        """Time goes by; while nothing is analysed, tell how far the reading is."""
        if self._is_shown and not self.n_articles and self.reading.n_read and self._reads.is_time():
            self._say(f"{self.reading.n_read:,} articles read so far")

    def finished(self) -> None:
        """All is analysed."""
        if self._bar is not None:
            self._bar.close()
        elif self.n_articles:
            self._say(self._line())

    def _say(self, text: str) -> None:
        if self._is_shown:
            if self._bar is not None:
                self._bar.write(text)
            else:
                say(text)

    def _line(self) -> str:
        done, seconds = self.n_articles, self.seconds
        so_far = articles_told(done) if self.total is None else f"{done:,} of {articles_told(self.total)}"
        parts = [
            so_far,
            f"{self.n_words:,} words",
            f"{self.n_failures:,} failed",
            duration(seconds),
            *self._speed(),
        ]
        if self.total is None:
            parts.append(f"{self.reading.n_read:,} articles read so far")
        elif 0 < done < self.total:
            parts.append(f"about {duration(seconds / done * (self.total - done))} left")
        return "Analysed " + ", ".join(parts)

    def _speed(self) -> list[str]:
        if self.seconds < _FIRST:
            return []
        articles, words = self.n_articles / self.seconds, self.n_words / self.seconds
        return [f"{articles:.1f} articles and {words:,.0f} words a second"]

    def _show_bar(self, articles: int) -> None:
        from tqdm.auto import tqdm

        if self._bar is None:
            self._bar = tqdm(unit=" articles", desc="Analysing", total=self.total)
        if self._bar.total != self.total:
            self._bar.total = self.total
            self._bar.refresh()
        told = [f"{self.n_words / max(self.seconds, 0.1):,.0f} words/s"]
        if self.n_failures:
            told.append(f"failed={self.n_failures:,}")
        self._bar.set_postfix_str(", ".join(told), refresh=False)
        self._bar.update(articles)
