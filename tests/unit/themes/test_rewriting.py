"""Sentences written into theme files: what stands in a file stays as it is."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from luksia_nlp.errors import OutputError, SettingsError
from luksia_nlp.themes.definitions import load_themes
from luksia_nlp.themes.rewriting import Marked, check_writable, write_sentences

FILE = """\
# Kaupungin teemat
[themes.tie]  # tiet ja sillat
terms = ["silta",   "tie"]
examples = [
  "Siltaa korjataan.",  # hyvä
  "Tie on poikki."
  # loppuun lisää
]
threshold = 0.4   # kokeiltu

# Meri
[themes.meri]
examples = ["Kalastaja nosti verkot."]   # yksi riittää
counterexamples = []
"""
TAUGHT = """\
# Kaupungin teemat
[themes.tie]  # tiet ja sillat
terms = ["silta",   "tie"]
examples = [
  "Siltaa korjataan.",  # hyvä
  "Tie on poikki.",
  # loppuun lisää
  "Uusi tie \\"avattiin\\".",
]
threshold = 0.4   # kokeiltu
counterexamples = [
    "Mies on tiellä.",
    "Runo on silta.",
]

# Meri
[themes.meri]
examples = [
    "Kalastaja nosti verkot.",
    "Laiva lähti.",
]   # yksi riittää
counterexamples = [
    "Meri kuva.",
]
"""
MARKED = [
    Marked("tie", 'Uusi tie "avattiin".', True),
    Marked("tie", "siltaa  KORJATAAN.", True),  # stands there
    Marked("tie", "Mies on tiellä.", False),
    Marked("tie", "Runo on silta.", False),
    Marked("tie", "Runo on silta.", False),  # twice
    Marked("tie", "Tie on poikki.", False),  # stands there as an example
    Marked("meri", "Laiva lähti.", True),
    Marked("meri", "Meri kuva.", False),
]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "teemat.toml"
    path.write_text(FILE, encoding="utf-8")
    return path


def test_comments_order_and_layout_stay(file: Path) -> None:
    assert write_sentences(file, MARKED, file) == (2, 3)
    assert file.read_text(encoding="utf-8") == TAUGHT
    assert [path.name for path in file.parent.iterdir()] == ["teemat.toml"]
    assert write_sentences(file, MARKED, file) == (0, 0)
    assert file.read_text(encoding="utf-8") == TAUGHT


@pytest.mark.parametrize(("mark", "end"), [("", "\r\n"), ("\ufeff", "\n"), ("\ufeff", "\r\n")])
def test_line_ends_and_byte_order_mark_stay(file: Path, mark: str, end: str) -> None:
    file.write_bytes((mark + FILE.replace("\n", end)).encode())
    write_sentences(file, MARKED, file)
    assert file.read_bytes() == (mark + TAUGHT.replace("\n", end)).encode()


@pytest.mark.parametrize(
    "text",
    [
        '[themes]\ntie = {terms = ["silta"]}\nmeri = {examples = ["Meri."]}',
        '[themes.meri]\nterms = ["meri"]\n[themes."tie"]\nterms = ["tie"]\n# loppu',
        '[themes.tie]\nterms = ["tie"]\nexamples = [\n]\n[themes.meri]\nexamples = [ "Meri.",\n"Ranta." ]',
        '[themes]\n[themes.tie]\nterms = ["tie"]\n\n[themes.meri]\nexamples = [\n"a", "b", # x\n"c",\n ]\n',
    ],
)
def test_other_ways_to_write_a_theme(file: Path, text: str) -> None:
    file.write_text(text, encoding="utf-8")
    before = {theme.id: theme for theme in load_themes(file)}
    assert write_sentences(file, MARKED, file)[1] == 4
    for theme in load_themes(file):
        own = [one for one in MARKED if one.theme == theme.id]
        assert theme.examples[: len(before[theme.id].examples)] == before[theme.id].examples
        assert {one.sentence for one in own} >= set(theme.counterexamples) > set()
        assert theme.terms == before[theme.id].terms
    assert text.count("#") == file.read_text(encoding="utf-8").count("#")


def test_keys_with_dots_are_refused_and_nothing_is_written(file: Path) -> None:
    text = '[themes]\ntie.terms = ["silta"]\nmeri.terms = ["meri"]\ntie.threshold = 0.4\n'
    file.write_text(text, encoding="utf-8")
    with pytest.raises(
        SettingsError, match=r"\[themes.tie\] is not written as one table; add examples = \[\]"
    ):
        write_sentences(file, MARKED, file)
    assert file.read_text(encoding="utf-8") == text


def test_what_was_changed_meanwhile_is_kept_or_told(file: Path) -> None:
    file.write_text(FILE.replace("0.4", "0.6"), encoding="utf-8")
    write_sentences(file, MARKED, file)
    assert load_themes(file)[0].threshold == 0.6
    file.write_text('[themes.tie]\nterms = ["silta"]\n', encoding="utf-8")
    with pytest.raises(SettingsError, match="holds no theme 'meri' any more; nothing was written"):
        write_sentences(file, MARKED, file)
    assert file.read_text(encoding="utf-8") == '[themes.tie]\nterms = ["silta"]\n'


def test_a_link_and_a_mode_stay(file: Path) -> None:
    file.chmod(0o640)
    link = file.with_name("linkki.toml")
    link.symlink_to(file)
    write_sentences(link, MARKED, check_writable(link))
    assert link.is_symlink()
    assert file.read_text(encoding="utf-8") == TAUGHT
    assert file.stat().st_mode & 0o777 == 0o640


def test_a_target_that_cannot_be_written(file: Path) -> None:
    folder = file.parent / "kansio"
    folder.mkdir()
    with pytest.raises(OutputError, match="kansio: cannot be written to"):
        write_sentences(file, MARKED, folder)
    assert sorted(path.name for path in file.parent.iterdir()) == ["kansio", "teemat.toml"]
    with pytest.raises(OutputError, match="cannot be written to; copy it to a folder of yours"):
        check_writable(file.parent / "ei-ole" / "teemat.toml")


@pytest.mark.parametrize("name", ["luksia", "news"])
def test_packaged_files_are_not_written(name: str) -> None:
    with pytest.raises(SettingsError, match=f"'{name}' comes with the library .* copy its file") as told:
        check_writable(name)
    [path] = [word.strip(",") for word in str(told.value).split() if os.sep in word]
    assert load_themes(path) == load_themes(name)
