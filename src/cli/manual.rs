//! `help`: the commands, and the topics of the manual (`manual/TOPIC.zh.md`, `manual/TOPIC.en.md`).

use super::args::{Cli, HelpArgs};
use super::streams::{Outcome, print};
use crate::finding::{Error, Language, catalogue, terms};
use clap::CommandFactory;
use std::io::Write;
use unicode_width::UnicodeWidthStr;

/// A topic of the manual: a page in each language, whose first line is its title.
struct Topic {
    name: &'static str,
    /// Its Chinese name; both serve in either language.
    name_zh: &'static str,
    zh: &'static str,
    en: &'static str,
}

macro_rules! topics {
    ($($name:literal $name_zh:literal)*) => {
        &[$(Topic {
            name: $name,
            name_zh: $name_zh,
            zh: include_str!(concat!("manual/", $name, ".zh.md")),
            en: include_str!(concat!("manual/", $name, ".en.md")),
        }),*]
    };
}

/// The topics, in the order they are listed. None is called as a command is.
const TOPICS: &[Topic] = topics! {
    "conversion" "转换"
    "tables" "表格数据"
    "lists" "清单"
    "data" "数据"
    "fill" "填充"
    "workbook" "填报工作簿"
    "word" "文稿"
    "pdf" "pdf"
    "styles-and-fonts" "版式字体"
    "formats" "格式"
    "review" "审核"
    "messages" "消息"
    "desktop" "桌面"
    "server" "服务"
    "library" "程序库"
};

impl Topic {
    fn page(&self, language: Language) -> &'static str {
        match language {
            Language::Chinese => self.zh,
            Language::English => self.en,
        }
    }

    fn name(&self, language: Language) -> &'static str {
        match language {
            Language::Chinese => self.name_zh,
            Language::English => self.name,
        }
    }

    /// What the title says behind the topic's name.
    fn title(&self, language: Language) -> &'static str {
        let title = self.page(language).lines().next().unwrap_or_default();
        title.split_once(['：', ':']).map_or(title, |(_, title)| title.trim_start())
    }
}

/// A page as it is read on a terminal: blocks of code are indented and their fences left out.
fn on_terminal(page: &str) -> impl Iterator<Item = String> {
    let mut is_code = false;
    page.lines().filter_map(move |line| {
        if line.starts_with("```") {
            is_code = !is_code;
            return None;
        }
        Some(if is_code && !line.is_empty() { format!("    {line}") } else { line.to_owned() })
    })
}

/// Prints a topic of the manual or the usage of a command; without a name, what there is of both.
pub(super) fn help(args: &HelpArgs, language: Language) -> Result<Outcome, Error> {
    let mut cli = Cli::command();
    let Some(name) = &args.about else {
        let usage = cli.render_help();
        return print(|out| {
            writeln!(out, "{usage}")?;
            contents(language, out)
        });
    };
    let folded = name.to_lowercase();
    if let Some(topic) = TOPICS.iter().find(|topic| [topic.name, topic.name_zh].contains(&folded.as_str())) {
        return print(|out| on_terminal(topic.page(language)).try_for_each(|line| writeln!(out, "{line}")));
    }
    // Built, a command knows the options it shares with all others.
    cli.build();
    match cli.find_subcommand_mut(name) {
        Some(command) => {
            let usage = command.render_long_help();
            print(|out| write!(out, "{usage}"))
        }
        None => Err(catalogue::convert::usage(terms::no_topic(name)).into()),
    }
}

