//! Icons, drawn for this page on a grid of 20 units.

use yew::prelude::*;

use crate::command::DrawnKind;

/// An icon, by what it shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Icon {
    Of(DrawnKind),
    Undo,
    Redo,
    Search,
    Close,
    Plus,
    Up,
    Down,
    Trash,
    Copy,
    Download,
    Share,
    Folder,
    Warning,
    Info,
    Error,
    Back,
    More,
    Upload,
    Plans,
    Clock,
    Link,
    Unreadable,
    Windows,
    Check,
    Leave,
    MustReach,
    MustNotReach,
}

impl Icon {
    /// The icon's path data, and true if its outline is dashed.
    fn path(self) -> (&'static str, bool) {
        match self {
            Self::Of(DrawnKind::Vpc) => (
                "M5 3.5h10a2.5 2.5 0 0 1 2.5 2.5v8a2.5 2.5 0 0 1-2.5 2.5H5A2.5 2.5 0 0 1 2.5 14V6A2.5 2.5 0 0 1 5 3.5z",
                false,
            ),
            Self::Of(DrawnKind::Subnet) => (
                "M5 3.5h10a2.5 2.5 0 0 1 2.5 2.5v8a2.5 2.5 0 0 1-2.5 2.5H5A2.5 2.5 0 0 1 2.5 14V6A2.5 2.5 0 0 1 5 3.5z",
                true,
            ),
            Self::Of(DrawnKind::LoadBalancer) => (
                "M6 10a2 2 0 1 1-4 0 2 2 0 0 1 4 0zM18 4.5a2 2 0 1 1-4 0 2 2 0 0 1 4 0zM18 15.5a2 2 0 1 1-4 0 2 2 0 0 1 4 0zM6 10h3l5-5M9 10l5 5",
                false,
            ),
            Self::Of(DrawnKind::BackendServerGroup) => (
                "M4.5 3h11A1.5 1.5 0 0 1 17 4.5v1A1.5 1.5 0 0 1 15.5 7h-11A1.5 1.5 0 0 1 3 5.5v-1A1.5 1.5 0 0 1 4.5 3zM4.5 8.5h11a1.5 1.5 0 0 1 1.5 1.5v1a1.5 1.5 0 0 1-1.5 1.5h-11A1.5 1.5 0 0 1 3 11v-1a1.5 1.5 0 0 1 1.5-1.5zM5 16.5h10",
                false,
            ),
            Self::Of(DrawnKind::Server) => (
                "M5 4h10a2 2 0 0 1 2 2v8a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2V6a2 2 0 0 1 2-2zM6 8h.01M6 12h.01M9 8h5M9 12h5",
                false,
            ),
            Self::Of(DrawnKind::IpBackend) => (
                "M17 10a7 7 0 1 1-14 0 7 7 0 0 1 14 0zM3 10h14M10 3c3 4 3 10 0 14M10 3c-3 4-3 10 0 14",
                false,
            ),
            Self::Of(DrawnKind::SecurityGroup) => {
                ("M10 2.5 4 5v4.5c0 4 2.6 6.6 6 8 3.4-1.4 6-4 6-8V5z", false)
            }
            Self::Of(DrawnKind::NetworkAcl) => ("M3 6h14M3 10h14M3 14h8M14 13l3 3m0-3-3 3", false),
            Self::Of(DrawnKind::AddressGroup) => {
                ("M3 5h9M3 10h9M3 15h9M16 5h.01M16 10h.01M16 15h.01", false)
            }
            Self::Undo => ("M7 4 3.5 7.5 7 11M3.5 7.5H12a4.5 4.5 0 0 1 0 9H8", false),
            Self::Redo => ("m13 4 3.5 3.5L13 11M16.5 7.5H8a4.5 4.5 0 0 0 0 9h4", false),
            Self::Search => {
                ("M14 8.5a5.5 5.5 0 1 1-11 0 5.5 5.5 0 0 1 11 0zM12.5 12.5 17 17", false)
            }
            Self::Close => ("m5 5 10 10M15 5 5 15", false),
            Self::Leave => ("M8 4.5H4.5v11h11V12M11 4h5v5M16 4l-7 7", false),
            Self::MustReach => {
                ("M7.5 10a2 2 0 1 1-4 0 2 2 0 0 1 4 0zM7.5 10H17M13 6l4 4-4 4", false)
            }
            Self::MustNotReach => {
                ("M7.5 10a2 2 0 1 1-4 0 2 2 0 0 1 4 0zM7.5 10H13M13.5 5v10M17 5v10", false)
            }
            Self::Check => ("m4 10.5 4 4 8-9", false),
            Self::Plus => ("M10 4v12M4 10h12", false),
            Self::Up => ("M10 16V4M5 9l5-5 5 5", false),
            Self::Down => ("M10 4v12M5 11l5 5 5-5", false),
            Self::Trash => ("M3.5 5.5h13M8 5V3h4v2M5 5.5l1 11h8l1-11M8.5 9v4.5M11.5 9v4.5", false),
            Self::Copy => (
                "M7 7h8.5A1.5 1.5 0 0 1 17 8.5V16a1.5 1.5 0 0 1-1.5 1.5H8.5A1.5 1.5 0 0 1 7 16zM13 7V4.5A1.5 1.5 0 0 0 11.5 3H4.5A1.5 1.5 0 0 0 3 4.5v7A1.5 1.5 0 0 0 4.5 13H7",
                false,
            ),
            Self::Folder => (
                "M3 6.5A1.5 1.5 0 0 1 4.5 5H8l2 2.5h5.5A1.5 1.5 0 0 1 17 9v5.5a1.5 1.5 0 0 1-1.5 1.5h-11A1.5 1.5 0 0 1 3 14.5z",
                false,
            ),
            Self::Download => ("M10 3v9M6 8.5l4 4 4-4M3.5 16.5h13", false),
            Self::Share => ("M10 13V3.5M6 7l4-4 4 4M5 10.5H3.5v6h13v-6H15", false),
            Self::Warning => ("M10 3 2.5 16.5h15zM10 8v4M10 14.3h.01", false),
            Self::Info => ("M17 10a7 7 0 1 1-14 0 7 7 0 0 1 14 0zM10 9v4.5M10 6.5h.01", false),
            Self::Back => ("M12 4.5 6.5 10l5.5 5.5", false),
            Self::More => ("M4.5 10h.01M10 10h.01M15.5 10h.01", false),
            Self::Upload => ("M10 12V3M6 7l4-4 4 4M3.5 16.5h13", false),
            Self::Plans => (
                "M4.5 3h3A1.5 1.5 0 0 1 9 4.5v3A1.5 1.5 0 0 1 7.5 9h-3A1.5 1.5 0 0 1 3 7.5v-3A1.5 1.5 0 0 1 4.5 3zM12.5 3h3A1.5 1.5 0 0 1 17 4.5v3A1.5 1.5 0 0 1 15.5 9h-3A1.5 1.5 0 0 1 11 7.5v-3A1.5 1.5 0 0 1 12.5 3zM4.5 11h3A1.5 1.5 0 0 1 9 12.5v3A1.5 1.5 0 0 1 7.5 17h-3A1.5 1.5 0 0 1 3 15.5v-3A1.5 1.5 0 0 1 4.5 11zM12.5 11h3a1.5 1.5 0 0 1 1.5 1.5v3a1.5 1.5 0 0 1-1.5 1.5h-3a1.5 1.5 0 0 1-1.5-1.5v-3a1.5 1.5 0 0 1 1.5-1.5z",
                false,
            ),
            Self::Clock => ("M17 10a7 7 0 1 1-14 0 7 7 0 0 1 14 0zM10 6v4l2.6 1.8", false),
            Self::Link => (
                "m8.3 11.7 3.4-3.4M9 6l1.8-1.8a3.2 3.2 0 0 1 5 5L14 11M11 14l-1.8 1.8a3.2 3.2 0 0 1-5-5L6 9",
                false,
            ),
            Self::Unreadable => ("M5 2.5h6.5L15 6v11.5H5zM11.5 2.5V6H15M8 10l4 4m0-4-4 4", false),
            Self::Windows => (
                "M4.5 5.5H11A1.5 1.5 0 0 1 12.5 7v7a1.5 1.5 0 0 1-1.5 1.5H4.5A1.5 1.5 0 0 1 3 14V7a1.5 1.5 0 0 1 1.5-1.5zM7 5.5V5a1.5 1.5 0 0 1 1.5-1.5h7A1.5 1.5 0 0 1 17 5v6.5a1.5 1.5 0 0 1-1.5 1.5h-3",
                false,
            ),
            Self::Error => {
                ("M17 10a7 7 0 1 1-14 0 7 7 0 0 1 14 0zM7.5 7.5l5 5M12.5 7.5l-5 5", false)
            }
        }
    }

    /// The icon as an image of its own. It is hidden from screen readers, since the label beside it
    /// says it all.
    pub(crate) fn svg(self) -> Html {
        self.with_class("icon")
    }

    /// A larger one, for lists.
    pub(crate) fn large(self) -> Html {
        self.with_class("icon large")
    }

    fn with_class(self, class: &'static str) -> Html {
        let (path, is_dashed) = self.path();
        let dashes = is_dashed.then_some("2.5 2.5");
        html! {
            <svg class={class} viewBox="0 0 20 20" aria-hidden="true">
                <path d={path} stroke-dasharray={dashes} />
            </svg>
        }
    }

    /// The path data alone, for icons within the board.
    pub(crate) fn d(self) -> &'static str {
        self.path().0
    }
}
