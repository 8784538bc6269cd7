"""HTML and Markdown in a text: marks are marks, not words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from luksia_nlp.resources import packaged
from luksia_nlp.views.text_view import Edit, TextView

_NO_TEXT = re.compile(r"<!--.*?-->|<(script|style)\b[^>]*>.*?</\1\s*>", re.DOTALL | re.IGNORECASE)
_IMAGE = re.compile(r"!\[([^\]\n]*)\]\((?:[^()\n]|\([^()\n]*\))*\)")
_LINK = re.compile(r"\[([^\[\]]*)\](?:\((?:[^()\n]|\([^()\n]*\))*\)|\[[^\[\]\n]*\])")
_LINK_TARGET = re.compile(r"^ {0,3}\[[^\]\n]+\]: +\S+.*$", re.MULTILINE)
_ADDRESS = re.compile(r"<((?:https?://|mailto:)[^<>\s]+|[^<>\s@]+@[^<>\s@]+)>")
_HEADING = re.compile(r"^ {0,3}(#{1,6}(?:[ ]+|$))(.*?)( +#+)? *$", re.MULTILINE)
# A line of nothing but marks: a rule, the underline of a heading, what parts a table's head from its body.
_RULE = re.compile(r"^ *(?:[-=*_~] *){3,}$|^ *\|?(?: *:?-+:? *\|)+(?: *:?-+:? *)?$", re.MULTILINE)
_BULLET = re.compile(r"^ *[*+•·▪●‣◦] +", re.MULTILINE)
_QUOTED = re.compile(r"^ {0,3}>+ ?", re.MULTILINE)
_STRONG = re.compile(r"(\*\*\*|\*\*|__|~~)(?=\S)((?:(?!\1)[^\n]|\n(?!\n))+?)(?<=\S)\1")
_EMPHASIS = re.compile(r"(?<![\w*])\*(?=[^\s*])([^*\n]+?)(?<=[^\s*])\*(?![\w*])")
_UNDERLINED = re.compile(r"(?<!\w)_(?=[^\s_])([^_\n]+?)(?<=[^\s_])_(?!\w)")
_STRAY = re.compile(r"\*{2,}|`+")
_ESCAPED = re.compile(r"\\(?=[\\`*_{}\[\]()#+\-.!|<>~])")


def without_marks(view: TextView) -> TextView:
    r"""A text without the marks of HTML and Markdown; what these set apart stands in a paragraph of its own.

    A heading, a picture's caption, a list's item and a block of HTML are paragraphs; a link's words stay.

    Example:
        >>> without_marks(TextView.of("# Lohja\n[Rehtori](https://example.org) **Salo** kertoo.")).text
        '\n\nLohja\n\n\nRehtori Salo kertoo.'
    """
    if "<" in view.text:
        view = view.replaced(_ADDRESS, lambda match: f" {match[1]} ")
        view = view.replaced(_NO_TEXT, " ").replaced(_tags("lines"), "\n")
        view = view.replaced(_tags("blocks"), "\n\n").replaced(_tags("inline"), "")
    if "[" in view.text:
        view = view.replaced(_LINK_TARGET, "")
        view = view.edited(_without_marks_of(_IMAGE, view, 1, "\n\n"))
        view = view.edited(_without_marks_of(_LINK, view, 1))
    view = view.edited(_without_marks_of(_HEADING, view, 2, "\n\n"))
    view = view.replaced(_RULE, "").replaced(_BULLET, "\n\n").replaced(_QUOTED, "")
    if "*" in view.text or "_" in view.text or "`" in view.text or "~" in view.text:
        view = view.edited(_without_marks_of(_STRONG, view, 2))
        view = view.edited(_without_marks_of(_EMPHASIS, view, 1))
        view = view.edited(_without_marks_of(_UNDERLINED, view, 1)).replaced(_STRAY, "")
    return view.replaced(_ESCAPED, "")


@cache
def _tags(group: str) -> re.Pattern[str]:
    """The tags of a group of HTML's elements, opening and closing ones."""
    names = "|".join(packaged.toml("markup.toml")[group])
    return re.compile(rf"</?(?:{names})(?:\s[^<>]*)?/?>", re.IGNORECASE)


def _without_marks_of(
    pattern: re.Pattern[str], view: TextView, group: int, border: str = ""
) -> Iterator[Edit]:
    """Changes that leave of each match one group, a border before and after it in place of its marks."""
    for match in pattern.finditer(view.text):
        yield match.start(), match.start(group), border
        yield match.end(group), match.end(), border
