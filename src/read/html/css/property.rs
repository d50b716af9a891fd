//! Declarations: the properties that are looked at, and the values they are given.

use cssparser::{
    AtRuleParser, DeclarationParser, Delimiter, ParseError, Parser, ParserState, QualifiedRuleParser,
    RuleBodyItemParser, RuleBodyParser, Token,
};
use std::collections::BTreeMap;
use std::rc::Rc;

/// Variables stand in each other's values so deep.
const DEEPEST_VARIABLE: usize = 8;
/// So many of them are put into a value at most.
const MOST_VARIABLES: usize = 500;
/// Values with their variables put in are no longer than so many bytes.
const LONGEST_VALUE: usize = 4_096;
/// Blocks of brackets stand in each other so deep.
pub(super) const DEEPEST_BRACKETS: u8 = 16;

/// The properties that are looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in super::super) enum Property {
    Align,
    All,
    Background,
    Bidi,
    Bottom,
    BreakBefore,
    Capitals,
    Clip,
    ClipPath,
    Color,
    Content,
    ContentVisibility,
    Decoration,
    Direction,
    Display,
    Family,
    Fill,
    Filter,
    FlexDirection,
    Float,
    GroundClip,
    Height,
    Hide,
    Left,
    LetterSpacing,
    LineHeight,
    ListStyle,
    MarginLeft,
    MarginRight,
    Mask,
    MaxHeight,
    MaxWidth,
    MsoElement,
    MsoList,
    NumberFormat,
    Opacity,
    Order,
    Overflow,
    Position,
    PositionVariant,
    Right,
    Rotate,
    Scale,
    Security,
    Size,
    Slant,
    Strike,
    TextIndent,
    Top,
    Transform,
    Translate,
    VariantCapitals,
    VerticalAlign,
    Visibility,
    Weight,
    WhiteSpace,
    Width,
}

/// Their names.
const NAMES: [(&str, Property); 72] = [
    ("-webkit-background-clip", Property::GroundClip),
    ("-webkit-clip-path", Property::ClipPath),
    ("-webkit-mask", Property::Mask),
    ("-webkit-mask-image", Property::Mask),
    ("-webkit-text-decoration", Property::Decoration),
    ("-webkit-text-decoration-line", Property::Decoration),
    ("-webkit-text-fill-color", Property::Fill),
    ("-webkit-text-security", Property::Security),
    ("-webkit-transform", Property::Transform),
    ("all", Property::All),
    ("background", Property::Background),
    ("background-clip", Property::GroundClip),
    ("background-color", Property::Background),
    ("bottom", Property::Bottom),
    ("break-before", Property::BreakBefore),
    ("clip", Property::Clip),
    ("clip-path", Property::ClipPath),
    ("color", Property::Color),
    ("content", Property::Content),
    ("content-visibility", Property::ContentVisibility),
    ("direction", Property::Direction),
    ("display", Property::Display),
    ("filter", Property::Filter),
    ("flex-direction", Property::FlexDirection),
    ("flex-flow", Property::FlexDirection),
    ("float", Property::Float),
    ("font-family", Property::Family),
    ("font-size", Property::Size),
    ("font-style", Property::Slant),
    ("font-variant", Property::VariantCapitals),
    ("font-variant-caps", Property::VariantCapitals),
    ("font-variant-position", Property::PositionVariant),
    ("font-weight", Property::Weight),
    ("height", Property::Height),
    ("left", Property::Left),
    ("letter-spacing", Property::LetterSpacing),
    ("line-height", Property::LineHeight),
    ("list-style", Property::ListStyle),
    ("list-style-type", Property::ListStyle),
    ("margin-left", Property::MarginLeft),
    ("margin-right", Property::MarginRight),
    ("mask", Property::Mask),
    ("mask-image", Property::Mask),
    ("max-height", Property::MaxHeight),
    ("max-width", Property::MaxWidth),
    ("mso-element", Property::MsoElement),
    ("mso-hide", Property::Hide),
    ("mso-list", Property::MsoList),
    ("mso-number-format", Property::NumberFormat),
    ("mso-text-strike", Property::Strike),
    ("opacity", Property::Opacity),
    ("order", Property::Order),
    ("overflow", Property::Overflow),
    ("page-break-before", Property::BreakBefore),
    ("position", Property::Position),
    ("right", Property::Right),
    ("rotate", Property::Rotate),
    ("scale", Property::Scale),
    ("text-align", Property::Align),
    ("text-decoration", Property::Decoration),
    ("text-decoration-line", Property::Decoration),
    ("text-indent", Property::TextIndent),
    ("text-transform", Property::Capitals),
    ("top", Property::Top),
    ("transform", Property::Transform),
    ("translate", Property::Translate),
    ("unicode-bidi", Property::Bidi),
    ("vertical-align", Property::VerticalAlign),
    ("visibility", Property::Visibility),
    ("white-space", Property::WhiteSpace),
    ("white-space-collapse", Property::WhiteSpace),
    ("width", Property::Width),
];

