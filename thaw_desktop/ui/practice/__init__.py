"""The Practice tab: choose a question, write under the clock, mark one's own essay."""
