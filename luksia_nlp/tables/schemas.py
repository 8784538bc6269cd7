"""What each table looks like: one schema per table, the same for every engine and every input."""

from __future__ import annotations

from collections.abc import Mapping

from luksia_nlp.names.positions import CREDITS as CREDITS
from luksia_nlp.records import Kind
from luksia_nlp.tables.columns import ARTICLE_ID, END, ENTITY, SENTENCE_ID, START, Column, Schema

SCHEMAS: Mapping[str, Schema] = {
    schema.name: schema
    for schema in (
        Schema(
            "articles",
            "article",
            (
                ARTICLE_ID,
                Column("title", "text", "Headline, without marks.", optional=True),
                Column(
                    "published",
                    "time",
                    "Date or time of publication, as given, time zone dropped.",
                    optional=True,
                ),
                Column("source", "text", "Path or publication it came from.", optional=True),
                Column("n_sentences", "integer", "Number of sentences."),
                Column("n_tokens", "integer", "Number of tokens: words and punctuation marks."),
                Column("n_characters", "integer", "Length of the full text in characters."),
                Column("full_text", "text", "The text that was analysed; every offset points into it."),
                Column(
                    "notes",
                    "text",
                    "What was odd in reading it, such as another encoding than UTF-8 or a date that is none.",
                    optional=True,
                ),
                Column(
                    "duplicate_of",
                    "text",
                    "Identifier of the first article that it repeats, exactly or nearly; missing if none.",
                    optional=True,
                ),
            ),
            ("article_id",),
        ),
        Schema(
            "sentences",
            "sentence",
            (
                ARTICLE_ID,
                SENTENCE_ID,
                START,
                END,
                Column("text", "text", "The sentence as it stands."),
                Column(
                    "base_forms",
                    "text",
                    "Its words in base form, in order, in small letters, with a space between; marks left "
                    "out. A compound is one word.",
                ),
            ),
            ("article_id", "sentence_id"),
        ),
        Schema(
            "mentions",
            "name in the text",
            (
                ARTICLE_ID,
                SENTENCE_ID,
                START,
                END,
                Column("text", "text", "The name as it stands in the text."),
                Column("label", "text", "The engine's fine label, such as `GPE`."),
                Column("kind", "text", "`person`, `organisation`, `place` or `other`."),
                Column("base_form", "text", "The mention in base form."),
                Column("entity_id", "text", "The entity that it names; in the table of its kind."),
                Column("name", "text", "The entity's canonical name, in base form."),
                Column(
                    "score",
                    "number",
                    "The engine's score, 0 to 1; missing where it gives none.",
                    optional=True,
                ),
                Column("base_form_rule", "text", "How the base form was found: `lexicon`, `guesser`, ..."),
                Column(
                    "kind_rule",
                    "text",
                    "What the kind rests on: the engine's `label`, the name's words, its article, an alias.",
                ),
                Column(
                    "position",
                    "text",
                    "Where it stands: `title`, `lead`, `body`, `caption`, `credit`, `contact` or `link`.",
                ),
                Column("joined_by", "text", "Why it belongs to its entity: `name`, `surname`, ..."),
                Column(
                    "joined_in",
                    "integer",
                    "In how many articles the text itself joins this name with the entity: explains an "
                    "abbreviation, says *eli*, has a short name beside its long one; 0 where none does.",
                ),
                Column("role", "text", "Of a person: what the text beside the name says.", optional=True),
                Column("organisation", "text", "Of a person: whose, in base form.", optional=True),
                Column("full_name", "text", "Of an organisation: its long form beside it.", optional=True),
                Column(
                    "municipality",
                    "text",
                    "Of a place: the Finnish municipality that the words beside it put it in.",
                    optional=True,
                ),
            ),
            ("article_id", "start", "end"),
        ),
        Schema(
            "people",
            "person over all articles",
            (
                *ENTITY,
                Column("role", "text", "What the person most often is said to be or do.", optional=True),
                Column(
                    "organisation",
                    "text",
                    "Whose, most often: the organisation's canonical name; as in the text where no table has "
                    "it.",
                    optional=True,
                ),
                Column("organisation_entity_id", "text", "That organisation in its table.", optional=True),
            ),
            ("entity_id",),
        ),
        Schema(
            "organisations",
            "organisation over all articles",
            (
                *ENTITY,
                Column(
                    "type", "text", "Such as `school`, `municipality`, `company`, by its name.", optional=True
                ),
            ),
            ("entity_id",),
        ),
        Schema(
            "places",
            "place over all articles",
            (
                *ENTITY,
                Column(
                    "place_type",
                    "text",
                    "`municipality`, `town`, `locality`, `region`, `country`, `continent` or `area`.",
                    optional=True,
                ),
                Column(
                    "municipality", "text", "The Finnish municipality that it is or lies in.", optional=True
                ),
                Column(
                    "region", "text", "The Finnish region (maakunta) that it is or lies in.", optional=True
                ),
                Column("country", "text", "Country, as ISO 3166-1 alpha-2 writes it (`FI`).", optional=True),
                Column("latitude", "number", "Degrees north, WGS 84.", optional=True),
                Column("longitude", "number", "Degrees east, WGS 84.", optional=True),
                Column(
                    "score", "number", "How surely this place of the name is meant, 0 to 1.", optional=True
                ),
                Column("source", "text", "Where the place's data come from.", optional=True),
            ),
            ("entity_id",),
        ),
        Schema(
            "quotes",
            "piece of what somebody said",
            (
                ARTICLE_ID,
                SENTENCE_ID,
                Column("quote_id", "text", "Identifier: its article's, `:` and its number there, from 0."),
                Column(
                    "kind",
                    "text",
                    "`direct`: the words themselves; `indirect`: what was said, in the writer's words.",
                ),
                START,
                END,
                Column("text", "text", "What was said, as it stands, without marks and who says it."),
                Column("continues", "text", "The quote that it carries on; missing if none.", optional=True),
                Column("cue", "text", "What tells of it, as it stands: *sanoo*, *mukaan*.", optional=True),
                Column("cue_start", "integer", "Index of the first character of the cue.", optional=True),
                Column("cue_end", "integer", "Index after the last character of the cue.", optional=True),
                Column("cue_base_form", "text", "The cue in base form.", optional=True),
                Column("speaker", "text", "Canonical name of who speaks; missing if unknown.", optional=True),
                Column("speaker_entity_id", "text", "That entity; mentioned in the article.", optional=True),
                Column("speaker_text", "text", "Who speaks, as it stands: *rehtori*, *hän*.", optional=True),
                Column("speaker_start", "integer", "Where `speaker_text` begins, as `start`.", optional=True),
                Column("score", "number", "How surely all of this is right, 0 to 1."),
                Column("rule", "text", "How the words and, after a comma, their speaker were found."),
            ),
            ("quote_id",),
        ),
        Schema(
            "themes",
            "theme hit",
            (
                ARTICLE_ID,
                SENTENCE_ID,
                Column("theme", "text", "The theme's identifier."),
                START,
                END,
                Column("text", "text", "The words as they stand in the text; the sentence for `similarity`."),
                Column("lemma", "text", "The words in base form; empty for `similarity`."),
                Column(
                    "evidence",
                    "text",
                    "What found it: `term`, `derivation`, `compound`, `pattern` or `similarity`.",
                ),
                Column("matched", "text", "The term or sentence of the theme's definition that it is like."),
                Column("score", "number", "How surely the theme is meant, 0 to 1; 0 if it is not counted."),
                Column(
                    "not_counted",
                    "text",
                    "Why it does not count: `negated`, `against`, `excluded`, `other sense`; else missing.",
                    optional=True,
                ),
                Column(
                    "direction",
                    "text",
                    "`for` the theme, or `against` it: it is denied, lacking or lost; missing if neither.",
                    optional=True,
                ),
                Column(
                    "excluded_by",
                    "text",
                    "The words of the theme's definition that exclude it; missing if none do.",
                    optional=True,
                ),
            ),
            ("article_id", "theme", "start"),
        ),
        Schema(
            "article_themes",
            "article and theme",
            (
                ARTICLE_ID,
                Column("theme", "text", "The theme's identifier."),
                Column("n_hits", "integer", "Number of hits of the theme in the article that count."),
                Column("n_by_similarity", "integer", "How many of these were found by similarity."),
                Column("score", "number", "How surely the theme shows in the article, 0 to 1."),
                Column("present", "truth", "Whether the score reaches the settings' `theme_threshold`."),
                Column(
                    "embedder",
                    "text",
                    "What the sentences were compared by; missing where only words were.",
                    optional=True,
                ),
            ),
            ("article_id", "theme"),
        ),
        Schema(
            "failures",
            "article that could not be analysed",
            (
                ARTICLE_ID,
                Column("source", "text", "Path or publication it came from.", optional=True),
                Column(
                    "stage", "text", "Where it failed: `read`, `check`, `engine`, `language` or `analysis`."
                ),
                Column("error", "text", "Name of the error."),
                Column("message", "text", "What was wrong and what would be right."),
            ),
            (),
        ),
    )
}
# The tables of entities, and the kind that each is of.
ENTITY_TABLES: Mapping[str, Kind] = {"people": "person", "organisations": "organisation", "places": "place"}
