//! Code of the page in files of its own, which are loaded when they are first wanted.

mod chunk;
mod connections_code;

pub(crate) use chunk::{Chunk, ChunkError, chunk};
pub(crate) use connections_code::{CONNECTIONS, checked};
