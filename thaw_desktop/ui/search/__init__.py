"""Searching: the field, the list of what it finds, and the field over the window that finds everything."""
