"""The FAQ tab: ask, find, read the answer."""
