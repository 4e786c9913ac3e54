//! Paths of the machine that builds: compilers write them into what they build, and nobody else has
//! a use for them.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::files::files_below;
use crate::run::{Done, command, output, root};
use crate::tools;

/// The folders of this machine, with what stands for each in a release. The later count before the
/// earlier, which hold them.
fn folders() -> Done<Vec<(PathBuf, &'static str)>> {
    let home = env::var_os("HOME").or_else(|| env::var_os("USERPROFILE")).map(PathBuf::from);
    let cargo = env::var_os("CARGO_HOME").map(PathBuf::from);
    let cargo = cargo.or_else(|| home.as_ref().map(|home| home.join(".cargo")));
    let toolchain = PathBuf::from(output(command("rustc").args(["--print", "sysroot"]))?);
    let folders = [
        (home, "home"),
        (cargo, "cargo"),
        (Some(toolchain.join("lib/rustlib/src/rust")), "rust"),
        (Some(root()), "planner"),
    ];
    let known = folders.into_iter().filter_map(|(folder, name)| Some((folder?, name)));
    // A folder as short as `/` would be found everywhere.
    Ok(known.filter(|(folder, _)| folder.components().count() > 1).collect())
}

/// Has a command build for wasm without paths of this machine in what it builds.
///
/// # Errors
/// The compiler cannot be asked where it is.
pub(crate) fn without_paths(command: &mut Command) -> Done<&mut Command> {
    // If flags are given for everything, cargo looks at no others.
    let given = env::var_os("RUSTFLAGS").filter(|flags| !flags.is_empty());
    let target = tools::WASM.replace('-', "_").to_uppercase();
    let name = match given {
        Some(_) => "RUSTFLAGS".to_owned(),
        None => format!("CARGO_TARGET_{target}_RUSTFLAGS"),
    };
    let mut flags = given.or_else(|| env::var_os(&name)).unwrap_or_default();
    for (folder, named) in folders()? {
        let mut flag = OsString::from(" --remap-path-prefix=");
        flag.push(folder);
        flag.push("=");
        flag.push(named);
        flags.push(flag);
    }
    Ok(command.env(name, flags))
}

/// Fails where a file below a folder holds a path of this machine.
///
/// # Errors
/// Names the file and the path.
pub(crate) fn check_paths(folder: &Path) -> Done {
    let paths = folders()?.into_iter().map(|(path, _)| format!("{}/", path.display()));
    let paths = paths.collect::<Vec<_>>();
    for file in files_below(folder)? {
        let bytes = fs::read(&file)
            .map_err(|error| format!("`{}` cannot be read: {error}", file.display()))?;
        if let Some(path) = paths.iter().find(|path| holds(&bytes, path.as_bytes())) {
            return Err(format!(
                "`{}` holds `{path}`, a path of this machine; see `release/paths.rs`",
                file.display()
            ));
        }
    }
    Ok(())
}

/// Looks for a path in a file. Where a longer word ends with it, it is another one.
fn holds(bytes: &[u8], path: &[u8]) -> bool {
    let is_word = |byte: &u8| byte.is_ascii_alphanumeric() || b"_-.".contains(byte);
    let mut windows = bytes.windows(path.len()).enumerate();
    windows.any(|(at, found)| {
        let before = at.checked_sub(1).and_then(|at| bytes.get(at));
        found == path && !before.is_some_and(is_word)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_found_wherever_it_stands_in_a_file() {
        assert!(holds(b"\0panicked at /home/ada/.cargo/x.rs", b"/home/ada/"));
        assert!(holds(b"/home/ada/", b"/home/ada/"));
        assert!(!holds(b"https://example.com/home/ada/", b"/home/ada/"));
        assert!(!holds(b"/home/adam/", b"/home/ada/"));
    }

    #[test]
    fn a_folder_with_such_a_file_is_refused() {
        let folder = env::temp_dir().join(format!("planner-paths-{}", std::process::id()));
        fs::create_dir_all(folder.join("deeper")).unwrap();
        fs::write(folder.join("deeper/clean.js"), "src/main.rs").unwrap();
        assert_eq!(check_paths(&folder), Ok(()));
        let told = format!("at {}/src/main.rs", root().display());
        fs::write(folder.join("deeper/module.wasm"), told).unwrap();
        let refused = check_paths(&folder).unwrap_err();
        fs::remove_dir_all(&folder).unwrap();
        assert!(refused.contains("module.wasm"), "{refused}");
    }
}
