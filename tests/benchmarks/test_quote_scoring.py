"""How quotes are judged, on pieces made by hand: every figure here is known beforehand."""

from __future__ import annotations

from typing import Any

import pytest

from tests.benchmarks.quote_samples import DIRECT, INDIRECT, TEXT, article, at, found_row, row, span, table
from tests.benchmarks.quote_scoring import (
    GoldArticle,
    Piece,
    figures,
    found_pieces,
    gold_article,
    judged,
    token_f1,
)

GOLD = article([at(DIRECT, "direct", "Maija Virtanen"), at(INDIRECT, "indirect", "Pekka Lahti")])


def test_what_is_gold_is_all_right() -> None:
    told = figures([judged(GOLD, GOLD.pieces)])
    right = {"precision": 1.0, "recall": 1.0, "f1": 1.0, "speaker_accuracy": 1.0, "joint_f1": 1.0}
    assert told == {"direct": right, "indirect": right, "token_f1": {"direct": 1.0, "indirect": 1.0}}


def test_nothing_found_is_all_missed() -> None:
    told = figures([judged(GOLD, [])])
    assert (told["direct"]["recall"], told["direct"]["f1"]) == (0.0, 0.0)
    assert told["indirect"]["speaker_accuracy"] is None
    assert told["token_f1"] == {"direct": 0.0, "indirect": 0.0}


@pytest.mark.parametrize(
    ("kind", "length", "is_same"),
    [
        ("direct", 80, True),
        ("direct", 79, False),
        ("direct", 125, True),
        ("direct", 126, False),
        ("indirect", 50, True),
        ("indirect", 49, False),
        ("indirect", 200, True),
        ("indirect", 201, False),
    ],
)
def test_how_much_must_be_shared(kind: str, length: int, is_same: bool) -> None:
    """Of a gold piece of 100 characters."""
    each = judged(GoldArticle("a", "x" * 300, [Piece(kind, 0, 100)]), [Piece(kind, 0, length)])
    assert bool(each.matches) is is_same
    assert bool(each.missed) is bool(each.wrong) is not is_same


def test_pieces_apart_share_nothing() -> None:
    assert Piece("direct", 0, 10).overlap(Piece("direct", 10, 20)) == 0.0
    assert Piece("direct", 0, 10).overlap(Piece("direct", 50, 60)) == 0.0
    assert Piece("direct", 0, 10).overlap(Piece("direct", 5, 20)) == 0.25


def test_the_other_kind_is_no_match() -> None:
    each = judged(GOLD, [at(DIRECT, "indirect", "Maija Virtanen")])
    assert not each.matches
    told = figures([each])
    assert told["indirect"]["precision"] == 0.0
    assert told["direct"]["recall"] == 0.0


def test_a_piece_is_found_once_by_the_nearest() -> None:
    near, far = Piece("indirect", 0, 95), Piece("indirect", 0, 60)
    gold = GoldArticle("a", "x" * 200, [Piece("indirect", 0, 100)])
    for found in ([near, far], [far, near]):
        each = judged(gold, found)
        assert each.matches == [(gold.pieces[0], near)]
        assert each.wrong == [far]


def test_one_piece_finds_one() -> None:
    """A found piece over two gold ones that share enough with it is one right and one missed."""
    gold = GoldArticle("a", "x" * 200, [Piece("indirect", 0, 50), Piece("indirect", 50, 100)])
    told = figures([judged(gold, [Piece("indirect", 0, 100)])])["indirect"]
    assert (told["precision"], told["recall"]) == (1.0, 0.5)


@pytest.mark.parametrize("kind", ["direct", "indirect"])
def test_optional_pieces_count_neither_way(kind: str) -> None:
    optional = article([], [at(INDIRECT, "indirect")])
    assert not judged(optional, []).missed
    assert not judged(optional, [at(INDIRECT, kind)]).wrong
    assert judged(optional, [at("lunta tulee", kind)]).wrong == []
    assert judged(optional, [at("lunta", kind)]).wrong == [at("lunta", kind)]


