//! Sections (specification 1.9.1, “Section Formatting Properties”) → `w:sectPr`.

/// How a section begins, and its paper.
#[derive(Debug, Clone, Copy)]
pub(super) struct Section {
    start: &'static str,
    /// Width and height in twips, that of the document first.
    paper: [i32; 2],
    own: [Option<i32>; 2],
    /// What is left free at the left and right, and beside the binding, in twips.
    margins: [i32; 3],
    own_margins: [Option<i32>; 3],
}

impl Default for Section {
    fn default() -> Self {
        Section {
            start: "nextPage",
            paper: [12_240, 15_840],
            own: [None; 2],
            margins: [1_800, 1_800, 0],
            own_margins: [None; 3],
        }
    }
}

impl Section {
    /// Takes over what a control word says, if it is one of sections and paper.
    pub(super) fn apply(&mut self, word: &str, number: Option<i32>) -> bool {
        let ([width, height], [own_width, own_height]) = (&mut self.paper, &mut self.own);
        let ([left, right, gutter], [own_left, own_right, own_gutter]) = (&mut self.margins, &mut self.own_margins);
        match word {
            "sectd" => {
                (self.start, self.own, self.own_margins) = ("nextPage", [None; 2], [None; 3]);
            }
            "margl" => *left = number.unwrap_or(*left),
            "margr" => *right = number.unwrap_or(*right),
            "gutter" => *gutter = number.unwrap_or(*gutter),
            "marglsxn" => *own_left = number,
            "margrsxn" => *own_right = number,
            "guttersxn" => *own_gutter = number,
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
        let ([left, right, gutter], [own_left, own_right, own_gutter]) = (self.margins, self.own_margins);
        format!(
            "<w:sectPr><w:type w:val=\"{}\"/><w:pgSz w:w=\"{}\" w:h=\"{}\"/>\
             <w:pgMar w:left=\"{}\" w:right=\"{}\" w:gutter=\"{}\"/></w:sectPr>",
            self.start,
            own_width.unwrap_or(width),
            own_height.unwrap_or(height),
            own_left.unwrap_or(left),
            own_right.unwrap_or(right),
            own_gutter.unwrap_or(gutter)
        )
    }
}
