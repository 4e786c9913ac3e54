//! The words about large plans, in English.

use std::borrow::Cow;

use super::grammar::{count, grouped};
use crate::locale::AmountText;

pub(in crate::locale) fn text(text: &AmountText) -> Cow<'static, str> {
    use AmountText as Text;
    match text {
        Text::Large => "This is a large plan".into(),
        Text::Stop => "Stop".into(),
        Text::ShowMore => "Show more".into(),
        Text::AndMore(more) => format!("and {} more", grouped(*more)).into(),
        Text::WorkingOut => "Working out the answer…".into(),
        Text::UpdateIsComing => "The answer to the last change is on its way.".into(),
        Text::NotWorkedOut { seconds } => format!(
            "The answer is not worked out yet. That may take about {}, and the page waits for it.",
            duration(*seconds)
        )
        .into(),
        Text::WorkItOut => "Work it out".into(),
        Text::LookingAt { name: None, .. } => "Looking at what flows…".into(),
        Text::LookingAt { name: Some(name), number, of } => {
            format!("Looking at {name}, {} of {}…", grouped(*number), grouped(*of)).into()
        }
        Text::Stopped => "Stopped before all rules were looked at.".into(),
        Text::LookAgain => "Look again".into(),
    }
}

fn duration(seconds: usize) -> String {
    match seconds {
        0..100 => count(seconds.max(1), "second", "seconds"),
        seconds => count(seconds.div_ceil(60), "minute", "minutes"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_duration_is_told_in_seconds_or_minutes() {
        let takes = |seconds| text(&AmountText::NotWorkedOut { seconds });
        assert!(takes(57).contains("about 57 seconds,"));
        assert!(takes(0).contains("about 1 second,"));
        assert!(takes(130).contains("about 3 minutes,"));
    }
}
