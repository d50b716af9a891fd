//! What is said of text that no person sees, whatever the format.

catalogue! {
    /// Text in the colour of its ground (white on white paper, yellow on the same yellow) is seen by no person; it was left out, and
    /// no figure, name or label has it. `text` quotes it. White text on a dark ground is read.
    Warning "ground-colored-text-dropped" => ground_colored_text_dropped(text, color, ground) as GROUND_COLORED_TEXT_DROPPED {
        zh: "文字颜色 {color} 与底色 {ground} 几乎相同，看不见，未读入：“{text}”",
        en: "text of the colour {color} can't be seen on its ground {ground} and was left out: \u{201c}{text}\u{201d}",
        hint_zh: "需要的文字请改为黑色，不需要的请删去", hint_en: "make it black where it is wanted, delete it where it is not",
    }
    /// Text of a point or less is a speck that no person reads; it was left out, and no figure, name or label has it. `text` quotes it.
    Warning "tiny-text-dropped" => tiny_text_dropped(text, points) as TINY_TEXT_DROPPED {
        zh: "文字仅 {points} 磅大小，看不见，未读入：“{text}”",
        en: "text of {points} points can't be seen and was left out: \u{201c}{text}\u{201d}",
        hint_zh: "需要的文字请改为正常字号，不需要的请删去", hint_en: "give it a normal size where it is wanted, delete it where it is not",
    }
    /// Text that is printed with nothing (no fill) is seen by no person; it was left out, and no figure, name or label has it.
    /// `text` quotes it.
    Warning "transparent-text-dropped" => transparent_text_dropped(text) as TRANSPARENT_TEXT_DROPPED {
        zh: "文字无填充颜色，看不见，未读入：“{text}”",
        en: "text without any fill can't be seen and was left out: \u{201c}{text}\u{201d}",
        hint_zh: "需要的文字请改为黑色，不需要的请删去", hint_en: "make it black where it is wanted, delete it where it is not",
    }
    /// Text in a colour near to that of its ground (light grey on white) is hardly seen. It was read; where it stands among the
    /// digits of a figure it is set apart from them, and the figure has no value.
    Warning "pale-text-read" => pale_text_read(text, color, ground) {
        zh: "文字颜色 {color} 与底色 {ground} 相近，几乎看不清，已读入：“{text}”",
        en: "text of the colour {color} is hardly seen on its ground {ground}; it was read: \u{201c}{text}\u{201d}",
        hint_zh: "需要的文字请改为黑色，不需要的请删去", hint_en: "make it black where it is wanted, delete it where it is not",
    }
    /// Text of two points or less, or of a quarter of the size of the digits beside it, is hardly seen. It was read; where it stands
    /// among the digits of a figure it is set apart from them, and the figure has no value.
    Warning "minute-text-read" => minute_text_read(text, points) {
        zh: "文字仅 {points} 磅大小，几乎看不清，已读入：“{text}”",
        en: "text of {points} points is hardly seen; it was read: \u{201c}{text}\u{201d}",
        hint_zh: "需要的文字请改为正常字号，不需要的请删去", hint_en: "give it a normal size where it is wanted, delete it where it is not",
    }
}
