//! What is said of pictures for those who can't see them.

/// How the names of pictures' files end.
const EXTENSIONS: [&str; 11] = ["png", "jpg", "jpeg", "gif", "bmp", "tif", "tiff", "emf", "wmf", "svg", "webp"];

/// What programs put where nobody has said anything, a number behind it.
const COUNTED: [&str; 8] = ["图片", "图像", "图形", "图", "picture", "image", "graphic", "img"];

/// A description, if it says anything: the name of a file or a counted word (`image1.png`, `图片 1`) does not.
#[must_use]
pub fn description(text: &str) -> Option<&str> {
    let text = text.trim();
    let extension = text.rsplit_once('.').map(|(_, extension)| extension);
    let is_file = extension.is_some_and(|own| EXTENSIONS.iter().any(|known| own.eq_ignore_ascii_case(known)));
    let word =
        text.trim_end_matches(|c: char| c.is_numeric() || c.is_whitespace() || matches!(c, '-' | '_' | '(' | ')'));
    let is_counted = COUNTED.iter().any(|known| word.eq_ignore_ascii_case(known));
    (!text.is_empty() && !is_file && !is_counted).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_files_and_counted_words_describe_nothing() {
        for text in [
            "",
            " ",
            "image1.png",
            "C:\\图\\统计图.JPG",
            "微信图片_20240115.jpeg",
            "图片 1",
            "图片1",
            "Picture 12",
            "Image",
            "图 3",
            "IMG_0042",
        ] {
            assert_eq!(description(text), None, "{text}");
        }
        for text in ["近三年申请量", "图1 近三年申请量", "两列柱状图：2022年12件，2023年15件。", "a.b", "印章"]
        {
            assert_eq!(description(text), Some(text));
        }
    }
}
