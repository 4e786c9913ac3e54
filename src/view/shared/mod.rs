//! Plans that the page's address names: they are shown beside the visitor's own plan, which stays
//! as it is until he says otherwise.

mod banner;
mod follow;

pub(crate) use banner::Banner;
pub(crate) use follow::{arrival, arrived, use_address};
