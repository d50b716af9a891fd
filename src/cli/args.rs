//! What the command line understands. Help, completions and parsing all come from here.

use crate::finding::Language;
use crate::format::Format;
use crate::merge::FiguresOf;
use crate::read::docx::TrackedChanges;
use crate::write::pdf::Profile;
use crate::write::png::RESOLUTIONS;
use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

const EXAMPLES: &str = "\
示例 Examples:
  nianbao convert 年报.docx -o 年报.pdf              Word 文稿转成可发布的 PDF
  nianbao convert 年报.docx --tables 数据.xlsx -o 年报.pdf   同时填入 Excel 表格的数据
  nianbao publish 年报.docx --out-dir 发布           一次生成全部格式和校验和清单
  nianbao merge 各单位 --organ 清河市人民政府 -o 汇总.xlsx   各单位的年报逐格相加
  nianbao new --organ 清河市民政局 --year 2026 -o 年报.docx   新建空白年报
  nianbao show 年报.docx                            在终端里看标题、各部分和表格
  nianbao convert *.docx --to json --out-dir json   批量转换
  cat 年报.docx | nianbao convert - --to json -o -   管道

手册 Manual: nianbao help（--lang en: English）

退出码 Exit codes: 0 完成 done · 1 完成但有错误级提示 done, with errors found · 2 未完成 not done";

/// 政府信息公开工作年度报告：一份源文件，各种发布格式。One source, every publication format.
#[derive(Debug, Parser)]
#[command(name = "nianbao", version, after_help = EXAMPLES, max_term_width = 110, disable_help_subcommand = true)]
pub(super) struct Cli {
    /// 消息所用语言 Language of messages
    #[arg(long, global = true, value_enum, default_value_t = MessageLanguage::Zh)]
    pub(super) lang: MessageLanguage,
    /// 消息的形式：text 给人看，json（每行一条，见 nianbao schema messages）和 sarif 给程序用 Form of messages: text for people, json (one a line) and sarif for programs
    #[arg(long, global = true, value_enum, default_value_t = MessageForm::Text)]
    pub(super) messages: MessageForm,
    /// 只报错误 Report errors only
    #[arg(short, long, global = true)]
    pub(super) quiet: bool,
    #[command(subcommand)]
    pub(super) command: Command,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum MessageLanguage {
    /// 中文
    Zh,
    /// English
    En,
}

/// How messages are said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum MessageForm {
    /// 文字 Text
    Text,
    /// 每行一个 JSON 对象 A JSON object a line
    Json,
    /// 结束时一份 SARIF 2.1.0 One SARIF 2.1.0 log at the end
    Sarif,
}

impl From<MessageLanguage> for Language {
    fn from(language: MessageLanguage) -> Self {
        match language {
            MessageLanguage::Zh => Language::Chinese,
            MessageLanguage::En => Language::English,
        }
    }
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// 转换格式 Convert between formats
    Convert(ConvertArgs),
    /// 新建空白年报，供填写 Make an empty draft or workbook to fill in
    New(NewArgs),
    /// 一次生成全部格式 Write every format from one reading, with a manifest of SHA-256 sums
    Publish(PublishArgs),
    /// 审核：勾稽关系、与上年衔接，指出位置和可能的原因 Check as a reviewer would: the form's rules, against last year, with places and likely causes
    Check(CheckArgs),
    /// 清单：许多份年报列成一张表 List many reports in one table, a row a report or a row a figure
    List(ListArgs),
    /// 汇总：各单位的年报逐格相加，成为本地区的年报 Add up the reports of units, figure by figure, into the report of their area
    Merge(MergeArgs),
    /// 改正不需要判断的地方：表式用语、标题和统计期限的写法、全角数字、可证明为 0 的空白 Correct what needs no judgement: labels, title, period, full-width digits, blanks that are proven 0
    Fix(FixArgs),
    /// 在终端里显示 Show title, sections and tables in the terminal
    Show(ShowArgs),
    /// 比较两份年报 Compare two reports: figures cell by cell, the text paragraph by paragraph
    Diff(DiffArgs),
    /// 打印规范 JSON 或消息的 JSON Schema Print the JSON Schema of the canonical form, or of messages
    Schema(SchemaArgs),
    /// 在本机浏览器里打开年报：看版面、看疑问、改数字、下载各种格式 Open reports in this computer's browser: pages, findings, figures to correct, every format to keep
    #[cfg(feature = "server")]
    Desk(DeskArgs),
    /// 提供网上服务（HTTP）Serve the same over HTTP, for programs
    #[cfg(feature = "server")]
    Serve(ServeArgs),
    /// 列出法定表式和数据项 List the statutory forms, or the cells of one
    Forms(FormsArgs),
    /// 列出版式 List the built-in styles
    Styles,
    /// 列出各角色所用字体 Show which face plays which role
    Fonts(FontsArgs),
    /// 打印内嵌字体和程序库的许可 Print the licences of the embedded faces and of the crates
    #[command(long_flag = "licenses")]
    Licenses,
    /// 解释消息代码或规则 Explain a message code or a rule, or list them all
    Explain(ExplainArgs),
    /// 生成命令行补全脚本 Print shell completions
    Completions(CompletionsArgs),
    /// 手册各篇，或一个命令的用法 A topic of the manual, or the usage of a command
    Help(HelpArgs),
}

