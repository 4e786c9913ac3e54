//! The Content-Security-Policy of pages that are not the planner's: those of the documentation, and
//! the one for addresses that do not exist.

use std::path::Path;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::{digest, read_text, write};
use crate::run::Done;

/// The place of a policy: it holds for what comes after it.
const PLACE: &str = "<meta charset=\"utf-8\">";

/// Writes a policy into a page that allows its own files and the scripts that stand in it, by
/// their digests, and nothing of any other host.
///
/// # Errors
/// The page cannot be read or written, or has no place for the policy.
pub(crate) fn protect(page: &Path) -> Done {
    let html = read_text(page)?;
    if !html.contains(PLACE) {
        return Err(format!("`{}` has no `{PLACE}`", page.display()));
    }
    let meta = format!(
        "{PLACE}<meta http-equiv=\"Content-Security-Policy\" content=\"{}\">",
        policy(&html)
    );
    write(page, html.replacen(PLACE, &meta, 1))
}

fn policy(html: &str) -> String {
    let scripts = inline(html)
        .map(|script| format!(" 'sha256-{}'", STANDARD.encode(digest(script.as_bytes()))))
        .collect::<String>();
    format!(
        "default-src 'none'; script-src 'self'{scripts}; style-src 'self' 'unsafe-inline'; \
         img-src 'self' data:; connect-src 'self'; worker-src 'self'; frame-src 'self'; \
         base-uri 'none'; form-action 'none'"
    )
}

/// The scripts that stand in a page. Those that only hold data are not run, and those that are
/// loaded are files of the site.
fn inline(html: &str) -> impl Iterator<Item = &str> {
    html.split("<script").skip(1).filter_map(|rest| {
        let (attributes, rest) = rest.split_once('>')?;
        let (script, _) = rest.split_once("</script>")?;
        let is_run = !attributes.contains("src=") && !attributes.contains("application/json");
        is_run.then_some(script)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_that_run_are_allowed_one_by_one() {
        let html = "<script>a()</script><script type=\"application/json\">{}</script>\
                    <script src=\"b.js\"></script><script defer>c()</script>";
        assert_eq!(inline(html).collect::<Vec<_>>(), ["a()", "c()"]);
        // Of `a()`, by `openssl dgst -sha256 -binary | base64`.
        assert!(policy(html).contains("'sha256-qVpDBgj7bpq5hMAcGp3AOc79J3Y1Z4HvySTwKrWDoy4='"));
    }
}
