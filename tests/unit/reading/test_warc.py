"""Web archives: whole pages are read, damaged ones are failures, all else is counted."""

from __future__ import annotations

import gzip
import io
import random
from pathlib import Path

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

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


def _add(
    writer: WARCWriter, url: str, data: bytes, headers: list[tuple[str, str]], status: str = "200 OK"
) -> None:
    http = StatusAndHeaders(status, headers, protocol="HTTP/1.1")
    made = writer.create_warc_record(
        url,
        "response",
        payload=io.BytesIO(data),
        http_headers=http,
        warc_headers_dict={"WARC-Date": "2026-03-05T12:00:00Z"},
    )
    writer.write_record(made)


def _archive(packed: bool = False, pages: int = 3) -> bytes:
    file = io.BytesIO()
    writer = WARCWriter(file, gzip=packed)
    writer.write_record(writer.create_warcinfo_record("a.warc.gz", {"software": "koe"}))
    for number in range(pages):
        html = [("Content-Type", "text/html; charset=utf-8")]
        _add(writer, f"https://esimerkki.fi/{number}", _page(f"Koulu {number} avattiin").encode(), html)
    _add(writer, "https://esimerkki.fi/kuva.jpg", b"\xff\xd8", [("Content-Type", "image/jpeg")])
    _add(writer, "https://esimerkki.fi/ei", b"Ei", [("Content-Type", "text/html")], "404 Not Found")
    return file.getvalue()


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
    found, told = _read(_write(tmp_path / name, _archive(packed)))
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
    kind = ("Content-Type", "text/html")
    file = io.BytesIO()
    writer = WARCWriter(file, gzip=False)
    _add(writer, "https://a.fi/1", gzip.compress(html), [kind, ("Content-Encoding", "gzip")])
    _add(writer, "https://a.fi/2", chunked, [kind, ("Transfer-Encoding", "chunked")])
    old = [("Content-Type", "text/html; charset=ISO-8859-1")]
    _add(writer, "https://a.fi/3", html.decode().encode("cp1252"), old)
    _add(writer, "https://a.fi/4", html, [kind, ("Content-Encoding", "br")])
    _add(writer, "https://a.fi/5", b"x", [("Content-Type", "text/css")])
    *good, last = _read(_write(tmp_path / "a.warc", file.getvalue()))[0]
    assert len(good) == 3
    for article in good:
        assert isinstance(article, Article), article
        assert article.title == "Koulu avattiin Åbossa"
        assert "keväänä" in article.text
    assert isinstance(last, Failure)
    assert "is packed as 'br', which cannot be unpacked" in last.message


@pytest.mark.parametrize("packed", [False, True])
def test_a_cut_web_archive(tmp_path: Path, packed: bool) -> None:
    data = _archive(packed)
    place = data.index(b"\x1f\x8b", len(data) // 2) if packed else data.rindex(b"Koulu 2 avattiin")
    path = _write(tmp_path / ("a.warc.gz" if packed else "a.warc"), data[: place + 40])
    with pytest.warns(LuksiaWarning) if not packed else pytest.warns():
        *_, last = list(read_articles(path))
    assert isinstance(last, Failure)
    assert "cut short" in last.message


def test_a_damaged_page_costs_only_itself(tmp_path: Path) -> None:
    data = _archive().replace(b"Koulu 1 avattiin</h1>", b"Koulu 1 evattiin</h1>")
    found, _ = _read(_write(tmp_path / "a.warc", data))
    broken = found[1]
    assert isinstance(broken, Failure)
    assert "a.warc, page 2: is damaged: block digest failed" in broken.message
    assert isinstance(found[2], Article)


def test_a_wrong_length_costs_what_it_covers(tmp_path: Path) -> None:
    data = _archive(pages=4)
    place = data.index(b"https://esimerkki.fi/1")
    place = data.index(b"Content-Length: ", place) + len(b"Content-Length: ")
    damaged = data[:place] + b"9" + data[place + 1 :]
    found, _ = _read(_write(tmp_path / "a.warc", damaged))
    titles = [article.title for article in found if isinstance(article, Article)]
    assert titles[0] == "Koulu 0 avattiin"
    assert titles[-1] == "Koulu 3 avattiin"
    assert any(isinstance(article, Failure) for article in found)


def test_a_broken_header_costs_one_record(tmp_path: Path) -> None:
    data = _archive()
    place = data.index(b"WARC/1.", data.index(b"https://esimerkki.fi/0"))
    found, _ = _read(_write(tmp_path / "a.warc", data[:place] + b"XARC" + data[place + 4 :]))
    titles = [article.title for article in found if isinstance(article, Article)]
    assert titles == ["Koulu 0 avattiin", "Koulu 2 avattiin"]
    assert any(
        "all up to the next record is lost" in failure.message
        for failure in found
        if isinstance(failure, Failure)
    )


def test_limits(tmp_path: Path) -> None:
    file = io.BytesIO()
    writer = WARCWriter(file, gzip=False)
    kind = ("Content-Type", "text/html")
    _add(writer, "https://a.fi/1", _page("Pitkä", "x" * 20_000).encode(), [kind])
    bomb = gzip.compress(bytes(30_000_000))
    _add(writer, "https://a.fi/2", bomb, [kind, ("Content-Encoding", "gzip")])
    _add(writer, "https://a.fi/3", _page("Koulu avattiin").encode(), [kind])
    _add(writer, "https://a.fi/4", b"x", [("Content-Type", "text/css")])
    found, _ = _read(_write(tmp_path / "a.warc", file.getvalue()), Settings(largest_file=50_000))
    told = [failure.message for failure in found if isinstance(failure, Failure)]
    assert len(told) == 1 or "is larger than" in told[0]
    assert any("unpacks to more than 50,000 bytes" in message for message in told)
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
