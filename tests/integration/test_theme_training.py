"""Teaching an encoder themes: lessons from files, a small model that learns them, what is exported."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import Any, cast

import pytest

from tests.extras import need

need("training")

import numpy as np
import torch

from luksia_nlp.errors import TrainingError
from luksia_nlp.resources import packaged
from luksia_nlp.themes.definitions import Theme
from luksia_nlp.themes.meaning import ThemeMeaning
from luksia_nlp.training import sentences
from luksia_nlp.training.distillation import SentenceModel
from luksia_nlp.training.sentence_encoder import SentenceEncoder
from luksia_nlp.training.sentences import export_encoder
from luksia_nlp.training.theme_lessons import Lessons, digest, read_lessons
from luksia_nlp.training.theme_model import Pieces, ThemeModel, read_encoder_folder
from luksia_nlp.training.themes import centre_of, ordinary_text, train
from tests.conftest import ROOT

THEMES = {
    "leipä": ("leipä", "jauhot", "uuni", "taikina"),
    "meri": ("meri", "laiva", "purje", "satama"),
    "metsä": ("metsä", "kuusi", "kanto", "saha"),
    "musiikki": ("kuoro", "viulu", "laulu", "konsertti"),
    "liikenne": ("tie", "auto", "risteys", "silta"),
}
ORDINARY = [
    f"{who} kertoi asiasta {when} kaupungin sivuilla."
    for who, when in itertools.product(
        ("Johtaja", "Sihteeri", "Valtuutettu"), ("eilen", "tänään", "maanantaina")
    )
]


def _sentences(words: tuple[str, ...]) -> list[str]:
    return [f"Täällä on {first} ja {second}." for first, second in itertools.permutations(words, 2)]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Five themes with sentences for and against each."""
    lines, tables = [], ["theme\tlabel\thow\tsentence"]
    for theme, words in THEMES.items():
        examples = ", ".join(f'"Esimerkissä on {word}."' for word in words)
        lines += [f'[themes."{theme}"]', f'description = "Tästä: {words[0]}."', f"examples = [{examples}]"]
        tables += [f"{theme}\t1\tmeaning\t{sentence}" for sentence in _sentences(words)]
        tables += [f"{theme}\t0\tagainst\tTäällä ei ole enää yhtään {word}." for word in words]
    (tmp_path / "omat.toml").write_text("\n".join(lines), encoding="utf-8")
    (tmp_path / "omat.tsv").write_text("\n".join(tables), encoding="utf-8")
    return tmp_path


def _several(folder: Path, of: str) -> None:
    row = f"Laivalla leivotaan.\tmeri leipä\tmusiikki\t{of}"
    (folder / "several.tsv").write_text(f"sentence\tthemes\tunsure\tof\n{row}\n", encoding="utf-8")


def test_lessons_are_read(folder: Path) -> None:
    real = "Satamaan tuli laiva."
    rows = [f"meri\t1\tmeaning\t{digest(real)}", f"meri\t0\tnear\t{digest('Tätä ei ole.')}"]
    (folder / "marked.tsv").write_text("\n".join(["theme\tlabel\thow\tdigest", *rows]), encoding="utf-8")
    _several(folder, "omat")
    lessons = read_lessons(folder, [], [real, *ORDINARY])
    assert set(lessons.themes) == set(THEMES)
    assert lessons.labelled["meri"][0].text == real  # its file comes first
    assert [row.is_on_subject for row in lessons.labelled["leipä"]] == [True] * 16
    [row] = lessons.several
    assert (row.tells_of("meri"), row.tells_of("musiikki"), row.tells_of("muu")) == (True, False, False)
    # What has a label is no ordinary text.
    assert lessons.ordinary == ORDINARY
    assert set(lessons.without(["meri"]).labelled) == set(THEMES) - {"meri"}


@pytest.mark.parametrize(
    ("file", "text", "message"),
    [
        ("omat.tsv", "theme\tlabel\tsentence\nmeri\t1\tLaiva.", "lacks the column 'how'; must have theme"),
        (
            "muut.tsv",
            "theme\tlabel\thow\tsentence\nkuu\t1\tmeaning\tKuu.",
            "no theme file of .* defines 'kuu'",
        ),
        ("marked.tsv", "theme\tlabel\thow\tsentence\nmeri\t1\tnear\tLaiva.", "lacks the column 'digest'"),
        ("muut.toml", "[aiheet]", "must be a theme file, with tables such as"),
    ],
)
def test_wrong_lessons_are_told(folder: Path, file: str, text: str, message: str) -> None:
    (folder / file).write_text(text, encoding="utf-8")
    with pytest.raises(TrainingError, match=message):
        read_lessons(folder, [], ORDINARY)


