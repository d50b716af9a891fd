//! Rich text in the shapes that Word, WordPad and WPS give it, which are others than LibreOffice's (`tests/old.rs` reads those).

use super::{cells, codes, grid, lines, read, texts};
use crate::document::{Block, Inline, VerticalPosition};

/// What stands before the text of a file by Word: tables of fonts, colours, styles, lists, and much that is no text.
const WORD: &str = r"{\rtf1\adeflang1025\ansi\ansicpg936\uc2\adeff0\deff0\stshfdbch13\stshfloch0\stshfhich0\stshfbi0\deflang1033\deflangfe2052\themelang1033\themelangfe2052\themelangcs0
{\fonttbl{\f0\fbidi \froman\fcharset0\fprq2{\*\panose 02020603050405020304}Times New Roman;}{\f13\fbidi \fnil\fcharset134\fprq2{\*\panose 02010600030101010101}\'cb\'ce\'cc\'e5{\*\falt SimSun};}
{\f37\fbidi \fnil\fcharset134\fprq2{\*\panose 02010600030101010101}@\'cb\'ce\'cc\'e5;}{\flomajor\f31500\fbidi \froman\fcharset0\fprq2{\*\panose 02020603050405020304}Times New Roman;}{\fdbmajor\f31501\fbidi \fnil\fcharset134\fprq2{\*\panose 00000000000000000000}\'b5\'c8\'cf\'df Light;}}
{\colortbl;\red0\green0\blue0;\red0\green0\blue255;\red255\green0\blue0;\red255\green255\blue255;\red192\green192\blue192;}
{\*\defchp \fs21\kern2\loch\af31506\hich\af31506\dbch\af31505 }{\*\defpap \qj \li0\ri0\nowidctlpar\wrapdefault\aspalpha\aspnum\faauto\adjustright\rin0\lin0\itap0 }\noqfpromote
{\stylesheet{\qj \li0\ri0\nowidctlpar\itap0 \rtlch\fcs1 \af0\afs24\alang1025 \ltrch\fcs0 \fs21\lang1033\langfe2052\kerning2\loch\f0\hich\af0\dbch\af13\cgrid\langnp1033\langfenp2052 \snext0 \sqformat \spriority0 Normal;}
{\*\cs10 \additive \ssemihidden \sunhideused \spriority1 Default Paragraph Font;}{\*\ts11\tsrowd\trftsWidthB3\trpaddl108\trpaddr108\tscellwidthfts0\tsvertalt \snext11 \ssemihidden \sunhideused Normal Table;}}
{\*\listtable{\list\listtemplateid1\listhybrid{\listlevel\levelnfc37\levelnfcn37\leveljc0\levelfollow2\levelstartat1\levelspace0\levelindent0{\leveltext\leveltemplateid1\'04\'a3\'a8\'00\'a3\'a9;}{\levelnumbers\'02;}\rtlch\fcs1 \af0 \ltrch\fcs0 \fi0\li0}{\listname ;}\listid7}}{\*\listoverridetable{\listoverride\listid7\listoverridecount0\ls1}}
{\*\pgptbl {\pgp\ipgp0\itap0\li0\ri0\sb0\sa0}}{\*\rsidtbl \rsid4611\rsid9001}{\mmathPr\mmathFont34\mbrkBin0\mbrkBinSub0\msmallFrac0\mdispDef1\mlMargin0\mrMargin0\mdefJc1\mwrapIndent1440\mintLim0\mnaryLim1}
{\*\revtbl {Unknown;}{\'d5\'c5\'c8\'fd;}}{\info{\operator x}{\creatim\yr2024\mo1\dy5\hr9\min30}{\version1}{\edmins0}{\nofpages1}{\*\company  }{\vern57441}}{\*\xmlnstbl {\xmlns1 http://schemas.microsoft.com/office/word/2003/wordml}}
\paperw11906\paperh16838\margl1800\margr1800\gutter0\ltrsect \deftab420\ftnbj\aenddoc\formshade\dgmargin\relyonvml0{\*\wgrffmtfilter 2450}\fet0{\*\ftnsep \ltrpar \pard\plain {\chftnsep \par }}{\*\pnseclvl1\pnucrm\pnstart1{\pntxta .}}
";
const END: &str = r"{\*\themedata 504b030414000600}{\*\colorschememapping 3c3f786d6c}{\*\latentstyles\lsdstimax376\lsdlockeddef0{\lsdlockedexcept \lsdqformat1 \lsdlocked0 Normal;\lsdlocked0 heading 1;}}{\*\datastore 0105000002000000}}";
const CELL: &str = r"\pard \ltrpar\qc \li0\ri0\nowidctlpar\intbl\wrapdefault\faauto\rin0\lin0 ";

/// Text as Word has it: each run a group that says its fonts for every script, Chinese as bytes of the code page.
fn word(text: &str, properties: &str) -> String {
    let (bytes, ..) = encoding_rs::GBK.encode(text);
    let text: String = match text.is_ascii() {
        true => format!(r"\hich\af0\dbch\af13\loch\f0 {text}"),
        false => format!(
            r"\loch\af13\hich\af13\dbch\f13 {}",
            bytes.iter().map(|b| format!(r"\'{b:02x}")).collect::<String>()
        ),
    };
    format!(r"{{\rtlch\fcs1 \af0 \ltrch\fcs0 {properties}\insrsid4611 {text}}}")
}

/// A row as Word has it: its definition before its cells and behind them once more.
fn row(cells: &[(&str, &str)]) -> String {
    const BORDERS: &str =
        r"\clvertalc\clbrdrt\brdrs\brdrw10 \clbrdrl\brdrs\brdrw10 \clbrdrb\brdrs\brdrw10 \clbrdrr\brdrs\brdrw10 ";
    let edges: String = cells
        .iter()
        .enumerate()
        .map(|(index, (flags, _))| {
            format!(r"{flags}{BORDERS}\cltxlrtb\clftsWidth3\clwWidth1000\clshdrawnil \cellx{}", 1000 * index + 892)
        })
        .collect();
    let definition = format!(
        r"\trowd \irow0\irowband0\ltrrow\ts11\trgaph108\trrh402\trleft-108\trftsWidth3\trwWidth9000\trautofit1\trpaddl108\trpaddr108\trpaddfl3 {edges}"
    );
    let cells: String = cells.iter().map(|(_, content)| format!(r"{content}{{\insrsid4611 \cell }}")).collect();
    format!(
        r"{definition}{CELL}{cells}\pard \ltrpar\ql \intbl {{\rtlch\fcs1 \af0 \ltrch\fcs0 \insrsid4611 {definition}\row }}"
    )
}

fn document(body: &str) -> String {
    format!(r"{WORD}{body}\pard \ltrpar\qj {{\insrsid4611 \par }}{END}")
}

#[test]
fn what_word_says_of_a_file_is_no_text() {
    let read = read(&document(&format!(r"\pard\plain \ltrpar\qj {}{{\insrsid1 \par }}", word("总体情况", ""))));
    assert_eq!(texts(&read.value), ["总体情况"]);
    assert_eq!(codes(&read), [""; 0]);
    assert_eq!(read.value.properties.date.map(|date| date.to_string()).as_deref(), Some("2024-01-05"));
}

#[test]
fn every_figure_of_a_statutory_table_by_word_stands_in_its_cell() {
    // The head of the table of applications and two of its rows, merged as Word marks that.
    let (first, second) = (r"\clvmgf", r"\clvmrg");
    let head = row(&[
        (r"\clmgf\clvmgf", &word("本列数据的勾稽关系", "\\b")),
        (r"\clmrg\clvmgf", ""),
        (first, &word("自然人", "")),
        (r"\clmgf", &word("法人或其他组织", "")),
        (r"\clmrg", ""),
        (first, &word("总计", "")),
    ]);
    let under = row(&[
        (r"\clmgf\clvmrg", ""),
        (r"\clmrg\clvmrg", ""),
        (second, ""),
        ("", &word("商业企业", "")),
        ("", &word("科研机构", "")),
        (second, ""),
    ]);
    let figures = |merge: &str, label: &str, row: &str, of: [&str; 4]| {
        let [a, b, c, d] = of.map(|figure| word(figure, ""));
        super::programs::row(&[(merge, &word(label, "")), ("", &word(row, "")), ("", &a), ("", &b), ("", &c), ("", &d)])
    };
    let body = format!(
        "{head}{under}{}{}",
        figures(first, "三、本年度办理结果", "（一）予以公开", ["1041", "12", "0", "1053"]),
        figures(second, "", "（二）部分公开", ["37", "5", "1", "43"])
    );
    let table = grid(&document(&body));
    assert_eq!((table.columns(), table.rows()), (6, 4));
    assert_eq!(
        cells(&table),
        [
            "本列数据的勾稽关系 2x2",
            "自然人 2x1",
            "法人或其他组织 1x2",
            "总计 2x1",
            "商业企业",
            "科研机构",
            "三、本年度办理结果 2x1",
            "（一）予以公开",
            "1041",
            "12",
            "0",
            "1053",
            "（二）部分公开",
            "37",
            "5",
            "1",
            "43",
        ]
    );
    assert_eq!(codes(&read(&document(&body))), [""; 0]);
}

#[test]
fn what_word_puts_beside_a_figure_is_kept_apart_or_named() {
    let cases: [(&str, &str, &str, &[&str]); 12] = [
        // The properties of the second run; what is read of the cell; how the second run is marked; what is said.
        (r"\strike", "123", "strike", &[]),
        (r"\striked1", "123", "strike", &[]),
        (r"\strike0", "123", "", &[]),
        (r"\super", "123", "super", &[]),
        (r"\up8\fs12", "123", "super", &[]),
        (r"\dn8\fs12", "123", "sub", &[]),
        (r"\v", "12", "", &["hidden-text-dropped"]),
        (r"\cf4", "12", "", &["ground-colored-text-dropped"]),
        (r"\cf4\chshdng0\chcbpat1", "123", "", &[]),
        (r"\deleted\revauthdel1\revdttmdel-943611392", "12", "", &["deletions-dropped"]),
        (r"\revised\revauth1\revdttm-943611392", "123", "", &["insertions-kept"]),
        (r"\fs2", "12", "", &["tiny-text-dropped"]),
    ];
    for (properties, expected, mark, said) in cases {
        let content = word("12", "") + &word("3", properties);
        let read = read(&document(&row(&[("", &word("件数", "")), ("", &content)])));
        assert_eq!(codes(&read), said, "{properties}");
        let Some(Block::Table(table)) = read.value.blocks.first() else { panic!("{:?}", read.value.blocks) };
        assert_eq!(table.cells()[1].plain_text(), expected, "{properties}");
        let [Block::Paragraph(paragraph)] = table.cells()[1].content.as_slice() else { panic!() };
        let Some(Inline::Text(last)) = paragraph.content.inlines().last() else { panic!("{paragraph:?}") };
        let found = match (last.marks.strike, last.marks.position) {
            (true, _) => "strike",
            (_, Some(VerticalPosition::Superscript)) => "super",
            (_, Some(VerticalPosition::Subscript)) => "sub",
            _ => "",
        };
        assert_eq!(found, mark, "{properties}");
    }
    // White on a ground that is not is read.
    let content = word("12", "\\cf4");
    let shaded = read(&document(&row(&[(r"\clcbpat1\clshdng0 ", &content)])));
    assert_eq!((texts(&shaded.value), codes(&shaded)), (vec!["12".to_owned()], vec![]));
}

#[test]
fn notes_comments_fields_and_lists_by_word() {
    let note = r"{\rtlch\fcs1 \af0 \ltrch\fcs0 \cs16\super\insrsid1 \chftn {\footnote \ltrpar \pard\plain \ltrpar\s15\ql {\rtlch\fcs1 \ltrch\fcs0 \cs16\super \chftn }{\loch\af13\hich\af13\dbch\f13  \'d7\'a2}}}";
    let comment = r"{\*\atrfstart 1}3{\*\atrfend 1}{\*\atnid AB}{\*\atnauthor \'d5\'c5}\chatn {\*\annotation{\*\atnref 1}{\*\atndate -943611392}\pard\plain {\chatn }{\'c5\'fa}}";
    let link = r#"{\field\fldedit{\*\fldinst {\rtlch\fcs1 \af0 \ltrch\fcs0 \insrsid1 \hich\af0\dbch\af13\loch\f0  HYPERLINK "http://a.cn/" }{\insrsid1 {\*\datafield 00d0c9ea79f9bace118c8200aa004ba90b02}}}{\fldrslt {\rtlch\fcs1 \af0 \ltrch\fcs0 \cs15\ul\cf2 \hich\af0\dbch\af13\loch\f0 site}}}\sectd \ltrsect\linex0\sectdefaultcl\sftnbj "#;
    let item = |n: &str| {
        let text = word(n, "");
        format!(
            r"{{\listtext\pard\plain\ltrpar \rtlch\fcs1 \af0 \ltrch\fcs0 \hich\af0\dbch\af13\loch\f0 \'a3\'a8\'d2\'bb\'a3\'a9}}\pard \ltrpar\qj \fi0\li0\ls1\ilvl0\adjustright {text}{{\insrsid1 \par }}"
        )
    };
    let body = format!(
        r"\pard\plain \ltrpar\qj {}{note}{comment}{link}{{\insrsid1 \par }}{}{}",
        word("12", ""),
        item("公开了答复。"),
        item("说明了理由。")
    );
    let read = read(&document(&body));
    assert_eq!(codes(&read), ["comment-left-out"], "{:?}", read.findings);
    let [Block::Paragraph(first), Block::List(list), ..] = read.value.blocks.as_slice() else {
        panic!("{:?}", read.value.blocks)
    };
    assert!(
        matches!(first.content.inlines(), [Inline::Text(_), Inline::Note(_), Inline::Text(_), Inline::Link(_)]),
        "{first:?}"
    );
    let labels: Vec<&str> = list.items.iter().map(|item| item.label.as_str()).collect();
    assert_eq!(labels, ["（一）", "（二）"]);
}

#[test]
fn tables_in_cells_by_word() {
    let inner = format!(
        r"\pard \ltrpar\intbl\itap2 {}{{\insrsid1 \nestcell{{\nonesttables\par }}}}\pard \ltrpar\intbl\itap2 {}{{\insrsid1 \nestcell{{\nonesttables\par }}}}\pard \intbl\itap2 {{\insrsid1 {{\*\nesttableprops\trowd \irow0\irowband0\lastrow \ltrrow\trgaph108\trleft5 \cellx700\cellx1400\nestrow}}{{\nonesttables\par }}}}\pard \ltrpar\intbl\itap1 ",
        word("4", ""),
        word("5", "")
    );
    let table = grid(&document(&row(&[("", &word("3", "")), ("", &(inner + &word("6", ""))), ("", &word("7", ""))])));
    let texts: Vec<String> = table.cells().iter().map(|cell| cell.plain_text()).collect();
    assert_eq!((texts[0].as_str(), texts[2].as_str()), ("3", "7"));
    let [Block::Table(inner), Block::Paragraph(after)] = table.cells()[1].content.as_slice() else {
        panic!("{table:?}")
    };
    assert_eq!((cells(inner), after.content.plain_text()), (vec!["4".to_owned(), "5".to_owned()], "6".to_owned()));
}

#[test]
fn files_by_wordpad() {
    let head = r"{\rtf1\ansi\ansicpg936\deff0\nouicompat\deflang1033\deflangfe2052{\fonttbl{\f0\fnil\fcharset134 \'cb\'ce\'cc\'e5;}{\f1\fnil\fcharset0 Calibri;}{\f2\fnil\fcharset2 Symbol;}}{\colortbl ;\red255\green255\blue255;}{\*\generator Riched20 10.0.19041}\viewkind4\uc1 ";
    let bullets = r"\pard{\pntext\f2\'B7\tab}{\*\pn\pnlvlblt\pnf2\pnindent0{\pntxtb\'B7}}\fi-360\li720\sa200\sl276\slmult1\lang2052\f0\'bc\'d7\f1\lang1033 12\par{\pntext\f2\'B7\tab}\f0\lang2052\'d2\'d2\par";
    assert_eq!(lines(&format!("{head}{bullets}}}")), ["•\t甲12", "•\t乙"]);
    let numbers = r"\pard{\pntext\f1 1.\tab}{\*\pn\pnlvlbody\pnf1\pnindent0\pnstart1\pndec{\pntxta.}}\fi-360\li720\f0\lang2052\'bc\'d7\par{\pntext\f1 2.\tab}\'d2\'d2\par";
    assert_eq!(lines(&format!("{head}{numbers}}}")), ["1.\t甲", "2.\t乙"]);
    let table = r"\trowd\trgaph108\trleft5\trbrdrl\brdrs\brdrw10 \clbrdrl\brdrw15\brdrs\clbrdrt\brdrw15\brdrs \cellx4148\clbrdrl\brdrw15\brdrs \cellx8291 \pard\intbl\widctlpar\f0\lang2052\'ca\'d5\'b5\'bd\cell\f1\lang1033 12\strike 3\strike0\cell\row\trowd\trgaph108\trleft5 \cellx4148 \cellx8291 \pard\intbl\widctlpar\f0\lang2052\'b0\'ec\'bd\'e1\cell\f1\lang1033 10\cf1 4\cf0\cell\row \pard\widctlpar\par}";
    assert_eq!(cells(&grid(&format!("{head}{table}"))), ["收到", "123", "办结", "10"]);
}

#[test]
fn files_by_wps() {
    let head = r"{\rtf1\ansi\ansicpg936\deff0\deflang1033\deflangfe2052{\fonttbl{\f0\froman\fcharset0\fprq2{\*\panose 02020603050405020304}Times New Roman{\*\falt Times New Roman};}{\f1\fnil\fcharset134\fprq0{\*\panose 02010600030101010101}\'cb\'ce\'cc\'e5{\*\falt SimSun};}}{\colortbl;\red0\green0\blue0;\red255\green255\blue255;}{\stylesheet{\qj\fi0\li0\nowidctlpar\fs21\kerning2\loch\af0\hich\af0\dbch\f1\lang1033\langnp1033\langfe2052\langfenp2052 \snext0 Normal;}{\*\cs10 \snext10 \ssemihidden Default Paragraph Font;}}{\*\latentstyles\lsdstimax260\lsdlockeddef0{\lsdlockedexcept \lsdlocked0 Normal;}}{\*\generator WPS Office}{\*\userprops{\propname KSOProductBuildVer}\proptype30{\staticval 2052-12.1.0.16250}}\paperw11906\paperh16838\sectd\plain ";
    let run = |text: &str| {
        let units: String = text.encode_utf16().map(|unit| format!(r"\u{}?", unit as i16)).collect();
        match text.is_ascii() {
            true => format!(
                r"{{\fs21\kerning2\loch\af0\hich\af0\dbch\f1\lang1033\langnp1033\langfe2052\langfenp2052 \loch\af0\hich\af0\dbch\f1\hich\f0 {text}}}"
            ),
            false => format!(r"{{\fs21\kerning2\loch\f0\hich\f0\dbch\af1\lang1033\langfe2052 {units}}}"),
        }
    };
    let row = |label: &str, figure: &str| {
        format!(
            r"\trowd\trgaph108\trleft-108\trkeep\trbrdrt\brdrs\brdrw10 \clvertalt\clbrdrt\brdrs\brdrw10 \cltxlrtb\clftsWidth3\clwWidth4261\cellx4153\clvertalt\cltxlrtb\clftsWidth3\clwWidth4261\cellx8414\pard\qj\nowidctlpar\intbl\ltrpar {}\cell {}\cell \pard\qj\fi0\li0\intbl \trowd\trgaph108\trleft-108\trkeep \clvertalt\cellx4153\clvertalt\cellx8414\row ",
            run(label),
            run(figure)
        )
    };
    let body = format!(
        r"{head}\pard\plain\qj {}\par {}{}\pard\par }}",
        run("收到和处理申请情况"),
        row("收到", "122"),
        row("办结", "119")
    );
    assert_eq!(lines(&body)[0], "收到和处理申请情况");
    assert_eq!(cells(&grid(&body)), ["收到", "122", "办结", "119"]);
    assert_eq!(codes(&read(&body)), [""; 0]);
}
