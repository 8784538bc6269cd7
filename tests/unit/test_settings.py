from __future__ import annotations

import copy
import dataclasses
import pickle
from pathlib import Path

import pytest

from luksia_nlp import Settings, SettingsError


def test_frozen() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        Settings().model = "x"  # type: ignore[misc]


def test_unknown_key_names_the_nearest() -> None:
    with pytest.raises(SettingsError, match=r"no setting 'theme_treshold'\. Did you mean 'theme_threshold'"):
        Settings.from_dict({"theme_treshold": 0.4})


def test_unknown_keyword_names_the_nearest_as_a_file_does() -> None:
    message = r"no setting 'theme_treshold'\. Did you mean 'theme_threshold'"
    with pytest.raises(SettingsError, match=message):
        Settings(theme_treshold=0.4)  # type: ignore[call-arg]
    with pytest.raises(SettingsError, match=message):
        dataclasses.replace(Settings(), theme_treshold=0.4)  # type: ignore[call-arg]


def test_settings_travel() -> None:
    settings = Settings(theme_threshold=0.7)
    assert pickle.loads(pickle.dumps(settings)) == copy.deepcopy(settings) == settings


def test_unknown_key_without_a_near_one_lists_all() -> None:
    with pytest.raises(SettingsError, match="There are: aliases, batch_characters, columns, engine"):
        Settings.from_dict({"zzz": 1})


@pytest.mark.parametrize(
    ("key", "value", "message"),
    [
        ("engine", "spacyy", "Did you mean 'spacy'"),
        ("similarity", "", "similarity = '' must be 'e5', 'word-vectors', 'none' or the name"),
        ("engine", 3, "is unknown"),
        ("model", "", "must be the name"),
        ("themes", 5, "must be the path"),
        ("theme_threshold", 1.5, "from 0 to 1"),
        ("theme_threshold", "0.5", "from 0 to 1"),
        ("finnish_threshold", True, "from 0 to 1"),
        ("batch_characters", 0, "at least 1"),
        ("batch_characters", 1.5, "whole number"),
    ],
)
def test_wrong_values(key: str, value: object, message: str) -> None:
    with pytest.raises(SettingsError, match=message):
        Settings.from_dict({key: value})


def test_toml(tmp_path: Path) -> None:
    file = tmp_path / "asetukset.toml"
    file.write_text('theme_threshold = 0.7\nthemes = "teemat.toml"\n', encoding="utf-8")
    settings = Settings.from_toml(file)
    assert settings.theme_threshold == 0.7
    assert settings.themes == str(tmp_path / "teemat.toml")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"theme_threshold = ", "is not TOML"),
        (b'model = "\xe4"', "is not UTF-8 at byte 9"),
        (b"x = 1", "no setting 'x'"),
    ],
)
def test_broken_toml(tmp_path: Path, content: bytes, message: str) -> None:
    file = tmp_path / "asetukset.toml"
    file.write_bytes(content)
    with pytest.raises(SettingsError, match=message) as caught:
        Settings.from_toml(file)
    assert str(file) in str(caught.value)


def test_packaged_themes_are_no_path(tmp_path: Path) -> None:
    file = tmp_path / "asetukset.toml"
    file.write_text('themes = "news"\n', encoding="utf-8")
    assert Settings.from_toml(file).themes == "news"


def test_missing_toml(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="no such file"):
        Settings.from_toml(tmp_path / "ei.toml")
