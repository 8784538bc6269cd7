"""Lessons for a theme file: what is asked, how answers are taken, and what they tell and change."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from luksia_nlp import OutputError, Settings, SettingsError, SourceError, check_themes, teach_themes
from luksia_nlp.similarity import load_embedder
from luksia_nlp.similarity.background import background
from luksia_nlp.themes.definitions import load_themes
from luksia_nlp.themes.finder import ThemeFinder
from luksia_nlp.themes.judges import judge_of
from luksia_nlp.themes.lessons import ThemeLesson
from luksia_nlp.themes.progress import moved_figures
from luksia_nlp.themes.rewriting import Marked, taught

THEMES = """\
[themes.tie]
description = "Teitä ja siltoja korjataan, ja liikenne joutuu kiertämään."
terms = ["silta"]
exclude = ["henkinen silta"]
examples = [
    "Siltaa korjataan, ja liikenne ohjataan kiertotielle.",
    "Tie on poikki kolme viikkoa, ja autoilijat kiertävät kylän kautta.",
]
counterexamples = ["Silta yhdistää ihmisiä yli rajojen."]
threshold = 0.7

[themes.meri]
terms = ["vene"]
"""
BRIDGES = [f"{name} vanha silta uusitaan kesällä." for name in ("Lohjan", "Karkkilan", "Vihdin", "Hangon")]
BRIDGES += [f"{day} silta oli suljettu." for day in ("Maanantaina", "Tiistaina", "Torstaina", "Perjantaina")]
OTHERS = ["Kirja on henkinen silta Viroon.", "Siltaa korjataan, ja liikenne ohjataan kiertotielle."]
NEAR = [f"{who} ajavat kesällä toista reittiä." for who in ("Rekat", "Taksit", "Autot", "Traktorit")]
BOATS = ["Vene keinui lahdella.", "Veneet palasivat satamaan."]
TEXTS = [*BRIDGES, *OTHERS, *NEAR, *BOATS, BRIDGES[0].upper().replace("SILTA", "silta"), BOATS[0]]
WORDS = Settings(similarity="none")


@pytest.fixture(scope="module")
def taught_nothing(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The themes, with a threshold that `NEAR` is just below, whatever scores it has."""
    path, embedder = tmp_path_factory.mktemp("teemat") / "teemat.toml", load_embedder()
    assert embedder is not None
    path.write_text(THEMES, encoding="utf-8")
    scores = [found["tie"].score for found in judge_of(load_themes(path), embedder).similarities(NEAR)]
    assert max(scores) < 0.56  # from 0.6 on, an article of one sentence is about the theme
    # In an article a sentence is read a little otherwise than by itself.
    path.write_text(THEMES.replace("0.7", f"{max(scores) + 0.03:.4f}"), encoding="utf-8")
    return path


@pytest.fixture
def file(taught_nothing: Path, tmp_path: Path) -> Path:
    """A copy, which can be written to."""
    return Path(shutil.copy(taught_nothing, tmp_path))


@pytest.fixture(scope="module")
def lesson(taught_nothing: Path) -> ThemeLesson:
    return teach_themes(taught_nothing, TEXTS)


def _asked(lesson: ThemeLesson, theme: str, kind: str) -> pd.DataFrame:
    questions = lesson.questions
    return questions[(questions["theme"] == theme) & (questions["kind"] == kind)]


def test_hits_that_count_and_near_misses_are_asked_once(file: Path, lesson: ThemeLesson) -> None:
    check = check_themes(file, TEXTS)
    known = {
        sentence for theme in load_themes(file) for sentence in (*theme.examples, *theme.counterexamples)
    }
    for theme in ("tie", "meri"):
        counted = check.hits[check.hits["not_counted"].isna() & (check.hits["theme"] == theme)]
        hits = _asked(lesson, theme, "hit")
        texts = {sentence.casefold() for sentence in set(counted["sentence"]) - known}
        assert sorted(hits["sentence"].str.casefold()) == sorted(texts)
        misses = check.near_misses[check.near_misses["theme"] == theme]
        asked = _asked(lesson, theme, "near miss")
        assert set(asked["sentence"]) == set(misses["sentence"]) - known
        assert set(asked["score"]) == set(misses["score"])
    assert len(_asked(lesson, "tie", "near miss")) > 0
    assert set(_asked(lesson, "meri", "hit")["sentence"]) == set(BOATS)
    assert OTHERS[0] not in set(lesson.questions["sentence"])  # excluded: it does not count
    assert lesson.questions["answer"].isna().all()
    assert lesson.questions["theme"].to_list() == sorted(lesson.questions["theme"], reverse=True)