/// What commands read that take many files.
#[derive(Debug, Args)]
pub(super) struct InputArgs {
    /// 输入：文件、清单或文件夹，格式可以不同；- 为标准输入 Files, lists or folders, in any formats; - is standard input
    #[arg(value_name = "IN", required_unless_present = "paths_from")]
    pub(super) files: Vec<PathBuf>,
    /// 另从这个文件取输入的路径：每行一个，或以 NUL 字符分隔（find -print0）；- 为标准输入 Read paths of inputs from this file, too: one a line, or set apart by NUL; - is standard input
    #[arg(long, value_name = "FILE")]
    pub(super) paths_from: Option<PathBuf>,
    /// 同时处理几个文件（默认每个处理器核心一个）How many files are worked on at once (default: one for each core)
    #[arg(long, value_name = "N", value_parser = jobs())]
    pub(super) jobs: Option<usize>,
}

/// What every reading takes.
#[derive(Debug, Args)]
pub(super) struct ReadArgs {
    /// 输入格式（默认看扩展名）Input format (default: by extension)
    #[arg(long, value_name = "FORMAT", value_parser = parse_format)]
    pub(super) from: Option<Format>,
    /// 用这个文件的表格数据替换文稿的，逐项列出变化 Take the figures from this file; every change is listed
    #[arg(long, value_name = "FILE")]
    pub(super) tables: Option<PathBuf>,
    /// 说明 --tables 文件是谁的、哪一年的数据（文件里没有写时），如 清河市民政局:2023 Whose figures they are, and of which year, where the file doesn't say
    #[arg(long, value_name = "ORGAN:YEAR", requires = "tables", value_parser = parse_figures_of)]
    pub(super) figures_of: Option<FiguresOf>,
    /// 只填文稿空白的数据，不改已有的 Fill only what the draft leaves blank
    #[arg(long, requires = "tables")]
    pub(super) tables_only_empty: bool,
    /// 文稿与表格数据不一致时停止 Stop where the draft and the figures disagree
    #[arg(long, requires = "tables")]
    pub(super) strict: bool,
    /// 把文中的 {{数据项}} 换成表格里的数字 Put the tables' figures in the places of {{cell ids}} in the text
    #[arg(long)]
    pub(super) fill: bool,
    #[command(flatten)]
    pub(super) reading: ReadingArgs,
}

/// How files are read, whatever is done with them.
#[derive(Debug, Args)]
pub(super) struct ReadingArgs {
    /// 另加一种表式（TOML）Know one more form (TOML, see templates/forms/README.md)
    #[arg(long, value_name = "FILE")]
    pub(super) form: Option<PathBuf>,
    /// 只读 PDF、网页上看得见的，不用内附数据 Read what the pages of a PDF or web page show, not the data it carries
    #[arg(long)]
    pub(super) visible: bool,
    /// 读取扫描件中识别软件附上的文字，数字均须核对 Read the text that software recognised in a scanned PDF; every figure is unsure
    #[arg(long)]
    pub(super) ocr_layer: bool,
    /// Word 修订如何处理 What becomes of tracked changes in Word files
    #[arg(long, value_enum, value_name = "HOW", default_value_t = Revisions::Accept)]
    pub(super) track_changes: Revisions,
}

/// What becomes of tracked changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Revisions {
    /// 全部接受 As if all were accepted
    Accept,
    /// 全部拒绝 As if all were rejected
    Reject,
    /// 保留为修订 Keep them as changes
    Keep,
}

impl From<Revisions> for TrackedChanges {
    fn from(revisions: Revisions) -> Self {
        match revisions {
            Revisions::Accept => TrackedChanges::Accept,
            Revisions::Reject => TrackedChanges::Reject,
            Revisions::Keep => TrackedChanges::Keep,
        }
    }
}

