"""Without texts nothing of them is left in any byte that is published."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from luksia_nlp import Analysis, Article, LuksiaWarning, SettingsError
from luksia_nlp.tables.frames import table_of
from luksia_nlp.tables.pieces import pieces_of, without_columns, without_texts
from luksia_nlp.tables.schemas import SCHEMAS
from luksia_nlp.tables.sqlite import write_sqlite
from tests.published import AWKWARD, awkward_result, result_of

_TEXT = (
    "Rehtori Timo Virtanen puhui kouluissa Lohjalla. Alan vetovoima kasvaa joka vuosi. "
    "Kasvussa on mukana koko maakunta, ja haki ennätysmäärä nuoria. ”Hienoa”, sanoo opinto-ohjaaja."
)


def _result() -> Analysis:
    """A result with hits by a word, by far-apart words of a term, and by likeness to a marked sentence."""
    result = result_of(
        Article(_TEXT, "1", title="Otsikko jää", metadata={"osasto": "kotimaa"}, notes=("Huomautus lainaa.",))
    )
    last = result.sentences.iloc[3]
    hits = pd.concat([result.themes] * 3, ignore_index=True)
    hits.loc[1:, ["sentence_id", "start", "end", "text"]] = [
        last["sentence_id"],
        last["start"],
        last["end"],
        last["text"],
    ]
    hits.loc[1, "lemma"] = "kasvu hakea"
    hits.loc[2, ["theme", "lemma", "evidence", "matched"]] = [
        "muu",
        "",
        "similarity",
        "Merkitty lause arkistosta.",
    ]
    row = {"article_id": "2", "stage": "read", "error": "ArticleError", "message": "Lause virheestä."}
    failures = table_of(SCHEMAS["failures"], [row])
    return Analysis({**result.tables, "themes": hits, "failures": failures}, result.made_with)


def _csv(result: Analysis, out: Path, texts: bool) -> None:
    result.to_csv(out, texts=texts)


def _excel_csv(result: Analysis, out: Path, texts: bool) -> None:
    result.to_csv(out, excel=True, texts=texts)


def _excel(result: Analysis, out: Path, texts: bool) -> None:
    result.to_excel(out.with_suffix(".xlsx"), texts=texts)


def _sqlite(result: Analysis, out: Path, texts: bool) -> None:
    result.to_sqlite(out.with_suffix(".sqlite"), texts=texts)


def _bytes(folder: Path) -> bytes:
    """All that lies in a folder, workbooks unpacked."""
    found = b""
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        if path.suffix == ".xlsx":
            with zipfile.ZipFile(path) as packed:
                found += b"".join(packed.read(name) for name in packed.namelist())
        else:
            found += path.read_bytes()
    return found


@pytest.mark.parametrize("write", [_csv, _excel_csv, _excel, _sqlite])
def test_no_words_of_the_texts_are_left(
    tmp_path: Path, write: Callable[[Analysis, Path, bool], None]
) -> None:
    secret = [
        "puhui",
        "kouluissa",
        "koulu",
        "joka vuosi",
        "ennätysmäärä",
        "maakunta",
        "Merkitty",
        "virheestä",
        "Huomautus",
        "Hienoa",
        "sanoo",
        "opinto-ohjaaja",
    ]
    kept = ["Otsikko jää", "Timo Virtanen", "Lohjalla", "vetovoima", "kotimaa"]
    for texts in (True, False):
        folder = tmp_path / str(texts)
        folder.mkdir()
        write(_result(), folder / "ulos", texts)
        content = _bytes(folder)
        assert [word for word in secret if word.encode() in content] == (secret if texts else [])
        assert [word for word in kept if word.encode() in content] == kept


def test_no_sentence_of_awkward_texts_is_left_in_a_database(tmp_path: Path) -> None:
    awkward_result().to_sqlite(tmp_path / "t.sqlite", texts=False)
    content = _bytes(tmp_path)
    for sentence in awkward_result().sentences["text"]:
        assert sentence in AWKWARD or len(sentence) < 9 or sentence.encode() not in content, sentence


def test_long_texts_that_came_with_the_source_are_told_of_and_can_be_left_out(tmp_path: Path) -> None:
    metadata = {"ingressi": "Ingressi " * 30, "osasto": "kotimaa", "n": 10**9}
    result = result_of(Article("Lohjalla satoi.", "1", metadata=metadata))
    with pytest.warns(LuksiaWarning, match="articles: ingressi came with the source and stays") as caught:
        result.to_sqlite(tmp_path / "t.sqlite", texts=False)
    assert len(caught) == 1
    pieces = without_texts(without_columns(pieces_of(result.tables, {}), ["ingressi"]))
    write_sqlite(tmp_path / "u.sqlite", pieces)
    assert b"Ingressi" not in (tmp_path / "u.sqlite").read_bytes()
    with pytest.raises(SettingsError, match=r"No column 'ingresi' of articles .*Did you mean 'ingressi'"):
        without_columns(pieces_of(result.tables, {}), ["ingresi"])
    with pytest.raises(SettingsError, match="No column 'title'"):
        without_columns(pieces_of(result.tables, {}), ["title"])


def test_which_words_of_theme_hits_stay() -> None:
    result = _result()
    [themes] = without_texts(pieces_of(result.tables, result.made_with)).of("themes")
    assert themes[["text", "matched"]].values.tolist() == [
        ["vetovoima", "vetovoima"],
        ["", "vetovoima"],
        ["", ""],
    ]
    assert list(themes["start"]) == list(result.themes["start"])
    assert result.themes["text"].iloc[1]  # the result itself keeps its words
