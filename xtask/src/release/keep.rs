//! Fills in the worker that keeps the planner offline: which version it is, and which files, byte
//! for byte, belong to it.

use std::collections::BTreeMap;
use std::path::Path;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::{digest, files, name, read, read_text, short, write};
use crate::run::Done;

/// The worker, and the two lines of it that are filled in.
const WORKER: &str = "sw.js";
const BUILD_LINE: &str = "const BUILD = \"\";";
const FILES_LINE: &str = "const FILES = {};";

/// The attribute of the page's script that says which version the page is.
const SCRIPT_PLACE: &str = " data-offline=";

/// The files, besides the worker itself, that are not kept: they stand on their own, and the page
/// never needs them.
fn is_kept(name: &str) -> bool {
    let of_the_page = name == "index.html"
        || name == "manifest.webmanifest"
        || name.starts_with("icon-")
        || is_hashed(name);
    of_the_page && !name.ends_with(".br") && !name.ends_with(".gz")
}

/// True if a file is named by its content, as `page` and the release name files.
pub(super) fn is_hashed(name: &str) -> bool {
    let Some((_, rest)) = name.rsplit_once('-') else { return false };
    let hash = rest.split(['.', '_']).next().unwrap_or_default();
    (8..=20).contains(&hash.len()) && hash.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// Writes the version into the page, and version and digests into the worker. Nothing of the page
/// may change after this.
///
/// # Errors
/// A file cannot be read or written, or has no place for what goes into it.
pub(crate) fn seal(dist: &Path) -> Done {
    let page = dist.join("index.html");
    let worker = dist.join(WORKER);
    let html = read_text(&page)?;
    let script = read_text(&worker)?;
    if !html.contains(SCRIPT_PLACE) {
        return Err("`index.html` names no script that keeps it".to_owned());
    }
    for line in [BUILD_LINE, FILES_LINE] {
        if !script.contains(line) {
            return Err(format!("`{WORKER}` has no line `{line}`"));
        }
    }
    let mut digests = BTreeMap::new();
    for path in files(dist)?.into_iter().filter(|path| is_kept(&name(path))) {
        digests.insert(name(&path), digest(&read(&path)?));
    }
    let build = version(&digests, &script);
    let html = html.replacen(SCRIPT_PLACE, &format!(" data-build=\"{build}\"{SCRIPT_PLACE}"), 1);
    digests.insert(name(&page), digest(html.as_bytes()));
    write(&page, html)?;
    let script = script.replacen(BUILD_LINE, &format!("const BUILD = \"{build}\";"), 1).replacen(
        FILES_LINE,
        &format!("const FILES = {};", listed(&digests)),
        1,
    );
    write(&worker, script)
}

/// The id of a version: it changes with any of its files and with the worker.
fn version(digests: &BTreeMap<String, [u8; 32]>, script: &str) -> String {
    let mut text = script.as_bytes().to_vec();
    for (name, digest) in digests {
        text.extend_from_slice(name.as_bytes());
        text.extend_from_slice(digest);
    }
    short(digest(&text))
}

/// Names and digests as an object of JavaScript, which is JSON. The names are our own and have
/// nothing in them that would have to be escaped.
fn listed(digests: &BTreeMap<String, [u8; 32]>) -> String {
    let lines = digests
        .iter()
        .map(|(name, digest)| format!("  \"{name}\": \"sha256-{}\"", STANDARD.encode(digest)))
        .collect::<Vec<_>>();
    format!("{{\n{}\n}}", lines.join(",\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_named_by_their_content_are_known_by_their_names() {
        assert!(is_hashed("elb-rule-planner-61ed83c9c273b94d_bg.wasm"));
        assert!(is_hashed("tokens-441c2ec2cef04d75.css"));
        assert!(!is_hashed("embed.js"));
        assert!(!is_hashed("icon-maskable.png"));
        assert!(!is_hashed("index.html"));
    }

    #[test]
    fn a_version_changes_with_any_file_and_with_the_worker() {
        let one = BTreeMap::from([("a.css".to_owned(), [1; 32])]);
        let other = BTreeMap::from([("a.css".to_owned(), [2; 32])]);
        assert_ne!(version(&one, "worker"), version(&other, "worker"));
        assert_ne!(version(&one, "worker"), version(&one, "another"));
        assert_eq!(version(&one, "worker").len(), 16);
    }
}
