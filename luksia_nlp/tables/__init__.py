"""Results -> tidy tables: what each looks like, how it is filled, checked and kept, what it sums up to."""
