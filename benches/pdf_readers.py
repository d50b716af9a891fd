#!/usr/bin/env python3
"""The same published PDFs read by nianbao and by its peers: CPU time a page, and what each got of the tables.

    python3 benches/pdf_readers.py target/release/nianbao OUT [FILE.pdf …]

Without files: the samples as nianbao publishes them (read by their pages, not by the data they carry) and, where LibreOffice
(`soffice`) is installed, as it prints the same Word files. Peers that are not installed are left out: pdfplumber (text and
tables), pypdfium2 (text only: it knows no tables), pdf_oxide (text and tables). A reader's start is not counted: each reads the
file once and then several times in one process, and the difference is shared out. nianbao is measured twice: to a report that is
checked and written (`nianbao`), and to a document in process (`document`, by `cargo bench --bench pdf`), which is what the peers do.
"""
import importlib.util, os, shutil, statistics, subprocess, sys, tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NIANBAO, OUT = Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve()
TIMES = 6

PEERS = {
    'pdfplumber': '''
with pdfplumber.open(path) as pdf:
    for page in pdf.pages:
        page.extract_text()
        page.extract_tables()''',
    'pypdfium2': '''
pdf = pypdfium2.PdfDocument(path)
for page in pdf:
    page.get_textpage().get_text_bounded()''',
    'pdf_oxide': '''
pdf = pdf_oxide.PdfDocument(path)
for n in range(pdf.page_count()):
    pdf.extract_text(n)
    pdf.extract_tables(n)''',
}


def samples():
    for name in ('lukou-2021', 'qinghe-2023', 'anping-2020'):
        draft = ROOT / 'samples' / name / 'draft.docx'
        own = OUT / f'{name}.pdf'
        subprocess.run([NIANBAO, 'convert', draft, '-o', own, '--force', '--quiet'], stderr=subprocess.DEVNULL)
        yield own
        if shutil.which('soffice'):
            subprocess.run(['soffice', f'-env:UserInstallation=file://{OUT}/profile', '--headless', '--convert-to', 'pdf',
                            '--outdir', OUT / 'office', draft], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            yield (OUT / 'office' / 'draft.pdf').rename(OUT / f'{name}-libreoffice.pdf')


def cpu(command):
    process = subprocess.Popen([str(part) for part in command], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    said = process.stderr.read().decode(errors='replace')
    _, status, usage = os.wait4(process.pid, 0)
    if os.waitstatus_to_exitcode(status) not in (0, 1):
        raise RuntimeError(said[-300:])
    return usage.ru_utime + usage.ru_stime


def command(reader, path, times, folder):
    if reader == 'nianbao':
        copies = [shutil.copy(path, folder / f'{n}.pdf') for n in range(times)]
        return [NIANBAO, 'convert', *copies, '--visible', '--to', 'json', '--out-dir', folder / 'json', '--force', '--quiet']
    work = PEERS[reader].replace('\n', '\n    ')
    return [sys.executable, '-c', f'import {reader}\npath = {str(path)!r}\nfor _ in range({times}):{work}']


def seconds(reader, path):
    """CPU seconds of one more reading."""
    found = []
    for _ in range(3):
        with tempfile.TemporaryDirectory() as folder:
            once, often = (cpu(command(reader, path, times, Path(folder))) for times in (1, 1 + TIMES))
        found.append((often - once) / TIMES)
    return statistics.median(found)


def documents(files):
    """Milliseconds a page of reading each file to a document."""
    said = subprocess.run(['cargo', 'bench', '-q', '--bench', 'pdf', '--', *map(str, files)], cwd=ROOT, capture_output=True, text=True)
    rows = [line.split() for line in said.stdout.splitlines()[1:]]
    return {row[0]: float(row[-2]) for row in rows if len(row) >= 4}


def main():
    OUT.mkdir(parents=True, exist_ok=True)
    files = [Path(file).resolve() for file in sys.argv[3:]] or list(samples())
    readers = ['nianbao', *[peer for peer in PEERS if importlib.util.find_spec(peer)]]
    read = documents(files)
    print(f'{"CPU ms a page":<34}{"pages":>6}{"document":>10}' + ''.join(f'{reader:>20}' for reader in readers))
    for path in files:
        info = subprocess.run(['pdfinfo', path], capture_output=True, text=True).stdout
        pages = int(next(line for line in info.splitlines() if line.startswith('Pages:')).split()[1])
        own, line = None, ''
        for reader in readers:
            try:
                taken = seconds(reader, path) / pages * 1000
            except RuntimeError as error:
                line += f'{"failed":>20}'
                print(reader, error, file=sys.stderr)
                continue
            own = own or taken
            line += f'{taken:>12.2f} {taken / own:>6.1f}x'
        print(f'{path.name:<34}{pages:>6}{read.get(path.name, float("nan")):>10.2f}{line}', flush=True)


main()
