"""What PDF/A and PDF/UA ask of a PDF, looked at by programs that share no code with nianbao.

Three validators, each as far as it goes: pikepdf's (PDF/A-2b and -3b, after veraPDF's rules), PDFBox Preflight (PDF/A-1b, of which
most rules live on in parts 2 and 3), pdfua (a subset of PDF/UA-1). What none of them looks at, the levels A above all, is checked
here on the objects: pikepdf reads them, fontTools the font programs, lxml the XMP packet.
"""

import decimal
import hashlib
import io
import pathlib
import re
import subprocess

import pdfua
import pikepdf
import pikepdf.pdfa
from fontTools.ttLib import TTFont
from lxml import etree

JARS = ":".join(f"/usr/share/java/{jar}.jar" for jar in "preflight pdfbox2 fontbox2 xmpbox commons-logging javax.activation jaxb-api".split())
RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
DC = "{http://purl.org/dc/elements/1.1/}"
XMP = "{http://ns.adobe.com/xap/1.0/}"
PDFAID = "{http://www.aiim.org/pdfa/ns/id/}"
PDFUAID = "{http://www.aiim.org/pdfua/ns/id/}"
NIANBAO = "{urn:nianbao:ns:pdf/1.0/}"
SCHEMA = "{http://www.aiim.org/pdfa/ns/schema#}"
PROPERTY = "{http://www.aiim.org/pdfa/ns/property#}"

# Preflight knows part 1 only. What it says because part 1 was narrower:
ONLY_PART_1 = {
    ("1.4", "/XRef cross reference streams are not allowed"): "allowed since part 2 (6.1.4)",
    ("1.4.7", "EmbeddedFile entry is present in the Names dictionary"): "attachments are what part 3 adds (6.8)",
    ("1.2.9", "EmbeddedFile entry is present in a FileSpecification dictionary"): "likewise",
    ("3.1.11", "The CIDSet entry is missing for the Composite Subset"): "optional since part 2 (6.2.11.4.2)",
    ("7.11.2", "part must be 1"): "the claim is to parts 2 or 3",
}

# pikepdf's validator knows levels B only, and no extension schemas: what it does not know it refuses. Both are checked below.
UNKNOWN_TO_PIKEPDF = [
    r"ISO_19005_[23]:6\.6\.4-3 .*pdfaid:conformance is 'A', expected 'B'",
    r"ISO_19005_[23]:6\.6\.2\.3\.1-1 .*XMP (namespace|property) (pdfaExtension|pdfaSchema|pdfaProperty|nianbao|pdfuaid)\b.* is not permitted",
]

# Elements of ISO 32000-1, 14.8.4 that nianbao uses.
STANDARD = set("Document H1 H2 H3 H4 H5 H6 P L LI Lbl LBody Table THead TBody TR TH TD Figure Caption Note Reference Link Span Ruby RB RT Formula TOC TOCI".split())
GROUPS = {"L": {"LI", "L", "Caption"}, "LI": {"Lbl", "LBody"}, "Table": {"THead", "TBody", "TR", "Caption"}, "THead": {"TR"}, "TBody": {"TR"}, "TR": {"TH", "TD"}, "Ruby": {"RB", "RT"}, "TOC": {"TOCI"}, "TOCI": {"Link"}}
NUMBERINGS = set("/None /Disc /Circle /Square /Decimal /UpperRoman /LowerRoman /UpperAlpha /LowerAlpha".split())


class Witness:
    def __init__(self, name, check, equal):
        self.name, self._check, self._equal = name, check, equal

    def check(self, what, holds, detail=""):
        self._check(f"{self.name}: PDF: {what}", holds, detail)

    def equal(self, what, found, wanted):
        self._equal(f"{self.name}: PDF: {what}", found, wanted)


