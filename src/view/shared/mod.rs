//! Shared plans, which the page's address names. They are shown beside the visitor's own plan,
//! which stays as it is until the visitor says otherwise.

mod banner;
mod follow;

pub(crate) use banner::Banner;
pub(crate) use follow::{LINKS, arrival_now, arrived, use_address};
