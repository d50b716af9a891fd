//! Which words of a sign-off are the names of bodies: one, several side by side, or none but a sentence that speaks of one.
//!
//! That the name of a body stands in a line makes no name of the line: it must be the report's own body, or end as bodies do and
//! hold nothing that only sentences have.

use super::{Strictness, is_space, without_brackets, without_label, without_seal, without_stop};
use crate::document::{Alignment, Paragraph, ParagraphRole};
use crate::recognize::whose::tidy_name;
use crate::recognize::words::words;
use crate::report::{SameOrgan, same_organ};
use std::borrow::Cow;

/// What stands between the names of several bodies, beside spaces.
const MARKS: [char; 7] = ['、', '，', ',', '；', ';', '/', '／'];

/// Words between the names of bodies that names have in them, too.
const AND: [char; 3] = ['和', '与', '及'];

/// A person's name or a room has no more characters behind the body whose they are.
const LONGEST_REST: usize = 6;

/// The bodies a line names: one, or several that spaces or commas part.
pub(super) fn organs_of(
    text: &str,
    paragraph: &Paragraph,
    organ: Option<&str>,
    strictness: Strictness,
) -> Option<Vec<String>> {
    let (is_labelled, text) = without_label(text, &words().sign_off.organ_labels);
    let text = without_seal(without_stop(text));
    let inner = without_brackets(text);
    // （此件公开发布） is no body.
    let is_bracketed = inner.len() < text.len();
    let text = if is_bracketed { without_seal(inner) } else { text };
    let mut names: Vec<&str> = text.split(is_space).map(without_seal).filter(|name| !name.is_empty()).collect();
    // 报告单位　清河市民政局: a label without its colon.
    let is_label = |name: &&str| words().sign_off.organ_labels.iter().any(|label| label == name);
    let is_labelled = is_labelled || names.len() > 1 && names.first().is_some_and(is_label);
    if names.len() > 1 && names.first().is_some_and(is_label) {
        names.remove(0);
    }
    let joined = names.concat();
    if let Some(several) = several_by_marks(text, organ) {
        return Some(several);
    }
    if is_own(&joined, organ) {
        return Some(vec![joined]);
    }
    if let Some(several) = several_by_spaces(text, &names, organ) {
        return Some(several);
    }
    if paragraph.role == ParagraphRole::Signature && !text.is_empty() {
        return Some(vec![tidy_name(text)]);
    }
    if let Some(body) = body_before_rest(&names, organ) {
        return Some(vec![body]);
    }
    // 清 河 市 民 政 局: letters spaced out.
    let spaced_out = names.len() > 1 && names.iter().all(|name| !name.is_ascii());
    let name = if spaced_out || is_labelled { joined } else { text.to_owned() };
    let length = name.chars().count();
    let may_be_name = length <= words().sign_off.longest
        && !name.contains(['。', '，', '；', '：', ':', '、', '？', '！'])
        && !name.starts_with(['（', '('])
        && !name.is_empty();
    let set_as_sign_off = strictness == Strictness::Dated
        && paragraph.align != Alignment::Start
        && !is_bracketed
        && !is_labelled
        && !is_sentence(&name)
        && !begins_with_post(&name)
        && !organ.is_some_and(|organ| name.contains(organ));
    // 单位：万元 is no body.
    let is_called_so = is_labelled && length > 3 && !is_sentence(&name);
    (may_be_name && (names_organ(&name, organ) || set_as_sign_off || is_called_so)).then(|| vec![name])
}

/// 清河市民政局、清河市残联; 清河市民政局和清河市残联: each part of it a body.
fn several_by_marks(text: &str, organ: Option<&str>) -> Option<Vec<String>> {
    let compact = |part: &str| part.chars().filter(|c| !is_space(*c)).collect::<String>();
    let is_known = |name: &String| is_own(name, organ) || is_full_name(name, organ);
    let parts: Vec<String> = text.split(MARKS).map(|part| compact(without_seal(part))).collect();
    let all = || parts.iter().skip(1).all(|part| part.chars().nth(1).is_some() && names_organ(part, organ));
    if parts.len() > 1 && parts.first().is_some_and(is_known) && all() {
        return Some(parts);
    }
    // 住房和城乡建设局 is one.
    AND.iter().find_map(|and| {
        let parts: Vec<String> = text.split(*and).map(|part| compact(without_seal(part))).collect();
        (parts.len() > 1 && parts.iter().all(is_known)).then_some(parts)
    })
}

