"""The public names and the tables' columns are a contract: a change here is a change for every user."""

from __future__ import annotations

import luksia_nlp
from luksia_nlp.tables.schemas import SCHEMAS


def test_public_names() -> None:
    assert luksia_nlp.__all__ == [
        "Analysis", "Analyzer", "Archive", "Article", "ArticleError", "EngineError", "EntityError", "Failure",
        "LuksiaError", "LuksiaWarning", "OutputError", "RunReport", "Settings", "SettingsError",
        "SourceError", "TableError", "Where", "analyze", "check_themes", "compare", "load_themes",
        "open_archive", "read_articles", "run_archive", "suggest_themes", "teach_themes",
    ]  # fmt: skip
    for name in luksia_nlp.__all__:
        assert getattr(luksia_nlp, name).__name__ == name


def test_columns() -> None:
    entity = "entity_id name n_mentions n_articles n_credits first_published last_published aliases"
    mention = "article_id sentence_id start end text label kind base_form entity_id name score"
    evidence = "base_form_rule kind_rule position joined_by joined_in"
    place = "place_type municipality region country latitude longitude score source"
    expected = {
        "articles": "article_id title published source n_sentences n_tokens n_characters full_text notes "
        "duplicate_of",
        "sentences": "article_id sentence_id start end text base_forms",
        "mentions": f"{mention} {evidence} role organisation full_name municipality",
        "people": f"{entity} role organisation organisation_entity_id",
        "organisations": f"{entity} type",
        "places": f"{entity} {place}",
        "quotes": "article_id sentence_id quote_id kind start end text continues cue cue_start cue_end "
        "cue_base_form speaker speaker_entity_id speaker_text speaker_start score rule",
        "themes": "article_id sentence_id theme start end text lemma evidence matched score not_counted "
        "direction excluded_by",
        "article_themes": "article_id theme n_hits n_by_similarity score present embedder",
        "failures": "article_id source stage error message",
    }
    assert {name: [c.name for c in schema.columns] for name, schema in SCHEMAS.items()} == {
        name: columns.split() for name, columns in expected.items()
    }


def test_analysis_has_a_property_for_each_table() -> None:
    for name in SCHEMAS:
        assert isinstance(getattr(luksia_nlp.Analysis, name), property)
