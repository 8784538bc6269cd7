"""The page of the Python API, from what signatures and docstrings say: `docs/generate.py` writes it."""

from __future__ import annotations

import ast
import importlib
import inspect
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import luksia_nlp
from luksia_nlp.tables.schemas import SCHEMAS

_HEAD = """
# Python API

All public names are importable from `luksia_nlp`, and this page lists every one of them with its methods. The
same stands in Python: `help(luksia_nlp.analyze)`. What is not on this page can change at any time.

Names such as `analysis` and `archive` below stand for an object of yours, as in
`analysis = luksia_nlp.analyze("uutiset")`. Examples are doctests, and the library's tests run them.
""".strip()
# Each group of names: its heading, what is said of it by hand, and the names in their order.
_GROUPS = (
    (
        "Analysing",
        "Start with `analyze`. An `Analyzer` is the same with models of its own, for a program that runs "
        "for long. Both give an `Analysis`: its tables are described in [Tables](tables.md), its pictures in "
        "[Charts and reports](display.md).",
        ("analyze", "Analyzer", "Analysis"),
    ),
    (
        "Sources and options",
        "What can be read stands in [Sources](sources.md), what each option does in "
        "[Quickstart](quickstart.md#settings).",
        ("read_articles", "Article", "Failure", "Settings"),
    ),
    (
        "Large archives",
        "For more than an evening's work: see [Archives](archives.md).",
        ("run_archive", "RunReport", "open_archive", "Archive", "Where"),
    ),
    (
        "Themes of your own",
        "The format of a theme file and how to work on one stand in [Themes](themes.md).",
        ("load_themes", "check_themes", "suggest_themes", "teach_themes"),
    ),
    ("Two engines", "See [Engines](engines.md#compare).", ("compare",)),
)
_ERRORS = """
Each is importable from `luksia_nlp`, and a message says what was wrong, where, and what would be right.
`LuksiaError` catches all of them.
""".strip()
_FOOT = """
Two more are in `luksia_nlp.errors`, both an `EngineError`: `RecognizerError` (a file of the name recognizer's
model is missing or damaged) and `SimilarityError` (what compares sentences is unknown, missing or damaged).

## Beyond the top level

The models of every engine: `installed_models`, `check_models` and `download_models` in
`luksia_nlp.engines.models`.

To test code without a model, see `luksia_nlp.engines`. The name recognizer can be used by itself
(`luksia_nlp.recognizer.Recognizer`) and in any spaCy pipeline (`nlp.add_pipe("luksia_ner")`):
[Names found](recognizer.md).
""".strip()
_SECTIONS = ("Args", "Returns", "Yields", "Raises", "Example")
_STARS: dict[Any, str] = {inspect.Parameter.VAR_POSITIONAL: "*", inspect.Parameter.VAR_KEYWORD: "**"}
# A signature longer than this has a line for each argument, so that it fits the page.
_LINE = 96


@dataclass(frozen=True)
class _Docs:
    """A docstring in Google's manner, taken apart."""

    text: str
    sections: Mapping[str, str]

    @property
    def first(self) -> str:
        """Its first paragraph, in one line."""
        return _cell(self.text.partition("\n\n")[0])

    def entries(self, section: str) -> list[tuple[str, str]]:
        """The entries of a section, such as each argument with what is said of it."""
        found: list[tuple[str, list[str]]] = []
        for line in self.sections.get(section, "").splitlines():
            begins = re.match(r"(\*{0,2}\w+): ?(.*)", line)
            if begins:
                found.append((begins[1], [begins[2]]))
            elif found:
                found[-1][1].append(line.strip())
        return [(name, _cell("\n".join(lines))) for name, lines in found]


@dataclass
class _Page:
    """The lines of the page, and which classes stand on it already."""

    lines: list[str] = field(default_factory=list)
    described: set[type] = field(default_factory=set)

    def add(self, *lines: str) -> None:
        """Add lines, with an empty one before them."""
        self.lines += ["", *lines]


def api_page() -> list[str]:
    """The lines of the page."""
    public = {name: getattr(luksia_nlp, name) for name in luksia_nlp.__all__}
    errors = {name: thing for name, thing in public.items() if _is_error(thing)}
    rest = tuple(name for name in public if name not in errors and not any(name in g[2] for g in _GROUPS))
    groups = [*_GROUPS, *([("More", "", rest)] if rest else [])]
    page = _Page(described=set(filter(inspect.isclass, public.values())))
    page.add(*_HEAD.splitlines())
    page.add("| name | kind | what it is |", "|---|---|---|")
    page.lines += [
        f"| [`{name}`](#{name.lower()}) | {_kind(public[name])} | {_docs(public[name]).first} |"
        for _, _, names in groups
        for name in names
    ]
    page.lines += [
        f"| `{name}` | [{_kind(thing)}](#errors) | {_docs(thing).first} |" for name, thing in errors.items()
    ]
    for heading, said, names in groups:
        page.add(f"## {heading}")
        if said:
            page.add(said)
        for name in names:
            _add_public(page, name, public[name])
    page.add("## Errors")
    page.add(*_ERRORS.splitlines())
    page.add("| name | when | is a |", "|---|---|---|")
    for name, thing in errors.items():
        bases = ", ".join(f"`{base.__name__}`" for base in thing.__bases__)
        page.lines.append(f"| `{name}` | {_docs(thing).first} | {bases} |")
    page.add(*_FOOT.splitlines())
    return page.lines[1:]


