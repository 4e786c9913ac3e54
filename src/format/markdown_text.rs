//! Steps and sentences as Markdown.
//!
//! Names come from people: whatever they hold, they end up as text, never as markup.

use std::fmt::Write;

use super::line::one_line;
use super::steps::{Block, ExportRow, Sheet, Steps};
use crate::locale::{Language, Segment, StepsText};

/// Steps as Markdown.
pub(super) fn rendered(steps: &Steps, language: Language) -> String {
    let mut text = String::new();
    let _ = writeln!(text, "# {}\n", escaped(&steps.title));
    let headline = escaped(&steps.headline);
    let _ = writeln!(text, "**{headline}** {}", escaped(&steps.consequence));
    if !steps.first.is_empty() {
        let title = StepsText::LookAtThisFirst.text(language);
        let _ = writeln!(text, "\n## {}\n", escaped(&title));
        for error in &steps.first {
            let _ = writeln!(text, "- {}", prose(error));
        }
    }
    if steps.blocks.is_empty() {
        let _ = writeln!(text, "\n{}", escaped(&StepsText::NoSteps.text(language)));
    }
    for block in &steps.blocks {
        write_block(&mut text, block);
    }
    if !steps.connections.is_empty() {
        let title = StepsText::Connections.text(language);
        let _ = writeln!(text, "\n## {}\n", escaped(&title));
        for connection in &steps.connections {
            let _ = writeln!(text, "- {}", prose(connection));
        }
    }
    if !steps.notes.is_empty() {
        let _ = writeln!(text, "\n## {}\n", escaped(&steps.notes_title));
        for note in &steps.notes {
            let _ = writeln!(text, "- {}", prose(note));
        }
    }
    let _ = writeln!(text, "\n_{}_", escaped(&steps.proof));
    text
}

fn write_block(text: &mut String, block: &Block) {
    let name = escaped(&block.name);
    let _ = match block.about.is_empty() {
        true => writeln!(text, "\n## {name}\n"),
        false => writeln!(text, "\n## {name}, {}\n", escaped(&block.about)),
    };
    for (at, step) in block.steps.iter().enumerate() {
        let _ = writeln!(text, "{}. {}", at.saturating_add(1), escaped(&step.text));
        if let Some(sheet) = &step.sheet {
            write_sheet(text, sheet);
        }
    }
}

/// A table within a step, so every line is indented; blank lines part it from what is around.
fn write_sheet(text: &mut String, sheet: &Sheet) {
    text.push('\n');
    if !sheet.columns.is_empty() {
        table_row(text, sheet.columns.iter().map(|label| escaped(label)));
        table_row(text, sheet.columns.iter().map(|_| "---".to_owned()));
        for row in &sheet.rows {
            table_row(text, row.values.iter().map(|value| escaped(value)));
        }
        text.push('\n');
    }
    for row in &sheet.rows {
        write_reason(text, row);
    }
    text.push('\n');
}

fn table_row(text: &mut String, cells: impl Iterator<Item = String>) {
    text.push_str("   ");
    table_line(text, cells);
}

/// A line of a table.
pub(super) fn table_line(text: &mut String, cells: impl Iterator<Item = String>) {
    let _ = writeln!(text, "| {} |", cells.collect::<Vec<_>>().join(" | "));
}

fn write_reason(text: &mut String, row: &ExportRow) {
    let _ = match row.clauses.is_empty() {
        true => writeln!(text, "   - {}", prose(&row.reason)),
        false => writeln!(text, "   - {} ({})", prose(&row.reason), escaped(&row.clauses)),
    };
    for way in &row.other_ways {
        let _ = writeln!(text, "     - {}", prose(way));
    }
}

/// A sentence with names in bold and addresses as code.
pub(super) fn prose(segments: &[Segment]) -> String {
    let piece = |segment: &Segment| match segment {
        Segment::Words(words) => escaped(words),
        Segment::Code(code) if is_plain(code) => format!("`{code}`"),
        Segment::Code(code) => escaped(code),
        // Emphasis does not open before a space.
        Segment::Strong(name) if name.trim() == name && !name.is_empty() => {
            format!("**{}**", escaped(name))
        }
        Segment::Strong(name) => escaped(name),
    };
    let text = segments.iter().map(piece).collect::<String>();
    // Spaces at the beginning of a line would make code of it.
    match text.strip_prefix(' ') {
        Some(rest) => format!("&#32;{rest}"),
        None => text,
    }
}

/// Tells whether a text can stand between backticks, even in a table.
fn is_plain(code: &str) -> bool {
    !code.is_empty() && code.chars().all(|it| it.is_ascii_alphanumeric() || " .:/,-".contains(it))
}