impl Property {
    /// Its first name.
    pub(in super::super) fn name(self) -> &'static str {
        let own = || NAMES.iter().filter(|(_, property)| *property == self);
        own().find(|(name, _)| !name.starts_with('-')).or(own().next()).map_or("", |(name, _)| name)
    }
}

/// What is declared: a property that is looked at, or a variable (`--x`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Subject {
    Property(Property),
    Variable(Rc<str>),
}

/// A declaration: its subject, its value, whether it is important.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Declaration {
    pub(super) subject: Subject,
    /// In lower case, but for names of fonts, formats of numbers, text and variables.
    pub(super) value: Rc<str>,
    pub(super) important: bool,
}

/// The values of variables that hold for an element: its own, and those around it.
#[derive(Debug, PartialEq, Eq)]
pub(in super::super) struct Scope {
    own: BTreeMap<Rc<str>, Rc<str>>,
    around: Option<Variables>,
}

pub(in super::super) type Variables = Rc<Scope>;

impl Scope {
    fn get(&self, name: &str) -> Option<&Rc<str>> {
        let around = std::iter::successors(Some(self), |scope| scope.around.as_deref());
        around.into_iter().find_map(|scope| scope.own.get(name))
    }
}

/// What holds for an element, by property.
#[derive(Debug, Clone, Default)]
pub(in super::super) struct Declared {
    values: Vec<(Property, Rc<str>)>,
    variables: Vec<(Rc<str>, Rc<str>)>,
    /// What rules say of which nobody knows here whether they are for the element.
    doubtful: Vec<Rc<str>>,
}

impl Declared {
    /// The value of a property.
    pub(in super::super) fn get(&self, property: Property) -> Option<&str> {
        self.values.iter().find(|(known, _)| *known == property).map(|(_, value)| &**value)
    }

    /// What may be declared or not.
    pub(in super::super) fn doubtful(&self) -> Option<&Rc<str>> {
        self.doubtful.first()
    }

    pub(super) fn doubt(&mut self, declaration: Rc<str>) {
        self.doubtful.push(declaration);
    }

    pub(super) fn set(&mut self, declaration: &Declaration) {
        match &declaration.subject {
            // Whatever was declared before holds no more.
            Subject::Property(Property::All) => self.values.clear(),
            Subject::Property(property) => self.put(*property, declaration.value.clone()),
            Subject::Variable(name) => {
                self.variables.retain(|(known, _)| known != name);
                self.variables.push((name.clone(), declaration.value.clone()));
            }
        }
    }

    pub(super) fn put(&mut self, property: Property, value: Rc<str>) {
        match self.values.iter_mut().find(|(known, _)| *known == property) {
            Some((_, known)) => *known = value,
            None => self.values.push((property, value)),
        }
    }

    /// Takes out what only says how our own pages look.
    pub(in super::super) fn forget(&mut self, properties: &[Property]) {
        self.values.retain(|(property, _)| !properties.contains(property));
    }

