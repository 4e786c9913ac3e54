//! The words about keeping plans in the browser.

/// The words of the page about saving.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is named as what it says")]
pub enum KeepingText {
    Saved,
    Saving,
    NotSaved(NotSaved),
    /// Another window removed what this many edits of this one were about.
    Dropped(usize),
    /// A newer version of the page changed the plan in another window.
    Parted,
    Unreadable {
        name: String,
        why: String,
    },
    BegunInVain,
}

/// The reason nothing is saved.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is named as what it says")]
pub enum NotSaved {
    Full,
    Forbidden,
    Newer,
    Failed(String),
}

area!(keeping, KeepingText);
