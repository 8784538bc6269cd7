"""The version of the library, for whatever names it; pyproject.toml reads it here."""

__version__ = "0.1.0"