def test_a_third_are_near_misses_the_nearest_ones(file: Path, lesson: ThemeLesson) -> None:
    few = teach_themes(file, TEXTS, n=3, theme="tie")
    assert few.questions["kind"].value_counts().to_dict() == {"hit": 2, "near miss": 1}
    best = _asked(lesson, "tie", "near miss").nlargest(1, "score")["sentence"].to_list()
    assert _asked(few, "tie", "near miss")["sentence"].to_list() == best
    # Where one kind is rare the other fills its place.
    assert len(teach_themes(file, BRIDGES, WORDS, n=6).questions) == 6


def test_the_draw_is_random_and_repeatable(file: Path) -> None:
    def drawn(seed: int, texts: list[str]) -> list[str]:
        questions = teach_themes(file, texts, WORDS, n=4, seed=seed, theme="tie").questions
        assert len(questions) == 4
        return questions["sentence"].to_list()

    assert drawn(1, BRIDGES) == drawn(1, BRIDGES[::-1])
    draws = [tuple(drawn(seed, BRIDGES)) for seed in range(1, 7)]
    assert len(set(draws)) > 3
    assert {sentence for draw in draws for sentence in draw} == set(BRIDGES)


def test_answers_in_every_form(lesson: ThemeLesson) -> None:
    count = len(lesson.questions)
    values: list[Any] = [True, np.False_, None, pd.NA, float("nan"), *[True] * (count - 5)]
    expected = [True, False, None, None, None, *[True] * (count - 5)]

    def answers(marked: ThemeLesson) -> list[bool | None]:
        return [None if pd.isna(one) else bool(one) for one in marked.questions["answer"]]

    marked = lesson.mark(values)
    assert answers(marked) == expected
    assert answers(lesson) == [None] * count  # the first one stays as it is
    assert answers(lesson.mark(marked.questions["answer"])) == expected
    assert answers(lesson.mark(marked.questions.sort_values("score")["answer"])) == expected
    assert answers(lesson.mark(np.array([True] * count))) == [True] * count
    # A mapping leaves the others.
    assert answers(marked.mark({1: None, 2: False})) == [True, None, False, *expected[3:]]


@pytest.mark.parametrize(
    ("answers", "told"),
    [
        (
            lambda count: [True] * (count - 1),
            r"The number of answers is \d+, that of questions \d+: give one for each",
        ),
        (
            lambda count: [True] * (count + 1),
            r"The number of answers is \d+, that of questions \d+: give one for each",
        ),
        (lambda count: ["k", *[None] * (count - 1)], "Answer 0 = 'k' must be True"),
        (lambda _: {3: 1}, "Answer 3 = 1 must be True"),
        (lambda count: {count: True}, r"There is no question \d+; they are numbered 0 to \d+"),
        (lambda _: "kke", "answers = 'kke' must be a list"),
        (lambda _: True, "answers = True must be a list"),
    ],
)
def test_what_is_no_answer(lesson: ThemeLesson, answers: Callable[[int], Any], told: str) -> None:
    with pytest.raises(SettingsError, match=told):
        lesson.mark(answers(len(lesson.questions)))


def test_figures_count_marked_hits_only(lesson: ThemeLesson) -> None:
    hits = _asked(lesson, "tie", "hit").index
    marks = {hits[0]: False, hits[1]: None, **dict.fromkeys(hits[2:], True)}
    marks |= dict.fromkeys(_asked(lesson, "tie", "near miss").index, False)
    figures = lesson.mark(marks).figures().set_index("theme")
    right, of = len(hits) - 2, len(hits) - 1
    assert list(figures.loc["tie", ["n_marked", "n_right"]]) == [of, right]
    assert figures.loc["tie", "precision"] == pytest.approx(right / of)
    assert list(figures.loc["meri", ["n_marked", "n_right"]]) == [0, 0]
    assert figures.loc["meri", ["precision", "low", "high"]].isna().all()
    assert "meri  no hit was marked" in str(lesson.mark(marks))


def test_the_interval_is_wilsons(file: Path) -> None:
    texts = [f"Kaupungin {number}. silta on valmis." for number in range(1, 11)]
    lesson = teach_themes(file, texts, WORDS)
    figures = lesson.mark([True] * 8 + [False] * 2).figures()
    # 8 of 10, as in Brown, Cai and DasGupta (2001) and R's prop.test without correction.
    assert figures[["low", "high"]].to_numpy()[0] == pytest.approx([0.4902, 0.9433], abs=1e-4)
    assert lesson.mark([True] * 10).figures()["high"].to_list() == [1.0]
    assert lesson.mark([False] * 10).figures()["low"].to_list() == [0.0]


