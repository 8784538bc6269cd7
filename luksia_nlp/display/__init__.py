"""The result, for people to read and to look at."""
