//! The web server with which hosting is tried.

use std::fs;
use std::path::PathBuf;
use std::process::Stdio;

use crate::browser::{may_install, named};
use crate::run::{Done, command, line, root, run};

/// Debian's packages that hold the program and its list of media types.
const PACKAGES: &[&str] = &["nginx", "nginx-common"];

/// An nginx that can be started. Where there is none, Debian's is unpacked below `target`; it is
/// not installed, since an installed one would run as a service from then on.
///
/// # Errors
/// There is none, and none can be unpacked.
pub(crate) fn ready() -> Done<PathBuf> {
    let system = PathBuf::from("/usr/sbin/nginx");
    let unpacked = root().join("target/nginx/usr/sbin/nginx");
    let works = |program: &PathBuf| {
        let mut asked = command(&program.to_string_lossy());
        run(asked.arg("-v").stdout(Stdio::null()).stderr(Stdio::null())).is_ok()
    };
    let found = named("NGINX_PROGRAM", &["nginx"])
        .into_iter()
        .chain([system, unpacked.clone()])
        .find(works);
    if let Some(found) = found {
        return Ok(found);
    }
    unpack().map_err(|message| format!("{message}; install `nginx`"))?;
    let starts = works(&unpacked);
    starts.then_some(unpacked).ok_or_else(|| "the one of Debian does not start here".to_owned())
}

fn unpack() -> Done {
    let home = root().join("target/nginx");
    fs::create_dir_all(&home)
        .map_err(|error| format!("`{}` cannot be made: {error}", home.display()))?;
    let download = || run(command("apt-get").arg("download").args(PACKAGES).current_dir(&home));
    if download().is_err() {
        let prefix = may_install().ok_or("`apt-get` could not fetch it")?;
        run(&mut line(&format!("{prefix}apt-get update -qq")))?;
        download()?;
    }
    let entries = fs::read_dir(&home)
        .map_err(|error| format!("`{}` cannot be read: {error}", home.display()))?;
    for path in entries.filter_map(Result::ok).map(|entry| entry.path()) {
        if path.extension().is_some_and(|ending| ending == "deb") {
            run(command("dpkg").arg("-x").arg(&path).arg(&home))?;
        }
    }
    Ok(())
}