/// A text on one line in which nothing is markup, a link or a mention.
pub(super) fn escaped(text: &str) -> String {
    let line = one_line(text);
    let mut safe = String::with_capacity(line.len());
    let mut rest = line.as_ref();
    let mut is_code = false;
    while let Some(letter) = rest.chars().next() {
        // Programs look for links, people and issues in the text as it is shown, so that a backslash
        // is no help; within code they look for none. Code ends by one backtick, so that what goes
        // on is put before that.
        let taken = live(rest, &safe);
        if let Some(code) = rest.get(..taken).filter(|it| !it.is_empty()) {
            match is_code {
                true => safe.truncate(safe.len().saturating_sub(1)),
                false => safe.push('`'),
            }
            safe.push_str(code);
            safe.push('`');
            is_code = true;
            rest = rest.get(taken..).unwrap_or_default();
            continue;
        }
        is_code = false;
        let is_first = safe.trim().is_empty();
        let (taken, written) = match letter {
            '<' => (1, "&lt;".into()),
            // It quotes at the beginning of a line only.
            '>' if is_first => (1, "&gt;".into()),
            // It begins an entity, which a name may spell out, or stands for itself.
            '&' if rest.chars().nth(1).is_some_and(|it| it.is_alphanumeric() || it == '#') => {
                (1, "&amp;".into())
            }
            '\\' | '`' | '*' | '_' | '[' | ']' | '{' | '|' | '~' | '#' | '!' | '$' | '^' | '=' => {
                (1, format!("\\{letter}"))
            }
            // At the beginning of a line these open lists and rules.
            '-' | '+' if is_first && !rest.get(1..).is_some_and(begins_word) => {
                (1, format!("\\{letter}"))
            }
            '0'..='9' if is_first => numbered(rest),
            letter => (letter.len_utf8(), letter.to_string()),
        };
        safe.push_str(&written);
        rest = rest.get(taken..).unwrap_or_default();
    }
    safe
}

/// The length of what makes a link or a call of the text that it stands in, where that begins here:
/// the middle of an address, what calls a person, the number of an issue.
fn live(rest: &str, before: &str) -> usize {
    let mut letters = rest.chars();
    let first = letters.next();
    let is_live = match first {
        Some('@') => true,
        Some('#') => letters.next().is_some_and(|it| it.is_ascii_digit()),
        Some(':') if letters.as_str().starts_with("//") => return 3,
        Some(':') => ["mailto", "xmpp"].iter().any(|it| ends_with(before, it)),
        Some('.') => ends_with(before, "www"),
        _ => false,
    };
    usize::from(is_live)
}

/// A number that begins a line: a full stop or a bracket behind it would open a list.
fn numbered(rest: &str) -> (usize, String) {
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let (number, behind) = rest.split_at_checked(digits).unwrap_or((rest, ""));
    let mut letters = behind.chars();
    match letters.next() {
        Some(mark @ ('.' | ')')) if !begins_word(letters.as_str()) => {
            (digits.saturating_add(1), format!("{number}\\{mark}"))
        }
        _ => (digits, number.to_owned()),
    }
}

/// Tells whether a text goes on with a letter or a digit.
fn begins_word(text: &str) -> bool {
    text.starts_with(char::is_alphanumeric)
}

/// Tells whether a text ends with a word, in letters of either case.
fn ends_with(text: &str, word: &str) -> bool {
    let start = text.len().saturating_sub(word.len());
    text.get(start..).is_some_and(|end| end.eq_ignore_ascii_case(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_text_whatever_they_hold() {
        assert_eq!(
            escaped("a|b `c` <img src=x>\n# d_e*"),
            "a\\|b \\`c\\` &lt;img src\\=x> \\# d\\_e\\*"
        );
        assert_eq!(escaped("> Ports & more &lt; &#60;"), "&gt; Ports & more &amp;lt; &amp;`#`60;");
        assert_eq!(escaped("1. run \u{1b}[2J"), "1\\. run \\\\u\\{1b}\\[2J");
        assert_eq!(escaped("12) a 1. b"), "12\\) a 1. b");
        assert_eq!(escaped("- a - b"), "\\- a - b");
        assert_eq!(escaped("=== "), "\\=\\=\\= ");
        assert_eq!(prose(&[Segment::Strong("    code".to_owned())]), "&#32;   code");
        assert_eq!(prose(&[Segment::Code("a`b".to_owned())]), "a\\`b");
        assert_eq!(prose(&[Segment::Code("10.0.1.0/24".to_owned())]), "`10.0.1.0/24`");
    }

    #[test]
    fn no_name_is_a_link_or_calls_anybody() {
        assert_eq!(escaped("see https://a.example/b"), "see https`://`a.example/b");
        assert_eq!(escaped("WWW.a.example"), "WWW`.`a.example");
        assert_eq!(escaped("@all and a@b.example"), "`@`all and a`@`b.example");
        assert_eq!(escaped("mailto:a@b.example"), "mailto`:`a`@`b.example");
        assert_eq!(escaped("@@a"), "`@@`a");
        assert_eq!(escaped("@://#1`@"), "`@://#`1\\``@`");
        assert_eq!(escaped("fixes #12, # one"), "fixes `#`12, \\# one");
        assert_eq!(escaped("10.0.0.1:80 and TCP: 80"), "10.0.0.1:80 and TCP: 80");
    }
}