    /// The variables in an element that stands where others hold.
    pub(in super::super) fn variables(&self, around: Option<&Variables>) -> Option<Variables> {
        if self.variables.is_empty() {
            return around.cloned();
        }
        let own = self.variables.iter().cloned().collect();
        Some(Rc::new(Scope { own, around: around.cloned() }))
    }

    /// Puts the values of variables in; a declaration whose variables have none says nothing (CSS Variables 1 §3), one with too many is
    /// in doubt.
    pub(in super::super) fn resolve(&mut self, variables: Option<&Variables>) {
        let doubtful = &mut self.doubtful;
        self.values.retain_mut(|(property, value)| {
            if !value.contains("var(") {
                return true;
            }
            let mut left = MOST_VARIABLES;
            let text = resolved(value, variables, DEEPEST_VARIABLE, &mut left);
            if left == 0 {
                doubtful.push(format!("{}: {value:.60}", property.name()).into());
                return false;
            }
            match text {
                Some(text) => *value = text.trim().to_lowercase().into(),
                None => return false,
            }
            true
        });
    }

    /// Whether any value has a variable in it.
    pub(in super::super) fn has_variables(&self) -> bool {
        self.values.iter().any(|(_, value)| value.contains("var("))
    }
}

/// A value with the values of variables put in, `left` of them at most.
fn resolved(value: &str, variables: Option<&Variables>, depth: usize, left: &mut usize) -> Option<String> {
    let depth = depth.checked_sub(1)?;
    let mut text = String::new();
    let mut rest = value;
    while let Some((before, after)) = rest.split_once("var(") {
        text.push_str(before);
        *left = left.checked_sub(1)?;
        let end = closing(after)?;
        let inner = after.get(..end)?;
        rest = after.get(end + 1..).unwrap_or_default();
        let (name, fallback) = inner.split_once(',').map_or((inner, None), |(name, other)| (name, Some(other)));
        let known = variables.and_then(|variables| variables.get(name.trim()));
        let known = known.and_then(|known| resolved(known, variables, depth, left));
        let text_of = known.or_else(|| resolved(fallback?, variables, depth, left));
        text.push_str(&text_of?);
        if text.len() > LONGEST_VALUE {
            return None;
        }
    }
    text.push_str(rest);
    Some(text)
}

/// Where the bracket closes that was opened before a text.
fn closing(text: &str) -> Option<usize> {
    let mut open = 1usize;
    text.char_indices().find_map(|(at, c)| {
        match c {
            '(' => open += 1,
            ')' => open -= 1,
            _ => {}
        }
        (open == 0).then_some(at)
    })
}

/// The declarations of an element's own style.
pub(super) fn declarations_in(style: &str) -> Vec<Declaration> {
    struct Own(Vec<Declaration>);
    impl<'i> DeclarationParser<'i> for Own {
        type Declaration = ();
        type Error = ();

        fn parse_value(
            &mut self,
            name: cssparser::CowRcStr<'i>,
            input: &mut Parser<'i>,
            _: &ParserState,
        ) -> Result<(), ParseError<()>> {
            declare(&name, input, &mut self.0)
        }
    }
    impl AtRuleParser<'_> for Own {
        type Prelude = ();
        type AtRule = ();
        type Error = ();
    }
    impl QualifiedRuleParser<'_> for Own {
        type Prelude = ();
        type QualifiedRule = ();
        type Error = ();
    }
    impl RuleBodyItemParser<'_, (), ()> for Own {
        fn parse_declarations(&self) -> bool {
            true
        }

        fn parse_qualified(&self) -> bool {
            false
        }
    }
    let mut input = Parser::new(style);
    input.set_nested_block_limit(DEEPEST_BRACKETS);
    let mut own = Own(Vec::new());
    RuleBodyParser::new(&mut input, &mut own).for_each(drop);
    own.0
}

