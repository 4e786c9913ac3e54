//! The place on the board of what somebody asks the reason of, as the board tells it.

use yew::{AttrValue, Callback};

use crate::layout::{Point, Rect, Size, Viewport};

/// The id of the box.
pub(super) const REASON_ID: &str = "reason";
/// The id of its title.
pub(super) const TITLE_ID: &str = "reason-title";

/// The place of what somebody asks the reason of. It follows the board as one looks around.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct ReasonPlace {
    /// The thing that is asked about, as the board has it in its attributes.
    pub(crate) about: AttrValue,
    /// The mark and the card that it belongs to, in pixels of the board's window.
    pub(crate) mark: Rect,
    pub(crate) card: Rect,
    /// The size of the board's window.
    pub(crate) window: Size,
    pub(crate) viewport: Viewport,
    /// Looks at another place of the board.
    pub(crate) look: Callback<Point>,
}
