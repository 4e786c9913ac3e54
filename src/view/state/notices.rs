//! Saying what an action did.

use std::borrow::Cow;

use super::notice::{Notice, NoticeAction};
use super::page_state::State;
use crate::locale::Language;

impl State {
    /// The language of the page.
    pub(super) fn language(&self) -> Language {
        self.options.language.unwrap_or_default()
    }

    /// Says that something was done.
    pub(super) fn say(&mut self, text: Cow<'static, str>) {
        self.notice = Some(Notice::plain(text));
    }

    /// Says that something went wrong.
    pub(crate) fn fail(&mut self, text: Cow<'static, str>) {
        self.notice = Some(Notice::error(text));
    }

    /// Says that a step was made, and offers to take it back.
    pub(super) fn say_with_undo(&mut self, text: String) {
        self.notice = Some(Notice { action: Some(NoticeAction::Undo), ..Notice::plain(text) });
    }
}
