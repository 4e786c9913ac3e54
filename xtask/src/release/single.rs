//! The planner as one file, which works from a disk, in a mail and in a frame without an origin.
//!
//! Nothing in it is fetched: the styles and the loader stand in the page, the module and its chunks
//! are in it too, packed and written as text. The policy of the file allows just these scripts and styles, by
//! their digests.

use std::io::Write;
use std::path::Path;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use flate2::Compression;
use flate2::write::DeflateEncoder;

use super::{digest, files, name, read, read_text, write};
use crate::page::FETCH;
use crate::run::Done;

/// The name of the file, which stands beside the page.
const FILE: &str = "elb-rule-planner.html";

/// The loader, in place of `boot.js`. It comes behind the module's own script.
const LOADER: &str = include_str!("single.js");

/// Writes the page as one file.
///
/// # Errors
/// The built page is not as it is expected to be, or a file cannot be read or written.
pub(crate) fn single(dist: &Path) -> Done {
    let html = read_text(&dist.join("index.html"))?;
    let built = files(dist)?;
    let find = |start: &str, end: &str| {
        let found = built.iter().find(|path| {
            let name = name(path);
            name.starts_with(start) && name.ends_with(end)
        });
        found.ok_or_else(|| format!("`dist` has no file `{start}…{end}`"))
    };
    let mut modules = String::new();
    for path in built.iter().filter(|path| name(path).ends_with(".wasm")) {
        let module = pack(&read(path)?)
            .map_err(|error| format!("`{}` cannot be packed: {error}", path.display()))?;
        // The script asks for chunks by the names of their files.
        let id = match name(path) {
            main if main.ends_with("_bg.wasm") => "module".to_owned(),
            chunk => format!("./{chunk}"),
        };
        modules.push_str(&format!(
            "<script type=\"application/octet-stream\" id=\"{id}\">{module}</script>\n"
        ));
    }
    let glue = without_exports(&read_text(find("elb-rule-planner-", ".js")?)?)?;
    if !glue.contains(FETCH) {
        return Err(format!("the module's script has no `{FETCH}`"));
    }
    let glue = glue.replace(FETCH, "async (name) => unpacked(name)");
    let icon = STANDARD.encode(read(find("icon-", ".svg")?)?);

    let mut page = String::new();
    let mut styles = vec![];
    for line in html.lines() {
        let is_icon = line.contains("rel=\"icon\"");
        match attribute(line, "href") {
            Some(file) if line.contains("rel=\"stylesheet\"") => {
                styles.push(read_text(&dist.join(file.trim_start_matches("./")))?);
            }
            Some(_) if is_icon => {
                let link = format!("<link rel=\"icon\" href=\"data:image/svg+xml;base64,{icon}\">");
                page.push_str(&link);
                page.push('\n');
            }
            // Links to files that are loaded ahead, or that belong to an installed page.
            Some(_) if line.contains("<link") => {}
            // It can be anywhere, with no documentation beside it.
            _ if line.contains("name=\"documentation\"") => {}
            // It sends people to this file.
            _ if line.contains("boot-late") => {}
            // It is there at once.
            _ if line.contains("class=\"first-page\"") => {}
            _ if line.contains("Content-Security-Policy") || line.contains("<script") => {}
            _ => {
                page.push_str(line);
                page.push('\n');
            }
        }
    }
    let style = styles.join("\n");
    let script = format!("{glue}\n{LOADER}");
    let source = |text: &str| format!("'sha256-{}'", STANDARD.encode(digest(text.as_bytes())));
    let policy = format!(
        "default-src 'none'; script-src {} 'wasm-unsafe-eval'; style-src {}; \
         img-src data: blob:; base-uri 'none'; form-action 'none'",
        source(&script),
        source(&style)
    );
    let head = format!(
        "<meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\n<style>{style}</style>\n"
    );
    let tail = format!("{modules}<script type=\"module\">{script}</script>\n");
    let page = put(&put(&page, "</title>", &head, true)?, "</body>", &tail, false)?;
    write(&dist.join(FILE), page)
}

/// Puts a text behind or before a mark.
fn put(page: &str, mark: &str, text: &str, behind: bool) -> Done<String> {
    let (before, after) =
        page.split_once(mark).ok_or_else(|| format!("the built page has no `{mark}`"))?;
    Ok(match behind {
        true => format!("{before}{mark}\n{text}{after}"),
        false => format!("{before}{text}{mark}{after}"),
    })
}

/// The value of an attribute in a line of a page.
pub(crate) fn attribute<'a>(line: &'a str, name: &str) -> Option<&'a str> {
    line.split_once(&format!("{name}=\""))?.1.split('"').next()
}

/// The module's script as a part of another one: it has nothing to export then.
fn without_exports(script: &str) -> Done<String> {
    if script.contains("</script") || script.contains("<!--") {
        return Err("the module's script cannot stand in a page".to_owned());
    }
    let (body, exports) = script
        .rsplit_once("export {")
        .or_else(|| script.rsplit_once("export{"))
        .ok_or("the module's script exports nothing")?;
    // Minified, the function that starts the module has another name.
    let name = exports
        .split([',', '}'])
        .filter_map(|export| export.trim().strip_suffix(" as default"))
        .next()
        .ok_or("the module's script has no default export")?;
    if body.contains("import ") && body.lines().any(|line| line.starts_with("import ")) {
        return Err("the module's script imports another one".to_owned());
    }
    Ok(format!("{body}\nconst startPlanner = {};", name.trim()))
}

fn pack(module: &[u8]) -> std::io::Result<String> {
    let mut encoder = DeflateEncoder::new(vec![], Compression::best());
    encoder.write_all(module)?;
    Ok(STANDARD.encode(encoder.finish()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_modules_script_is_named_whatever_it_was_called() {
        let long = "function load() {}\nexport { initSync, load as default };\n";
        assert!(without_exports(long).is_ok_and(|text| text.ends_with("startPlanner = load;")));
        let short = "let a=1;export{a as initSync,q as default};";
        assert!(without_exports(short).is_ok_and(|text| text.ends_with("startPlanner = q;")));
        assert!(without_exports("let a = 1;").is_err());
        assert!(without_exports("import x from './y.js';\nexport { x as default };").is_err());
    }

    #[test]
    fn an_attribute_ends_with_its_quote() {
        let line = "<link rel=\"stylesheet\" href=\"./a.css\" integrity=\"\">";
        assert_eq!(attribute(line, "href"), Some("./a.css"));
        assert_eq!(attribute(line, "src"), None);
    }
}
