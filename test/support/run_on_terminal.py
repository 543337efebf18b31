"""Runs a command with a terminal of its own on stderr, and stdout in a file; what the terminal is sent goes to stdout."""

import fcntl
import os
import pty
import struct
import subprocess
import sys
import termios

rows, columns, stdout, *command = sys.argv[1:]
ours, theirs = pty.openpty()
fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", int(rows), int(columns), 0, 0))
with open(stdout, "wb") as file:
    child = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=file, stderr=theirs)
os.close(theirs)
while True:
    try:
        sent = os.read(ours, 65536)
    except OSError:  # On Linux that is how a terminal ends.
        break
    if not sent:
        break
    sys.stdout.buffer.write(sent)
sys.exit(child.wait())
