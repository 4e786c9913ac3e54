//! Links that were made once are read for ever.
//!
//! Each `tests/links/NAME.url` is a link as it was made, and `tests/links/NAME.json` its plan.
//! Links are added, never changed: somebody has them in a document.

#![cfg(not(target_arch = "wasm32"))]

use std::path::Path;

use elb_rule_planner::format::{link, plan};

#[test]
fn old_links_are_read() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/links");
    let mut count = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|it| it != "url") {
            continue;
        }
        let wanted = plan::read(&std::fs::read_to_string(path.with_extension("json")).unwrap());
        let kept = std::fs::read_to_string(&path).unwrap();
        let (_, kept) = kept.trim().split_once("#p=").unwrap();
        assert_eq!(link::decode(kept).unwrap(), wanted.unwrap(), "{}", path.display());
        count += 1;
    }
    assert!(count >= 2, "there are only {count} links");
}
