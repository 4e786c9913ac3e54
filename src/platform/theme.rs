//! The light and the dark theme, and the visitor's choice.

use super::storage;

const KEY: &str = "elb-rule-planner.theme";

/// The colours of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum ThemeChoice {
    /// The system's theme.
    #[default]
    System,
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

impl ThemeChoice {
    /// The next theme for the button that goes through them.
    pub(crate) fn next(self) -> Self {
        match self {
            Self::System => Self::Light,
            Self::Light => Self::Dark,
            Self::Dark => Self::System,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
}

/// The theme that was chosen on an earlier visit.
pub(crate) fn stored_theme() -> ThemeChoice {
    let stored = storage::load(KEY);
    [ThemeChoice::Light, ThemeChoice::Dark]
        .into_iter()
        .find(|theme| stored.as_deref() == Some(theme.name()))
        .unwrap_or_default()
}

/// Shows the page in a theme.
pub(crate) fn apply_theme(theme: ThemeChoice) {
    if let Some(root) = gloo::utils::document().document_element() {
        // If this fails, the page shows the system's theme.
        let _ = root.set_attribute("data-theme", theme.name());
    }
}

/// Stores a theme for the next visit.
pub(crate) fn keep_theme(theme: ThemeChoice) {
    // If this fails, the next visit begins with the system's theme.
    let _ = storage::store(KEY, theme.name());
}