def validators(w, report, path, part):
    flavour = f"{part}b"
    said = [str(finding) for finding in pikepdf.pdfa.validate_written(path, flavour).findings]
    said = [text for text in said if not any(re.search(known, text) for known in UNKNOWN_TO_PIKEPDF)]
    w.equal(f"pikepdf's validator: PDF/A-{flavour}", said, [])
    outcome = pdfua.validate(str(path))
    # A table whose source names no header has none here: headers are advised (ISO 14289-1, 7.5), and guessing them is not.
    headless = sum(not any(cell.scope for cell in table.cells) for table in report.tables)
    said = [f"{finding.rule_id} {finding.message}" for finding in outcome.findings]
    w.equal("pdfua", [text for text in said if not text.startswith("UA-15-003")], [])
    w.check("pdfua: tables have headers where their source does", sum(text.startswith("UA-15-003") for text in said) <= headless, said)
    # pdfua 0.1.3 stops at an element with several kids in its rule on empty headings, which is checked below.
    w.equal("pdfua: rules left out", sorted({rule.rule_id for rule in outcome.skipped} - {"UA-14-001"}), [])
    command = ["java", "-cp", JARS, "org.apache.pdfbox.preflight.Validator_A1b", "xml", str(path)]
    result = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, check=False)
    try:
        tree = etree.fromstring(result.stdout)
    except etree.XMLSyntaxError:
        return w.check("Preflight reads it", False, result.stderr.decode("utf-8", "replace")[:500])
    errors = [(error.findtext("code"), error.findtext("details")) for error in tree.iter("error")]
    known = lambda code, details: any(code == c and text in details for c, text in ONLY_PART_1)
    w.equal("PDFBox Preflight, but for what part 1 alone asks", [error for error in errors if not known(*error)], [])


def date_of(info):
    found = re.fullmatch(r"D:(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)\+08'00'", str(info))
    return found and "{}-{}-{}T{}:{}:{}+08:00".format(*found.groups())


def metadata(w, pdf, part, report):
    tree = etree.fromstring(pdf.Root.Metadata.read_bytes())
    text = lambda tag: [e.text for e in tree.iter(tag)]
    listed = lambda tag: [li.text for e in tree.iter(tag) for li in e.iter(f"{RDF}li")]
    claim = (text(f"{PDFAID}part"), text(f"{PDFAID}conformance"), text(f"{PDFUAID}part"))
    w.equal("claims", claim, ([str(part)], ["A"], ["1"]) if part else ([], [], []))
    title = listed(f"{DC}title")
    w.check("the XMP packet has a title", len(title) == 1 and title[0].strip())
    if report.title:
        w.equal("title in XMP", title, [report.title])
    w.equal("title in the information dictionary", [str(pdf.docinfo.Title)], title)
    w.equal("author", listed(f"{DC}creator"), [str(pdf.docinfo.Author)] if "/Author" in pdf.docinfo else [])
    w.equal("language in XMP", listed(f"{DC}language"), ["zh-CN"])
    w.equal("description", listed(f"{DC}description"), [str(pdf.docinfo.Subject)] if "/Subject" in pdf.docinfo else [])
    for key, tag in (("/CreationDate", "CreateDate"), ("/ModDate", "ModifyDate")):
        w.equal(f"{tag} in XMP and in the information dictionary", text(XMP + tag), [date_of(pdf.docinfo[key])] if key in pdf.docinfo else [])
    described = {}
    for schema in tree.iter(f"{RDF}li"):
        uri = schema.findtext(f"{SCHEMA}namespaceURI")
        if uri:
            kinds = {p.findtext(f"{PROPERTY}name"): p.findtext(f"{PROPERTY}valueType") for p in schema.iter(f"{RDF}li") if p.find(f"{PROPERTY}name") is not None}
            whole = all(p.findtext(f"{PROPERTY}category") and p.findtext(f"{PROPERTY}description") for p in schema.iter(f"{RDF}li") if p.find(f"{PROPERTY}name") is not None)
            described[uri] = kinds if whole and schema.findtext(f"{SCHEMA}prefix") and schema.findtext(f"{SCHEMA}schema") else None
    wanted = {PDFUAID[1:-1]: {"part": "Integer"}} if part else {}
    if part == 3:
        wanted[NIANBAO[1:-1]] = {"pagesDigest": "Text"}
    w.equal("extension schemas describe what is not XMP's own", described, wanted)
    intents = list(pdf.Root.get("/OutputIntents", []))
    w.equal("output intents", [str(i.S) for i in intents], ["/GTS_PDFA1"] if part else [])
    for intent in intents:
        profile = intent.DestOutputProfile
        data = profile.read_bytes()
        w.equal("output intent: an RGB profile", (profile.N, data[12:20], data[36:40], len(data)), (3, b"mntrRGB ", b"acsp", int.from_bytes(data[:4], "big")))
    return text(f"{NIANBAO}pagesDigest")


def to_unicode(stream):
    found = {}
    for first, last, texts in re.findall(rb"<([0-9A-F]{4})>\s*<([0-9A-F]{4})>\s*\[(.*?)\]", stream.read_bytes(), re.S):
        texts = [bytes.fromhex(text.decode()).decode("utf-16-be") for text in re.findall(rb"<([0-9A-F]*)>", texts)]
        found.update(zip(range(int(first, 16), int(last, 16) + 1), texts, strict=True))
    return found


