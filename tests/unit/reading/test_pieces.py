"""JSON Lines and Parquet, read in pieces."""

from __future__ import annotations

import io
import json
import tracemalloc
from datetime import datetime
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pytest
from pyarrow import parquet

from luksia_nlp import Article, Failure, SourceError, read_articles
from luksia_nlp.reading.files import count_articles
from luksia_nlp.reading.inputs import Input
from luksia_nlp.reading.kinds import reader_of
from luksia_nlp.settings import Settings

TEXT = "Rehtori Maija Virtanen avasi Lohjalla koulun."


def _lines(tmp_path: Path, data: bytes | str, name: str = "a.jsonl") -> list[Article | Failure]:
    (tmp_path / name).write_bytes(data.encode() if isinstance(data, str) else data)
    return list(read_articles(tmp_path / name))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("name", ["a.jsonl", "a.ndjson"])
def test_json_lines(tmp_path: Path, encoding: str, name: str) -> None:
    row = {"teksti": "Jyväskylä – 5 €", "tunniste": 7, "avainsanat": ["a"], "kuva": {"leveys": 3.5}}
    lines = "\r\n".join([json.dumps(row, ensure_ascii=False), "", json.dumps(row | {"tunniste": 8})])
    first, second = _lines(tmp_path, lines.encode(encoding), name)
    assert isinstance(first, Article)
    assert (first.text, first.article_id) == ("Jyväskylä – 5 €", "7")
    assert first.metadata == {"avainsanat": ["a"], "kuva": {"leveys": 3.5}}
    assert first.notes == (("not UTF-8; read as Windows-1252",) if encoding == "cp1252" else ())
    assert isinstance(second, Article)
    assert second.notes == ()


def test_odd_json_lines_cost_themselves_alone(tmp_path: Path) -> None:
    good = json.dumps({"text": TEXT})
    deep = '{"text": ' + "[" * 100_000 + "]" * 100_000 + "}"
    long = '{"text": "' + "a" * 9_000_000 + '"}'
    number = '{"text": "a", "n": ' + "9" * 5_000 + "}"
    found = _lines(tmp_path, "\n".join([good, deep, long, number, "[1]", '{"text": "\x00"}', good]))
    assert [isinstance(item, Article) for item in found] == [True, *[False] * 4, True, True]
    messages = [item.message for item in found if isinstance(item, Failure)]
    assert "line 2: is not JSON" in messages[0]
    assert "line 3: has a line of more than 8,000,000 characters" in messages[1]
    assert "line 4: is not JSON" in messages[2]
    assert "line 5: must be a JSON object" in messages[3]


def test_keys_without_a_text_name_the_likeliest(tmp_path: Path) -> None:
    [found] = _lines(tmp_path, json.dumps({"id": 1, "kuvaus": TEXT, "kunta": "Lohja"}))
    assert isinstance(found, Failure)
    assert "Is it 'kuvaus', whose texts are the longest? Then give columns = 'text=kuvaus'" in found.message


def test_a_long_file_is_read_in_pieces(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text((json.dumps({"text": TEXT * 10}) + "\n") * 40_000, encoding="utf-8")
    tracemalloc.start()
    try:
        count = sum(isinstance(item, Article) for item in read_articles(path))
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert count == 40_000
    assert most < path.stat().st_size / 2


def test_parquet(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    frame = pd.DataFrame(
        {
            "teksti": [TEXT, None],
            "julkaistu": [pd.Timestamp("2026-11-25 14:30"), None],
            "kuva": [{"leveys": 3, "nimet": ["a"]}, None],
            "sivu": [3, None],
        },
        index=[5, 6],
    )
    frame.to_parquet(path)
    first, second = read_articles(path)
    assert isinstance(first, Article)
    assert (first.text, first.published) == (TEXT, datetime(2026, 11, 25, 14, 30))
    assert first.metadata == {"kuva": {"leveys": 3, "nimet": ["a"]}, "sivu": 3.0}
    assert isinstance(second, Failure)
    assert "row 2: has no text: its column 'teksti' is empty." in second.message
    assert count_articles(path) == 2


def test_parquet_of_many_batches_and_from_memory(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    table = pa.table({"text": [f"Koulu {number}" for number in range(5_000)], "id": range(5_000)})
    parquet.write_table(table, path, row_group_size=700)
    data = path.read_bytes()
    packed = Input("a.zip/a.parquet", ".parquet", lambda: io.BytesIO(data))
    for found in (list(read_articles(path)), list(reader_of(".parquet")(packed, "a", Settings()))):
        assert [item.article_id for item in found] == [str(number) for number in range(5_000)]
        assert isinstance(found[-1], Article)
        assert found[-1].text == "Koulu 4999"
    with pytest.raises(SourceError, match="is larger than 1,000 bytes"):
        reader_of(".parquet")(packed, "a", Settings(largest_file=1_000))


@pytest.mark.parametrize("is_named_once", [True, False])
def test_parquet_that_is_packed_to_do_harm(tmp_path: Path, is_named_once: bool) -> None:
    path = tmp_path / "a.parquet"
    table = pa.table({"text": ["a" * 500_000] * 1_000})
    parquet.write_table(table, path, compression="zstd", use_dictionary=is_named_once)
    assert path.stat().st_size < 100_000
    tracemalloc.start()
    try:
        count = sum(len(item.text) == 500_000 for item in read_articles(path) if isinstance(item, Article))
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert count == 1_000
    assert most < 120_000_000


def test_parquet_without_texts(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    pd.DataFrame({"id": [1], "kuvaus": [TEXT]}).to_parquet(path)
    with pytest.raises(SourceError, match=r"its columns are: id, kuvaus\. Is it 'kuvaus', whose texts are"):
        read_articles(path)


def test_parquet_that_breaks_off(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    table = pa.table({"text": [f"Koulu {number}" for number in range(3_000)]})
    parquet.write_table(table, path, row_group_size=1_000, compression="zstd", use_dictionary=False)
    start = parquet.read_metadata(path).row_group(2).column(0).data_page_offset
    data = bytearray(path.read_bytes())
    data[start : start + 200] = bytes(200)
    path.write_bytes(data)
    found = list(read_articles(path))
    assert sum(isinstance(item, Article) for item in found) == 2_000
    assert isinstance(found[-1], Failure)
    assert "and all that follow it are lost" in found[-1].message
