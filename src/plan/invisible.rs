//! Letters that a reader cannot see, and texts in which all of them are seen.
//!
//! What people name may hold anything: sequences that a terminal obeys, letters that turn the
//! direction of writing, letters of no width. Wherever such a text is written on a line, it goes
//! through [`one_line`]; where it is written as JSON, the same letters are escaped.

use std::borrow::Cow;
use std::fmt::Write;

/// Tells whether a letter is not seen as what it is: a control character, one that breaks lines or
/// turns the direction of writing, one of no width, a tag, or half of a pair.
#[must_use]
pub fn is_invisible(letter: char) -> bool {
    letter.is_control()
        || matches!(
            letter,
            '\u{ad}'
                | '\u{34f}'
                | '\u{61c}'
                | '\u{115f}'..='\u{1160}'
                | '\u{17b4}'..='\u{17b5}'
                | '\u{180b}'..='\u{180f}'
                | '\u{200b}'..='\u{200f}'
                | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}'
                | '\u{3164}'
                | '\u{fe00}'..='\u{fe0f}'
                | '\u{feff}'
                | '\u{ffa0}'
                | '\u{fff0}'..='\u{fffb}'
                | '\u{1bca0}'..='\u{1bca3}'
                | '\u{1d173}'..='\u{1d17a}'
                | '\u{e0000}'..='\u{e0fff}'
        )
}

/// Tells whether a letter ends a line, or is a tab.
fn is_blank(letter: char) -> bool {
    matches!(letter, '\t'..='\r' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// A text on one line, in which every letter is seen. What breaks a line becomes a space, and what
/// is not seen its number, such as `\u{1b}`.
#[must_use]
pub fn one_line(text: &str) -> Cow<'_, str> {
    if !text.contains(is_invisible) {
        return text.into();
    }
    let mut line = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            letter if is_blank(letter) => line.push(' '),
            letter if is_invisible(letter) => {
                let _ = write!(line, "\\u{{{:x}}}", u32::from(letter));
            }
            letter => line.push(letter),
        }
    }
    line.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_stays_on_its_line_and_all_of_it_is_seen() {
        assert_eq!(one_line("a\r\nb\tc\u{2028}d"), "a  b c d");
        assert_eq!(one_line("a\u{1b}]52;c;YQ==\u{7}"), "a\\u{1b}]52;c;YQ==\\u{7}");
        assert_eq!(one_line("\u{9b}2J\u{202e}\u{200b}\u{e0041}"), {
            "\\u{9b}2J\\u{202e}\\u{200b}\\u{e0041}"
        });
    }

    #[test]
    fn letters_of_every_script_stay_as_they_are() {
        for text in ["Größe", "负载均衡", "שלום", "नमस्ते", "🙂", "a b"] {
            assert_eq!(one_line(text), text);
        }
    }
}