class Font:
    def __init__(self, w, font):
        name = str(font.BaseFont)
        descendant, = font.DescendantFonts
        descriptor = descendant.FontDescriptor
        w.check(f"font {name}: a tagged subset, named alike everywhere", re.match(r"/[A-Z]{6}\+", name) and name == str(descendant.BaseFont) == str(descriptor.FontName))
        w.equal(f"font {name}: kind", (str(font.Subtype), str(font.Encoding), str(descendant.Subtype), str(descendant.CIDToGIDMap)), ("/Type0", "/Identity-H", "/CIDFontType2", "/Identity"))
        missing = [key for key in "Flags FontBBox ItalicAngle Ascent Descent CapHeight StemV FontFile2".split() if f"/{key}" not in descriptor]
        w.equal(f"font {name}: a complete descriptor", missing, [])
        data = descriptor.FontFile2.read_bytes()
        w.equal(f"font {name}: Length1", int(descriptor.FontFile2.Length1), len(data))
        program = TTFont(io.BytesIO(data), checkChecksums=2, lazy=False)
        scale = 1000 / program["head"].unitsPerEm
        order = program.getGlyphOrder()
        advances = [program["hmtx"][glyph][0] * scale for glyph in order]
        for glyph in order:
            program["glyf"][glyph].expand(program["glyf"])
        first, widths = descendant.W
        stated = [float(width) for width in widths]
        w.check(f"font {name}: W states the program's advances", int(first) == 0 and len(stated) == len(advances) and all(abs(a - b) <= 0.5 for a, b in zip(stated, advances)))
        self.name, self.count, self.texts = name, len(order), to_unicode(font.ToUnicode)
        bad = {code: text for code, text in self.texts.items() if not text or re.search("[\x00\ufeff\ufffe\uffff\ue000-\uf8ff\U000f0000-\U0010ffff]", text)}
        w.equal(f"font {name}: no code stands for nothing, for no character, or for a private one", bad, {})


def shown_codes(operands):
    parts = operands[0] if isinstance(operands[0], pikepdf.Array) else [operands[0]]
    for part in parts:
        if isinstance(part, pikepdf.String):
            data = bytes(part)
            yield from (int.from_bytes(data[i:i + 2], "big") for i in range(0, len(data), 2))


def contents(w, pdf, fonts):
    """Marked content of all pages: {page index: {mcid: (what is in it, text)}}."""
    found = {}
    for number, page in enumerate(pdf.pages):
        where = f"page {number + 1}"
        marked, open_, font, bare, nested, untyped, strange = {}, None, None, 0, 0, 0, []
        for operands, operator in pikepdf.parse_content_stream(page):
            operator = str(operator)
            if operator in ("BDC", "BMC"):
                nested += open_ is not None
                tag, properties = str(operands[0]), operands[1] if operator == "BDC" else {}
                if tag == "/Artifact":
                    untyped += str(properties.get("/Type", "")) not in ("/Pagination", "/Layout", "/Page", "/Background")
                    open_ = "artifact"
                else:
                    open_ = int(properties["/MCID"])
                    w.check(f"{where}: identifiers are unique", open_ not in marked)
                    marked[open_] = {"kinds": set(), "text": "", "actual": str(properties["/ActualText"]) if "/ActualText" in properties else None}
            elif operator == "EMC":
                open_ = None
            elif operator == "Tf":
                font = fonts[str(operands[0])]
            elif operator in ("Tj", "TJ", "Do", "S", "s", "f", "F", "f*", "B", "b", "sh", "'", '"'):
                bare += open_ is None
                codes = list(shown_codes(operands)) if operator in ("Tj", "TJ") else []
                strange += [code for code in codes if not 0 < code < font.count or code not in font.texts]
                if isinstance(open_, int):
                    marked[open_]["kinds"].add(operator)
                    marked[open_]["text"] += "".join(font.texts.get(code, "") for code in codes)
            elif operator in ("k", "K", "cs", "CS", "scn", "SCN", "gs"):
                strange.append(operator)
        w.equal(f"{where}: everything painted is tagged or an artifact", bare, 0)
        w.equal(f"{where}: marked content is not nested, artifacts say what they are", (nested, untyped), (0, 0))
        w.equal(f"{where}: no missing glyph, no code without text, no colour the intent does not cover", strange, [])
        w.equal(f"{where}: identifiers run from 0", sorted(marked), list(range(len(marked))))
        w.equal(f"{where}: Tabs", str(page.get("/Tabs")), "/S")
        w.check(f"{where}: no transparency", "/Group" not in page and not any("/SMask" in image for image in page.Resources.get("/XObject", {}).values()))
        found[number] = marked
    return found


