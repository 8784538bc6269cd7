"""Bytes of many encodings, with and without a word of which."""

from __future__ import annotations

import pytest

from luksia_nlp.reading.encodings import decode, decode_line, other_encoding

SHORT = "Väinö Mäkelä kävi Hämeenlinnassa ja Jyväskylässä."
LONG = (
    "Äänekosken työväenopiston rehtori Åsa Öhman kertoi, että pääsykoe on siirretty. – Näin päätettiin, "
    "hän sanoi. ”Hyvä näin”, vastasi Päivi Väätäinen. Liput maksavat 12,50 €, ja §:n 5 mukaan ikä on 15–17. "
)


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("Jyväskylä – ”hyvä”".encode(), "Jyväskylä – ”hyvä”"),
        ("Jyväskylä".encode("utf-8-sig"), "Jyväskylä"),
        ("Jyväskylä".encode("utf-16"), "Jyväskylä"),
        ("Jyväskylä".encode("latin-1"), "Jyväskylä"),
        ("Jyväskylä – 5 €".encode("cp1252"), "Jyväskylä – 5 €"),
        (b"\x81\xe4", "\x81ä"),
        ("Äänekoskella työtä".encode() + b"\xff", "Äänekoskella työtä\ufffd"),
        (b"a\x00b", "a\ufffdb"),
        (b"", ""),
    ],
)
def test_decode(data: bytes, text: str) -> None:
    assert decode(data).text == text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_what_names_itself_has_no_note(encoding: str) -> None:
    assert decode(LONG.encode(encoding)) == (LONG, None)


@pytest.mark.parametrize("text", [SHORT, LONG.replace("€", "e").replace("”", '"').replace("–", "-")])
@pytest.mark.parametrize(
    ("encoding", "name"),
    [
        ("cp1252", "Windows-1252"),
        ("latin-1", "Windows-1252"),
        ("mac-roman", "Mac Roman"),
        ("cp850", "code page 850"),
        ("cp437", "code page 850"),
        ("utf-16-le", "UTF-16-LE"),
        ("utf-16-be", "UTF-16-BE"),
    ],
)
def test_other_encodings_are_read_and_noted(text: str, encoding: str, name: str) -> None:
    if encoding == "cp437":
        text = text.replace("§", "pykälä")
    found = decode(text.encode(encoding))
    assert found.text == text
    assert found.note is not None
    assert name in found.note


@pytest.mark.parametrize("encoding", ["cp1252", "mac-roman"])
def test_quotation_marks_and_dashes_of_their_own(encoding: str) -> None:
    assert decode(LONG.encode(encoding)).text == LONG


@pytest.mark.parametrize("text", ["Hinta on 5 € ja 10 €.", "Žiga ja Šefčovič kävivät Šiauliaissa."])
def test_iso_8859_15(text: str) -> None:
    data = text.replace("č", "c").encode("iso8859-15")
    assert decode(data).text == text.replace("č", "c")


def test_text_read_twice_is_put_right() -> None:
    twice = LONG.encode("utf-8").decode("cp1252", errors="ignore")
    whole = SHORT.encode("utf-8").decode("cp1252")
    assert decode(whole.encode("utf-8")) == (SHORT, "UTF-8 that had been read as Windows-1252; put right")
    assert "garbled" in str(decode((twice + "Ä").encode("utf-8")).note)


def test_no_known_encoding() -> None:
    found = decode("市议会星期二决定在火车站旁边建造一所新学校。".encode("gbk"))
    assert found.note is not None
    assert "likely garbled" in found.note


def test_broken_bytes_are_counted() -> None:
    found = decode(LONG.encode() + b" \xff\xc3")
    assert found.note == "bytes that could not be read, marked \ufffd: 2"
    assert decode(b"a\x00b\x00c").note == "NUL characters, marked \ufffd: 2"


def test_plain_text_is_never_taken_for_wide() -> None:
    for text in ("ab", "a\x00", "Lohja"):
        assert decode(text.encode()).text.startswith(text[0])


def test_what_is_declared() -> None:
    assert decode("Москва".encode("cp1251"), "windows-1251") == ("Москва", None)
    assert decode("Jyväskylä – 5 €".encode("cp1252"), "ISO-8859-1") == ("Jyväskylä – 5 €", None)
    assert decode("Jyväskylä".encode(), "iso-8859-1") == ("Jyväskylä", None)
    assert decode("Jyväskylä".encode("utf-16"), "utf-8") == ("Jyväskylä", None)
    assert decode(b"Lohja", "utf-16") == ("Lohja", None)
    for wrong in ("ei-ole", "utf-8", "rot13", "shift_jis", "hex"):
        assert decode(SHORT.encode("cp1252"), wrong) == (SHORT, "not UTF-8; read as Windows-1252")


def test_a_euro_alone_is_no_letter() -> None:
    assert decode("maksaa 5 €".encode("cp1252")).text == "maksaa 5 €"


def test_lines_of_another_encoding() -> None:
    assert decode_line("Ä–".encode("cp1252"), "cp1252").text == "Ä–"
    assert decode_line("Jyväskylä".encode(), "cp1252") == ("Jyväskylä", None)
    assert decode_line("Jyväskylä".encode("mac-roman"), "mac-roman").text == "Jyväskylä"
    assert other_encoding([SHORT.encode(), b"abc"]) is None
    assert other_encoding([SHORT.encode("cp850"), SHORT.encode()]) == "cp850"
