"""Reading aloud: an engine behind a protocol, what is said next, and the buttons."""
