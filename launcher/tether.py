"""Runs a command that dies with its parent, however the parent dies (`kill -9` too).

Used as a program: `tether.py PARENT SIGNAL COMMAND…`. It becomes
the command, so the process id is kept.
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1


def tethered(command: list[str], with_signal: signal.Signals) -> list[str]:
    """The command to start, from this process, so that it gets the signal when this one dies."""
    return [sys.executable, "-ISs", __file__, str(os.getpid()), str(int(with_signal)), *command]


def main(arguments: list[str]) -> None:
    """Asks the kernel for the signal, checks that the parent is there, becomes the command."""
    parent, number, *command = arguments
    if ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, int(number), 0, 0, 0):
        sys.exit(f"prctl: {os.strerror(ctypes.get_errno())}")
    if os.getppid() != int(parent):
        sys.exit("the parent is gone")
    try:
        os.execvp(command[0], command)
    except OSError as error:
        sys.exit(f"{command[0]}: {error}")


if __name__ == "__main__":
    main(sys.argv[1:])
