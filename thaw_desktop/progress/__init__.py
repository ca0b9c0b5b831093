"""What has been done, by day and by topic, and what to do next."""