#[derive(Debug, Args)]
#[command(after_help = "\
示例 Examples:
  nianbao convert 年报.docx -o 年报.pdf
  nianbao convert 年报.docx --tables 数据.xlsx -o 年报.json
  nianbao convert 年报.docx --tables 数据.xlsx --figures-of 清河市民政局:2023 -o 年报.pdf   数据文件没有写明是谁的、哪一年的 the file doesn't say whose figures they are
  nianbao convert 甲.docx 乙.docx --to pdf --out-dir 发布
  nianbao convert 各单位 --to pdf --out-dir 发布 --skip-existing   整个文件夹 a whole folder
  nianbao convert 清单.xlsx --to json --out-dir 各单位    各单位清单，每个单位一个文件 a list of units: a file for each
  find 各地 -name '*.docx' -print0 | nianbao convert --paths-from - --to jsonl -o - | jq .report.organ   管道 pipes
  nianbao convert 年报.docx -o 页.png                 每页一张图片：页-1.png 页-2.png …
  nianbao convert 年报.docx -o 校验.xlsx --last-year 去年.docx   校验表上也有与上年衔接的规则 last year's rules on the sheet of checks
  nianbao convert 年报.docx -o 年报.pdf --charts --last-year 去年.docx   图解，与上年比较 charts, beside last year's figures
  nianbao convert 年报.docx --page 3 -o 第三页.png
  nianbao convert - --to html -o - < 年报.json > 年报.html
  nianbao convert 年报.docx --fragment -o 正文.html      粘进网站编辑器的正文 the text for a site's editor")]
pub(super) struct ConvertArgs {
    #[command(flatten)]
    pub(super) inputs: InputArgs,
    /// 输出文件，- 为标准输出 Output file; - is standard output
    #[arg(short, long, value_name = "OUT", conflicts_with = "out_dir")]
    pub(super) output: Option<PathBuf>,
    /// 输出文件夹（多个输入时）Output folder, for several inputs
    #[arg(long, value_name = "DIR")]
    pub(super) out_dir: Option<PathBuf>,
    /// 输出格式（默认看扩展名）；jsonl 是每份年报一行 JSON：来源、年报、提示，或未读出的原因 Output format (default: by extension); jsonl: a JSON object a line for each report
    #[arg(long, value_name = "FORMAT", value_parser = parse_target)]
    pub(super) to: Option<Target>,
    /// 谁先读完先写谁，不按输入的次序（jsonl）Write lines as inputs are done, not in their order (jsonl)
    #[arg(long)]
    pub(super) unordered: bool,
    /// 输出文件已存在的跳过，接着上次没做完的做 Pass over inputs whose output is there already, to go on where a run ended
    #[arg(long, conflicts_with = "force")]
    pub(super) skip_existing: bool,
    /// 上年年报（文件、清单或文件夹）：与上年有关的规则也写进校验表（XLSX），图解里与上年比较 Last year's reports: their rules on the sheet of checks, too (XLSX), their figures in charts
    #[arg(long, value_name = "PREV")]
    pub(super) last_year: Option<PathBuf>,
    #[command(flatten)]
    pub(super) charts: ChartsArgs,
    /// 只画这一页（PNG）Draw this page only (PNG)
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub(super) page: Option<u32>,
    /// 只写正文片段，粘进网站编辑器用：样式写在元素里，不带脚本和数据（HTML）Write the text alone, to be pasted into a site's editor: looks in style attributes, no script, no data (HTML)
    #[arg(long)]
    pub(super) fragment: bool,
    /// 图片分辨率，默认 120（PNG）Dots per inch, 120 unless told (PNG)
    #[arg(long, value_name = "DPI", value_parser = resolution())]
    pub(super) dpi: Option<u16>,
    #[command(flatten)]
    pub(super) read: ReadArgs,
    #[command(flatten)]
    pub(super) write: WriteArgs,
}

/// Whether there are charts.
#[derive(Debug, Args)]
pub(super) struct ChartsArgs {
    /// 图解：把办理结果、申请人等画成条形图，给了上年年报的与上年比较（PDF、PNG、DOCX、HTML）Charts of results and applicants, beside last year's where its report is given (PDF, PNG, DOCX, HTML)
    #[arg(long = "charts")]
    pub(super) show: bool,
}

/// What JSON lines are called where a format is asked for, and the extension of their files.
pub(super) const LINES: &str = "jsonl";

/// What a conversion writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Target {
    /// A file for each report.
    Format(Format),
    /// A line of JSON for each report, all in one file.
    Lines,
}

/// Where faces come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Fonts {
    /// The program itself.
    Embedded,
    /// This system.
    System,
    /// A folder.
    Folder(PathBuf),
}

/// What every writing takes.
#[derive(Debug, Args)]
pub(super) struct WriteArgs {
    /// 版式：名称（gongwen、web-print）或文件 Style: a name, or a file (TOML, see templates/styles/README.md)
    #[arg(long, value_name = "NAME|FILE")]
    pub(super) style: Option<String>,
    /// PDF 所用字体：embedded（内嵌）、system（本机）或文件夹 Faces of pages: embedded, system, or a folder of font files
    #[arg(long, value_name = "embedded|system|DIR", default_value = "embedded", value_parser = parse_fonts)]
    pub(super) fonts: Fonts,
    /// Word 样板：样式、版面、页眉页脚取自此文件（.docx、.dotx）A Word template whose styles, page, headers and footers DOCX files take
    #[arg(long, value_name = "FILE")]
    pub(super) reference_doc: Option<PathBuf>,
    /// PDF 的归档与无障碍标准 What PDF files conform to
    #[arg(long, value_enum, value_name = "PROFILE", default_value_t = PdfClaim::A3a)]
    pub(super) pdf: PdfClaim,
    /// 覆盖已有文件 Overwrite existing files
    #[arg(long)]
    pub(super) force: bool,
}

