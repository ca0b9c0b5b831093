"""Timed writing: the attempt, its clock, its safe text, and marking it oneself."""
