//! The measure of texts on the board: their widths.
//!
//! The page brings no fonts along, and the fonts of two systems differ by a fifth in width. So the
//! browser is asked once for the width of each letter, and texts are cut by these widths.

use std::cell::RefCell;
use std::collections::HashMap;

use crate::layout::{fit, fit_ends};
use crate::platform::letter_width;

/// The kinds of texts, as `board/node.css` sets them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TextMeasure {
    /// Names of things.
    Title,
    /// Lines below a name.
    Second,
    /// Addresses and ports.
    Code,
    /// Names on badges.
    Badge,
}

/// The widths of letters, in ems, as far as they were asked for.
#[derive(Default)]
struct Widths {
    /// The widths of ASCII letters by their number; most texts are ASCII.
    ascii: Vec<Option<f64>>,
    others: HashMap<char, f64>,
}

impl Widths {
    fn get(&mut self, letter: char, measure: impl FnOnce() -> f64) -> f64 {
        if !letter.is_ascii() {
            return *self.others.entry(letter).or_insert_with(measure);
        }
        self.ascii.resize(128, None);
        match self.ascii.get_mut(letter as usize) {
            Some(width) => *width.get_or_insert_with(measure),
            None => measure(),
        }
    }
}

thread_local! {
    static WIDTHS: RefCell<[Widths; 4]> = RefCell::default();
}

impl TextMeasure {
    /// The kind of a text with this class.
    pub(super) fn of(class: &str) -> Self {
        match class.split(' ').next() {
            Some("title") => Self::Title,
            Some("code") => Self::Code,
            _ => Self::Second,
        }
    }

    /// The font size, in board units.
    const fn size(self) -> f64 {
        match self {
            Self::Title => 13.0,
            Self::Second => 11.5,
            Self::Code | Self::Badge => 11.0,
        }
    }

    /// The property of the page's styles that names its fonts, and its weight.
    const fn font(self) -> (&'static str, u16) {
        match self {
            Self::Title | Self::Badge => ("--sans", 600),
            Self::Second => ("--sans", 400),
            Self::Code => ("--mono", 400),
        }
    }

    /// The width of a letter, in board units.
    fn letter(self, letter: char) -> f64 {
        let measure = || {
            let (family, weight) = self.font();
            letter_width(family, weight, letter).unwrap_or(1.0)
        };
        let ems = WIDTHS.with_borrow_mut(|widths| match widths.get_mut(self as usize) {
            Some(widths) => widths.get(letter, measure),
            None => measure(),
        });
        ems * self.size()
    }

    /// The width of a text, in board units.
    pub(super) fn width(self, text: &str) -> f64 {
        text.chars().map(|letter| self.letter(letter)).sum()
    }

    /// The text itself if it fits into a width, or the text cut short with an ellipsis.
    pub(super) fn fit(self, text: &str, width: f64) -> String {
        fit(text, width, |letter| self.letter(letter))
    }
    /// The text itself if it fits into a width, or the text cut short in its middle.
    pub(super) fn fit_ends(self, text: &str, width: f64) -> String {
        fit_ends(text, width, |letter| self.letter(letter))
    }
}
