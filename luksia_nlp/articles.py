"""From files, folders and frames to a stream of articles.

A source that cannot be read as a whole raises `SourceError`. One broken article within it becomes a
`Failure` in the stream, in its place, and the stream goes on.
"""

from __future__ import annotations

import csv
import io
import json
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pandas as pd

from luksia_nlp.errors import ArticleError, SourceError
from luksia_nlp.records import Article, Failure

_ISO_DATE = re.compile(r"(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)")
_FRONT_MATTER = re.compile(
    r"\A---[ \t]*\r?\n(?P<head>.*?)^---[ \t]*(?:\r?\n|\Z)\s*", re.DOTALL | re.MULTILINE
)
_FIRST_LINE_TITLE = re.compile(r"\A\s*(?P<title>[^\r\n]+?)[ \t]*\r?\n[ \t]*\r?\n\s*\S")
# A headline is short; a longer first line is the text itself.
_LONGEST_TITLE = 200
_ID_NAMES = ("article_id", "id")
_FIELDS = frozenset({*_ID_NAMES, "text", "title", "published", "source"})


def read_articles(path: str | Path) -> Iterator[Article | Failure]:
    r"""Read the articles of a file, or of all files in a folder and its subfolders, in the order of names.

    `.txt` and `.md` files hold one article each; `.jsonl`, `.csv` and `.parquet` files hold one a row,
    with a `text` column or key and, where there are such, `article_id` (or `id`), `title`, `published` and
    `source`; what else there is goes to the article's `metadata`. A Markdown file may begin with front
    matter (`title: ...` lines between two `---` lines). The first line of a text file is its title where
    an empty line follows. Without a date of its own, an article gets the ISO date in its path, if any.

    Args:
        path: A file or a folder. Files of other kinds in a folder are passed over, and so are those whose
            name begins with a dot.

    Yields:
        Articles, and a `Failure` in the place of each one that cannot be read.

    Raises:
        SourceError: There is no such path, the folder holds no article file, the file is of an unknown
            kind, or a table has no `text` column.

    Example:
        >>> import tempfile
        >>> tiedosto = Path(tempfile.mkdtemp()) / "2026-03-05-uutinen.txt"
        >>> _ = tiedosto.write_text("Lohja sai koulun\n\nKoulu avattiin.\n", encoding="utf-8")
        >>> [artikkeli] = read_articles(tiedosto)
        >>> artikkeli.title, str(artikkeli.published)
        ('Lohja sai koulun', '2026-03-05')
    """
    path = Path(path)
    if path.is_dir():
        return _read_folder(path)
    if not path.exists():
        raise SourceError(f"{path}: there is no such file or folder.")
    if path.suffix.lower() not in _READERS:
        raise SourceError(f"{path}: is not a file of articles; those end in {', '.join(sorted(_READERS))}.")
    return _READERS[path.suffix.lower()](path, path.stem)


def from_frame(frame: pd.DataFrame, source: str | None = None) -> Iterator[Article | Failure]:
    """The articles of a DataFrame, one a row; columns of other names go to the articles' `metadata`.

    Args:
        frame: A table with a `text` column.
        source: What to name as the source of rows that have none.

    Raises:
        SourceError: There is no `text` column.

    Example:
        >>> taulu = pd.DataFrame({"text": ["Rehtori puhui."], "osasto": ["uutiset"]})
        >>> [artikkeli] = from_frame(taulu)
        >>> dict(artikkeli.metadata)
        {'osasto': 'uutiset'}
    """
    _require_text_column(frame.columns, source or "The table")
    return _from_rows(frame.to_dict("records"), "row", source)


def _from_rows(
    rows: Iterable[Mapping[Any, Any] | ArticleError], name: str, source: str | None
) -> Iterator[Article | Failure]:
    """Articles from rows of named values; one without an identifier of its own is `name-1`, `name-2`, ..."""
    for number, row in enumerate(rows, start=1):
        article_id = f"{name}-{number}"
        try:
            if isinstance(row, ArticleError):
                raise row
            values = {str(key): value for key, value in row.items()}
            article_id = _identifier(values) or article_id
            yield from_fields({**values, "article_id": article_id}, source)
        except ArticleError as error:
            place = f"{source}, row {number}: " if source else f"row {number}: "
            yield failure(ArticleError(f"{place}{error}"), article_id, source, "read")


