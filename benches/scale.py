"""Many reports on one core and on all: reports a second and memory, beside docling.rs and LibreOffice on the same files.

    python3 benches/scale.py target/release/nianbao [COUNT]

COUNT (400) Word drafts, those of the samples again and again, become one list of their figures (CSV), with checks; docling.rs (built
for it, word_peers/) makes Markdown of them, LibreOffice text, all of them in one call. Measures and prints; never fails on a slow machine.
"""

import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
TIME = "/usr/bin/time"


def timed(command, wanted=(0,)):
    """Wall seconds, CPU seconds and the size in MB of the largest process; None where it does not run."""
    try:
        run = subprocess.run([TIME, "-f", "%e %U %S %M", *map(str, command)], stdin=subprocess.DEVNULL, capture_output=True, check=False)
    except FileNotFoundError:
        return None
    said = run.stderr.decode("utf-8", "replace").strip().splitlines()
    if run.returncode not in wanted or not said:
        return None
    wall, user, system, kilobytes = map(float, said[-1].split())
    return wall, user + system, kilobytes / 1024


def row(name, count, found, base):
    if found is None:
        print(f"{name:<36} not installed, or it failed")
        return None
    wall, cpu, memory = found
    rate = count / wall
    print(f"{name:<36} {rate:>10.1f} {1000 * cpu / count:>12.1f} {memory:>8.0f} {rate / (base or rate):>8.3f}", flush=True)
    return rate


def peers():
    project = ROOT / "benches/word_peers"
    target = pathlib.Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")) / "tmp/word-peers"
    command = ["cargo", "build", "--quiet", "--release", "--manifest-path", project / "Cargo.toml", "--target-dir", target]
    built = subprocess.run(list(map(str, command)), stderr=subprocess.DEVNULL, check=False).returncode == 0
    return target / "release/word-peers" if built else None


def main():
    nianbao = pathlib.Path(sys.argv[1]).resolve()
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 400
    drafts = sorted((ROOT / "samples").glob("*/draft.docx")) + sorted((ROOT / "samples/drafts").glob("*.docx"))
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        files = []
        for number in range(count):
            files.append(folder / "in" / f"{number:04}.docx")
            files[-1].parent.mkdir(exist_ok=True)
            shutil.copyfile(drafts[number % len(drafts)], files[-1])
        print(f"{count} drafts, {os.cpu_count()} cores")
        print(f"{'':<36} {'reports/s':>10} {'CPU ms each':>12} {'peak MB':>8} {'ratio':>8}")
        base = None
        for jobs in sorted({1, 2, os.cpu_count() or 1}):
            command = [nianbao, "list", folder / "in", "-o", folder / "out.csv", "--force", "--quiet", "--jobs", jobs]
            rate = row(f"nianbao list, --jobs {jobs}", count, timed(command, (0, 1)), base)
            base = base or rate
        # Each by itself fewer times: one draft takes them as long as many take nianbao.
        few = files[: max(1, count // 10)]
        program = peers()
        row("docling.rs, to Markdown", len(few) * 9, program and timed([program, "docling", *few]), base)
        command = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "txt:Text (encoded):UTF8"]
        row("LibreOffice, to text, in one call", len(few), timed([*command, "--outdir", folder / "txt", *few]), base)


main()
