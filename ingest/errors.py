"""What can go wrong while a file is read. Every message says what, where, the value seen, and what to do."""


class IngestError(Exception):
    """A file that cannot be read as a report; nothing of it is stored."""


class UnsupportedFile(IngestError):
    """The content is no format that is read here, whatever the name's ending says."""


class DamagedFile(IngestError):
    """The format is right but the file is truncated, corrupt, or has no pages."""


class EncryptedFile(IngestError):
    """A password is needed."""


class OversizedFile(IngestError):
    """More pages or bytes than allowed, packed or unpacked."""


class ReaderNotInstalled(IngestError):
    """The format needs a program or package that is not installed."""
