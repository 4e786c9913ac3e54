//! The release site.

use std::fs;
use std::path::PathBuf;

use crate::page::{self, Build};
use crate::run::{Done, root};
use crate::{docs, release};

/// The policy of the page. It loads its own files and nothing else.
const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; \
    script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data: blob:; \
    connect-src 'self'; \
    worker-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'";

/// The place in `index.html` for it. It is filled in the release only, since the development
/// server reloads the page with a script of its own.
const POLICY_PLACE: &str = "<!-- content-security-policy -->";

/// The place in `index.html` for what a first visit shows until the planner has loaded. It is filled
/// in the release only, since it takes a build of its own.
const FIRST_PAGE_PLACE: &str = "<!-- first page -->";

/// The place in `index.html` that says where the documentation is. It is filled where there is one, so
/// that the page knows whether it can lead there.
const DOCUMENTATION_PLACE: &str = "<!-- documentation -->";

/// Builds the release site if there is none.
///
/// # Errors
/// As [`build`].
pub(crate) fn ready() -> Done {
    if !root().join("dist/index.html").is_file() {
        build()?;
    }
    Ok(())
}

/// Builds the release site into `dist/`.
///
/// # Errors
/// Says what could not be installed or built, or which file holds a path of this machine.
pub(crate) fn build() -> Done<PathBuf> {
    let dist = root().join("dist");
    page::build(&dist, Build::Release)?;
    release::join_sheets(&dist)?;
    release::fingerprint(&dist)?;
    let page = dist.join("index.html");
    let html = fs::read_to_string(&page)
        .map_err(|error| format!("`{}` cannot be read: {error}", page.display()))?;
    for place in [POLICY_PLACE, FIRST_PAGE_PLACE, DOCUMENTATION_PLACE] {
        if !html.contains(place) {
            return Err(format!("`index.html` has no `{place}`"));
        }
    }
    let policy = format!(
        "<meta http-equiv=\"Content-Security-Policy\" content=\"{CONTENT_SECURITY_POLICY}\">"
    );
    let documentation = match docs::build(&dist)? {
        true => format!("<meta name=\"documentation\" content=\"./{}/\">", docs::FOLDER),
        false => String::new(),
    };
    let html = html
        .replace(POLICY_PLACE, &policy)
        .replace(DOCUMENTATION_PLACE, &documentation)
        .replace(FIRST_PAGE_PLACE, &page::prerendered()?);
    fs::write(&page, html)
        .map_err(|error| format!("`{}` cannot be written: {error}", page.display()))?;
    release::single(&dist)?;
    release::seal(&dist)?;
    release::protect(&dist.join("404.html"))?;
    release::check_paths(&dist)?;
    release::compress(&dist)?;
    Ok(dist)
}
