"""Spaced repetition: scheduling, the queue of a session, answers and their undo."""
