"""Which tokens are names: what is cut off, joined, left out, and what a name's words say that it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from luksia_nlp.engines.scripted import ScriptedEngine
from luksia_nlp.names.labels import kind_of
from luksia_nlp.names.mentions import find_mentions
from luksia_nlp.names.span import Span
from luksia_nlp.names.spans import name_spans
from luksia_nlp.records import Article, Document

_Tags = Mapping[str, tuple[str, Mapping[str, str]]]
_NOM = {"Case": "Nom", "Number": "Sing"}
_GEN = {"Case": "Gen", "Number": "Sing"}
_TAGS: _Tags = {
    "Oppilaitos": ("NOUN", _NOM),
    "OPPILAITOS": ("NOUN", _NOM),
    "Hyvä": ("ADJ", _NOM),
    "Kaupunki": ("NOUN", _NOM),
    "kaupunki": ("NOUN", _NOM),
    "kunta": ("NOUN", _NOM),
    "keskus": ("NOUN", _NOM),
    "kesäjuhla": ("NOUN", _NOM),
    "keskuksen": ("NOUN", _GEN),
    "ry.": ("NOUN", _NOM),
    "Myrsky": ("NOUN", _NOM),
    "Seppä": ("PROPN", _NOM),
    "Lohjan": ("PROPN", _GEN),
    "Tuusulan": ("PROPN", _GEN),
    **dict.fromkeys("–(),", ("PUNCT", {})),
    "§": ("SYM", {}),
}


def _document(
    text: str, names: Mapping[str, str], score: float | None = 1.0, tags: _Tags = _TAGS
) -> Document:
    [document] = ScriptedEngine(names=names, tags=tags).documents([Article(text, "1")])
    assert isinstance(document, Document)
    assert len(document.names) >= len(names)
    return replace(document, names=tuple(replace(name, score=score) for name in document.names))


def _text(document: Document, span: Span) -> str:
    return document.text[document.tokens[span.first].start : document.tokens[span.last - 1].end]


def _found(text: str, names: Mapping[str, str], score: float | None = 1.0, tags: _Tags = _TAGS) -> list[str]:
    """The names in a text, as they stand in it."""
    document = _document(text, names, score, tags)
    return [_text(document, span) for span in name_spans(document)]


def test_a_label_that_nobody_knows_is_a_name_of_another_kind() -> None:
    assert kind_of("ALUS") == "other"
    assert _found("Höyrylaiva Aallotar lähti.", {"Aallotar": "ALUS"}) == ["Aallotar"]


@pytest.mark.parametrize("name", ["(Luksia)", "Luksia,", "– Luksia §", "§ Luksia"])
def test_marks_at_the_ends_are_no_part_of_a_name(name: str) -> None:
    assert _found(f"Eilen {name} iloitsi.", {name: "ORG"}) == ["Luksia"]


def test_marks_alone_are_no_name() -> None:
    assert _found("Eilen (–) satoi.", {"(–)": "ORG"}) == []


@pytest.mark.parametrize("name", ["Myrsky Virtanen", "Seppä Virtanen"])
def test_only_a_noun_that_says_what_people_are_is_a_title(name: str) -> None:
    assert _found(f"Eilen {name} puhui.", {name: "PERSON"}) == [name]


@pytest.mark.parametrize(
    "name", ["yliopiston kirjasto", "opettajien ammattijärjestö", "tasavallan presidentti"]
)
def test_titles_and_small_letters_belong_to_names_of_other_kinds(name: str) -> None:
    assert _found(f"Eilen {name} muutti.", {name: "ORG"}) == [name]


@pytest.mark.parametrize(
    ("name", "label"), [("Asianajotoimisto Mäki, Salo", "ORG"), ("Virtanen, Salo, Mäki", "PERSON")]
)
def test_only_a_persons_name_is_turned_and_only_at_one_comma(name: str, label: str) -> None:
    [mention] = find_mentions(_document(f"Paikalla: {name}.", {name: label}))
    assert mention.base_form == name


@pytest.mark.parametrize(
    ("text", "label", "found"),
    [
        ("Eilen Tuusulan kunta kiitti.", "GPE", "Tuusulan kunta"),
        ("Eilen Tuusulan kunta kiitti.", "ORG", "Tuusulan kunta"),
        # None of these is a body named after a place.
        ("Eilen Tuusulan kunta kiitti.", "PERSON", "Tuusulan"),
        ("Eilen Tuusulan kunta kiitti.", "EVENT", "Tuusulan"),
        ("Eilen Lohjan Kaupunki kiitti.", "GPE", "Lohjan"),
        ("Eilen Lohjalla kaupunki kiitti.", "GPE", "Lohjalla"),
        ("Eilen Lohjan", "GPE", "Lohjan"),
    ],
)  # fmt: skip
def test_the_word_after_a_name_that_makes_it_a_body(text: str, label: str, found: str) -> None:
    document = _document(text, {text.split()[1]: label})
    [span] = name_spans(document)
    assert _text(document, span) == found
    assert span.body == ("organisation-head" if " " in found else None)
    [mention] = find_mentions(document)
    assert mention.kind == ("organisation" if " " in found else kind_of(label))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Oppilaitos kasvaa.", "Oppilaitos"),
        ("Hyvä koulu auttaa.", "Hyvä koulu"),
        ("– Oppilaitos kasvaa.", "Oppilaitos"),
        ("Sataa. Oppilaitos kasvaa.", "Oppilaitos"),
    ],
)
def test_a_common_word_that_opens_a_sentence_is_no_name(text: str, name: str) -> None:
    assert _found(text, {name: "ORG"}, 0.5) == []


@pytest.mark.parametrize(("score", "found"), [(0.89, []), (0.9, ["Kierre"]), (None, ["Kierre"])])
def test_such_a_word_is_a_name_where_the_recognizer_is_sure(score: float | None, found: list[str]) -> None:
    assert _found("Kierre kasvaa.", {"Kierre": "PRODUCT"}, score, {"Kierre": ("NOUN", _NOM)}) == found
    assert _found("Oppilaitos kasvaa.", {"Oppilaitos": "ORG"}, score) == []  # no body is called that


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Eilen Oppilaitos kasvoi.", "Oppilaitos"),  # opens nothing
        ("OPPILAITOS kasvaa.", "OPPILAITOS"),
        ("Hyvä Koulu auttaa.", "Hyvä Koulu"),
        ("Luksia kasvaa.", "Luksia"),
    ],
)
def test_other_names_at_the_beginning_of_a_sentence_stay(text: str, name: str) -> None:
    assert _found(text, {name: "ORG"}, 0.5) == [name]


def test_a_word_that_the_tagger_takes_for_a_name_is_one() -> None:
    tags = {"Kierre": ("PROPN", _NOM)}
    assert _found("Kierre kasvaa.", {"Kierre": "PRODUCT"}, 0.5, tags) == ["Kierre"]
    assert _found("Kierre kasvaa.", {"Kierre": "ORG"}, 0.95, tags) == ["Kierre"]


def test_another_form_of_it_in_the_article_makes_it_a_name() -> None:
    names = {"Oppilaitos": "ORG", "Oppilaitoksen": "ORG"}
    text = "Oppilaitos kasvaa. Se on Oppilaitoksen etu."
    assert _found(text, names, 0.5) == ["Oppilaitos", "Oppilaitoksen"]


@pytest.mark.parametrize("label", ["ORG", "FAC"])
def test_what_it_is_and_its_name_are_one(label: str) -> None:
    names = {"Historian keskus": label, "Casquessa": label}
    assert _found("Käytiin Historian keskus Casquessa.", names) == ["Historian keskus Casquessa"]


@pytest.mark.parametrize(
    ("first", "second", "labels"),
    [
        ("Historian keskuksen", "Casquessa", ("ORG", "ORG")),  # in another case
        ("Historian keskus", "Casquessa", ("FAC", "ORG")),  # of two kinds
        ("Suuri kesäjuhla", "Aallotar", ("EVENT", "EVENT")),
        ("Historian Keskus", "Casquessa", ("ORG", "ORG")),
    ],
)
def test_two_names_in_a_row_are_two(first: str, second: str, labels: tuple[str, str]) -> None:
    names = dict(zip((first, second), labels, strict=True))
    assert _found(f"Eilen {first} {second} avattiin.", names) == [first, second]


def test_two_names_with_a_full_stop_between_are_two() -> None:
    document = _document(
        "Siellä toimii Karkkilan rasti ry Casque.", {"Karkkilan rasti ry": "ORG", "Casque": "ORG"}
    )
    tokens = list(document.tokens)
    tokens[4] = replace(tokens[4], text="ry.", upos="NOUN", feats=_NOM)  # as some pipelines cut it
    assert len(name_spans(replace(document, tokens=tuple(tokens)))) == 2
    tokens[4] = replace(tokens[4], text="ry")
    assert len(name_spans(replace(document, tokens=tuple(tokens)))) == 1


@pytest.mark.parametrize("label", ["GPE", "ORG"])
def test_a_town_and_a_common_word_are_its_club(label: str) -> None:
    document = _document("Eilen Nokian Nousun kausi alkoi.", {"Nokian": label, "Nousun": "PERSON"})
    [span] = name_spans(document)
    assert (_text(document, span), span.body) == ("Nokian Nousun", "club")
    [mention] = find_mentions(document)
    assert (mention.kind, mention.label, mention.kind_rule) == ("organisation", "ORG", "club")


@pytest.mark.parametrize(
    ("first", "second", "labels"),
    [
        ("Nokian", "Nousun Tuen", ("GPE", "ORG")),
        ("Nokian", "NOUSUN", ("GPE", "ORG")),
        ("Nokian", "nousun", ("GPE", "ORG")),
        ("Nokian", "Lahden", ("GPE", "ORG")),  # no common word
        ("Nokian", "Nousun", ("GPE", "EVENT")),
        ("Nokian", "Nousun", ("PERSON", "ORG")),
        ("Nokialla", "Nousun", ("GPE", "ORG")),
        ("Uuden Nokian", "Nousun", ("GPE", "ORG")),
    ],
)  # fmt: skip
def test_no_club_is_named_so(first: str, second: str, labels: tuple[str, str]) -> None:
    names = dict(zip((first, second), labels, strict=True))
    assert _found(f"Eilen {first} {second} kausi alkoi.", names) == [first, second]


@pytest.mark.parametrize(
    ("body", "product", "found"),
    [
        (0.7, 0.5, ["Savon Voiman"]),
        (0.5, 0.9, ["Savon Voiman"]),
        (0.7, 0.9, ["Savon", "Voiman"]),
    ],
)
def test_a_body_and_a_common_word_after_it_are_one_unless_both_are_sure(
    body: float, product: float, found: list[str]
) -> None:
    document = _document("Eilen Savon Voiman osinko nousi.", {"Savon": "ORG", "Voiman": "PRODUCT"})
    scores = {"ORG": body, "PRODUCT": product}
    names = tuple(replace(name, score=scores[name.label]) for name in document.names)
    document = replace(document, names=names)
    assert [_text(document, span) for span in name_spans(document)] == found
