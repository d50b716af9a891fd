//! How the text of an element looks, as far as that says what it means and whether anyone sees it.

use super::color::{Named, color_of, laid_on};
use super::css::{Declared, Property, Variables};
use super::dom::Element;
use crate::document::{Alignment, Appearance, Capitals, Color, Ground, Ink, Marks, VerticalPosition};
use std::borrow::Cow;
use std::rc::Rc;

/// So far beside its place, in pixels or points, nobody sees a text.
const FAR: f64 = 500.0;
/// What covers less of its ground is seen by nobody.
const FAINT: f64 = 0.05;
/// Clips that leave nothing to be seen, without spaces and commas.
const CLIPPED: [&str; 3] = ["rect(0000", "rect(0px0px0px0px", "rect(1px1px1px1px"];
/// The size of text nothing says the size of, points.
const USUAL_POINTS: f64 = 12.0;

/// What an element is among others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Display {
    /// Not there at all.
    None,
    /// A part of the line.
    Inline,
    /// A line or more of its own.
    Block,
}

/// How text looks by the elements it stands in.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Look {
    pub(super) bold: bool,
    pub(super) italic: bool,
    pub(super) underline: bool,
    pub(super) strike: bool,
    pub(super) position: Option<VerticalPosition>,
    /// Whether it is raised or lowered by distance: against nothing, where its whole line is.
    pub(super) is_moved: bool,
    pub(super) capitals: Option<Capitals>,
    pub(super) ink: Ink,
    /// The colour it is given, which may be a mark.
    pub(super) color: Option<Color>,
    pub(super) ground: Ground,
    /// The colour behind characters of the line.
    pub(super) highlight: Option<Color>,
    /// The ground its own element was given, where that is one colour.
    pub(super) shading: Option<Color>,
    pub(super) points: Option<f64>,
    /// The first of the fonts it is in.
    pub(super) font: Option<Rc<str>>,
    /// How much of what is behind it its ink covers by `opacity`, 0 to 1.
    pub(super) opacity: f64,
    /// Whether its ink is said apart from its colour.
    pub(super) is_filled: bool,
    /// Whether lines run from right to left, and whether its own element turns its characters round.
    pub(super) is_rtl: bool,
    pub(super) is_turned: bool,
    /// What is declared for it, or may be, that may make a figure another and that nobody knows here.
    pub(super) unjudged: Option<Rc<str>>,
    pub(super) variables: Option<Variables>,
    /// Not shown, though its room may be there.
    pub(super) is_hidden: bool,
    /// Not shown unless something in it is.
    pub(super) is_invisible: bool,
    pub(super) align: Alignment,
    /// Whether white space stands as it is written; else runs of it are one space.
    pub(super) keeps_space: bool,
    /// Whether line ends of the source are line ends.
    pub(super) keeps_lines: bool,
    /// The number format of a cell, as a code.
    pub(super) number_format: Option<Rc<str>>,
    /// How the items of a list are marked.
    pub(super) list_style: Option<Rc<str>>,
}

impl Default for Look {
    fn default() -> Self {
        Look {
            bold: false,
            italic: false,
            underline: false,
            strike: false,
            position: None,
            is_moved: false,
            capitals: None,
            ink: Ink::default(),
            color: None,
            ground: Ground::default(),
            highlight: None,
            shading: None,
            points: None,
            font: None,
            opacity: 1.0,
            is_filled: false,
            is_rtl: false,
            is_turned: false,
            unjudged: None,
            variables: None,
            is_hidden: false,
            is_invisible: false,
            align: Alignment::Start,
            keeps_space: false,
            keeps_lines: false,
            number_format: None,
            list_style: None,
        }
    }
}

/// Whether elements of a name are lines of their own (HTML Living Standard, 15.3.3, 15.3.8).
pub(super) fn is_block(name: &str) -> bool {
    matches!(
        name,
        "address"
            | "article"
            | "aside"
            | "blockquote"
            | "body"
            | "caption"
            | "center"
            | "dd"
            | "details"
            | "dialog"
            | "dir"
            | "div"
            | "dl"
            | "dt"
            | "fieldset"
            | "figcaption"
            | "figure"
            | "footer"
            | "form"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "header"
            | "hgroup"
            | "hr"
            | "html"
            | "legend"
            | "li"
            | "listing"
            | "main"
            | "menu"
            | "nav"
            | "ol"
            | "optgroup"
            | "option"
            | "p"
            | "plaintext"
            | "pre"
            | "search"
            | "section"
            | "summary"
            | "table"
            | "td"
            | "th"
            | "tr"
            | "ul"
            | "xmp"
    )
}

/// Whether nothing is shown of elements of a name, or only by a program.
fn is_unshown(name: &str) -> bool {
    matches!(
        name,
        "base"
            | "datalist"
            | "head"
            | "link"
            | "meta"
            | "noframes"
            | "noscript"
            | "rp"
            | "script"
            | "style"
            | "template"
            | "title"
            | "xml"
    )
}

