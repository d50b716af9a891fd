//! The command line as its users meet it.

use crate::support::{nianbao, options, said, sample, sample_bytes};
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

fn lukou() -> String {
    text(&sample("lukou-2021/draft.docx")).to_owned()
}

#[test]
fn an_existing_file_is_overwritten_only_when_told() {
    let folder = tempfile::tempdir().unwrap();
    let output = folder.path().join("out.json");
    fs::write(&output, "kept").unwrap();
    let run = nianbao(&["convert", &lukou(), "-o", text(&output)]);
    assert_eq!((run.status.code(), fs::read_to_string(&output).unwrap().as_str()), (Some(2), "kept"));
    assert!(said(&run).contains("[output-exists]"), "{}", said(&run));
    let run = nianbao(&["convert", &lukou(), "-o", text(&output), "--force"]);
    assert_eq!(run.status.code(), Some(0), "{}", said(&run));
    assert!(fs::read_to_string(&output).unwrap().starts_with("{\n  \"schema\": \"nianbao/report/1\""));
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "no temporary file is left");
}

#[test]
fn an_input_is_never_its_own_output() {
    let folder = tempfile::tempdir().unwrap();
    let input = folder.path().join("draft.docx");
    fs::copy(sample("lukou-2021/draft.docx"), &input).unwrap();
    let run = nianbao(&["convert", text(&input), "-o", text(&input), "--force"]);
    assert_eq!(run.status.code(), Some(2));
    assert!(said(&run).contains("[output-is-input]"), "{}", said(&run));
    assert_eq!(fs::read(&input).unwrap(), sample_bytes("lukou-2021/draft.docx"));
}

#[test]
fn files_that_can_not_be_read_and_folders_for_files_are_named() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("draft.docx");
    fs::copy(sample("lukou-2021/draft.docx"), &file).unwrap();
    let (through, output) = (file.join("inner.docx"), folder.path().join("out.json"));
    for (args, code, name) in [
        (["convert", text(&through), "-o", text(&output)], "unreadable-file", &through),
        (["convert", text(&file), "-o", text(folder.path())], "is-a-directory", &folder.path().to_owned()),
    ] {
        let run = nianbao(&[&args[..], &["--to", "json"]].concat());
        assert_eq!(run.status.code(), Some(2), "{args:?}");
        assert!(said_has(&run.stderr, code) && said(&run).contains(text(name)), "{args:?}: {}", said(&run));
    }
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "nothing was written");
}

