//! The browser that the tests drive.

use std::env;
use std::path::{Path, PathBuf};

use crate::run::{Done, command, line, output, root, run};

/// A browser and the driver that goes with it.
pub(crate) struct Browser {
    /// Chromium or Chrome.
    pub(crate) chromium: PathBuf,
    /// The driver of the same version.
    pub(crate) driver: PathBuf,
}

/// Finds the browser; where there is none, installs it if that is allowed.
///
/// # Errors
/// Says in one line what to install.
pub(crate) fn ready() -> Done<Browser> {
    if let Some(browser) = find() {
        return Ok(browser);
    }
    if let Some(prefix) = may_install() {
        println!("installing the browser for the tests: chromium, chromium-driver");
        run(&mut line(&format!("{prefix}apt-get update -qq")))?;
        let install = "apt-get install -y -qq --no-install-recommends chromium chromium-driver";
        run(&mut line(&format!("{prefix}{install}")))?;
    }
    find().ok_or_else(|| {
        "the tests need a browser: install `chromium` and `chromium-driver` \
         (`sudo apt-get install chromium chromium-driver`), or set `CHROMIUM` and `CHROMEDRIVER` \
         to theirs"
            .to_owned()
    })
}

/// The folder of the tests in the browser, with the packages that they need.
///
/// # Errors
/// The packages could not be installed.
pub(crate) fn tests() -> Done<PathBuf> {
    let tests = root().join("tests/browser");
    run(command("npm")
        .args(["ci", "--no-audit", "--no-fund", "--loglevel=error"])
        .current_dir(&tests))?;
    Ok(tests)
}

fn find() -> Option<Browser> {
    let chromium = named("CHROMIUM", &["chromium", "chromium-browser", "google-chrome"])?;
    let driver = named("CHROMEDRIVER", &["chromedriver"])?;
    Some(Browser { chromium, driver })
}

/// A program by the variable that names it, or by its usual names.
pub(crate) fn named(variable: &str, names: &[&str]) -> Option<PathBuf> {
    if let Some(path) = env::var_os(variable).map(PathBuf::from) {
        return path.is_file().then_some(path);
    }
    let paths = env::var_os("PATH").unwrap_or_default();
    let folders = env::split_paths(&paths).collect::<Vec<_>>();
    names
        .iter()
        .find_map(|name| folders.iter().map(|folder| folder.join(name)).find(|path| path.is_file()))
}

/// The words before `apt-get` on a machine where packages can be installed without asking anybody.
pub(crate) fn may_install() -> Option<&'static str> {
    if !Path::new("/usr/bin/apt-get").is_file() {
        return None;
    }
    if output(&mut line("id -u")).is_ok_and(|id| id == "0") {
        return Some("");
    }
    let sudo = Path::new("/usr/bin/sudo").is_file();
    (sudo && run(&mut line("sudo -n true")).is_ok()).then_some("sudo -n ")
}
