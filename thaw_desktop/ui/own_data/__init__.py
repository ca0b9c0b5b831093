"""Your data: backups, export, import, deletion."""
