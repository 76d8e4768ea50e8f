"""`python -m linter` and the command `jixiao`."""

from __future__ import annotations

import sys

from linter import __version__


def main() -> None:
    """Runs the command line and exits. The version is said without loading it: half of 150 ms is typer."""
    if sys.argv[1:] == ["--version"]:
        sys.stdout.write(f"jixiao {__version__}\n")
        sys.exit(0)
    try:
        from linter.cli import run

        code = run()
    except KeyboardInterrupt:
        code = 130
    sys.exit(code)


if __name__ == "__main__":
    main()
