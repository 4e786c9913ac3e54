//! Words that every area uses, in English.

use std::borrow::Cow;

use crate::locale::GeneralText;

pub(in crate::locale) fn text(text: &GeneralText) -> Cow<'static, str> {
    match text {
        GeneralText::ProductName => "ELB Rule Planner".into(),
        GeneralText::Loading => "Loading…".into(),
        GeneralText::PartNotLoaded => "This part of the planner could not be loaded. Your plan is \
                                       safe. Look if there is a network, then try again."
            .into(),
        GeneralText::TryAgain => "Try again".into(),
    }
}
