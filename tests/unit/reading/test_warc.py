"""Web archives: whole pages are read, damaged ones are failures, all else is counted."""

from __future__ import annotations

import gzip
import random
from base64 import b32encode
from hashlib import sha1
from pathlib import Path

import pytest

from luksia_nlp import Article, Failure, LuksiaWarning, Settings, SourceError, read_articles
from luksia_nlp.reading.files import count_articles

SENTENCES = (
    "Lohjan kaupunki avasi uuden koulun Virkkalaan.", "Rehtori Maija Salo kiitti opettajia ja rakentajia.",
    "Koulussa on tilat kolmellesadalle oppilaalle.", "Vanha koulu puretaan ensi keväänä.",
)  # fmt: skip


def _page(title: str, extra: str = "") -> str:
    body = "".join(f"<p>{sentence} {sentence}</p>" for sentence in SENTENCES)
    main = f"<div><h1>{title}</h1>{extra}{body}</div>"
    return f"<html><head><title>{title}</title></head><body>{main}</body></html>"


class _Writer:
    """A web archive as crawlers write them."""

    def __init__(self, packed: bool = False) -> None:
        self.packed, self.data = packed, b""

    def record(self, kind: str, block: bytes, **headers: str) -> None:
        """Add a record; an underscore in a header's name stands for a hyphen."""
        digest = b32encode(sha1(block).digest()).decode()
        known = {
            "WARC_Type": kind, "WARC_Date": "2026-03-05T12:00:00Z", "WARC_Block_Digest": f"sha1:{digest}",
            **headers, "Content_Length": str(len(block)),
        }  # fmt: skip
        lines = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in known.items())
        data = f"WARC/1.0\r\n{lines}\r\n".encode() + block + b"\r\n\r\n"
        self.data += gzip.compress(data) if self.packed else data

    def page(self, url: str, body: bytes, status: str = "200 OK", **headers: str) -> None:
        """Add what a server answered."""
        lines = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in headers.items())
        block = f"HTTP/1.1 {status}\r\n{lines}\r\n".encode() + body
        self.record("response", block, WARC_Target_URI=url, Content_Type="application/http; msgtype=response")


HTML = "text/html; charset=utf-8"


def archive(packed: bool = False, pages: int = 3) -> bytes:
    """A web archive of some pages, a picture and a page that was not found."""
    writer = _Writer(packed)
    writer.record("warcinfo", b"software: koe\r\n")
    for number in range(pages):
        page = _page(f"Koulu {number} avattiin").encode()
        writer.page(f"https://esimerkki.fi/{number}", page, Content_Type=HTML)
    writer.page("https://esimerkki.fi/kuva.jpg", b"\xff\xd8", Content_Type="image/jpeg")
    writer.page("https://esimerkki.fi/ei", b"Ei", "404 Not Found", Content_Type="text/html")
    return writer.data


def _read(path: Path, settings: Settings | None = None) -> tuple[list[Article | Failure], str]:
    with pytest.warns(LuksiaWarning, match="records are no pages and were not read") as warned:
        found = list(read_articles(path, settings))
    assert count_articles(path, settings) == len(found)
    return found, str(warned[0].message)


