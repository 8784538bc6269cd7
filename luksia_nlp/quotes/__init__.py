"""Who said what: `Document` and its mentions -> `Quote`."""
