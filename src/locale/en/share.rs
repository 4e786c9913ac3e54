//! The words around shared plans, in English.

use std::borrow::Cow;

use crate::locale::ShareText;

pub(in crate::locale) fn text(text: &ShareText) -> Cow<'static, str> {
    use ShareText as Text;
    match text {
        Text::SharedPlan => "Shared plan".into(),
        Text::Looking => {
            "You are looking at a shared plan. Your own plan is kept as it was.".into()
        }
        Text::LookingOnly => {
            "You are looking at a shared plan, to read. Your own plan is kept as it was.".into()
        }
        Text::TryingOut => {
            "You are trying out a shared plan. What you change is not kept until you make it yours."
                .into()
        }
        Text::Loading => "The plan is being loaded…".into(),
        Text::NotOpened => "The shared plan was not opened:".into(),
        Text::OwnUntouched => "Your own plan is as it was.".into(),
        Text::CopyLink => "Copy the link".into(),
        Text::Locked => "This is a shared plan. Make it yours to change it.".into(),
        Text::Adopted => "The plan is yours now. Undo brings your earlier plan back.".into(),
    }
}
