//! All text of a part, without the reader's rules: every stretch of characters in whatever element, but for settings and the
//! instructions of fields. What [`Account::missing_from`] holds the Document against.

use crate::document::{Account, PassageId, PieceId, net_is_off};
use crate::finding::Place;
use crate::ooxml::{Element, Node, Ns};
use crate::read::symbol::{is_symbol_font, symbol_to_unicode};

/// Elements whose text is a setting, whatever their namespace; properties (`…Pr`) are besides.
const SETTINGS: [&str; 14] = [
    "instrText",
    "delInstrText",
    "fldData",
    "binData",
    "posOffset",
    "align",
    "pctWidth",
    "pctHeight",
    "pctPosHOffset",
    "pctPosVOffset",
    "LinkType",
    "LockedField",
    "FieldCodes",
    "extLst",
];

/// What the text of a part belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Counted {
    /// The body, by paragraphs and tables.
    Body,
    /// Foot- or endnotes.
    Notes,
}

/// Adds all text below an element to an account.
pub(super) fn count_text(root: Element<'_>, counted: Counted, account: &mut Account) {
    if net_is_off() {
        return;
    }
    let mut eye = Eye { account, counted, paragraphs: 0, tables: 0, notes: 0, fields: Vec::new() };
    eye.below(root, Stand::default());
}

/// Where text stands.
#[derive(Debug, Clone, Copy, Default)]
struct Stand<'x> {
    passage: Option<PassageId>,
    in_table: bool,
    in_box: bool,
    is_copy: bool,
    /// The symbol font of the run.
    font: Option<&'x str>,
}

struct Eye<'a> {
    account: &'a mut Account,
    counted: Counted,
    paragraphs: u32,
    tables: u32,
    notes: u32,
    /// The fields that are open: the pieces of their instructions; `None` once the result has begun.
    fields: Vec<Option<Vec<PieceId>>>,
}

impl Eye<'_> {
    fn below<'x>(&mut self, element: Element<'x>, stand: Stand<'x>) {
        for node in element.nodes() {
            match node {
                Node::Text(text) => self.text(text, stand),
                Node::Element(child) => self.element(child, stand),
            }
        }
    }

    fn element<'x>(&mut self, element: Element<'x>, stand: Stand<'x>) {
        let name = element.name();
        if name.ends_with("Pr") || SETTINGS.contains(&name) {
            return;
        }
        let mut inner = stand;
        match name {
            "p" => {
                self.paragraphs += u32::from(!stand.in_table && !stand.in_box);
                inner.passage = Some(self.begin(stand));
            }
            "tbl" => {
                self.tables += u32::from(!stand.in_box);
                inner = Stand { passage: None, in_table: true, ..stand };
            }
            "tc" => inner.passage = None,
            "r" => inner.font = symbol_font(element),
            "footnote" | "endnote" => {
                // The rule above notes (§17.11.21) is none.
                if !matches!(element.attribute(Ns::W, "type"), None | Some("normal")) {
                    return;
                }
                self.notes += 1;
            }
            "fldChar" => match element.attribute(Ns::W, "fldCharType") {
                Some("begin") => self.fields.push(Some(Vec::new())),
                Some("separate") => self.close_instruction(),
                Some("end") => {
                    self.close_instruction();
                    self.fields.pop();
                }
                _ => {}
            },
            "txbxContent" => {
                // Fields don't reach into boxes.
                let fields = std::mem::take(&mut self.fields);
                self.below(element, Stand { passage: None, in_box: true, ..stand });
                self.fields = fields;
                return;
            }
            "AlternateContent" => return self.branches(element, stand),
            // A digit may be put in as a symbol, among others that are typed.
            "sym" => {
                if let Some(symbol) = symbol(element).filter(|symbol| symbol.is_alphanumeric()) {
                    self.text(symbol.encode_utf8(&mut [0; 4]), Stand { font: None, ..stand });
                }
            }
            _ => {}
        }
        self.below(element, inner);
    }

    /// Every branch but the first says, mostly, once more what that says.
    fn branches<'x>(&mut self, alternatives: Element<'x>, stand: Stand<'x>) {
        for (index, branch) in alternatives.children().enumerate() {
            let mut stand = stand;
            if index > 0 {
                stand.is_copy = true;
                stand.passage = Some(self.begin(stand));
            }
            let fields = if index == 0 { None } else { Some(std::mem::take(&mut self.fields)) };
            self.below(branch, stand);
            if let Some(fields) = fields {
                self.fields = fields;
            }
        }
    }

    /// Takes back what was the instruction of the innermost field.
    fn close_instruction(&mut self) {
        for piece in self.fields.last_mut().and_then(Option::take).unwrap_or_default() {
            self.account.take_back(piece);
        }
    }

    fn begin(&mut self, stand: Stand<'_>) -> PassageId {
        let place = match self.counted {
            Counted::Notes => Place::Note(self.notes),
            Counted::Body if stand.in_table => Place::Table(self.tables),
            Counted::Body => Place::Paragraph(self.paragraphs),
        };
        let passage = self.account.passage(Some(place), stand.in_table);
        if stand.is_copy {
            self.account.is_copy(passage);
        }
        passage
    }

    fn text(&mut self, text: &str, stand: Stand<'_>) {
        if text.trim().is_empty() {
            return;
        }
        let passage = stand.passage.unwrap_or_else(|| self.begin(stand));
        let piece = match stand.font {
            Some(font) => {
                let shown: String = text.chars().filter_map(|c| symbol_to_unicode(font, c.into())).collect();
                self.account.piece(passage, &shown)
            }
            None => self.account.piece(passage, text),
        };
        if let (Some(piece), Some(instruction)) = (piece, self.fields.iter_mut().rev().find_map(Option::as_mut)) {
            instruction.push(piece);
        }
    }
}

/// The character that a `w:sym` element shows (§17.3.3.30).
fn symbol(element: Element<'_>) -> Option<char> {
    let font = element.attribute(Ns::W, "font").unwrap_or_default();
    let code = u32::from_str_radix(element.attribute(Ns::W, "char")?.trim(), 16).ok()?;
    if is_symbol_font(font) { symbol_to_unicode(font, code) } else { char::from_u32(code) }
}

/// The symbol font a run is in, whose characters are not what they look like.
fn symbol_font(run: Element<'_>) -> Option<&str> {
    let fonts = run.child(Ns::W, "rPr")?.child(Ns::W, "rFonts")?;
    fonts.attributes().map(|font| font.value).find(|font| is_symbol_font(font))
}
