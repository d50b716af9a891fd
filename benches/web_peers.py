#!/usr/bin/env python3
"""How long a peer takes for the web pages of a folder, milliseconds a page, its own start left out.

    python3 benches/web_peers.py soup|docling FOLDER

`soup`: BeautifulSoup for the text and pandas.read_html for the tables, both on lxml. `docling`: its HTML backend, for 20 pages.
"""
import io, sys, time
from pathlib import Path


def soup(pages):
    import pandas
    from bs4 import BeautifulSoup

    def read(page):
        BeautifulSoup(page, 'lxml').get_text('\n')
        return pandas.read_html(io.StringIO(page))

    read(pages[0])
    before = time.perf_counter()
    for page in pages:
        tables = read(page)
        assert len(tables) >= 3
    return (time.perf_counter() - before) / len(pages)


def docling(pages):
    from docling.datamodel.base_models import DocumentStream, InputFormat
    from docling.document_converter import DocumentConverter

    converter = DocumentConverter(allowed_formats=[InputFormat.HTML])
    read = lambda page: converter.convert(DocumentStream(name='page.html', stream=io.BytesIO(page.encode())))
    read(pages[0])
    before = time.perf_counter()
    for page in pages[:20]:
        read(page)
    return (time.perf_counter() - before) / 20


def main():
    pages = [path.read_text(encoding='utf-8') for path in sorted(Path(sys.argv[2]).glob('*.html'))]
    print(1000 * {'soup': soup, 'docling': docling}[sys.argv[1]](pages))


main()
