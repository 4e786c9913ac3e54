//! Messages that actions leave behind.

/// A message that an action leaves behind.
#[derive(Clone, PartialEq)]
pub(crate) struct Notice {
    /// The sentence.
    pub(crate) text: String,
    /// Whether something went wrong.
    pub(crate) is_error: bool,
    /// What can be done about it at once.
    pub(crate) action: Option<NoticeAction>,
}

/// What a message offers to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NoticeAction {
    /// Takes back the step of which the message tells. Once another step was made or taken back,
    /// the message is gone.
    Undo,
}

impl Notice {
    /// Something went wrong.
    pub(crate) fn error(text: impl Into<String>) -> Self {
        Self { text: text.into(), is_error: true, action: None }
    }

    /// Something was done.
    pub(crate) fn plain(text: impl Into<String>) -> Self {
        Self { text: text.into(), is_error: false, action: None }
    }
}