#[test]
fn pipes_carry_data_and_only_data() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_nianbao"))
        .args(["convert", "-", "--to", "json", "-o", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(&sample_bytes("lukou-2021/draft.docx")).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    let json = String::from_utf8(output.stdout).unwrap();
    assert!(nianbao::report::load(&json, &options().forms).is_ok());
    assert!(said_has(&output.stderr, "section-guessed"));
}

fn said_has(stderr: &[u8], code: &str) -> bool {
    String::from_utf8_lossy(stderr).contains(&format!("[{code}]"))
}

#[test]
fn several_inputs_go_into_a_folder_and_one_that_fails_stops_no_other() {
    let folder = tempfile::tempdir().unwrap();
    let broken = folder.path().join("broken.docx");
    fs::write(&broken, "x").unwrap();
    let out = folder.path().join("out");
    let notice = sample("plain/notice.docx");
    let run = nianbao(&["convert", text(&broken), &lukou(), text(&notice), "--to", "html", "--out-dir", text(&out)]);
    assert_eq!(run.status.code(), Some(2), "{}", said(&run));
    let mut names: Vec<_> =
        fs::read_dir(&out).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    assert_eq!(names, ["draft.html", "notice.html"]);
    let said = said(&run);
    assert!(said.contains("[not-a-zip]") && said.contains("[3/3]"), "{said}");
}

/// Inputs are converted on all cores: the files are those of one conversion each, and what is said keeps their order.
#[test]
fn many_inputs_give_what_each_gives_alone_in_their_order() {
    let folder = tempfile::tempdir().unwrap();
    let names: Vec<String> = (0..12).map(|n| format!("年报{n:02}")).collect();
    let samples = ["qinghe-2023/draft.docx", "plain/notice.docx", "lukou-2021/draft.docx"];
    let copies = names.iter().zip(samples.iter().cycle()).map(|(name, from)| {
        let copy = folder.path().join(format!("{name}.docx"));
        // One in the middle fails.
        let bytes = if name.ends_with("05") { b"x".to_vec() } else { sample_bytes(from) };
        fs::write(&copy, bytes).unwrap();
        copy
    });
    let copies: Vec<_> = copies.collect();
    let (together, alone) = (folder.path().join("together"), folder.path().join("alone"));
    let rest = |out: &Path| vec!["--to".to_owned(), "json".to_owned(), "--out-dir".to_owned(), text(out).to_owned()];
    let mut all: Vec<String> = vec!["convert".to_owned()];
    all.extend(copies.iter().map(|copy| text(copy).to_owned()));
    all.extend(rest(&together));
    let run = nianbao(&all.iter().map(String::as_str).collect::<Vec<_>>());
    assert_eq!(run.status.code(), Some(2));
    let said_together = said(&run);
    let order: Vec<usize> = (1..=12)
        .map(|n| said_together.find(&format!("[{n}/12]")).unwrap_or_else(|| panic!("{said_together}")))
        .collect();
    assert!(order.is_sorted(), "{said_together}");
    let failed = said_together.find("[not-a-zip]").unwrap();
    assert!(order[5] < failed && failed < order[6], "{said_together}");
    for (name, copy) in names.iter().zip(&copies).filter(|(name, _)| !name.ends_with("05")) {
        let mut one = vec!["convert".to_owned(), text(copy).to_owned()];
        one.extend(rest(&alone));
        let run = nianbao(&one.iter().map(String::as_str).collect::<Vec<_>>());
        assert_ne!(run.status.code(), Some(2), "{}", said(&run));
        let read = |of: &Path| fs::read(of.join(format!("{name}.json"))).unwrap();
        assert_eq!(read(&together), read(&alone), "{name}");
    }
    assert!(!together.join("年报05.json").exists());
}

#[test]
fn two_inputs_never_share_an_output() {
    let folder = tempfile::tempdir().unwrap();
    let other = sample("qinghe-2023/draft.docx");
    let run = nianbao(&["convert", &lukou(), text(&other), "--to", "json", "--out-dir", text(folder.path())]);
    assert_eq!(run.status.code(), Some(2));
    assert!(said(&run).contains("[outputs-collide]"), "{}", said(&run));
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn what_does_not_go_together_is_said() {
    let two = sample("plain/notice.docx");
    for args in [
        &["convert", &lukou()][..],
        &["convert", &lukou(), text(&two), "-o", "x.pdf"],
        &["convert", &lukou(), "-o", "-"],
        &["convert", &lukou(), "--out-dir", "x"],
        &["forms", "1999"],
    ] {
        let run = nianbao(args);
        assert_eq!(run.status.code(), Some(2), "{args:?}");
        assert!(said(&run).contains("[usage]"), "{args:?}: {}", said(&run));
    }
    assert!(!Path::new("x.pdf").exists() && !Path::new("x").exists());
}

#[test]
fn figures_from_a_workbook_are_listed_where_they_differ() {
    let folder = tempfile::tempdir().unwrap();
    let forms = options().forms;
    let mut report =
        nianbao::report::load(&String::from_utf8(sample_bytes("lukou-2021/report.json")).unwrap(), &forms).unwrap();
    report.statistics["disclosure"].cells["licences"] = nianbao::report::Count::of(11);
    let changed = folder.path().join("changed.json");
    fs::write(&changed, nianbao::report::save(&report, &forms)).unwrap();
    let tables = sample("lukou-2021/figures.xlsx");
    let output = folder.path().join("out.json");
    let run = nianbao(&["convert", text(&changed), "--tables", text(&tables), "-o", text(&output)]);
    let said = said(&run);
    assert_eq!(run.status.code(), Some(0), "{said}");
    let change = said.lines().find(|line| line.contains("[figure-changed]")).unwrap_or_else(|| panic!("{said}"));
    assert!(change.contains("主动公开!") && change.contains("11") && change.contains("10"), "{change}");
    assert_eq!(fs::read(&output).unwrap(), sample_bytes("lukou-2021/report.json"));
    // The draft's figures stay where only blanks are to be filled; with --strict nothing is written.
    let kept = folder.path().join("kept.json");
    let run =
        nianbao(&["convert", text(&changed), "--tables", text(&tables), "--tables-only-empty", "-o", text(&kept)]);
    assert!(run.status.code() == Some(0) && said_has(&run.stderr, "figure-not-taken"));
    assert_eq!(fs::read(&kept).unwrap(), fs::read(&changed).unwrap());
    let none = folder.path().join("none.json");
    for more in [&["--strict"][..], &["--strict", "--tables-only-empty"]] {
        let run = nianbao(&[&["convert", text(&changed), "--tables", text(&tables), "-o", text(&none)], more].concat());
        assert_eq!(run.status.code(), Some(2));
        assert!(said_has(&run.stderr, "figures-disagree") && !none.exists(), "{more:?}");
    }
    let agreeing = nianbao(&["convert", &lukou(), "--tables", text(&tables), "--strict", "-o", text(&none)]);
    assert_eq!(agreeing.status.code(), Some(0));
    let other = sample("qinghe-2023/draft.docx");
    let run = nianbao(&["convert", text(&changed), "--tables", text(&other), "-o", text(&output), "--force"]);
    assert_eq!(run.status.code(), Some(2));
    assert!(said_has(&run.stderr, "other-year"));
}

#[test]
fn delimited_text_is_read_from_files_and_pipes_and_never_written() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    let csv = sample("lukou-2021/figures.csv");
    let run = nianbao(&["convert", text(&csv), "-o", text(&path("x.json"))]);
    assert!(matches!(run.status.code(), Some(0 | 1)), "{}", said(&run));
    let report: serde_json::Value = serde_json::from_slice(&fs::read(path("x.json")).unwrap()).unwrap();
    assert_eq!(report["statistics"]["applications"]["received"]["total"], 122);

    let piped = Command::new(env!("CARGO_BIN_EXE_nianbao"))
        .args(["convert", "-", "--from", "csv", "--to", "json", "-o", "-"])
        .stdin(fs::File::open(&csv).unwrap())
        .output()
        .unwrap();
    assert_eq!(piped.stdout, fs::read(path("x.json")).unwrap(), "{}", said(&piped));

    let tables = nianbao(&["convert", &lukou(), "--tables", text(&csv), "-o", text(&path("y.json"))]);
    assert_eq!(tables.status.code(), Some(0), "{}", said(&tables));
    assert_eq!(fs::read(path("y.json")).unwrap(), sample_bytes("lukou-2021/report.json"));

    for (name, to) in [("z.csv", None), ("z.tsv", None), ("z", Some("csv"))] {
        let output = path(name);
        let mut args = vec!["convert", text(&csv), "-o", text(&output)];
        to.iter().for_each(|to| args.extend(["--to", to]));
        let run = nianbao(&args);
        assert_eq!(run.status.code(), Some(2), "{name}");
        assert!(said(&run).contains("[unwritable-format]") && said(&run).contains("docx xlsx pdf"), "{}", said(&run));
        assert!(!output.exists());
    }
}

#[test]
fn a_publication_is_every_format_and_the_sums_of_them() {
    use sha2::{Digest, Sha256};
    let folder = tempfile::tempdir().unwrap();
    let run = nianbao(&["publish", &lukou(), "--out-dir", text(folder.path())]);
    assert_eq!(run.status.code(), Some(0), "{}", said(&run));
    let manifest: serde_json::Value =
        serde_json::from_slice(&fs::read(folder.path().join("manifest.json")).unwrap()).unwrap();
    let files = manifest["files"].as_array().unwrap();
    let published = nianbao::format::FORMATS.iter().filter(|entry| entry.is_published()).count();
    assert_eq!(files.len(), published);
    for file in files {
        let bytes = fs::read(folder.path().join(file["name"].as_str().unwrap())).unwrap();
        let sum: String = Sha256::digest(&bytes).iter().map(|b| format!("{b:02x}")).collect();
        assert_eq!((file["sha256"].as_str(), file["bytes"].as_u64()), (Some(sum.as_str()), Some(bytes.len() as u64)));
    }
    let run = nianbao(&["publish", &lukou(), "--out-dir", text(folder.path())]);
    assert_eq!(run.status.code(), Some(2), "nothing is overwritten");
}

/// The page of a publication leads to its other files, with their lengths.
#[test]
fn the_page_of_a_publication_leads_to_its_files() {
    let folder = tempfile::tempdir().unwrap();
    let draft = folder.path().join("年报 1.docx");
    fs::copy(sample("lukou-2021/draft.docx"), &draft).unwrap();
    let out = folder.path().join("发布");
    let run = nianbao(&["publish", text(&draft), "--out-dir", text(&out)]);
    assert_eq!(run.status.code(), Some(0), "{}", said(&run));
    let page = fs::read_to_string(out.join("年报 1.html")).unwrap();
    for extension in ["docx", "xlsx", "pdf", "json"] {
        let bytes = fs::metadata(out.join(format!("年报 1.{extension}"))).unwrap().len();
        let link = format!(
            "<a href=\"./%E5%B9%B4%E6%8A%A5%201.{extension}\">{}</a> <span class=\"size\">{} KB</span>",
            extension.to_uppercase(),
            (bytes + 512) / 1024
        );
        assert!(page.contains(&link), "{link}");
    }
    assert!(!page.contains("manifest"));
}

#[test]
fn a_fragment_is_written_of_web_pages_only() {
    let folder = tempfile::tempdir().unwrap();
    let (page, pdf) = (folder.path().join("a.html"), folder.path().join("a.pdf"));
    let run = nianbao(&["convert", &lukou(), "--fragment", "-o", text(&page)]);
    assert_eq!(run.status.code(), Some(0), "{}", said(&run));
    let fragment = fs::read_to_string(&page).unwrap();
    assert!(fragment.starts_with("<div data-nianbao=\"1\"") && !fragment.contains("<script"), "{fragment:.300}");
    let run = nianbao(&["convert", &lukou(), "--fragment", "-o", text(&pdf)]);
    assert!(run.status.code() == Some(2) && said_has(&run.stderr, "usage") && !pdf.exists());
}

#[test]
fn errors_among_the_figures_show_in_the_exit_code() {
    let folder = tempfile::tempdir().unwrap();
    let output = folder.path().join("out.json");
    let draft = sample("anping-2020/draft.docx");
    let run = nianbao(&["convert", text(&draft), "-o", text(&output), "--quiet", "--lang", "en"]);
    assert_eq!(run.status.code(), Some(1));
    assert!(output.exists());
    let said = said(&run);
    assert_eq!(said.lines().count(), 1, "quiet says errors only: {said}");
    assert!(said.contains("table 1 row 18 column 4: error:") && said.contains("[figure-not-a-number]"), "{said}");
}

#[test]
fn many_blanks_are_shown_by_their_places() {
    let run = nianbao(&["show", text(&sample("anping-2020/draft.docx"))]);
    let said = said(&run);
    let blanks: Vec<&str> = said.lines().filter(|line| line.contains("[figure-blank]")).collect();
    assert_eq!(blanks.len(), 6, "{said}");
    assert!(blanks[5].contains("另有") && blanks[5].matches("第2个表第").count() > 20, "{}", blanks[5]);
}

#[test]
fn show_draws_tables_that_line_up() {
    use unicode_width::UnicodeWidthStr;
    let run = nianbao(&["show", &lukou(), "--width", "90"]);
    assert_eq!(run.status.code(), Some(0), "{}", said(&run));
    let shown = String::from_utf8(run.stdout).unwrap();
    assert!(shown.contains("株洲市生态环境局渌口分局") && shown.contains("# 五、其他需要报告的事项"), "{shown}");
    assert!(shown.lines().all(|line| line.width() <= 90));
    let drawn: Vec<usize> =
        shown.lines().filter(|line| line.starts_with(['│', '├', '┌', '└'])).map(UnicodeWidthStr::width).collect();
    assert!(drawn.len() > 80);
    let mut widths = drawn.clone();
    widths.dedup();
    assert_eq!(widths.len(), 3, "each of the three tables is as wide in every line: {widths:?}");
}

#[test]
fn forms_and_codes_are_listed_and_explained() {
    let listed = |args: &[&str]| String::from_utf8(nianbao(args).stdout).unwrap();
    assert!(listed(&["forms"]).contains("国办公开办函〔2021〕30号"));
    let cells = listed(&["forms", "2021"]);
    assert_eq!(cells.lines().count(), 200);
    assert!(cells.contains("applications.results.refused.state_secret.natural_person\t件\t三、本年度办理结果 / （三）不予公开 / 1.属于国家秘密"));
    assert!(listed(&["explain"]).lines().count() > 60);
    assert!(listed(&["explain", "[sum-differs]", "--lang", "en"]).contains("arithmetic"));
    let unknown = nianbao(&["explain", "no-such-code"]);
    assert_eq!(unknown.status.code(), Some(2));
    assert!(said_has(&unknown.stderr, "unknown-code"), "{}", said(&unknown));
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        assert!(listed(&["completions", shell]).contains("publish"), "{shell}");
    }
}

