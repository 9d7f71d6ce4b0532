"""Markdown in, something to look at out; pure."""
