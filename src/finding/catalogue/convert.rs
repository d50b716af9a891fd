//! Whole conversions: files, formats, options.

catalogue! {
    /// The file can't be opened or read; `cause` is the system's reason.
    Error "unreadable-file" => unreadable_file(cause) {
        zh: "无法读取：{cause}",
        en: "can't be read: {cause}",
    }
    /// A folder was named where a file is wanted.
    Error "is-a-directory" => is_a_directory() {
        zh: "这是文件夹，不是文件",
        en: "this is a folder, not a file",
        hint_zh: "请给出文件夹里的文件名", hint_en: "name the files in it",
    }
    /// A folder was named, or a pattern such as `*.docx`, and there is no file in it that nianbao reads. Files that a program keeps beside
    /// an open one (`~$…`), hidden ones and folders inside are passed over.
    Error "nothing-to-read" => nothing_to_read() {
        zh: "里面没有能读取的文件",
        en: "no file there that can be read",
        hint_zh: "能读取的有 DOCX、DOC、WPS、RTF、ODT、XLSX、XLS、ET、ODS、PDF、HTML、TXT、CSV、TSV、JSON",
        hint_en: "read are DOCX, DOC, WPS, RTF, ODT, XLSX, XLS, ET, ODS, PDF, HTML, TXT, CSV, TSV, JSON",
    }
    /// The file is of another format than its name or the command says: a Word draft that was only renamed, RTF or a web page called .doc, a
    /// web page, an XML spreadsheet or text set apart by tabs as systems export under the name .xls. It was read as what it is.
    Warning "named-otherwise" => named_otherwise(named, found) {
        zh: "名称上是 {named}，实际是 {found}，按 {found} 读取",
        en: "called {named} and found to be {found}; it was read as {found}",
    }
    /// There is no file or folder of that name.
    Error "file-not-found" => file_not_found() {
        zh: "没有这个文件",
        en: "no such file",
    }
    /// The extension of a file names no format that nianbao knows.
    Error "unknown-extension" => unknown_extension(found, known) {
        zh: "不认识扩展名“{found}”，可用的有 {known}",
        en: "unknown extension “{found}”; known are {known}",
        hint_zh: "也可用 --from 或 --to 指明格式", hint_en: "or name the format with --from or --to",
    }
    /// The file is of a program whose files nianbao does not read; it says which, and what to do.
    Error "format-not-read" => format_not_read(extension, kind, advice) {
        zh: "不能读取 .{extension} 文件（{kind}）：{advice}",
        en: "can't read .{extension} files ({kind}): {advice}",
    }
    /// The input has no name to tell its format by, and its content does not tell either.
    Error "format-unclear" => format_unclear() {
        zh: "看不出输入是什么格式",
        en: "can't tell the format of the input",
        hint_zh: "请用 --from 指明", hint_en: "name it with --from",
    }
    /// The format can be written but not read yet.
    Error "unreadable-format" => unreadable_format(format) {
        zh: "还不能读取 {format} 格式",
        en: "{format} can be written but not read",
    }
    /// The format is read but not written; `known` are those that are written.
    Error "unwritable-format" => unwritable_format(format, known) {
        zh: "{format} 只能读取，不能写出；可写出的有 {known}",
        en: "{format} can be read but not written; written are {known}",
        hint_zh: "文稿请写成 .docx，WPS 和各版 Word 都能打开；表格请写成 .xlsx",
        hint_en: "write drafts as .docx, which WPS and every Word open, and tables as .xlsx",
    }
    /// Findings can be put into files of some formats only; `known` are those.
    Error "unannotatable-format" => unannotatable_format(format, known) {
        zh: "不能在 {format} 文件里批注，能批注的有 {known}",
        en: "{format} files can't be annotated; those that can are {known}",
        hint_zh: "请用 Word、WPS 或 Excel 另存为 .docx 或 .xlsx", hint_en: "save it as .docx or .xlsx in Word, WPS or Excel",
    }
    /// The file is a review sheet (核对单), as `nianbao check --sheet` makes it: it shows the figures of a report with marks beside them, and
    /// is no report. Read the report itself.
    Error "review-sheet-given" => review_sheet_given() {
        zh: "这是核对单，不是年报",
        en: "this is a review sheet, not a report",
        hint_zh: "请读取核对的那份年报", hint_en: "read the report that was reviewed",
    }
    /// Something `nianbao fix` would correct: it follows from the form or the sums alone. Nothing is changed before an output is named.
    Note "fix-proposed" => fix_proposed(old, new, why) {
        zh: "“{old}”可改为“{new}”：{why}",
        en: "“{old}” can become “{new}”: {why}",
    }
    /// Something `nianbao fix` corrected in the file: in a Word document as a tracked change, to be accepted or rejected there, in a workbook
    /// in the cell, with a note at it.
    Warning "fix-made" => fix_made(old, new, why, then) {
        zh: "“{old}”已改为“{new}”：{why}",
        en: "“{old}” is now “{new}”: {why}",
        hint_zh: "请核对后{then}", hint_en: "check it and {then}",
    }
    /// A correction that was not made: the text does not stand alone in its cell, is parted by other marks or changes, or is what a formula
    /// gives. It is for a person to make.
    Warning "fix-not-made" => fix_not_made(old, new) {
        zh: "“{old}”应改为“{new}”，这里的写法不便自动改，未改",
        en: "“{old}” should become “{new}”; as it is written there it can't be changed by program",
        hint_zh: "请手工改", hint_en: "change it by hand",
    }
    /// Corrections can be made in files of some formats only; `known` are those.
    Error "unfixable-format" => unfixable_format(format, known) {
        zh: "不能在 {format} 文件里改正，能改的有 {known}",
        en: "{format} files can't be corrected; those that can are {known}",
        hint_zh: "请用 Word、WPS 或 Excel 另存为 .docx 或 .xlsx", hint_en: "save it as .docx or .xlsx in Word, WPS or Excel",
    }
    /// Some findings could not be put at their places in the file: they are listed together in one comment, at the beginning of the
    /// file, or of the sheet.
    Note "findings-listed" => findings_listed(count) {
        zh: "有 {count} 条在文件里没有确定的位置，一并列在开头的批注里",
        en: "{count finding has no certain place in the file; it is listed|findings have no certain place in the file; they are listed} in the comment at its beginning",
    }
    /// The annotated copy of a PDF is no longer all that the file says it is: `claims` are what its annotations break. The file itself is
    /// unchanged.
    Note "pdf-claims-broken" => pdf_claims_broken(claims) {
        zh: "批注过的副本不再具备：{claims}，仅供核对",
        en: "the annotated copy no longer has: {claims}; it is for review only",
        hint_zh: "对外发布请用没有批注的原件", hint_en: "publish the file without annotations",
    }
    /// There is nothing in the file a comment could be put at: no paragraph, no sheet, no page. It is given back as it was.
    Warning "nothing-to-annotate" => nothing_to_annotate() {
        zh: "文件里没有可以加批注的位置，原样写出",
        en: "there is nothing in the file to put a comment at; it is written as it was",
    }
    /// The output file exists and --force was not given; nothing was written.
    Error "output-exists" => output_exists() {
        zh: "文件已存在，未覆盖",
        en: "the file exists and was not overwritten",
        hint_zh: "要覆盖请加 --force", hint_en: "add --force to overwrite it",
    }
    /// The output is the input itself; nothing was written.
    Error "output-is-input" => output_is_input() {
        zh: "输出就是输入文件本身，未写入",
        en: "the output is the input itself; nothing was written",
    }
    /// Two inputs would be written to the same output; nothing was written to it a second time.
    Error "outputs-collide" => outputs_collide(other) {
        zh: "与 {other} 的输出同名",
        en: "would be written where {other} was",
        hint_zh: "请分两次转换到不同的文件夹", hint_en: "convert them into different folders",
    }
    /// The file can't be written; `cause` is the system's reason. What stood there before is unchanged.
    Error "unwritable-file" => unwritable_file(cause) {
        zh: "无法写入：{cause}",
        en: "can't be written: {cause}",
    }
    /// The folder the output should go to allows no files to be made in it, or the file there may not be replaced.
    Error "folder-not-writable" => folder_not_writable(folder) {
        zh: "没有权限在“{folder}”文件夹中保存文件",
        en: "no permission to save a file in the folder “{folder}”",
        hint_zh: "请换一个文件夹", hint_en: "choose another folder",
    }
    /// Binary output was about to go to the screen.
    Error "binary-to-terminal" => binary_to_terminal(format) {
        zh: "{format} 是二进制格式，不能显示在屏幕上",
        en: "{format} is binary and would garble the screen",
        hint_zh: "请用 -o 写到文件或接管道", hint_en: "write it to a file with -o or pipe it on",
    }
    /// A picture shows one page, and the document has more.
    Error "several-pages" => several_pages(count) {
        zh: "共 {count} 页，一个图片文件只能放一页",
        en: "there are {count} pages; a picture holds one",
        hint_zh: "请用 --page 指明页码", hint_en: "name one with --page",
    }
    /// The command line asks for something that does not go together; `cause` says what.
    Error "usage" => usage(cause) {
        zh: "{cause}",
        en: "{cause}",
        hint_zh: "用法见 nianbao --help", hint_en: "see nianbao --help",
    }
    /// No finding has that code.
    Error "unknown-code" => unknown_code(code) {
        zh: "没有代码 {code}",
        en: "there is no code {code}",
        hint_zh: "不带代码的 nianbao explain 列出全部代码", hint_en: "nianbao explain without a code lists them all",
    }
}
