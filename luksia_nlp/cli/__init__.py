"""The command line. It stays thin: what it does, the library does."""

from luksia_nlp.cli.command_line import build_parser, main

__all__ = ["build_parser", "main"]
