"""Small valid files of every kind that is read."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import tarfile
import zipfile
from collections.abc import Callable, Mapping

import pandas as pd

TEXT = "Lohjan kaupunki avasi uuden koulun Virkkalaan. Rehtori Maija Salo kiitti opettajia ja rakentajia."
ROWS = [
    {"id": number, "title": f"Koulu {number} avattiin", "text": f"{TEXT} {number}", "published": "2026-03-05"}
    for number in range(4)
]
_PAGE = f"""<!DOCTYPE html><html lang="fi"><head><title>Koulu avattiin</title><meta charset="utf-8">
<meta property="article:published_time" content="2026-03-05T12:00:00+02:00">
<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "Koulu avattiin"}}</script></head>
<body><nav><a href="/">Etusivu</a></nav><div><h1>Koulu avattiin</h1><p>{TEXT}</p><p>{TEXT}</p>
<figure><img src="a.jpg"><figcaption>Kuva: Aino Ahola</figcaption></figure></div></body></html>"""
_FEED = f"""<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Uutiset</title>
<item><title>Koulu avattiin</title><guid>1</guid><pubDate>Thu, 05 Mar 2026 12:00:00 +0200</pubDate>
<description>&lt;p&gt;{TEXT}&lt;/p&gt;</description></item>
<item><title>Sää</title><guid>2</guid>
<description><![CDATA[<p>{TEXT}</p>]]></description></item></channel></rss>"""
_ATOM = f"""<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Uutiset</title><entry><id>1</id>
<title>Koulu avattiin</title><updated>2026-03-05T12:00:00Z</updated>
<content type="html">{TEXT}</content></entry></feed>"""
_FRONT = (
    f'---\ntitle: "Koulu avattiin: Virkkala"\npublished: 2026-03-05\ntags: [koulu, uutiset]\n---\n\n{TEXT}\n'
)
_ODT = f"""<?xml version="1.0"?><office:document-content
xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:text><text:h>Koulu</text:h>
<text:p>{TEXT}</text:p></office:text></office:body></office:document-content>"""


def zipped(files: Mapping[str, bytes]) -> bytes:
    """A zip of some files."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in files.items():
            packed.writestr(name, data)
    return file.getvalue()


def _word() -> bytes:
    from docx import Document

    document = Document()
    document.add_heading("Koulu avattiin", 1)
    document.add_paragraph(TEXT)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _workbook() -> bytes:
    file = io.BytesIO()
    pd.DataFrame(ROWS).to_excel(file, index=False)
    return file.getvalue()


def _parquet() -> bytes:
    file = io.BytesIO()
    pd.DataFrame(ROWS).to_parquet(file)
    return file.getvalue()


def _open_document() -> bytes:
    return zipped({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": _ODT.encode()})


def _tar() -> bytes:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w") as packed:
        for name, data in (("a.txt", TEXT.encode()), ("x/b.jsonl", _jsonl())):
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            packed.addfile(entry, io.BytesIO(data))
    return file.getvalue()


def _jsonl() -> bytes:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in ROWS).encode()


def _warc(packed: bool = False) -> bytes:
    from tests.unit.reading.test_warc import archive

    return archive(packed)


def _csv(separator: str = ",") -> bytes:
    return str(pd.DataFrame(ROWS).to_csv(index=False, sep=separator)).encode()


def _zip() -> bytes:
    return zipped({
        "a.txt": TEXT.encode(), "2026/b.jsonl.gz": gzip.compress(_jsonl()), "c.csv": _csv(), "kuva.jpg": b"x",
    })  # fmt: skip


# What makes a file of each ending. Workbooks of Excel's old kinds are left out: nothing here makes them.
SAMPLES: Mapping[str, Callable[[], bytes]] = {
    ".txt": lambda: f"Koulu avattiin\n\n{TEXT}\n".encode(),
    ".md": _FRONT.encode,
    ".markdown": lambda: f"# Koulu avattiin\n\n{TEXT}\n".encode(),
    ".html": _PAGE.encode,
    ".htm": lambda: _PAGE.replace("utf-8", "iso-8859-1").encode("latin-1"),
    ".xhtml": _PAGE.encode,
    ".docx": _word,
    ".odt": _open_document,
    ".rss": _FEED.encode,
    ".atom": _ATOM.encode,
    ".xml": _FEED.encode,
    ".json": lambda: json.dumps(ROWS, indent=1).encode(),
    ".jsonl": _jsonl,
    ".ndjson": _jsonl,
    ".csv": _csv,
    ".tsv": lambda: _csv("\t"),
    ".parquet": _parquet,
    ".xlsx": _workbook,
    ".xlsm": _workbook,
    ".warc": _warc,
    ".warc.gz": lambda: _warc(packed=True),
    ".jsonl.gz": lambda: gzip.compress(_jsonl()),
    ".csv.bz2": lambda: bz2.compress(_csv()),
    ".txt.xz": lambda: lzma.compress(TEXT.encode()),
    ".zip": _zip,
    ".tar": _tar,
    ".tgz": lambda: gzip.compress(_tar()),
}
