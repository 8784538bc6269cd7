"""Documents of office programs: zip files of XML, opened with care, and the paragraphs that come of them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from luksia_nlp.errors import ArticleError, SourceError
from luksia_nlp.reading.fields import from_fields
from luksia_nlp.reading.inputs import Input
from luksia_nlp.reading.trees import local_name, picture, xml_tree
from luksia_nlp.records import Article, Failure
from luksia_nlp.settings import Settings

if TYPE_CHECKING:
    from lxml.etree import _Element

# How the formats begin that people take for .docx.
_OLD_OFFICE, _RICH_TEXT = b"\xd0\xcf\x11\xe0", b"{\\rtf"
# A heading among so many first paragraphs is the document's title; a later one is a heading within it. Set by
# hand: before a title stand a date, a logo's words, a label such as "press release".
_TITLE_WITHIN = 4


class Paragraph(NamedTuple):
    """A paragraph: its words, the level of a heading (0 for a title), whether it is a caption."""

    text: str
    level: int | None = None
    is_caption: bool = False


@dataclass
class Story:
    """What a document says: its paragraphs, its own title and author, and what was odd in it."""

    paragraphs: list[Paragraph]
    title: str | None = None
    author: str | None = None
    notes: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Package:
    """A document's zip file."""

    file: zipfile.ZipFile
    shown: str

    def names(self) -> Sequence[str]:
        """The names of its parts."""
        return self.file.namelist()

    def tree(self, name: str) -> _Element | None:
        """The root of one of its parts, or None where there is none of that name.

        Args:
            name: The part's name: `word/document.xml`.

        Raises:
            SourceError: The part is damaged.
        """
        if name not in self.names():
            return None
        try:
            return xml_tree(self.file.read(name), f"{self.shown}, {name}")
        except SourceError:
            raise
        except Exception as error:  # encrypted, packed in a way that Python cannot unpack, damaged
            raise SourceError(f"{self.shown}, {name}: cannot be unpacked: {error}.") from error


def document(
    file: Input, name: str, settings: Settings, story_of: Callable[[Package], Story]
) -> Iterator[Article | Failure]:
    """The article of an office document; a failure where it is damaged or is something else.

    Args:
        file: The document.
        name: The article's identifier.
        settings: The options of reading.
        story_of: What reads the opened document.

    Raises:
        SourceError: The file cannot be read.
    """
    data = file.read(settings.largest_file)
    try:
        with _opened(data, settings) as packed:
            yield _article(story_of(Package(packed, file.shown)), name, file.shown)
    except (ArticleError, SourceError) as error:
        message = str(error) if isinstance(error, SourceError) else f"{file.shown}: {error}"
        yield Failure.of(ArticleError(message), name, file.shown, "read")


def _opened(data: bytes, settings: Settings) -> zipfile.ZipFile:
    """The zip file of a document.

    Raises:
        ArticleError: It is none, or would unpack to more than the settings allow.
    """
    if data.startswith(_OLD_OFFICE):
        raise ArticleError("is an old Word document (.doc), or one with a password; save it as .docx.")
    if data.startswith(_RICH_TEXT):
        raise ArticleError("is an RTF document by another name; save it as .docx.")
    try:
        packed = zipfile.ZipFile(io.BytesIO(data))
    except Exception as error:  # a zip's directory can be broken in many ways
        raise ArticleError(f"is no readable document: {error}. Is it cut off? Save it again.") from error
    size = sum(part.file_size for part in packed.infolist())
    if size > settings.largest_file:
        raise ArticleError(
            f"would unpack to {size:,} bytes, more than {settings.largest_file:,}, the setting largest_file. "
            "Raise it if the document is what you think."
        )
    return packed


def _article(story: Story, name: str, shown: str) -> Article:
    """A document's article: its title is the one that readers see, else the one that the file names."""
    paragraphs = [part for part in story.paragraphs if part.text]
    heads = [part for part in paragraphs[:_TITLE_WITHIN] if part.level in (0, 1)]
    head = min(heads, key=lambda part: part.level or 0, default=None)
    body = [part for part in paragraphs if part is not head]
    if not body and head is None:
        raise ArticleError("holds no text; is it a scanned picture? Save its words as .txt.")
    title = head.text.replace("\n", " ") if head else story.title
    # A document of nothing but a title is its text.
    text = "\n\n".join(map(_shown, body)) or (title or "")
    values = {"article_id": name, "title": title, "author": story.author, "text": text}
    return from_fields(values, shown, story.notes)


def _shown(paragraph: Paragraph) -> str:
    if paragraph.is_caption:
        return picture(paragraph.text)
    if paragraph.level is not None:
        return f"{'#' * min(max(paragraph.level, 1), 6)} {' '.join(paragraph.text.split())}"
    return paragraph.text


def plain_lines(text: str) -> str:
    r"""A text with single spaces, its line breaks kept.

    Example:
        >>> plain_lines(" Lohja  \n\t sataa ")
        'Lohja\nsataa'
    """
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def first_text(root: _Element | None, *names: str) -> str | None:
    """The words of the first element of one of these names, without its namespace; None without any.

    Args:
        root: The tree; None for none.
        names: The names, the best first.
    """
    for name in names if root is not None else ():
        for element in root.iter() if root is not None else ():
            if local_name(element) == name and (text := plain_lines("".join(element.itertext()))):
                return text
    return None