/// What a PDF conforms to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum PdfClaim {
    /// PDF/A-3a 和 PDF/UA-1，内附结构化数据 PDF/A-3a and PDF/UA-1, the data attached
    A3a,
    /// PDF/A-2a 和 PDF/UA-1，不带附件 PDF/A-2a and PDF/UA-1, nothing attached
    A2a,
    /// 带标签的 PDF 1.7，不声明标准 Tagged PDF 1.7 without a claim
    Plain,
}

impl From<PdfClaim> for Profile {
    fn from(claim: PdfClaim) -> Self {
        match claim {
            PdfClaim::A3a => Profile::A3a,
            PdfClaim::A2a => Profile::A2a,
            PdfClaim::Plain => Profile::Plain,
        }
    }
}

#[derive(Debug, Args)]
#[command(after_help = "\
示例 Examples:
  nianbao list 各单位 -o 清单.csv                     一行一份年报，一列一个数据项 a row a report, a column a cell
  nianbao list 各单位 --shape long -o 清单.xlsx       一行一个数 a row a figure
  find 各地 -name '*.docx' -print0 | nianbao list --paths-from - --to jsonl -o - | jq .report.organ   管道 pipes
  nianbao list 各单位 --resume 进度 -o 清单.csv        中断后再运行，读过的不再读 after an interruption, what was read is not read again
  nianbao convert 清单.csv --to docx --out-dir 各单位  清单可再读入 lists read back")]
pub(super) struct ListArgs {
    #[command(flatten)]
    pub(super) inputs: InputArgs,
    /// 一行是什么，默认 wide（CSV、XLSX）What a row is, wide unless told (CSV, XLSX)
    #[arg(long, value_enum, value_name = "SHAPE")]
    pub(super) shape: Option<ListShape>,
    /// 输出文件，- 为标准输出 Output file; - is standard output
    #[arg(short, long, value_name = "OUT")]
    pub(super) output: PathBuf,
    /// 输出格式（默认看扩展名）Output format (default: by extension)
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub(super) to: Option<ListFormat>,
    /// 输入格式（默认看扩展名）Input format (default: by extension)
    #[arg(long, value_name = "FORMAT", value_parser = parse_format)]
    pub(super) from: Option<Format>,
    /// 谁先读完先写谁，不按输入的次序（jsonl）Write lines as inputs are done, not in their order (jsonl)
    #[arg(long)]
    pub(super) unordered: bool,
    /// 进度文件：读过而没有变的文件不再读 A state file: what was read and has not changed is not read again
    #[arg(long, value_name = "FILE")]
    pub(super) resume: Option<PathBuf>,
    /// 覆盖已有文件 Overwrite existing files
    #[arg(long)]
    pub(super) force: bool,
    #[command(flatten)]
    pub(super) reading: ReadingArgs,
}

/// What a row of a list is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum ListShape {
    /// 一份年报，一列一个数据项 A report, with a column for each cell
    Wide,
    /// 一个数，有数值和原文 A figure: its value and its text
    Long,
}

/// What a list is written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum ListFormat {
    /// 逗号分隔 Comma-separated values
    Csv,
    /// 工作簿 A workbook
    Xlsx,
    /// 供程序计算，数有类型 For programs that reckon: numbers are typed
    #[cfg(feature = "parquet")]
    Parquet,
    /// 每行一个 JSON 对象：来源、年报（规范 JSON）、提示，或未读出的原因 A JSON object a line: source, report (the canonical form) and findings, or the error
    Jsonl,
}

#[derive(Debug, Args)]
#[command(after_help = "\
示例 Examples:
  nianbao merge 各单位 --organ 清河市人民政府 -o 汇总.xlsx            一个文件夹里的年报逐格相加 a folder of reports
  nianbao merge *.docx 清单.xlsx --organ 清河市人民政府 --units 名单.csv -o 汇总.json   对照名单，缺报的列出 against a list of units
  nianbao merge 各单位 --organ 清河市人民政府 --own 市年报.pdf --units 名单.csv -o 汇总.xlsx   已公布的在旁，列出差额和各层级小计 beside the area's own report, with differences and sums of levels
  nianbao check 本级年报.docx --units 各单位                          已有的汇总与各单位合计核对 a report there is against the sum")]
