//! The words about keeping plans in the browser, in English.

use std::borrow::Cow;

use crate::locale::{KeepingText, NotSaved};

pub(in crate::locale) fn text(text: &KeepingText) -> Cow<'static, str> {
    use KeepingText as Text;
    match text {
        Text::Saved => "Saved in this browser".into(),
        Text::Saving => "Saving…".into(),
        Text::NotSaved(NotSaved::Full) => {
            "Not saved: the browser has no room left. Remove plans or free space; the page tries \
             again by itself."
                .into()
        }
        Text::NotSaved(NotSaved::Forbidden) => {
            "Not saved: this browser keeps nothing for the page".into()
        }
        Text::NotSaved(NotSaved::Newer) => {
            "Not saved: a newer version of the page is open. Reload this window.".into()
        }
        Text::NotSaved(NotSaved::Failed(why)) => {
            format!("Not saved: the browser does not keep it ({why})").into()
        }
        Text::Dropped(1) => {
            "Another window removed what your last edit changed. The edit was dropped.".into()
        }
        Text::Dropped(count) => format!(
            "Another window removed what your last {count} edits changed. They were dropped."
        )
        .into(),
        Text::Parted => "A newer version of the page changed this plan in another window. You are now working on a copy of it."
            .into(),
        Text::Unreadable { name, why } if name.is_empty() => {
            format!("A plan kept in this browser cannot be read ({why}). It is in your plans, as it was found.").into()
        }
        Text::Unreadable { name, why } => {
            format!("{name} cannot be read ({why}). It is in your plans, as it was found.").into()
        }
        Text::BegunInVain => "The page failed to start the last two times. Here \
                              are your plans; open another one, or save this one as a file."
            .into(),
    }
}