def failure(error: Exception, article_id: str, source: str | None, stage: str) -> Failure:
    """The row of `failures` for an error."""
    message = str(error) or f"{type(error).__name__} without a message"
    return Failure(article_id, source, stage, type(error).__name__, message)


def from_fields(values: Mapping[str, Any], source: str | None = None) -> Article:
    """An article from named values: `text` and, where there are such, the other fields of an article.

    Args:
        values: Field or metadata name -> value. Missing values (None, NaN, NaT) count as not there.
        source: The source where `values` names none.

    Raises:
        ArticleError: `text` is missing or no string, `published` is no date, or another field is no string.
    """
    present = {key: value for key, value in values.items() if not _is_missing(value)}
    if "text" not in present:
        raise ArticleError("has no text: its 'text' is missing.")
    for name in ("text", "title"):
        if not isinstance(present.get(name, ""), str):
            raise ArticleError(f"{name!r} must be a string, not {type(present[name]).__name__}.")
    return Article(
        text=present["text"],
        article_id=_identifier(present),
        title=present.get("title") or None,
        published=parse_date(present.get("published")) or _date_in(source),
        source=str(present["source"]) if "source" in present else source,
        metadata={key: value for key, value in present.items() if key not in _FIELDS},
    )


def parse_date(value: Any) -> date | datetime | None:
    """A date from an ISO string, a date, a datetime or a timestamp; None from a missing value.

    Raises:
        ArticleError: The value is none of these.

    Example:
        >>> parse_date("2026-03-05")
        datetime.date(2026, 3, 5)
    """
    if _is_missing(value) or value == "":
        return None
    if isinstance(value, date):  # a datetime and a pandas Timestamp are dates, too
        return value
    try:
        text = str(value).strip() if isinstance(value, str) else ""
        return date.fromisoformat(text) if len(text) <= len("2026-03-05") else datetime.fromisoformat(text)
    except ValueError:
        message = f"'published' must be an ISO date such as 2026-03-05, not {value!r}."
        raise ArticleError(message) from None


def decode(data: bytes) -> str:
    """Text from bytes: UTF-8, with or without a byte order mark; UTF-16 with one; else Windows-1252.

    Nothing is lost and nothing fails: bytes that are neither valid UTF-8 nor Windows-1252 are read as
    Latin-1. A text that is nearly all UTF-8 keeps it, with U+FFFD for each broken byte. NUL characters
    become U+FFFD as well, since no table format keeps them.

    Example:
        >>> decode("Jyväskylä".encode("latin-1"))
        'Jyväskylä'
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = data.decode("utf-16", errors="replace")
    else:
        text = _decode_bytes(data)
    return text.replace("\x00", "\ufffd")


def _decode_bytes(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        replaced = data.decode("utf-8-sig", errors="replace")
    # Text in a one-byte encoding has hardly any valid two-byte sequences of UTF-8; broken UTF-8 has many.
    valid = sum(1 for character in replaced if character > "\x7f" and character != "\ufffd")
    if valid > replaced.count("\ufffd"):
        return replaced
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        return data.decode("latin-1")


def _is_missing(value: Any) -> bool:
    return value is None or (pd.api.types.is_scalar(value) and bool(pd.isna(value)))


def _identifier(values: Mapping[str, Any]) -> str | None:
    for name in _ID_NAMES:
        value = values.get(name)
        if not _is_missing(value) and str(value).strip():
            return str(int(value) if isinstance(value, float) and value.is_integer() else value)
    return None


def _date_in(path: str | None) -> date | None:
    """The last ISO date in a path: of the file's name before that of its folder."""
    for year, month, day in reversed(_ISO_DATE.findall(path or "")):
        try:
            return date(int(year), int(month), int(day))
        except ValueError:
            continue
    return None


def _read_folder(folder: Path) -> Iterator[Article | Failure]:
    paths = sorted(
        path
        for path in folder.rglob("*")
        if path.suffix.lower() in _READERS
        and not any(part.startswith(".") for part in path.relative_to(folder).parts)
    )
    if not paths:
        kinds = ", ".join(sorted(_READERS))
        raise SourceError(f"{folder}: holds no articles; put files ending in {kinds} there.")
    return (article for path in paths for article in _read_one(path, folder))