pub(super) struct MergeArgs {
    #[command(flatten)]
    pub(super) inputs: InputArgs,
    /// 汇总的机关全称 The full name of the body whose area it is
    #[arg(long, value_name = "NAME")]
    pub(super) organ: String,
    /// 汇总的年度（默认按第一份年报）The year to add up (default: that of the first report)
    #[arg(long, value_name = "YYYY", value_parser = clap::value_parser!(u16).range(1900..=2999))]
    pub(super) year: Option<u16>,
    /// 单位名单（文本或 CSV，每行一个，取第一栏，可有“层级”一栏）：缺报的、名单外的都列出，各层级有小计 The units there should be, one a line, the first field of each, perhaps with a column 层级 (level): what is missing and what is more is named, and each level has its sums
    #[arg(long, value_name = "FILE")]
    pub(super) units: Option<PathBuf>,
    /// 已公布的本级年报：各单位的合计与它逐格核对，工作簿里列出差额 The area's own published report: the sums are held against it, and the workbook shows what differs
    #[arg(long, value_name = "FILE")]
    pub(super) own: Option<PathBuf>,
    /// 进度文件：读过而没有变的文件不再读 A state file: what was read and has not changed is not read again
    #[arg(long, value_name = "FILE")]
    pub(super) resume: Option<PathBuf>,
    /// 另写一份明细清单（CSV 或 XLSX，一行一个计入的单位，末行合计），可再读入 Write a list of the units added, too (CSV or XLSX, one a row, the sum last), which reads back
    #[arg(long, value_name = "FILE")]
    pub(super) list: Option<PathBuf>,
    /// 输出文件，- 为标准输出 Output file; - is standard output
    #[arg(short, long, value_name = "OUT")]
    pub(super) output: PathBuf,
    /// 输出格式（默认看扩展名）Output format (default: by extension)
    #[arg(long, value_name = "FORMAT", value_parser = parse_format)]
    pub(super) to: Option<Format>,
    #[command(flatten)]
    pub(super) reading: ReadingArgs,
    #[command(flatten)]
    pub(super) write: WriteArgs,
}

#[derive(Debug, Args)]
#[command(after_help = "\
示例 Examples:
  nianbao publish 年报.docx --tables 数据.xlsx --out-dir 发布
  (cd 发布 && cat manifest.json)")]
pub(super) struct PublishArgs {
    /// 输入文件 Input file
    #[arg(value_name = "IN")]
    pub(super) input: PathBuf,
    /// 输出文件夹 Output folder
    #[arg(long, value_name = "DIR")]
    pub(super) out_dir: PathBuf,
    #[command(flatten)]
    pub(super) charts: ChartsArgs,
    /// 上年年报（文件、清单或文件夹）：用于工作簿的校验表和图解 Last year's reports, for the sheet of checks and for charts
    #[arg(long, value_name = "PREV")]
    pub(super) last_year: Option<PathBuf>,
    #[command(flatten)]
    pub(super) read: ReadArgs,
    #[command(flatten)]
    pub(super) write: WriteArgs,
}

#[derive(Debug, Args)]
#[command(after_help = "\
示例 Examples:
  nianbao new --organ 清河市民政局 --year 2026 -o 年报.docx     要写的文稿 a draft to write
  nianbao new --organ 清河市民政局 --year 2026 -o 数据.xlsx     要填的表格 a workbook to fill in
  nianbao convert 年报.docx --tables 数据.xlsx -o 年报.pdf      填好之后 when both are filled in")]
pub(super) struct NewArgs {
    /// 机关全称 The full name of the body that reports
    #[arg(long, value_name = "NAME")]
    pub(super) organ: String,
    /// 报告年度 The year reported on
    #[arg(long, value_name = "YYYY", value_parser = clap::value_parser!(u16).range(1900..=2999))]
    pub(super) year: u16,
    /// 表式代号或文件（默认按年度）The form's id, or a file (TOML, see templates/forms/README.md; default: by the year)
    #[arg(long, value_name = "ID|FILE")]
    pub(super) form: Option<String>,
    /// 输出文件，- 为标准输出 Output file; - is standard output
    #[arg(short, long, value_name = "OUT")]
    pub(super) output: PathBuf,
    /// 输出格式（默认看扩展名）Output format (default: by extension)
    #[arg(long, value_name = "FORMAT", value_parser = parse_format)]
    pub(super) to: Option<Format>,
    #[command(flatten)]
    pub(super) write: WriteArgs,
}

#[derive(Debug, Args)]
#[command(after_help = "\
示例 Examples:
  nianbao check 年报.docx
  nianbao check 年报.docx --last-year 去年.pdf
  nianbao check 市政府年报.docx --units 各单位          与所属各单位的合计核对 the area's figures against the sum of its units
  nianbao check 年报.docx --annotate 批注.docx         疑问写成批注，标在原处 comments in a copy of the draft
  nianbao check 年报.docx --sheet 核对单.pdf           打印出来逐条处理 a sheet to print and decide on
  nianbao check 各单位 --last-year 去年各单位 --profile 规则.toml --junit 审核.xml
  nianbao check 各单位 --last-year 去年各单位 --changes 变化.csv --factor 3   哪些单位的数比上年变化很大 whose figures have changed much