def test_write_adds_the_marked_sentences(file: Path, lesson: ThemeLesson) -> None:
    speaks = {sentence: sentence in BRIDGES for sentence in lesson.questions["sentence"]}
    progress = replace(lesson, path=file).mark(list(speaks.values())).write()
    tie, meri = load_themes(file)
    assert set(tie.examples[2:]) == {sentence for sentence, yes in speaks.items() if yes}
    assert set(meri.counterexamples) == set(BOATS)
    assert progress.path == file
    assert progress.n_examples + progress.n_counterexamples == len(speaks)
    assert str(progress).startswith(f"WRITTEN to {file}: 8 examples, ")
    # The next lesson asks about none of them.
    with pytest.raises(SourceError, match="There is nothing to mark"):
        teach_themes(file, [*BRIDGES, *BOATS])


def test_progress_judges_a_sentence_by_a_file_without_it(file: Path) -> None:
    """A sentence that is an example would be found; alone, it has no other that could teach the file."""
    lesson = teach_themes(file, NEAR[:1], theme="tie")
    themes, embedder, [row] = lesson.themes, lesson.embedder, lesson.questions.to_dict("records")
    marked = [Marked("tie", row["sentence"], True)]
    assert any(
        hit.theme == "tie" for hit in ThemeFinder(taught(themes, marked), embedder).find(lesson.sentences[0])
    )
    figures = moved_figures(themes, embedder, marked, lesson.sentences).set_index("figure")
    assert list(figures.loc["found", ["before", "after"]]) == [0.0, 0.0]
    assert figures.loc["precision", ["before", "after"]].isna().all()
    # The same sentence in another theme's questions is in the same part, and no evidence either.
    both = [*marked, Marked("meri", row["sentence"].upper(), False)]
    figures = moved_figures(themes, embedder, both, lesson.sentences * 2)
    assert figures.loc[figures["theme"] == "tie", "after"].fillna(0.0).to_list() == [0.0, 0.0]


def test_progress_shows_what_the_others_teach(file: Path) -> None:
    """Near misses that are like each other are found once the others are examples."""
    lesson = teach_themes(file, NEAR, theme="tie")
    assert set(lesson.questions["kind"]) == {"near miss"}
    progress = lesson.mark([True] * len(lesson.questions)).write()
    found = progress.figures.set_index("figure").loc["found"]
    assert found["before"] == 0.0
    assert found["after"] > 0.5
    after = check_themes(file, "Kuorma-autot ajavat kesällä toista reittiä.")
    assert len(after.hits) == 1


def test_nothing_marked_writes_nothing(file: Path, lesson: ThemeLesson) -> None:
    before = file.read_bytes()
    with pytest.raises(SettingsError, match="No sentence is marked: call mark first"):
        replace(lesson, path=file).write()
    assert file.read_bytes() == before


def test_packaged_themes_are_judged_but_not_written(tmp_path: Path) -> None:
    lesson = teach_themes("luksia", "Alan vetovoima kasvaa kohisten.").mark([True])
    assert lesson.figures()["n_right"].to_list() == [1]
    with pytest.raises(SettingsError, match="'luksia' comes with the library and cannot be written to; copy"):
        lesson.write()
    lesson.write(tmp_path / "omat.toml")  # a copy
    assert load_themes(tmp_path / "omat.toml")[0].examples[-1] == "Alan vetovoima kasvaa kohisten."
    with pytest.raises(OutputError, match=r"omat.toml: is there already; name another file"):
        lesson.write(tmp_path / "omat.toml")


@pytest.mark.parametrize(
    ("options", "error", "told"),
    [
        ({"n": 0}, SettingsError, "n = 0 must be a whole number of sentences"),
        ({"n": 2.5}, SettingsError, "n = 2.5 must be"),
        ({"theme": "tei"}, SettingsError, "holds no theme 'tei'. Did you mean 'tie'?"),
        ({"source": background()[:1]}, SourceError, "There is nothing to mark"),
    ],
)
def test_what_cannot_be_asked(file: Path, options: dict[str, Any], error: type[Exception], told: str) -> None:
    with pytest.raises(error, match=told.replace("?", r"\?")):
        teach_themes(file, **{"source": TEXTS, "settings": WORDS, **options})


def test_a_sentence_alone_gives_the_hits_that_it_gave_in_its_text(file: Path) -> None:
    lesson = teach_themes(file, " ".join([*NEAR, *BRIDGES, *BOATS]))
    finder = ThemeFinder(lesson.themes, lesson.embedder)
    for row, document in zip(lesson.questions.to_dict("records"), lesson.sentences, strict=True):
        scores = [hit.score for hit in finder.find(document) if hit.theme == row["theme"]]
        assert scores == ([] if row["kind"] == "near miss" else [row["score"]])
