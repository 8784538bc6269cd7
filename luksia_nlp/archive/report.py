"""What a run over an archive did, for people and programs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from luksia_nlp.reading.progress import duration

if TYPE_CHECKING:
    from luksia_nlp.archive.cutting import Reading
    from luksia_nlp.archive.progress import RunProgress

# Identifiers of articles that are gone which the report shows: what fits into two lines.
_SHOWN = 5


@dataclass(frozen=True)
class RunReport:
    """What a run did.

    Args:
        folder: The archive's folder.
        n_read: Articles and failures that the source gave.
        n_new: Those that the archive did not know.
        n_changed: Those that had changed since they were analysed.
        n_analysed: Articles that this run analysed, failed ones included.
        n_failed: Those of them that failed.
        n_words: Words of the articles that this run analysed.
        gone: Identifiers of articles of the archive that the source does not give any more; they are kept.
        n_rows: Table -> rows of the whole archive; empty where the tables are left to another run.
        seconds: How long analysing took, loading included.
        words_a_second: How many words were analysed a second, once the models were loaded.
        n_deaths: Worker processes that died.

    Example:
        >>> import tempfile
        >>> from luksia_nlp import run_archive
        >>> raportti = run_archive(["Lohjalla satoi."], Path(tempfile.mkdtemp()) / "arkisto", workers=1)
        >>> str(raportti).splitlines()[0]
        '1 article read: 1 new, 0 changed'
    """

    folder: Path
    n_read: int
    n_new: int
    n_changed: int
    n_analysed: int
    n_failed: int
    n_words: int
    gone: Sequence[str]
    n_rows: Mapping[str, int]
    seconds: float
    words_a_second: float
    n_deaths: int

    @property
    def n_articles(self) -> int:
        """Articles of the whole archive that could be analysed."""
        return self.n_rows.get("articles", 0)

    @property
    def n_failures(self) -> int:
        """Articles of the whole archive that could not be read or analysed."""
        return self.n_rows.get("failures", 0)

    @property
    def is_complete(self) -> bool:
        """Whether the tables are up to date with the source."""
        return bool(self.n_rows)

    @classmethod
    def of(
        cls,
        folder: Path,
        reading: Reading,
        progress: RunProgress,
        gone: Sequence[str],
        n_rows: Mapping[str, int] | None,
        seconds: float,
    ) -> RunReport:
        """The report of a run."""
        return cls(
            folder,
            reading.n_read,
            reading.n_new,
            reading.n_changed,
            progress.n_articles,
            progress.n_failures,
            progress.n_words,
            tuple(gone),
            dict(n_rows or {}),
            seconds,
            progress.n_words / progress.seconds if progress.seconds else 0.0,
            progress.n_deaths,
        )

    def __str__(self) -> str:
        """Lines for people."""
        lines = [
            f"{_articles(self.n_read)} read: {self.n_new:,} new, {self.n_changed:,} changed",
            f"{self.n_analysed:,} analysed in {duration(self.seconds)}, {self.n_words:,} words, "
            f"{self.words_a_second:,.0f} a second; {self.n_failed:,} of them failed",
        ]
        if self.n_deaths:
            lines.append(f"{self.n_deaths:,} worker processes died; their work was done again")
        if self.gone:
            shown = ", ".join(self.gone[:_SHOWN]) + (", ..." if len(self.gone) > _SHOWN else "")
            verb = "is" if len(self.gone) == 1 else "are"
            lines.append(f"{_articles(len(self.gone))} {verb} gone from the source and kept here: {shown}")
        if self.is_complete:
            counts = ", ".join(f"{number:,} {name}" for name, number in self.n_rows.items())
            lines.append(f"The archive has now: {counts}")
        else:
            lines.append("The tables are made by a last run without a share (--shard), once all are done")
        return "\n".join(lines)


def _articles(number: int) -> str:
    return "1 article" if number == 1 else f"{number:,} articles"
