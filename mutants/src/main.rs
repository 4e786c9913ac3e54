//! Mutation testing in minutes: all mutants that `cargo mutants` lists are built at once, into one
//! copy of the project, and a variable of the environment says which one is on. So a mutant costs
//! a run of the tests and no build.
//!
//! First the quick tests try every mutant, then the same tests at full length try those that are left.

mod build;
mod list;
mod switch;
mod tree;
mod trial;

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use list::Mutant;
use serde::{Deserialize, Serialize};
use switch::Switched;
use trial::{Fate, Test};

/// The result of every part; an error is a line that says what went wrong.
pub(crate) type Done<T = ()> = Result<T, String>;

/// The tests that know the engine, as quick ones, what catches most for its time first: a program, which of its tests, and how
/// many random plans of theirs.
const QUICK: [(&str, Option<&str>, u32); 11] = [
    ("conformance", None, 0),
    ("lib", Some("engine::"), 0),
    ("judge", None, 40),
    ("cli", None, 0),
    ("guide", None, 0),
    ("compare", None, 60),
    ("trace", None, 40),
    ("reach", None, 10),
    ("properties", None, 20),
    ("bdd", None, 40),
    ("verify", None, 20),
];

fn main() -> ExitCode {
    let files: Vec<String> = std::env::args().skip(1).collect();
    match run(&files) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("error: {message}");
            ExitCode::FAILURE
        }
    }
}

/// A line of the results.
#[derive(Debug, Serialize, Deserialize)]
struct Line {
    name: String,
    fate: Fate,
}

fn run(files: &[String]) -> Done {
    let root = std::env::current_dir().map_err(|error| error.to_string())?;
    let home = root.join("target/mutants");
    let (tree, target) = (home.join("tree"), home.join("build"));
    let mutants = list::list(files)?;
    println!("{} mutants", mutants.len());
    let switched = switch_all(&root, &tree, &target, &mutants)?;
    let mut arguments = vec!["test", "--no-run", "--lib"];
    let programs = QUICK.iter().filter(|(name, ..)| *name != "lib");
    programs.for_each(|(name, ..)| arguments.extend(["--test", *name]));
    let built = build::cargo(&tree, &target, &arguments)?;
    if !built.refused.is_empty() {
        return Err(built.said);
    }
    let mut tests = tests(&built.tests)?;

    let results = home.join("results.jsonl");
    let mut log = Log::open(&results)?;
    for (_, mutant) in (1..).zip(&mutants).filter(|(number, _)| !switched.contains(number)) {
        log.add(mutant, Fate::NoSwitch)?;
    }
    for test in &mut tests {
        let mut is_measured = false;
        for (number, mutant) in (1..).zip(&mutants) {
            let mut passed = match log.known.get(&mutant.name) {
                Some(Fate::Passed(tests)) => tests.clone(),
                Some(_) => continue,
                None => BTreeSet::new(),
            };
            if !passed.insert(test.name.clone()) {
                continue;
            }
            // A test that no mutant is left for is not even timed.
            if !is_measured {
                let usual = trial::usual(test, &tree)?;
                println!("{}: {:.1} s", test.name, usual.as_secs_f64());
                test.limit = Duration::from_secs(10) + usual * 6;
                is_measured = true;
            }
            let noticed = trial::notices(test, &tree, number)?;
            log.add(mutant, noticed.unwrap_or(Fate::Passed(passed)))?;
        }
        let left = mutants.iter().filter(|mutant| log.survives(mutant)).count();
        println!("{left} are left after `{}`", test.name);
    }
    summary(&mutants, &log);
    Ok(())
}