def test_a_file_that_was_not_given_is_named(folder: Path) -> None:
    _several(folder, "muut")
    with pytest.raises(TrainingError, match="asks for the themes of 'muut', a file that was not given"):
        read_lessons(folder, [], ORDINARY)


def test_the_lessons_that_come_with_the_source_are_whole() -> None:
    lessons = ROOT / "data" / "training" / "themes"
    news = sorted((ROOT / "data" / "training" / "news").glob("*.txt"))
    found = read_lessons(lessons, [packaged.path("themes.toml")], ordinary_text(news))
    assert len(found.themes) == 213
    assert min(len(rows) for rows in found.labelled.values()) >= 38
    assert all(row.themes | row.unsure <= row.asked for row in found.several)


@pytest.fixture(scope="module")
def untaught(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pretrained encoder's four lowest layers."""
    path = tmp_path_factory.mktemp("encoder")
    assert sentences.main([str(path), "--layers", "4", "--epochs", "0"]) == 0
    return path


def _small(pieces: int) -> SentenceModel:
    torch.manual_seed(3)
    return SentenceModel(vocabulary=pieces, positions=32, width=24, inner=32, layers=1)


def test_a_small_model_learns_what_sentences_speak_of(folder: Path, untaught: Path, tmp_path: Path) -> None:
    _several(folder, "omat")
    lessons = read_lessons(folder, [], ORDINARY)
    _, processor = read_encoder_folder(untaught)
    pieces, encoder = Pieces(processor), _small(processor.get_piece_size())
    model = ThemeModel(encoder, centre_of(encoder, pieces.of(ORDINARY)))

    def margin() -> float:
        """How much surer sentences are on their own theme's subject than on another's."""
        with torch.inference_mode():
            own = {t: model(pieces.of(lessons.themes[t].examples))[0] for t in THEMES}
            said = {t: model(pieces.of(_sentences(words)))[0] for t, words in THEMES.items()}
            odds = {
                (of, to): float(model.subject_odds(said[of], own[to], own[to][:0]).mean())
                for of in THEMES
                for to in THEMES
            }
        right = np.mean([odds[theme, theme] for theme in THEMES])
        return float(right - np.mean([value for (of, to), value in odds.items() if of != to]))

    before = margin()
    train(model, lessons, pieces, epochs=60)
    assert margin() > before + 0.25
    export_encoder(tmp_path / "malli", model.encoder_state(), b"", "pieni", model.judgement())


def test_too_few_lessons_are_told(folder: Path, untaught: Path) -> None:
    lessons = read_lessons(folder, [], ORDINARY)
    few = Lessons(lessons.themes, {"meri": lessons.labelled["meri"]}, (), ORDINARY)
    _, processor = read_encoder_folder(untaught)
    model = ThemeModel(_small(processor.get_piece_size()), torch.zeros(24))
    with pytest.raises(TrainingError, match="The lessons are too few: a step takes 5 themes"):
        train(model, few, Pieces(processor), epochs=1)


def test_an_exported_encoder_judges_as_the_trained_one(untaught: Path, tmp_path: Path) -> None:
    """An encoder, taken apart and put together again."""
    encoder, processor = read_encoder_folder(untaught)
    pieces = Pieces(processor)
    model = ThemeModel(encoder, torch.zeros(384)).eval()
    with torch.no_grad():
        model.subject_numbers.copy_(torch.tensor([7.0, 3.0, -2.0, -5.0]))
    content = (untaught / "pieces.model").read_bytes()
    export_encoder(tmp_path, model.encoder_state(), content, "koottu", model.judgement())
    theme = Theme("a", "A", examples=("Kaupunki houkuttelee muuttajia.", "Kouluun haki moni nuori."))
    texts = ["Linjalle haki ennätysmäärä nuoria.", "Valtuusto kokoontui maanantaina."]
    found = ThemeMeaning([theme], cast(Any, SentenceEncoder(tmp_path))).odds(texts, "a")
    with torch.inference_mode():
        subjects, stances = model(pieces.of([*texts, *theme.examples]))
        wanted = model.subject_odds(subjects[:2], subjects[2:], subjects[:0])
        said = model.stance_odds(stances[:2], stances[2:])
    assert np.allclose(found.subject, wanted.numpy(), atol=0.5)
    assert np.allclose(found.stance, said.numpy(), atol=0.7)
    assert found.subject[0] > found.subject[1]
