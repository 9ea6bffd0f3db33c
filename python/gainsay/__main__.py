"""`python -m gainsay` is the command `gainsay`."""

from ._command import main

if __name__ == "__main__":
    main()
