//! Short names for the functions that the planner's module takes from its script.
//!
//! wasm-bindgen ends the name of each with sixteen digits of a digest, which nothing compresses, and
//! both files have all of them.

use std::collections::HashMap;

use super::PROGRAM;
use super::bindgen::Bound;
use super::compact::compact;
use crate::release::{read, read_text, write};
use crate::run::Done;

/// The name under which the script gives its functions to the module.
const SCRIPT: &str = "i";

/// Gives the functions that a module takes from its script short names, in both files.
///
/// # Errors
/// A file cannot be read or written, or the script has none of the functions by its name.
pub(super) fn shortened(bound: &Bound) -> Done {
    let given = format!("./{PROGRAM}_bg.js");
    let mut names = HashMap::new();
    let module = compact(&read(&bound.module)?, |module| {
        for import in module.imports.iter_mut().filter(|import| import.module == given) {
            let short = format!("f{}", names.len());
            SCRIPT.clone_into(&mut import.module);
            names.insert(std::mem::replace(&mut import.name, short.clone()), short);
        }
    })?;
    let script = with_names(&read_text(&bound.script)?, &given, names)?;
    write(&bound.module, module)?;
    write(&bound.script, script)
}

/// A script with other names for the functions that it gives under `given`. Each begins a line.
fn with_names(script: &str, given: &str, mut names: HashMap<String, String>) -> Done<String> {
    let given = format!("\"{given}\"");
    let mut renamed = String::new();
    for line in script.lines() {
        let old = line.trim_start();
        let short = old.split_once(": ").and_then(|(name, _)| names.remove_entry(name));
        match short {
            Some((name, short)) => renamed.push_str(&line.replacen(&name, &short, 1)),
            None => renamed.push_str(&line.replace(&given, SCRIPT)),
        }
        renamed.push('\n');
    }
    match names.into_keys().next() {
        Some(name) => Err(format!("the planner's script does not define `{name}`")),
        None => Ok(renamed),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn functions_get_their_names_where_they_are_defined() {
        let names = || HashMap::from([("__wbg_now_4".to_owned(), "f0".to_owned())]);
        let script = "const it = {\n  __wbg_now_4: function() {},\n  __wbg_now_42: 1,\n};\n\
                      return { \"./a_bg.js\": it };\n";
        let renamed = "const it = {\n  f0: function() {},\n  __wbg_now_42: 1,\n};\n\
                       return { i: it };\n";
        assert_eq!(with_names(script, "./a_bg.js", names()).as_deref(), Ok(renamed));
        assert!(with_names("return {};", "./a_bg.js", names()).is_err());
    }
}
