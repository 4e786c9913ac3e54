//! Chunks: code of the page in a file of its own, which is loaded when it is first wanted.
//!
//! A release is cut at the functions that [`chunk!`] marks; what only they reach goes into their
//! chunk. A development build has all of it in one module, and goes through the same steps.

use std::any::Any;
use std::cell::RefCell;
use std::future::Future;
use std::pin::Pin;

use yew::prelude::*;

/// A function that draws what a chunk has.
pub(crate) type Draw = fn() -> Html;

/// The loading of a chunk.
pub(crate) type Loading<Entry> = Pin<Box<dyn Future<Output = Result<Entry, ChunkError>>>>;

thread_local! {
    /// The entries of the chunks that were loaded, by name.
    static LOADED: RefCell<Vec<(&'static str, Box<dyn Any>)>> = const { RefCell::new(Vec::new()) };
}

/// The reason for which a chunk is not there: its file could not be loaded. The browser's console
/// has the details.
#[derive(Debug)]
pub(crate) struct ChunkError;

#[cfg(feature = "chunks")]
impl From<wasm_split_helpers::SplitLoaderError> for ChunkError {
    fn from(_: wasm_split_helpers::SplitLoaderError) -> Self {
        Self
    }
}

/// Code of the page in a file of its own. The rest of the program knows one function of it, its
/// entry, which draws something if nothing else is said.
#[derive(Debug)]
pub(crate) struct Chunk<Entry: 'static = Draw> {
    name: &'static str,
    load: fn() -> Loading<Entry>,
}

impl<Entry> Clone for Chunk<Entry> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<Entry> Copy for Chunk<Entry> {}

impl<Entry> PartialEq for Chunk<Entry> {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl<Entry: Copy> Chunk<Entry> {
    /// A chunk by its name; [`chunk!`] writes the function that loads it.
    pub(crate) const fn new(name: &'static str, load: fn() -> Loading<Entry>) -> Self {
        Self { name, load }
    }

    /// Its name.
    pub(crate) const fn name(self) -> &'static str {
        self.name
    }

    /// Its entry, once it is loaded.
    pub(crate) fn loaded(self) -> Option<Entry> {
        LOADED.with_borrow(|all| {
            let (_, entry) = all.iter().find(|(name, _)| *name == self.name)?;
            entry.downcast_ref::<Entry>().copied()
        })
    }

    /// Loads it, if it is not there yet, and returns its entry. One that could not be loaded is asked
    /// for anew.
    ///
    /// # Errors
    /// Its file could not be loaded.
    pub(crate) async fn entry(self) -> Result<Entry, ChunkError> {
        if let Some(entry) = self.loaded() {
            return Ok(entry);
        }
        let entry = (self.load)().await?;
        LOADED.with_borrow_mut(|all| all.push((self.name, Box::new(entry))));
        Ok(entry)
    }

    /// Its loading ahead of time, once this is awaited. Where it fails, it is tried again when it is
    /// wanted.
    pub(crate) fn ahead(self) -> Pin<Box<dyn Future<Output = ()>>> {
        Box::pin(async move { drop(self.entry().await) })
    }
}

/// Declares a chunk: its file, its name, and the component that it draws or the function that is its
/// entry. Chunks of one file are loaded together; the name is that of no other one.
///
/// This is the one place where unsafe code is allowed: the attribute declares a function that is in
/// another file, and the program that cuts the module puts it there.
macro_rules! chunk {
    ($(#[$meta:meta])* $vis:vis const $NAME:ident: Chunk = $file:ident::$name:ident($Component:ident);) => {
        $crate::view::code::chunk! {
            $(#[$meta])*
            $vis const $NAME: Chunk<fn() -> yew::Html> =
                $file::$name(|| yew::html! { <$Component /> });
        }
    };
    ($(#[$meta:meta])* $vis:vis const $NAME:ident: Chunk<$Entry:ty> = $file:ident::$name:ident($entry:expr);) => {
        $(#[$meta])*
        #[allow(unsafe_code, reason = "the attribute declares a function of another file")]
        $vis const $NAME: $crate::view::code::Chunk<$Entry> = {
            use $crate::view::code::{Chunk, ChunkError};

            #[cfg(feature = "chunks")]
            #[wasm_split_helpers::wasm_split($file, fallible)]
            fn $name() -> Result<$Entry, ChunkError> {
                Ok($entry)
            }

            #[cfg(not(feature = "chunks"))]
            async fn $name() -> Result<$Entry, ChunkError> {
                Ok($entry)
            }

            Chunk::new(stringify!($name), || Box::pin($name()))
        };
    };
}

pub(crate) use chunk;
