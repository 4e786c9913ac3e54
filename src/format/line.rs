//! Lines of plain text. What people name goes onto a line through [`one_line`].

pub(super) use crate::plan::invisible::one_line;

/// The width of running text, in characters.
pub(super) const WIDTH: usize = 88;

/// A text in lines of about `width` characters, each behind an indent.
pub(super) fn wrapped(text: &str, width: usize, indent: &str) -> String {
    let mut lines = String::new();
    let mut length = 0_usize;
    for word in text.split_whitespace() {
        let letters = word.chars().count();
        let fits = length.saturating_add(letters).saturating_add(1) <= width;
        if length > 0 && fits {
            lines.push(' ');
            length = length.saturating_add(1);
        } else {
            if length > 0 {
                lines.push('\n');
            }
            lines.push_str(indent);
            length = 0;
        }
        lines.push_str(word);
        length = length.saturating_add(letters);
    }
    lines.push('\n');
    lines
}

/// A text filled up with spaces to a width in characters.
pub(super) fn padded(text: &str, width: usize) -> String {
    let missing = width.saturating_sub(text.chars().count());
    format!("{text}{}", " ".repeat(missing))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_between_words() {
        assert_eq!(wrapped("one two three", 7, "  "), "  one two\n  three\n");
        assert_eq!(wrapped("", 7, "  "), "\n");
    }
}