def _read_one(path: Path, folder: Path) -> Iterator[Article | Failure]:
    """The articles of a folder's file; where the file as a whole is broken, one failure."""
    name = path.relative_to(folder).with_suffix("").as_posix()
    try:
        yield from _READERS[path.suffix.lower()](path, name)
    except SourceError as error:
        yield failure(error, name, str(path), "read")


def _read_bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise SourceError(f"{path}: cannot be read: {error.strerror or error}.") from error


def _read_text(path: Path, name: str) -> Iterator[Article | Failure]:
    text = decode(_read_bytes(path))
    values: dict[str, Any] = {"article_id": name, "text": text}
    match = _FIRST_LINE_TITLE.match(text)
    if match and len(match["title"]) <= _LONGEST_TITLE:
        values["title"] = match["title"]
    yield from_fields(values, str(path))


def _read_markdown(path: Path, name: str) -> Iterator[Article | Failure]:
    text = decode(_read_bytes(path))
    match = _FRONT_MATTER.match(text)
    if not match:
        yield from _read_text(path, name)
        return
    try:
        head = _front_matter(match["head"])
        yield from_fields({"article_id": name, **head, "text": text[match.end() :]}, str(path))
    except ArticleError as error:
        yield failure(ArticleError(f"{path}: {error}"), name, str(path), "read")


def _front_matter(head: str) -> dict[str, Any]:
    import yaml  # seldom needed, and not free to load

    try:
        values = yaml.safe_load(head) or {}
    except (yaml.YAMLError, ValueError) as error:  # ValueError: a date that the calendar does not hold
        raise ArticleError(f"its front matter is not YAML: {' '.join(str(error).split())}.") from error
    if not isinstance(values, dict):
        raise ArticleError("its front matter must be lines such as 'title: Koulu avattiin'.")
    return {str(key): value for key, value in values.items()}


def _read_jsonl(path: Path, name: str) -> Iterator[Article | Failure]:
    lines = decode(_read_bytes(path)).split("\n")
    return _from_rows(map(_json_row, filter(str.strip, lines)), name, str(path))


def _json_row(line: str) -> Mapping[str, Any] | ArticleError:
    try:
        values = json.loads(line)
    except (json.JSONDecodeError, RecursionError) as error:
        return ArticleError(f"is not JSON: {error}.")
    if not isinstance(values, dict):
        return ArticleError('must be a JSON object such as {"text": "Koulu avattiin."}.')
    return values


def _read_csv(path: Path, name: str) -> Iterator[Article | Failure]:
    text = decode(_read_bytes(path))
    csv.field_size_limit(sys.maxsize)  # a field is a whole article, and the default limit is 128 KiB
    delimiter = max(",;\t", key=text.partition("\n")[0].count)
    rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)
    _require_text_column(rows.fieldnames or (), path)
    # An empty cell is a missing value, but an empty text is an empty text.
    filled = ({key: value for key, value in row.items() if key and (value or key == "text")} for row in rows)
    return _from_rows(filled, name, str(path))


def _read_parquet(path: Path, name: str) -> Iterator[Article | Failure]:
    try:
        frame = pd.read_parquet(path)
    except (OSError, ValueError) as error:  # pyarrow's errors are of these kinds
        raise SourceError(f"{path}: is not a readable Parquet file: {error}.") from error
    _require_text_column(frame.columns, path)
    return _from_rows(frame.to_dict("records"), name, str(path))


def _require_text_column(columns: Iterable[Any], where: object) -> None:
    names = [str(column) for column in columns]
    if "text" not in names:
        raise SourceError(f"{where}: has no column 'text'; its columns are: {', '.join(names) or 'none'}.")


_READERS: dict[str, Callable[[Path, str], Iterator[Article | Failure]]] = {
    ".txt": _read_text,
    ".md": _read_markdown,
    ".jsonl": _read_jsonl,
    ".csv": _read_csv,
    ".parquet": _read_parquet,
}
