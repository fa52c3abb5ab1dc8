"""The recipe, and what it needs besides the four crafts: the clock, workers, the ledger, the report."""