/// What an element is among others, by its attributes and what is declared for it.
fn display_of(element: &Element, by_name: Display, declared: Option<&str>) -> Display {
    let is_hidden = element.attribute("hidden").is_some()
        || element.attribute("popover").is_some()
        || element.name() == "dialog" && element.attribute("open").is_none();
    let said = match declared {
        None | Some("inherit" | "revert" | "revert-layer") if is_hidden => return Display::None,
        None => return by_name,
        Some(said) => said,
    };
    match said {
        "none" => Display::None,
        _ if by_name == Display::None => Display::None,
        "inline" | "inline-block" | "contents" | "inline-flex" | "inline-table" | "inline-grid"
            if by_name == Display::Inline =>
        {
            Display::Inline
        }
        // What is a line of its own by its name joins no other, whatever a sheet says.
        "inherit" | "initial" | "unset" | "revert" | "revert-layer" | "inline" | "inline-block" | "contents"
        | "inline-flex" | "ruby" | "ruby-text" | "inline-table" | "inline-grid" => by_name,
        _ => Display::Block,
    }
}

/// What an element is by its name.
fn display_by_name(name: &str) -> Display {
    match () {
        () if is_unshown(name) => Display::None,
        () if is_block(name) => Display::Block,
        () => Display::Inline,
    }
}

impl Look {
    /// The look within an element that stands in text of this look, and what the element is among others.
    pub(super) fn within(&self, element: &Element, declared: &Declared) -> (Look, Display) {
        let mut look = Look { shading: None, number_format: None, is_turned: false, ..self.clone() };
        let by_name = display_by_name(element.name());
        look.by_name(element);
        look.by_attributes(element, by_name);
        let declared = look.resolved(declared);
        let display = display_of(element, by_name, declared.get(Property::Display));
        look.declare(self, element, &declared, display);
        (look, display)
    }

    /// The look of text that a sheet puts into an element of this look.
    pub(super) fn of_generated(&self, declared: &Declared) -> (Look, Display) {
        let mut look = Look { is_turned: false, ..self.clone() };
        let declared = look.resolved(declared);
        let display = match declared.get(Property::Display) {
            None | Some("inline" | "inline-block" | "inline-flex" | "inline-table" | "contents") => Display::Inline,
            Some("none") => Display::None,
            Some(_) => Display::Block,
        };
        look.declare_text(self, &declared, display);
        (look, display)
    }

