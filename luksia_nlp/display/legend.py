"""What the marks of an article mean."""

from __future__ import annotations

from collections.abc import Mapping

from luksia_nlp.display.marked_text import CLASSES
from luksia_nlp.display.wording import Language, wording

# Kind of a mark -> the word for several.
_SEVERAL = {
    "person": "people",
    "organisation": "organisations",
    "place": "places",
    "other": "others",
    "quote": "quotes",
    "theme": "themes",
}


def legend(language: Language, numbers: Mapping[str, int] | None = None) -> list[dict[str, object]]:
    """Each kind of mark, in order: its `kind`, its `class` and `name` on a page, and `n`, how many there are.

    Args:
        language: `"fi"` or `"en"`.
        numbers: Kind -> how many; None where that is not told.

    Raises:
        SettingsError: The language is neither.

    Example:
        >>> legend("fi", {"person": 3})[0]
        {'kind': 'person', 'class': 'lk-p', 'name': 'Henkilöt', 'n': 3}
    """
    words = wording("display.toml", language)
    return [
        {
            "kind": kind,
            "class": CLASSES[kind],
            "name": words[several],
            "n": None if numbers is None else int(numbers.get(kind, 0)),
        }
        for kind, several in _SEVERAL.items()
    ]
