"""The aliases file: every mistake named at once, and what a right one means."""

from __future__ import annotations

from pathlib import Path

import pytest

from luksia_nlp.entities.aliases import load_aliases
from luksia_nlp.errors import SettingsError
from luksia_nlp.records import Mention


def _file(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "nimet.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_no_file() -> None:
    assert load_aliases(None) == ()


def test_all_mistakes_at_once(tmp_path: Path) -> None:
    text = """
    entities = 1
    [[entity]]
    nimi = "Luksia"
    kind = "organization"
    aliases = "Luksia ky"
    [[entity]]
    name = "Lohja"
    articles = [1]
    """
    with pytest.raises(SettingsError) as caught:
        load_aliases(_file(tmp_path, text))
    lines = [line.removeprefix(f"{tmp_path / 'nimet.toml'}: ") for line in str(caught.value).splitlines()]
    assert lines == [
        "there is no key 'entities'; write [[entity]] tables.",
        "entity 1: there is no key 'nimi'. There are: aliases, articles, kind, name.",
        'entity 1: needs a name: name = "Luksia".',
        "entity 1: kind = 'organization' is unknown. Did you mean 'organisation'?",
        "entity 1: aliases = 'Luksia ky' must be a list of texts.",
        "entity 2: articles = [1] must be a list of texts.",
    ]


def test_single_brackets(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"write \[\[entity\]\], in two brackets"):
        load_aliases(_file(tmp_path, '[entity]\nname = "Luksia"'))


def test_meaning(tmp_path: Path) -> None:
    text = '[[entity]]\nname = "Luksia"\naliases = ["LUKY"]\narticles = ["2024-*"]'
    [alias] = load_aliases(_file(tmp_path, text))

    def means(article: str, text: str, base_form: str, entity: str) -> bool:
        mention = Mention(article, 0, 0, len(text), text, "ORG", "organisation", base_form, None, "form")
        return alias.means(mention, entity)

    assert means("2024-01", "Lukyn", "luky", "Luky")
    assert means("2024-01", "LUKY", "Lukyt", "Lukyt")
    assert means("2024-01", "Koulun", "Koulu", "Luksia")
    assert not means("2025-01", "LUKY", "LUKY", "LUKY")
    assert not means("2024-01", "Lukio", "Lukio", "Lukio")


def test_every_pattern_and_every_name_counts(tmp_path: Path) -> None:
    text = '[[entity]]\nname = "Kela"\nkind = "organisation"\naliases = ["Laitos"]\n'
    text += 'articles = ["2023-*", "2025-1"]'
    [alias] = load_aliases(_file(tmp_path, text))
    assert alias.kind == "organisation"

    def means(article: str, text: str, base_form: str, entity: str) -> bool:
        mention = Mention(article, 0, 0, len(text), text, "ORG", "organisation", base_form, None, "form")
        return alias.means(mention, entity)

    assert [means(article, "Kela", "Kela", "Kela") for article in ("2023-9", "2025-1", "2025-12")] == [
        True,
        True,
        False,
    ]
    assert means("2025-1", "Laitoksen", "Laitos", "Muu")
    assert means("2025-1", "LAITOS", "Muu", "Muu")
    assert means("2025-1", "Muun", "Muu", "Laitos")
    assert means("2025-1", "Kelan", "Kela", "Muu")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ('name = " "', "needs a name"),
        ('name = "Kela"\naliases = [" "]', "must be a list of texts"),
        ('name = "Kela"\narticles = [""]', "must be a list of texts"),
    ],
)
def test_empty_texts_are_mistakes(tmp_path: Path, text: str, problem: str) -> None:
    with pytest.raises(SettingsError, match=problem):
        load_aliases(_file(tmp_path, f"[[entity]]\n{text}"))
