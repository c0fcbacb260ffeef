"""The `python -m eval` commands. Data goes to stdout, talk to stderr."""

import argparse
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from eval.case import BadCases, read_cases
from eval.results import BadResults, read_results, results_of, results_text, write_results

CASES = Path(__file__).parent / "cases"
EPILOG = """exit codes:
  0  done, whatever the scores are
  2  cases, results, benchmark files or the index cannot be used"""


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command; returns its exit code."""
    options = parser().parse_args(argv)
    from index.errors import LibraryError

    try:
        run: Callable[[argparse.Namespace], None] = options.run
        run(options)
    except BrokenPipeError:  # a reader like `head` has seen enough
        sys.stderr.close()
    except (BadCases, BadResults, LibraryError, OSError) as error:
        print(f"eval: {error}", file=sys.stderr)
        return 2
    return 0


def parser() -> argparse.ArgumentParser:
    """The command line."""
    top = argparse.ArgumentParser(prog="python -m eval", epilog=EPILOG, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")
    _add_cases(commands)
    _add_benchmarks(commands)
    return top


def _add_cases(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Commands about question cases and their results."""
    run = commands.add_parser("run", help="ask question cases and judge the answers")
    run.add_argument(
        "cases", nargs="*", type=Path, default=[CASES], metavar="CASES", help="*.jsonl files or folders (default: the project's own)"
    )
    run.add_argument("--index", type=Path, required=True, metavar="DIR", help="the index to ask")
    run.add_argument("--out", type=Path, metavar="DIR", help="writes results.json and results.html there")
    run.set_defaults(run=_run)

    feedback = commands.add_parser("feedback", help="what readers of the page called wrong; confirmed ones become cases")
    feedback.add_argument("--index", type=Path, required=True, metavar="DIR", help="the index whose page was used")
    feedback.add_argument("--confirm", metavar="ID", help="makes a case of this remark")
    feedback.add_argument(
        "--expect", type=json.loads, metavar="JSON", help="what a right answer holds, where the reader's words do not say it"
    )
    feedback.add_argument(
        "--cases", type=Path, default=CASES / "feedback.jsonl", metavar="FILE", help="where cases are added (default: %(default)s)"
    )
    feedback.set_defaults(run=_feedback)

    compare = commands.add_parser("compare", help="two runs side by side")
    compare.add_argument("before", type=Path, metavar="A")
    compare.add_argument("after", type=Path, metavar="B")
    compare.set_defaults(run=_compare)


def _add_benchmarks(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Commands about public benchmarks and speed."""
    cells = commands.add_parser("cells", help="predictions for a table look-up benchmark, one a line")
    cells.add_argument("file", type=Path, metavar="FILE")
    cells.set_defaults(run=_cells)

    passages = commands.add_parser("passages", help="predictions for a passage retrieval benchmark, one a line")
    passages.add_argument("file", type=Path, metavar="FILE")
    passages.add_argument("--by", choices=("words", "vectors", "both"), default="both")
    passages.set_defaults(run=_passages)

    bench = commands.add_parser("bench", help="speed of reading and answering; with files, look-up and retrieval too")
    bench.add_argument("files", nargs="*", type=Path, metavar="PDF", help="reports to read (default: the sample reports)")
    bench.add_argument("--rounds", type=int, default=3, help="times each file is read, in turn with plain pdfplumber (default 3)")
    bench.add_argument("--lookup", type=Path, metavar="FILE", help="table look-up benchmark (default $JIWEN_BENCH_LOOKUP)")
    bench.add_argument("--retrieval", type=Path, metavar="FILE", help="passage retrieval benchmark (default $JIWEN_BENCH_RETRIEVAL)")
    bench.set_defaults(run=_bench)


def _run(options: argparse.Namespace) -> None:
    from eval.asking import ask_cases
    from eval.page import write_page
    from eval.scorers import judge

    cases = read_cases(options.cases)
    verdicts = [judge(reply) for reply in _counted(ask_cases(cases, options.index), len(cases))]
    results = results_of(verdicts)
    print(results_text(results))
    if options.out:
        print(f"written: {write_results(results, options.out)}, {write_page(results, options.out)}", file=sys.stderr)


def _counted(items: Iterable[Any], total: int) -> Iterator[Any]:
    for done, item in enumerate(items, 1):
        if sys.stderr.isatty():
            print(f"\r{done}/{total}", end="\n" if done == total else "", file=sys.stderr, flush=True)
        yield item


def _compare(options: argparse.Namespace) -> None:
    from eval.compare import comparison_text

    print(comparison_text(read_results(options.before), read_results(options.after)))


def _feedback(options: argparse.Namespace) -> None:
    from eval.feedback import confirm, read_remarks, remarks_text

    if options.confirm:
        print(json.dumps(confirm(options.index, options.confirm, options.cases, options.expect), ensure_ascii=False))
    else:
        print(remarks_text(read_remarks(options.index), options.cases))


def _cells(options: argparse.Namespace) -> None:
    from eval.cells import predict_cells

    for prediction in predict_cells(options.file):
        print(json.dumps(prediction, ensure_ascii=False))


def _passages(options: argparse.Namespace) -> None:
    from eval.passages import rank_passages

    for prediction in rank_passages(options.file, options.by):
        print(json.dumps(prediction, ensure_ascii=False), flush=True)


def _bench(options: argparse.Namespace) -> None:
    from eval.bench.all import bench_lines

    for line in bench_lines(options.files, rounds=options.rounds, lookup=options.lookup, retrieval=options.retrieval):
        print(line, flush=True)
