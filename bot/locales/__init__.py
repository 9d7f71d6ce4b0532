"""Our own words in Fluent, one file per language."""
