"""What to install where a part is missing: a line that works wherever the library came from."""

from __future__ import annotations

import re

_REQUIREMENT = re.compile(r"(?P<package>[^;]+?)\s*;.*\bextra\s*==\s*['\"](?P<extra>[^'\"]+)['\"]")


def install_line(extra: str) -> str:
    """The command that installs what an extra of luksia_nlp needs.

    It names the packages themselves, as the installed library's own metadata do: the library need not be on a
    package registry.

    Args:
        extra: The extra's name.

    Example:
        >>> install_line("stanza")
        'pip install "stanza<2,>=1.15"'
    """
    from importlib.metadata import PackageNotFoundError, requires  # not at the start: it brings `email` along

    try:
        found = [match for line in requires("luksia-nlp") or () if (match := _REQUIREMENT.match(line))]
    except PackageNotFoundError:  # run from a folder of the source
        found = []
    packages = [match["package"] for match in found if match["extra"] == extra]
    # Double quotes are what every shell takes, that of Windows too.
    return " ".join(["pip install", *(f'"{package}"' for package in packages or [f".[{extra}]"])])
