"""Weak examples and contradictions of a theme file, by the packaged embedder."""

from __future__ import annotations

from dataclasses import replace

import pytest

from luksia_nlp.similarity import Embedder, load_embedder
from luksia_nlp.similarity.background import background
from luksia_nlp.themes.definitions import Theme
from luksia_nlp.themes.judges import judge_of
from luksia_nlp.themes.weaknesses import contradictions, weak_examples

ROADS = (
    "Siltaa korjataan, ja liikenne ohjataan kiertotielle.",
    "Tie on poikki kolme viikkoa, ja autoilijat kiertävät kylän kautta.",
    "Uusi asfaltti saadaan tielle ennen talvea.",
)
ODD = "Kissanpentu nukkui koko iltapäivän nojatuolissa."
SEA = ("Purjehtijat lähtivät aamulla avomerelle.", "Kalastaja nosti verkot merestä.")
REASONS = {
    "both": "is a counterexample, too",
    "two": "is an example of both themes",
    "nearer": "is nearer to a counterexample than to any other example",
}


@pytest.fixture(scope="module")
def embedder() -> Embedder:
    found = load_embedder()
    assert found is not None
    return found


def test_an_example_is_scored_by_a_file_without_it(embedder: Embedder) -> None:
    tie = Theme("tie", "Tie", examples=(*ROADS, ODD), threshold=0.9)
    weak = weak_examples([tie, Theme("meri", "Meri", terms=("meri",))], embedder)
    by_sentence = dict(zip(weak["sentence"], weak["score"], strict=True))
    for sentence in tie.examples:
        rest = replace(tie, examples=tuple(text for text in tie.examples if text != sentence))
        score = judge_of([rest], embedder).similarities([sentence])[0]["tie"].score
        assert by_sentence.get(sentence) == (score if score < 0.9 else None)
    assert weak["sentence"].iloc[0] == ODD  # the weakest first
    assert weak["score"].is_monotonic_increasing
    assert set(weak["threshold"]) == {0.9}


def test_an_example_that_the_others_find_is_not_weak(embedder: Embedder) -> None:
    like = "Silta korjataan kesällä, joten liikenne ohjataan kiertotielle."
    weak = set(weak_examples([Theme("tie", "Tie", examples=(*ROADS, ODD, like))], embedder)["sentence"])
    assert ODD in weak
    assert weak.isdisjoint({ROADS[0], like})


def test_a_copy_of_an_example_does_not_speak_for_it(embedder: Embedder) -> None:
    copied = Theme("tie", "Tie", examples=(*ROADS, ODD, f" {ODD.upper()}"))
    assert set(weak_examples([copied], embedder)["sentence"]) >= {ODD, f" {ODD.upper()}"}


def test_an_only_example_cannot_be_scored(embedder: Embedder) -> None:
    assert weak_examples([Theme("tie", "Tie", examples=(ODD,))], embedder).empty
    assert weak_examples([], embedder).empty


def test_no_more_than_a_sitting_is_shown(embedder: Embedder) -> None:
    themes = [Theme("muu", "Muu", examples=tuple(background()[:14]), threshold=1.0)]
    themes.append(Theme("meri", "Meri", examples=SEA, threshold=1.0))
    assert weak_examples(themes, embedder)["theme"].to_list() == ["muu"] * 10 + ["meri"] * 2


def test_the_same_sentence_as_example_and_counterexample(embedder: Embedder) -> None:
    theme = Theme("tie", "Tie", examples=ROADS, counterexamples=(ODD, f"{ROADS[1].upper()} "))
    found = contradictions([theme], embedder)
    [row] = found[found["reason"] == REASONS["both"]].to_dict("records")
    assert (row["theme"], row["sentence"], row["other_theme"]) == ("tie", ROADS[1], None)
    assert (row["other_key"], row["other_sentence"]) == ("counterexamples", f"{ROADS[1].upper()} ")
    # A sentence's own copy is not said to be nearer to it as well.
    assert set(found["reason"]) == {REASONS["both"]}


def test_the_same_sentence_as_example_of_two_themes(embedder: Embedder) -> None:
    themes = [
        Theme("tie", "Tie", examples=ROADS),
        Theme("meri", "Meri", examples=(*SEA, ROADS[0].replace(" ", "  "))),
        Theme("muu", "Muu", counterexamples=ROADS, terms=("muu",)),  # of another theme: no contradiction
    ]
    found = contradictions(themes, embedder)
    assert found[["theme", "sentence", "other_theme", "other_key", "reason"]].values.tolist() == [
        ["tie", ROADS[0], "meri", "examples", REASONS["two"]]
    ]


def test_an_example_nearer_to_a_counterexample(embedder: Embedder) -> None:
    counter = ("Kissa nukkui nojatuolissa koko aamupäivän.", "Valtuusto kokoontuu maanantaina.")
    found = contradictions([Theme("tie", "Tie", examples=(*ROADS, ODD), counterexamples=counter)], embedder)
    assert found[["sentence", "other_sentence", "reason"]].values.tolist() == [
        [ODD, counter[0], REASONS["nearer"]]
    ]
    # An example alone has no other that could lie nearer.
    assert contradictions([Theme("tie", "Tie", examples=(ODD,), counterexamples=counter)], embedder).empty


def test_without_an_embedder_nothing_is_told() -> None:
    theme = Theme("tie", "Tie", examples=ROADS, counterexamples=ROADS)
    assert weak_examples([theme], None).columns.to_list() == ["theme", "score", "threshold", "sentence"]
    assert weak_examples([theme], None).empty
    assert contradictions([theme], None).empty
