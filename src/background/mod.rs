//! Answers that a worker of the browser works out beside the page.
//!
//! The page and its worker exchange texts, and both know the last plan that was answered, and its
//! report. The page sends the elements in which a plan differs from that one; the worker sends the
//! rows in which the report differs. Both go in portions, so that neither writing nor reading holds
//! the page up. One answer is worked out at a time. Plans that come meanwhile replace each other, so
//! that the latest is the next.

mod answerer;
mod list_change;
mod message;
mod pace;
mod plan_change;
mod report_change;
mod requester;

#[cfg(test)]
mod tests;

pub use answerer::Answerer;
pub use pace::{Pace, is_quick};
pub use requester::{Answered, Heard, Requester};
