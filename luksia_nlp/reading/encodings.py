"""Text from bytes whose encoding nobody names."""

from __future__ import annotations

import re
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


def decode(data: bytes) -> Decoded:
    """Text from bytes: UTF-8, UTF-16 or UTF-32, else the one-byte encoding that reads it best.

    Nothing fails: bytes that no encoding explains become U+FFFD in a text that is nearly all UTF-8, and
    NUL characters do, since no table format keeps them. Whatever is not plain UTF-8 has a note.

    Args:
        data: The bytes of a file.

    Example:
        >>> decode("Jyväskylä".encode("cp1252"))
        Decoded(text='Jyväskylä', note='not UTF-8; read as Windows-1252')
    """
    text, note = _decoded(data)
    if "\x00" in text:
        note = _joined(note, f"NUL characters, marked \ufffd: {text.count(chr(0))}")
        text = text.replace("\x00", "\ufffd")
    return Decoded(text, note)


def _decoded(data: bytes) -> Decoded:
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            text = data.decode(encoding, errors="replace")
            return Decoded(text, _broken(text))
    if wide := _wide(data):
        return Decoded(data.decode(wide, errors="replace"), f"no byte order mark; read as {wide.upper()}")
    try:
        return _once(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        replaced = data.decode("utf-8-sig", errors="replace")
    # Text in a one-byte encoding has hardly any valid two-byte sequences of UTF-8; broken UTF-8 has many.
    valid = sum(1 for character in replaced if character > "\x7f" and character != "\ufffd")
    if valid > replaced.count("\ufffd"):
        return Decoded(replaced, _broken(replaced))
    return _one_byte(data)


def _once(text: str) -> Decoded:
    """A text of valid UTF-8; where all of it had been read as Windows-1252 before, as it was."""
    if _READ_TWICE.search(text):
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
    return Decoded(texts[best], f"not UTF-8; read as {best}")


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
            elif letter in _FINNISH:
                score += 1
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
