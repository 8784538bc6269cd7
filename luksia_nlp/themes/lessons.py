"""A lesson for a theme file: sentences to be marked, the marks, and what they tell and change."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from luksia_nlp.errors import OutputError, SettingsError
from luksia_nlp.records import Document
from luksia_nlp.similarity import Embedder
from luksia_nlp.themes.definitions import Theme
from luksia_nlp.themes.texts import Row

if TYPE_CHECKING:
    from luksia_nlp.themes.progress import ThemeProgress

HIT, NEAR_MISS = "hit", "near miss"
QUESTIONS = ["theme", "kind", "score", "evidence", "article_id", "sentence", "answer"]
_FIGURES = ["theme", "n_marked", "n_right", "precision", "low", "high"]
# The normal distribution's quantile of an interval that holds the true share 95 times in a hundred.
_Z = 1.96

Answers = Iterable[Any] | Mapping[Any, Any] | pd.Series


@dataclass(frozen=True, eq=False)
class ThemeLesson:
    """Sentences of an archive for a person to mark, and what the marks say of the theme file.

    Args:
        questions: A row per sentence: its `theme`; its `kind`, `hit` where the file finds it, `near miss`
            where its similarity is just below the theme's threshold; `score`, `evidence`, `article_id`,
            `sentence`, and the `answer`, missing where it is not marked.
        path: The theme file.
        themes: Its themes.
        sentences: For each question a document that holds its sentence only.
        embedder: What the sentences are compared by.
    """

    questions: pd.DataFrame
    path: str | Path
    themes: tuple[Theme, ...] = field(repr=False)
    sentences: tuple[Document, ...] = field(repr=False)
    embedder: Embedder | None = field(repr=False)

    def __str__(self) -> str:
        """The figures as text."""
        lines = ["PRECISION (of the marked hits that were drawn, with an interval of 95 %):"]
        for row in self.figures().to_dict("records"):
            counts = f"{row['n_right']} of {row['n_marked']} right"
            share = (
                "no hit was marked"
                if pd.isna(row["precision"])
                else f"{row['precision']:.2f} ({row['low']:.2f} to {row['high']:.2f}), {counts}"
            )
            lines.append(f"  {row['theme']}  {share}")
        return "\n".join(lines)

    def mark(self, answers: Answers) -> ThemeLesson:
        """The lesson with answers: whether each sentence speaks for its theme.

        Args:
            answers: True, False, or None for no answer, in the order of the questions and as many; or a
                mapping of row number to answer, or a column of `questions` that was filled in, which leave
                the answers of other rows as they are.

        Returns:
            A new lesson; this one stays as it is.

        Raises:
            SettingsError: There are more or fewer answers than questions, an answer is none of these, or
                there is no such row.

        Example:
            >>> from luksia_nlp import teach_themes
            >>> juttu = "Alan vetovoima kasvaa. Hakijat kiittävät koulun vetovoimaa."
            >>> oppitunti = teach_themes("luksia", juttu)
            >>> oppitunti.mark([True, None]).questions["answer"].isna().to_list()
            [False, True]
        """
        given = self._given(answers)
        kept = self.questions["answer"].to_dict()
        column = pd.Series([{**kept, **given}[row] for row in kept], self.questions.index, dtype="boolean")
        return replace(self, questions=self.questions.assign(answer=column))

    def figures(self) -> pd.DataFrame:
        """What the marked hits say of the file's precision.

        Returns:
            A row per theme: `n_marked` hits were marked, `n_right` of them with yes; their share, the
            `precision`, with the interval `low` to `high` that holds the precision of all hits of the archive
            95 times in a hundred (Wilson 1927). The shares are missing where no hit was marked.
        """
        rows: list[Row] = []
        for theme, own in self.questions.groupby("theme", sort=False):
            answers = own.loc[own["kind"] == HIT, "answer"].dropna()
            n_marked, n_right = len(answers), int(answers.sum())
            rows.append(
                dict(zip(_FIGURES, (theme, n_marked, n_right, *_wilson(n_right, n_marked)), strict=True))
            )
        return pd.DataFrame(rows, columns=_FIGURES).astype(dict.fromkeys(_FIGURES[3:], "Float64"))

    def write(self, path: str | Path | None = None) -> ThemeProgress:
        """Write the marked sentences into the theme file: a yes is an example, a no a counterexample.

        The file's comments, order and layout stay as they are, and no sentence is written twice.

        Args:
            path: A new file to write, in place of the one that was read.

        Returns:
            How the figures moved.

        Raises:
            SettingsError: No sentence is marked, or the file comes with the library; the message says how to
                copy it.
            OutputError: The file cannot be written, or `path` is there already.
        """
        places = [place for place, answer in enumerate(self.questions["answer"]) if not pd.isna(answer)]
        if not places:
            raise SettingsError("No sentence is marked: call mark first, as in lesson.mark([True, ...]).")
        # Imported here, so that what starts the library stays light.
        from luksia_nlp.themes.progress import ThemeProgress, moved_figures
        from luksia_nlp.themes.rewriting import Marked, check_writable, write_sentences

        target = check_writable(self.path if path is None else path)
        if path is not None and target.exists() and target != Path(self.path).resolve():
            raise OutputError(f"{path}: is there already; name another file.")
        rows = self.questions.iloc[places].to_dict("records")
        marked = [Marked(row["theme"], row["sentence"], bool(row["answer"])) for row in rows]
        documents = [self.sentences[place] for place in places]
        figures = moved_figures(self.themes, self.embedder, marked, documents)
        return ThemeProgress(figures, *write_sentences(self.path, marked, target), target)

    def _given(self, answers: Answers) -> dict[Any, bool | None]:
        """The answers by the number of their row."""
        count = len(self.questions)
        if isinstance(answers, Mapping | pd.Series):
            given = dict(answers.items())
            if unknown := [row for row in given if row not in self.questions.index]:
                rows = f"they are numbered 0 to {count - 1}"
                raise SettingsError(f"There is no question {unknown[0]!r}; {rows}.")
        elif isinstance(answers, str | bytes) or not isinstance(answers, Iterable):
            raise SettingsError(f"answers = {answers!r} must be a list of True, False or None.")
        else:
            listed = list(answers)
            if len(listed) != count:
                told = f"The number of answers is {len(listed)}, that of questions {count}"
                raise SettingsError(f"{told}: give one for each, None where there is none, or a mapping.")
            given = dict(enumerate(listed))
        return {row: _answer(row, value) for row, value in given.items()}


def _answer(row: Any, value: Any) -> bool | None:
    if value is None or value is pd.NA or value is pd.NaT or (isinstance(value, float) and math.isnan(value)):
        return None
    if type(value).__name__ in ("bool", "bool_"):  # Python's own, and numpy's of either generation
        return bool(value)
    raise SettingsError(f"Answer {row} = {value!r} must be True (yes), False (no) or None (not marked).")


def _wilson(n_right: int, n_marked: int) -> tuple[float | None, float | None, float | None]:
    """A share and its interval by Wilson's score."""
    if not n_marked:
        return None, None, None
    share, square = n_right / n_marked, _Z**2
    middle = (share + square / (2 * n_marked)) / (1 + square / n_marked)
    half = (
        _Z * math.sqrt(share * (1 - share) / n_marked + square / (4 * n_marked**2)) / (1 + square / n_marked)
    )
    return share, max(middle - half, 0.0), min(middle + half, 1.0)
