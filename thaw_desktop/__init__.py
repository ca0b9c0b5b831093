"""Thaw: revise a subject and practise timed essays, offline."""

__version__ = "0.1.0"
