"""What a reader leaves behind: sections read, the place in the text, confidence."""