    /// What is declared, with the values of variables.
    fn resolved<'a>(&mut self, declared: &'a Declared) -> Cow<'a, Declared> {
        self.variables = declared.variables(self.variables.as_ref());
        if !declared.has_variables() {
            return Cow::Borrowed(declared);
        }
        let mut declared = declared.clone();
        declared.resolve(self.variables.as_ref());
        Cow::Owned(declared)
    }

    fn by_name(&mut self, element: &Element) {
        match element.name() {
            "b" | "strong" => self.bold = true,
            "i" | "em" | "cite" | "dfn" | "var" => self.italic = true,
            "u" => self.underline = true,
            "s" | "strike" => self.strike = true,
            "sup" => self.position = Some(VerticalPosition::Superscript),
            "sub" => self.position = Some(VerticalPosition::Subscript),
            "ul" | "ol" | "menu" | "dir" => self.list_style = None,
            "center" => self.align = Alignment::Center,
            "bdo" => self.is_turned = true,
            // Links have a colour of their own, whatever that of the text around them.
            "a" if element.attribute("href").is_some() => (self.ink, self.color) = (Ink::Automatic, None),
            "mark" => self.lay(Color([0xFF, 0xFF, 0]), 1.0, true),
            "pre" | "textarea" | "listing" | "xmp" | "plaintext" => (self.keeps_space, self.keeps_lines) = (true, true),
            _ => {}
        }
    }

    /// What attributes of old say.
    fn by_attributes(&mut self, element: &Element, display: Display) {
        match element.attribute("align").map(str::to_ascii_lowercase).as_deref() {
            Some("center" | "middle") if display == Display::Block => self.align = Alignment::Center,
            Some("right") if display == Display::Block && element.name() != "table" => self.align = Alignment::End,
            Some("left" | "justify") if display == Display::Block => self.align = Alignment::Start,
            _ => {}
        }
        match element.attribute("dir").map(str::to_ascii_lowercase).as_deref() {
            Some("rtl") => self.is_rtl = true,
            Some("ltr") => self.is_rtl = false,
            _ => {}
        }
        if element.name() == "font" {
            if let Some(color) = element.attribute("color") {
                self.ink_of(&color.to_ascii_lowercase());
            }
            self.points = element.attribute("size").and_then(font_size).or(self.points);
            if let Some(face) = element.attribute("face") {
                self.font = first_family(face);
            }
        }
        if let Some(color) = element.attribute("bgcolor") {
            self.ground_of(&color.to_ascii_lowercase(), display);
        }
        if element.attribute("background").is_some_and(|picture| !picture.is_empty()) {
            self.ground = Ground::Unknown;
        }
    }

    /// What is declared for an element that stands in text of another look.
    fn declare(&mut self, around: &Look, element: &Element, declared: &Declared, display: Display) {
        self.declare_text(around, declared, display);
        let is_table = matches!(element.name(), "table" | "thead" | "tbody" | "tfoot" | "tr" | "td" | "th")
            && declared.get(Property::Display).is_none_or(|value| value.starts_with("table"));
        if !is_table && self.has_room(declared, display) {
            self.crop(declared);
        }
        if self.has_room(declared, display) {
            self.look_through(declared, &[Property::Transform, Property::Rotate, Property::Scale]);
        }
        self.number_format = declared.get(Property::NumberFormat).map(|value| format_code(value).into());
    }

    fn declare_text(&mut self, around: &Look, declared: &Declared, display: Display) {
        let get = |property| declared.get(property);
        if let Some(value) = get(Property::Size) {
            self.points = points_of(value, self.points).or(self.points);
        }
        if let Some(value) = get(Property::Family) {
            self.font = first_family(value);
        }
        match get(Property::Weight) {
            Some("normal" | "lighter") => self.bold = false,
            Some("bold" | "bolder") => self.bold = true,
            Some(value) => self.bold = value.parse::<u32>().map_or(self.bold, |weight| weight >= 600),
            None => {}
        }
        if let Some(value) = get(Property::Slant) {
            self.italic = matches!(value, "italic" | "oblique") || (self.italic && value == "inherit");
        }
        // Lines of what is around run through what stands in it, whatever that declares.
        if let Some(value) = get(Property::Decoration) {
            self.strike = around.strike || value.contains("line-through");
            self.underline = around.underline || value.contains("underline");
        }
        self.strike |= get(Property::Strike).is_some_and(|value| !value.starts_with("no"));
        match get(Property::Capitals) {
            Some("uppercase") => self.capitals = Some(Capitals::All),
            Some("none") => self.capitals = None,
            _ => {}
        }
        if get(Property::VariantCapitals).is_some_and(|value| value.contains("small-caps")) {
            self.capitals = Some(Capitals::Small);
        }
        match get(Property::Align) {
            Some("center" | "-webkit-center") => self.align = Alignment::Center,
            Some("right" | "end") => self.align = Alignment::End,
            Some("left" | "start" | "justify") => self.align = Alignment::Start,
            _ => {}
        }
        if let Some(value) = get(Property::WhiteSpace) {
            self.keeps_space = value.starts_with("pre") && value != "pre-line" || value.starts_with("break-spaces");
            self.keeps_lines = value.starts_with("pre") || value.starts_with("break-spaces");
        }
        if let Some(value) = get(Property::ListStyle) {
            self.list_style = Some(value.into());
        }
        match get(Property::Direction) {
            Some("rtl") => self.is_rtl = true,
            Some("ltr" | "initial") => self.is_rtl = false,
            _ => {}
        }
        if let Some(value) = get(Property::Bidi) {
            self.is_turned = value.contains("override");
        }
        self.is_turned &= self.is_rtl;
        if let Some(doubtful) = declared.doubtful() {
            self.unjudged = Some(doubtful.clone());
        }
        self.colors(declared, display);
        self.hide(declared);
        self.raise(around, declared, display);
    }

    fn colors(&mut self, declared: &Declared, display: Display) {
        if let Some(value) = declared.get(Property::Background) {
            self.ground_of(value, display);
        }
        if let Some(value) = declared.get(Property::Color)
            && !matches!(value, "inherit" | "currentcolor" | "unset")
        {
            let ink = self.ink;
            self.ink_of(value);
            if self.is_filled {
                self.ink = ink;
            }
        }
        match declared.get(Property::Fill) {
            Some("inherit" | "unset" | "currentcolor" | "initial") | None => {}
            Some(value) => {
                let color = self.color;
                self.ink_of(value);
                (self.color, self.is_filled) = (color, true);
            }
        }
        // What is behind is seen through the characters.
        if declared.get(Property::GroundClip).is_some_and(|value| value.contains("text")) {
            self.ink = Ink::Unknown;
        }
    }

    fn ink_of(&mut self, value: &str) {
        self.color = None;
        self.ink = match color_of(value) {
            Named::Automatic => Ink::Automatic,
            Named::Unknown => Ink::Unknown,
            Named::Color(_, alpha) if alpha < FAINT => Ink::None,
            Named::Color(color, alpha) => match self.ground {
                Ground::Color(behind) => Ink::Color(laid_on(color, alpha, behind)),
                Ground::Unknown => Ink::Color(color),
            },
        };
        if let Ink::Color(color) = self.ink {
            self.color = Some(color);
        }
    }

    fn ground_of(&mut self, value: &str, display: Display) {
        let named = value.split_whitespace().find_map(|word| match color_of(word) {
            Named::Color(color, alpha) => Some((color, alpha)),
            _ => None,
        });
        let whole = match color_of(value) {
            Named::Color(color, alpha) => Some((color, alpha)),
            _ => named,
        };
        match whole {
            _ if value.contains("url(") || value.contains("gradient(") => self.ground = Ground::Unknown,
            Some((color, alpha)) => self.lay(color, alpha, display == Display::Inline),
            None if matches!(value, "none" | "inherit" | "initial" | "unset" | "0" | "auto") => {}
            None => self.ground = Ground::Unknown,
        }
    }

    /// Lays a colour behind the text.
    fn lay(&mut self, color: Color, alpha: f64, is_inline: bool) {
        let Ground::Color(behind) = self.ground else {
            if alpha >= 1.0 {
                self.ground = Ground::Color(color);
            }
            return;
        };
        let ground = laid_on(color, alpha, behind);
        self.ground = Ground::Color(ground);
        if alpha >= FAINT && is_inline {
            self.highlight = Some(ground).filter(|ground| *ground != Color::WHITE);
        } else if alpha >= FAINT {
            self.shading = Some(ground).filter(|ground| *ground != Color::WHITE);
            self.highlight = None;
        }
    }

    /// What is moved out of sight, or not shown.
    fn hide(&mut self, declared: &Declared) {
        let get = |property| declared.get(property);
        match get(Property::Visibility) {
            Some("hidden" | "collapse") => self.is_invisible = true,
            Some("visible" | "initial") => self.is_invisible = false,
            _ => {}
        }
        self.is_hidden |= get(Property::Hide) == Some("all");
        self.is_hidden |= matches!(get(Property::Security), Some("disc" | "circle" | "square"));
        if let Some(opacity) = get(Property::Opacity).and_then(share) {
            self.opacity *= opacity.clamp(0.0, 1.0);
        }
        self.is_hidden |= self.opacity < FAINT;
        self.look_through(declared, &[Property::Filter, Property::ClipPath, Property::Mask]);
        let points = self.points;
        let pixels = |property| get(property).and_then(|value| pixels_of(value, points));
        let place = get(Property::Position).unwrap_or("static");
        let is_free = matches!(place, "absolute" | "fixed");
        let clip = get(Property::Clip).unwrap_or_default().replace([' ', ','], "");
        self.is_hidden |= is_free && CLIPPED.iter().any(|nothing| clip.starts_with(nothing));
        let up = pixels(Property::Bottom).unwrap_or(0.0) - pixels(Property::Top).unwrap_or(0.0);
        let aside = pixels(Property::Left).unwrap_or(0.0) - pixels(Property::Right).unwrap_or(0.0);
        // What is far down is come upon by scrolling, unless it stays where the window is.
        let is_far = up >= FAR || aside <= -FAR || place == "fixed" && up <= -FAR;
        self.is_hidden |= (is_free || place == "relative") && is_far;
        self.is_hidden |= pixels(Property::TextIndent).is_some_and(|indent| indent <= -FAR);
        self.is_hidden |= pixels(Property::MarginLeft).is_some_and(|margin| margin <= -FAR);
    }

    /// What is seen through filters, clips and turns.
    fn look_through(&mut self, declared: &Declared, properties: &[Property]) {
        for property in properties {
            let Some(value) = declared.get(*property) else { continue };
            match shown_through(*property, value, self.points) {
                Shown::Yes => {}
                Shown::No => self.is_hidden = true,
                Shown::Unclear => self.unjudged = Some(format!("{}: {value}", property.name()).into()),
            }
        }
    }

    /// Whether an element has a height and width of its own: one that is a part of the line has none.
    fn has_room(&self, declared: &Declared, display: Display) -> bool {
        let has = |property, values: &[&str]| declared.get(property).is_some_and(|value| values.contains(&value));
        display == Display::Block
            || has(Property::Display, &["inline-block", "inline-flex", "inline-table", "inline-grid"])
            || has(Property::Float, &["left", "right"])
            || has(Property::Position, &["absolute", "fixed"])
    }

    /// Hides what an element has no room for.
    fn crop(&mut self, declared: &Declared) {
        let get = |property| declared.get(property);
        let is_nothing = |property| get(property).and_then(length).is_some_and(|size| size <= 1.0);
        let cuts = get(Property::Overflow).is_some_and(|value| value.contains("hidden") || value.contains("clip"));
        let is_flat = is_nothing(Property::Height) || is_nothing(Property::MaxHeight);
        let is_narrow = is_nothing(Property::Width) || is_nothing(Property::MaxWidth);
        let has_no_lines = get(Property::LineHeight).and_then(length).is_some_and(|height| height < f64::EPSILON)
            && matches!(get(Property::Height), None | Some("auto"));
        self.is_hidden |= cuts && (is_flat || is_narrow || has_no_lines);
        self.is_hidden |= get(Property::ContentVisibility) == Some("hidden");
    }

    /// What is raised or lowered. An element on the line of a raised one is as high as that.
    fn raise(&mut self, around: &Look, declared: &Declared, display: Display) {
        let up = match declared.get(Property::Position) {
            Some("relative") => {
                let number = |property| declared.get(property).and_then(length);
                number(Property::Bottom).unwrap_or(0.0) - number(Property::Top).unwrap_or(0.0)
            }
            _ => 0.0,
        };
        let mut raised = if up.abs() < FAR { up } else { 0.0 };
        // Cells and blocks are in no line.
        let of_line = [Property::PositionVariant, Property::VerticalAlign];
        for property in of_line.into_iter().take(if display == Display::Inline { 2 } else { 1 }) {
            match declared.get(property) {
                Some("super") => self.position = Some(VerticalPosition::Superscript),
                Some("sub") => self.position = Some(VerticalPosition::Subscript),
                Some("baseline" | "normal" | "initial" | "unset") => self.position = around.position,
                // Small, at the top of its line.
                Some("top" | "text-top")
                    if display == Display::Inline
                        && self.points.is_some_and(|own| own < around.points.unwrap_or(USUAL_POINTS) * 0.8) =>
                {
                    self.position = Some(VerticalPosition::Superscript);
                }
                Some(value) => raised += length(value).unwrap_or(0.0),
                None => {}
            }
        }
        if raised.abs() > 0.0 {
            self.is_moved = true;
            let (above, below) = (VerticalPosition::Superscript, VerticalPosition::Subscript);
            self.position = Some(if raised > 0.0 { above } else { below });
        }
    }

    /// Whether nothing of it is shown, though its room may be there.
    pub(super) fn is_out_of_sight(&self) -> bool {
        self.is_hidden || self.is_invisible
    }

    /// How it looks to an eye.
    pub(super) fn appearance(&self) -> Appearance {
        Appearance { ink: self.ink, ground: self.ground, points: self.points }
    }

    /// How it is set apart.
    pub(super) fn marks(&self) -> Marks {
        Marks {
            bold: self.bold,
            italic: self.italic,
            underline: self.underline,
            strike: self.strike,
            position: self.position,
            capitals: self.capitals,
            color: self.color,
            highlight: self.highlight,
        }
    }
}

