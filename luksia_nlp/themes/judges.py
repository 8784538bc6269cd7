"""Who judges sentences by themes: what has learned of themes, or nearness to their sentences.

Either is imported where it is needed, so that what starts the library stays light.
"""

from __future__ import annotations

from collections.abc import Sequence

from luksia_nlp.similarity import Embedder
from luksia_nlp.themes.definitions import Theme
from luksia_nlp.themes.judgements import SentenceJudge


def judge_of(themes: Sequence[Theme], embedder: Embedder) -> SentenceJudge:
    """What judges sentences by some themes.

    Args:
        themes: The themes.
        embedder: What turns sentences into vectors: a reader that has learned of themes judges by what it
            has learned, any other by nearness.

    Example:
        >>> from luksia_nlp.similarity import load_embedder
        >>> teema = Theme("sade", "Sade", examples=("Sataa vettä.",))
        >>> [type(judge_of([teema], load_embedder(nimi))).__name__ for nimi in ("e5", "word-vectors")]
        ['ThemeMeaning', 'ThemeSimilarity']
    """
    from luksia_nlp.similarity.sentence_reader import SentenceReader

    if isinstance(embedder, SentenceReader):
        from luksia_nlp.themes.meaning import ThemeMeaning

        return ThemeMeaning(themes, embedder)
    from luksia_nlp.themes.similarity import ThemeSimilarity

    return ThemeSimilarity(themes, embedder)
