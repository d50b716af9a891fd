use super::*;

fn said(whose: &Whose) -> (Option<&str>, Vec<u16>) {
    (whose.organ.as_deref(), whose.years.iter().copied().collect())
}

#[test]
fn titles_as_published() {
    let cases: &[(&str, Option<&str>, &[u16])] = &[
        ("株洲市生态环境局渌口分局政府信息公开工作2021年度报告", Some("株洲市生态环境局渌口分局"), &[2021]),
        ("清河市人民政府办公室2023年政府信息公开工作年度报告", Some("清河市人民政府办公室"), &[2023]),
        ("2022年某县财政局政府信息公开工作年度报告", Some("某县财政局"), &[2022]),
        ("某县财政局二〇二〇年政府信息公开年报", Some("某县财政局"), &[2020]),
        ("政府信息公开工作年度报告", None, &[]),
        ("关于2023年度政府信息公开工作情况的报告", None, &[2023]),
        ("某县第101中学关于2023年度政府信息公开工作情况的报告", Some("某县第101中学"), &[2023]),
        ("某县财政局政府信息公开年度报告（2022年）", Some("某县财政局"), &[2022]),
        ("清河市民政局2023 年政府信息公开工作年度报告", Some("清河市民政局"), &[2023]),
        ("清河市民政局二O二三年政府信息公开工作年度报告", Some("清河市民政局"), &[2023]),
        ("青禾县农业农村局２０２３ 年政府信息公开工作年度报告", Some("青禾县农业农村局"), &[2023]),
        ("2023年清河市政府信息公开工作年度报告", Some("清河市"), &[2023]),
        ("清河市机构编制委员会办公室2023年政府信息公开工作年度报告", Some("清河市机构编制委员会办公室"), &[2023]),
        ("清河市民政局2023年政务公开工作年度报告", Some("清河市民政局"), &[2023]),
        ("清河市民政局2023年信息公开工作年度报告", Some("清河市民政局"), &[2023]),
        ("清河市民政局2023政府信息公开工作年度报告", Some("清河市民政局"), &[2023]),
        ("清河市民政局23年度政府信息公开工作年度报告", Some("清河市民政局"), &[2023]),
        ("清河市民政局關於2023年度政府信息公開工作年度報告", Some("清河市民政局"), &[2023]),
        ("清 河 市 民 政 局\n2023 年 政 府 信 息 公 开 工 作 年 度 报 告", Some("清河市民政局"), &[2023]),
        ("清河市人民政府信息公开工作年度报告（2023年度）", Some("清河市人民政府"), &[2023]),
        ("清河市人民政府政府信息公开工作2023年度报告", Some("清河市人民政府"), &[2023]),
        ("清河市政务公开办公室2023年政府信息公开工作年度报告", Some("清河市政务公开办公室"), &[2023]),
        ("清河市信息发布中心2023年政府信息公开工作年度报告", Some("清河市信息发布中心"), &[2023]),
        ("关于清河市民政局2023年度政府信息公开工作的报告", Some("清河市民政局"), &[2023]),
        ("清河市民政局公元2023年政府信息公开工作年度报告", Some("清河市民政局"), &[2023]),
        ("清河市民政局截至2023年政府信息公开工作年度报告", Some("清河市民政局"), &[2023]),
        ("清河市民政局（本级）2023年政府信息公开工作年度报告", Some("清河市民政局（本级）"), &[2023]),
        ("《清河市民政局2023年政府信息公开工作年度报告》", Some("清河市民政局"), &[2023]),
        ("清河市民政局政府信息公开工作年度报告2023年", Some("清河市民政局"), &[2023]),
        ("清河市民政局（2023年）政府信息公开工作年度报告", Some("清河市民政局"), &[2023]),
        ("清河市民政局2023年度政府信息公开工作总结", Some("清河市民政局"), &[2023]),
        ("清\u{200b}河市民政局20\u{feff}23年政府信息\u{2060}公开工作年度报告", Some("清河市民政局"), &[2023]),
        ("2022—2023年政府信息公开工作年度报告", None, &[2022, 2023]),
        ("2022年、2023年政府信息公开工作年度报告", None, &[2022, 2023]),
        ("清河大学2022-2023学年信息公开工作年度报告", Some("清河大学"), &[2022, 2023]),
        ("2023年政府信息公开工作年度报告（2023年度）", None, &[2023]),
        ("全市2023年政府信息公开工作年度报告", None, &[2023]),
        ("清河市教育局2023年政府信息公开工作年报（2024年1月）", Some("清河市教育局"), &[2023]),
        ("清河市教育局2023年政府信息公开工作年度报告(2024-01-15)", Some("清河市教育局"), &[2023]),
        ("清河市自来水有限责任公司2023年度企事业单位信息公开工作年度报告", Some("清河市自来水有限责任公司"), &[2023]),
        ("二○二三年清河市东山镇政府信息公开工作年度报告", Some("清河市东山镇"), &[2023]),
    ];
    for (text, organ, years) in cases {
        let whose = of_title(text).unwrap_or_else(|| panic!("{text}: a title"));
        assert_eq!(said(&whose), (*organ, years.to_vec()), "{text}");
        assert_eq!(whose.unclear, None, "{text}");
    }
}