class Element:
    def __init__(self, dictionary, parent):
        self.dictionary, self.parent, self.kind = dictionary, parent, str(dictionary.S)[1:]
        self.children, self.contents, self.objects = [], [], []

    def attribute(self, owner, key):
        attributes = self.dictionary.get("/A")
        for entry in attributes if isinstance(attributes, pikepdf.Array) else [attributes]:
            if entry is not None and str(entry.O) == f"/{owner}" and key in entry:
                return entry[key]
        return None

    def all(self):
        yield self
        for child in self.children:
            yield from child.all()


def structure(w, pdf, marked, report):
    root = pdf.Root.StructTreeRoot
    pages = {page.objgen: number for number, page in enumerate(pdf.pages)}
    owners, twice = {}, []

    def walk(dictionary, parent):
        element = Element(dictionary, parent)
        w.check("every element knows its parent", dictionary.P.objgen == (root if parent is None else parent.dictionary).objgen)
        kids = dictionary.get("/K")
        for kid in [] if kids is None else kids if isinstance(kids, pikepdf.Array) else [kids]:
            if isinstance(kid, int):
                place = (pages[dictionary.Pg.objgen], int(kid))
            elif str(kid.get("/Type", "")) == "/MCR":
                place = (pages[kid.Pg.objgen], int(kid.MCID))
            elif str(kid.get("/Type", "")) == "/OBJR":
                element.objects.append(kid.Obj)
                continue
            else:
                element.children.append(walk(kid, element))
                continue
            if place in owners:
                twice.append(place)
            owners[place] = element
            element.contents.append(place)
        return element

    top = walk(root.K[0] if isinstance(root.K, pikepdf.Array) else root.K, None)
    w.equal("the root is a Document", top.kind, "Document")
    w.equal("no marked content is reached twice", twice, [])
    w.equal("every marked content is reached from the structure tree", sorted(owners), sorted((page, mcid) for page, found in marked.items() for mcid in found))
    numbers = list(root.ParentTree.Nums)
    tree = {int(key): value for key, value in zip(numbers[::2], numbers[1::2])}
    wrong = []
    for number, page in enumerate(pdf.pages):
        listed = tree[int(page.StructParents)]
        wrong += [(number, mcid) for mcid, entry in enumerate(listed) if owners[(number, mcid)].dictionary.objgen != entry.objgen]
        wrong += [(number, "length")] if len(listed) != len(marked[number]) else []
    w.equal("the parent tree says the same", wrong, [])
    w.check("the parent tree's next key is free", int(root.ParentTreeNextKey) > max(tree, default=-1))
    everything = list(top.all())
    w.equal("only standard elements", sorted({e.kind for e in everything} - STANDARD), [])
    misplaced = [(e.parent.kind, e.kind) for e in everything if e.parent and e.kind not in GROUPS.get(e.parent.kind, STANDARD)]
    misplaced += [("", e.kind) for e in everything if e.kind in ("LI", "TR", "TH", "TD", "THead", "TBody", "Lbl", "LBody") and (e.parent is None or e.parent.kind not in GROUPS) and not (e.kind == "Lbl" and e.parent.kind in ("Note", "P"))]
    w.equal("lists and tables hold what belongs in them", misplaced, [])

    headings = [e for e in everything if re.fullmatch(r"H\d", e.kind)]
    levels = [int(e.kind[1]) for e in headings]
    w.check("heading levels begin with 1 and leave none out", all(level <= before + 1 for before, level in zip([0] + levels, levels)), levels)
    said = lambda e: "".join(m["actual"] if m["actual"] is not None else m["text"] for c in e.all() for p, i in c.contents for m in [marked[p][i]])
    w.check("no heading is empty", all(said(e).strip() for e in headings))
    tables = [e for e in everything if e.kind == "Table"]
    count = lambda table, kind: sum(e.kind == kind for e in table.all())
    wanted = [(t.rows, sum(bool(c.scope) for c in t.cells), sum(not c.scope for c in t.cells)) for t in report.tables if t.statutory]
    found = [(count(t, "TR"), count(t, "TH"), count(t, "TD")) for t in tables]
    statutory = [f for f, t in zip(found, report.tables) if t.statutory]
    w.equal("rows, header cells and data cells of the statutory tables", statutory, wanted)
    cells = [e for e in everything if e.kind == "TH"]
    w.check("every header cell has a scope", all(str(e.attribute("Table", "/Scope")) in ("/Row", "/Column", "/Both") for e in cells))
    for e in everything:
        if e.kind == "Formula":
            w.equal("every formula says its text", str(e.dictionary.get("/ActualText", "")), str(e.dictionary.Alt))
        if e.kind in ("Figure", "Formula"):
            w.check("every figure and formula has a text instead", str(e.dictionary.get("/Alt", "")).strip())
            if not e.contents:  # a frame for a picture that can't be drawn, and no words in it
                continue
            box = e.attribute("Layout", "/BBox")
            page = pdf.pages[e.contents[0][0]].mediabox
            inside = box is not None and float(page[0]) <= box[0] < box[2] <= float(page[2]) and float(page[1]) <= box[1] < box[3] <= float(page[3])
            w.check("every figure and formula has a box on its page", inside, box)
        if e.kind == "L" and any(c.kind == "Lbl" for c in e.all()):
            w.check("every list with labels says how they count", str(e.attribute("List", "/ListNumbering")) in NUMBERINGS)
    notes = [e for e in everything if e.kind == "Note"]
    ids = [str(e.dictionary.get("/ID", "")) for e in notes]
    w.check("notes have identifiers of their own", all(ids) and len(set(ids)) == len(ids), ids)
    named = {}
    if "/IDTree" in root:
        for leaf in root.IDTree.Kids:
            names = list(leaf.Names)
            named.update({str(key): value.objgen for key, value in zip(names[::2], names[1::2])})
            w.equal("the tree of identifiers is sorted, with its limits", ([str(n) for n in names[::2]], [str(n) for n in leaf.Limits]), (sorted(named), [min(named), max(named)]))
    w.equal("the tree of identifiers leads to the notes", named, {i: e.dictionary.objgen for i, e in zip(ids, notes)})
    annotations = [(page, a) for page in pdf.pages for a in page.get("/Annots", [])]
    linked = {o.objgen: e for e in everything for o in e.objects}
    for page, a in annotations:
        element = linked.get(a.objgen)
        w.check("links are annotations under a Link that say where they lead", element is not None and element.kind == "Link" and str(a.Subtype) == "/Link" and str(a.get("/Contents", "")).strip())
        w.check("links lead to an address or to a place on a page", ("/A" in a) != ("/Dest" in a) and ("/Dest" not in a or leads(pdf, a.Dest)), a)
        w.check("links: the parent tree knows them, they are printed", tree[int(a.StructParent)].objgen == element.dictionary.objgen and int(a.F) == 4)
    w.equal("Link elements have annotations", sum(e.kind == "Link" and not e.objects for e in everything), 0)


