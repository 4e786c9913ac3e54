//! The questions on which the sources contradict each other, and their answers.

use crate::engine::report::{Followed, Follows, ReadingId};
use crate::engine::requirements::readings::{Answer, reading};

/// A question on which the sources contradict each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReadingText(pub ReadingId);

/// One of its two answers, the first or the second, in a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReadingAnswerText {
    /// The question.
    pub reading: ReadingId,
    /// Tells whether it is the second answer.
    pub is_second: bool,
}

/// One of its two answers with who gives it and when, and whether it is followed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadingLineText {
    pub(super) answer: ReadingAnswerText,
    /// Titles and dates of the pages.
    pub(super) sources: Vec<(&'static str, &'static str)>,
    pub(super) is_followed: bool,
}

/// The answer that is followed, in a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FollowsText(pub Followed);

impl ReadingLineText {
    /// Both answers to a question, the first one first.
    #[must_use]
    pub fn both(followed: Followed) -> Vec<Self> {
        let Some(it) = reading(followed.reading) else { return vec![] };
        let line = |(is_second, answer): (bool, &Answer)| Self {
            answer: ReadingAnswerText { reading: followed.reading, is_second },
            sources: answer.references.iter().map(|it| (it.title, it.date)).collect(),
            is_followed: match followed.follows {
                Follows::First => !is_second,
                Follows::Second => is_second,
                Follows::Both => true,
            },
        };
        [false, true].into_iter().zip(&it.answers).map(line).collect()
    }

    /// Tells whether the report follows it.
    #[must_use]
    pub fn is_followed(&self) -> bool {
        self.is_followed
    }
}

area!(reading::question, ReadingText);
area!(reading::answer, ReadingAnswerText);
area!(reading::line, ReadingLineText);
area!(reading::follows, FollowsText);
