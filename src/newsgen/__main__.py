"""``python -m newsgen``."""

from newsgen.cli.main import main

if __name__ == "__main__":
    main()
