"""Document -> what somebody says in it, and who."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from luksia_nlp.quotes.cues import group
from luksia_nlp.quotes.direct import direct_quotes
from luksia_nlp.quotes.indirect import indirect_quotes
from luksia_nlp.quotes.paragraphs import Paragraph, ends_in_final, paragraphs_of
from luksia_nlp.quotes.quotation import Quotation, said_tokens
from luksia_nlp.quotes.scores import score_of
from luksia_nlp.quotes.speakers import Speaker, speakers_of
from luksia_nlp.quotes.words import Words
from luksia_nlp.records import Document, Mention, Quote


def find_quotes(document: Document, mentions: Sequence[Mention]) -> list[Quote]:
    """The quotations of a document, piece by piece in the order of the text.

    Direct ones need the engine's tokens and sentences alone. Indirect ones need its tags; without a parser
    those whose subject stands far from its verb are missed, and more speakers stay unknown.

    Args:
        document: A document whose article has its `article_id`.
        mentions: Its mentions, in the order of the text.

    Example:
        >>> from luksia_nlp.engines.scripted import ScriptedEngine
        >>> from luksia_nlp.names.mentions import find_mentions
        >>> from luksia_nlp.records import Article
        >>> moottori = ScriptedEngine(names={"Aino Salo": "PERSON"})
        >>> [asiakirja] = moottori.documents([Article("– Lohjalla sataa, sanoo Aino Salo.", "1")])
        >>> [lainaus] = find_quotes(asiakirja, find_mentions(asiakirja))
        >>> lainaus.text, lainaus.cue, lainaus.speaker_text
        ('Lohjalla sataa', 'sanoo', 'Aino Salo')
    """
    words = Words(document, mentions)
    paragraphs = paragraphs_of(words)
    title_end = _title_end(words, paragraphs)
    direct, clauses = direct_quotes(words, paragraphs, title_end)
    inside = said_tokens(direct)
    said = [*direct, *indirect_quotes(words, paragraphs, title_end, inside | clauses)]
    said.sort(key=lambda one: one.first)
    return _quotes(words, said, speakers_of(words, paragraphs, said, inside))


def _title_end(words: Words, paragraphs: Sequence[Paragraph]) -> int:
    """The token after the title's last one; a first paragraph that is no sentence is a title, too."""
    if end := words.document.end_of_title:
        return bisect_right([token.start for token in words.tokens], end - 1)
    if len(paragraphs) < 2 or ends_in_final(words, paragraphs[0].first, paragraphs[0].last):
        return 0
    return paragraphs[0].last


def _quotes(words: Words, said: Sequence[Quotation], speakers: Sequence[Speaker]) -> list[Quote]:
    """The pieces of quotations as records."""
    pieces = sorted(
        (piece, part, number) for number, one in enumerate(said) for part, piece in enumerate(one.pieces)
    )
    numbers = {(number, part): place for place, (_, part, number) in enumerate(pieces)}
    starts = [sentence.first_token for sentence in words.document.sentences]
    return [
        _quote(
            words,
            said[number],
            speakers[number],
            piece,
            place,
            numbers.get((number, part - 1)),
            bisect_right(starts, piece[0]) - 1,
        )
        for place, (piece, part, number) in enumerate(pieces)
    ]


def _quote(
    words: Words,
    one: Quotation,
    speaker: Speaker,
    piece: tuple[int, int],
    number: int,
    continues: int | None,
    sentence: int,
) -> Quote:
    document, tokens = words.document, words.tokens
    start, end = tokens[piece[0]].start, tokens[piece[1] - 1].end
    cue = None if one.cue is None else tokens[one.cue]
    who = None if one.subject is None else (tokens[one.subject.first].start, tokens[one.subject.last - 1].end)
    return Quote(
        article_id=document.article.article_id or "",
        sentence_id=sentence,
        number=number,
        kind=one.kind,
        start=start,
        end=end,
        text=document.text[start:end],
        continues=continues,
        cue=None if cue is None else document.text[cue.start : cue.end],
        cue_start=None if cue is None else cue.start,
        cue_base_form=None if one.cue is None else _cue_base_form(words, one.cue),
        speaker_text=None if who is None else document.text[slice(*who)],
        speaker_start=None if who is None else who[0],
        speaker_mention=None if speaker.mention is None else words.mentions[speaker.mention].start,
        score=score_of(one, speaker),
        rule=f"{one.rule}, {speaker.rule}",
    )


def _cue_base_form(words: Words, cue: int) -> str:
    """The verb of a cue, or its postposition without a suffix: *mukaansa* is *mukaan*."""
    low = words.low(cue)
    postposition = next((one for one in group("postpositions") if low.startswith(one)), None)
    return postposition or words.verb_of_speech(cue) or words.tokens[cue].lemma
