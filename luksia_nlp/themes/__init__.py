"""Themes: what they are, where they show in a document, and work on their definitions."""