/// The format code that a value of `mso-number-format` is: `"0\0022元\0022"` is `0"元"`.
fn format_code(value: &str) -> String {
    let value = value.trim().trim_matches(['"', '\'']);
    let mut code = String::with_capacity(value.len());
    let mut chars = value.chars().peekable();
    while let Some(c) = chars.next() {
        if c != '\\' {
            code.push(c);
            continue;
        }
        let mut digits = String::new();
        while let Some(digit) = chars.next_if(|c| c.is_ascii_hexdigit() && digits.len() < 4) {
            digits.push(digit);
        }
        match u32::from_str_radix(&digits, 16).ok().filter(|_| digits.len() == 4).and_then(char::from_u32) {
            Some(c) => code.push(c),
            None if digits.is_empty() => code.extend(chars.next()),
            None => code.push_str(&digits),
        }
    }
    code
}

/// A length or share: its number, in whatever unit.
fn length(value: &str) -> Option<f64> {
    let number = value.trim().trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == '%');
    number.trim().parse::<f64>().ok().filter(|number| number.is_finite())
}

/// A number, or a share of a hundred.
fn share(value: &str) -> Option<f64> {
    match value.strip_suffix('%') {
        Some(hundreds) => hundreds.trim().parse::<f64>().ok().map(|number| number / 100.0),
        None => value.trim().parse().ok(),
    }
}