/// The topics there are, with their titles.
fn contents(language: Language, out: &mut dyn Write) -> std::io::Result<()> {
    writeln!(
        out,
        "{}",
        match language {
            Language::Chinese => "手册（nianbao help 主题）：",
            Language::English => "Manual (nianbao --lang en help TOPIC):",
        }
    )?;
    let widest = TOPICS.iter().map(|topic| topic.name(language).width()).max().unwrap_or_default();
    TOPICS.iter().try_for_each(|topic| {
        let name = topic.name(language);
        writeln!(out, "  {name}{}  {}", " ".repeat(widest.saturating_sub(name.width())), topic.title(language))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::Parser;
    use std::path::Path;

    /// The code of a page, a fenced block each, with its language.
    fn blocks(page: &str) -> Vec<(&str, String)> {
        let mut parts = page.split("\n```");
        parts.next();
        parts
            .step_by(2)
            .filter_map(|block| block.split_once('\n').map(|(language, code)| (language, code.to_owned())))
            .collect()
    }

    /// The `nianbao …` commands of a page of shell, as their arguments.
    fn commands(page: &str) -> Vec<Vec<String>> {
        let shell = blocks(page).into_iter().filter(|(language, _)| *language == "sh").map(|(_, code)| code);
        let lines: Vec<String> = shell.flat_map(|code| code.lines().map(str::to_owned).collect::<Vec<_>>()).collect();
        let parts = lines.iter().filter_map(|line| line.split(" # ").next()).flat_map(|line| line.split('|'));
        parts
            .map(|part| part.split_whitespace().take_while(|word| !matches!(*word, "<" | ">")).collect::<Vec<_>>())
            .filter(|words| words.first() == Some(&"nianbao"))
            .map(|words| words.into_iter().map(str::to_owned).collect())
            .collect()
    }

    fn pages() -> Vec<(String, String)> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut pages = vec![("README.md".to_owned(), std::fs::read_to_string(root.join("README.md")).unwrap())];
        for topic in TOPICS {
            pages.push((format!("{}.zh.md", topic.name), topic.zh.to_owned()));
            pages.push((format!("{}.en.md", topic.name), topic.en.to_owned()));
        }
        pages
    }

    #[test]
    fn every_command_the_manual_shows_is_understood() {
        for (page, text) in pages() {
            let commands = commands(&text);
            assert!(!commands.is_empty(), "{page} shows no command");
            let is_built = |command: &&Vec<String>| {
                cfg!(feature = "server") || !matches!(command.get(1).map(String::as_str), Some("desk" | "serve"))
            };
            for command in commands.iter().filter(is_built) {
                let parsed = Cli::try_parse_from(command);
                assert!(parsed.is_ok(), "{page}: {}: {}", command.join(" "), parsed.err().unwrap());
            }
        }
    }

    #[test]
    fn both_languages_show_the_same() {
        for topic in TOPICS {
            let plain = |page: &str| {
                let code: String = blocks(page).into_iter().map(|(_, code)| code).collect();
                code.replace("--lang en ", "")
            };
            assert_eq!(plain(topic.zh), plain(topic.en), "{}", topic.name);
            for (page, colon) in [(topic.zh, '：'), (topic.en, ':')] {
                let title = page.lines().next().unwrap();
                assert!(title.starts_with("# ") && title.contains(colon) && page.ends_with('\n'), "{}", topic.name);
                let longest = page.lines().max_by_key(|line| line.width()).unwrap();
                assert!(longest.width() <= 124, "{}: a line is too long for terminals: {longest}", topic.name);
            }
        }
    }

    #[test]
    fn every_page_is_a_topic_and_no_topic_a_command() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/cli/manual");
        let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
        let mut files: Vec<String> = files.collect();
        files.sort();
        let mut expected: Vec<String> =
            TOPICS.iter().flat_map(|t| [format!("{}.en.md", t.name), format!("{}.zh.md", t.name)]).collect();
        expected.sort();
        assert_eq!(files, expected);
        let cli = Cli::command();
        for topic in TOPICS {
            assert!(cli.find_subcommand(topic.name).is_none(), "{} is a command too", topic.name);
        }
    }

    /// Pages send readers to other pages: those are there.
    #[test]
    fn pages_that_are_named_are_there() {
        for (page, text) in pages() {
            for rest in text.split("nianbao help ").chain(text.split("nianbao --lang en help ")).skip(1) {
                let name: String = rest.chars().take_while(|c| c.is_alphanumeric() || *c == '-').collect();
                let is_topic = TOPICS.iter().any(|topic| [topic.name, topic.name_zh].contains(&name.as_str()));
                assert!(name.is_empty() || is_topic || rest == text, "{page}: help {name}");
            }
        }
    }
}
