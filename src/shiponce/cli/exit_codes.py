"""The exit codes of ``shiponce``."""

DONE = 0
#: Understood, but refused as things stand; or something failed, or a check found a problem.
FAILED = 1
#: Not understood: unknown words, unreadable values, or names of things that do not exist.
BAD_INPUT = 2
#: Done, but a store could not be notified of a shipment: its notification stopped.
NOT_NOTIFIED = 3
OUR_FAULT = 70
INTERRUPTED = 130
#: The reader of our output closed the pipe; shells report 141 for a program ended by SIGPIPE.
PIPE_CLOSED = 141