/// 清河市民政局　清河市残联: each part of it a body; 清河市　民政局 and 清 河 市 民 政 局 are one. Where some gaps are wider than others,
/// the wider ones part the names.
fn several_by_spaces(text: &str, names: &[&str], organ: Option<&str>) -> Option<Vec<String>> {
    let mut wide: Vec<String> = vec![String::new()];
    let mut gap = 0;
    for c in text.chars() {
        if is_space(c) {
            gap += if c == '\t' { 2 } else { 1 };
            continue;
        }
        if gap > 1 && wide.last().is_some_and(|part| !part.is_empty()) {
            wide.push(String::new());
        }
        gap = 0;
        if let Some(part) = wide.last_mut() {
            part.push(c);
        }
    }
    let wide: Vec<String> = wide.iter().map(|part| without_seal(part).to_owned()).filter(|p| !p.is_empty()).collect();
    let narrow: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
    let is_subordinate = |name: &String| {
        let ends = |end: &String| name.ends_with(end.as_str());
        words().sign_off.subordinate.iter().any(ends) || words().owner.no_organ.contains(name)
    };
    let are_several = |parts: &Vec<String>| {
        let Some((first, others)) = parts.split_first() else { return false };
        let is_first_own = is_own(first, organ);
        let is_name = |name: &String| {
            is_full_name(name, organ) || (is_first_own && name.chars().nth(1).is_some() && names_organ(name, organ))
        };
        !others.is_empty()
            && (is_first_own || is_full_name(first, organ))
            && others.iter().all(|name| is_name(name) && !is_subordinate(name))
    };
    [wide, narrow].into_iter().find(are_several)
}

/// 清河市民政局局长　张三: the body whose person, or room, the rest of the line names. What is left out is told with the sign-off.
fn body_before_rest(names: &[&str], organ: Option<&str>) -> Option<String> {
    let joined = names.concat();
    let is_rest = |rest: &str| {
        (1..=LONGEST_REST).contains(&rest.chars().count())
            && !is_sentence(rest)
            && rest.chars().all(char::is_alphabetic)
    };
    let of_person = words().sign_off.posts.iter().filter_map(|post| {
        let (body, person) = joined.split_once(post.as_str())?;
        // 局长办公室 is no person.
        let is_room =
            words().sign_off.organ_endings.iter().any(|end| end.len() > "办".len() && person.ends_with(end.as_str()));
        let is_person = person.is_empty() || is_rest(person) && !is_room;
        (is_person && (is_own(body, organ) || is_full_name(body, organ))).then(|| body.to_owned())
    });
    let shortest = of_person.min_by_key(String::len);
    shortest
        .or_else(|| {
            let first = names.first().filter(|first| is_own(first, organ))?;
            let is_whole = names_organ(&joined, organ);
            (names.len() > 1 && !is_whole && is_rest(&names.get(1..)?.concat())).then(|| (*first).to_owned())
        })
        .or_else(|| {
            let rest = joined.strip_prefix(organ?)?;
            (is_rest(rest) && !names_organ(&joined, organ)).then(|| organ.unwrap_or_default().to_owned())
        })
}

/// Whether a text is the name of the report's own body.
fn is_own(name: &str, organ: Option<&str>) -> bool {
    organ.is_some_and(|organ| same_organ(organ, name) == SameOrgan::Yes)
}

/// Whether a text is a body's name by itself, and not the part of one: 民政局 may be that of 清河市.
fn is_full_name(name: &str, organ: Option<&str>) -> bool {
    name.chars().count() > 3 && names_organ(name, organ)
}

/// Whether a text is a body's name: the report's own, or by its ending.
pub(in crate::recognize) fn names_organ(text: &str, organ: Option<&str>) -> bool {
    let name = without_seal(text);
    if name.is_empty() || is_own(name, organ) {
        return !name.is_empty();
    }
    if is_sentence(name) || begins_with_post(name) || name.contains(MARKS) {
        return false;
    }
    if organ.is_some_and(|organ| same_organ(organ, name) != SameOrgan::No) {
        return true;
    }
    // What goes before the name of the report's own body is said of it.
    if organ.is_some_and(|organ| name.ends_with(organ)) {
        return false;
    }
    let sign_off = &words().sign_off;
    let bare = name.strip_suffix(['）', ')']).and_then(|rest| rest.get(..rest.rfind(['（', '('])?)).unwrap_or(name);
    sign_off.organ_endings.iter().chain(&sign_off.more_endings).any(|ending| bare.ends_with(ending.as_str()))
}

