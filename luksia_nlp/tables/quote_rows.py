"""The rows of what was said in an article, each with who said it, by the names that all articles give."""

from __future__ import annotations

from collections.abc import Iterable

from luksia_nlp.entities import Resolved
from luksia_nlp.records import Quote
from luksia_nlp.tables.article_rows import Row


def quote_rows(quotes: Iterable[Quote], mentions: Iterable[Resolved]) -> list[Row]:
    """The rows of an article in the table `quotes`.

    Who speaks is the entity that the speaker's mention names in the end; none where there is no such mention.

    Args:
        quotes: What was said in the article.
        mentions: The article's mentions, each with the entity that it names.

    Example:
        >>> from luksia_nlp.records import Mention
        >>> aino = Mention("1", 0, 0, 5, "Salon", "PER", "person", "Salo", None, "lexicon")
        >>> kuka = {"speaker_text": "Salon", "speaker_start": 0, "speaker_mention": 0, "continues": None}
        >>> miten = {"cue": "mukaan", "cue_start": 6, "cue_base_form": "mukaan", "rule": "postposition, name"}
        >>> mitä = Quote("1", 0, 0, "indirect", 13, 18, "sataa", **miten, **kuka, score=0.9)
        >>> [rivi] = quote_rows([mitä], [Resolved(aino, "person-aino-salo", "Aino Salo", "surname", 0)])
        >>> rivi["quote_id"], rivi["speaker"], rivi["cue_end"]
        ('1:0', 'Aino Salo', 12)
    """
    at = {one.mention.start: one for one in mentions}
    return [
        _row(quote, None if quote.speaker_mention is None else at.get(quote.speaker_mention))
        for quote in quotes
    ]


def quote_id(article_id: str, number: int) -> str:
    """The identifier of a quote.

    Args:
        article_id: Its article's.
        number: Its own there.

    Example:
        >>> quote_id("uutinen-7", 0)
        'uutinen-7:0'
    """
    return f"{article_id}:{number}"


def _row(quote: Quote, speaker: Resolved | None) -> Row:
    return {
        "article_id": quote.article_id,
        "sentence_id": quote.sentence_id,
        "quote_id": quote_id(quote.article_id, quote.number),
        "kind": quote.kind,
        "start": quote.start,
        "end": quote.end,
        "text": quote.text,
        "continues": None if quote.continues is None else quote_id(quote.article_id, quote.continues),
        "cue": quote.cue,
        "cue_start": quote.cue_start,
        "cue_end": None if quote.cue is None or quote.cue_start is None else quote.cue_start + len(quote.cue),
        "cue_base_form": quote.cue_base_form,
        "speaker": None if speaker is None else speaker.name,
        "speaker_entity_id": None if speaker is None else speaker.entity_id,
        "speaker_text": quote.speaker_text,
        "speaker_start": quote.speaker_start,
        "score": quote.score,
        "rule": quote.rule,
    }