def _add_public(page: _Page, name: str, thing: Any) -> None:
    page.add(f"### `{name}`")
    if inspect.isclass(thing):
        page.add(f"*{_kind(thing).capitalize()}.* {_docs(thing).text}")
        _add_class(page, thing, _called(thing), name)
    else:
        _add_callable(page, thing, name, "####", "*Function.* ")


def _add_class(page: _Page, thing: type, called: str, made_by: str = "") -> None:
    """A class: how it is made, its properties, its methods; `called` is a user's object of it."""
    docs = _docs(thing)
    if made_by and "Args" in docs.sections:
        _add_signature(page, made_by, _maker(thing), is_method=True)
    _add_sections(page, docs, _maker(thing), "argument" if made_by else "attribute")
    members = list(_members(thing))
    properties = [(name, member) for name, member in members if _is_property(member)]
    if properties:
        page.add("| property | type | what it is |", "|---|---|---|")
        for name, member in properties:
            of = _function(member)
            linked = f" Its columns: [{name}](tables.md#{name})." if name in SCHEMAS else ""
            if _class_of(_returns(of), of):
                linked = f" Its methods: [below](#{called}{name})."
            page.lines.append(f"| `{called}.{name}` | {_types(_returns(of))} | {_docs(of).first}{linked} |")
    for name, member in members:
        if not _is_property(member):
            owner = thing.__name__ if isinstance(member, classmethod | staticmethod) else called
            page.add(f"#### `{owner}.{name}`")
            _add_callable(page, _function(member), f"{owner}.{name}", "#####", "", member)
    for name, member in properties:
        _add_part(page, _function(member), f"{called}.{name}", "####")


def _add_callable(
    page: _Page, function: Callable[..., Any], name: str, level: str, before: str, member: object = None
) -> None:
    docs = _docs(function)
    page.add(f"{before}{docs.text}")
    _add_signature(
        page, name, function, is_method=member is not None and not isinstance(member, staticmethod)
    )
    _add_sections(page, docs, function, "argument")
    _add_part(page, function, "", level)


def _add_part(page: _Page, function: Callable[..., Any], name: str, level: str) -> None:
    """A class of ours that is handed out and is no public name: an `Analysis.charts`, a lesson."""
    thing = _class_of(_returns(function), function)
    if thing is None or thing in page.described:
        return
    page.described.add(thing)
    called = name or _called(thing)
    docs = _docs(thing)
    if name:
        page.add(f"### `{name}`")
        page.add(docs.text)
    else:
        page.add(f"**`{called}`** stands below for a `{thing.__name__}`. {docs.text}")
    _add_sections(page, docs, _maker(thing), "attribute")
    for member_name, member in _members(thing):
        page.add(f"{level} `{called}.{member_name}`")
        of = _function(member)
        if _is_property(member):
            page.add(f"{_docs(of).text} A {_types(_returns(of))}.")
        else:
            _add_callable(page, of, f"{called}.{member_name}", f"{level}#", "", member)


def _add_signature(page: _Page, name: str, function: Any, is_method: bool) -> None:
    signature = inspect.signature(function)
    parameters = list(signature.parameters.values())[int(is_method) :]
    parts: list[str] = []
    for parameter in parameters:
        if parameter.kind is parameter.KEYWORD_ONLY and "*" not in "".join(part[:1] for part in parts):
            parts.append("*")
        stars = _STARS.get(parameter.kind, "")
        default = "" if parameter.default is parameter.empty else f" = {_default(parameter.default)}"
        parts.append(f"{stars}{parameter.name}: {_written(parameter.annotation)}{default}")
    is_made = function.__name__ == "__init__"
    returned = "" if is_made else f" -> {_written(signature.return_annotation)}"
    line = f"{name}({', '.join(parts)}){returned}"
    if len(line) > _LINE:
        line = "\n".join([f"{name}(", *(f"    {part}," for part in parts), f"){returned}"])
    page.add("```py", *line.splitlines(), "```")


