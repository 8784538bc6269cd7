from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from luksia_nlp import Article, Failure, SourceError, read_articles

_RSS = """<?xml version="1.0" encoding="{encoding}"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Järviseudun Uutiset</title><link>https://jarviseutu.example/</link>
<item><title>Koulu &amp; kirjasto avattiin</title><link>https://jarviseutu.example/1</link>
<guid isPermaLink="false">juttu-1</guid><pubDate>Fri, 03 Apr 2026 08:15:00 +0300</pubDate>
<dc:creator>Ilona Kuusisto</dc:creator><category>Kotimaa</category><category>Koulut</category>
<description>Lyhyesti.</description>
<content:encoded><![CDATA[<p>Rehtori <b>Maija Salo</b> puhui Lohjalla.</p><h2>Salit</h2>
<figure><img src="https://jarviseutu.example/a.jpg"><figcaption>Nauha. Kuva: Heli Aho</figcaption></figure>
<p>Väkeä oli satoja.</p>]]></content:encoded></item>
<item><title>Räntää</title><pubDate>3.4.2026</pubDate>
<description>Vihdissä &lt;i&gt;satoi&lt;/i&gt; räntää.</description></item>
<item><title>Vain otsikko</title><link>https://jarviseutu.example/3</link></item>
<item><title>Outo päivä</title><pubDate>04/03/2026</pubDate><description>Satoi.</description></item>
</channel></rss>"""
_ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Syöte</title><id>urn:syote</id>
<updated>2026-04-05T00:00:00Z</updated>
<entry><id>urn:1</id><title type="html">Lohja &lt;b&gt;voitti&lt;/b&gt;</title><link href="https://a.example/1"/>
<published>2026-04-03T08:15:00+03:00</published><updated>2026-04-04T00:00:00Z</updated>
<author><name>Aarne Lehto</name></author><category term="urheilu"/>
<content type="xhtml">
<div xmlns="http://www.w3.org/1999/xhtml"><p>Ottelu päättyi.</p><p>Yleisöä oli 300.</p></div></content>
</entry>
<entry><id>urn:2</id><title>Toinen</title><updated>2026-04-04T00:00:00Z</updated><summary>Teksti.</summary></entry>
</feed>"""


def _read(path: Path, text: str, encoding: str = "utf-8") -> list[Article | Failure]:
    path.write_bytes(text.encode(encoding))
    return list(read_articles(path))


@pytest.mark.parametrize("encoding", ["utf-8", "iso-8859-1", "utf-16"])
@pytest.mark.parametrize("name", ["a.rss", "a.xml"])
def test_rss(tmp_path: Path, encoding: str, name: str) -> None:
    first, second, headline, odd = _read(tmp_path / name, _RSS.format(encoding=encoding), encoding)
    assert isinstance(first, Article)
    assert (first.article_id, first.title) == ("juttu-1", "Koulu & kirjasto avattiin")
    assert first.text.split("\n\n") == [
        "Rehtori Maija Salo puhui Lohjalla.",
        "## Salit",
        "![Nauha. Kuva: Heli Aho]()",
        "Väkeä oli satoja.",
    ]
    zone = datetime.timezone(datetime.timedelta(hours=3))
    assert first.published == datetime.datetime(2026, 4, 3, 8, 15, tzinfo=zone)
    assert first.metadata == {
        "author": "Ilona Kuusisto",
        "url": "https://jarviseutu.example/1",
        "section": "Kotimaa, Koulut",
    }
    assert first.source == str(tmp_path / name)
    assert isinstance(second, Article)
    assert (second.article_id, second.text) == ("a-2", "Vihdissä satoi räntää.")
    assert second.published == datetime.date(2026, 4, 3)
    assert isinstance(headline, Failure)
    assert "the entry has no text, only a headline" in headline.message
    assert isinstance(odd, Article)
    assert odd.published is None
    assert "04/03/2026" in odd.notes[-1]


def test_atom(tmp_path: Path) -> None:
    first, second = _read(tmp_path / "a.atom", _ATOM)
    assert isinstance(first, Article)
    assert isinstance(second, Article)
    assert (first.article_id, first.title) == ("urn:1", "Lohja voitti")
    assert first.text == "Ottelu päättyi.\n\nYleisöä oli 300."
    assert str(first.published) == "2026-04-03 08:15:00+03:00"
    assert first.metadata == {"author": "Aarne Lehto", "url": "https://a.example/1", "section": "urheilu"}
    assert (second.text, str(second.published)) == ("Teksti.", "2026-04-04 00:00:00+00:00")
    assert second.notes == ("published: the entry tells only when it was last changed",)


def test_cut_feed_keeps_what_is_whole(tmp_path: Path) -> None:
    first, *_ = _read(tmp_path / "a.rss", _RSS.format(encoding="utf-8")[:1_100])
    assert isinstance(first, Article)
    assert "the feed is not well-formed" in first.notes[0]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Ei syöte.",
        "<html><p>Sivu</p></html>",
        "https://jarviseutu.example/rss",
        '<feed xmlns="http://a.example/\u00a0x/\u00a0y"><entry/></feed>',  # breaks the parser of feeds
    ],
)
def test_no_feed(tmp_path: Path, text: str) -> None:
    with pytest.raises(SourceError, match=r"a\.rss: is no readable feed"):
        _read(tmp_path / "a.rss", text)


def test_feed_with_no_entries_has_no_articles(tmp_path: Path) -> None:
    assert _read(tmp_path / "a.rss", '<rss version="2.0"><channel><title>x</title></channel></rss>') == []


@pytest.mark.parametrize("name", ["a.rss", "a.xml"])
def test_entities_are_refused(tmp_path: Path, name: str) -> None:
    bomb = '<!DOCTYPE rss [<!ENTITY a "lol"><!ENTITY b "&a;&a;">]>' + _RSS.partition("?>")[2].replace(
        "Lyhyesti", "&b;"
    )
    with pytest.raises(SourceError, match="defines entities of its own"):
        _read(tmp_path / name, bomb)


def test_other_xml_is_named(tmp_path: Path) -> None:
    with pytest.raises(
        SourceError, match=r"its first element is <kirja>.*feeds \(RSS, Atom\) and news in NewsML-G2"
    ):
        _read(tmp_path / "a.xml", "<?xml version='1.0'?><!-- <rss> --><kirja/>")
    with pytest.raises(SourceError, match="it has no elements"):
        _read(tmp_path / "a.xml", "")


def test_page_in_xhtml_by_the_name_of_xml(tmp_path: Path) -> None:
    text = "Lohjan kaupunki avasi uuden koulun Virkkalaan, ja rehtori Maija Salo puhui."
    [article] = _read(tmp_path / "a.xml", f"<!DOCTYPE html><html><h1>Koulu</h1><p>{text}</p></html>")
    assert isinstance(article, Article)
    assert article.text == text
