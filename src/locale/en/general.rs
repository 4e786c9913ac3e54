//! Words that every area uses, in English.

use std::borrow::Cow;

use crate::locale::GeneralText;

pub(in crate::locale) fn text(text: &GeneralText) -> Cow<'static, str> {
    match text {
        GeneralText::ProductName => "ELB Rule Planner".into(),
    }
}
