from __future__ import annotations

import pytest

from luksia_nlp.resources import packaged

_FOLDER = packaged.path("labels.toml").parent


@pytest.mark.parametrize("name", sorted(file.name for file in _FOLDER.glob("*.toml")))
def test_every_table_is_read_and_kept(name: str) -> None:
    assert packaged.toml(name)
    assert packaged.toml(name) is packaged.toml(name)


def test_what_is_not_packaged_is_not_there() -> None:
    with pytest.raises(FileNotFoundError):
        packaged.text("olematon.toml")
