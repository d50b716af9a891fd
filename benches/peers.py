#!/usr/bin/env python3
"""The same draft set by nianbao and by its peers: time, memory, size and pages, and the pages side by side.

    python3 benches/peers.py target/release/nianbao OUT

Peers that are not installed are left out: LibreOffice (`soffice`), pandoc ≥ 3.1.2 with typst (`pandoc` or the Python package
`pypandoc-binary`; the Python package `typst`), WeasyPrint (on nianbao's own web page, as it reads no Word file).
With poppler and Pillow, OUT/pages-*.png show every peer's pages one above the other. Made for a reader to look at: it
judges nothing. Needs python-docx for the document of 34 reports.
"""
import copy, os, re, shutil, statistics, subprocess, sys, time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NIANBAO, OUT = Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve()
REPORTS = 34


def thirty_four(source, target):
    """A Word file in which the draft's body stands 34 times, each copy on a new page."""
    import docx
    from docx.enum.text import WD_BREAK
    document = docx.Document(source)
    body = document.element.body
    blocks = [child for child in body if not child.tag.endswith('}sectPr')]
    for _ in range(REPORTS - 1):
        document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
        for block in blocks:
            body.insert(len(body) - 1, copy.deepcopy(block))
    document.save(target)


def pandoc():
    if found := shutil.which('pandoc'):
        version = subprocess.run([found, '--version'], capture_output=True, text=True).stdout.split()[1]
        if [int(part) for part in version.split('.')[:3]] >= [3, 1, 2]:
            return found
    try:
        import pypandoc
        return pypandoc.get_pandoc_path()
    except (ImportError, OSError):
        return None


def peers(source, folder):
    """For each peer its commands, run one after another, and the PDF they make."""
    made = folder / 'nianbao.pdf'
    yield 'nianbao', [[NIANBAO, 'convert', source, '-o', made, '--force', '--quiet']], made
    if shutil.which('soffice'):
        profile = f'-env:UserInstallation=file://{folder}/profile'
        command = ['soffice', profile, '--headless', '--convert-to', 'pdf', '--outdir', folder / 'office', source]
        yield 'LibreOffice', [command], folder / 'office' / (source.stem + '.pdf')
    try:
        import typst  # noqa: F401
        if converter := pandoc():
            text, made = folder / 'pandoc.typ', folder / 'typst.pdf'
            font = ['-V', 'mainfont=Noto Serif CJK SC', '-V', 'papersize=a4']
            compile_it = f'import typst; open({str(made)!r}, "wb").write(typst.compile({str(text)!r}))'
            yield 'pandoc + typst', [[converter, source, '-t', 'typst', '-s', *font, '--extract-media=.', '-o', text],
                                     [sys.executable, '-c', compile_it]], made
    except ImportError:
        pass
    if shutil.which('weasyprint'):
        page, made = folder / 'page.html', folder / 'weasyprint.pdf'
        subprocess.run([NIANBAO, 'convert', source, '-o', page, '--force', '--quiet'], check=True)
        yield 'WeasyPrint', [['weasyprint', '-q', page, made]], made


def measure(peer, commands, folder):
    """Wall seconds, CPU seconds and peak MB of commands run one after another."""
    wall = cpu = peak = 0
    for command in commands:
        start = time.monotonic()
        # GNU time for the memory: a child of this interpreter would be charged with its size.
        command = ['/usr/bin/time', '-f', '%M', *map(str, command)]
        process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        said = process.stderr.read().decode(errors='replace').strip()
        _, status, usage = os.wait4(process.pid, 0)
        wall += time.monotonic() - start
        # nianbao ends with 1 where it found faults in the draft; its PDF is whole.
        if os.waitstatus_to_exitcode(status) not in ((0, 1) if peer == 'nianbao' else (0,)):
            raise RuntimeError(said[-300:])
        cpu += usage.ru_utime + usage.ru_stime
        peak = max(peak, int(said.splitlines()[-1]) / 1024)
    return wall, cpu, peak


def page_count(pdf):
    info = subprocess.run(['pdfinfo', pdf], capture_output=True, text=True).stdout
    return int(re.search(r'Pages:\s+(\d+)', info)[1])


def side_by_side(pdfs, target):
    from PIL import Image
    rows = []
    for pdf in pdfs:
        stem = pdf.with_suffix('')
        subprocess.run(['pdftoppm', '-r', '45', '-png', '-l', '8', pdf, stem], check=True)
        rows.append([Image.open(page) for page in sorted(pdf.parent.glob(stem.name + '-*.png'))])
    width = max(sum(page.width for page in row) for row in rows)
    sheet = Image.new('RGB', (width, sum(row[0].height for row in rows)), 'grey')
    top = 0
    for row in rows:
        left = 0
        for page in row:
            sheet.paste(page, (left, top))
            left += page.width
        top += row[0].height
    sheet.save(target)


def main():
    OUT.mkdir(parents=True, exist_ok=True)
    long = OUT / f'{REPORTS}-reports.docx'
    thirty_four(ROOT / 'samples/lukou-2021/draft.docx', long)
    for name, source, runs in [('lukou-2021', ROOT / 'samples/lukou-2021/draft.docx', 5),
                               ('qinghe-2023', ROOT / 'samples/qinghe-2023/draft.docx', 5), ('34 reports', long, 1)]:
        folder = OUT / name.replace(' ', '-')
        (folder / 'office').mkdir(parents=True, exist_ok=True)
        print(f'\n{name}\n{"":<16}{"wall s":>9}{"ratio":>8}{"CPU s":>9}{"ratio":>8}{"peak MB":>9}{"KB":>7}{"pages":>7}')
        own, pdfs = None, []
        for peer, commands, pdf in peers(source, folder):
            if peer == 'WeasyPrint' and name == '34 reports':
                continue
            try:
                measured = [measure(peer, commands, folder) for _ in range(1 + runs)][1:]
            except RuntimeError as error:
                print(f'{peer:<16} failed: {error}')
                continue
            wall, cpu = (statistics.median(column) for column in list(zip(*measured))[:2])
            peak = max(run[2] for run in measured)
            own = own or (wall, cpu)
            print(f'{peer:<16}{wall:>9.3f}{wall / own[0]:>7.1f}x{cpu:>9.3f}{cpu / own[1]:>7.1f}x{peak:>9.1f}'
                  f'{os.path.getsize(pdf) / 1000:>7.0f}{page_count(pdf):>7}', flush=True)
            pdfs.append(pdf)
        side_by_side(pdfs, OUT / f'pages-{folder.name}.png')


main()
