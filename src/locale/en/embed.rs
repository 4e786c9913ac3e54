//! The words around plans within other pages, in English.

use std::borrow::Cow;

use crate::locale::{EmbedText, MessageText};

pub(in crate::locale) fn text(text: &EmbedText) -> Cow<'static, str> {
    use EmbedText as Text;
    match text {
        Text::YourNumbers => "Your numbers".into(),
        Text::YourNumbersHint => {
            "Put in your own addresses and ports: the rules follow at once, and nothing is sent \
             anywhere."
                .into()
        }
        Text::Blocks => "Address blocks".into(),
        Text::Ports => "Ports".into(),
        Text::ListenerPorts { protocol, name } if name.is_empty() => {
            format!("{protocol} listener").into()
        }
        Text::ListenerPorts { protocol, name } => format!("{protocol} listener {name}").into(),
        Text::MemberPort(name) => format!("Members of {name}").into(),
        Text::HealthCheckPort(name) => format!("Health check of {name}").into(),
        Text::Reset => "Reset".into(),
        Text::OpenInPlanner => "Open in planner".into(),
        Text::NoPlan => "There is no plan to show yet.".into(),
        Text::UnknownView(found) => format!(
            "There is no view `{found}`, so the board and the rules are shown. The views are \
             `board`, `rules` and `both`."
        )
        .into(),
    }
}

pub(in crate::locale) fn message(text: &MessageText) -> Cow<'static, str> {
    use MessageText as Text;
    match text {
        Text::TooLong { most } => {
            format!("the message is longer than the {most} bytes that are read").into()
        }
        Text::OtherVersion { found } => {
            format!("the message has version `{found}`; this planner knows version `1`").into()
        }
        Text::UnknownAction { found, known } => {
            format!("there is no action `{found}`; the actions are {known}").into()
        }
        Text::NotAPlan { why } => format!("the plan cannot be read: {why}").into(),
        Text::NoPlanToLoad => {
            "there is nothing to load; give a plan as `plan`, or a planning link as `link`".into()
        }
        Text::NothingGiven => {
            "no plan was given to show, and a visitor's own is not handed out; `load` one first"
                .into()
        }
        Text::UnknownFormat { found, known } => {
            format!("there is no format `{found}`; the formats are {known}").into()
        }
        Text::UnknownTheme { found } => {
            format!("there is no theme `{found}`; the themes are `light` and `dark`").into()
        }
        Text::NotIds => "`ids` has to be a list of ids, such as `[\"server-1\"]`".into(),
        Text::NotDrawn { found } => format!("the plan has nothing with the id `{found}`").into(),
    }
}
