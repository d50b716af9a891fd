//! Sections (specification 1.9.1, “Section Formatting Properties”) → `w:sectPr`.

/// How a section begins, and its paper.
#[derive(Debug, Clone, Copy)]
pub(super) struct Section {
    start: &'static str,
    /// Width and height in twips, that of the document first.
    paper: [i32; 2],
    own: [Option<i32>; 2],
}

impl Default for Section {
    fn default() -> Self {
        Section { start: "nextPage", paper: [12_240, 15_840], own: [None; 2] }
    }
}

impl Section {
    /// Takes over what a control word says, if it is one of sections and paper.
    pub(super) fn apply(&mut self, word: &str, number: Option<i32>) -> bool {
        let ([width, height], [own_width, own_height]) = (&mut self.paper, &mut self.own);
        match word {
            "sectd" => (self.start, self.own) = ("nextPage", [None; 2]),
            "sbknone" => self.start = "continuous",
            "sbkcol" => self.start = "nextColumn",
            "sbkpage" => self.start = "nextPage",
            "sbkeven" => self.start = "evenPage",
            "sbkodd" => self.start = "oddPage",
            "paperw" => *width = number.unwrap_or(*width),
            "paperh" => *height = number.unwrap_or(*height),
            "pgwsxn" => *own_width = number,
            "pghsxn" => *own_height = number,
            _ => return false,
        }
        true
    }

    /// As `w:sectPr` (ECMA-376 §17.6.17).
    pub(super) fn markup(&self) -> String {
        let ([width, height], [own_width, own_height]) = (self.paper, self.own);
        format!(
            "<w:sectPr><w:type w:val=\"{}\"/><w:pgSz w:w=\"{}\" w:h=\"{}\"/></w:sectPr>",
            self.start,
            own_width.unwrap_or(width),
            own_height.unwrap_or(height)
        )
    }
}
