//! The sentences of refused values, edits and plans.

use crate::edit::EditError;
use crate::plan::ValueError;
use crate::plan::limits::TooLarge;

area!(value_error::value, ValueError);
area!(value_error::edit, EditError);
area!(value_error::too_large, TooLarge);
