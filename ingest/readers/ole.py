"""OLE compound files (.doc, .xls, .wps, .et): their streams by name, whether they are whole, whether a password locks them.

Format: [MS-CFB] (header, sectors, directory entries), [MS-DOC] 2.5.2 (FibBase.fEncrypted), [MS-XLS] 2.4.117 (FilePass). LibreOffice reads
what is left of a file that was cut off, and says nothing: so it is asked here first.
"""

from collections.abc import Iterator

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENTRY_STEP = 128
_NAME_LENGTH_AT, _START_AT = 64, 116
_SHIFT_AT, _TABLES_AT, _MOST_TABLES = 0x1E, 0x4C, 109
_SHIFTS = (9, 12)
_LAST_SECTOR, _FREE = 0xFFFFFFFA, 0xFFFFFFFF
_WORD, _WORD_FLAGS_AT, _ENCRYPTED = 0xA5EC, 10, 0x0100
_FILE_PASS, _MOST_RECORDS = 0x002F, 20


def find_entry(data: bytes, name: str) -> int | None:
    """Where the directory entry of exactly this name stands; entries begin on steps of 128 bytes and state the length of their names."""
    needle = name.encode("utf-16-le") + b"\x00\x00"
    at = data.find(needle)
    while at != -1:
        if at % _ENTRY_STEP == 0 and _number(data, at + _NAME_LENGTH_AT, 2) == len(needle):
            return at
        at = data.find(needle, at + 1)
    return None


def is_cut_off(data: bytes) -> bool:
    """True where the file's own table gives a sector to some stream that lies beyond the file's end."""
    shift = _number(data, _SHIFT_AT, 2)
    if shift not in _SHIFTS:
        return False
    size = 1 << shift
    for i in range(_MOST_TABLES):
        table = _number(data, _TABLES_AT + 4 * i, 4)
        if table >= _LAST_SECTOR:
            break
        start = (table + 1) << shift
        if start + size > len(data):
            return True
        for slot in range(size // 4 - 1, -1, -1):
            if _number(data, start + 4 * slot, 4) != _FREE:
                if (i * (size // 4) + slot + 1) << shift >= len(data):
                    return True
                break
    return False


def is_locked(data: bytes) -> bool:
    """True where a password is needed to read the text of a Word file or the cells of an Excel file."""
    word, book = _stream_start(data, "WordDocument"), _stream_start(data, "Workbook")
    if word is not None and _number(data, word, 2) == _WORD:
        return bool(_number(data, word + _WORD_FLAGS_AT, 2) & _ENCRYPTED)
    return book is not None and _FILE_PASS in _records(data, book)


def _stream_start(data: bytes, name: str) -> int | None:
    """Where a stream begins that is long enough to have sectors of its own, as these two always are."""
    entry, shift = find_entry(data, name), _number(data, _SHIFT_AT, 2)
    if entry is None or shift not in _SHIFTS:
        return None
    return (_number(data, entry + _START_AT, 4) + 1) << shift


def _records(data: bytes, at: int) -> Iterator[int]:
    """The types of the first records of a workbook: FilePass follows the opening ones."""
    for _ in range(_MOST_RECORDS):
        yield _number(data, at, 2)
        at += 4 + _number(data, at + 2, 2)


def _number(data: bytes, at: int, size: int) -> int:
    return int.from_bytes(data[at : at + size], "little")
