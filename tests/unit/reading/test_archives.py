"""The forms in which the Language Bank of Finland hands out the news of STT and of Yle; words of our own."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from luksia_nlp import Article, Failure, SourceError, read_articles
from luksia_nlp.reading.files import count_articles
from tests.conftest import ROOT

SAMPLES = ROOT / "tests" / "data" / "reading"


def _read(path: Path, values: Any) -> list[Article | Failure]:
    path.write_text(values if isinstance(values, str) else json.dumps(values), encoding="utf-8")
    return list(read_articles(path))


def test_newsml() -> None:
    article, picture = read_articles(SAMPLES / "stt.xml")
    assert isinstance(article, Article)
    assert article.article_id == "urn:newsml:jarviseutu.example:20260403:1001"
    assert article.title == "Virkkalan lukio avasi ovensa"
    assert str(article.published) == "2026-04-03 10:33:04+03:00"
    assert article.metadata == {
        "author": "Ilona Kuusisto",
        "section": "Kotimaa",
        "subjects": "Koulutus, Lukiot",
    }
    assert article.text.split("\n\n") == [
        "## Juhlassa oli satoja virkkalalaisia",
        "Lohjan kaupungin uusin koulu sai oppilaansa perjantaina.",
        '"Tätä on odotettu", sanoi rehtori Maija Salonen. Rakennuksen teki Pihlaja.',
        "### Salit ovat valmiit",
        "Kirjasto avataan syksyllä.",
    ]
    assert isinstance(picture, Failure)
    assert picture.article_id.endswith(":1002")
    assert "holds no text in its inlineXML" in picture.message
    assert count_articles(SAMPLES / "stt.xml") == 2


def test_newsml_of_one_item_with_escaped_html(tmp_path: Path) -> None:
    item = (
        '<n:newsItem xmlns:n="urn:n"><n:contentMeta><n:headline>Lohja</n:headline></n:contentMeta>'
        "<n:contentSet><n:inlineXML><![CDATA[<p>Satoi.</p><p>Paistoi.</p>]]></n:inlineXML></n:contentSet></n:newsItem>"
    )
    [article] = _read(tmp_path / "a.xml", item)
    assert isinstance(article, Article)
    assert (article.article_id, article.full_text) == ("a-1", "Lohja\n\nSatoi.\n\nPaistoi.")


@pytest.mark.parametrize(
    "entities",
    [
        '<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">',
        '<!ENTITY b SYSTEM "file:///etc/hostname">',
        '<!ENTITY % b SYSTEM "http://jarviseutu.example/x.dtd"> %b;',
    ],
)
def test_entities_are_refused(tmp_path: Path, entities: str) -> None:
    xml = f"<!DOCTYPE newsItem [{entities}]><newsItem><headline>&b;</headline></newsItem>"
    with pytest.raises(SourceError, match=r"a\.xml: is XML that defines entities of its own"):
        _read(tmp_path / "a.xml", xml)


@pytest.mark.parametrize("xml", ["<newsItem><headline>", "<newsItem>" * 5_000])
def test_broken_newsml(tmp_path: Path, xml: str) -> None:
    with pytest.raises(SourceError, match=r"a\.xml: is not well-formed XML"):
        _read(tmp_path / "a.xml", xml)


def test_yle() -> None:
    article, video, broken = read_articles(SAMPLES / "yle.json")
    assert isinstance(article, Article)
    assert (article.article_id, article.title) == ("3-10000001", "Virkkalan lukio avasi ovensa")
    assert str(article.published) == "2026-04-03 08:15:00+03:00"
    assert article.metadata == {
        "url": "https://jarviseutu.example/3-10000001",
        "author": "Ilona Kuusisto, Aarne Lehto",
        "publisher": "Järviseudun Uutiset",
        "language": "fi",
        "subjects": "koulut, Lohja",
    }
    assert article.text.split("\n\n") == [
        "Juhlassa oli satoja virkkalalaisia.",
        "![Rehtori Maija Salonen leikkasi nauhan. Kuva: Heli Aho / Järviseutu]()",
        "Lohjan kaupungin uusin [koulu](https://jarviseutu.example) sai oppilaansa **perjantaina**.",
        "## Salit ovat valmiit",
        "- Kaksi salia\n- Yksi kirjasto",
        "Koulun vaiheet alkoivat vuonna 2008.",
        "Sivu kaksi.",
        "![Sali.]()",
        "![Kirjasto. Kuva: Heli Aho]()",
        "Kirjasto avataan syksyllä.",
    ]
    assert isinstance(video, Failure)
    assert "article 3-10000002: has no text in its 'content'" in video.message
    assert isinstance(broken, Failure)
    assert (broken.article_id, broken.stage) == ("yle-3", "read")


@pytest.mark.parametrize(
    "values",
    [
        [{"text": "Satoi."}, {"text": "Paistoi."}],
        {"versio": 1, "articles": [{"text": "Satoi."}, {"text": "Paistoi."}]},
        '{"text": "Satoi."}\n{"text": "Paistoi."}\n',  # JSON Lines by another name
    ],
)
def test_other_json_is_a_table(tmp_path: Path, values: Any) -> None:
    articles = _read(tmp_path / "a.json", values)
    assert [article.text for article in articles if isinstance(article, Article)] == ["Satoi.", "Paistoi."]
    assert [article.article_id for article in articles] == ["a-1", "a-2"]


def test_one_object_is_one_article(tmp_path: Path) -> None:
    [article] = _read(tmp_path / "a.json", {"id": 7, "text": "Satoi.", "tags": [{"x": 1}]})
    assert isinstance(article, Article)
    assert (article.article_id, article.text) == ("7", "Satoi.")


def test_row_that_is_no_object_is_a_failure(tmp_path: Path) -> None:
    _, failure = _read(tmp_path / "a.json", [{"text": "Satoi."}, "teksti"])
    assert isinstance(failure, Failure)
    assert "a.json, row 2: must be a JSON object" in failure.message


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('[{"text": "Sat', "is not JSON"),
        (" \n", r"a\.json: is empty\.$"),
        ("[" * 200_000, "is not JSON"),
        ("[1, 2]", "holds no articles; its JSON must be a list of objects"),
        ("3", "holds no articles"),
        ("[]", "holds no articles"),
    ],
)
def test_broken_json(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(SourceError, match=message):
        _read(tmp_path / "a.json", text)
