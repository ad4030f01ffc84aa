"""``python -m stancebook`` is ``stance``."""

from stancebook.cli.main import main

if __name__ == "__main__":
    main()