/// A length in pixels, beside type of so many points; a share is one of a screen.
fn pixels_of(value: &str, points: Option<f64>) -> Option<f64> {
    const PER_POINT: f64 = 96.0 / 72.0;
    let number = length(value)?;
    let unit = value.trim().trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | '+' | '-')).trim();
    let em = points.unwrap_or(USUAL_POINTS) * PER_POINT;
    let factor = match unit {
        "" | "px" => 1.0,
        "pt" => PER_POINT,
        "em" => em,
        "rem" => 16.0,
        "ex" | "ch" => em / 2.0,
        "in" => 96.0,
        "cm" => 96.0 / 2.54,
        "mm" => 9.6 / 2.54,
        "vw" | "%" => 12.8,
        "vh" => 8.0,
        _ => return None,
    };
    Some(number * factor)
}

/// Whether what is shown through a filter, a clip or a turn is seen as it is.
enum Shown {
    Yes,
    No,
    Unclear,
}

fn shown_through(property: Property, value: &str, points: Option<f64>) -> Shown {
    if matches!(value, "none" | "initial" | "unset" | "inherit" | "revert" | "auto" | "") {
        return Shown::Yes;
    }
    let bare = value.replace(' ', "");
    if property == Property::Filter && bare.contains("opacity=0)") {
        return Shown::No;
    }
    // Filters of an old browser, which none has today.
    if property == Property::Filter && (value.contains("alpha(") || value.contains("progid:")) {
        return Shown::Yes;
    }
    if property == Property::Scale && !value.contains('(') {
        return scaled(value);
    }
    if property == Property::Rotate {
        return turned(value);
    }
    if property == Property::Mask {
        return if value.contains('(') { Shown::Unclear } else { Shown::Yes };
    }
    let mut shown = Shown::Yes;
    for part in value.split_inclusive(')') {
        let Some((name, arguments)) = part.trim().trim_end_matches(')').split_once('(') else { continue };
        let is = match name.trim() {
            "opacity" => match share(arguments) {
                Some(share) if share >= FAINT => Shown::Yes,
                _ => Shown::No,
            },
            "grayscale" | "sepia" | "hue-rotate" | "saturate" | "drop-shadow" => Shown::Yes,
            name if name.starts_with("scale") => scaled(arguments),
            name if name.starts_with("translate") => {
                let far = |value: &str| pixels_of(value.trim(), points).is_some_and(|moved| moved <= -FAR);
                if arguments.split(',').any(far) { Shown::No } else { Shown::Yes }
            }
            "rotate" | "rotatex" | "rotatey" | "rotatez" | "skew" | "skewx" | "skewy" => turned(arguments),
            "perspective" => Shown::Yes,
            "matrix" => {
                let parts: Vec<f64> = arguments.split(',').filter_map(|part| part.trim().parse().ok()).collect();
                match parts.as_slice() {
                    [wide, b, c, high, ..] if *wide > 0.5 && *high > 0.5 && b.abs() + c.abs() < 0.01 => Shown::Yes,
                    _ => Shown::Unclear,
                }
            }
            "inset" => {
                let of = |value: &str| share(value.trim()).unwrap_or(0.0);
                let is_all = arguments.split_whitespace().any(|part| part.ends_with('%') && of(part) >= 0.5);
                match (is_all, arguments.split_whitespace().all(|part| length(part) == Some(0.0))) {
                    (true, _) => Shown::No,
                    (false, true) => Shown::Yes,
                    (false, false) => Shown::Unclear,
                }
            }
            "circle" | "ellipse" if arguments.split_whitespace().next().and_then(length) == Some(0.0) => Shown::No,
            _ => Shown::Unclear,
        };
        shown = match (shown, is) {
            (Shown::No, _) | (_, Shown::No) => Shown::No,
            (Shown::Yes, Shown::Yes) => Shown::Yes,
            _ => Shown::Unclear,
        };
    }
    shown
}