#[test]
fn what_only_speaks_of_reports_is_no_title() {
    for text in [
        "按照《条例》要求，现公布2021年政府信息公开工作年度报告。",
        "关于做好2023年政府信息公开工作年度报告编制工作的通知",
        "某市发布2023年政府信息公开工作年度报告",
        "2023年政府信息公开工作年度报告解读",
        "关于公布2023年政府信息公开工作年度报告",
        "政府信息公开指南",
        "政府信息公开工作年度报告编制",
        "清河市民政局2023年度工作报告",
    ] {
        assert_eq!(of_title(text), None, "{text}");
    }
}

#[test]
fn nothing_of_the_grammar_is_left_in_a_name() {
    for text in [
        "清河市2023年度民政局政府信息公开工作年度报告",
        "（公开）清河市民政局2023年政府信息公开工作年度报告",
        "1.清河市民政局2023年政府信息公开工作年度报告",
        "清河市民政局关于2023年工作的政府信息公开工作年度报告",
    ] {
        let whose = of_title(text).unwrap();
        assert_eq!(whose.organ, None, "{text}");
        assert!(whose.unclear.is_some(), "{text}");
    }
}

#[test]
fn captions_say_whose_a_table_is() {
    let cases: &[(&str, Option<&str>, &[u16])] = &[
        ("清河市民政局2022年政府信息公开情况统计表", Some("清河市民政局"), &[2022]),
        ("附件2：清河市民政局2022年度政府信息公开工作年度报告统计表", Some("清河市民政局"), &[2022]),
        ("附件2-1 2022年度政府信息公开情况统计表（单位：件）", None, &[2022]),
        ("统计期限：2022年1月1日至2022年12月31日", None, &[2022]),
        ("2022年1—12月", None, &[2022]),
        ("2022年度", None, &[2022]),
        ("清河市东山镇2022年主动公开政府信息情况", Some("清河市东山镇"), &[2022]),
        ("清河市民政局", Some("清河市民政局"), &[]),
        ("政府信息公开行政复议、行政诉讼情况", None, &[]),
        ("收到和处理政府信息公开申请情况", None, &[]),
        ("第二十条第（五）项", None, &[]),
        ("本年处理决定数量", None, &[]),
        ("信息内容", None, &[]),
        ("规章", None, &[]),
        ("政府信息公开工作年度报告统计表（2021年版）", None, &[]),
        ("清河市民政局2022年政府信息公开工作年度报告（2021年版）", Some("清河市民政局"), &[2022]),
        ("注：2022年数据未经审核。", None, &[]),
    ];
    for (text, organ, years) in cases {
        let whose = of_caption(text);
        assert_eq!((said(&whose), &whose.unclear), ((*organ, years.to_vec()), &None), "{text}");
    }
    for text in ["去年数据", "上年度统计表"] {
        assert!(of_caption(text).unclear.is_some(), "{text}");
    }
}

#[test]
fn sheet_names_say_a_year_and_perhaps_a_body() {
    let cases: &[(&str, Option<&str>, &[u16])] = &[
        ("2022", None, &[2022]),
        ("2022年", None, &[2022]),
        ("22年", None, &[2022]),
        ("数据(2022)", None, &[2022]),
        ("附件2：2022年度统计", None, &[2022]),
        ("清河市民政局2022", Some("清河市民政局"), &[2022]),
        ("Sheet1", None, &[]),
        ("主动公开", None, &[]),
        ("表三", None, &[]),
        ("办公室", None, &[]),
        ("2023.1.5", None, &[]),
        ("2023年1月报", None, &[]),
        ("民政局", Some("民政局"), &[]),
        ("2022年和2023年", None, &[2022, 2023]),
    ];
    for (name, organ, years) in cases {
        assert_eq!(said(&of_sheet_name(name)), (*organ, years.to_vec()), "{name}");
    }
}

/// Titles of every shape met, made up: a body, a year, what is said of them, spaces and characters nobody sees.
mod made_up {
    use super::super::of_title;