/// Reads the value of a declaration, and adds what it says.
pub(super) fn declare<'i>(
    name: &str,
    input: &mut Parser<'i>,
    found: &mut Vec<Declaration>,
) -> Result<(), ParseError<()>> {
    let is_variable = name.starts_with("--");
    let lower = name.to_ascii_lowercase();
    let known = NAMES.iter().find(|(own, _)| *own == lower).map(|(_, property)| *property);
    input.skip_whitespace();
    let start = input.position();
    let (mut is_plain, mut bang) = (true, None);
    loop {
        let before = input.position();
        match input.next_including_whitespace_and_comments() {
            Err(_) => break,
            Ok(Token::Comment(_)) => is_plain = false,
            Ok(Token::Delim('!')) => {
                bang = Some(before);
                break;
            }
            // A rule within this one, not a declaration.
            Ok(Token::CurlyBracketBlock) if !is_variable => return Err(ParseError::unexpected_token()),
            Ok(_) => {}
        }
    }
    let important = match bang {
        None => false,
        // What is behind the sign, old browsers took for nothing; today's take the whole for nothing.
        Some(_) => {
            input.expect_ident_matching("important")?;
            input.expect_exhausted()?;
            true
        }
    };
    let end = bang.unwrap_or_else(|| input.position());
    let source = input.slice(start..end).trim();
    if is_variable {
        let (subject, value) = (Subject::Variable(name.into()), source.into());
        found.push(Declaration { subject, value, important });
        return Ok(());
    }
    is_plain &= !source.contains('\\');
    if lower == "font" {
        found.extend(font_shorthand(source, important));
        return Ok(());
    }
    let Some(property) = known else { return Ok(()) };
    let keeps_case = matches!(property, Property::Family | Property::NumberFormat | Property::Content);
    let value: Rc<str> = match (keeps_case, is_plain) {
        (true, _) => source.into(),
        (false, true) => source.to_ascii_lowercase().into(),
        (false, false) => plain(source).into(),
    };
    // A declaration that no browser understands takes nothing back.
    if !value.is_empty() && is_understood(property, &value) {
        found.push(Declaration { subject: Subject::Property(property), value, important });
    }
    Ok(())
}

/// A value in lower case without comments and escapes.
fn plain(source: &str) -> String {
    let mut input = Parser::new(source);
    let mut text = String::new();
    let nested = |input: &mut Parser<'_>| {
        let start = input.position();
        while input.next().is_ok() {}
        input.slice_from(start).to_owned()
    };
    while let Ok(token) = input.next_including_whitespace_and_comments() {
        match token.clone() {
            Token::Comment(_) => text.push(' '),
            Token::Ident(name) => text.push_str(&name),
            Token::WhiteSpace(_) => text.push(' '),
            Token::Function(name) => {
                let inner: Result<String, ParseError<()>> = input.parse_nested_block(|input| Ok(nested(input)));
                text.push_str(&format!("{name}({})", inner.unwrap_or_default()));
            }
            other => text.push_str(&cssparser::ToCss::to_css_string(&other)),
        }
    }
    text.trim().to_lowercase()
}

/// The values of `display` (CSS Display 3 §2), but for parts of tables and readings.
const DISPLAYS: [&str; 18] = [
    "block",
    "contents",
    "flex",
    "flow",
    "flow-root",
    "grid",
    "inline",
    "inline-block",
    "inline-flex",
    "inline-grid",
    "inline-table",
    "list-item",
    "math",
    "none",
    "ruby",
    "run-in",
    "table",
    "inline-list-item",
];

/// Whether a browser understands a value, of the properties where a wrong one would hide something or take a mark off.
fn is_understood(property: Property, value: &str) -> bool {
    if value.contains("var(") || matches!(value, "inherit" | "initial" | "unset" | "revert" | "revert-layer") {
        return true;
    }
    let is_number = |value: &str| value.trim_end_matches('%').parse::<f64>().is_ok() || value.contains('(');
    match property {
        Property::Visibility => matches!(value, "visible" | "hidden" | "collapse"),
        Property::Opacity => is_number(value),
        Property::Display => value.split_ascii_whitespace().all(|word| {
            DISPLAYS.contains(&word) || ["table-", "ruby-", "-webkit-"].iter().any(|lead| word.starts_with(lead))
        }),
        Property::Decoration => !value.contains(','),
        Property::Size => {
            // Without a unit only nothing is a size, as long as the page is not one of old.
            value.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '.' || c == '+')
        }
        _ => true,
    }
}

