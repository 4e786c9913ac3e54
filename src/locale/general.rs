//! Words that every area uses.

/// A word or a label.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum GeneralText {
    /// The name of the product.
    ProductName,
    /// Something is being loaded.
    Loading,
    /// A part of the page could not be loaded.
    PartNotLoaded,
    /// The button that tries it once more.
    TryAgain,
}

area!(general, GeneralText);
