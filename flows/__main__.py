"""`python -m flows` is `dashiji`."""

from flows.cli import main

if __name__ == "__main__":
    main()
