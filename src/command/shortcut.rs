//! Keys that give a command.

/// A key, alone or with others held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shortcut {
    /// The key, as `KeyboardEvent.key` names it; letters in lower case.
    pub key: &'static str,
    /// With Ctrl, or ⌘ on a Mac.
    pub ctrl: bool,
    /// With Shift.
    pub shift: bool,
}

impl Shortcut {
    /// A key alone.
    pub(super) const fn key(key: &'static str) -> Option<Self> {
        Some(Self { key, ctrl: false, shift: false })
    }

    /// A key with Ctrl or ⌘.
    pub(super) const fn ctrl(key: &'static str) -> Option<Self> {
        Some(Self { key, ctrl: true, shift: false })
    }

    /// A key with Shift.
    pub(super) const fn shift(key: &'static str) -> Option<Self> {
        Some(Self { key, ctrl: false, shift: true })
    }

    /// A key with Ctrl or ⌘ and Shift.
    pub(super) const fn ctrl_shift(key: &'static str) -> Option<Self> {
        Some(Self { key, ctrl: true, shift: true })
    }

    /// The keys as they are shown, such as `Ctrl+Shift+Z` or `⇧⌘Z`.
    #[must_use]
    pub fn label(self, apple: bool) -> String {
        let key = match self.key {
            "Delete" => "Del".to_owned(),
            "Escape" => "Esc".to_owned(),
            "!" => "1".to_owned(),
            "@" => "2".to_owned(),
            key if key.len() == 1 => key.to_ascii_uppercase(),
            key => key.to_owned(),
        };
        // Apple writes ⌘ last of all that is held.
        let held = match apple {
            true => [(self.shift, "⇧"), (self.ctrl, "⌘")],
            false => [(self.ctrl, "Ctrl+"), (self.shift, "Shift+")],
        };
        let held = held.into_iter().filter(|it| it.0).map(|it| it.1);
        held.chain([key.as_str()]).collect()
    }
}
