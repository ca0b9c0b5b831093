"""The Flashcards tab: recall first, then look."""
