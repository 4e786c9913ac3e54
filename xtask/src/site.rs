//! The release site, and how large it may be.

use std::fs;
use std::path::{Path, PathBuf};

use crate::run::{Done, command, root, run};
use crate::{docs, release, tools};

/// The policy of the page. It loads its own files and nothing else.
const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; \
    script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data: blob:; \
    connect-src 'self'; \
    worker-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'";

/// The place in `index.html` for it. It is filled in the release only, since the development
/// server reloads the page with a script of its own.
const POLICY_PLACE: &str = "<!-- content-security-policy -->";

/// The most that the planner's module may weigh. The plans that a browser keeps and their page are
/// about 100 KB of it with brotli, exports from a state of the cloud, forms that wait until a value is
/// whole, gestures with their sentences and the limits of what is read and drawn the most of another
/// 130 KB. All of it is in one module, which is loaded before anything is drawn.
const BUDGET: Budget = Budget { raw: 3_500_000, brotli: 880_000 };

/// The most that a file may weigh, in bytes: as it is, and compressed.
pub(crate) struct Budget {
    pub(crate) raw: u64,
    pub(crate) brotli: u64,
}

/// Builds the release site into `dist/`.
///
/// # Errors
/// Says what could not be installed or built, or which file holds a path of this machine.
pub(crate) fn build() -> Done<PathBuf> {
    let path = tools::ready()?;
    let mut trunk = command("trunk");
    trunk.args(["build", "--release", "--offline"]).env("PATH", path);
    run(release::without_paths(&mut trunk)?)?;
    let dist = root().join("dist");
    release::join_sheets(&dist)?;
    release::fingerprint(&dist)?;
    let page = dist.join("index.html");
    let html = fs::read_to_string(&page)
        .map_err(|error| format!("`{}` cannot be read: {error}", page.display()))?;
    if !html.contains(POLICY_PLACE) {
        return Err(format!("`index.html` has no place for the policy, `{POLICY_PLACE}`"));
    }
    let policy = format!(
        "<meta http-equiv=\"Content-Security-Policy\" content=\"{CONTENT_SECURITY_POLICY}\">"
    );
    fs::write(&page, html.replace(POLICY_PLACE, &policy))
        .map_err(|error| format!("`{}` cannot be written: {error}", page.display()))?;
    release::single(&dist)?;
    release::seal(&dist)?;
    release::protect(&dist.join("404.html"))?;
    docs::build(&dist)?;
    release::check_paths(&dist)?;
    release::compress(&dist)?;
    Ok(dist)
}

/// Shows what each file of the site weighs, and fails where the module is too heavy.
///
/// # Errors
/// Names the figure that is over its budget.
pub(crate) fn check_size(dist: &Path) -> Done {
    let folder = fs::read_dir(dist).map_err(|error| format!("`dist` cannot be read: {error}"))?;
    let mut files = folder
        .filter_map(Result::ok)
        .map(|entry| entry.path())
        .filter(|path| path.is_file() && !is_copy(path))
        .collect::<Vec<_>>();
    files.sort();
    println!("{:<56} {:>10} {:>10}", "file", "bytes", "brotli");
    let mut module = None;
    for file in &files {
        let raw = fs::metadata(file).map(|data| data.len()).unwrap_or_default();
        let brotli = brotli(file);
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        println!("{name:<56} {raw:>10} {brotli:>10}");
        if name.ends_with(".wasm") {
            module = Some(file);
        }
    }
    let module = module.ok_or("`dist` has no module; run `cargo xtask build`")?;
    weigh(module, "the planner's module", BUDGET)?;
    // It is in the pages of other people.
    weigh(&dist.join("embed.js"), "`embed.js`", Budget { raw: 6_000, brotli: 2_048 })
}

/// Fails where a file is over its budget.
///
/// # Errors
/// Names the file and its figures.
pub(crate) fn weigh(file: &Path, name: &str, budget: Budget) -> Done {
    let bytes =
        fs::read(file).map_err(|error| format!("`{}` cannot be read: {error}", file.display()))?;
    let packed = release::brotli(&bytes)
        .map_err(|error| format!("`{}` cannot be compressed: {error}", file.display()))?;
    let (raw, brotli) = (bytes.len() as u64, packed.len() as u64);
    println!("{name}: {raw} of {} bytes, {brotli} of {} with brotli", budget.raw, budget.brotli);
    if raw > budget.raw || brotli > budget.brotli {
        return Err(format!("{name} is over its budget; find what made it grow before raising it"));
    }
    Ok(())
}

/// True if a file is the compressed copy of another one.
fn is_copy(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending == "br" || ending == "gz")
}

/// The size of a file as a static host serves it to a browser that takes brotli.
fn brotli(file: &Path) -> u64 {
    let copy = file
        .with_file_name(format!("{}.br", file.file_name().unwrap_or_default().to_string_lossy()));
    fs::metadata(copy).or_else(|_| fs::metadata(file)).map(|data| data.len()).unwrap_or_default()
}