/// What is made so small that nothing is seen, or turned to its mirror's image.
fn scaled(arguments: &str) -> Shown {
    let factors: Vec<Option<f64>> =
        arguments.split([',', ' ']).map(str::trim).filter(|part| !part.is_empty()).map(share).collect();
    match () {
        () if factors.iter().any(|factor| factor.is_some_and(|factor| factor.abs() < FAINT)) => Shown::No,
        () if factors.iter().all(|factor| factor.is_some_and(|factor| factor > 0.0)) => Shown::Yes,
        () => Shown::Unclear,
    }
}

fn turned(arguments: &str) -> Shown {
    let is_level = |part: &str| length(part.trim()).is_some_and(|angle| angle.abs() < 5.0 && !part.contains("turn"));
    if arguments.split([',', ' ']).filter(|part| !part.is_empty()).all(is_level) { Shown::Yes } else { Shown::Unclear }
}

/// A size of type in points, in text of that size.
fn points_of(value: &str, around: Option<f64>) -> Option<f64> {
    let around = around.unwrap_or(USUAL_POINTS);
    let named = [
        ("xx-small", 6.75),
        ("x-small", 7.5),
        ("small", 9.75),
        ("medium", 12.0),
        ("large", 13.5),
        ("x-large", 18.0),
        ("xx-large", 24.0),
        ("smaller", around / 1.2),
        ("larger", around * 1.2),
    ];
    if let Some((_, points)) = named.iter().find(|(name, _)| *name == value) {
        return Some(*points);
    }
    let number = length(value)?;
    let unit = value.trim().trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | '+' | '-')).trim();
    let factor = match unit {
        "pt" => 1.0,
        "px" => 0.75,
        "em" => around,
        "rem" => USUAL_POINTS,
        "%" => around / 100.0,
        "ex" => around / 2.0,
        "in" => 72.0,
        "cm" => 72.0 / 2.54,
        "mm" => 7.2 / 2.54,
        "" if number.abs() < f64::EPSILON => 0.0,
        _ => return None,
    };
    Some(number * factor)
}

/// The size a `font` element names, 1 to 7, in points.
fn font_size(value: &str) -> Option<f64> {
    const SIZES: [f64; 7] = [7.5, 10.0, 12.0, 13.5, 18.0, 24.0, 36.0];
    let value = value.trim();
    let number = value.parse::<i64>().ok()?;
    let number = if value.starts_with(['+', '-']) { 3 + number } else { number };
    SIZES.get(usize::try_from(number.clamp(1, 7) - 1).ok()?).copied()
}

fn first_family(value: &str) -> Option<Rc<str>> {
    let first = value.split(',').next().unwrap_or_default().trim().trim_matches(['"', '\'']).trim();
    (!first.is_empty() && !matches!(first, "inherit" | "initial")).then(|| first.into())
}

