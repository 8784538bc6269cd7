"""Packed files: what they hold is read, nothing is unpacked to the disk, and nothing hostile gets through."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import os
import tarfile
import warnings
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from luksia_nlp import Article, Failure, LuksiaWarning, Settings, SourceError, read_articles
from luksia_nlp.reading.files import count_articles

ROWS = "".join(json.dumps({"text": f"Lohjalla satoi {number}."}) + "\n" for number in range(2_000))
CSV = "text\n" + "".join(f"Lohjalla satoi {number} milliä.\n" for number in range(2_000))


@pytest.fixture(autouse=True)
def _writes_nothing_where_it_runs() -> Iterator[None]:
    listing = sorted(os.listdir())
    yield
    assert sorted(os.listdir()) == listing


def _zip(path: Path, files: dict[str, str | bytes], **options: Any) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, **options) as packed:
        for name, data in files.items():
            packed.writestr(name, data)
    return path


def _read(path: Path, settings: Settings | None = None) -> list[Article | Failure]:
    """The articles of a path: counted as they are read, twice alike, and nothing beside it is touched."""
    folder = path if path.is_dir() else path.parent
    before = {file: file.lstat().st_mtime_ns for file in folder.rglob("*")}
    found = list(read_articles(path, settings))
    assert {file: file.lstat().st_mtime_ns for file in folder.rglob("*")} == before
    assert count_articles(path, settings) == len(found)
    return found


def _ids(found: list[Article | Failure]) -> list[str | None]:
    return [article.article_id for article in found]


def _failures(found: list[Article | Failure]) -> list[str]:
    return [article.message for article in found if isinstance(article, Failure)]


@pytest.mark.parametrize(
    ("packing", "pack"), [("gz", gzip.compress), ("bz2", bz2.compress), ("xz", lzma.compress)]
)
def test_one_packed_file(tmp_path: Path, packing: str, pack: Any) -> None:
    path = tmp_path / f"Uutiset.JSONL.{packing}"
    path.write_bytes(pack(ROWS.encode()))
    found = _read(path)
    assert len(found) == 2_000
    assert (found[0].article_id, found[0].source) == ("Uutiset-1", str(path))
    assert _ids(_read(tmp_path))[-1] == "Uutiset-2000"


def test_several_members_of_gzip_are_one_file(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(ROWS.encode()) * 2)
    assert len(_read(tmp_path / "a.jsonl.gz")) == 4_000


@pytest.mark.parametrize("text", [ROWS, CSV], ids=["jsonl", "csv"])
@pytest.mark.parametrize(("packing", "pack"), [("gz", gzip.compress), ("xz", lzma.compress)])
def test_a_cut_packed_file_keeps_what_is_whole(tmp_path: Path, packing: str, pack: Any, text: str) -> None:
    kind = "csv" if text is CSV else "jsonl"
    path = tmp_path / f"a.{kind}.{packing}"
    noise = os.urandom(20_000).hex()  # so that it packs to several blocks
    data = pack((text + (f'{{"text": "{noise}"}}\n' if kind == "jsonl" else f"{noise}\n")).encode())
    path.write_bytes(data[: -len(data) // 3])
    *whole, last = _read(path)
    assert isinstance(last, Failure)
    assert "a." in last.message
    assert "is damaged or cut short after" in last.message
    assert len(whole) > 100
    for number, article in enumerate(whole):
        assert isinstance(article, Article)
        assert article.text.startswith(f"Lohjalla satoi {number}")
        assert article.text.endswith(".")


def test_a_break_is_told_once(tmp_path: Path) -> None:
    rows = "".join(f'{{"text": "{os.urandom(400).hex()}"}}\n' for _ in range(4_000))
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(rows.encode())[:-100_000])
    found = _read(tmp_path / "a.jsonl.gz")
    assert len(found) > 3_000
    assert len(_failures(found)) == 1


def test_a_link_in_a_zip_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "z.zip"
    with zipfile.ZipFile(path, "w") as packed:
        link = zipfile.ZipInfo("linkki.txt")
        link.external_attr = 0o120777 << 16
        packed.writestr(link, "/etc/passwd")
        packed.writestr("a.txt", "Lohja")
    with pytest.warns(LuksiaWarning, match=r"\(1 links\)"):
        assert _ids(_read(path)) == ["z/a"]


def test_a_cut_text_is_no_shorter_article(tmp_path: Path) -> None:
    data = gzip.compress(("Lohjalla satoi.\n" * 1000).encode() + os.urandom(999).hex().encode())
    (tmp_path / "a.txt.gz").write_bytes(data[:-20])
    (tmp_path / "b.txt.gz").write_bytes(b"")
    with pytest.raises(SourceError, match=r"a\.txt\.gz: is damaged or cut short"):
        list(read_articles(tmp_path / "a.txt.gz"))
    assert len(_failures(_read(tmp_path))) == 2


def test_a_damaged_packed_file_is_noticed(tmp_path: Path) -> None:
    data = bytearray(gzip.compress(ROWS.encode()))
    data[-6] ^= 1  # its checksum
    (tmp_path / "a.jsonl.gz").write_bytes(data)
    assert len(_failures(_read(tmp_path / "a.jsonl.gz"))) == 1


def test_what_a_packed_file_holds_must_be_in_its_name(tmp_path: Path) -> None:
    (tmp_path / "uutiset.gz").write_bytes(gzip.compress(b"Lohja"))
    with pytest.raises(SourceError, match=r"must say in its name what it packs, such as uutiset\.jsonl\.gz"):
        read_articles(tmp_path / "uutiset.gz")
    (tmp_path / "a.txt").write_text("Lohja")
    (tmp_path / "kuva.svg.gz").write_bytes(b"")
    (tmp_path / "kokous.pdf.gz").write_bytes(b"")
    with pytest.warns(LuksiaWarning, match=r"2 files of other kinds.*1 \.svg\.gz"):
        found = list(read_articles(tmp_path))
    assert _ids(found) == ["a", "kokous"]


def test_zip(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "2025/a.txt": "Otsikko\n\nLohjalla satoi.", "2025/": "", "b.jsonl": ROWS, "kuva.jpg": "x",
        "c.pdf": "x", "__MACOSX/2025/._a.txt": "x", ".piilo.txt": "x", "2025/~$a.docx": "x", "Thumbs.db": "x",
        "d.jsonl.gz": gzip.compress(ROWS.encode()),
    }  # fmt: skip
    path = _zip(tmp_path / "arkisto.zip", files)
    with pytest.warns(LuksiaWarning, match=r"arkisto\.zip: 1 file of another kind is not read \(1 \.jpg\)"):
        found = _read(path)
    assert len(found) == 1 + 2_000 + 1 + 2_000
    assert (found[0].article_id, found[0].source) == ("arkisto/2025/a", f"{path}/2025/a.txt")
    assert found[1].article_id == "arkisto/b-1"
    assert found[2001].article_id == "arkisto/c"
    assert "c.pdf: is a PDF; save its text as .txt" in _failures(found)[0]
    assert found[-1].article_id == "arkisto/d-2000"


def test_names_in_a_zip_point_nowhere(tmp_path: Path) -> None:
    names = [
        "../../etc/a.txt",
        "/root/b.txt",
        r"C:\Uutiset\c.txt",
        "x/../../d.txt",
        "e\n\x1b[31m.txt",
        "//f/./g.txt",
    ]
    found = _read(_zip(tmp_path / "z.zip", dict.fromkeys(names, "Lohja")))
    assert sorted(map(str, _ids(found))) == [
        "z/Uutiset/c", "z/etc/a", "z/e\ufffd\ufffd[31m", "z/f/g", "z/root/b", "z/x/d",
    ]  # fmt: skip
    assert sorted(file.name for file in tmp_path.rglob("*")) == ["z.zip"]


@pytest.mark.parametrize("encoding", ["cp437", "cp850", "cp1252", "utf-8"])
def test_finnish_names_of_old_programs(tmp_path: Path, encoding: str) -> None:
    name = "Jäätelö Åbossa.txt"
    if encoding == "cp437":
        name = "Jäätelö.txt"
    raw = name.encode(encoding)
    path = _zip(tmp_path / "z.zip", {"x" * len(raw): "Lohja"})
    path.write_bytes(path.read_bytes().replace(b"x" * len(raw), raw))
    assert _ids(_read(path)) == [f"z/{name[:-4]}"]


def test_files_that_differ_in_their_endings_alone(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {"a.txt": "x", "a.md": "x", "b.txt": "x", "c/a.txt": "x"}
    _zip(tmp_path / "z.zip", {**files, "b.zip": _zip(tmp_path / "y", files).read_bytes(), "b/k.txt": "x"})
    (tmp_path / "y").unlink()
    assert _ids(_read(tmp_path / "z.zip")) == [
        "z/a.md", "z/a.txt", "z/b/k", "z/b.txt", "z/b.zip/a.md", "z/b.zip/a.txt", "z/b.zip/b", "z/b.zip/c/a",
        "z/c/a",
    ]  # fmt: skip


def test_packed_files_within_packed_ones_are_read_to_the_second(tmp_path: Path) -> None:
    inner = b"Lohja"
    path = tmp_path / "0.txt"
    for depth in range(1, 4):
        path = _zip(tmp_path / f"{depth}.zip", {path.name: inner})
        inner = path.read_bytes()
    assert _ids(_read(tmp_path / "2.zip")) == ["2/1/0"]
    [failure] = _read(tmp_path / "3.zip")
    assert "3.zip/2.zip/1.zip: is packed within a packed file within another" in _failures([failure])[0]


def test_encrypted_and_oddly_packed_files(tmp_path: Path) -> None:
    path = _zip(tmp_path / "z.zip", {"a.txt": "Lohja", "b.txt": "Lohja"})
    data = bytearray(path.read_bytes())
    first = data.index(b"PK\x01\x02")
    data[first + 8] |= 1  # the flag that says encrypted
    data[data.index(b"PK\x01\x02", first + 4) + 10] = 98  # PPMd
    path.write_bytes(data)
    told = _failures(_read(path))
    assert "a.txt: is encrypted; unpack it with its password" in told[0]
    assert "b.txt: is packed in a way that cannot be read (method 98)" in told[1]


def test_damaged_zips(tmp_path: Path) -> None:
    path = _zip(tmp_path / "z.zip", {"a.txt": "Lohja", "b.jsonl": ROWS, "c.txt": "Lohja"})
    data = path.read_bytes()
    (tmp_path / "cut.zip").write_bytes(data[:-30])
    with pytest.raises(SourceError, match=r"cut\.zip: is not a whole zip"):
        list(read_articles(tmp_path / "cut.zip"))
    (tmp_path / "cut.zip").unlink()
    broken = bytearray(data)
    broken[data.index(b"b.jsonl") + 2000] ^= 0xFF
    path.write_bytes(broken)
    first, *rest, last = _read(path)
    assert isinstance(first, Article)
    assert isinstance(last, Article)
    assert len(_failures(rest)) >= 1


def test_a_zip_of_other_files(tmp_path: Path) -> None:
    path = _zip(tmp_path / "z.zip", {"a.jpg": "x", "b.pdf": "x"})
    with pytest.raises(
        SourceError, match=r"z\.zip: holds no articles: b\.pdf is a PDF; .*\. 1 file of another kind"
    ):
        list(read_articles(path))


def test_bombs(tmp_path: Path) -> None:
    zeros = bytes(50_000_000)
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(zeros))
    (tmp_path / "b.txt.bz2").write_bytes(bz2.compress(zeros))
    _zip(tmp_path / "c.zip", {"a.txt": zeros, "b.txt": "Lohja"})
    found = _read(tmp_path)
    told = [message for message in _failures(found) if "unpacks to more than 200 times its size" in message]
    assert all(any(name in message for message in told) for name in ("a.jsonl.gz", "b.txt.bz2", "c.zip"))
    assert _ids(found)[-1] == "c/b"


def test_overlapping_files_of_a_zip(tmp_path: Path) -> None:
    path = _zip(tmp_path / "z.zip", {"a.txt": ROWS, "b.txt": ROWS})
    data = bytearray(path.read_bytes())
    second = data.rindex(b"PK\x01\x02")
    data[second + 42 : second + 46] = bytes(4)  # the place of the second is that of the first
    path.write_bytes(data)
    with pytest.raises(SourceError, match="overlap, as only those of a zip bomb do"):
        list(read_articles(path))


def test_all_that_a_packed_file_unpacks_to_is_limited(tmp_path: Path) -> None:
    noise = os.urandom(30_000).hex()
    path = _zip(tmp_path / "z.zip", {f"{number}.txt": noise for number in range(4)})
    told = _failures(_read(path, Settings(largest_unpacked=130_000)))
    assert len(told) == 2
    assert "more than the setting largest_unpacked allows" in told[0]
    assert not _failures(_read(path, Settings(largest_unpacked=240_000)))


def _tar(path: Path, files: dict[str, str], mode: Any = "w") -> Path:
    with tarfile.open(path, mode) as packed:
        for name, text in files.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(text.encode())
            packed.addfile(entry, io.BytesIO(text.encode()))
        link = tarfile.TarInfo("linkki.txt")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        packed.addfile(link)
    return path


@pytest.mark.parametrize(
    ("ending", "mode"), [("tar", "w"), ("tar.gz", "w:gz"), ("tgz", "w:gz"), ("tar.xz", "w:xz")]
)
def test_tar(tmp_path: Path, ending: str, mode: str) -> None:
    files = {"../a.txt": "Lohja", "x/b.jsonl": ROWS, "a.md": "Lohja", "kuva.jpg": "x", "c.pdf": "x"}
    files |= {"~$a.docx": "x", "x/Thumbs.db": "x"}
    path = _tar(tmp_path / f"t.{ending}", files, mode)
    with pytest.warns(LuksiaWarning, match=r"2 files of other kinds are not read \(1 .*, 1 .*\)"):
        found = _read(path)
    assert len(found) == 2_003
    assert (_ids(found)[0], _ids(found)[1], _ids(found)[-2:]) == ("t/a", "t/x/b-1", ["t/a.md", "t/c"])
    assert "c.pdf: is a PDF; save its text as .txt" in _failures(found)[0]


def test_a_cut_tar(tmp_path: Path) -> None:
    path = _tar(tmp_path / "t.tar", {"a.txt": "Lohja", "b.jsonl": ROWS})
    data = path.read_bytes()
    for size in (1_024, 1_536, 1_600, 20_000):
        path.write_bytes(data[:size])
        first, *rest = _read(path)
        assert isinstance(first, Article)
        assert any("cut short" in message for message in _failures(rest)), size
    for size in (1_024, 1_536):
        path.write_bytes(data[:size] + bytes(range(256)) * 40)
        assert len(_failures(_read(path))) == 1, size


def test_a_header_of_a_tar_is_no_way_to_fill_the_memory(tmp_path: Path) -> None:
    path = tmp_path / "t.tar"
    with tarfile.open(path, "w") as packed:
        entry = tarfile.TarInfo("pax")
        entry.type, entry.size = tarfile.XHDTYPE, 30_000_000
        packed.addfile(entry, io.BytesIO(b"a" * 30_000_000))
    with pytest.raises(SourceError, match="header in it is too large"):
        list(read_articles(path))


def test_no_warning_is_left_over(tmp_path: Path) -> None:
    path = _zip(tmp_path / "z.zip", {"a.txt": "Lohja", "b.jpg": "x"})
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert count_articles(path) == 1
