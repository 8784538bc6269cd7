"""Where shards end, what an archive knows, and what is put aside for later."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from luksia_nlp import Article, Failure, SettingsError
from luksia_nlp.archive.cutting import Reading, SourceChanged, cut, put_on_disk
from luksia_nlp.archive.known import Known, State
from luksia_nlp.archive.records_on_disk import Item, item_of, read_contents
from luksia_nlp.archive.shards import Shard, shards_of
from luksia_nlp.archive.shares import Share


def _cut(articles: list[Article | Failure], known: Known, first: int = 1) -> dict[int, list[str]]:
    shards: dict[int, list[str]] = {}

    def put(number: int, items: list[Item]) -> None:
        shards[number] = [item.key for item in items]

    reading = Reading()
    assert list(cut(articles, known, reading, put, first, 50)) == list(shards)
    assert reading.is_complete
    assert reading.n_read == len(articles)
    return shards


_ARTICLES = st.lists(st.text("abc ", min_size=1, max_size=40), min_size=1, max_size=30).map(
    lambda texts: [Article(text, f"{place}") for place, text in enumerate(texts)]
)


@given(_ARTICLES)
def test_shards_hold_everything_once_in_order(articles: list[Article | Failure]) -> None:
    shards = _cut(articles, Known([]))
    assert [key for keys in shards.values() for key in keys] == [item_of(one).key for one in articles]
    lengths = {item_of(one).key: len(one.text) for one in articles if isinstance(one, Article)}
    sizes = [sum(lengths[key] for key in keys) for keys in shards.values()]
    assert all(size >= 50 for size in sizes[:-1])


@settings(max_examples=25, deadline=None)
@given(_ARTICLES, st.integers(0, 30))
def test_a_later_run_cuts_what_is_new_alone(
    tmp_path_factory: pytest.TempPathFactory, articles: list[Article | Failure], old: int
) -> None:
    folder = tmp_path_factory.mktemp("arkisto")
    for _ in cut(
        articles[:old], Known([]), Reading(), lambda number, items: put_on_disk(folder, number, items), 1, 50
    ):
        pass
    shards = shards_of(folder)
    later = _cut(articles, Known(shards), len(shards) + 1)
    assert [key for keys in later.values() for key in keys] == [item_of(one).key for one in articles[old:]]
    assert all(number > len(shards) for number in later)


def test_what_is_known(tmp_path: Path) -> None:
    first, failure = (
        Article("Lohja", "a", source="x.txt"),
        Failure("b", "y.txt", "read", "ArticleError", "rikki"),
    )
    put_on_disk(tmp_path, 1, [item_of(first), item_of(failure)])
    put_on_disk(tmp_path, 2, [item_of(Article("Vihti", "a"))])
    known = Known(shards_of(tmp_path))
    assert known.state(item_of(Article("Vihti", "a"))) is State.SAME  # the last counts
    assert known.state(item_of(first)) is State.CHANGED
    assert known.state(item_of(Article("Lohja", "uusi"))) is State.NEW
    assert len(known.unseen()) == 1
    assert known.state(item_of(failure)) is State.SAME
    assert not known.unseen()
    assert known.shard_number("aa") == 2
    assert known.has_repeats


def test_contents_come_back_as_they_were(tmp_path: Path) -> None:
    from datetime import UTC, date, datetime

    contents: list[Article | Failure] = [
        Article(
            "Teksti",
            "1",
            "Otsikko",
            date(2026, 3, 5),
            "a.txt",
            {"osasto": "koulu", "n": 3, "x": 1.5, "t": True},
            ("huomio",),
        ),
        Article("Teksti", "2", published=datetime(2026, 3, 5, 14, 30, tzinfo=UTC)),
        Failure("3", None, "read", "ArticleError", "rikki"),
    ]
    put_on_disk(tmp_path, 1, [item_of(one) for one in contents])
    assert Shard(tmp_path, 1).contents() == contents
    assert read_contents(tmp_path / "shards" / "000001" / "input.parquet") == contents


def test_a_shard_of_other_articles_is_no_shard_of_these(tmp_path: Path) -> None:
    items = [item_of(Article("Lohja", "a"))]
    put_on_disk(tmp_path, 1, items)
    put_on_disk(tmp_path, 1, items)
    with pytest.raises(SourceChanged):
        put_on_disk(tmp_path, 1, [item_of(Article("Vihti", "a"))])


@given(st.integers(1, 20), st.integers(1, 200))
def test_each_shard_is_of_one_share(of: int, number: int) -> None:
    assert sum(Share(share, of).has(number) for share in range(1, of + 1)) == 1


@pytest.mark.parametrize("text", ["", "1", "0/3", "4/3", "a/b", "1/0", "-1/3"])
def test_what_is_no_share(text: str) -> None:
    with pytest.raises(SettingsError, match="must be I/N"):
        Share.parsed(text)
