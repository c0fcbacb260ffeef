"""Damaged files on purpose: `python -m eval.bench.damage BASE… --count 500 --seed 1 [--keep DIR]`.

Every file made is read in a process of its own, which may end in a report or an IngestError and in nothing else, within 30 s of CPU time
(a busy machine fails nobody) and 1.5 GB.
Prints one line a failure and the counts; exit 1 when anything failed. The bases are files of the kinds that are read here.
"""

import argparse
import os
import random
import re
import resource
import signal
import sys
import tempfile
import time
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from eval.bench import bombs

SLOWEST_S = 30.0
WAITS = 20
MOST_MIB = 1536
_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\n?endstream", re.DOTALL)
_OBJECT = re.compile(rb"\n\d+ 0 obj.*?endobj", re.DOTALL)
_NUMBER = re.compile(rb"(?<=[ \[])\d+(?=[ \]/>])")
_NUMBERS = (b"0", b"-1", b"65535", b"2147483647", b"99999999999", b"1e9", b"null")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file: "report", "refused", or a failure ("crash …", "hang", "memory")."""

    name: str
    result: str
    seconds: float
    peak_mib: int

    @property
    def failed(self) -> bool:
        return self.result not in ("report", "refused")


def truncated(data: bytes, dice: random.Random) -> bytes:
    """The beginning of the file, as an interrupted download leaves it."""
    return data[: dice.randrange(1, len(data))]


def flipped(data: bytes, dice: random.Random) -> bytes:
    """A few to many bytes changed."""
    changed = bytearray(data)
    for _ in range(dice.choice((1, 5, 50, 500))):
        changed[dice.randrange(len(changed))] = dice.randrange(256)
    return bytes(changed)


def with_hole(data: bytes, dice: random.Random) -> bytes:
    """A part missing, doubled, or overwritten with zeros."""
    start = dice.randrange(len(data))
    end = min(len(data), start + dice.choice((16, 512, 8192)))
    part = dice.choice((b"", data[start:end] * 2, bytes(end - start)))
    return data[:start] + part + data[end:]


def moved_parts(data: bytes, dice: random.Random) -> bytes:
    """Streams or objects swapped, doubled or deleted; where there are none, halves swapped."""
    parts = [match.span() for match in dice.choice((_STREAM, _OBJECT)).finditer(data)]
    if len(parts) < 2:
        middle = dice.randrange(len(data))
        return data[middle:] + data[:middle]
    first, second = sorted(dice.sample(parts, 2))
    one, two = data[slice(*first)], data[slice(*second)]
    new_one, new_two = dice.choice(((two, one), (one, one), (b"", two), (one + one, two)))
    return data[: first[0]] + new_one + data[first[1] : second[0]] + new_two + data[second[1] :]


def strange_numbers(data: bytes, dice: random.Random) -> bytes:
    """Numbers in the file's structure replaced by ones nobody writes."""
    spots = [match.span() for match in _NUMBER.finditer(data)]
    for start, end in sorted(dice.sample(spots, min(len(spots), dice.choice((1, 3, 10)))), reverse=True):
        data = data[:start] + dice.choice(_NUMBERS) + data[end:]
    return data


def changed_content(data: bytes, dice: random.Random) -> bytes:
    """Damage below the packing, so that it reaches the parsers: inside a Flate stream of a PDF, or a member of a ZIP container."""
    if data.startswith(b"PK"):
        return _changed_member(data, dice)
    packed = [match.span(1) for match in _STREAM.finditer(data) if match.group(1).startswith((b"\x78", b"\x48", b"\x68"))]
    if not packed:
        return flipped(data, dice)
    start, end = dice.choice(packed)
    try:
        content = zlib.decompress(data[start:end])
    except zlib.error:
        return flipped(data, dice)
    change = dice.choice((truncated, flipped, with_hole, strange_numbers))
    return data[:start] + zlib.compress(change(content or b" ", dice)) + data[end:]


def _changed_member(data: bytes, dice: random.Random) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        old, new = Path(folder, "old"), Path(folder, "new")
        old.write_bytes(data)
        with zipfile.ZipFile(old) as source, zipfile.ZipFile(new, "w", zipfile.ZIP_DEFLATED) as target:
            hit = dice.choice(source.namelist())
            for name in source.namelist():
                content = source.read(name)
                change = dice.choice((truncated, flipped, with_hole, strange_numbers))
                target.writestr(name, change(content, dice) if name == hit and content else content)
        return new.read_bytes()