/// Whether a text has words that sentences have and names of bodies don't: 经…审议通过, 本报告由….
fn is_sentence(text: &str) -> bool {
    let sentence = &words().sign_off.sentence;
    // 经济 and 自由 stand in names.
    let text = sentence.in_names.iter().fold(Cow::Borrowed(text), |text, word| match text.contains(word.as_str()) {
        true => Cow::Owned(text.replace(word.as_str(), "□")),
        false => text,
    });
    sentence.begins.iter().any(|word| text.starts_with(word.as_str()))
        || sentence.holds.iter().any(|word| text.contains(word.as_str()))
}

/// 局长　张三
fn begins_with_post(text: &str) -> bool {
    words().sign_off.posts.iter().any(|post| {
        text.strip_prefix(post.as_str())
            .is_some_and(|rest| !words().sign_off.organ_endings.iter().any(|end| rest.ends_with(end.as_str())))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn organs(text: &str) -> Vec<String> {
        let line = Paragraph { align: Alignment::End, ..Paragraph::plain(text) };
        organs_of(text, &line, Some("清河市民政局"), Strictness::Dated).unwrap_or_default()
    }

    #[test]
    fn a_sentence_that_speaks_of_a_body_is_none() {
        for text in [
            "经清河市民政局局务会审议通过。",
            "本报告已由清河市民政局保密审查",
            "以上数据来自清河市统计局",
            "报告已报清河市人民政府办公室",
            "现将有关情况报送清河市人民政府办公室",
            "由清河市民政局负责解释",
            "详见清河市人民政府网站",
            "本报告解释权归清河市民政局",
            "如有疑问请联系清河市民政局办公室",
            "数据由清河市数据局提供",
            "抄送：市政府办公室",
            "局长　张三",
            "特此报告 清河市民政局",
        ] {
            assert_eq!(organs(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn one_body_however_it_is_set() {
        for text in [
            "清河市民政局",
            "清 河 市 民 政 局",
            "清河市 民政局",
            "清河市　　民政局",
            "清河市民政局（盖章）",
            "清河市民政局局长　张三",
            "清河市民政局 局长：张三".split('：').next().unwrap(),
            "清河市民政局 张三",
            "报告单位　清河市民政局",
        ] {
            assert_eq!(organs(text), ["清河市民政局"], "{text}");
        }
        for name in [
            "清河市东山镇人民政府",
            "清河市东山街道办事处",
            "清河市发展和改革委员会",
            "清河市住房和城乡建设局",
            "清河市人力资源和社会保障局",
            "国家税务总局清河市税务局",
            "清河市水务集团有限公司",
            "清河市第一中学",
            "清河市第一人民医院",
            "清河经济技术开发区管理委员会",
            "清河经开区管委会",
            "清河市政务服务中心",
            "清河市公安局交通警察支队",
            "清河市人民法院",
            "清河市审计局",
            "清河市数据局",
            "中国（清河）自由贸易试验区管理委员会",
            "清河市施工图审查中心",
            "清河市残联",
            "清河市民政局办公室",
            "现代农业产业园管委会",
        ] {
            assert_eq!(organs(name), [name]);
        }
    }

    #[test]
    fn bodies_side_by_side_are_several() {
        for text in [
            "清河市民政局 清河市残联",
            "清河市民政局　　清河市残联",
            "清河市民政局\t清河市残联",
            "清河市民政局、清河市残联",
            "清河市民政局，清河市残联",
            "清 河 市 民 政 局　　清 河 市 残 联",
            "清河市民政局（章） 清河市残联（章）",
            "清河市民政局（代章） 清河市残联（代章）",
            "清河市民政局和清河市残联",
            "清河市民政局 与 清河市残联",
        ] {
            assert_eq!(organs(text), ["清河市民政局", "清河市残联"], "{text}");
        }
    }
}
