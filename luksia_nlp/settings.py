"""Every option of the library, in one frozen place."""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

from luksia_nlp.errors import SettingsError
from luksia_nlp.resources import packaged

ENGINES = {
    "spacy": "luksia_nlp.engines.spacy:SpacyEngine",
    "stanza": "luksia_nlp.engines.stanza:StanzaEngine",
    "scripted": "luksia_nlp.engines.scripted:ScriptedEngine",
}
# Theme files that come with the library, by the name to give in place of a path.
PACKAGED_THEMES = {"luksia": "themes.toml", "news": "news_topics.toml"}
# Settings that are names, and what they may name.
_NAMES = {
    "model": "the name or the folder of a model",
    "recognizer": "'luksia', 'engine' or a model's folder",
    "similarity": "'e5', 'word-vectors', 'none' or the name of a sentence-transformers model",
}
# Settings that count characters or bytes.
_WHOLE = ("batch_characters", "largest_article", "largest_file", "largest_unpacked", "shard_characters")
# Settings that name a file of the user's own.
_FILES = {"themes": "a theme file", "aliases": "an aliases file"}


@dataclass(frozen=True)
class Settings:
    """What an analysis does and with what.

    Args:
        engine: The engine that reads the text: `"spacy"`, or `"stanza"` (the extra `stanza`).
        model: The engine's model, by its name or by the path of its folder; None for the engine's default.
            For spaCy: `spacy_fi_experimental_web_md` (the default, comes with luksia_nlp), `fi_core_news_sm`,
            `fi_core_news_md`, `fi_core_news_lg` or any other Finnish pipeline that is installed.
            For Stanza: a package of its installed Finnish models (`default`, `tdt`, `ftb`, ...), a folder of
            downloaded models, a package of one (`FOLDER/tdt`), or a folder of your own models.
        recognizer: What finds the names: `"luksia"`, our recognizer with the model that comes with it;
            the folder of another model for it (see the documentation on training one); or `"engine"`, the
            engine's own model.
        themes: A theme file (TOML); `"luksia"` or None for the packaged three themes of Luksia's strategy,
            `"news"` for general topics of news.
        similarity: What compares sentences: `"e5"`, the embedder that comes with the library;
            `"word-vectors"`, faster and less exact; `"none"`, so that themes are found by their words alone;
            or the name of a sentence-transformers model (the extra `sentence-transformers`).
        aliases: An aliases file (TOML) that corrects who is who: merges, splits, renames, or says what a name
            is (see `luksia_nlp.entities.aliases`); None for none.
        theme_threshold: The article score, from 0 to 1, from which a theme counts as present.
        finnish_threshold: The share of an article's words, from 0 to 1, that the Finnish lexicon must know
            for the article to be analysed; one below it becomes a row of `failures`. 0 analyses everything.
        columns: Which column of a table holds what, where its name does not say so:
            `{"text": "leipäteksti", "title": "otsikko"}`, or the same as one text, `"text=leipäteksti,
            title=otsikko"`.
        largest_article: The most characters that an article may have; a longer one becomes a row of
            `failures`.
        largest_file: The most bytes of a file, or of one within a packed file, that must be read as a whole.
        largest_unpacked: The most bytes that one packed file may unpack to.
        shard_characters: The characters of a shard of an archive, at least; those of a large one are larger.
        batch_characters: How many characters of text the engine takes at a time, at most.

    Raises:
        SettingsError: A value is of a wrong type or out of its range.

    Example:
        >>> Settings(theme_threshold=0.7).theme_threshold
        0.7
    """

    engine: str = "spacy"
    model: str | None = None
    recognizer: str = "luksia"
    themes: str | Path | None = None
    similarity: str = "e5"
    aliases: str | Path | None = None
    theme_threshold: float = 0.5
    finnish_threshold: float = 0.5
    batch_characters: int = 20_000
    columns: Mapping[str, str] | str | tuple[tuple[str, str], ...] = ()
    # A novel has half a million characters, a year of a local paper some ten million.
    largest_article: int = 2_000_000
    # A workbook or page of news has some hundred kilobytes; ten years of a paper as one text 100 MB.
    largest_file: int = 200_000_000
    # 1.5 million articles are some 4 GB of text.
    largest_unpacked: int = 20_000_000_000
    # Some 2,600 words: ten seconds of one processor's work, which is what a killed worker loses.
    shard_characters: int = 20_000

    def __new__(cls, *_: Any, **options: Any) -> Settings:
        """Refuse unknown options with the nearest known one, as a settings file's are."""
        _check_names(options)
        return super().__new__(cls)

    def __post_init__(self) -> None:
        """Check every value."""
        if self.engine not in ENGINES:
            raise SettingsError(f"engine = {self.engine!r} is unknown.{nearest(str(self.engine), ENGINES)}")
        for name, right in _NAMES.items():
            value = getattr(self, name)
            is_default = name == "model" and value is None
            if not is_default and (not isinstance(value, str) or not value):
                raise SettingsError(f"{name} = {value!r} must be {right}.")
        for name, what in _FILES.items():
            value = getattr(self, name)
            if value is not None and not isinstance(value, str | Path):
                raise SettingsError(f"{name} = {value!r} must be the path of {what}.")
        self._check_numbers()
        object.__setattr__(self, "columns", _columns(self.columns))  # hashable, whatever it was given as

    def _check_numbers(self) -> None:
        for name in ("theme_threshold", "finnish_threshold"):
            value = getattr(self, name)
            if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
                raise SettingsError(f"{name} = {value!r} must be a number from 0 to 1.")
        for name in _WHOLE:
            value = getattr(self, name)
            if isinstance(value, bool) or not isinstance(value, int) or value < 1:
                raise SettingsError(f"{name} = {value!r} must be a whole number, and at least 1.")

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> Settings:
        """Make settings from a mapping of option to value.

        Args:
            values: Options that differ from their defaults.

        Raises:
            SettingsError: An option is unknown (the message names the nearest one) or has a wrong value.

        Example:
            >>> Settings.from_dict({"modell": "x"})
            Traceback (most recent call last):
            luksia_nlp.errors.SettingsError: There is no setting 'modell'. Did you mean 'model'?
        """
        _check_names(values)
        return cls(**values)

    @classmethod
    def from_toml(cls, path: str | Path) -> Settings:
        """Read settings from a TOML file; options that it leaves out keep their defaults.

        A relative path in `themes` or `aliases` is taken from the settings file's own folder.

        Args:
            path: The file.

        Raises:
            SettingsError: The file cannot be read, is no TOML, or holds an unknown option or a wrong value.

        Example:
            >>> import tempfile
            >>> tiedosto = Path(tempfile.mkdtemp()) / "asetukset.toml"
            >>> _ = tiedosto.write_text('theme_threshold = 0.7', encoding="utf-8")
            >>> Settings.from_toml(tiedosto).theme_threshold
            0.7
        """
        values = read_toml(path)
        try:
            cls.from_dict(values)
        except SettingsError as error:
            raise SettingsError(f"{path}: {error}") from None
        folder = Path(path).parent  # a path that is absolute stays itself when joined
        own = [name for name in _FILES if name in values and values[name] not in PACKAGED_THEMES]
        return cls.from_dict(values | {name: str(folder / values[name]) for name in own})

    def with_engine(self, engine: str) -> Settings:
        """These settings with another engine.

        Args:
            engine: An engine's name, for its default model, or a name and a model: `"stanza=FOLDER"`. For
                the engine that the settings have already, its name alone keeps their model.

        Raises:
            SettingsError: There is no such engine.

        Example:
            >>> asetukset = Settings(recognizer="engine").with_engine("spacy=fi_core_news_lg")
            >>> asetukset.model, asetukset.recognizer
            ('fi_core_news_lg', 'engine')
        """
        name, _, model = engine.partition("=")
        kept = self.model if name == self.engine else None
        return replace(self, engine=name, model=model or kept)