/// Writes the copy, and leaves out switch after switch until it compiles.
fn switch_all(
    root: &Path,
    tree: &Path,
    target: &Path,
    mutants: &[Mutant],
) -> Done<BTreeSet<usize>> {
    let mut refused = BTreeSet::new();
    loop {
        let mut files: BTreeMap<PathBuf, Vec<(usize, &Mutant)>> = BTreeMap::new();
        for (number, mutant) in (1..).zip(mutants).filter(|(number, _)| !refused.contains(number)) {
            files.entry(PathBuf::from(&mutant.file)).or_default().push((number, mutant));
        }
        let mut switched: BTreeMap<PathBuf, Switched> = BTreeMap::new();
        for (file, own) in &files {
            let text = fs::read_to_string(root.join(file))
                .map_err(|error| format!("`{}`: {error}", file.display()))?;
            let done = switch::switch(&text, own)
                .map_err(|error| format!("`{}`: {error}", file.display()))?;
            switched.insert(file.clone(), done);
        }
        let texts = switched.iter().map(|(file, own)| (file.clone(), own.text.clone()));
        tree::copy(root, tree, &texts.collect())?;
        let built = build::cargo(tree, target, &["check", "--lib", "--quiet"])?;
        let made: BTreeSet<usize> =
            switched.values().flat_map(|own| own.made.iter().copied()).collect();
        if built.refused.is_empty() {
            return Ok(made);
        }
        let guilty: BTreeSet<usize> = built
            .refused
            .iter()
            .filter_map(|(file, place)| Some(switched.get(file)?.guilty(place)))
            .flatten()
            .collect();
        if guilty.is_empty() {
            return Err(format!("no mutant is to blame for this:\n{}", built.said));
        }
        println!("the compiler refuses {} of {}", guilty.len(), made.len());
        refused.extend(guilty);
    }
}

/// The quick tests and then the whole ones, in the same order.
fn tests(programs: &[(String, PathBuf)]) -> Done<Vec<Test>> {
    let test = |name: String, program: &Path, filter, plans| {
        let limit = Duration::ZERO;
        Test { name, program: program.to_owned(), filter, plans, limit }
    };
    let (mut quick, mut all) = (Vec::new(), Vec::new());
    for (name, filter, plans) in QUICK {
        let program = programs.iter().find(|(it, _)| it == name).map(|(_, program)| program);
        let program = program.ok_or_else(|| format!("there are no tests `{name}`"))?;
        quick.push(test(format!("quick {name}"), program, filter, (plans > 0).then_some(plans)));
        all.push(test(name.to_owned(), program, None, None));
    }
    quick.extend(all);
    Ok(quick)
}

/// The results so far, kept in a file, so that a run that was broken off goes on there.
struct Log {
    known: BTreeMap<String, Fate>,
    file: fs::File,
}

impl Log {
    fn open(path: &Path) -> Done<Self> {
        let text = fs::read_to_string(path).unwrap_or_default();
        let lines = text.lines().filter_map(|line| serde_json::from_str::<Line>(line).ok());
        let known = lines.map(|line| (line.name, line.fate)).collect();
        let opened = OpenOptions::new().create(true).append(true).open(path);
        let file = opened.map_err(|error| format!("`{}`: {error}", path.display()))?;
        Ok(Self { known, file })
    }

    fn add(&mut self, mutant: &Mutant, fate: Fate) -> Done {
        let line = Line { name: mutant.name.clone(), fate };
        let text = serde_json::to_string(&line).map_err(|error| error.to_string())?;
        writeln!(self.file, "{text}").map_err(|error| error.to_string())?;
        self.known.insert(line.name, line.fate);
        Ok(())
    }

    fn survives(&self, mutant: &Mutant) -> bool {
        matches!(self.known.get(&mutant.name), None | Some(Fate::Passed(_)))
    }
}

/// The table of results by folder, with the names of the mutants that survived.
fn summary(mutants: &[Mutant], log: &Log) {
    let mut folders: BTreeMap<String, [usize; 4]> = BTreeMap::new();
    for mutant in mutants {
        let folder = Path::new(&mutant.file).parent().unwrap_or(Path::new(""));
        let [caught, timeout, survived, none] =
            folders.entry(folder.display().to_string()).or_default();
        *match log.known.get(&mutant.name) {
            Some(Fate::Caught(_)) => caught,
            Some(Fate::Timeout(_)) => timeout,
            Some(Fate::NoSwitch) => none,
            Some(Fate::Passed(_)) | None => survived,
        } += 1;
    }
    for mutant in mutants.iter().filter(|mutant| log.survives(mutant)) {
        println!("survived: {}", mutant.name);
    }
    println!("{:<32} caught  timeout  survived  no switch", "");
    for (folder, [caught, timeout, survived, none]) in folders {
        println!("{folder:<32} {caught:>6}  {timeout:>7}  {survived:>8}  {none:>9}");
    }
}
