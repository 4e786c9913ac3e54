//! The words around shared plans.

/// What the page says of a plan that its address names.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is named as what it says")]
pub enum ShareText {
    SharedPlan,
    Looking,
    LookingOnly,
    TryingOut,
    Loading,
    NotOpened,
    OwnUntouched,
    CopyLink,
    Locked,
    Adopted,
}

area!(share, ShareText);
