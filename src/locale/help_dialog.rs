//! The words of the help.

/// The words of the help.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is named as what it says")]
pub enum HelpDialogText {
    HandbookBody,
    UnhealthyBody,
    ShortcutsBody,
    SettingsBody,
    SamplesBody,
    Guide,
    GuideBody,
}

area!(help_dialog, HelpDialogText);
