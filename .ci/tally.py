"""What the outside witnesses count: what holds and what does not; how they call other programs, and go through a report's figures."""

import subprocess
import sys

passed, failed = 0, 0


def check(name, holds, detail=""):
    global passed, failed
    passed, failed = passed + bool(holds), failed + (not holds)
    if not holds:
        print(f"FAIL {name}" + (f"\n     {detail}"[:900] if detail != "" else ""), flush=True)


def equal(name, found, wanted):
    check(name, found == wanted, f"found {found!r}, expected {wanted!r}")


def run(*command, status=(0,), of="stdout"):
    done = subprocess.run([str(word) for word in command], stdin=subprocess.DEVNULL, capture_output=True, timeout=300)
    if done.returncode not in status:
        said = (done.stderr or done.stdout).decode("utf-8", "replace")
        raise RuntimeError(f"{' '.join(map(str, command))}: status {done.returncode}: {said[-2000:]}")
    return getattr(done, of)


def cells(part, name=""):
    """The figures below a part of a report's JSON: where each is held, its key, its id."""
    for key, value in part.items():
        if isinstance(value, dict) and "raw" not in value:
            yield from cells(value, f"{name}{key}.")
        else:
            yield part, key, name + key


def end():
    """Says how many held, and ends the program."""
    print(f"{passed} passed, {failed} failed")
    sys.exit(bool(failed))