#[cfg(test)]
mod tests {
    use super::super::css::Sheet;
    use super::super::dom::Dom;
    use super::*;

    /// The look within the last element of a page, and whether one around it is not there at all.
    fn look(page: &str) -> (Look, bool) {
        let dom = Dom::parse(page).unwrap();
        let sheet = Sheet::of(&dom);
        let mut look = (Look::default(), false);
        let last = dom.descendants(dom.root()).filter(|id| dom.element(*id).is_some()).last().unwrap();
        let mut path = vec![last];
        while let Some(up) = dom.parent(*path.last().unwrap()) {
            path.push(up);
        }
        for id in path.into_iter().rev() {
            let Some(element) = dom.element(id) else { continue };
            let (inner, display) = look.0.within(element, &sheet.declared(&dom, id, &[]));
            look = (inner, look.1 || display == Display::None);
        }
        look
    }

    #[test]
    fn nobody_sees_what_is_hidden_in_any_way() {
        for page in [
            "<p style='display:none'><b>1</b>",
            "<p hidden><b>1</b>",
            "<style>.h{display:none}</style><p class=h><b>1</b>",
            "<b style='visibility:hidden'>1",
            "<b style='opacity:0'>1",
            "<b style='opacity:0.01'>1",
            "<b style='mso-hide:all'>1",
            "<b style='position:absolute;left:-9999px'>1",
            "<b style='position:fixed;top:-3000px'>1",
            "<b style='position:fixed;top:3000px'>1",
            "<b style='position:absolute;top:-3000px'>1",
            "<b style='position:absolute;bottom:3000px'>1",
            "<p style='text-indent:-9999px'>1",
            "<b style='position:absolute;clip:rect(0 0 0 0)'>1",
            "<b style='position:absolute;clip:rect(0,0,0,0)'>1",
            "<p style='height:0;overflow:hidden'>1",
            "<b style='position:absolute;width:1px;height:1px;overflow:hidden'>1",
            "<b style='filter:alpha(opacity=0)'>1",
            "<b style='color:transparent'>1",
            "<b style='color:rgba(0,0,0,0)'>1",
            "<b style='color:#fff'>1",
            "<b style='color:rgba(0,0,0,.06)'>1",
            "<font color=white>1",
            "<p style='background:#1F3864'><b style='color:#1f3864'>1",
            "<b style='font-size:0'>1",
            "<b style='font-size:0.5pt'>1",
            "<p style='font-size:10px'><b style='font-size:1%'>1",
            "<style>b:first-child{display:none}</style><p><b>1",
            "<style>i + b{visibility:hidden}</style><p><i>2</i><b>1",
            "<style>[data-x]{display:none}</style><p><b data-x>1",
            "<style>p:not(.shown) b{display:none}</style><p><b>1",
            "<style>@media screen and (width>=600px){b{display:none}}</style><p><b>1",
            "<style>:root{--v:none} b{display:var(--v)}</style><p><b>1",
            "<b style='display:var(--w,none)'>1",
            "<b style='display:n\\6fne'>1",
            "<b style='display:/**/none/**/'>1",
            "<p style='opacity:.2'><b style='opacity:20%'>1",
            "<p style='text-indent:-99em'>1",
            "<b style='clip-path:inset(100%)'>1",
            "<b style='clip-path:circle(0)'>1",
            "<b style='display:inline-block;transform:scale(0)'>1",
            "<p style='transform:scaleX(0)'>1",
            "<p style='scale:0'>1",
            "<p style='transform:translateX(-9999px)'>1",
            "<table><tr><td style='transform:scale(0)'>1",
            "<p style='max-height:0;overflow:hidden'>1",
            "<p style='line-height:0;overflow:hidden'>1",
            "<p style='content-visibility:hidden'>1",
            "<b style='display:none;display:bogus'>1",
            "<b style='-webkit-text-security:disc'>1",
            "<b style='-webkit-text-fill-color:transparent'>1",
            "<b style='-webkit-text-fill-color:transparent;color:red'>1",
            "<p hidden=until-found><b>1",
            "<dialog>1",
            "<p popover>1",
            "<b style='filter:opacity(0%)'>1",
            "<b style='font:0/0 a'>1",
            "<p style='visibility:hidden'><b style='visibility:inherit'>1",
        ] {
            let (look, is_gone) = look(page);
            let is_unseen = look.appearance().unseen().is_some();
            assert!(is_gone || look.is_out_of_sight() || is_unseen, "{page}: {look:?}");
        }
    }

