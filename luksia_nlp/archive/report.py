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
        taken_over: Identifiers of changed articles that came from another file than before.
        gone: Identifiers of articles of the archive that the source does not give any more; they are kept.
        n_rows: Table -> rows of the whole archive; empty where the tables are left to another run.
        seconds: How long analysing took, loading included.
        words_a_second: How many words were analysed a second, once the models were loaded.
        n_deaths: Worker processes that died.
        failures: Some rows of `failures`: identifier, stage and message.

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
    taken_over: Sequence[str]
    gone: Sequence[str]
    n_rows: Mapping[str, int]
    seconds: float
    words_a_second: float
    n_deaths: int
    failures: Sequence[tuple[str, str, str]] = ()

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

    def __str__(self) -> str:
        """Lines for people."""
        lines = [f"{articles_told(self.n_read)} read: {self.n_new:,} new, {self.n_changed:,} changed"]
        if self.n_analysed:
            failed = f"; {self.n_failed:,} could not be" if self.n_failed else ""
            lines.append(
                f"{articles_told(self.n_analysed - self.n_failed)} analysed in {duration(self.seconds)}, "
                f"{self.n_words:,} words, {self.words_a_second:,.0f} a second{failed}"
            )
        elif not self.n_new and not self.n_changed:
            lines.append("Nothing to analyse: all were known")
        else:
            lines.append("Nothing to analyse: all was done already, or is other shares'")
        if self.n_deaths:
            died = "1 worker process" if self.n_deaths == 1 else f"{self.n_deaths:,} worker processes"
            lines.append(f"{died} died; the work was done again")
        if self.taken_over:
            lines.append(
                f"{articles_told(len(self.taken_over))} took the place of what came from another file under "
                f"the same identifier; are these two articles? {_some(self.taken_over)}"
            )
        if self.gone:
            gone = f"{articles_told(len(self.gone))} {'is' if len(self.gone) == 1 else 'are'} gone"
            lines.append(f"{gone} from the source and kept here: {_some(self.gone)}")
        lines += self._archive()
        return "\n".join(lines)

    def _archive(self) -> list[str]:
        """What the whole archive has now."""
        if not self.is_complete:
            return ["The tables are made by a last run without a share (--shard), once all are done"]
        rows = self.n_rows
        names = [
            _count(rows["people"], "person", "people"),
            _count(rows["organisations"], "organisation", "organisations"),
            _count(rows["places"], "place", "places"),
        ]
        lines = [
            f"The archive has {articles_told(rows['articles'])}, "
            f"{_count(rows['sentences'], 'sentence', 'sentences')} and "
            f"{_count(rows['mentions'], 'mention', 'mentions')} of names: {', '.join(names)}"
        ]
        if self.n_failures:
            lines.append(f"Not analysed: {self.n_failures:,}, in the table failures, such as")
            lines += [f"  {name} ({stage}): {message}" for name, stage, message in self.failures]
        return lines


def _failures_in(folder: Path) -> tuple[tuple[str, str, str], ...]:
    """The first failures of an archive's tables."""
    import pyarrow.parquet as pq

    found: list[tuple[str, str, str]] = []
    for part in sorted((folder / "tables" / "failures").glob("*.parquet")):
        table = pq.read_table(part, columns=["article_id", "stage", "message"])
        found += [tuple(row.values()) for row in table.slice(0, _SHOWN - len(found)).to_pylist()]
        if len(found) >= _SHOWN:
            break
    return tuple(found)


def _some(names: Sequence[str]) -> str:
    """The first of some names."""
    return ", ".join(names[:_SHOWN]) + (", ..." if len(names) > _SHOWN else "")


def report_of(
    folder: Path,
    reading: Reading,
    progress: RunProgress,
    gone: Sequence[str],
    n_rows: Mapping[str, int] | None,
    seconds: float,
) -> RunReport:
    """The report of a run.

    Args:
        folder: The archive's folder.
        reading: What was read.
        progress: What was analysed.
        gone: Identifiers of articles that are gone from the source.
        n_rows: Table -> rows of the whole archive; None where the tables are left to another run.
        seconds: How long analysing took.
    """
    return RunReport(
        folder,
        reading.n_read,
        reading.n_new,
        reading.n_changed,
        progress.n_articles,
        progress.n_failures,
        progress.n_words,
        tuple(reading.taken_over),
        tuple(gone),
        dict(n_rows or {}),
        seconds,
        progress.n_words / progress.seconds if progress.seconds else 0.0,
        progress.n_deaths,
        _failures_in(folder) if n_rows else (),
    )


def articles_told(number: int) -> str:
    """So many articles, in words.

    Example:
        >>> articles_told(1), articles_told(2_000)
        ('1 article', '2,000 articles')
    """
    return _count(number, "article", "articles")


def _count(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}"
