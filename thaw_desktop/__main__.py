"""`thaw-desktop` and `python -m thaw_desktop`."""

from __future__ import annotations

import sys


def main() -> int:
    """Run the command line; the exit code."""
    # Imported here: `import thaw_desktop.__main__` costs nothing.
    from thaw_desktop.cli import run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
