"""Which sentences of an archive a person should mark, to teach a theme file and to know its precision."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from luksia_nlp.errors import SettingsError, SourceError
from luksia_nlp.reading.sources import Source
from luksia_nlp.records import Document
from luksia_nlp.settings import Settings, nearest
from luksia_nlp.themes.definitions import Theme
from luksia_nlp.themes.lessons import HIT, NEAR_MISS, QUESTIONS, ThemeLesson
from luksia_nlp.themes.scores import SIMILARITY
from luksia_nlp.themes.texts import NEAR, Row, ThemedText, ThemedTexts, alike

# What a person marks at one sitting, a theme.
_NUMBER = 20
# A third of the sentences are near misses: enough hits remain to estimate precision by, and what is just
# missed teaches most. Set by hand.
_NEAR_SHARE = 3
# Which sentences are drawn; another number draws others.
_SEED = 1
# Bytes of a lot: as many as a float holds exactly, so that no two sentences have the same.
_LOT_BYTES = 6


class _Drawn(NamedTuple):
    """A sentence that can be asked about; the lowest ranks are taken, and asked in the order of lots."""

    rank: float
    lot: float
    row: Row
    document: Document


class _Draw:
    """A theme's sentences of the lowest ranks, each once, but for those that it holds already.

    No more are kept than are needed, whatever the archive's size.
    """

    def __init__(self, most: int, theme: Theme) -> None:
        self._most = most
        self._known = frozenset(map(alike, (*theme.examples, *theme.counterexamples)))
        self._kept: dict[str, _Drawn] = {}

    def add(self, drawn: _Drawn) -> None:
        key = alike(drawn.row["sentence"])
        if key in self._known:
            return
        kept = self._kept.get(key)
        if kept is None or (drawn.rank, -drawn.row["score"]) < (kept.rank, -kept.row["score"]):
            self._kept[key] = drawn
        if len(self._kept) > self._most:
            del self._kept[max(self._kept, key=lambda key: self._kept[key].rank)]

    def taken(self) -> list[_Drawn]:
        """What was drawn, the lowest rank first."""
        return sorted(self._kept.values(), key=lambda drawn: drawn.rank)


def teach_themes(
    path: str | Path,
    source: Source,
    settings: Settings | None = None,
    n: int = _NUMBER,
    seed: int = _SEED,
    theme: str | None = None,
    progress: bool = False,
) -> ThemeLesson:
    r"""Draw sentences of an archive for a person to mark, to estimate a theme file's precision and teach it.

    Two thirds of a theme's sentences are drawn at random from those with a hit that counts, so that the share
    that is right tells the precision of all of them; the others are those just below the theme's threshold.
    What the file holds as an example or a counterexample is not asked. The same seed draws the same.

    Args:
        path: The theme file, as for `load_themes`. One that comes with the library can be judged, but not
            written to.
        source: The archive, as for `luksia_nlp.analyze`.
        settings: The options; their own `themes` are not used.
        n: How many sentences a theme, at most.
        seed: What the draw depends on.
        theme: The identifier of the one theme to ask about; None asks about all.
        progress: Whether to show on standard error how far it is.

    Returns:
        The lesson: `questions`, to which `mark` gives the answers, `figures`, and `write`. Where articles
        could not be analysed, there is a `LuksiaWarning`, too.

    Raises:
        SettingsError: The theme file is wrong (the message names every mistake), there is no such theme, or
            `n` is no number of sentences.
        SourceError: The source as a whole cannot be read, or nothing in it can be asked about.

    Example:
        >>> import tempfile
        >>> teemat = Path(tempfile.mkdtemp()) / "teemat.toml"
        >>> _ = teemat.write_text('[themes.tie]\nterms = ["silta"]', encoding="utf-8")
        >>> jutut = ["Vanha silta uusitaan kesällä.", "Näyttely rakentaa sillan kulttuurien välille."]
        >>> oppitunti = teach_themes(teemat, jutut)
        >>> vastaukset = ["Vanha" in lause for lause in oppitunti.questions["sentence"]]
        >>> edistys = oppitunti.mark(vastaukset).write()
        >>> print(teemat.read_text(encoding="utf-8").strip())
        [themes.tie]
        terms = ["silta"]
        examples = [
            "Vanha silta uusitaan kesällä.",
        ]
        counterexamples = [
            "Näyttely rakentaa sillan kulttuurien välille.",
        ]
    """
    if isinstance(n, bool) or not isinstance(n, int) or n < 1:
        raise SettingsError(f"n = {n!r} must be a whole number of sentences, at least 1.")
    texts = ThemedTexts(path, settings)
    known = [one.id for one in texts.themes]
    if theme is not None and theme not in known:
        raise SettingsError(f"{path}: holds no theme {theme!r}.{nearest(str(theme), known)}")
    asked = {one.id: one for one in texts.themes if theme in (None, one.id)}
    hits, misses = ({one.id: _Draw(n, one) for one in asked.values()} for _ in range(2))
    for text in texts.of(source, progress):
        for drawn in _hits(text, asked, seed):
            hits[drawn.row["theme"]].add(drawn)
        for drawn in _misses(text, asked, seed):
            misses[drawn.row["theme"]].add(drawn)
    chosen = [drawn for one in asked for drawn in _chosen(hits[one].taken(), misses[one].taken(), n)]
    if not chosen:
        raise SourceError(
            "There is nothing to mark: in these texts no sentence has a hit that counts or is near one, but "
            "for those that the file holds. Give more texts, or the theme more terms or examples."
        )
    questions = pd.DataFrame([drawn.row for drawn in chosen], columns=QUESTIONS)
    return ThemeLesson(
        questions.astype({"answer": "boolean"}),
        path,
        texts.themes,
        tuple(drawn.document for drawn in chosen),
        texts.embedder,
    )


def _hits(text: ThemedText, asked: Mapping[str, Theme], seed: int) -> Iterator[_Drawn]:
    """The sentences with a hit that counts, at random."""
    for hit in text.hits:
        if hit.theme in asked and hit.not_counted is None:
            row = {"theme": hit.theme, "kind": HIT, "score": hit.score, "evidence": hit.evidence}
            yield _drawn(text.document, hit.sentence_id, row, seed)


def _misses(text: ThemedText, asked: Mapping[str, Theme], seed: int) -> Iterator[_Drawn]:
    """The sentences just below a threshold, the nearest first."""
    for found in text.sentences:
        theme = asked.get(found["theme"])
        if theme is not None and not found["is_hit"] and found["score"] >= theme.threshold - NEAR:
            row = {"theme": theme.id, "kind": NEAR_MISS, "score": found["score"], "evidence": SIMILARITY}
            yield _drawn(text.document, found["sentence_id"], row, seed)._replace(rank=-found["score"])


def _drawn(document: Document, number: int, row: Row, seed: int) -> _Drawn:
    """A sentence with its lot."""
    sentence = document.sentence_as_read(number)
    lot = _lot(f"{seed} {row['theme']} {alike(sentence)}")
    rest = {"article_id": document.article.article_id, "sentence": sentence, "answer": pd.NA}
    alone = replace(document, sentences=(document.sentences[number],), names=())
    return _Drawn(lot, lot, {**row, **rest}, alone)


def _lot(text: str) -> float:
    """A number from 0 to 1 that hangs on a text alone, not on the order in which articles are read."""
    import hashlib  # here, so that what starts the library stays light

    digest = hashlib.blake2b(text.encode(), digest_size=_LOT_BYTES).digest()
    return float(int.from_bytes(digest) / 2 ** (8 * _LOT_BYTES))


def _chosen(hits: Sequence[_Drawn], misses: Sequence[_Drawn], n: int) -> list[_Drawn]:
    """A theme's questions, hits and near misses mixed; where there are few of one kind, more of the other."""
    found = {alike(drawn.row["sentence"]) for drawn in hits}
    near = [drawn for drawn in misses if alike(drawn.row["sentence"]) not in found]
    n_hits = min(len(hits), n - min(len(near), n // _NEAR_SHARE))
    return sorted([*hits[:n_hits], *near[: n - n_hits]], key=lambda drawn: drawn.lot)
