"""The report: one page, complete in itself, of what is in an analysis."""
