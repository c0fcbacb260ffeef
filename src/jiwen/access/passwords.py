"""Passwords as scrypt hashes: `scrypt$16384$8$5$<salt>$<hash>`, salt and hash in base64.

The cost (16 MB and about 0.2 s a check) is one of the settings OWASP's password storage cheat sheet names as a minimum.
"""

import base64
import binascii
import hashlib
import hmac
import secrets
import threading

COST, BLOCK, PARALLEL = 1 << 14, 8, 5
SALT_BYTES, HASH_BYTES = 16, 32
MAX_MEMORY = 64 << 20
MAX_PASSWORD = 1024

_one_at_a_time = threading.Semaphore(2)  # many wrong passwords at once must not eat the machine


def hash_password(password: str) -> str:
    """A new hash with a salt of its own."""
    salt = secrets.token_bytes(SALT_BYTES)
    return "$".join(("scrypt", str(COST), str(BLOCK), str(PARALLEL), _text(salt), _text(_scrypt(password, salt, COST, BLOCK, PARALLEL))))


def is_password(password: str, kept: str) -> bool:
    """Whether `kept` is a hash of this password. False for a damaged hash."""
    parts = kept.split("$")
    if len(parts) != 6 or parts[0] != "scrypt" or len(password) > MAX_PASSWORD:
        return False
    try:
        cost, block, parallel = (int(part) for part in parts[1:4])
        salt, wanted = (base64.b64decode(part, validate=True) for part in parts[4:])
        return hmac.compare_digest(_scrypt(password, salt, cost, block, parallel), wanted)
    except (ValueError, binascii.Error):
        return False


def _scrypt(password: str, salt: bytes, cost: int, block: int, parallel: int) -> bytes:
    with _one_at_a_time:
        return hashlib.scrypt(password.encode(), salt=salt, n=cost, r=block, p=parallel, maxmem=MAX_MEMORY, dklen=HASH_BYTES)


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()
