//! The answer who reaches what as a picture: the matrix, in a drawing that any browser shows.
//!
//! The text is in a monospaced face, so that its width is known without a font.

use std::fmt::Write;

use super::super::line::one_line;
use super::answer::ReachAnswer;
use super::lines::{cell_text, source, target, title};
use crate::locale::{Language, ReachLabel};

/// The width of a letter and the height of a line.
const LETTER: usize = 7;
const LINE: usize = 18;
/// The space around the text of a cell.
const SPACE: usize = 10;
/// The letters that a line of a cell has at most.
const LETTERS: usize = 34;

/// The lines of a cell, with a class for each.
type Lines = Vec<(String, &'static str)>;

/// The answer as SVG.
pub(super) fn write(answer: ReachAnswer, language: Language) -> String {
    let table = table(answer, language);
    let count = table.first().map_or(0, Vec::len);
    let width_of = |column: usize| {
        let cells = table.iter().filter_map(|row| row.get(column));
        let lines = cells.flatten().map(|(line, _)| line.chars().count());
        let letters = lines.max().unwrap_or(0).max(8);
        letters.saturating_mul(LETTER).saturating_add(2 * SPACE)
    };
    let widths = (0..count).map(width_of).collect::<Vec<_>>();
    let heights = table.iter().map(|row| {
        let lines = row.iter().map(Vec::len).max().unwrap_or(0).max(1);
        lines.saturating_mul(LINE).saturating_add(SPACE)
    });
    let heights = heights.collect::<Vec<_>>();
    let top = 3 * SPACE + LINE;
    let sum = |list: &[usize]| list.iter().fold(0_usize, |sum, it| sum.saturating_add(*it));
    let (width, height) = (sum(&widths), sum(&heights));
    let (whole, high) = (width.saturating_add(2 * SPACE), height.saturating_add(top + SPACE));
    let name = escaped(&title(answer, language));
    let mut text = String::new();
    let _ = writeln!(
        text,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{whole}\" height=\"{high}\" \
         viewBox=\"0 0 {whole} {high}\" role=\"img\" aria-label=\"{name}\">\n\
         <style>text{{font:12px ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;fill:#1f2733}}\
         .title{{font-size:15px;font-weight:600}}.name{{font-weight:600}}.less{{fill:#5b6675}}\
         path{{stroke:#d4dae3;fill:none}}</style>\n\
         <rect width=\"{whole}\" height=\"{high}\" fill=\"#fff\"/>\n\
         <text class=\"title\" x=\"{SPACE}\" y=\"{}\">{name}</text>",
        2 * SPACE
    );
    let mut y = top;
    for (row, height) in table.iter().zip(&heights) {
        let mut x = SPACE;
        let _ = writeln!(text, "<path d=\"M{SPACE} {y}h{width}\"/>");
        for (lines, width) in row.iter().zip(&widths) {
            for (at, (line, class)) in lines.iter().enumerate() {
                let below = at.saturating_mul(LINE).saturating_add(LINE);
                let _ = writeln!(
                    text,
                    "<text class=\"{class}\" x=\"{}\" y=\"{}\">{}</text>",
                    x.saturating_add(SPACE),
                    y.saturating_add(below),
                    escaped(line)
                );
            }
            x = x.saturating_add(*width);
        }
        y = y.saturating_add(*height);
    }
    let _ = writeln!(text, "<path d=\"M{SPACE} {y}h{width}\"/>");
    let mut x = SPACE;
    for width in &widths {
        x = x.saturating_add(*width);
        let _ = writeln!(text, "<path d=\"M{x} {top}v{height}\"/>");
    }
    text.push_str("</svg>\n");
    text
}

/// The cells, row by row, the names of rows and columns included.
fn table(answer: ReachAnswer, language: Language) -> Vec<Vec<Lines>> {
    let ReachAnswer { plan, reach, .. } = answer;
    let named = |name: super::lines::Name| {
        let mut lines = broken(&name.title, "name");
        lines.extend(broken(&name.detail, "less"));
        lines
    };
    let (from, to) = (ReachLabel::From.text(language), ReachLabel::To.text(language));
    let corner = vec![(format!("{from} \u{2193}  {to} \u{2192}"), "less")];
    let columns = reach.targets.iter().map(|it| named(target(it, plan, language)));
    let mut table = vec![std::iter::once(corner).chain(columns).collect::<Vec<_>>()];
    table.extend(reach.rows.iter().map(|row| {
        let cells = (0..).zip(&reach.targets).map(|(number, _)| {
            let cell = row.cell(number);
            let is_empty = cell.is_none_or(|it| it.itself || it.traffic.is_empty());
            broken(&cell_text(cell, language), if is_empty { "less" } else { "" })
        });
        std::iter::once(named(source(row, plan, language))).chain(cells).collect()
    }));
    table
}

/// A text in lines that fit a cell.
fn broken(text: &str, class: &'static str) -> Lines {
    let text = one_line(text);
    let mut lines: Lines = vec![];
    for word in text.split_whitespace() {
        let letters = word.chars().count();
        match lines.last_mut() {
            Some((line, _))
                if line.chars().count().saturating_add(letters).saturating_add(1) <= LETTERS =>
            {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push((word.to_owned(), class)),
        }
    }
    lines
}

/// A text as XML takes it.
fn escaped(text: &str) -> String {
    let text = one_line(text);
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
