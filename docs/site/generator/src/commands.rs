//! The commands that a page shows, run as they stand there.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use elb_rule_planner::{cli, format};

use crate::plans;

/// The name of the program.
const PROGRAM: &str = "elb-rule-planner";

/// The files that the commands of a page have written, and the folder in which they are meanwhile.
pub(crate) struct Session<'a> {
    root: &'a Path,
    folder: PathBuf,
    written: BTreeMap<String, PathBuf>,
}

impl<'a> Session<'a> {
    /// A session without files, which keeps its own in a folder.
    pub(crate) fn new(root: &'a Path, folder: PathBuf) -> Self {
        Self { root, folder, written: BTreeMap::new() }
    }

    /// Runs a command and shows it with what it prints. A command that ends with `> FILE` prints
    /// nothing and leaves a file for those after it.
    ///
    /// # Errors
    /// The command ends with another code than it should.
    pub(crate) fn run(&mut self, command: &str, code: u8) -> Result<String, String> {
        let (line, target) = match command.split_once(" > ") {
            Some((line, target)) => (line, Some(target)),
            None => (command, None),
        };
        let words = line.split_whitespace().collect::<Vec<_>>();
        let mut arguments = vec![];
        let mut paths = vec![];
        for word in &words {
            let argument = match word.strip_suffix(".json") {
                Some(name) => {
                    let path = self.file(name)?;
                    paths.push((path.display().to_string(), (*word).to_owned()));
                    path.into_os_string()
                }
                None => OsString::from(word),
            };
            arguments.push(argument);
        }
        let (mut output, mut errors) = (vec![], vec![]);
        let ended = cli::run(arguments, &mut std::io::empty(), &mut output, &mut errors);
        let mut text = String::from_utf8_lossy(&output).into_owned();
        let said = String::from_utf8_lossy(&errors).into_owned();
        if ended != code {
            return Err(format!("`{command}` ends with {ended}, not with {code}: {text}{said}"));
        }
        if let Some(target) = target {
            let path = self.folder.join(target);
            fs::write(&path, &text).map_err(|error| format!("`{target}`: {error}"))?;
            self.written.insert(target.trim_end_matches(".json").to_owned(), path);
            text.clear();
        }
        text.push_str(&said);
        for (path, name) in paths {
            text = text.replace(&path, &name);
        }
        Ok(format!("```console\n$ {PROGRAM} {command}\n{}\n```", text.trim_end())
            .replace("\n\n```", "\n```"))
    }

    /// The file of a name: one that was written, or that of a plan.
    fn file(&self, name: &str) -> Result<PathBuf, String> {
        if let Some(path) = self.written.get(name) {
            return Ok(path.clone());
        }
        let named = plans::named(self.root, name)?;
        let path = self.folder.join(format!("{name}.json"));
        fs::write(&path, format::plan::write(&named.plan))
            .map_err(|error| format!("`{name}.json`: {error}"))?;
        Ok(path)
    }
}