def _write(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("packed", [False, True])
def test_pages(tmp_path: Path, packed: bool) -> None:
    name = "sivut.warc.gz" if packed else "sivut.warc"
    found, told = _read(_write(tmp_path / name, archive(packed)))
    assert [article.article_id for article in found] == ["sivut-1", "sivut-2", "sivut-3"]
    assert (
        "3 records are no pages and were not read (1 of type warcinfo, 1 image/jpeg, 1 of status 404)" in told
    )
    first = found[0]
    assert isinstance(first, Article)
    assert SENTENCES[0] in first.full_text
    assert first.metadata["url"] == "https://esimerkki.fi/0"
    assert first.metadata["crawled"] == "2026-03-05T12:00:00Z"
    assert first.published is None  # a page is saved long after it was published


def test_ways_that_pages_travel(tmp_path: Path) -> None:
    html = _page("Koulu avattiin Åbossa").encode()
    chunked = b"%x\r\n%s\r\n%x\r\n%s\r\n0\r\n\r\n" % (100, html[:100], len(html) - 100, html[100:])
    writer = _Writer()
    writer.page("https://a.fi/1", gzip.compress(html), Content_Type="text/html", Content_Encoding="gzip")
    writer.page("https://a.fi/2", chunked, Content_Type="text/html", Transfer_Encoding="chunked")
    old = html.decode().encode("cp1252")
    writer.page("https://a.fi/3", old, Content_Type="text/html; charset=ISO-8859-1")
    writer.page("https://a.fi/4", html, Content_Type="text/html", Content_Encoding="br")
    writer.page("https://a.fi/5", b"x", Content_Type="text/css")
    *good, last = _read(_write(tmp_path / "a.warc", writer.data))[0]
    assert len(good) == 3
    for article in good:
        assert isinstance(article, Article), article
        assert article.title == "Koulu avattiin Åbossa"
        assert "keväänä" in article.text
    assert isinstance(last, Failure)
    assert "is packed as 'br', which cannot be unpacked" in last.message


@pytest.mark.parametrize("packed", [False, True])
def test_a_cut_web_archive(tmp_path: Path, packed: bool) -> None:
    data = archive(packed)
    place = data.index(b"\x1f\x8b", len(data) // 2) if packed else data.rindex(b"Koulu 2 avattiin")
    path = _write(tmp_path / ("a.warc.gz" if packed else "a.warc"), data[: place + 40])
    with pytest.warns(LuksiaWarning) if not packed else pytest.warns():
        *_, last = list(read_articles(path))
    assert isinstance(last, Failure)
    assert "cut short" in last.message


def test_a_damaged_page_costs_only_itself(tmp_path: Path) -> None:
    data = archive().replace(b"Koulu 1 avattiin</h1>", b"Koulu 1 evattiin</h1>")
    found, _ = _read(_write(tmp_path / "a.warc", data))
    broken = found[1]
    assert isinstance(broken, Failure)
    assert "a.warc, page 2: is damaged: block digest failed" in broken.message
    assert isinstance(found[2], Article)


def test_a_wrong_length_costs_what_it_covers(tmp_path: Path) -> None:
    data = archive(pages=4)
    place = data.index(b"https://esimerkki.fi/1")
    place = data.index(b"Content-Length: ", place) + len(b"Content-Length: ")
    damaged = data[:place] + b"9" + data[place + 1 :]
    found, _ = _read(_write(tmp_path / "a.warc", damaged))
    titles = [article.title for article in found if isinstance(article, Article)]
    assert titles[0] == "Koulu 0 avattiin"
    assert titles[-1] == "Koulu 3 avattiin"
    assert any(isinstance(article, Failure) for article in found)


def test_a_broken_header_costs_one_record(tmp_path: Path) -> None:
    data = archive()
    place = data.index(b"WARC/1.", data.index(b"https://esimerkki.fi/0"))
    found, _ = _read(_write(tmp_path / "a.warc", data[:place] + b"XARC" + data[place + 4 :]))
    titles = [article.title for article in found if isinstance(article, Article)]
    assert titles == ["Koulu 0 avattiin", "Koulu 2 avattiin"]
    assert any(
        "all up to the next record is lost" in failure.message
        for failure in found
        if isinstance(failure, Failure)
    )


def test_a_digest_that_is_none_costs_one_page(tmp_path: Path) -> None:
    data = archive()
    place = data.index(b"WARC-Block-Digest: sha1:", data.index(b"https://esimerkki.fi/0")) + 24
    found, _ = _read(_write(tmp_path / "a.warc", data[:place] + data[place + 1 :]))
    assert [type(article) for article in found] == [Article, Failure, Article]


def test_limits(tmp_path: Path) -> None:
    writer = _Writer()
    writer.page("https://a.fi/1", _page("Pitkä", "x" * 60_000).encode(), Content_Type=HTML)
    bomb = gzip.compress(bytes(30_000_000))
    writer.page("https://a.fi/2", bomb, Content_Type=HTML, Content_Encoding="gzip")
    writer.page("https://a.fi/3", _page("Koulu avattiin").encode(), Content_Type=HTML)
    writer.page("https://a.fi/4", b"x", Content_Type="text/css")
    found, _ = _read(_write(tmp_path / "a.warc", writer.data), Settings(largest_file=50_000))
    told = [failure.message for failure in found if isinstance(failure, Failure)]
    assert ["page 1: is larger than 50,000 bytes" in told[0], "page 2: unpacks to more" in told[1]] == [
        True
    ] * 2
    assert isinstance(found[-1], Article)


@pytest.mark.parametrize(
    "data", [b"", b"ei mik\xe4\xe4n", random.Random(1).randbytes(3_000), b"WARC/1.0\r\n" + b"a" * 9_000_000]
)
def test_no_web_archive(tmp_path: Path, data: bytes) -> None:
    path = _write(tmp_path / "a.warc", data)
    with pytest.raises(SourceError, match="is not a web archive"):
        list(read_articles(path))
    with pytest.raises(SourceError, match="is not a web archive"):
        count_articles(path)
