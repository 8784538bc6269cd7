"""A part of an analysis in memory is the same part of an archive of it, by every condition."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from luksia_nlp import Analysis, Archive, EntityError, SettingsError, Where
from luksia_nlp.tables.schemas import SCHEMAS

_CONDITIONS: list[dict[str, Any]] = [
    {},
    {"since": "2025-01-01"},
    {"until": "2025-02"},
    {"since": "2025", "until": "2025-03", "theme": "vetovoima"},
    {"theme": "vetovoima"},
    {"entity": "Kiilan koulu"},
    {"entity": "Pohjoistuuli"},
    {"articles": ["6", "b/3"]},
    {"articles": "a-1"},
    {"articles": ["9"]},
    {"articles": ["9", "6"], "since": "2025"},
    {"since": "2030"},
]


@pytest.mark.parametrize("conditions", _CONDITIONS, ids=str)
def test_a_part_is_the_archives_part(conditions: dict[str, Any], opened: Archive, whole: Analysis) -> None:
    part, expected = whole.part(**conditions), opened.analysis(**conditions)
    assert part.made_with == expected.made_with
    for name in SCHEMAS:
        pd.testing.assert_frame_equal(part.tables[name], expected.tables[name])
    same = whole.part(Where(**conditions))
    assert repr(same) == repr(part)


def test_what_is_unknown_is_told(whole: Analysis) -> None:
    with pytest.raises(SettingsError, match=r"no theme 'vetovoimaa'. Did you mean 'vetovoima'"):
        whole.part(theme="vetovoimaa")
    with pytest.raises(EntityError, match="Did you mean 'Kiilan koulu'"):
        whole.part(entity="Kiilan koulut")
    with pytest.raises(SettingsError, match="There is no article 'a-3', nor 1 more"):
        whole.part(articles=["a-3", "b-3"])
    with pytest.raises(SettingsError, match="There is no condition 'teema'"):
        whole.part(teema="vetovoima")
