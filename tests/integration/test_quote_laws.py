"""What holds of the quotes of any text, however odd."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace

import pytest

from luksia_nlp import Article, Settings
from luksia_nlp.engines import Engine, load_engine
from luksia_nlp.names.mentions import find_mentions
from luksia_nlp.quotes.cues import speech_verb
from luksia_nlp.quotes.finding import find_quotes
from luksia_nlp.quotes.paragraphs import DASHES, DOUBLE_MARKS, SINGLE_MARKS
from luksia_nlp.records import QUOTE_KINDS, Document, Quote
from tests.conftest import ARTICLES
from tests.integration.test_engine_contract import ODD
from tests.sayings import DASHES as DASH_SAYINGS
from tests.sayings import INDIRECT, MARKS, NOTHING, SPEAKERS

_MARKS = DOUBLE_MARKS | SINGLE_MARKS
_NAMES = ["Aino Salo", "Salo", "Aino Salon", "Eero Nieminen", "Luksia", "Lohjalla", "rehtori", "yhtiö"]
_PRONOUNS = ["hän", "he", "tämä", "se", "hänen", "heidän", "joka", "jonka"]
_CUES = [
    "sanoo", "kertoi", "arvioi", "pitää", "on", "sanonut", "ei", "mukaan", "mielestään", "että", "ettei",
    "miten", "onko", "olevan", "tulleensa", "tärkeänä", "näin", "Näin", "kertoo", "mieltä", "huolissaan",
]  # fmt: skip
_PLAIN = [
    "koulu", "uusi", "halli", "valoisa", "pihalla", "Koulu", "valmistuu", "syksyllä", "12", "ja", "mutta",
]  # fmt: skip
_POINTS = [*"–-—”“\"»«’'?!…:;()*", ",", ",", ".", "."]
_ENDS = [" ", " ", " ", " ", "", "\n", "\n\n", "\r\n"]
# How many texts are made up in each way, and of how many pieces: what takes a few seconds.
_MADE_UP, _LONGEST = 120, 60
# How often a point is lost where one stands, rather than another put before it.
_LOST = 0.5


def _made_up(*vocabularies: Sequence[str], seed: int = 20) -> Iterator[str]:
    """Texts of words and points of these kinds, in any order and with any white space."""
    chance = random.Random(seed)
    for _ in range(_MADE_UP):
        words = (chance.choice(chance.choice(vocabularies)) for _ in range(chance.randrange(1, _LONGEST)))
        yield "".join(word + chance.choice(_ENDS) for word in words)


def _damaged(texts: Sequence[str], seed: int = 22) -> Iterator[str]:
    """Some of the texts, each with points of its own lost and others come in."""
    chance = random.Random(seed)
    for text in chance.sample(texts, _MADE_UP):
        characters = list(text)
        for _ in range(chance.randrange(1, 5)):
            borders = [place for place, character in enumerate(characters) if not character.isalnum()]
            place = chance.choice(borders)
            if chance.random() < _LOST:
                characters[place] = ""
            else:
                characters.insert(place, chance.choice([*_POINTS, *_ENDS]))
        yield "".join(characters)


def _texts() -> list[str]:
    articles = [path.read_text(encoding="utf-8") for path in sorted(ARTICLES.iterdir())]
    tables = (DASH_SAYINGS, MARKS, INDIRECT, SPEAKERS)
    sayings = [*(text for table in tables for text, _ in table.values()), *NOTHING.values()]
    made_up = _made_up(_NAMES, _PRONOUNS, _CUES, _PLAIN, _POINTS, _POINTS)
    return [*ODD.values(), *sayings, *articles, *_damaged(sayings), *made_up]


def _read(engine: Engine, texts: Sequence[str]) -> list[Document]:
    articles = [Article(text, str(number)) for number, text in enumerate(texts)]
    return [document for document in engine.documents(articles) if isinstance(document, Document)]


Said = list[tuple[Document, list[Quote]]]


@pytest.fixture(scope="module", params=["spacy", "scripted"])
def engine(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Engine:
    names = tmp_path_factory.mktemp("names") / "names.toml"
    labels = {"Aino Salo": "PERSON", "Salo": "PERSON", "Eero Nieminen": "PERSON", "Luksia": "ORG"}
    lines = ["[names]", *(f'"{name}" = "{label}"' for name, label in labels.items())]
    names.write_text("\n".join(lines), encoding="utf-8")
    model = str(names) if request.param == "scripted" else None
    return load_engine(Settings(engine=request.param, model=model, similarity="none"))


@pytest.fixture(scope="module")
def said(engine: Engine) -> Said:
    documents = _read(engine, _texts())
    assert len(documents) == len(_texts())
    return [(document, find_quotes(document, find_mentions(document))) for document in documents]


def _every(said: Said) -> Iterator[tuple[Document, Quote]]:
    for document, quotes in said:
        yield from ((document, quote) for quote in quotes)


def test_there_is_something_to_hold_them_to(said: Said) -> None:
    every = [quote for _, quote in _every(said)]
    assert {quote.kind for quote in every} == set(QUOTE_KINDS)
    assert any(quote.continues is not None for quote in every)
    assert len(every) > len(said) / 4


def test_words_stand_in_the_text(said: Said) -> None:
    for document, quote in _every(said):
        assert quote.text == document.text[quote.start : quote.end]
        assert any(character.isalnum() for character in quote.text), document.text
        assert quote.article_id == document.article.article_id
        sentence = document.sentences[quote.sentence_id]
        assert sentence.start <= quote.start < sentence.end


def test_pieces_are_in_order_and_apart(said: Said) -> None:
    for document, quotes in said:
        assert [quote.number for quote in quotes] == list(range(len(quotes)))
        ends = [0, *(quote.end for quote in quotes)]
        assert all(end <= quote.start for end, quote in zip(ends, quotes, strict=False)), document.text


def _at_edge(said: Said, kind: str) -> list[tuple[str, str]]:
    """The pieces of a kind that begin or end in a mark whose other is not within, or in a dash or comma."""
    return [
        (quote.text, document.text)
        for document, quote in _every(said)
        if quote.kind == kind
        and (_is_cut_wrong(quote.text, *quote.text[:2]) or _is_cut_wrong(quote.text, *quote.text[:-3:-1]))
    ]


def _is_cut_wrong(text: str, edge: str, beside: str = "") -> bool:
    """Whether a character at an edge is none of the words; a hyphen at a word is its own (*koulu-*)."""
    if edge in _MARKS:
        return sum(character in _MARKS for character in text) == 1
    if edge == "-" and beside.isalnum():
        return False
    return edge.isspace() or edge in {*DASHES, ",", ":", ";"}


def test_direct_pieces_carry_no_mark_or_dash_at_their_edges(said: Said) -> None:
    assert _at_edge(said, "direct") == []


def test_indirect_pieces_carry_no_mark_or_dash_at_their_edges(said: Said) -> None:
    assert _at_edge(said, "indirect") == []


def test_a_piece_carries_on_an_earlier_one_of_the_same_speaker(said: Said) -> None:
    for document, quotes in said:
        carried_on = [quote.continues for quote in quotes if quote.continues is not None]
        assert len(set(carried_on)) == len(carried_on), document.text
        for quote in quotes:
            if quote.continues is None:
                continue
            before = quotes[quote.continues]
            assert before.number < quote.number
            same = ("kind", "cue_start", "speaker_start", "speaker_mention", "score", "rule")
            assert [getattr(before, name) for name in same] == [getattr(quote, name) for name in same]


def test_evidence_stands_in_the_text_outside_of_words_said(said: Said) -> None:
    for document, quotes in said:
        inside = {place for one in quotes if one.kind == "direct" for place in range(one.start, one.end)}
        for quote in quotes:
            for words, start in (
                (quote.cue, quote.cue_start),
                (quote.speaker_text, quote.speaker_start),
            ):
                assert (words is None) == (start is None)
                if words is not None and start is not None:
                    assert document.text[start : start + len(words)] == words
                    assert not inside.intersection(range(start, start + len(words))), document.text
            assert (quote.cue is None) == (quote.cue_base_form is None)


def test_whoever_speaks_is_named_in_the_article(said: Said) -> None:
    for document, quotes in said:
        starts = {mention.start for mention in find_mentions(document)}
        for quote in quotes:
            assert quote.speaker_mention is None or quote.speaker_mention in starts
            assert 0 < quote.score < 1
            assert (quote.speaker_mention is None) == quote.rule.endswith((", unnamed", ", unknown"))


def test_the_same_twice(engine: Engine, said: Said) -> None:
    """Also after other texts and in another batch."""
    some = said[::-3]
    again = _read(engine, [document.text for document, _ in some])
    for document, (_, quotes) in zip(again, some, strict=True):
        found = find_quotes(document, find_mentions(document))
        assert [replace(quote, article_id="") for quote in found] == [
            replace(quote, article_id="") for quote in quotes
        ]


def test_no_cue_no_mark_no_dash_no_quote(engine: Engine) -> None:
    assert not any(speech_verb(word) for word in _PLAIN)
    points = [",", ".", "!", "?", ";"]
    documents = _read(engine, list(_made_up(_NAMES, ["hän", "he"], _PLAIN, points, seed=21)))
    assert [find_quotes(document, find_mentions(document)) for document in documents] == [[]] * _MADE_UP
