"""The tab that shows what has been done, by day and by topic."""
