"""Mentions over all articles -> the real-world things that they name: `Mention` -> `Entity`."""