退出码 Exit codes: 0 没有错误和警告 no errors or warnings · 1 有 some · 2 未完成 not done")]
pub(super) struct CheckArgs {
    #[command(flatten)]
    pub(super) inputs: InputArgs,
    /// 上年年报（文件或文件夹），逐个机关核对衔接 Last year's reports, a file or a folder: each body's is held against its own
    #[arg(long, value_name = "PREV")]
    pub(super) last_year: Option<PathBuf>,
    /// 另写一份变化表（.csv、.xlsx）：比上年增减到几倍以上、相差不少于 10 的数 Write a table of the figures that have changed from last year by more than a factor, and by ten or more
    #[arg(long, value_name = "FILE", requires = "last_year")]
    pub(super) changes: Option<PathBuf>,
    /// 变化表的倍数，默认 2 The factor of that table, 2 unless told
    #[arg(long, value_name = "N", requires = "changes", value_parser = factor)]
    pub(super) factor: Option<rust_decimal::Decimal>,
    /// 所属各单位的年报（文件、清单或文件夹），政府的数与各单位合计核对 The reports of the units, files in a folder or a list: the area's figures are held against their sum
    #[arg(long, value_name = "UNITS")]
    pub(super) units: Option<PathBuf>,
    /// 规则配置（TOML）：提高、降低或不再提示某些规则，须写明理由 What was decided of rules: raised, lowered or silenced, each with its reason
    #[arg(long, value_name = "FILE")]
    pub(super) profile: Option<PathBuf>,
    /// 另写一份加了批注的原文件（.docx、.xlsx、.pdf）：疑问都标在原处；多个输入时为文件夹 A copy of the input with each finding as a comment at its place; a folder, for several inputs
    #[arg(long, value_name = "OUT")]
    pub(super) annotate: Option<PathBuf>,
    /// 另写一份核对单（.pdf、.docx、.html）：逐条列出，留处理意见栏，表格标出有疑问的格；多个输入时为文件夹，各写一份 PDF A review sheet to decide on by hand: what was found, and the tables with the cells marked; a folder of PDF files, for several inputs
    #[arg(long, value_name = "OUT")]
    pub(super) sheet: Option<PathBuf>,
    /// 另写一份 JUnit XML 结果 Write the results as JUnit XML, too
    #[arg(long, value_name = "FILE")]
    pub(super) junit: Option<PathBuf>,
    /// 覆盖已有文件 Overwrite existing files
    #[arg(long)]
    pub(super) force: bool,
    #[command(flatten)]
    pub(super) read: ReadArgs,
}

#[derive(Debug, Args)]
pub(super) struct ShowArgs {
    /// 输入文件，- 为标准输入 Input file; - is standard input
    #[arg(value_name = "IN")]
    pub(super) input: PathBuf,
    /// 显示宽度（默认终端宽度）Width in columns (default: the terminal's)
    #[arg(long, value_name = "COLUMNS", value_parser = clap::value_parser!(u16).range(40..=400))]
    pub(super) width: Option<u16>,
    #[command(flatten)]
    pub(super) read: ReadArgs,
}

#[derive(Debug, Args)]
#[command(after_help = "\
示例 Examples:
  nianbao diff 草稿.docx 发布稿.pdf                   发布的与草稿有什么不同 the draft and what was published
  nianbao diff 2022年报.docx 2023年报.docx            今年与去年，只随年份变化的不算 this year and last; what only follows the year does not count
  nianbao diff 2020年报.json 2021年报.xlsx            新旧表式，能对应的数据才比较 two forms, where they ask for the same
  nianbao diff 草稿.docx 定稿.docx -o 对比.html       左右对照的网页 side by side
  nianbao diff 草稿.docx 定稿.docx -o 对比.docx       Word 修订：全部拒绝即前者，全部接受即后者 tracked changes
  nianbao diff 草稿.docx 定稿.docx --to json | jq .counts

退出码 Exit codes: 0 没有差异 no differences · 1 有差异 differences · 2 未完成 not done")]
pub(super) struct DiffArgs {
    /// 前一份，- 为标准输入 The report before; - is standard input
    #[arg(value_name = "A")]
    pub(super) before: PathBuf,
    /// 后一份，- 为标准输入 The report after; - is standard input
    #[arg(value_name = "B")]
    pub(super) after: PathBuf,
    /// 输出文件，- 为标准输出 Output file; - is standard output
    #[arg(short, long, value_name = "OUT")]
    pub(super) output: Option<PathBuf>,
    /// 输出格式（默认看扩展名）Output format (default: by extension)
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub(super) to: Option<DiffFormat>,
    /// 覆盖已有文件 Overwrite existing files
    #[arg(long)]
    pub(super) force: bool,
    #[command(flatten)]
    pub(super) reading: ReadingArgs,
}

