"""Cases in, scores out: questions with expectations (`cases/*.jsonl`) are asked of an index and judged; `python -m eval --help`."""