def _add_sections(page: _Page, docs: _Docs, function: Any, argument: str) -> None:
    if entries := docs.entries("Args"):
        parameters = inspect.signature(function).parameters
        page.add(f"| {argument} | type | meaning |", "|---|---|---|")
        for name, meaning in entries:
            known = parameters.get(name.strip("*"))
            types = _types(_written(known.annotation)) if known else ""
            page.lines.append(f"| `{name}` | {types} | {meaning} |")
    for section in ("Returns", "Yields"):
        if section in docs.sections:
            page.add(f"**{section}** {docs.sections[section]}")
    if entries := docs.entries("Raises"):
        page.add("| raises | when |", "|---|---|")
        page.lines += [f"| `{name}` | {when} |" for name, when in entries]
    if "Example" in docs.sections:
        code = re.sub(r" *# doctest:.*", "", docs.sections["Example"])
        # Not `pycon`, by which the formatter would know it for code to be changed.
        page.add("```python-console", *code.splitlines(), "```")


def _docs(thing: Any) -> _Docs:
    """What a thing says of itself."""
    text: list[str] = []
    sections: dict[str, list[str]] = {}
    into = text
    for line in (inspect.getdoc(thing) or "").splitlines():
        name = line.removesuffix(":")
        if line.endswith(":") and name in _SECTIONS:
            into = sections[name] = []
        else:
            into.append(line)
    return _Docs(
        "\n".join(text).strip(),
        {name: inspect.cleandoc("\n" + "\n".join(body)) for name, body in sections.items()},
    )


def _cell(text: str) -> str:
    """A text as it can stand in a cell of a table: bullets become lines of their own."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    told = [f"<br>• {line[2:]}" if line.startswith("* ") else line for line in lines]
    return " ".join(told).replace("|", "\\|")


def _members(thing: type) -> Iterator[tuple[str, Any]]:
    """The public methods and properties of a class: its own first, then those of our classes below it."""
    seen: set[str] = set()
    for base in thing.__mro__:
        if not _is_of_ours(base):
            continue
        for name, member in vars(base).items():
            is_one = inspect.isfunction(member) or isinstance(
                member, property | cached_property | classmethod | staticmethod
            )
            if is_one and not name.startswith("_") and name not in seen:
                seen.add(name)
                yield name, member


def _is_of_ours(thing: type) -> bool:
    return thing.__module__.partition(".")[0] == luksia_nlp.__name__


def _is_property(member: object) -> bool:
    return isinstance(member, property | cached_property)


def _function(member: Any) -> Any:
    """The function below a method or property."""
    for name in ("fget", "func", "__func__"):
        member = getattr(member, name, member)
    return member


def _class_of(annotation: str, function: Any) -> type | None:
    """The class that an annotation names, where it is all ours, no public name and no error."""
    if not annotation.isidentifier():
        return None
    module = sys.modules[function.__module__]
    thing = getattr(module, annotation, None)
    if thing is None:  # imported for type checkers alone
        for node in ast.walk(ast.parse(inspect.getsource(module))):
            if isinstance(node, ast.ImportFrom) and annotation in {alias.name for alias in node.names}:
                thing = getattr(importlib.import_module(node.module or ""), annotation, None)
    if not inspect.isclass(thing) or annotation in luksia_nlp.__all__ or _is_error(thing):
        return None
    # A chart, for instance, is for the most part Altair's, whose own pages tell of it.
    is_ours = all(_is_of_ours(base) for base in thing.__mro__ if base is not object)
    return thing if is_ours else None


def _maker(thing: Any) -> Any:
    """What makes an object of a class."""
    return thing.__init__


def _called(thing: type) -> str:
    """What a user calls an object of a class: `report` of a `RunReport`."""
    words: list[str] = re.findall(r"[A-Z][a-z]+", thing.__name__)
    return words[-1].lower()


def _kind(thing: Any) -> str:
    if _is_error(thing):
        return "warning" if issubclass(thing, Warning) else "error"
    return "class" if inspect.isclass(thing) else "function"


def _is_error(thing: Any) -> bool:
    return inspect.isclass(thing) and issubclass(thing, Exception)


def _returns(function: Any) -> str:
    return _written(inspect.signature(function).return_annotation)


def _written(annotation: Any) -> str:
    """A type as the code writes it: modules keep annotations as texts, so it is the same in every Python."""
    return annotation if isinstance(annotation, str) else inspect.formatannotation(annotation)


def _types(annotation: str) -> str:
    """A type for people: what it can be, with *or* between."""
    parts, depth = [""], 0
    for character in annotation:
        depth += (character in "([") - (character in ")]")
        if character == "|" and not depth:
            parts.append("")
        else:
            parts[-1] += character
    return " or ".join(_code(part.strip()) for part in parts)


def _code(text: str) -> str:
    return f"<code>{text.replace('|', '&#124;')}</code>" if "|" in text else f"`{text}`"


def _default(value: object) -> str:
    """A default as it is written; what has no such form is left open."""
    written = repr(value).replace("'", '"')
    return "..." if written.startswith("<") else written