    #[test]
    fn people_see_what_is_not() {
        for page in [
            "<p style='display:block'>1",
            "<b style='opacity:1'>1",
            "<div style='visibility:hidden'><b style='visibility:visible'>1",
            "<table><tr><td style='background:#1F3864'><font color=white>1",
            "<p style='background:url(a.png)'><font color=white>1",
            "<style>.a:popover-open{background:navy}</style><p class=a><font color=white>1",
            "<style>b:last-child{display:none}</style><p><b>1</b><i>",
            "<style>[data-x]{display:none}</style><p><b data-y>1",
            "<style>b{display:none} @layer x{b{display:none}} p b{display:inline}</style><p><b>1",
            "<style>@media (max-width:600px){b{display:none}}</style><p><b>1",
            "<style>@media not screen{b{display:none}}</style><p><b>1",
            "<b style='display:none;display:inline'>1",
            "<b style='display:var(--unknown)'>1",
            "<b style='visibility:invisible'>1",
            "<b style='width:0;overflow:hidden'>1",
            "<table><tr><td style='max-width:0;overflow:hidden'>1",
            "<p hidden style='display:block'>1",
            "<dialog open>1",
            "<b style='transform:translate3d(0,0,0) rotate(0deg)'>1",
            "<b style='filter:grayscale(100%)'>1",
            "<b style='clip-path:none;mask:none'>1",
            "<b style='background:linear-gradient(red,blue);-webkit-background-clip:text;-webkit-text-fill-color:transparent'>1",
            "<b style='opacity:.5'>1",
            "<b style='transform:scale(0)'>1",
            "<b style='content-visibility:hidden'>1",
            "<p style='color:white'><a href=x>1",
            "<b style='position:relative'>1",
            "<p style='position:absolute;top:1040px;left:119px'>1",
            "<b style='color:var(--x)'>1",
            "<p style='text-indent:2em'>1",
            "<p style='overflow:hidden;width:100%'>1",
            "<style>.a:hover{display:none}</style><p class=a>1",
            "<style>@media print{.a{display:none}}</style><p class=a>1",
        ] {
            let (look, is_gone) = look(page);
            let is_unseen = look.appearance().unseen().is_some();
            assert!(!is_gone && !look.is_out_of_sight() && !is_unseen, "{page}: {look:?}");
        }
    }

    #[test]
    fn marks_come_from_elements_attributes_and_styles() {
        let plain = Marks::default();
        let red = Some(Color([0xFF, 0, 0]));
        for (page, marks) in [
            ("<strong>1", Marks { bold: true, ..plain }),
            ("<b style='font-weight:normal'>1", plain),
            ("<b><i style='font-weight:400'>1", Marks { italic: true, ..plain }),
            ("<p style='font-weight:700'>1", Marks { bold: true, ..plain }),
            ("<em>1", Marks { italic: true, ..plain }),
            ("<u>1", Marks { underline: true, ..plain }),
            (
                "<p style='text-decoration:underline'><b style='text-decoration:none'>1",
                Marks { bold: true, underline: true, ..plain },
            ),
            ("<strike>1", Marks { strike: true, ..plain }),
            ("<b style='font-weight:400;text-decoration:line-through'>1", Marks { strike: true, ..plain }),
            ("<s style='text-decoration:none'>1", plain),
            ("<s><i style='text-decoration:none;font-style:normal'>1", Marks { strike: true, ..plain }),
            (
                "<style>b + i{text-decoration:line-through;font-style:normal}</style><b>2</b><i>1",
                Marks { strike: true, ..plain },
            ),
            (
                "<sup><b style='vertical-align:baseline;font-weight:400'>1",
                Marks { position: Some(VerticalPosition::Superscript), ..plain },
            ),
            ("<sup style='vertical-align:baseline'>1", plain),
            ("<table><tr><td style='vertical-align:sub'>1", plain),
            (
                "<a style='vertical-align:top;font-size:60%'>1",
                Marks { position: Some(VerticalPosition::Superscript), ..plain },
            ),
            ("<sup>1", Marks { position: Some(VerticalPosition::Superscript), ..plain }),
            ("<a style='vertical-align:sub'>1", Marks { position: Some(VerticalPosition::Subscript), ..plain }),
            (
                "<a style='position:relative;top:-4pt'>1",
                Marks { position: Some(VerticalPosition::Superscript), ..plain },
            ),
            ("<a style='vertical-align:middle'>1", plain),
            ("<font color=red>1", Marks { color: red, ..plain }),
            ("<a style='background:red'>1", Marks { highlight: red, ..plain }),
            ("<p style='background:red'>1", plain),
            ("<a style='text-transform:uppercase'>a", Marks { capitals: Some(Capitals::All), ..plain }),
        ] {
            assert_eq!(look(page).0.marks(), marks, "{page}");
        }
    }

    #[test]
    fn sizes_are_of_any_unit() {
        for (page, points) in [
            ("<p style='font-size:16pt'>1", Some(16.0)),
            ("<p style='font-size:16px'>1", Some(12.0)),
            ("<p style='font-size:20px'><b style='font-size:2em'>1", Some(30.0)),
            ("<font size=5>1", Some(18.0)),
            ("<font size=+1>1", Some(13.5)),
            ("<p style='font:bold 18pt/28pt SimHei'>1", Some(18.0)),
            ("<p style='font-size:calc(1px)'>1", None),
        ] {
            assert_eq!(look(page).0.points, points, "{page}");
        }
    }
}