def _columns(value: object) -> tuple[tuple[str, str], ...]:
    """Pairs of what a column holds and its name, from any way to write them."""
    pairs: object = value
    if isinstance(value, Mapping):
        pairs = tuple(value.items())
    elif isinstance(value, str):
        pairs = tuple(tuple(part.strip() for part in pair.split("=", 1)) for pair in value.split(",") if pair)
    found = tuple(pairs) if isinstance(pairs, tuple | list) else (pairs,)
    for pair in found:
        names = pair if isinstance(pair, tuple | list) else ()
        if len(names) != 2 or not all(isinstance(name, str) and name for name in names):
            raise SettingsError(f"columns = {value!r} must be such as 'text=leipäteksti,title=otsikko'.")
        _check_field(names[0], value)
    if twice := {field for field, _ in found if sum(field == other for other, _ in found) > 1}:
        raise SettingsError(f"columns = {value!r} names two columns for {sorted(twice)[0]!r}.")
    return tuple((field, column) for field, column in found)


def _check_field(field: str, value: object) -> None:
    """Refuse a field that no column can hold, such as `tekts`."""
    fields_of_columns: Mapping[str, list[str]] = packaged.toml("columns.toml")["fields"]
    known = {name.casefold() for names in fields_of_columns.values() for name in names}
    if field.casefold() not in known:
        near = nearest(field, fields_of_columns)
        raise SettingsError(f"columns = {value!r}: {field!r} is nothing that a column holds.{near}")


