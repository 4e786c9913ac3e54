//! All pages, from the sources to what `MkDocs` reads.

use std::fs;
use std::path::{Path, PathBuf};

use crate::clauses;
use crate::commands::Session;
use crate::directive::{Context, expand};
use crate::plans::read;

/// The line of the configuration in whose place the pages of the clauses stand.
const CLAUSES_PLACE: &str = "# the pages of the clauses";

/// Writes all pages and the configuration, and says how many pages there are.
///
/// # Errors
/// Names the page, and what cannot be carried out.
pub(crate) fn write(root: &Path, out: &Path) -> Result<usize, String> {
    let site = root.join("docs/site");
    let pages = out.join("pages");
    if pages.exists() {
        fs::remove_dir_all(&pages).map_err(|error| format!("`{}`: {error}", pages.display()))?;
    }
    let scratch = out.join("commands");
    make(&scratch)?;
    let clauses = clauses::pages(root)?;
    let mut count = 0;
    for source in below(&site.join("pages"))? {
        let name = source.strip_prefix(site.join("pages")).unwrap_or(&source).to_path_buf();
        let target = pages.join(&name);
        make(target.parent().unwrap_or(&pages))?;
        if name.extension().is_none_or(|ending| ending != "md") {
            fs::copy(&source, &target).map_err(|error| format!("`{}`: {error}", name.display()))?;
            continue;
        }
        let depth = name.components().count().saturating_sub(1);
        let context = Context { root, depth, clauses: &clauses };
        let mut session = Session::new(root, scratch.clone());
        let text = expand(&read(&source)?, &context, &mut session)
            .map_err(|message| format!("`docs/site/pages/{}`, {message}", name.display()))?;
        put(&target, &text)?;
        count += 1;
    }
    for (from, to) in [
        ("static/icon.svg", "pages/assets/icon.svg"),
        ("docs/site/theme/main.html", "theme/main.html"),
    ] {
        let target = out.join(to);
        make(target.parent().unwrap_or(out))?;
        fs::copy(root.join(from), &target).map_err(|error| format!("`{from}`: {error}"))?;
    }
    make(&pages.join("clauses"))?;
    for page in &clauses {
        put(&pages.join("clauses").join(format!("{}.md", page.name)), &page.text)?;
        count += 1;
    }
    put(&out.join("mkdocs.yml"), &configuration(&read(&site.join("mkdocs.yml"))?, &clauses)?)?;
    Ok(count)
}

/// The configuration with the clauses in its contents.
fn configuration(text: &str, clauses: &[clauses::Page]) -> Result<String, String> {
    let line = text
        .lines()
        .find(|line| line.trim() == CLAUSES_PLACE)
        .ok_or_else(|| format!("`docs/site/mkdocs.yml` has no line `{CLAUSES_PLACE}`"))?;
    let indent = line.replace(CLAUSES_PLACE, "");
    let entry = |page: &clauses::Page| format!("{indent}- clauses/{}.md", page.name);
    let entries = clauses.iter().map(entry).collect::<Vec<_>>().join("\n");
    Ok(text.replace(line, &entries))
}

/// Every file below a folder, in order.
pub(crate) fn below(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let entries =
        fs::read_dir(folder).map_err(|error| format!("`{}`: {error}", folder.display()))?;
    let mut files = vec![];
    for path in entries.filter_map(Result::ok).map(|entry| entry.path()) {
        if path.is_dir() {
            files.extend(below(&path)?);
        } else {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

fn make(folder: &Path) -> Result<(), String> {
    fs::create_dir_all(folder).map_err(|error| format!("`{}`: {error}", folder.display()))
}

fn put(path: &Path, text: &str) -> Result<(), String> {
    fs::write(path, text).map_err(|error| format!("`{}`: {error}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every live plan is answered, every command run and held against its exit code, and every
    /// file that a page shows is there.
    #[test]
    fn every_page_can_be_written() {
        let out = std::env::temp_dir().join(format!("handbook-{}", std::process::id()));
        let written = write(&crate::root(), &out);
        let kept = fs::remove_dir_all(&out);
        assert!(written.as_ref().is_ok_and(|count| *count > 25), "{written:?}");
        assert!(kept.is_ok());
    }
}
