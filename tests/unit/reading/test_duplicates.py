"""Repetitions: light edits are found, other articles on the same matter are not."""

from __future__ import annotations

import random
import time
from itertools import combinations

import numpy as np
import pytest

from luksia_nlp import Analyzer, Article, read_articles
from luksia_nlp.reading.duplicates import exact, first_of, repeated, signature
from tests.conftest import ARTICLES

TEXTS = [article.full_text for article in read_articles(ARTICLES) if isinstance(article, Article)]
BOILERPLATE = (
    "\n\nLue lisää aiheesta. Tilaa uutiskirje ja seuraa meitä somessa. Kaikki oikeudet pidätetään. "
    "Toimituksen yhteystiedot löydät sivun alalaidasta, ja palautetta voit antaa verkkolomakkeella."
)


def _repeats(*texts: str) -> list[int]:
    return list(first_of(list(map(signature, texts)), list(map(exact, texts))))


def _edits(text: str) -> dict[str, str]:
    head, *body = text.split("\n\n")
    words = text.split(" ")
    words[len(words) // 2] = "oikaistu"
    return {
        "headline": "\n\n".join(["Aivan toinen otsikko tälle jutulle", *body]),
        "word": " ".join(words),
        "shorter": "\n\n".join([head, *body[:-1]]),
        "dateline": f"LOHJA 12.3.2024 (STT) {text}",
        "boilerplate": text + BOILERPLATE,
        "capitals": text.upper(),
        "spaces": text.replace(" ", "  "),
    }


@pytest.mark.parametrize("edit", _edits(TEXTS[0]))
def test_light_edits_repeat(edit: str) -> None:
    edited = [_edits(text)[edit] for text in TEXTS]
    count = len(TEXTS)
    assert _repeats(*TEXTS, *edited) == [-1] * count + list(range(count))


def test_other_articles_do_not_repeat() -> None:
    assert set(_repeats(*TEXTS)) == {-1}
    assert set(_repeats(*(text + BOILERPLATE for text in TEXTS))) == {-1}


def test_short_texts_repeat_only_exactly() -> None:
    first = "Sää: huomenna sataa Lohjalla ja lämpötila on viisi astetta."
    assert _repeats(first, first.replace("viisi", "kuusi"), first.upper()) == [-1, -1, 0]
    assert not any(signature(first))
    assert _repeats("!", "?", "!") == [-1, -1, 0]


def test_chains_lead_to_the_first() -> None:
    words = TEXTS[0].split(" ")
    chain = [" ".join(words)]
    for place in range(10, 100, 15):
        words[place : place + 3] = ["oikaistu", "moneen", "kertaan"]
        chain.append(" ".join(words))
    assert _repeats(TEXTS[1], *chain, TEXTS[1]) == [-1, -1, *[1] * (len(chain) - 1), 0]


def test_an_exact_repetition_of_a_near_one_leads_to_the_first() -> None:
    near = _edits(TEXTS[0])["word"]
    assert _repeats(TEXTS[0], near, near.upper(), TEXTS[0]) == [-1, 0, 0, 0]


def test_nothing_repeats_nothing() -> None:
    assert _repeats() == []
    assert repeated([], []) == []


def test_a_signature_is_for_years() -> None:
    # Stored signatures are compared with new ones: this must never change.
    assert signature("Lohjan kaupunki avasi uuden koulun Virkkalaan. " * 6)[:8].hex() == "16fceda426d11571"


def test_the_share_of_equal_numbers_is_that_of_equal_triples() -> None:
    generator = random.Random(3)
    words = [f"sana{number}" for number in range(5_000)]

    def triples(text: list[str]) -> set[tuple[str, ...]]:
        return {tuple(text[place : place + 3]) for place in range(len(text) - 2)}

    errors = []
    for kept in (0.5, 0.8, 0.95):
        for _ in range(30):
            one = generator.choices(words, k=200)
            other = [word if generator.random() < kept else "muu" for word in one]
            true = len(triples(one) & triples(other)) / len(triples(one) | triples(other))
            rows = [np.frombuffer(signature(" ".join(text)), "<u2") for text in (one, other)]
            errors.append(float((rows[0] == rows[1]).mean()) - true)
    assert abs(np.mean(errors)) < 0.02
    assert np.std(errors) < 0.07


def test_many_articles_take_seconds() -> None:
    generator = np.random.default_rng(5)
    signatures = generator.integers(1, 2**16, (100_000, 64), dtype=np.uint16)
    signatures[50_000:60_000] = signatures[:10_000]
    signatures[50_000:60_000, ::4] = 0  # the same but for a quarter, in each band
    signatures[60_000:70_000] = signatures[:10_000]
    signatures[60_000:70_000, :20] = 0
    signatures[70_000:80_000] = signatures[7]
    exacts = [number.to_bytes(16, "big") for number in range(100_000)]
    started = time.process_time()
    first = first_of(signatures, exacts)
    assert time.process_time() - started < 10
    assert first[60_000:70_000].tolist() == list(range(10_000))
    assert set(first[70_000:80_000].tolist()) == {7}
    assert (first[50_000:60_000] == -1).all()  # which bands cannot find
    assert first_of(list(map(bytes, signatures[:10])), exacts[:10]).tolist() == [-1] * 10


def test_pairs_of_other_articles_are_far_from_the_threshold() -> None:
    rows = [np.frombuffer(signature(text + BOILERPLATE), "<u2") for text in TEXTS]
    assert max(float((one == other).mean()) for one, other in combinations(rows, 2)) < 0.3


def test_articles_say_what_they_repeat(analyzer: Analyzer) -> None:
    analysis = analyzer.analyze({"a": "Lohjalla satoi.", "b": "Vihdissä paistoi.", "c": "Lohjalla  satoi."})
    found = analysis.articles.set_index("article_id")["duplicate_of"]
    assert found["c"] == "a"
    assert found[["a", "b"]].isna().all()
    assert found.dtype == "str"
