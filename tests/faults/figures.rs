//! Figures with something beside the digits: signs, notes, units, spaces; figures of workbooks as their program shows them.

use super::read;

#[test]
fn a_clean_draft_of_one_table_has_its_figures() {
    let draft = read("draft-2023.docx").value;
    assert_eq!((draft.organ.as_deref(), draft.year), (Some("清河市民政局"), Some(2023)));
    let figures = &draft.statistics["disclosure"].cells;
    assert_eq!((figures["licences"].raw.as_str(), figures["fees"].raw.as_str()), ("15", "26.55"));
}
