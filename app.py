"""Starts the chat page over the index folder: `python app.py` (JIWEN_INDEX, JIWEN_HOST and JIWEN_PORT change where)."""

import os
from pathlib import Path

from jiwen.page.serve import serve

if __name__ == "__main__":
    serve(
        Path(os.environ.get("JIWEN_INDEX", "index_data")),
        host=os.environ.get("JIWEN_HOST", "127.0.0.1"),
        port=int(os.environ.get("JIWEN_PORT", "7860")),
        open_browser=True,
    )