def test_a_true_piece_counts_though_an_optional_one_lies_there() -> None:
    both = article([at(INDIRECT, "indirect")], [at(INDIRECT, "direct")])
    assert len(judged(both, [at(INDIRECT, "indirect")]).matches) == 1


@pytest.mark.parametrize(
    ("gold", "found", "is_right"),
    [
        (("Maija Virtanen",), ("maija virtanen",), True),
        (("Maija Virtanen",), ("Virtanen",), False),
        (("Maija Virtanen",), (), False),
        ((), (), True),
        ((), ("Maija Virtanen",), False),
        (("Maija Virtanen", "Pekka Lahti"), ("Pekka Lahti",), True),
    ],
)
def test_speakers(gold: tuple[str, ...], found: tuple[str, ...], is_right: bool) -> None:
    told = figures([judged(article([at(DIRECT, "direct", *gold)]), [at(DIRECT, "direct", *found)])])["direct"]
    assert told["f1"] == 1.0
    assert told["speaker_accuracy"] == told["joint_f1"] == float(is_right)


def test_a_piece_counts_jointly_only_with_its_speaker() -> None:
    gold = article([at("Sade", "direct", "A"), at("viikon", "direct", "B"), at("lunta", "direct", "C")])
    found = [at("Sade", "direct", "A"), at("viikon", "direct", "X"), at("pian", "direct", "A")]
    told = figures([judged(gold, found)])["direct"]
    assert (told["precision"], told["recall"], told["f1"]) == (0.6667, 0.6667, 0.6667)
    assert (told["speaker_accuracy"], told["joint_f1"]) == (0.5, 0.3333)


def test_words_count_by_themselves() -> None:
    """Two of four words are a match of no pieces, but half of the words."""
    each = judged(article([at(DIRECT)]), [at("Sade jatkuu")])
    assert not each.matches
    assert token_f1([each], "direct") == 0.6667
    assert token_f1([each], "indirect") == 1.0


def test_words_of_optional_pieces_count_neither_way() -> None:
    gold = article([at("Sade jatkuu")], [at("vielä viikon")])
    assert token_f1([judged(gold, [at(DIRECT)])], "direct") == 1.0
    assert token_f1([judged(gold, [at(DIRECT)])], "indirect") == 1.0
    assert token_f1([judged(gold, [at("vielä viikon")])], "direct") == 0.0


def test_a_true_word_counts_though_an_optional_piece_lies_there() -> None:
    gold = article([at(DIRECT)], [at("vielä viikon")])
    assert token_f1([judged(gold, [at(DIRECT, "indirect")])], "indirect") == 0.0
    assert token_f1([judged(gold, [at(DIRECT)])], "direct") == 1.0


def test_gold_is_read() -> None:
    told = row(
        [span(DIRECT, speakers=["A", "B"]), span("viikon", part=2)],
        [span(INDIRECT, "indirect", "Pekka Lahti")],
        not_quotes=[{"text": "Sade", "start": TEXT.index("Sade"), "why": "term"}],
    )
    read = gold_article(told)
    assert read.pieces == [at(DIRECT, "direct", "A", "B"), at("viikon", first=False)]
    assert read.optional == [at(INDIRECT, "indirect", "Pekka Lahti")]
    assert read.not_quotes == [(2, 6, "term")]


def test_gold_of_another_file_or_place_is_an_error() -> None:
    with pytest.raises(ValueError, match="end_to_end"):
        gold_article({"id": "a", "text": TEXT, "quotes": []})
    with pytest.raises(ValueError, match="does not stand there"):
        gold_article(row([{**span(DIRECT), "start": 0}]))


def test_found_rows_are_read_in_the_order_of_the_text() -> None:
    found = found_pieces(
        table(
            found_row("viikon", 1, continues="a:0"),
            found_row("Sade", 0, speaker="Maija Virtanen", cue="sanoo", cue_start=43),
        )
    )
    told: dict[str, Any] = {"rule": "marks, name", "score": 0.7}
    assert found == {
        "a": [
            at("Sade", "direct", "Maija Virtanen", cue="sanoo", cue_start=43, **told),
            at("viikon", first=False, **told),
        ]
    }
    assert isinstance(found["a"][0].start, int)
    assert not found_pieces(table())
