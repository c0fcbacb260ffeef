"""Starts the chat page and opens it in the browser: `python app.py [--index DIR] [--host HOST] [--port PORT]`."""

import sys

from jiwen.cli import main

if __name__ == "__main__":
    sys.exit(main(["serve", "--open", *sys.argv[1:]]))