def contents_numbers(path, levels):
    """The headings down to so many levels below the title that some line of the pages says with the number of their page."""
    text = subprocess.run(["pdftotext", "-layout", str(path), "-"], stdin=subprocess.DEVNULL, capture_output=True, check=True).stdout.decode()
    squeezed = re.sub(r"\s", "", text)
    found = 0
    with pikepdf.open(path) as pdf, pdf.open_outline() as outline:
        pages = {page.objgen: number for number, page in enumerate(pdf.pages, 1)}

        def walk(items, level):
            for item in items:
                yield level, item
                yield from walk(item.children, level + 1)

        for level, item in walk(outline.root, 0):
            page = pages[item.destination[0].objgen]
            found += 0 < level <= levels and re.sub(r"\s", "", item.title) + str(page) in squeezed
    return found


def leads(pdf, destination):
    page, kind, _, top, _ = destination
    found = next((p for p in pdf.pages if p.objgen == page.objgen), None)
    return found is not None and str(kind) == "/XYZ" and float(found.mediabox[1]) <= float(top) <= float(found.mediabox[3])


def digest_of(pdf, name, data):
    """The digest of pages and data, made as src/attached.rs says."""
    hash, met = hashlib.sha256(), {}

    def text(mark, content):
        hash.update(f"{mark}{len(content)}:".encode() + content)

    def say(value):
        if isinstance(value, pikepdf.Object) and value.is_indirect:
            if value.objgen in met:
                return hash.update(f"@{met[value.objgen]};".encode())
            met[value.objgen] = len(met) + 1
        if value is None:
            hash.update(b"n")
        elif isinstance(value, bool):
            hash.update(b"t" if value else b"f")
        elif isinstance(value, (int, decimal.Decimal)):
            hash.update(f"#{int((value * 1000000).to_integral_value()) if isinstance(value, decimal.Decimal) else value * 1000000};".encode())
        elif isinstance(value, pikepdf.Name):
            text("/", str(value)[1:].encode())
        elif isinstance(value, pikepdf.String):
            text("(", bytes(value))
        elif isinstance(value, pikepdf.Array):
            hash.update(b"[")
            for item in value:
                say(item)
            hash.update(b"]")
        elif isinstance(value, (pikepdf.Dictionary, pikepdf.Stream)):
            hash.update(b"<")
            for key in sorted(value.keys(), key=str.encode):
                inner = value.get(key)
                if inner is not None and not (isinstance(value, pikepdf.Stream) and key == "/Length"):
                    text("/", key[1:].encode())
                    say(inner)
            hash.update(b">")
            if isinstance(value, pikepdf.Stream):
                raw = value.read_raw_bytes()
                hash.update(f"={len(raw)}:".encode() + raw)
        else:
            raise AssertionError(value)

    for record, key in (("pages ", "/Pages"), ("form ", "/AcroForm"), ("layers ", "/OCProperties")):
        hash.update(record.encode())
        say(pdf.Root.get(key))
    hash.update(f"data {name} {len(data)} ".encode() + data)
    return hash.hexdigest()