/// What a comparison is written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum DiffFormat {
    /// 数据 Data (nianbao schema difference)
    Json,
    /// 左右对照的网页 Side by side
    Html,
    /// 后一份，改动为修订 The report after, its changes tracked
    Docx,
}

#[derive(Debug, Args)]
pub(super) struct FixArgs {
    /// 输入文件：.docx 或 .xlsx Input file: .docx or .xlsx
    #[arg(value_name = "IN")]
    pub(super) input: PathBuf,
    /// 改好的副本写到这里；不写则只列出，不改 Write the corrected copy here; without it changes are only listed
    #[arg(short, long, value_name = "OUT")]
    pub(super) output: Option<PathBuf>,
    /// 输入格式（默认看扩展名）Input format (default: by extension)
    #[arg(long, value_name = "FORMAT", value_parser = parse_format)]
    pub(super) from: Option<Format>,
    /// 另加一种表式（TOML）Know one more form
    #[arg(long, value_name = "FILE")]
    pub(super) form: Option<PathBuf>,
    /// 覆盖已有文件 Overwrite existing files
    #[arg(long)]
    pub(super) force: bool,
}

#[derive(Debug, Args)]
pub(super) struct SchemaArgs {
    /// 哪一种：report（规范 JSON）、messages（--messages json 的各行）、difference（对比）或 lines（jsonl 的各行）Of what: the canonical form, the lines of --messages json, comparisons, or the lines of jsonl
    #[arg(value_enum, default_value_t = SchemaOf::Report)]
    pub(super) of: SchemaOf,
    /// 另加一种表式（TOML）Know one more form
    #[arg(long, value_name = "FILE")]
    pub(super) form: Option<PathBuf>,
}

/// What a schema describes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum SchemaOf {
    /// 规范 JSON The canonical form
    Report,
    /// 消息 Messages
    Messages,
    /// 两份年报的对比（nianbao diff 写出的 JSON）Comparisons: the JSON that nianbao diff writes
    Difference,
    /// 每份年报一行（jsonl）A line for each report (jsonl)
    Lines,
}

#[derive(Debug, Args)]
#[command(after_help = "\
示例 Examples:
  nianbao forms                              有哪些表式 which forms there are
  nianbao forms 2021                         一个表式的数据项 the cells of one
  nianbao forms 2021 --to csv > 数据字典.csv   数据字典 its data dictionary")]
pub(super) struct FormsArgs {
    /// 表式代号，列出其数据项 A form's id: list its cells
    #[arg(value_name = "ID")]
    pub(super) id: Option<String>,
    /// 打印数据字典：数据项编号、行列标签、计量单位、数的种类、规则 Print the data dictionary: ids, labels, units, kinds of number, rules
    #[arg(long, value_enum, value_name = "FORMAT", requires = "id")]
    pub(super) to: Option<DictionaryFormat>,
    /// 另加一种表式（TOML）Know one more form
    #[arg(long, value_name = "FILE")]
    pub(super) form: Option<PathBuf>,
}

/// What a data dictionary is printed as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum DictionaryFormat {
    /// 逗号分隔 Comma-separated values
    Csv,
    /// 数据 Data
    Json,
    /// Markdown 表格 Tables in Markdown
    Md,
}

#[derive(Debug, Args)]
#[command(after_help = "\
示例 Examples:
  nianbao fonts
  nianbao fonts --fonts system --style web-print
  nianbao fonts --fonts 字体/")]
pub(super) struct FontsArgs {
    /// 版式：名称或文件 Style: a name or a file
    #[arg(long, value_name = "NAME|FILE")]
    pub(super) style: Option<String>,
    /// PDF 所用字体：embedded（内嵌）、system（本机）或文件夹 Faces of pages: embedded, system, or a folder of font files
    #[arg(long, value_name = "embedded|system|DIR", default_value = "embedded", value_parser = parse_fonts)]
    pub(super) fonts: Fonts,
}

#[cfg(feature = "server")]
#[derive(Debug, Args)]
#[command(after_help = "\
示例 Examples:
  nianbao desk
  nianbao desk --no-open --port 8800     只列出地址 print the address only")]
pub(super) struct DeskArgs {
    /// 不打开浏览器，只列出地址 Print the address, open no browser
    #[arg(long)]
    pub(super) no_open: bool,
    /// 端口（默认任选一个空闲的）Port (default: any that is free)
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(super) port: u16,
    /// 在标准错误上逐条记录请求，不含内容 Log requests on standard error, without contents
    #[arg(long)]
    pub(super) log: bool,
}

