//! The length of links, and how far one of it gets.

/// The longest link that is shown as a QR code, in characters: beyond it phones do not read the
/// code off a screen.
pub const QR: usize = 700;

/// The length of a link, by how far such a link gets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinkLength {
    /// Mail, chat and a QR code.
    Anywhere,
    /// Mail and chat, as far as is known; below the 2,048 characters of Windows programs.
    Mail,
    /// Some mail and chat programs cut it: Windows programs at 2,048 characters, Slack at 4,000.
    Cut,
    /// Much cuts it: servers that log or redirect addresses take about 8,000 characters.
    File,
}

impl LinkLength {
    /// The class of a link of so many characters.
    #[must_use]
    pub fn of(length: usize) -> Self {
        match length {
            0..1000 => Self::Anywhere,
            1000..2000 => Self::Mail,
            2000..8000 => Self::Cut,
            _ => Self::File,
        }
    }
}
