//! The tools behind the set-up: which versions, and where they are kept.
//!
//! They go into a cache folder of the project's own, keyed by version. A second clone finds them
//! there, and the tools that the user has installed are left alone.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use crate::run::{Done, command, line, output, root, run};

/// The target of the page.
pub(crate) const WASM: &str = "wasm32-unknown-unknown";

/// The version of mdBook in which embedded plans are tried.
const MDBOOK: &str = "0.5.4";

/// A tool that cargo builds from source.
struct Tool {
    name: &'static str,
    package: &'static str,
    version: String,
    /// True if the lock file in the package can be used.
    locked: bool,
}

/// Installs what runs tests as wasm, where it is missing, and returns the search path on which it is
/// found. To build the page, nothing has to be installed.
///
/// # Errors
/// Says which tool could not be installed.
pub(crate) fn test_runner() -> Done<OsString> {
    wasm_target()?;
    let bindgen = Tool {
        name: "wasm-bindgen",
        package: "wasm-bindgen-cli",
        version: locked_version("wasm-bindgen")?,
        // The lock file in the package names a version that the registry no longer resolves.
        locked: false,
    };
    let mut folders = vec![installed(&bindgen)?.join("bin")];
    folders.extend(env::split_paths(&env::var_os("PATH").unwrap_or_default()));
    env::join_paths(folders).map_err(|error| format!("the search path cannot be made: {error}"))
}

/// The generator of books, which cargo builds.
///
/// # Errors
/// It could not be installed.
pub(crate) fn mdbook() -> Done<PathBuf> {
    let (name, version) = ("mdbook", MDBOOK.to_owned());
    let home = installed(&Tool { name, package: name, version, locked: true })?;
    Ok(home.join("bin").join(name))
}

/// The module that cargo makes of a program, with the folder of its profile.
pub(crate) fn module(profile: &str, program: &str) -> PathBuf {
    root().join("target").join(WASM).join(profile).join(format!("{program}.wasm"))
}

/// Adds the wasm target to the compiler, where it is missing.
pub(crate) fn wasm_target() -> Done {
    let libraries = output(&mut line("rustc --print sysroot"))?;
    if Path::new(&libraries).join("lib/rustlib").join(WASM).is_dir() {
        return Ok(());
    }
    println!("adding the target `{WASM}`");
    run(&mut line(&format!("rustup target add {WASM}")))
}

/// The version of a package in `Cargo.lock`. The command line of wasm-bindgen has to be of the
/// version of the library, or the page does not build.
fn locked_version(package: &str) -> Done<String> {
    let lock = fs::read_to_string(root().join("Cargo.lock"))
        .map_err(|error| format!("`Cargo.lock` cannot be read: {error}"))?;
    version_in(&lock, package)
        .ok_or_else(|| format!("`Cargo.lock` has no package `{package}`; run `cargo update`"))
}

fn version_in(lock: &str, package: &str) -> Option<String> {
    let name = format!("name = \"{package}\"");
    let mut lines = lock.lines().skip_while(|line| *line != name).skip(1);
    let version = lines.next()?.strip_prefix("version = \"")?.strip_suffix('"')?;
    Some(version.to_owned())
}

/// The folder of the project's own cache.
fn cache() -> Done<PathBuf> {
    let base = env::var_os("XDG_CACHE_HOME")
        .map(PathBuf::from)
        .filter(|path| path.is_absolute())
        .or_else(|| env::var_os("HOME").map(|home| PathBuf::from(home).join(".cache")))
        .ok_or("neither `XDG_CACHE_HOME` nor `HOME` is set; set one to a folder for the tools")?;
    Ok(base.join("elb-rule-planner"))
}

/// The folder of a tool, which is built first where it is not there.
fn installed(tool: &Tool) -> Done<PathBuf> {
    let cache = cache()?;
    let home = cache.join(format!("{}-{}", tool.name, tool.version));
    if home.join("bin").join(tool.name).is_file() {
        return Ok(home);
    }
    println!(
        "building {} {} once, into {}; this takes one to three minutes on two cores",
        tool.name,
        tool.version,
        home.display()
    );
    let started = Instant::now();
    // The tool is built beside its place and moved there when it is whole, so that a build that
    // was broken off is never taken for a tool.
    let unfinished = cache.join(format!("unfinished-{}", std::process::id()));
    let mut cargo = command("cargo");
    cargo
        .args(["install", tool.package, "--version", &tool.version, "--no-default-features"])
        .arg("--root")
        .arg(&unfinished)
        .env("CARGO_TARGET_DIR", cache.join("build"));
    if tool.locked {
        cargo.arg("--locked");
    }
    run(light(&mut cargo))?;
    fs::rename(&unfinished, &home)
        .map_err(|error| format!("`{}` cannot be put in place: {error}", home.display()))?;
    println!("built {} in {} s", tool.name, started.elapsed().as_secs());
    Ok(home)
}

/// Builds a tool quickly rather than well: it runs for seconds and is built for minutes.
fn light(cargo: &mut Command) -> &mut Command {
    cargo.envs([
        ("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1"),
        ("CARGO_PROFILE_RELEASE_LTO", "false"),
        ("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16"),
        ("CARGO_PROFILE_RELEASE_DEBUG", "0"),
    ])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_version_is_that_of_the_package_of_just_this_name() {
        let lock = "[[package]]\nname = \"wasm-bindgen-macro\"\nversion = \"0.1.0\"\n\n\
                    [[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\n";
        assert_eq!(version_in(lock, "wasm-bindgen").as_deref(), Some("0.2.130"));
        assert_eq!(version_in(lock, "yew"), None);
    }
}
