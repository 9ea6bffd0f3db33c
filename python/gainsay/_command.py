"""The command `gainsay`."""

import signal
import sys

from ._gainsay import run


def main():
    # Ctrl-C ends the program at once, as it does where no Python is around it.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    sys.stdout.flush()
    sys.exit(run(["gainsay", *sys.argv[1:]]))
