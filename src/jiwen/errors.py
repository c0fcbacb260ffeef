"""What can go wrong while asking. Every message says what, where, and what to do."""


class JiwenError(Exception):
    """Something the person asking can put right; shown as one line, without a traceback."""


class BadQuestion(JiwenError):
    """Nothing was asked, or far too much."""


class UnknownReport(JiwenError):
    """A report was named that is not in the library."""


class BadInput(JiwenError):
    """A file handed to a command cannot be read (history, batch)."""


class NoIndex(JiwenError):
    """The index folder is not there yet."""