#[test]
fn a_form_of_ones_own_is_used() {
    let folder = tempfile::tempdir().unwrap();
    let form = folder.path().join("2031.toml");
    let own = fs::read_to_string(crate::support::root().join("templates/forms/2021.toml")).unwrap();
    let own = own.replace("id = \"2021\"", "id = \"2031\"").replace("first_year = 2021", "first_year = 2031");
    fs::write(&form, &own).unwrap();
    let run = nianbao(&["forms", "2031", "--form", text(&form)]);
    assert_eq!(String::from_utf8(run.stdout).unwrap().lines().count(), 200);
    fs::write(&form, own.replacen("rows = 22", "rows = 23", 1)).unwrap();
    let run = nianbao(&["schema", "--form", text(&form)]);
    assert_eq!(run.status.code(), Some(2));
    let said = said(&run);
    assert!(said.contains("[invalid-form]") && said.contains("2031.toml: 第"), "{said}");
}

/// Font files for `--fonts DIR`, made of the embedded faces.
fn font_folder(names: &[(&str, nianbao::font::Face)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, face) in names {
        fs::write(folder.path().join(name), face.embedded().unwrap().bytes()).unwrap();
    }
    folder
}

/// A style that extends the default one and asks for these fonts.
fn own_style(folder: &Path) -> std::path::PathBuf {
    let style = folder.join("own.toml");
    let text = "extends = \"gongwen\"\n[faces]\nfangsong = [\"GW Kai\"]\nlatin = [\"Liberation Serif\"]\n";
    fs::write(&style, text).unwrap();
    style
}

