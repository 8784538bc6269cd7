"""The view through which a text is read: what it says, and where in the text it points."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luksia_nlp.engines.scripted import ScriptedEngine
from luksia_nlp.names.mentions import find_mentions
from luksia_nlp.records import Article, Document
from luksia_nlp.views import TextView, view_of

_SAME = [
    "Rehtori Maija Virtanen avasi koulun Lohjalla.",
    "Otsikko\n\nLeipäteksti, jossa on kaksi kappaletta.\n\nToinen.",
    "Hinta on 5 * 3 * 2 euroa, a < b > c ja R&D & AT&T; 2 * 2.",
    "Tiedosto on nimeltään luku_1_uusi.txt ja nelikenttä [1] jatkuu.",
    "– Hyvä, Salo sanoi.\n\n– Niin on.",
    "SAK, STTK ja EU ovat lyhenteitä.",
    "YK:n UNICEF toimii.",
]
_VIEWS = {
    # characters
    "Va\u0308ino\u0308": "Väinö",
    "Jy\xadväs\xadky\xadläs\xadsä": "Jyväskylässä",
    "Hyvin\xad\n  käällä": "Hyvinkäällä",
    "\ufeffSalo\u200b on \u200eSalo\u200e.": "Salo on Salo.",
    "Anna\u2011Kaisa ja Etelä\u2010Karjala": "Anna-Kaisa ja Etelä-Karjala",
    "Pekka\t Korhonen\xa0  tuli.": "Pekka Korhonen tuli.",
    "V&auml;in&ouml; &quot;M&#228;ki&#x22;": 'Väinö "Mäki"',
    "Otsikko\r\rTeksti": "Otsikko Teksti",
    "ﬁlmi": "filmi",
    # marks
    "Puhui [Salo](https://a.fi/(b)_c).": "Puhui Salo.",
    "Lue [koko\njuttu][1].": "Lue koko juttu.",
    "Ministeri **Maija Salo** ja *Heli* sekä __Outi__ _Aho_.": "Ministeri Maija Salo ja Heli sekä Outi Aho.",
    "TV \\| Radio \\- 1\\. osa": "TV | Radio - 1. osa",
    "Katso <https://a.fi> ja <a href='x'>Salo</a>.": "Katso https://a.fi ja Salo.",
    "> Lainaus": "Lainaus",
    # lines
    "Asian ratkaisi Länsi-Uudenmaan\nkäräjäoikeus.": "Asian ratkaisi Länsi-Uudenmaan käräjäoikeus.",
    "Kapteeni on Juha-\nPekka Salo.": "Kapteeni on Juha-Pekka Salo.",
    "Puhui maa-\nja metsätalousministeri.": "Puhui maa- ja metsätalousministeri.",
    "Kadulla oli linja-\nauto.": "Kadulla oli linja-auto.",
    "Valtuutettu Kor-\nhonen erosi.": "Valtuutettu Korhonen erosi.",
    # capitals
    "TURUSSA PALOI KERROSTALO": "Turussa paloi kerrostalo",
    "VENÄJÄ ISKI KIOVAAN": "Venäjä iski Kiovaan",
    "Torilla satoi. KUVA: MAIJA VIRTANEN": "Torilla satoi. Kuva: Maija Virtanen",
    "SAK JA STTK VAATIVAT EU:LTA TUKEA": "SAK ja STTK vaativat EU:lta tukea",
    "ANNA-KAISA SALO ITÄ-SUOMEEN": "Anna-Kaisa Salo Itä-Suomeen",
    "URHEILU": "Urheilu",
}
_PARAGRAPHS = {
    "# Otsikko\nTeksti.": ["Otsikko", "Teksti."],
    "Teksti\n===\nlisää": ["Teksti", "lisää"],
    "![Tori. Kuva: Aho](https://a.fi/b,c.jpg)\nTeksti.": ["Tori. Kuva: Aho", "Teksti."],
    "* Salo\n* Lohja": ["Salo", "Lohja"],
    "<p>Yksi</p><div>Kaksi<br>kolme</div><script>x < y</script>": ["Yksi", "Kaksi kolme"],
    "Koulu avattiin\nRehtori Maija Salo avasi koulun Lohjalla.": [
        "Koulu avattiin",
        "Rehtori Maija Salo avasi koulun Lohjalla.",
    ],
    "Valitut:\nMaija Salo\nPekka Aho": ["Valitut:", "Maija Salo", "Pekka Aho"],
    "– Hyvä on.\n– Niin on.": ["– Hyvä on.", "– Niin on."],
    "| Nimi | Ääniä |\n|---|---|\n| Salo | 5 |": ["| Nimi | Ääniä |", "| Salo | 5 |"],
}


@pytest.mark.parametrize("text", _SAME)
def test_clean_text_stays(text: str) -> None:
    assert view_of(text).text == text


@pytest.mark.parametrize(("text", "read"), _VIEWS.items())
def test_view(text: str, read: str) -> None:
    assert " ".join(view_of(text).text.split()) == read


@pytest.mark.parametrize(("text", "read"), _PARAGRAPHS.items())
def test_paragraphs(text: str, read: list[str]) -> None:
    assert [part.strip() for part in view_of(text).text.split("\n\n") if part.strip()] == read


@given(st.text(alphabet="aäÄBk \n\r\t-*_#[]()!<>/p&;:.1\xad\u0308\u200b\u2011\xa0|\\`"))
def test_offsets_are_of_the_text(text: str) -> None:
    view = view_of(text)
    assert len(view.starts) == len(view.ends) == len(view.text)
    assert list(view.starts) == sorted(view.starts)
    for start, end in zip(view.starts, view.ends, strict=True):
        assert 0 <= start <= end <= len(text)
    for match in re.finditer(r"\S+", view.text):
        start, end = view.original(match.start(), match.end())
        assert start < end


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 3), st.sampled_from(["", "x", "xyz"]))))
def test_edits_keep_what_they_leave(changes: list[tuple[int, int, str]]) -> None:
    text = "0123456789"
    view = TextView.of(text).edited(
        (start, min(start + size, 10), new) for start, size, new in sorted(changes)
    )
    for place, character in enumerate(view.text):
        if character.isdigit():
            assert text[view.starts[place] : view.ends[place]] == character


def _document(text: str, **names: str) -> Document:
    engine = ScriptedEngine(names={name.replace("_", " "): label for name, label in names.items()})
    [document] = engine.documents([Article(text, "1")])
    assert isinstance(document, Document)
    return document


def test_document_is_of_the_text_as_given() -> None:
    text = "## Pu\xadhe\r\n\r\nNiin sanoo Sari\r\nLeh\xadto\xadnen **Etelä\u2011Savossa**."
    document = _document(text, Sari_Lehtonen="PERSON", **{"Etelä-Savossa": "GPE"})
    assert document.text == text
    assert [token.text for token in document.tokens[3:5]] == ["Sari", "Lehtonen"]
    person, place = find_mentions(document)
    assert text[person.start : person.end] == person.text == "Sari\r\nLeh\xadto\xadnen"
    assert (person.surface, person.base_form) == ("Sari Lehtonen", "Sari Lehtonen")
    assert (place.text, place.base_form) == ("Etelä\u2011Savossa", "Etelä-Savo")
    assert document.sentence_as_read(1) == "Niin sanoo Sari Lehtonen Etelä-Savossa."


def test_an_article_of_marks_has_no_words() -> None:
    assert _document("\n---\n***\n\u200b").tokens == ()