def checked_settings(settings: object) -> Settings:
    """Settings as they were given, the defaults for None.

    Args:
        settings: What a caller gave for settings.

    Raises:
        SettingsError: It is something else; the message says what would be right.
    """
    if settings is None:
        return Settings()
    if isinstance(settings, Settings):
        return settings
    remedies: dict[type, str] = {
        dict: "Settings(**options) or Settings.from_dict(options)",
        str: "Settings.from_toml(path), or a keyword such as Settings(engine='stanza')",
    }
    remedy = remedies.get(type(settings), "Settings(theme_threshold=0.7), for instance")
    raise SettingsError(f"settings must be a Settings, not {type(settings).__name__}: give {remedy}.")


def _check_names(options: Iterable[str]) -> None:
    known = [field.name for field in fields(Settings)]
    for key in options:
        if key not in known:
            raise SettingsError(f"There is no setting {key!r}.{nearest(str(key), known)}")


def read_toml(path: str | Path) -> dict[str, Any]:
    """Read a TOML file, with one clear error for everything that can be wrong with it.

    Args:
        path: The file, UTF-8.

    Raises:
        SettingsError: The file is not there, cannot be read, is not UTF-8 or not TOML.
    """
    return toml_of(read_text(path), path)


def read_text(path: str | Path) -> str:
    """The text of a file that settings name.

    Args:
        path: The file, UTF-8.

    Raises:
        SettingsError: The file is not there, cannot be read or is not UTF-8.
    """
    try:
        return Path(path).read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise SettingsError(f"{path}: there is no such file.") from None
    except OSError as error:
        raise SettingsError(f"{path}: cannot be read: {error.strerror or error}.") from error
    except UnicodeDecodeError as error:
        raise SettingsError(f"{path}: is not UTF-8 at byte {error.start}; save it as UTF-8.") from error


def toml_of(text: str, path: str | Path) -> dict[str, Any]:
    """The values of a TOML text.

    Args:
        text: The text.
        path: Its file, for messages.

    Raises:
        SettingsError: It is not TOML.
    """
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{path}: is not TOML: {error}.") from error


def nearest(key: str, known: Iterable[str]) -> str:
    """A sentence, with a space before it, that names the known key nearest to a wrong one, or all of them."""
    known = sorted(known)
    if close := difflib.get_close_matches(key, known, n=1):
        return f" Did you mean {close[0]!r}?"
    return f" There are: {', '.join(known)}."
