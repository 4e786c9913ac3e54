//! The words of what has to be done about rules in the cloud, in English.

use std::borrow::Cow;

use super::grammar::count;
use crate::locale::{PendingText, When};

pub(in crate::locale) fn text(text: &PendingText) -> Cow<'static, str> {
    match text {
        PendingText::Headline { to_add, to_change, to_remove } => {
            steps(*to_add, *to_change, *to_remove).unwrap_or_else(|| "Nothing to do".into()).into()
        }
        PendingText::Consequence => {
            "First comes what opens, then what closes, so that nothing in use is stopped on the \
             way. Rules that were drawn by hand are here too: leave out what the console has \
             already."
                .into()
        }
        PendingText::AsDrawn => {
            "Drawn in the plan by hand; nothing that has to flow waits for it.".into()
        }
        PendingText::Then(place) => format!("Then: {place}").into(),
        PendingText::From => "From the state of".into(),
        PendingText::Opened(when) => at("Opened", *when),
        PendingText::Made(when) => at("Changes made", *when),
        PendingText::Exported(when) => at("Last export", *when),
        PendingText::Now => "Now".into(),
        PendingText::Count(all) => {
            let Some(said) = steps(all.to_add, all.to_change, all.to_remove) else {
                return "Nothing to do".into();
            };
            match (all.applied, all.all()) {
                (0, _) => said.into(),
                (1, 1) => format!("{said}, already applied here").into(),
                (done, every) if done == every => {
                    format!("{said}, all already applied here").into()
                }
                (done, _) => format!("{said}, {done} of them already applied here").into(),
            }
        }
        PendingText::MakeMade => "I have made these changes".into(),
        PendingText::MakeMadeHint => {
            "Once they are made in the cloud, say so: the plan then shows them, and the next \
             export begins there."
                .into()
        }
        PendingText::MadeNow => {
            "The plan shows these changes as made. The next export begins here.".into()
        }
        PendingText::Waits => "Some rules were changed here, but not in the cloud yet.".into(),
        PendingText::ExportThem => "Export them".into(),
    }
}

/// The number of rules to add, change and delete; nothing where there is none.
fn steps(to_add: usize, to_change: usize, to_remove: usize) -> Option<String> {
    let parts = [(to_add, "to add"), (to_change, "to change"), (to_remove, "to delete")];
    let mut said = String::new();
    for (number, what) in parts.into_iter().filter(|(number, _)| *number > 0) {
        match said.is_empty() {
            true => said = format!("{} {what}", count(number, "rule", "rules")),
            false => said.push_str(&format!(", {number} {what}")),
        }
    }
    (!said.is_empty()).then_some(said)
}

fn at(what: &str, when: Option<When>) -> Cow<'static, str> {
    const MONTHS: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let Some(When { day, hour, minute }) = when else { return what.to_owned().into() };
    let month = |number: u32| {
        let at = usize::try_from(number).ok().and_then(|it| it.checked_sub(1));
        at.and_then(|at| MONTHS.get(at)).copied().unwrap_or_default()
    };
    match day {
        None => format!("{what} {hour:02}:{minute:02}").into(),
        Some((day, number)) => format!("{what} {day} {}", month(number)).into(),
    }
}
