"""Where a name stands: title, lead, body, caption, credit, contact, link."""

from __future__ import annotations

import pytest

from luksia_nlp.engines.scripted import ScriptedEngine
from luksia_nlp.names.mentions import find_mentions
from luksia_nlp.records import Article, Document

_NAMES = {"Aho": "PERSON", "Heli Aho": "PERSON", "Maija Salo": "PERSON", "Lohjan": "GPE", "Yle": "ORG"}
_BEGINNING = "Tori avattiin\n\nTorilla satoi.\n\n"
_ONE = {
    "Lohjan tori avattiin\n\nTorilla satoi.": "title",
    "Maija Salo avasi torin.\n\nTorilla satoi.": "lead",
    "Tori avattiin\n\nMaija Salo avasi torin.\n\nTorilla satoi.": "lead",
    _BEGINNING + "Maija Salo avasi torin.": "body",
    "Maija Salo avasi torin.": "body",
    _BEGINNING + "### Maija Salo avaa\n\nTorilla satoi.": "title",
    _BEGINNING + "![Maija Salo torilla.](https://a.fi/b.jpg)": "caption",
    _BEGINNING + "<figcaption>Maija Salo torilla.</figcaption>": "caption",
    _BEGINNING + "Kuvassa Maija Salo.": "caption",
    _BEGINNING + "Maija Salo torilla. Kuva: kaupunki": "caption",
    _BEGINNING + "Tori on auki. Kuva: Heli Aho": "credit",
    _BEGINNING + "Tori on auki. (KUVA: Heli Aho) Torilla satoi taas.": "credit",
    _BEGINNING + "![Tori. Kuva: Heli Aho / tori](https://a.fi/b.jpg)": "credit",
    "Teksti ja kuvat: Heli Aho\n\nTorilla satoi.": "credit",
    "Tori avattiin\n\nHeli Aho\n\nTorilla satoi.\n\nTorilla paistoi.": "credit",
    _BEGINNING + "Torilla paistoi.\n\n**Heli Aho**": "credit",
    _BEGINNING + "Lisätietoja: Maija Salo, p. 019 123 4567": "contact",
    _BEGINNING + "Lisätiedot:\nMaija Salo\nmaija.salo@example.org": "contact",
    _BEGINNING + "rehtori Maija Salo\nmaija.salo@example.org": "contact",
    _BEGINNING + "Lue lisää: Lohjan tori aukeaa": "link",
    _BEGINNING + "Kuva on Maija Salo maalaama.": "body",
    _BEGINNING + "Maija Salo avasi torin (kuva: kaupunki), ja torilla satoi.": "body",
}


def _positions(text: str, title: str | None = None) -> list[str]:
    [document] = ScriptedEngine(names=_NAMES).documents([Article(text, "1", title)])
    assert isinstance(document, Document)
    return [mention.position for mention in find_mentions(document)]


@pytest.mark.parametrize(("text", "position"), _ONE.items())
def test_position(text: str, position: str) -> None:
    assert _positions(text) == [position]


def test_title_of_the_article() -> None:
    assert _positions("Maija Salo sanoi niin.\n\nTorilla satoi.", "Lohjan tori avattiin.") == [
        "title",
        "lead",
    ]


def test_list_of_names_is_no_byline() -> None:
    text = "Tulokset\n\nSatoi.\n\nHeli Aho\nMaija Salo\nHeli Aho\nMaija Salo"
    assert _positions(text) == ["body"] * 4


def test_writer_and_paper() -> None:
    assert _positions(_BEGINNING + "Heli Aho\nYle") == ["credit"] * 2
