//! The words about fields whose content is not in the plan, in English.

use std::borrow::Cow;

use crate::locale::DraftText;

pub(in crate::locale) fn text(text: &DraftText) -> Cow<'static, str> {
    use DraftText as Text;
    match text {
        Text::NotYet { field, of } => format!(
            "{} is not entered yet. The answer is for the value before.",
            named(field, of.as_deref())
        )
        .into(),
        Text::CannotBeRead { field, of } => format!(
            "{} cannot be read. The answer is for the value before.",
            named(field, of.as_deref())
        )
        .into(),
        Text::NotChecked { field, of } => {
            format!("Not checked: {}", named(field, of.as_deref())).into()
        }
        Text::SeveralNotChecked(count) => format!("Not checked: {count} fields").into(),
        Text::ShowField => "Show the field".into(),
        Text::QuestionNotYet => {
            "This answers the question without what is being typed above.".into()
        }
    }
}

/// `“Ports” of elb-shop`
fn named(field: &str, of: Option<&str>) -> String {
    match of {
        Some(of) => format!("“{field}” of {of}"),
        None => format!("“{field}”"),
    }
}
