#!/usr/bin/env python3
"""How long nianbao's peers take to read a folder of Word files: processor time a file, median and 99th percentile.

    python3 benches/corpus_peers.py FOLDER

Beside `NIANBAO_CORPUS=FOLDER cargo bench`, on the same machine in the same state. pandoc and LibreOffice are processes; office_oxide
(the Python package `office-oxide`) runs in this one. What is not installed is left out. LibreOffice takes all files in one call: its time is
the mean. Made for a reader: it judges nothing.
"""
import os, shutil, statistics, subprocess, sys, tempfile, time
from pathlib import Path

FILES = sorted(Path(sys.argv[1]).glob('*.docx'))


def say(name, times):
    times.sort()
    print(f'{name}: {len(times)} files, median {statistics.median(times) * 1000:.2f} ms, 99th percentile {times[(len(times) - 1) * 99 // 100] * 1000:.1f} ms')


def spent(command):
    before = os.times()
    done = subprocess.run(command, capture_output=True)
    after = os.times()
    return done.returncode, after.children_user + after.children_system - before.children_user - before.children_system


try:
    import office_oxide
    times = []
    for file in FILES:
        before = time.process_time()
        try:
            with office_oxide.Document.open(str(file)) as document:
                document.plain_text()
            times.append(time.process_time() - before)
        except Exception:
            pass
    say('office_oxide', times)
except ImportError:
    pass
if shutil.which('pandoc'):
    runs = [spent(['pandoc', '--from=docx', '--to=plain', str(file)]) for file in FILES]
    say('pandoc', [seconds for code, seconds in runs if code == 0])
if shutil.which('soffice'):
    with tempfile.TemporaryDirectory() as folder:
        code, seconds = spent(['soffice', f'-env:UserInstallation=file://{folder}/profile', '--headless', '--convert-to', 'txt:Text (encoded):UTF8',
                               '--outdir', f'{folder}/out', *map(str, FILES)])
        made = len(list(Path(folder, 'out').glob('*.txt')))
        print(f'LibreOffice: {made} files in one call, {seconds * 1000 / max(1, made):.1f} ms a file')
