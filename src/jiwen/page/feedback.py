"""What people say is wrong: one JSON line each in the index folder's `feedback.jsonl`, for `eval` to turn into cases."""

import json
import threading
from datetime import UTC, datetime
from pathlib import Path

from jiwen.answer import Answer

FILE_NAME = "feedback.jsonl"
MAX_REMARK = 2000


class Feedback:
    """Appends to `folder / FILE_NAME`; safe for threads."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE_NAME
        self._lock = threading.Lock()

    def wrong(self, answer: Answer, remark: str, index_version: str) -> None:
        """Stores the question, the whole answer, what the reader says is right, and the state of the index."""
        line = {
            "at": datetime.now(UTC).isoformat(timespec="seconds"),
            "question": answer.question,
            "remark": remark.strip()[:MAX_REMARK],
            "index_version": index_version,
            "answer": answer.to_json(),
        }
        with self._lock, self._path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(line, ensure_ascii=False) + "\n")