/// `font: bold 7.0pt/1.5 "Times New Roman"`: what stands before the size is style and weight, what follows it the families.
fn font_shorthand(value: &str, important: bool) -> Vec<Declaration> {
    let mut found = Vec::new();
    let mut rest = value.trim();
    let mut add = |property, value: &str| {
        found.push(Declaration { subject: Subject::Property(property), value: value.into(), important });
    };
    while let Some((word, after)) = rest.split_once(char::is_whitespace) {
        let word = word.to_ascii_lowercase();
        rest = after.trim_start();
        match word.as_str() {
            "italic" | "oblique" => add(Property::Slant, &word),
            "bold" | "bolder" | "lighter" => add(Property::Weight, &word),
            "small-caps" => add(Property::VariantCapitals, &word),
            number if number.chars().all(|c| c.is_ascii_digit()) && number.len() == 3 => add(Property::Weight, number),
            size if size.starts_with(|c: char| c.is_ascii_digit() || c == '.') => {
                add(Property::Size, size.split('/').next().unwrap_or(size));
                add(Property::Family, rest);
                break;
            }
            _ => {}
        }
    }
    found
}

/// What `content` puts on the page: strings, values of attributes and quotation marks; `None` where it puts something there that
/// nobody knows here (counters).
pub(super) fn text_of_content(value: &str, attribute: &dyn Fn(&str) -> Option<String>) -> Option<String> {
    let mut input = Parser::new(value);
    input.set_nested_block_limit(DEEPEST_BRACKETS);
    let mut text = String::new();
    while let Ok(token) = input.next() {
        match token.clone() {
            Token::QuotedString(said) => text.push_str(&said),
            Token::Ident(word) => match word.to_ascii_lowercase().as_str() {
                "open-quote" => text.push('“'),
                "close-quote" => text.push('”'),
                _ => {}
            },
            Token::Function(name) if name.eq_ignore_ascii_case("attr") => {
                let named: Result<String, ParseError<()>> = input.parse_nested_block(|input| {
                    let name = input.expect_ident_cloned()?.to_string();
                    while input.next().is_ok() {}
                    Ok(name)
                });
                text.push_str(&attribute(&named.ok()?.to_ascii_lowercase()).unwrap_or_default());
            }
            Token::Function(name) if name.to_ascii_lowercase().starts_with("counter") => return None,
            // What is said in place of a picture.
            Token::Delim('/') => {
                let _: Result<(), ParseError<()>> = input.parse_until_before(Delimiter::None, |input| {
                    while input.next().is_ok() {}
                    Ok(())
                });
                break;
            }
            _ => {}
        }
    }
    Some(text)
}

/// Whether a value may make a figure look like another: what is hidden, struck, raised or moved does, were it so.
pub(super) fn may_mislead(property: Property, value: &str) -> bool {
    let number = value.trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == '%').parse::<f64>();
    match property {
        Property::Display => value == "none",
        Property::Visibility => matches!(value, "hidden" | "collapse"),
        Property::Decoration => value.contains("line-through"),
        Property::Strike => !value.starts_with("no"),
        Property::VerticalAlign => matches!(value, "super" | "sub") || number.is_ok_and(|number| number.abs() > 0.0),
        Property::PositionVariant => value != "normal",
        Property::Opacity | Property::Scale => number.is_ok_and(|number| number < 0.1),
        Property::Size => number.is_ok_and(|number| number < 3.0) && !value.ends_with("em"),
        Property::Clip | Property::ClipPath | Property::Mask => !matches!(value, "none" | "auto"),
        Property::ContentVisibility => value == "hidden",
        Property::Security => value != "none",
        Property::Hide => value == "all",
        Property::Fill => value == "transparent",
        Property::Transform => value != "none",
        Property::Bidi => value.contains("override"),
        Property::TextIndent | Property::Left | Property::Top => number.is_ok_and(|number| number <= -100.0),
        Property::Content => !matches!(value, "none" | "normal" | "\"\"" | "''"),
        _ => false,
    }
}
