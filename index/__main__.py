"""``python -m index``: see ``index.cli``."""

from index.cli import main

if __name__ == "__main__":
    main()