#[test]
fn faces_of_a_folder_are_used_and_the_same_files_give_the_same_bytes() {
    use nianbao::font::Face::{Kaiti, Latin, LatinBold};
    let files = [("k.ttf", Kaiti), ("l.TTF", Latin), ("b.ttf", LatinBold)];
    let out = tempfile::tempdir().unwrap();
    let style = own_style(out.path());
    let convert = |fonts: &str, name: &str| {
        let output = out.path().join(name);
        let style = text(&style);
        let run =
            nianbao(&["convert", &lukou(), "-o", text(&output), "--style", style, "--fonts", fonts, "--lang", "en"]);
        assert_eq!(run.status.code(), Some(0), "{}", said(&run));
        (fs::read(output).unwrap(), said(&run))
    };
    let (first, second) = (font_folder(&files), font_folder(&[files[2], files[1], files[0]]));
    let (one, talk) = convert(text(first.path()), "1.pdf");
    assert!(
        one == convert(text(second.path()), "2.pdf").0,
        "the same files in another folder, written in another order"
    );
    assert!(one == convert(text(first.path()), "3.pdf").0);
    let fell_back = talk.lines().filter(|line| line.contains("[font-role-embedded]")).count();
    assert_eq!(fell_back, 4, "all roles but the body and Latin: {talk}");
    assert!(talk.contains("heiti: none of 黑体"), "{talk}");

    let run = nianbao(&["fonts", "--style", text(&style), "--fonts", text(first.path())]);
    assert_eq!(run.status.code(), Some(0), "{}", said(&run));
    let shown = String::from_utf8(run.stdout).unwrap();
    let role = |role: &str| {
        shown.lines().find(|line| line.starts_with(&format!("{role}\t"))).unwrap_or_else(|| panic!("{shown}"))
    };
    assert!(role("fangsong").contains("GWKai-Regular") && role("fangsong").ends_with("k.ttf"), "{shown}");
    assert!(role("latin").ends_with("l.TTF") && role("latin (bold)").ends_with("b.ttf"), "{shown}");
    assert!(role("songti").ends_with("embedded: songti.ttf") && role("songti").contains("\t22802\t"), "{shown}");
}

