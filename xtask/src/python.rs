//! Python programs, each in an environment of its own below `target`.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use crate::browser::may_install;
use crate::run::{Done, command, line, root, run};

/// The programs of an environment with packages, which is made where it is missing or was made for
/// others.
///
/// `packages` are the arguments of `pip install`; the name says what they are for.
///
/// # Errors
/// There is no Python that can make one, or a package cannot be installed.
pub(crate) fn environment(name: &str, packages: &[&str]) -> Done<PathBuf> {
    made(name, packages)
        .map_err(|message| format!("{message}; {name} needs Python 3 with venv and pip"))
}

fn made(name: &str, packages: &[&str]) -> Done<PathBuf> {
    let home = root().join(format!("target/python-{name}"));
    let programs = home.join("bin");
    // The file that is written last says for which packages the environment is whole.
    let stamp = home.join("packages.txt");
    let wanted = wanted(packages);
    if fs::read_to_string(&stamp).is_ok_and(|kept| kept == wanted) {
        return Ok(programs);
    }
    println!("installing {name} into {}", home.display());
    if home.exists() {
        fs::remove_dir_all(&home)
            .map_err(|error| format!("`{}` cannot be removed: {error}", home.display()))?;
    }
    make(&home)?;
    let python = programs.join("python3");
    run(command(&python.to_string_lossy())
        .args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check"])
        .args(packages))?;
    fs::write(&stamp, wanted)
        .map_err(|error| format!("`{}` cannot be written: {error}", stamp.display()))?;
    Ok(programs)
}

/// The packages as they are asked for. Of a list in a file, what the file says counts.
fn wanted(packages: &[&str]) -> String {
    let of = |package: &&str| {
        let file = root().join(package);
        if Path::new(package).extension().is_some_and(|it| it == "txt") {
            fs::read_to_string(file).unwrap_or_default()
        } else {
            (*package).to_owned()
        }
    };
    packages.iter().map(of).collect::<Vec<_>>().join("\n")
}

/// Makes an empty environment. Debian keeps what it takes in a package of its own, which is
/// installed where that is allowed.
fn make(home: &Path) -> Done {
    let python = || {
        let mut python = command("python3");
        python.args(["-m", "venv"]).arg(home).stdout(Stdio::null()).stderr(Stdio::null());
        python
    };
    if run(&mut python()).is_ok() {
        return Ok(());
    }
    if let Some(prefix) = may_install() {
        println!("installing Python with venv: python3, python3-venv");
        run(&mut line(&format!("{prefix}apt-get update -qq")))?;
        let install = "apt-get install -y -qq --no-install-recommends python3 python3-venv";
        run(&mut line(&format!("{prefix}{install}")))?;
    }
    run(&mut python())
}