    const ORGANS: [&str; 30] = [
        "清河市民政局",
        "清河市人民政府",
        "清河市人民政府办公室",
        "清河市机构编制委员会办公室",
        "中共清河市委机构编制委员会办公室",
        "清河市信息发布中心",
        "清河市公布社区服务中心",
        "清河市发展和改革委员会",
        "清河市政务公开办公室",
        "清河市政务服务和数据管理局",
        "清河市东山镇人民政府",
        "东山镇",
        "清河市东山街道办事处",
        "清河经济技术开发区管委会",
        "清河高新技术产业开发区管理委员会",
        "清河市公安局东山派出所",
        "国家税务总局清河市税务局",
        "株洲市生态环境局渌口分局",
        "清河市水务集团有限公司",
        "清河市第一人民医院",
        "清河市第101中学",
        "清河大学",
        "清河市工作委员会",
        "清河市情况调查总队",
        "全州县民政局",
        "本溪市财政局",
        "清河市民政局（本级）",
        "中国（清河）自由贸易试验区管理委员会",
        "清河市档案馆",
        "二七区统计局",
    ];
    const TOPICS: [&str; 5] = ["政府信息公开", "信息公开", "政务公开", "政府信息与政务公开", "政府信息公開"];
    const ENDS: [&str; 9] = [
        "工作年度报告",
        "年度报告",
        "工作年度報告",
        "年报",
        "工作报告",
        "工作总结",
        "工作情况报告",
        "工作情况的报告",
        "工作年度情况报告",
    ];

    struct Dice(u64);

    impl Dice {
        fn below(&mut self, sides: usize) -> usize {
            self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (self.0 >> 33) as usize % sides
        }

        fn of<T: Copy>(&mut self, sides: &[T]) -> T {
            sides[self.below(sides.len())]
        }
    }

    fn year(dice: &mut Dice, year: u16) -> String {
        let digits = year.to_string();
        let with = |table: [&str; 10]| digits.chars().map(|c| table[c as usize - '0' as usize]).collect::<String>();
        let zero = dice.of(&["〇", "○", "O", "o", "0", "零", "Ｏ", "◯"]);
        let number = match dice.below(6) {
            3 => with([dice.of(&["零", "〇"]), "壹", "贰", "叁", "肆", "伍", "陆", "柒", "捌", "玖"]),
            0 => with([zero, "一", "二", "三", "四", "五", "六", "七", "八", "九"]),
            1 => with(["０", "１", "２", "３", "４", "５", "６", "７", "８", "９"]),
            2 => with([zero, "1", "2", "3", "4", "5", "6", "7", "8", "9"]),
            _ => digits,
        };
        number + dice.of(&["年", "年", " 年", "年度", " 年 度", "年\u{3000}"])
    }

    fn title(dice: &mut Dice, organ: &str, year: &str) -> String {
        let (topic, end) = (dice.of(&TOPICS), dice.of(&ENDS));
        let of = dice.of(&["", "", "关于", "的"]);
        match dice.below(9) {
            0 | 1 => format!("{organ}{year}{topic}{end}"),
            2 => format!("{organ}{topic}{year}{end}"),
            3 => format!("{organ}{topic}工作{year}{}", dice.of(&["报告", "年度报告", "年报"])),
            4 => format!("{year}{organ}{topic}{end}"),
            5 => format!("关于{organ}{year}{topic}{end}"),
            6 => format!("{organ}关于{year}{topic}{end}"),
            7 => format!("{organ}{topic}{end}{}", dice.of(&["（Y）", "(Y)", "——Y", " Y"]).replace('Y', year)),
            _ => format!("{organ}{of}{year}{topic}{end}"),
        }
    }

    fn disturbed(dice: &mut Dice, title: &str) -> String {
        let chance = dice.of(&[0, 0, 3, 10]);
        let all = dice.below(8) == 0;
        let mut text = String::new();
        for c in title.chars() {
            text.push(c);
            if all {
                text.push(' ');
            } else if chance > 0 && dice.below(30) < chance {
                text.push(dice.of(&[' ', '\u{3000}', '\u{200b}', '\u{feff}', '\u{2060}', '\u{ad}', '\u{a0}', '\n']));
            }
        }
        text
    }

    #[test]
    fn ten_thousand_titles_are_read_right() {
        let mut dice = Dice(2026);
        for n in 0..10_000 {
            let organ = dice.of(&ORGANS);
            let number = 2008 + dice.below(40) as u16;
            let year = year(&mut dice, number);
            let plain = title(&mut dice, organ, &year);
            let text = disturbed(&mut dice, &plain);
            let whose = of_title(&text).unwrap_or_else(|| panic!("{n}: {text:?} is a title"));
            assert_eq!(
                (whose.organ.as_deref(), whose.year(), &whose.unclear),
                (Some(organ), Some(number), &None),
                "{n}: {text:?}"
            );
        }
    }
}

#[test]
fn the_number_of_a_paper_behind_a_caption_is_no_year() {
    let said = of_caption("清河市民政局2023年政府信息公开情况统计表（国办公开办函〔2021〕30号）");
    assert_eq!((said.organ.as_deref(), said.year(), said.unclear), (Some("清河市民政局"), Some(2023), None));
}