#[test]
fn a_folder_with_files_that_are_no_fonts_still_serves() {
    let fonts = font_folder(&[("k.ttf", nianbao::font::Face::Kaiti)]);
    fs::write(fonts.path().join("bad.otf"), "no font").unwrap();
    let run = nianbao(&["fonts", "--fonts", text(fonts.path())]);
    assert_eq!(run.status.code(), Some(0));
    let said_lines = said(&run);
    let bad =
        said_lines.lines().find(|line| line.contains("[font-unreadable]")).unwrap_or_else(|| panic!("{said_lines}"));
    assert!(bad.contains("bad.otf"), "{bad}");
    let run = nianbao(&["fonts", "--fonts", "no/such/folder"]);
    assert_eq!(run.status.code(), Some(2));
    assert!(said(&run).contains("[fonts-not-listed]") && said(&run).contains("no/such/folder"), "{}", said(&run));
}

#[test]
fn styles_go_by_name_or_file_and_what_is_wrong_in_one_is_found() {
    let listed = String::from_utf8(nianbao(&["styles"]).stdout).unwrap();
    let names: Vec<&str> = listed.lines().filter_map(|line| line.split('\t').next()).collect();
    assert_eq!(names, ["gongwen", "web-print"]);
    let folder = tempfile::tempdir().unwrap();
    let output = folder.path().join("out.html");
    let convert = |style: &str| nianbao(&["convert", &lukou(), "-o", text(&output), "--force", "--style", style]);
    for name in names {
        let run = convert(name);
        assert_eq!(run.status.code(), Some(0), "{}", said(&run));
    }
    assert!(fs::read_to_string(&output).unwrap().contains("@bottom-center"));
    let run = convert("gongwne");
    assert_eq!(run.status.code(), Some(2));
    assert!(said(&run).contains("[unknown-style]") && said(&run).contains("gongwen web-print"), "{}", said(&run));
    let own = folder.path().join("own.toml");
    fs::write(&own, "extends = \"web-print\"\n\n[page]\nleft_mm = 200\n").unwrap();
    let run = convert(text(&own));
    assert_eq!(run.status.code(), Some(2));
    assert!(said(&run).contains("own.toml: 第4行第11字") && said(&run).contains("[invalid-style]"), "{}", said(&run));
}

