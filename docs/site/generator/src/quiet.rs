//! Blocks of code that the search of the site leaves out.
//!
//! What a reader searches is a passage: a heading and the paragraphs below it. A whole answer, a file
//! or the output of a command has most words of the field in it, so it would be found by any of them.

/// The most lines that a block of code may have to be found by its words.
const LINES: usize = 8;

/// The attribute by which the search leaves a block out.
const LEFT_OUT: &str = "data-search-exclude=\"true\"";

/// Markdown in which long blocks of code are left out of the search.
pub(crate) fn leave_out_of_search(text: &str) -> String {
    let lines = text.lines().collect::<Vec<_>>();
    let mut out = String::new();
    let mut open: Option<&str> = None;
    for (at, line) in lines.iter().enumerate() {
        let fence = fence(line);
        match (open, fence) {
            (None, Some(mark)) => {
                open = Some(mark);
                let rest = lines.iter().skip(at + 1);
                let length = rest.take_while(|it| !closes(it, mark)).count();
                let first = if length > LINES { marked(line, mark) } else { (*line).to_owned() };
                out.push_str(&first);
            }
            _ => {
                if open.is_some_and(|mark| closes(line, mark)) {
                    open = None;
                }
                out.push_str(line);
            }
        }
        out.push('\n');
    }
    out
}

/// The backquotes with which a line begins a block of code.
fn fence(line: &str) -> Option<&str> {
    let trimmed = line.trim_start();
    let length = trimmed.chars().take_while(|letter| *letter == '`').count();
    trimmed.get(..length).filter(|_| length >= 3)
}

fn closes(line: &str, mark: &str) -> bool {
    line.trim().starts_with(mark) && line.trim().chars().all(|letter| letter == '`')
}

/// The first line of a block with the attribute.
fn marked(line: &str, mark: &str) -> String {
    let (before, info) = line.split_once(mark).unwrap_or(("", ""));
    let info = info.trim();
    let said = match (info.split_once('{'), info.split_once(' ')) {
        (Some((language, attributes)), _) => {
            format!("{} {{ {LEFT_OUT} {}", language.trim(), attributes.trim_start())
        }
        (None, Some((language, options))) => {
            format!("{{ .{language} {} {LEFT_OUT} }}", options.trim())
        }
        (None, None) if info.is_empty() => format!("{{ .text {LEFT_OUT} }}"),
        (None, None) => format!("{{ .{info} {LEFT_OUT} }}"),
    };
    format!("{before}{mark}{said}")
}
