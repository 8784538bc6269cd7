"""The pieces of quotations as records."""

from __future__ import annotations

import pytest

from luksia_nlp.engines.scripted import ScriptedEngine
from luksia_nlp.names.mentions import find_mentions
from luksia_nlp.quotes.finding import find_quotes
from luksia_nlp.records import Article, Document, Quote
from tests.unit.quotes.reading import quotes_of


def test_a_record_holds_where_everything_stands() -> None:
    text = "Nyt tuulee. – Lohjalla sataa, sanoi rehtori Aino Salo."
    assert quotes_of(text) == [
        Quote(
            article_id="1",
            sentence_id=1,
            number=0,
            kind="direct",
            start=text.index("Lohjalla"),
            end=text.index(", sanoi"),
            text="Lohjalla sataa",
            continues=None,
            cue="sanoi",
            cue_start=text.index("sanoi"),
            cue_base_form="sanoa",
            speaker_text="Aino Salo",
            speaker_start=text.index("Aino"),
            speaker_mention=text.index("Aino"),
            score=0.93,
            rule="dash-within, name",
        )
    ]


def test_an_article_without_words() -> None:
    assert quotes_of("") == []
    assert quotes_of("– ” . … !") == []


def test_pieces_are_numbered_in_the_order_of_the_text() -> None:
    quotes = quotes_of("– Sataa, Aino Salo sanoo, mutta ei tuule. Salo lisää: ”Ehkä.”")
    assert [quote.number for quote in quotes] == list(range(len(quotes)))
    assert quotes[1].continues == 0


def test_each_piece_of_a_quotation_carries_on_the_one_before() -> None:
    quotes = quotes_of("”Sataa.\n\n”Tuulee.\n\n”On kylmä”, sanoi Aino Salo.")
    assert [quote.continues for quote in quotes] == [None, 0, 1]
    assert {(quote.cue, quote.speaker_text, quote.score) for quote in quotes} == {
        ("sanoi", "Aino Salo", 0.98)
    }


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("Salo sanoi:\n\n– Lohjalla sataa.", "sanoi"),
        ("Salo sanoi:\n\n”Lohjalla sataa.”", "sanoi"),
        ("– Lohjalla sataa.\n\nNäin riemuitsee Salo.", "riemuitsee"),
        ("Salo tuli.\n\n– Lohjalla sataa.", None),
    ],
)
def test_a_clause_may_stand_in_the_next_paragraph(text: str, cue: str | None) -> None:
    [quote] = quotes_of(text)
    assert (quote.text, quote.cue) == ("Lohjalla sataa.", cue)


def _quotes_of(article: Article) -> list[Quote]:
    [document] = ScriptedEngine(names={"Aino Salo": "PERSON"}).documents([article])
    assert isinstance(document, Document)
    return find_quotes(document, find_mentions(document))


@pytest.mark.parametrize(
    ("title", "text", "said"),
    [
        ("Aino Salo: ”Sataa taas”", "Eilen tuuli.", ["Sataa taas"]),
        ("Sade jatkuu – ”Koulu kastuu taas”", "Eilen tuuli.", ["Koulu kastuu taas"]),
        ("Sade jatkuu – ”kastunut koulu”", "Eilen tuuli.", []),
        (None, "Aino Salo: ”Sataa taas”\n\nEilen tuuli.", ["Sataa taas"]),
        (None, "Eilen tuuli.\n\nAino Salo: ”Sataa taas”", []),  # that is no title
    ],
)
def test_titles(title: str | None, text: str, said: list[str]) -> None:
    assert [quote.text for quote in _quotes_of(Article(text, "1", title=title))] == said
