"""The recognizer: windows, decoding, what it promises of its output, and damaged model files."""

from __future__ import annotations

import json
import math
import random
import shutil
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from luksia_nlp.errors import RecognizerError
from luksia_nlp.recognizer.decoding import best_tags, tag_names, without_breaks
from luksia_nlp.recognizer.encoding import LONGEST_TOKEN
from luksia_nlp.recognizer.manifest import MANIFEST, NETWORK, PIECES, VECTORS
from luksia_nlp.recognizer.recognizer import Recognizer, _raw_score
from luksia_nlp.recognizer.windows import windows

FIRST = ["Rehtori", "Maija", "Virtanen", "puhui", "Lohjalla", "koulun", "juhlassa", "."]
SECOND = ["Mukaan", "SAK:n", "päätös", "oli", "hyvä", "."]
TEXT = [*FIRST, *SECOND]


@pytest.fixture(scope="module")
def recognizer(model: Path) -> Recognizer:
    return Recognizer(model)


@pytest.mark.parametrize("seed", range(60))
def test_windows_keep_every_token_once_and_give_it_context(seed: int) -> None:
    rng = random.Random(seed)
    size, margin = rng.choice([(8, 2), (30, 6), (198, 24)])
    lengths = [rng.choice([1, 1, 2, 3, 5]) for _ in range(rng.choice([0, 1, 7, 500]))]
    often = rng.choice([0.0, 0.01, 0.1, 0.5])
    ends = [rng.random() < often for _ in lengths]
    found = list(windows(lengths, ends, size, margin))
    kept = [token for window in found for token in range(window.keep_first, window.keep_last)]
    assert kept == list(range(len(lengths)))
    for window in found:
        assert window.first <= window.keep_first < window.keep_last <= window.last
        assert sum(lengths[window.first : window.last]) <= size
        before, after = lengths[window.first : window.keep_first], lengths[window.keep_last : window.last]
        least = min(margin, 6) if window.keep_first and ends[window.keep_first - 1] else margin
        assert window.first == 0 or sum(before) > least - 5
        ends_here = window.keep_last == window.last and ends[window.last - 1]
        assert window.last == len(lengths) or ends_here or sum(after) > margin - 5


def test_a_window_ends_with_the_last_sentence_that_it_holds() -> None:
    ends = [place in (99, 149) for place in range(300)]
    found = [(window.keep_first, window.last) for window in windows([1] * 300, ends, 160, 24)]
    assert found == [(0, 150), (150, 300)]


def test_window_smaller_than_a_token_still_moves_on() -> None:
    assert [window.keep_last for window in windows([9, 9], [False, True], 4, 1)] == [1, 2]


def test_names_hold_together() -> None:
    rng = np.random.default_rng(1)
    tags = tag_names(["GPE", "ORG", "PERSON"])
    for _ in range(50):
        scores = rng.standard_normal((12, len(tags))).astype(np.float32)
        previous = "O"
        for tag in (tags[number] for number in best_tags(scores)):
            assert tag[:2] != "I-" or previous[2:] == tag[2:]
            previous = tag


def test_best_sequence_is_the_best_of_all() -> None:
    scores = np.array([[1, 2, 9], [3, 0, 4], [1, 5, 2]], np.float32)  # O, B, I
    allowed = [
        (a, b, c)
        for a in (0, 1)
        for b in (0, 1, 2)
        for c in (0, 1, 2)
        if not (b == 2 and a == 0) and not (c == 2 and b == 0)
    ]
    best = max(allowed, key=lambda path: sum(scores[i, tag] for i, tag in enumerate(path)))
    assert tuple(best_tags(scores)) == best


def test_no_name_holds_a_line_break() -> None:
    scores = np.array([[0, 9, 0], [0, 0, 9], [0, 0, 9]], np.float32)
    without_breaks(scores, ["Lohja", "\n", "Vihti"])
    assert best_tags(scores)[1] == 0


def test_a_line_break_of_any_kind_is_surely_no_name() -> None:
    scores = np.array([[0, 9, 0], [-7, 0, 9], [-9, 5, 9], [0, 0, 9]], np.float32)
    without_breaks(scores, ["Lohja", "\n\n", "\r\n", "Vihti"])
    assert best_tags(scores)[1:3] == [0, 0]
    assert scores[1:3, 0].tolist() == [0.0, 0.0]