#[test]
fn the_licences_of_all_embedded_faces_are_printed() {
    let run = nianbao(&["licenses"]);
    assert_eq!(run.stdout, nianbao(&["--licenses"]).stdout);
    let shown = String::from_utf8(run.stdout).unwrap();
    for file in fs::read_dir(crate::support::root().join("templates/fonts/licences")).unwrap() {
        let licence = fs::read_to_string(file.unwrap().path()).unwrap();
        assert!(shown.contains(licence.trim_end()));
    }
    for owner in ["JadeFoci", "LXGW", "Adobe", "Red Hat", "Klee", "\nprintpdf\t"] {
        assert!(shown.contains(owner), "{owner}");
    }
}

#[test]
fn pages_become_pictures_one_file_each() {
    let folder = tempfile::tempdir().unwrap();
    let output = folder.path().join("页.png");
    let run = nianbao(&["convert", &lukou(), "--dpi", "20", "-o", text(&output)]);
    assert_eq!(run.status.code(), Some(0), "{}", said(&run));
    let mut names: Vec<String> =
        fs::read_dir(folder.path()).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    assert!(names.len() > 3 && names[0] == "页-1.png" && names[1] == "页-2.png", "{names:?}");
    // A page by its number goes to the very file, and is the same picture.
    let run = nianbao(&["convert", &lukou(), "--dpi", "20", "--page", "2", "-o", text(&output)]);
    assert_eq!(run.status.code(), Some(0), "{}", said(&run));
    assert!(fs::read(&output).unwrap() == fs::read(folder.path().join("页-2.png")).unwrap());
    // None of the files is overwritten unasked.
    let run = nianbao(&["convert", &lukou(), "--dpi", "20", "-o", text(&output)]);
    assert_eq!(run.status.code(), Some(2));
    assert!(said_has(&run.stderr, "output-exists"));
    let run = nianbao(&["convert", &lukou(), "--page", "99", "-o", text(&output), "--force"]);
    assert!(run.status.code() == Some(2) && said_has(&run.stderr, "page-out-of-range"));
    let pdf = folder.path().join("a.pdf");
    let run = nianbao(&["convert", &lukou(), "--page", "1", "-o", text(&pdf)]);
    assert!(run.status.code() == Some(2) && said_has(&run.stderr, "usage") && !pdf.exists());
    let run = nianbao(&["convert", &lukou(), "--to", "png", "-o", "-"]);
    assert!(run.status.code() == Some(2) && said_has(&run.stderr, "several-pages"));
}

