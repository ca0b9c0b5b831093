"""Packs: read, checked, compiled into `library.db`, queried, searched and matched against an essay."""