def test_a_paragraphs_end_parts_names(recognizer: Recognizer) -> None:
    tokens = ["Paikalla", "olivat", "Maija", "Virtanen", "\n\n", "Timo", "Salo", "ja", "muita", "."]
    first, second = recognizer.names(tokens)
    assert [(first.first, first.last), (second.first, second.last)] == [(2, 4), (5, 7)]


def test_a_full_stop_within_a_token_does_not_cut_its_name(recognizer: Recognizer) -> None:
    names = recognizer.names(["Kilpailun", "järjesti", "Karkkilan", "Rasti", "ry.", "syksyllä", "."])
    assert [(name.first, name.last) for name in names if name.label == "ORG"] == [(2, 5)]


def test_tokens_of_every_kind(recognizer: Recognizer) -> None:
    assert recognizer.names([]) == []
    assert recognizer.names(["\n\n", "  "]) == []
    odd = ["👩‍🏫", "\u0301", "\ufffd", "a\u200bb", "'" * 50, "x" * 100_000, "http://" + "a/" * 500, "_"]
    for token in odd:
        encoded = recognizer._encoder.encode([token])
        assert 3 <= len(encoded.pieces) <= LONGEST_TOKEN + 2
    names = recognizer.names([*odd, *TEXT])
    assert ("PERSON", len(odd) + 1, len(odd) + 3) in [(n.label, n.first, n.last) for n in names]


def test_names_begin_and_end_where_tokens_do(recognizer: Recognizer) -> None:
    """The corpus parts words at every mark; within a token a name is none, a whole token in parts is one."""
    assert [(name.first, name.last, name.label) for name in recognizer.names(SECOND)] == [(1, 2, "ORG")]
    apart = [*FIRST[:5], "-", "kokouksessa", "."]
    within = [*FIRST[:4], "Lohjalla-kokouksessa", "."]
    assert [name.last for name in recognizer.names(apart)] == [3, 5]
    assert [name.last for name in recognizer.names(within)] == [3]


def test_nothing_is_cut_off(recognizer: Recognizer) -> None:
    filler = ["Sää", "oli", "viikolla", "vaihteleva", "ja", "satoi", "vähän", "."] * 200
    tokens = [*filler, *TEXT]
    names = recognizer.names(tokens)
    shift = len(filler)
    assert ("PERSON", shift + 1, shift + 3) in [(name.label, name.first, name.last) for name in names]


def test_same_input_same_output_in_any_company(recognizer: Recognizer) -> None:
    first = recognizer.names(TEXT)
    assert first
    recognizer.names(["Aivan", "toinen", "teksti", "Helsingistä", "."] * 40)
    assert recognizer.names(TEXT) == first
    recognizer.forget()
    assert recognizer.names(TEXT) == first


def test_threads_change_nothing(recognizer: Recognizer, model: Path) -> None:
    assert Recognizer(model, threads=1).names(TEXT * 20) == recognizer.names(TEXT * 20)


def test_sentences_are_read_in_their_context_and_kept_apart(recognizer: Recognizer) -> None:
    cut = len(FIRST)
    first, second = recognizer.names_in_sentences([FIRST, SECOND])
    together = recognizer.names(TEXT)
    assert first == [name for name in together if name.last <= cut]
    assert [n.label for n in second] == [n.label for n in together if n.first >= cut]
    assert all(0 <= name.first < name.last <= len(SECOND) for name in second)


def test_scores_are_probabilities(recognizer: Recognizer) -> None:
    assert all(0 < name.score < 1 for name in recognizer.names(TEXT))


