"""Text from bytes whose encoding nobody names."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable
from typing import NamedTuple

_BYTE_ORDER_MARKS = (
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
# One-byte encodings of Finnish texts, with the names that people know them by. Of several that read a text
# equally well the first is taken: Windows-1252 is by far the most common.
_ONE_BYTE = {
    "cp1252": "Windows-1252",
    "iso8859-15": "ISO-8859-15",
    "mac-roman": "Mac Roman",
    "cp850": "code page 850 (DOS)",
}
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
# So many characters beyond ASCII tell an encoding; a long text holds thousands.
_MOST_LOOKED_AT = 5_000
_FINNISH = frozenset("äöåÄÖÅ")
# What stands in Finnish newspapers between words, and hardly ever within one.
_BETWEEN_WORDS = frozenset("“”„«»…€§°½¼¾²³·•©®±×´\u00a0")
_WITHIN_WORDS = frozenset("–—’‘\u00ad")
# Letters of other European languages, as they stand in names.
_OTHER_LETTERS = frozenset(
    "áàâãæçéèêëíìîïñóòôõøœßúùûüýÿšžđðþ" + "áàâãæçéèêëíìîïñóòôõøœúùûüýšžđðþ".upper() + "Ÿ"
)
# UTF-16 of Latin letters has a zero in every second byte; other text has none.
_ZERO_SHARE = 0.3
# What UTF-8 looks like where somebody read it as Windows-1252 and saved it: "JyvÃ¤skylÃ¤".
_READ_TWICE = re.compile("Ã[¤¶¥„…–]")


class Decoded(NamedTuple):
    """A text, and what was odd in reading it, if anything."""

    text: str
    note: str | None


def decode(data: bytes, declared: str | None = None) -> Decoded:
    """Text from bytes: by their byte order mark, as declared, UTF-8, else the encoding that reads them best.

    Nothing fails: bytes that no encoding explains become U+FFFD in a text that is nearly all UTF-8, and
    NUL characters do, since no table format keeps them. Whatever is not plain UTF-8 and did not say what it
    is has a note.

    Args:
        data: The bytes of a file.
        declared: The encoding that the file says it is in, as pages and XML do. It counts where there is no
            byte order mark, it can be, and the data is not UTF-8: what is UTF-8 is hardly anything else.

    Example:
        >>> decode("Jyväskylä".encode("cp1252"))
        Decoded(text='Jyväskylä', note='not UTF-8; read as Windows-1252')
    """
    return _without_nul(_decoded(data, declared))


def marked(text: str, note: str | None) -> Decoded:
    """A text that was decoded already, with what in it could not be read marked and noted.

    Args:
        text: The text, U+FFFD in the place of what could not be read.
        note: What else was odd.
    """
    return _without_nul(Decoded(text, _joined(note, _broken(text)) or None))


def _decoded(data: bytes, declared: str | None) -> Decoded:
    if wide := wide_encoding(data):
        text = data.decode(wide.name, errors="replace")
        return Decoded(text, _joined(wide.note, _broken(text)) or None)
    try:
        return _once(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        pass
    if declared and (text_as_declared := _as_declared(data, declared)) is not None:
        return Decoded(text_as_declared, None)
    return _broken_utf8(data) or _one_byte(data)


def decode_line(data: bytes, other: str | None = None) -> Decoded:
    """The text of one line of a table, whose lines may come from several places.

    Args:
        data: The line's bytes. Its encoding has a byte a letter of ASCII.
        other: The encoding of lines that are no UTF-8 (`other_encoding`); None to judge this one by itself.

    Example:
        >>> decode_line("Jyväskylä".encode("cp1252"), "cp1252").text
        'Jyväskylä'
    """
    try:
        text = data.decode("utf-8")
        # Among lines of another encoding, a few are valid UTF-8 by chance: "Ä–" of Windows-1252 is "Ė".
        if other is not None and _sense(as_others := _read_as(data, other)) > _sense(text):
            decoded = Decoded(as_others, _not_utf8(_ONE_BYTE[other]))
        else:
            decoded = _once(text)
    except UnicodeDecodeError:
        decoded = _broken_utf8(data) or (
            _one_byte(data) if other is None else Decoded(_read_as(data, other), _not_utf8(_ONE_BYTE[other]))
        )
    return _without_nul(decoded)


def other_encoding(lines: Iterable[bytes]) -> str | None:
    """The one-byte encoding of those of some lines that are no UTF-8; None where all are.

    Args:
        lines: Lines, ended or not.

    Example:
        >>> other_encoding(["Järvenpää".encode(), "Jyväskylä".encode("mac-roman")])
        'mac-roman'
    """
    odd = b"\n".join(line for line in lines if _is_odd(line))
    if not odd:
        return None
    note = _one_byte(odd).note or ""
    return next(encoding for encoding, name in _ONE_BYTE.items() if f"read as {name}" in note)


def _is_odd(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return _broken_utf8(line) is None
    return False


def _without_nul(decoded: Decoded) -> Decoded:
    text, note = decoded
    if "\x00" not in text:
        return decoded
    note = _joined(note, f"NUL characters, marked \ufffd: {text.count(chr(0))}")
    return Decoded(text.replace("\x00", "\ufffd"), note)


class Wide(NamedTuple):
    """An encoding of several bytes a letter, and a note where nothing but its bytes says so."""

    name: str
    note: str | None


def wide_encoding(data: bytes) -> Wide | None:
    """UTF-16 or UTF-32, where data begins as that; None for all that has a byte a letter of ASCII.

    Args:
        data: The data, or its first thousands of bytes, an even number.

    Example:
        >>> wide_encoding("Lohja".encode("utf-16-le"))
        Wide(name='utf-16-le', note='no byte order mark; read as UTF-16-LE')
    """
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return Wide(encoding, None)
    if name := _wide(data):
        return Wide(name, f"no byte order mark; read as {name.upper()}")
    return None


def _as_declared(data: bytes, declared: str) -> str | None:
    """The text as it is declared to be, or None where it cannot be that."""
    try:
        name = codecs.lookup(declared.strip()).name
        # Pages say ISO-8859-1 (and ASCII) and mean Windows-1252: so browsers read them.
        name = "cp1252" if name in ("iso8859-1", "ascii") else name
        # UTF-16 and UTF-32 show by their bytes; a page that says so in ASCII letters is not in them.
        return None if name.startswith(("utf-16", "utf-32")) else data.decode(name)
    except (LookupError, ValueError):  # no such encoding, or none of texts, or not the encoding of this
        return None


def _broken_utf8(data: bytes) -> Decoded | None:
    """The text of broken UTF-8; None where the data is in another encoding."""
    replaced = data.decode("utf-8-sig", errors="replace")
    # Text in a one-byte encoding has hardly any valid two-byte sequences of UTF-8; broken UTF-8 has many.
    valid = sum(1 for character in replaced if character > "\x7f" and character != "\ufffd")
    return Decoded(replaced, _broken(replaced)) if valid > replaced.count("\ufffd") else None


def _once(text: str) -> Decoded:
    """A text of valid UTF-8; where all of it had been read as Windows-1252 before, as it was."""
    if "Ã" in text and _READ_TWICE.search(text):
        try:
            repaired = text.encode("cp1252").decode("utf-8")
        except UnicodeError:
            return Decoded(text, "holds garbled letters such as Ã¤; parts were read with a wrong encoding")
        return Decoded(repaired, "UTF-8 that had been read as Windows-1252; put right")
    return Decoded(text, None)


def _wide(data: bytes) -> str | None:
    """The name of UTF-16 in the byte order of the data, where it is that without a mark."""
    start = data[: 2 * _MOST_LOOKED_AT]
    least = max(_ZERO_SHARE * len(start), 2)
    for encoding, low, high in (
        ("utf-16-le", start[0::2], start[1::2]),
        ("utf-16-be", start[1::2], start[0::2]),
    ):
        if high.count(0) > least and not low.count(0) and len(data) % 2 == 0:
            return encoding
    return None


def _one_byte(data: bytes) -> Decoded:
    texts = {name: _read_as(data, encoding) for encoding, name in _ONE_BYTE.items()}
    sense = {name: _sense(text) for name, text in texts.items()}
    best = max(sense, key=lambda name: sense[name])
    if sense[best] < 0:
        return Decoded(texts[best], f"unknown encoding; read as {best}, likely garbled")
    return Decoded(texts[best], _not_utf8(best))


def _not_utf8(name: str) -> str:
    return f"not UTF-8; read as {name}"


def _read_as(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:  # the few bytes that Windows-1252 leaves open
        return data.decode("latin-1")


def _sense(text: str) -> int:
    """How much sense a text makes as Finnish: its Finnish letters less what cannot stand where it does."""
    score = 0
    for number, match in enumerate(_NOT_ASCII.finditer(text)):
        if number == _MOST_LOOKED_AT:
            break
        place, letter = match.start(), match.group()
        before, after = text[max(place - 1, 0) : place], text[place + 1 : place + 2]
        if letter in _FINNISH or letter in _OTHER_LETTERS:
            if letter.isupper() and before.islower():  # a capital within a word: kŠvi
                score -= 1
            elif letter in _FINNISH:  # a capital alone is hardly a word: the € of Windows-1252 is Ä on a Mac
                score += letter.islower() or before.isalpha() or after.isalpha()
        elif letter in _BETWEEN_WORDS:
            score -= before.isalpha() and after.isalpha()
        elif letter not in _WITHIN_WORDS:
            score -= 1
    return score


def _broken(text: str) -> str | None:
    count = text.count("\ufffd")
    return f"bytes that could not be read, marked \ufffd: {count}" if count else None


def _joined(*notes: str | None) -> str:
    return "; ".join(note for note in notes if note)
