//! Pictures, by themselves and in lines.

use super::flow::FlowWriter;
use super::standing::{Name, align_class};
use super::tag::Tag;
use crate::arrange::{SEAL_RISE, css_pixels, pixels, stated_size};
use crate::document::{Figure, InlineImage, MediaType, Paragraph, description};
use crate::finding::catalogue::write;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

/// What is said of a picture nobody says anything about.
const UNDESCRIBED: &str = "图片";

/// Marks a description that is none of the document's own.
const MADE: &str = " data-alt=\"made\"";

impl<'a> FlowWriter<'a> {
    pub(super) fn figure(&mut self, figure: &'a Figure, name: Option<Name<'a>>) {
        self.open(Tag::of("figure"));
        if let Some(Name { caption, above: true, .. }) = name {
            self.figure_caption(caption);
        }
        let said = description(&figure.alt).map(str::to_owned);
        let alt = said.or_else(|| Some(name?.caption.content.running_text())).unwrap_or_default();
        let media = figure.media.clone();
        let Figure { size, crop, .. } = *figure;
        let decorative = figure.decorative && name.is_none();
        let image = InlineImage { media, alt, decorative, size, crop, ..InlineImage::default() };
        let before = self.findings.len();
        self.picture(&image, description(&figure.alt).is_none());
        for finding in self.findings.iter_mut().skip(before) {
            *finding = finding.clone().at_origin(&figure.origin);
        }
        if let Some(Name { caption, above: false, .. }) = name {
            self.figure_caption(caption);
        }
        self.line("</figure>");
    }

    fn figure_caption(&mut self, caption: &'a Paragraph) {
        // It stands in the middle unless it says otherwise.
        self.open(Tag::of("figcaption").classes(align_class(caption.align)));
        self.content(&caption.content);
        self.out.push_str("</figcaption>");
    }

    /// A picture within the page itself; where it can't be shown, its alternative text in brackets and a finding.
    pub(super) fn image(&mut self, image: &InlineImage) {
        self.picture(image, description(&image.alt).is_none());
    }

    /// The same; `is_made`: its description is none of the document's own.
    fn picture(&mut self, image: &InlineImage, is_made: bool) {
        let document = self.document;
        let shown = document.media.get(&image.media).and_then(|medium| {
            // Browsers show no TIFF, mail and old ones no WebP; what can be decoded is PNG by now.
            if matches!(medium.media_type, MediaType::Opaque | MediaType::Svg | MediaType::Tiff | MediaType::WebP) {
                return None;
            }
            Some((medium, pixels(medium).ok()?))
        });
        let Some((medium, own)) = shown else {
            self.findings.push(write::picture_not_written(&image.media));
            self.text(&image.in_words());
            return;
        };
        let (width, height) = match stated_size(image.size) {
            Some(size) => (css_pixels(size.width_um), css_pixels(size.height_um)),
            None => own,
        };
        let said = description(&image.alt);
        let alt = match said {
            _ if image.decorative => String::new(),
            Some(said) => self.checked(said),
            None => UNDESCRIBED.to_owned(),
        };
        // Whoever reads the page is told what its source does not say.
        let made = if is_made && !image.decorative { MADE } else { "" };
        let (kind, data) = (medium.media_type.name(), STANDARD.encode(&medium.bytes));
        // Pixels are too coarse to read the size on paper back from.
        let size = image.size.map(|size| format!(" data-size-um=\"{}x{}\"", size.width_um, size.height_um));
        let attributes = format!(
            " src=\"data:{kind};base64,{data}\" alt=\"{alt}\"{made} width=\"{width}\" height=\"{height}\"{}",
            size.unwrap_or_default()
        );
        // A seal lies in the middle over the line it ends.
        let (class, style) = match image.seal {
            true => {
                let (up, back, em) = (SEAL_RISE * height as f32, width as f32 / 2.0, self.sealed_em / 2.0);
                ("seal", format!("margin:-{up:.0}px 0 0 calc(-{back:.0}px - {em:.2}em)"))
            }
            false => ("", String::new()),
        };
        let tag = self.medium.empty(Tag::of("img").classes(class).attributes(&attributes).style(&style));
        self.out.push_str(&tag);
    }
}
