"""政府信息公开工作年度报告 (government information disclosure annual reports): read, checked and converted.

Whatever the command line of nianbao does with one file. Other threads go on while a file is worked on.
"""

from typing import Any, Literal, Optional, TypedDict, Union

from typing_extensions import NotRequired, TypeAlias

__all__ = ["__version__", "Error", "read", "read_all", "check", "convert", "schema"]

__version__: str

Report: TypeAlias = dict[str, Any]
"""A report in its canonical form; `schema()` says what is in it."""

Data: TypeAlias = Union[bytes, bytearray, Report]
"""A file's bytes, or a report as `read` gives it."""

File: TypeAlias = Union[Data, tuple[str, Data]]
"""The same, or a pair of a name and these."""

Format: TypeAlias = Literal[
    "docx", "xlsx", "pdf", "png", "html", "md", "json", "txt", "doc", "rtf", "odt", "xls", "ods", "csv", "tsv"
]
TrackedChanges: TypeAlias = Literal["accept", "reject", "keep"]
Language: TypeAlias = Literal["zh", "en"]

class Ruling(TypedDict):
    """What a profile says of a finding, and why."""

    severity: Literal["note", "warning", "error", "silent"]
    reason: str

class Finding(TypedDict):
    """What there is to say about a file; `schema("messages")` says what is in it."""

    kind: Literal["finding"]
    code: str
    severity: Literal["note", "warning", "error"]
    message: str
    hint: NotRequired[str]
    file: NotRequired[str]
    place: NotRequired[dict[str, Any]]
    beginning: NotRequired[str]
    values: dict[str, Any]
    rules: NotRequired[list[str]]
    remarks: NotRequired[list[dict[str, Any]]]
    ruling: NotRequired[Ruling]

class Failure(TypedDict):
    """Why something was not done."""

    kind: Literal["failure"]
    code: str
    severity: Literal["note", "warning", "error"]
    message: str
    hint: NotRequired[str]
    file: NotRequired[str]
    place: NotRequired[dict[str, Any]]
    beginning: NotRequired[str]
    values: dict[str, Any]
    cause: NotRequired[str]

class Error(Exception):
    """Why something was not done. Its text is a line for a person, its attributes are for programs."""

    code: str
    """The stable code; `nianbao explain CODE` says what it means."""
    failure: Failure
    findings: list[Finding]
    """What had been found by then."""

def read(
    data: Data,
    *,
    name: Optional[str] = None,
    from_: Optional[Format] = None,
    form: Optional[str] = None,
    visible: bool = False,
    ocr_layer: bool = False,
    track_changes: TrackedChanges = "accept",
    tables: Optional[File] = None,
    figures_of: Optional[str] = None,
    tables_only_empty: bool = False,
    strict: bool = False,
    fill: bool = False,
    lang: Language = "zh",
    findings: Optional[list[Finding]] = None,
) -> Report:
    """The report a file states.

    name: what findings call the file; its extension says the format.
    from_: the format, whatever the name is. Without either it is told by the bytes.
    form: the text of a form (TOML) that is known beside those that come along.
    visible: read what the pages of a PDF or web page show, not the data it carries.
    ocr_layer: read the text that software recognised in a scanned PDF.
    track_changes: what becomes of tracked changes in Word files.
    tables: a file whose figures take the places of those of the draft.
    figures_of: whose they are and of which year, where the file does not say so: "清河市民政局:2023".
    tables_only_empty: fill only what the draft leaves blank.
    strict: fail where the draft and the figures disagree.
    fill: put the tables' figures in the places of {{cell ids}} in the text.
    lang: the language of messages.
    findings: a list to which what is found is added.

    Raises Error; "several-reports" where the file is a list of several units.
    """

def read_all(
    data: Data,
    *,
    name: Optional[str] = None,
    from_: Optional[Format] = None,
    form: Optional[str] = None,
    visible: bool = False,
    ocr_layer: bool = False,
    track_changes: TrackedChanges = "accept",
    tables: Optional[File] = None,
    figures_of: Optional[str] = None,
    tables_only_empty: bool = False,
    strict: bool = False,
    fill: bool = False,
    lang: Language = "zh",
    findings: Optional[list[Finding]] = None,
) -> list[Report]:
    """All reports a file states: one, or one for each unit and year of a list. Arguments as of `read`."""

def check(
    data: Data,
    *,
    last_year: Optional[Union[File, list[File]]] = None,
    units: Optional[Union[File, list[File]]] = None,
    profile: Optional[str] = None,
    name: Optional[str] = None,
    from_: Optional[Format] = None,
    form: Optional[str] = None,
    visible: bool = False,
    ocr_layer: bool = False,
    track_changes: TrackedChanges = "accept",
    tables: Optional[File] = None,
    figures_of: Optional[str] = None,
    tables_only_empty: bool = False,
    strict: bool = False,
    fill: bool = False,
    lang: Language = "zh",
) -> list[Finding]:
    """What a reviewer would say of a file.

    last_year: reports of last year; each body's is held against its own.
    units: reports of units; the area's figures are held against their sum.
    profile: the text (TOML) of what was decided of rules.
    The others are those of `read`.
    """

def convert(
    data: Data,
    *,
    to: Format,
    style: Optional[str] = None,
    pdf: Literal["a3a", "a2a", "plain"] = "a3a",
    fragment: bool = False,
    charts: bool = False,
    page: Optional[int] = None,
    dpi: Optional[int] = None,
    last_year: Optional[Union[File, list[File]]] = None,
    name: Optional[str] = None,
    from_: Optional[Format] = None,
    form: Optional[str] = None,
    visible: bool = False,
    ocr_layer: bool = False,
    track_changes: TrackedChanges = "accept",
    tables: Optional[File] = None,
    figures_of: Optional[str] = None,
    tables_only_empty: bool = False,
    strict: bool = False,
    fill: bool = False,
    lang: Language = "zh",
    findings: Optional[list[Finding]] = None,
) -> bytes:
    """The report a file states, in another format: the bytes the command line writes.

    style: the name of a style ("gongwen", "web-print") or the text of one (TOML).
    pdf: what PDF files conform to.
    fragment: the text of a web page alone, for a site's editor.
    charts: whether the year's figures are drawn, too (pdf, png, docx, html).
    page, dpi: which page of pictures (png), and how fine; of a report of several pages one has to be named.
    last_year: reports of last year, for the checks of a workbook (xlsx) and for charts.
    The others are those of `read`.
    """

def schema(of: Literal["report", "messages"] = "report") -> dict[str, Any]:
    """The JSON Schema of reports, or of findings and failures."""