#[cfg(feature = "server")]
#[derive(Debug, Args)]
#[command(after_help = "\
示例 Examples:
  nianbao serve
  nianbao serve --listen 0.0.0.0:8080 --token-file 口令.txt
  curl --data-binary @年报.docx 'http://127.0.0.1:8080/v1/convert?to=pdf' -o 年报.pdf
  curl -F draft=@年报.docx -F last_year=@去年.pdf http://127.0.0.1:8080/v1/check")]
pub(super) struct ServeArgs {
    /// 地址和端口 Address and port
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:8080")]
    pub(super) listen: std::net::SocketAddr,
    /// 口令文件（也可用环境变量 NIANBAO_TOKEN），请求须带 Authorization: Bearer 口令 A file with the token requests have to bring (or NIANBAO_TOKEN in the environment)
    #[arg(long, value_name = "FILE")]
    pub(super) token_file: Option<PathBuf>,
    /// 一个请求最多多少 MB The most megabytes of a request
    #[arg(long, value_name = "MB", default_value_t = 64, value_parser = clap::value_parser!(u32).range(1..=512))]
    pub(super) max_megabytes: u32,
    /// 全部请求一共最多占多少 MB The most megabytes of all requests together
    #[arg(long, value_name = "MB", default_value_t = 512, value_parser = clap::value_parser!(u32).range(1..=1_048_576))]
    pub(super) memory_megabytes: u32,
    /// 上传最多多少秒 The most seconds a request may take to arrive
    #[arg(long, value_name = "SECONDS", default_value_t = 60, value_parser = clap::value_parser!(u32).range(1..=3600))]
    pub(super) upload_seconds: u32,
    /// 处理最多多少秒，含排队 The most seconds the work on a request may take, the wait for it included
    #[arg(long, value_name = "SECONDS", default_value_t = 120, value_parser = clap::value_parser!(u32).range(1..=3600))]
    pub(super) work_seconds: u32,
    /// 同时处理几个（默认处理器个数）How many are worked on at once (default: as many as there are processors)
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    pub(super) workers: Option<u16>,
    /// 另有几个可以排队，再多的请稍后再来（默认同时处理个数的 8 倍）How many more may wait (default: eight for each worker)
    #[arg(long, value_name = "N")]
    pub(super) queue: Option<u16>,
}

#[derive(Debug, Args)]
pub(super) struct ExplainArgs {
    /// 方括号里的代码，或表式的规则 The code in brackets at a message's end, or a rule of the forms
    #[arg(value_name = "CODE")]
    pub(super) code: Option<String>,
}

#[derive(Debug, Args)]
pub(super) struct CompletionsArgs {
    /// 命令行环境 The shell
    pub(super) shell: clap_complete::Shell,
}

#[derive(Debug, Args)]
pub(super) struct HelpArgs {
    /// 手册的主题或命令；不写则列出全部 A topic of the manual or a command; all are listed where none is named
    #[arg(value_name = "TOPIC|COMMAND")]
    pub(super) about: Option<String>,
}

fn parse_fonts(name: &str) -> Result<Fonts, String> {
    Ok(match name {
        "embedded" => Fonts::Embedded,
        "system" => Fonts::System,
        folder => Fonts::Folder(PathBuf::from(folder)),
    })
}

fn factor(text: &str) -> Result<rust_decimal::Decimal, String> {
    let factor = text.parse().ok().filter(|factor| *factor >= rust_decimal::Decimal::ONE);
    factor.ok_or_else(|| "要不小于 1 的数 expected a number, 1 or more".to_owned())
}

fn jobs() -> impl clap::builder::TypedValueParser<Value = usize> {
    clap::builder::TypedValueParser::map(clap::value_parser!(u16).range(1..=256), usize::from)
}

fn resolution() -> clap::builder::RangedI64ValueParser<u16> {
    clap::value_parser!(u16).range(i64::from(*RESOLUTIONS.start())..=i64::from(*RESOLUTIONS.end()))
}

fn parse_figures_of(text: &str) -> Result<FiguresOf, String> {
    text.parse().map_err(|_| "要写成“机关:年份” a body and a year: 清河市民政局:2023".to_owned())
}

fn parse_target(name: &str) -> Result<Target, String> {
    match name.eq_ignore_ascii_case(LINES) {
        true => Ok(Target::Lines),
        false => parse_format(name).map(Target::Format).map_err(|known| format!("{known}, {}", LINES)),
    }
}

fn parse_format(name: &str) -> Result<Format, String> {
    Format::by_name(&name.to_ascii_lowercase()).ok_or_else(|| {
        let names: Vec<&str> = crate::format::FORMATS.iter().map(|entry| entry.name).collect();
        format!("可用的格式 known formats: {}", names.join(", "))
    })
}
