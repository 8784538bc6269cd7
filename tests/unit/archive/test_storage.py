"""Files that are there whole or not at all, and the manifest that several processes write."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from luksia_nlp import OutputError, Settings, SettingsError, TableError
from luksia_nlp.archive.manifest import Manifest, deciding
from luksia_nlp.archive.storage import (
    TEMPORARY,
    remove_unfinished,
    replace_folder,
    restore_folder,
    write_whole,
)


def test_a_file_that_cannot_be_written_whole_is_not_there(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("vanha", encoding="utf-8")

    def half(path: Path) -> None:
        path.write_text("puoli", encoding="utf-8")
        raise OSError(28, "No space left on device")

    with pytest.raises(OutputError, match="No space left on device"):
        write_whole(file, half)
    assert file.read_text(encoding="utf-8") == "vanha"
    assert list(tmp_path.iterdir()) == [file]


def test_a_folder_is_replaced_and_put_back(tmp_path: Path) -> None:
    place, new = tmp_path / "tables", tmp_path / f"{TEMPORARY}tables"
    for folder, text in ((place, "vanha"), (new, "uusi")):
        folder.mkdir()
        (folder / "a").write_text(text, encoding="utf-8")
    place.replace(tmp_path / f"{TEMPORARY}old-tables")  # a run was killed between the two renames
    restore_folder(place)
    assert (place / "a").read_text(encoding="utf-8") == "vanha"
    replace_folder(new, place)
    assert (place / "a").read_text(encoding="utf-8") == "uusi"
    assert list(tmp_path.iterdir()) == [place]


def test_what_was_begun_is_removed(tmp_path: Path) -> None:
    (tmp_path / f"{TEMPORARY}a").write_text("puoli", encoding="utf-8")
    (tmp_path / f"{TEMPORARY}b").mkdir()
    (tmp_path / "c").write_text("koko", encoding="utf-8")
    remove_unfinished(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["c"]


def test_processes_that_start_together_keep_one_manifest(tmp_path: Path) -> None:
    first, second, other = Manifest(tmp_path), Manifest(tmp_path), Manifest(tmp_path)
    for manifest in (first, second):
        manifest.agree(Settings())
    other.agree(Settings(theme_threshold=0.9))
    first.keep()
    second.keep()
    first.agree_on({"engine": "a"})
    second.agree_on({"engine": "a"})
    with pytest.raises(SettingsError, match="theme_threshold"):
        other.keep()
    with pytest.raises(SettingsError, match="engine: a then, b now"):
        second.agree_on({"engine": "b"})
    values = json.loads((tmp_path / "archive.json").read_text(encoding="utf-8"))
    assert values["settings"] == deciding(Settings())
    assert values["made_with"] == {"engine": "a"}
    first.settle(3)
    assert Manifest(tmp_path).settled == 3
    assert Manifest(tmp_path).made_with == {"engine": "a"}


def test_what_decides() -> None:
    usual = deciding(Settings())
    assert usual == deciding(
        Settings(batch_characters=7, largest_file=9, columns="text=kuvaus", shard_characters=5)
    )
    assert deciding(Settings(theme_threshold=1)) == deciding(Settings(theme_threshold=1.0))
    for other in (replace(Settings(), similarity="none"), replace(Settings(), finnish_threshold=0.1)):
        assert deciding(other) != usual


@pytest.mark.parametrize("text", ["{", "[]", '{"format": 7}', '{"format": 1}', '{"format": 2}'])
def test_a_manifest_that_is_none(tmp_path: Path, text: str) -> None:
    (tmp_path / "archive.json").write_text(text, encoding="utf-8")
    with pytest.raises(TableError, match=r"archive\.json"):
        Manifest(tmp_path)
