"""The Notes tab: outline, page, and what helps while reading."""
