//! The geometry of the board: where things stand, how lines run, what is hit.
//!
//! Everything here is worked out from the plan and the report; nothing of it is stored, and
//! nothing touches the page. One unit is one CSS pixel at 100 %.

mod arrange;
mod beside;
mod connections;
mod container_sizes;
mod decimal;
mod drawn_area;
mod fit;
mod free_position;
mod geometry;
mod landing;
mod lines;
mod metrics;
mod overlap;
mod overview;
mod questions;
mod room;
mod scene;
mod tiles;
mod trace;
mod viewport;

pub use arrange::{arrange, placed};
pub use beside::{Beside, Side};
pub use connections::{ConnectionLine, connection_lines};
pub use decimal::{Decimal, decimal};
pub use drawn_area::{DetailLevel, DrawnArea, DrawnThings};
pub use fit::{fit, fit_ends};
pub use free_position::{free_position, landing, landings, leaders, nudged, size_of_new, snap};
pub use geometry::{Curve, Point, Rect, Size};
pub use lines::{Course, Lines, Link, LinkEnds, Stop, Strand, Trunk, TrunkStrand};
pub use metrics::{BALANCER_HEADER, CARD_PADDING, LISTENER_ROW, SUBNET_HEADER, VPC_HEADER};
pub use metrics::{GRID, STEP, listener_middle};
pub use overview::{Overview, VerdictCounts};
pub use questions::questions;
pub use room::with_room;
pub use scene::{Scene, container_of};
pub use tiles::{Tiles, tile, tile_area};
pub use trace::{TraceLine, trace_lines};
pub use viewport::Viewport;
