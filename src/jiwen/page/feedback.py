"""What people say is wrong: one JSON line each in the index folder's `feedback.jsonl`; `python -m eval feedback` makes cases of them."""

import json
import secrets
import threading
from datetime import UTC, datetime
from pathlib import Path

from jiwen.page.answers import Kept

FILE_NAME = "feedback.jsonl"
MAX_REMARK = 2000


class Feedback:
    """Appends to `folder / FILE_NAME`; safe for threads."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE_NAME
        self._lock = threading.Lock()

    def wrong(self, kept: Kept, remark: str, index_version: str) -> None:
        """Stores the question with what came before it, the whole answer, what the reader says is right, and the state of the index."""
        line = {
            "id": secrets.token_hex(3),
            "at": datetime.now(UTC).isoformat(timespec="seconds"),
            "question": kept.answer.question,
            "history": list(kept.history),
            "reports": list(kept.reports),
            "remark": remark.strip()[:MAX_REMARK],
            "index_version": index_version,
            "answer": kept.answer.to_json(),
        }
        with self._lock, self._path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(line, ensure_ascii=False) + "\n")