CHANGES: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    truncated,
    flipped,
    with_hole,
    moved_parts,
    strange_numbers,
    changed_content,
    changed_content,
)


def damaged(bases: Sequence[Path], count: int, seed: int) -> Iterator[tuple[str, bytes]]:
    """(file name, bytes): every bomb once, the rest mutants of the bases in turn."""
    made = 0
    for name, build in bombs.BOMBS.items():
        if made < count:
            yield f"{made:03d}-{name}", build()
            made += 1
    contents = [base.read_bytes() for base in bases]
    for number in range(made, count):
        dice = random.Random(f"{seed} {number}")
        which = number % len(bases)
        change = dice.choice(CHANGES)
        yield f"{number:03d}-{change.__name__}{bases[which].suffix}", change(contents[which], dice)


def try_reading(path: Path, slowest_s: float = SLOWEST_S) -> Outcome:
    """Reads one file in a forked child, which the system ends after `slowest_s` of CPU time, and we when it only waits."""
    started = time.monotonic()
    child = os.fork()
    if child == 0:
        resource.setrlimit(resource.RLIMIT_CPU, (int(slowest_s), int(slowest_s) + 1))
        os._exit(_read_in_child(path))
    while True:
        done, status, usage = os.wait4(child, os.WNOHANG)
        if done:
            break
        if time.monotonic() - started > WAITS * slowest_s:
            os.kill(child, signal.SIGKILL)
            _, status, usage = os.wait4(child, 0)
            break
        time.sleep(0.005)
    return Outcome(path.name, _result(status, usage.ru_maxrss // 1024), usage.ru_utime + usage.ru_stime, usage.ru_maxrss // 1024)


def _result(status: int, peak_mib: int) -> str:
    if os.WIFSIGNALED(status) and os.WTERMSIG(status) in (signal.SIGXCPU, signal.SIGKILL):
        return "hang"
    if os.WIFSIGNALED(status):
        return f"crash (signal {os.WTERMSIG(status)})"
    code = os.WEXITSTATUS(status)
    if code in (0, 3):
        return "memory" if peak_mib > MOST_MIB else ("report" if code == 0 else "refused")
    return f"crash (exit {code})"


def _read_in_child(path: Path) -> int:
    from ingest.errors import IngestError
    from ingest.report import read_report

    try:
        read_report(path)
    except IngestError as error:
        return 3 if path.name in str(error) else 4
    except BaseException:  # noqa: BLE001 - whatever escapes is the finding
        import traceback

        sys.stderr.write(f"{path.name}: {traceback.format_exc()}\n")
        return 1
    return 0


def main(argv: Sequence[str] | None = None) -> int:
    """Makes the files, reads them, prints what failed."""
    parser = argparse.ArgumentParser(prog="python -m eval.bench.damage", description=__doc__)
    parser.add_argument("bases", nargs="+", type=Path, metavar="BASE")
    parser.add_argument("--count", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, metavar="DIR", help="keep the files that failed")
    options = parser.parse_args(argv)
    import ingest.readers.pdf
    import ingest.report  # noqa: F401  loaded once for all children

    outcomes = []
    with tempfile.TemporaryDirectory() as folder:
        for name, content in damaged(options.bases, options.count, options.seed):
            path = Path(folder, name)
            path.write_bytes(content)
            outcomes.append(try_reading(path))
            if outcomes[-1].failed:
                print(f"FAILED {outcomes[-1]}", flush=True)
                if options.keep:
                    options.keep.mkdir(parents=True, exist_ok=True)
                    (options.keep / name).write_bytes(content)
            path.unlink()
    _print_counts(outcomes)
    return 1 if any(outcome.failed for outcome in outcomes) else 0


def _print_counts(outcomes: Sequence[Outcome]) -> None:
    print(dict(Counter(outcome.result for outcome in outcomes)))
    for outcome in sorted(outcomes, key=lambda o: -o.seconds)[:8]:
        print(f"slowest: {outcome.name} {outcome.seconds:.1f} s, {outcome.peak_mib} MiB, {outcome.result}")
    print(f"peak: {max(outcome.peak_mib for outcome in outcomes)} MiB")


if __name__ == "__main__":
    sys.exit(main())
