//! The frame of the page: its edges, the left column, and the messages above the board.

mod footer;
mod header;
mod new_version;
mod notice;
mod outline;
mod page_tools;
mod palette;
mod plan_map;
mod sidebar;

pub(crate) use footer::Footer;
pub(crate) use header::{Header, SHOW_PLANS, Saved, logo};
pub(crate) use new_version::NewVersion;
pub(crate) use notice::Notices;
pub(crate) use page_tools::PageTools;
pub(crate) use sidebar::Sidebar;
