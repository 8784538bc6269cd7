"""Document -> the names in it, each with what it is called and what it is."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from luksia_nlp.names.appositions import with_appositions
from luksia_nlp.names.base_forms import base_form_of_name, settled
from luksia_nlp.names.kinds import with_kinds
from luksia_nlp.names.organisations import is_legal_form
from luksia_nlp.names.people import settled_people, with_people
from luksia_nlp.names.person_names import called_in_full, is_ordinal
from luksia_nlp.names.positions import with_positions
from luksia_nlp.names.span import Span
from luksia_nlp.names.spans import name_spans
from luksia_nlp.names.surroundings import with_municipalities
from luksia_nlp.records import Document, Mention, as_read


def find_mentions(document: Document) -> list[Mention]:
    """The mentions of a document, in the order of the text.

    First which tokens are a name (`luksia_nlp.names.spans`, of people also `people`), then what it is called
    (`base_forms`), what it is (`kinds`, `people`), what stands beside it (*rehtori*, *(AMKE)*: `appositions`;
    *Helsingin*: `surroundings`), and where in the article it stands (`positions`).

    Args:
        document: A document whose article has its `article_id`.

    Example:
        >>> from luksia_nlp.engines.scripted import ScriptedEngine
        >>> from luksia_nlp.records import Article
        >>> nimet, piirteet = {"Lohjalla": "GPE"}, {"Lohjalla": ("PROPN", {"Case": "Ade"})}
        >>> moottori = ScriptedEngine(names=nimet, tags=piirteet)
        >>> [asiakirja] = moottori.documents([Article("Juhla oli Lohjalla.", "1")])
        >>> [(maininta.text, maininta.kind, maininta.base_form) for maininta in find_mentions(asiakirja)]
        [('Lohjalla', 'place', 'Lohja')]
    """
    spans = with_people(document, name_spans(document))
    starts = [sentence.first_token for sentence in document.sentences]
    called = settled(_mention(document, span, starts) for span in spans)
    named = settled_people(document, with_kinds(document, spans, called))
    for added in (with_appositions, with_municipalities, with_positions):
        named = added(document, named)
    return named


def _mention(document: Document, span: Span, starts: Sequence[int]) -> Mention:
    """The mention of a span, called what its own words say, of the kind of its label."""
    tokens = document.tokens[span.first : span.last]
    start, end = tokens[0].start, tokens[-1].end
    words, last = as_read(tokens), tokens[-1].text.removesuffix(".")
    if is_legal_form(last) or is_ordinal(last):  # without the full stop: Skills Finland ry. Frederik X.
        end = tokens[-1].start + len(last)
        tokens = (*tokens[:-1], replace(tokens[-1], text=last))
        words = words.removesuffix(".")
    text = document.text[start:end]
    base_form, rule = span.called or base_form_of_name(tokens, span.kind == "person", document.tokens)
    if span.kind == "person":
        base_form = called_in_full(words, base_form)
    return Mention(
        article_id=document.article.article_id or "",
        sentence_id=bisect_right(starts, span.first) - 1,
        start=start,
        end=end,
        text=text,
        label=span.label,
        kind=span.kind,
        base_form=base_form,
        score=span.score,
        base_form_rule=rule,
        kind_rule=span.rule,
        read_as=None if words == text else words,
    )
