//! The words about large plans, in English.

use std::borrow::Cow;

use super::grammar::count;
use crate::locale::AmountText;

pub(in crate::locale) fn text(text: &AmountText) -> Cow<'static, str> {
    use AmountText as Text;
    match text {
        Text::Large => "This is a large plan".into(),
        Text::Holds { servers, subnets } => {
            let servers = many(*servers, "server", "servers");
            format!("It holds {servers} in {}.", many(*subnets, "subnet", "subnets")).into()
        }
        Text::DrawingTakes { seconds } => {
            format!("To draw all of it may take about {}.", duration(*seconds)).into()
        }
        Text::DrawAll => "Draw all of it".into(),
        Text::DrawRest => "Draw the rest".into(),
        Text::Drawn { done, all } => {
            format!("{} of {} drawn", grouped(*done), grouped(*all)).into()
        }
        Text::Stop => "Stop".into(),
        Text::OtherPlans => "Open another plan".into(),
        Text::ShowMore => "Show more".into(),
        Text::AndMore(more) => format!("and {} more", grouped(*more)).into(),
        Text::WorkingOut => "Working out the answer…".into(),
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

fn many(number: usize, one: &str, many: &str) -> String {
    match number {
        1 => count(1, one, many),
        number => format!("{} {many}", grouped(number)),
    }
}

fn duration(seconds: usize) -> String {
    match seconds {
        0..100 => many(seconds.max(1), "second", "seconds"),
        seconds => many(seconds.div_ceil(60), "minute", "minutes"),
    }
}

/// A number with commas between its thousands.
fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && digits.len().saturating_sub(place).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn large_numbers_are_read_in_thousands() {
        assert_eq!(grouped(7), "7");
        assert_eq!(grouped(999), "999");
        assert_eq!(grouped(19_000), "19,000");
        assert_eq!(grouped(1_234_567), "1,234,567");
        let holds = AmountText::Holds { servers: 19_000, subnets: 1 };
        assert_eq!(text(&holds), "It holds 19,000 servers in 1 subnet.");
        let takes = |seconds| text(&AmountText::DrawingTakes { seconds });
        assert_eq!(takes(57), "To draw all of it may take about 57 seconds.");
        assert_eq!(takes(0), "To draw all of it may take about 1 second.");
        assert_eq!(takes(130), "To draw all of it may take about 3 minutes.");
    }
}
