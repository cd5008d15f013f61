"""``python -m newsportal``."""

from newsportal.cli import main

if __name__ == "__main__":
    main()