def test_a_name_is_as_sure_as_its_least_sure_tag_and_its_end() -> None:
    """Tags O, B-GPE, I-GPE, B-ORG, I-ORG; a name of the first two tokens, and one of the third."""
    probabilities = np.array(
        [
            [0.05, 0.90, 0.01, 0.03, 0.01],
            [0.10, 0.08, 0.80, 0.01, 0.01],
            [0.10, 0.05, 0.05, 0.70, 0.10],
            [0.35, 0.01, 0.02, 0.02, 0.60],
        ]
    )
    scores, chosen = np.log(probabilities).astype(np.float32), [1, 2, 3, 0]
    assert _raw_score(scores, chosen, 0, 2) == pytest.approx(0.8)
    assert _raw_score(scores, chosen, 0, 1) == pytest.approx(1 - 0.8)  # it would go on
    assert _raw_score(scores, chosen, 2, 3) == pytest.approx(1 - 0.6)
    assert _raw_score(scores[:3], chosen[:3], 2, 3) == pytest.approx(0.7)  # nothing comes after it
    assert _raw_score(scores[:, [0, 1, 4, 3, 2]], chosen, 2, 3) == pytest.approx(0.7)


@pytest.fixture
def copy(model: Path, tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "malli"
    shutil.copytree(model, folder)
    yield folder
    shutil.rmtree(folder)


@pytest.mark.parametrize("name", [MANIFEST, NETWORK, PIECES, VECTORS])
def test_missing_file(copy: Path, name: str) -> None:
    (copy / name).unlink()
    with pytest.raises(RecognizerError, match=name):
        Recognizer(copy)


@pytest.mark.parametrize("name", [MANIFEST, NETWORK, PIECES, VECTORS])
def test_damaged_file(copy: Path, name: str) -> None:
    content = (copy / name).read_bytes()
    for damaged in (content[: len(content) // 2], b"", content[:-1] + bytes([content[-1] ^ 1]) * 2):
        (copy / name).write_bytes(damaged)
        with pytest.raises(RecognizerError, match=f"{name}: is damaged"):
            Recognizer(copy)


def test_model_of_another_version(copy: Path) -> None:
    manifest = json.loads((copy / MANIFEST).read_text("utf-8"))
    (copy / MANIFEST).write_text(json.dumps({**manifest, "format": 99}), "utf-8")
    with pytest.raises(RecognizerError, match=r"format 99; this version reads 1"):
        Recognizer(copy)


def test_scores_are_calibrated(copy: Path, recognizer: Recognizer) -> None:
    tokens = [*TEXT, "Nokia", "Sukat", "Oy", "osti", "Salon", "Pojat", "."]
    manifest = json.loads((copy / MANIFEST).read_text("utf-8"))
    (copy / MANIFEST).write_text(json.dumps({**manifest, "calibration": [1, 0]}), "utf-8")
    raw = [name.score for name in Recognizer(copy).names(tokens)]
    assert all(score < 1 for score in raw)  # however sure the model is
    odds = [math.log(score / (1 - score)) for score in raw]
    slope, intercept = recognizer.manifest.calibration
    scores = [name.score for name in recognizer.names(tokens)]
    expected = [1 / (1 + math.exp(-(slope * each + intercept))) for each in odds]
    assert len(scores) >= 4
    assert scores == pytest.approx(expected, abs=0.002)
    # The packaged model's calibration changes something.
    assert max(abs(one - other) for one, other in zip(raw, scores, strict=True)) > 0.002


def test_a_name_is_called_by_its_models_name_or_folder(copy: Path, recognizer: Recognizer) -> None:
    assert recognizer.name == "luksia_ner luksia-fi"
    manifest = json.loads((copy / MANIFEST).read_text("utf-8"))
    (copy / MANIFEST).write_text(json.dumps({**manifest, "origin": {}}), "utf-8")
    assert Recognizer(copy).name == f"luksia_ner {copy}"


def test_damage_to_another_model_says_what_helps(copy: Path) -> None:
    (copy / NETWORK).unlink()
    with pytest.raises(RecognizerError, match="give the folder that training wrote"):
        Recognizer(copy)


def test_damage_to_the_packaged_model_says_what_helps(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("recognizer", "manifest"):
        monkeypatch.setattr(f"luksia_nlp.recognizer.{module}.packaged_model", lambda: copy)
    (copy / NETWORK).unlink()
    with pytest.raises(RecognizerError, match=r"network\.onnx: is missing .* install luksia_nlp again"):
        Recognizer()


def test_the_packaged_model_is_small(model: Path) -> None:
    assert sum(file.stat().st_size for file in model.iterdir()) < 40_000_000


def test_no_model_at_all(tmp_path: Path) -> None:
    with pytest.raises(RecognizerError, match="no recognizer's model here"):
        Recognizer(tmp_path)