def attached(w, pdf, stated, json):
    if json is None:
        w.check("nothing is attached", not pdf.attachments and "/AF" not in pdf.Root and "/Names" not in pdf.Root)
        return w.equal("no digest without an attachment", stated, [])
    specification, = pdf.Root.AF
    names = list(pdf.Root.Names.EmbeddedFiles.Names)
    w.check("the associated file is in the tree of embedded files", len(names) == 2 and names[1].objgen == specification.objgen)
    w.equal("the associated file", [str(specification.get(key)) for key in ("/F", "/UF", "/AFRelationship")], ["report.json", "report.json", "/Source"])
    w.check("the associated file is described", str(specification.get("/Desc", "")).strip())
    stream = specification.EF.F
    data = stream.read_bytes()
    w.equal("the associated file's media type", str(stream.Subtype), "/application/json")
    w.equal("the attached report is the canonical JSON", data, json)
    parameters = stream.Params
    w.equal("the associated file's size and check sum", (int(parameters.Size), bytes(parameters.CheckSum)), (len(data), hashlib.md5(data).digest()))
    w.equal("the associated file's date is the document's", str(parameters.get("/ModDate")), str(pdf.docinfo.get("/ModDate")))
    digest = digest_of(pdf, "report.json", data)
    w.equal("the digest ties pages and data", stated, [f"sha256:{digest}"])


def witness(name, report, path, json, part, check, equal):
    """`part` of ISO 19005 the file claims, or None; `json`: what has to be attached, or None."""
    w = Witness(name, check, equal)
    path = pathlib.Path(path)
    if part:
        validators(w, report, path, part)
    with pikepdf.open(path) as pdf:
        w.equal("version", pdf.pdf_version, "1.7")
        w.check("it has an identifier, and is open to all", "/ID" in pdf.trailer and not pdf.is_encrypted)
        w.check("marked, in Chinese, showing its title", bool(pdf.Root.MarkInfo.Marked) and str(pdf.Root.Lang) == "zh-CN" and bool(pdf.Root.ViewerPreferences.DisplayDocTitle))
        w.check("no script, form or action", not {"/AA", "/OpenAction", "/AcroForm", "/OCProperties", "/Requirements"} & set(pdf.Root.keys()))
        filters = {str(f) for o in pdf.objects if isinstance(o, pikepdf.Stream) for f in ([o.get("/Filter")] if not isinstance(o.get("/Filter"), pikepdf.Array) else o.Filter) if f is not None}
        w.equal("streams are packed in ways archives take", sorted(filters - {"/FlateDecode", "/DCTDecode"}), [])
        stated = metadata(w, pdf, part, report)
        fonts = {key: Font(w, font) for key, font in pdf.pages[0].Resources.get("/Font", {}).items()}
        marked = contents(w, pdf, fonts)
        structure(w, pdf, marked, report)
        attached(w, pdf, stated, json)
