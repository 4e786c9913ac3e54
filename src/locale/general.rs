//! Words that every area uses.

/// A word or a label.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum GeneralText {
    /// The name of the product.
    ProductName,
}

area!(general, GeneralText);