#[test]
fn a_new_draft_and_workbook_are_read_back_blank_and_take_figures() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    let (draft, book, json) = (path("年报.docx"), path("数据.xlsx"), path("年报.json"));
    for output in [&draft, &book] {
        let run = nianbao(&["new", "--organ", "清河市民政局", "--year", "2026", "-o", text(output)]);
        assert_eq!(run.status.code(), Some(0), "{}", said(&run));
    }
    let forms = options().forms;
    let blank = nianbao::report::Report::blank(forms.get("2021").unwrap(), "清河市民政局", 2026);
    let read = |file: &Path| {
        let format = nianbao::format::Format::by_extension(file.extension().unwrap().to_str().unwrap()).unwrap();
        nianbao::convert::bytes_to_report(&fs::read(file).unwrap(), format, &options()).unwrap().value
    };
    let raw = |report: &nianbao::report::Report| {
        let tables = report.statistics.iter();
        tables
            .map(|(id, t)| (id.clone(), t.cells.values().map(|c| c.raw.clone()).collect::<Vec<_>>()))
            .collect::<Vec<_>>()
    };
    let written = read(&draft);
    assert_eq!((raw(&written), &written.organ, written.year), (raw(&blank), &blank.organ, blank.year));
    assert_eq!(raw(&read(&book)), raw(&blank));
    // Figures of another file fill the blanks; those of another year are refused, as for any draft.
    let mut figures = blank.clone();
    figures.statistics["disputes"].cells[0] = nianbao::report::Count::of(7);
    fs::write(&json, nianbao::report::save(&figures, &forms)).unwrap();
    let filled = path("filled.xlsx");
    assert_eq!(nianbao(&["convert", text(&json), "-o", text(&filled)]).status.code(), Some(0));
    assert_eq!(raw(&read(&filled)), raw(&figures));
    let run = nianbao(&["convert", text(&draft), "--tables", text(&filled), "-o", text(&path("out.json"))]);
    assert!(run.status.code() == Some(0) && said_has(&run.stderr, "figure-filled"), "{}", said(&run));
    // A form of one's own.
    let (form, own) = (path("own.toml"), path("own.xlsx"));
    let toml = fs::read_to_string(crate::support::root().join("templates/forms/2021.toml")).unwrap();
    fs::write(&form, toml.replace("id = \"2021\"", "id = \"own\"")).unwrap();
    let run = nianbao(&["new", "--organ", "甲市乙局", "--year", "2026", "--form", text(&form), "-o", text(&own)]);
    assert_eq!(run.status.code(), Some(0), "{}", said(&run));
    let run = nianbao(&["convert", text(&own), "--form", text(&form), "-o", text(&path("own.json"))]);
    assert_eq!(run.status.code(), Some(0), "{}", said(&run));
    assert!(fs::read_to_string(path("own.json")).unwrap().contains("\"form\": \"own\""));
    // Figures of another body are refused by name.
    let run = nianbao(&["convert", text(&draft), "--tables", text(&own), "-o", text(&path("out2.json"))]);
    assert!(run.status.code() == Some(2) && said_has(&run.stderr, "other-organ"), "{}", said(&run));
    assert!(said(&run).contains("清河市民政局") && said(&run).contains("甲市乙局"), "{}", said(&run));
    let run = nianbao(&["new", "--organ", "甲", "--year", "2026", "--form", "1999", "-o", text(&path("x.docx"))]);
    assert!(run.status.code() == Some(2) && said_has(&run.stderr, "usage"));
    let run = nianbao(&["new", "--organ", "甲", "--year", "1950", "-o", text(&path("x.docx"))]);
    assert!(run.status.code() == Some(2) && said_has(&run.stderr, "usage"));
}

