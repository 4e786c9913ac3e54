//! One style sheet of the release, made of the many of the sources.
//!
//! A development build has every file of `static/css` by itself, so that it can be found in the
//! browser. A reader's browser would ask for each of them before it shows anything.

use std::fs;
use std::path::Path;

use super::{hashed, read_text, write};
use crate::run::Done;

/// The beginning of a line that loads a style sheet, as `page/links.rs` writes it.
const LINK: &str = "<link rel=\"stylesheet\" href=\"./";

/// Joins the style sheets in the order in which the page loads them, names the file by its content,
/// and has the page load that file alone.
///
/// # Errors
/// The page loads no style sheet, or a file cannot be read, written or removed.
pub(crate) fn join_sheets(dist: &Path) -> Done {
    let page = dist.join("index.html");
    let html = read_text(&page)?;
    let names = sheets(&html);
    if names.is_empty() {
        return Err(format!("`index.html` has no `{LINK}`; see `page/links.rs`"));
    }
    let mut joined = String::new();
    for name in &names {
        joined.push_str(&read_text(&dist.join(name))?);
        joined.push('\n');
    }
    for name in &names {
        let path = dist.join(name);
        fs::remove_file(&path)
            .map_err(|error| format!("`{}` cannot be removed: {error}", path.display()))?;
    }
    let name = format!("{}.css", hashed("planner", joined.as_bytes()));
    write(&dist.join(&name), joined)?;
    write(&page, with_one(&html, &name))
}

/// The files of the style sheets that a page loads, in their order.
fn sheets(html: &str) -> Vec<&str> {
    html.lines()
        .filter_map(|line| line.trim_start().strip_prefix(LINK)?.split('"').next())
        .collect()
}

/// The page with one style sheet, at the place of the first one of many.
fn with_one(html: &str, name: &str) -> String {
    let mut page = String::new();
    let mut is_linked = false;
    for line in html.lines() {
        if !line.trim_start().starts_with(LINK) {
            page.push_str(line);
            page.push('\n');
        } else if !is_linked {
            page.push_str(&format!("    {LINK}{name}\">\n"));
            is_linked = true;
        }
    }
    page
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "<head>\n  <link rel=\"icon\" href=\"./icon.svg\"/>\n  \
        <link rel=\"stylesheet\" href=\"./tokens-1.css\"/>\n  \
        <link rel=\"stylesheet\" href=\"./button-2.css\"/>\n</head>\n";

    #[test]
    fn sheets_are_found_in_the_order_of_the_page() {
        assert_eq!(sheets(PAGE), ["tokens-1.css", "button-2.css"]);
        assert!(sheets("<link rel=\"icon\" href=\"./a.css\">").is_empty());
    }

    #[test]
    fn a_page_loads_one_sheet_where_it_loaded_the_first() {
        let page = with_one(PAGE, "planner-3.css");
        assert_eq!(sheets(&page), ["planner-3.css"]);
        assert_eq!(
            page,
            "<head>\n  <link rel=\"icon\" href=\"./icon.svg\"/>\n    \
             <link rel=\"stylesheet\" href=\"./planner-3.css\">\n</head>\n"
        );
    }

    #[test]
    fn joined_sheets_are_one_file_named_by_its_content() {
        let dist = std::env::temp_dir().join(format!("planner-sheets-{}", std::process::id()));
        fs::create_dir_all(&dist).unwrap();
        for (name, text) in
            [("index.html", PAGE), ("tokens-1.css", "a{b:c}"), ("button-2.css", "d{e:f}\n")]
        {
            fs::write(dist.join(name), text).unwrap();
        }
        join_sheets(&dist).unwrap();
        let html = fs::read_to_string(dist.join("index.html")).unwrap();
        let [name] = sheets(&html)[..] else { panic!("{html}") };
        let text = fs::read_to_string(dist.join(name)).unwrap();
        assert_eq!(text, "a{b:c}\nd{e:f}\n\n");
        assert_eq!(name, format!("{}.css", hashed("planner", text.as_bytes())));
        assert!(!dist.join("tokens-1.css").exists() && !dist.join("button-2.css").exists());
        fs::remove_dir_all(&dist).unwrap();
    }
}
