//! The geometry of the board: where things stand, how lines run, what is hit.
//!
//! Everything here is worked out from the plan and the report; nothing of it is stored, and
//! nothing touches the page. One unit is one CSS pixel at 100 %.

mod amount;
mod arrange;
mod fit;
mod free_position;
mod geometry;
mod landing;
mod links;
mod metrics;
mod overlap;
mod room;
mod scene;
mod trace;
mod viewport;

pub use amount::Amount;
pub use arrange::{arrange, placed};
pub use fit::fit;
pub use free_position::{free_position, landing, landings, leaders, nudged, size_of_new, snap};
pub use geometry::{Curve, Point, Rect, Size};
pub use links::{Link, LinkEnds, Stop, Strand, links, links_of};
pub use metrics::{BALANCER_HEADER, CARD_PADDING, LISTENER_ROW, SUBNET_HEADER, VPC_HEADER};
pub use metrics::{GRID, STEP};
pub use room::with_room;
pub use scene::{Scene, container_of};
pub use trace::{TraceLine, trace_lines};
pub use viewport::Viewport;
