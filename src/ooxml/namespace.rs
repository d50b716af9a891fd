//! The namespaces readers ask for.

/// The namespaces a reader asks for. Transitional and strict URIs of the same vocabulary are one (ECMA-376 part 4 against
/// part 1); anything else is [`Ns::Other`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Ns {
    /// No namespace (attributes without prefix).
    None,
    /// A namespace not listed here.
    Other,
    /// WordprocessingML, ECMA-376 §17.
    W,
    /// Word's own extensions of 2010 to 2018.
    WordExtension,
    /// SpreadsheetML, §18.
    Sheet,
    /// Relationship references, §22.8.
    R,
    /// Office Math, §22.1.
    Math,
    /// Presentation MathML.
    MathMl,
    /// DrawingML, §20.1.
    Drawing,
    /// DrawingML word-processing placement, §20.4.
    WordDrawing,
    /// DrawingML picture, §20.2.
    Picture,
    /// DrawingML chart, §21.2.
    Chart,
    /// Charts of the kinds added in 2016 (`cx`).
    ChartExtension,
    /// DrawingML diagram, §21.4.
    Diagram,
    /// Word shapes, groups and canvases of 2010 (`wps`, `wpg`, `wpc`).
    Shape,
    /// VML, part 4 §19.
    Vml,
    /// Office additions to VML.
    Office,
    /// Markup compatibility, part 3.
    Compatibility,
    /// Package relationships, part 2 §6.5.
    Relationships,
    /// Content types, part 2 §6.2.
    ContentTypes,
    /// Core properties, part 2 §8.
    CoreProperties,
    /// Dublin Core elements.
    DublinCore,
    /// Dublin Core terms.
    DublinTerms,
    /// OpenDocument's own attributes: values and their types (ODF 1.3 part 3, 19).
    OdfOffice,
    /// OpenDocument tables.
    OdfTable,
    /// OpenDocument text.
    OdfText,
    /// OpenDocument drawings.
    OdfDraw,
    /// OpenDocument styles.
    OdfStyle,
    /// What OpenDocument has of XSL formatting objects.
    OdfFo,
    /// What OpenDocument has of SVG.
    OdfSvg,
    /// XLink.
    XLink,
    /// LibreOffice's additions to OpenDocument cells.
    OdfCalc,
    /// `xml:`.
    Xml,
}

impl Ns {
    pub(super) fn of(uri: &str) -> Ns {
        let uri = uri.trim();
        // Of the years in between there are several (2006, drafts of it) and, in strict files, none.
        for prefix in ["http://schemas.openxmlformats.org/", "http://purl.oclc.org/ooxml/"] {
            let Some((family, rest)) = uri.strip_prefix(prefix).and_then(|rest| rest.split_once('/')) else { continue };
            return match (family, rest.rsplit('/').next().unwrap_or_default()) {
                ("wordprocessingml", "main") => Ns::W,
                ("spreadsheetml", "main") => Ns::Sheet,
                ("officeDocument", "relationships") => Ns::R,
                ("officeDocument", "math") => Ns::Math,
                ("drawingml", "main") => Ns::Drawing,
                ("drawingml", "wordprocessingDrawing") => Ns::WordDrawing,
                ("drawingml", "picture") => Ns::Picture,
                ("drawingml", "chart") => Ns::Chart,
                ("drawingml", "diagram") => Ns::Diagram,
                ("markup-compatibility", _) => Ns::Compatibility,
                ("package", "relationships") => Ns::Relationships,
                ("package", "content-types") => Ns::ContentTypes,
                ("package", "core-properties") => Ns::CoreProperties,
                _ => Ns::Other,
            };
        }
        // Word's extensions have one a year or more, for elements of one family.
        if let Some(family) = uri.strip_prefix("http://schemas.microsoft.com/office/word/").and_then(|rest| {
            rest.split('/').find(|part| part.starts_with("wordml") || part.starts_with("wordprocessing"))
        }) {
            return match family {
                "wordprocessingShape" | "wordprocessingGroup" | "wordprocessingCanvas" => Ns::Shape,
                "wordprocessingDrawing" => Ns::WordDrawing,
                "wordml" => Ns::WordExtension,
                _ => Ns::Other,
            };
        }
        match uri {
            "" => Ns::None,
            "urn:schemas-microsoft-com:vml" => Ns::Vml,
            "urn:schemas-microsoft-com:office:office" => Ns::Office,
            "http://purl.org/dc/elements/1.1/" => Ns::DublinCore,
            "http://purl.org/dc/terms/" => Ns::DublinTerms,
            "http://www.w3.org/1998/Math/MathML" => Ns::MathMl,
            "http://www.w3.org/XML/1998/namespace" => Ns::Xml,
            "urn:oasis:names:tc:opendocument:xmlns:office:1.0" => Ns::OdfOffice,
            "urn:oasis:names:tc:opendocument:xmlns:table:1.0" => Ns::OdfTable,
            "urn:oasis:names:tc:opendocument:xmlns:text:1.0" => Ns::OdfText,
            "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" => Ns::OdfDraw,
            "urn:oasis:names:tc:opendocument:xmlns:style:1.0" => Ns::OdfStyle,
            "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" => Ns::OdfFo,
            "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" => Ns::OdfSvg,
            "http://www.w3.org/1999/xlink" => Ns::XLink,
            "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0" => Ns::OdfCalc,
            "http://schemas.microsoft.com/office/drawing/2014/chartex" => Ns::ChartExtension,
            _ => Ns::Other,
        }
    }
}
