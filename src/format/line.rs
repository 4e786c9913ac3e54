//! Names on a line: what people name may hold line breaks and control characters, and an export
//! must not.

/// A text on one line. Control characters, and those that turn the direction of writing, become
/// spaces.
pub(super) fn one_line(text: &str) -> String {
    text.chars().map(|letter| if is_out_of_line(letter) { ' ' } else { letter }).collect()
}

fn is_out_of_line(letter: char) -> bool {
    letter.is_control()
        || matches!(letter, '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

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
    fn a_name_stays_on_its_line() {
        assert_eq!(one_line("a\nb\u{1b}[31m\u{202e}c"), "a b [31m c");
    }

    #[test]
    fn lines_break_between_words() {
        assert_eq!(wrapped("one two three", 7, "  "), "  one two\n  three\n");
        assert_eq!(wrapped("", 7, "  "), "\n");
    }
}
