//! Whose figures a file holds, where its user says so because the file doesn't.

use crate::document::{Folded, YearForm, year_at};
use crate::finding::{Error, catalogue};
use crate::report::{Report, SameOrgan, same_organ};
use std::str::FromStr;

/// The body and year that figures are said to be of.
///
/// ```
/// use nianbao::merge::FiguresOf;
///
/// let of: FiguresOf = "清河市民政局:2023".parse()?;
/// assert_eq!((of.organ.as_str(), of.year), ("清河市民政局", 2023));
/// # Ok::<(), nianbao::finding::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FiguresOf {
    /// The body's name.
    pub organ: String,
    /// The year.
    pub year: u16,
}

impl FromStr for FiguresOf {
    type Err = Error;

    /// `清河市民政局:2023`; a full-width colon and 年 do as well.
    fn from_str(text: &str) -> Result<Self, Error> {
        let unclear = || Error::from(catalogue::report::figures_of_unclear(text));
        let (organ, year) = text.rsplit_once([':', '：']).ok_or_else(unclear)?;
        let folded = Folded::of(year);
        let mention = year_at(&folded, 0).filter(|m| m.range.end == folded.len() && m.form != YearForm::Short);
        let year = mention.ok_or_else(unclear)?.year;
        let organ = organ.trim();
        if organ.is_empty() || organ.chars().any(char::is_control) {
            return Err(unclear());
        }
        Ok(FiguresOf { organ: organ.to_owned(), year })
    }
}

impl FiguresOf {
    /// Puts body and year into what was read of a file, where the file does not name them.
    ///
    /// # Errors
    /// `figures-said-otherwise` where the file names another body or year.
    pub fn complete(&self, figures: &mut Report) -> Result<(), Error> {
        let said = |what: String| Error::from(catalogue::report::figures_said_otherwise(&self.organ, self.year, what));
        match &figures.organ {
            Some(organ) if same_organ(organ, &self.organ) == SameOrgan::No => return Err(said(organ.clone())),
            Some(_) => {}
            None => figures.organ = Some(self.organ.clone()),
        }
        match figures.year {
            Some(year) if year != self.year => Err(said(year.to_string())),
            _ => {
                figures.year = Some(self.year);
                Ok(())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn body_and_year_are_said_in_one_word() {
        for text in ["清河市民政局:2023", "清河市民政局：2023年", " 清河市民政局 :２０２３", "清河市民政局:二〇二三年"]
        {
            let of: FiguresOf = text.parse().unwrap();
            assert_eq!((of.organ.as_str(), of.year), ("清河市民政局", 2023), "{text}");
        }
        for text in [
            "清河市民政局",
            "清河市民政局:",
            ":2023",
            "清河市民政局:23",
            "清河市民政局:20231",
            "清河市民政局:2023:1",
            "清河市民政局:1023",
        ] {
            let error = text.parse::<FiguresOf>().unwrap_err();
            assert_eq!(error.code(), "figures-of-unclear", "{text}");
        }
    }

    #[test]
    fn what_the_file_says_itself_is_not_overruled() {
        let of: FiguresOf = "清河市民政局:2023".parse().unwrap();
        let complete = |organ: Option<&str>, year: Option<u16>| {
            let mut figures = Report { organ: organ.map(Into::into), year, ..Report::default() };
            of.complete(&mut figures).map_err(|error| error.code()).map(|()| (figures.organ.unwrap(), figures.year))
        };
        assert_eq!(complete(None, None), Ok(("清河市民政局".into(), Some(2023))));
        assert_eq!(complete(Some("民政局"), None), Ok(("民政局".into(), Some(2023))));
        assert_eq!(complete(Some("清河市财政局"), None), Err("figures-said-otherwise"));
        assert_eq!(complete(None, Some(2022)), Err("figures-said-otherwise"));
    }
}