#[test]
fn placeholders_take_the_figures_of_the_tables() {
    let folder = tempfile::tempdir().unwrap();
    let forms = options().forms;
    let mut report =
        nianbao::report::load(&String::from_utf8(sample_bytes("lukou-2021/report.json")).unwrap(), &forms).unwrap();
    let prose = "新收{{applications.received.total}}件，结转{{applications.carried.total}}件。";
    report.preamble = vec![nianbao::document::Block::text(prose)];
    let path = |name: &str| folder.path().join(name);
    let (draft, out) = (path("draft.json"), path("out.json"));
    fs::write(&draft, nianbao::report::save(&report, &forms)).unwrap();
    let run = nianbao(&["convert", text(&draft), "--fill", "-o", text(&out)]);
    assert_eq!(run.status.code(), Some(1), "{}", said(&run));
    assert!(
        said_has(&run.stderr, "placeholder-unknown") && said(&run).contains("applications.carried"),
        "{}",
        said(&run)
    );
    let filled = fs::read_to_string(&out).unwrap();
    assert!(filled.contains("新收122件，结转{{applications.carried.total}}件。"), "{filled}");
    // In Word, over runs of different type and in a heading.
    let text_of = |text: &str, bold: bool| {
        let marks = nianbao::document::Marks { bold, ..Default::default() };
        nianbao::document::Inline::Text(nianbao::document::Text::new(text, marks))
    };
    let runs = vec![text_of("新收{{appli", false), text_of("cations.received", true), text_of(".total}}件。", false)];
    report.preamble = vec![nianbao::document::Block::runs(nianbao::document::Content::new(runs))];
    let heading = nianbao::document::Content::plain("一、总体情况（{{applications.received.total}}件）");
    report.sections[0].heading = Some(heading);
    let (json, word, out) = (path("draft2.json"), path("draft2.docx"), path("out2.json"));
    fs::write(&json, nianbao::report::save(&report, &forms)).unwrap();
    assert_eq!(nianbao(&["convert", text(&json), "-o", text(&word)]).status.code(), Some(0));
    let run = nianbao(&["convert", text(&word), "--fill", "-o", text(&out)]);
    assert_eq!(run.status.code(), Some(0), "{}", said(&run));
    let filled = fs::read_to_string(&out).unwrap();
    assert!(filled.contains("新收122件。") && filled.contains("一、总体情况（122件）"), "{filled}");
}

#[test]
fn a_reference_document_gives_word_files_its_page_and_is_for_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    // A file of our own in another style serves as a template: its page is what tells it.
    let house = path("样板.docx");
    let made = nianbao(&["convert", &lukou(), "-o", text(&house), "--style", "web-print"]);
    assert_eq!(made.status.code(), Some(0), "{}", said(&made));
    let written = path("年报.docx");
    let output = nianbao(&["convert", &lukou(), "-o", text(&written), "--reference-doc", text(&house)]);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    assert!(said(&output).contains("reference-text-unused"), "{}", said(&output));
    let section = |path: &Path| {
        let bytes = std::fs::read(path).unwrap();
        let mut package = nianbao::ooxml::Package::open(&bytes, nianbao::ooxml::PackageKind::Docx).unwrap();
        let main = String::from_utf8(package.part("word/document.xml").unwrap().unwrap()).unwrap();
        main.split("<w:pgMar").nth(1).unwrap().split("/>").next().unwrap().to_owned()
    };
    let own = path("原样.docx");
    nianbao(&["convert", &lukou(), "-o", text(&own)]);
    assert_eq!(section(&written), section(&house));
    assert_ne!(section(&written), section(&own));

    let refused = |args: &[&str]| {
        let output = nianbao(args);
        assert_eq!(output.status.code(), Some(2), "{}", said(&output));
        said(&output)
    };
    let pdf = path("年报.pdf");
    let said = refused(&["convert", &lukou(), "-o", text(&pdf), "--reference-doc", text(&house)]);
    assert!(said.contains("--reference-doc"), "{said}");
    std::fs::write(path("坏.dotx"), b"PK\x03\x04").unwrap();
    let bad = path("坏.dotx");
    let said = refused(&["convert", &lukou(), "-o", text(&written), "--force", "--reference-doc", text(&bad)]);
    assert!(said.contains("坏.dotx"), "{said}");
    let said = refused(&["convert", &lukou(), "-o", text(&house), "--force", "--reference-doc", text(&house)]);
    assert!(said.contains("output-is-input"), "{said}");
}
