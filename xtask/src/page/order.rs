//! The functions of a module in an order in which they compress well.
//!
//! The compiler makes the same function for many types. Such functions differ in few bytes, but the
//! tools put functions in order of their size, and a compressor finds little in them from afar. Side
//! by side, they make the page's first module 15 KB smaller with brotli.

use std::cmp::Reverse;

use wasm_encoder::reencode::{Error, Reencode, utils};
use wasm_encoder::{CodeSection, FunctionSection, Module};
use wasmparser::{CodeSectionReader, FunctionBody, FunctionSectionReader, Operator, Parser};
use wasmparser::{Payload, TypeRef};

use crate::run::Done;

/// The bytes of its code by which a function is first compared with others.
const BEGINNING: usize = 16;

/// The type of a function and its code, without the numbers of the functions that it names: these
/// say nothing of how alike two functions are.
type Likeness = (u32, Vec<u8>);

/// A module with its functions in order of their likeness. Nothing else changes.
///
/// # Errors
/// The bytes are no module.
pub(crate) fn by_likeness(bytes: &[u8]) -> Done<Vec<u8>> {
    let refused =
        |error: &dyn std::fmt::Display| format!("a module cannot be put in order: {error}");
    let mut order = Order::of(bytes).map_err(|error| refused(&error))?;
    let mut module = Module::new();
    utils::parse_core_module(&mut order, &mut module, Parser::new(0), bytes)
        .map_err(|error| refused(&error))?;
    Ok(module.finish())
}

/// The order of a module's functions.
struct Order {
    /// The number of functions that are imported, which come first and stay.
    imported: u32,
    /// The places of the functions so far, in the new order.
    old: Vec<usize>,
    /// The new place of each function.
    new: Vec<u32>,
}

impl Order {
    fn of(bytes: &[u8]) -> wasmparser::Result<Self> {
        let (mut imported, mut types, mut codes) = (0, vec![], vec![]);
        for payload in Parser::new(0).parse_all(bytes) {
            match payload? {
                Payload::ImportSection(section) => {
                    for import in section.into_imports() {
                        imported += u32::from(matches!(import?.ty, TypeRef::Func(_)));
                    }
                }
                Payload::FunctionSection(section) => {
                    types = section.into_iter().collect::<wasmparser::Result<Vec<_>>>()?;
                }
                Payload::CodeSectionEntry(body) => codes.push(without_numbers(bytes, &body)?),
                _ => {}
            }
        }
        let likeness = types.into_iter().zip(codes).collect::<Vec<Likeness>>();
        let mut old = (0..likeness.len()).collect::<Vec<_>>();
        old.sort_by_key(|at| {
            let (of, code) = likeness.get(*at)?;
            // Those that begin alike are alike for as long as they are of one length.
            Some((of, code.get(..BEGINNING).unwrap_or(code), Reverse(code.len()), code))
        });
        let mut new = vec![0; old.len()];
        for (place, at) in (0..).zip(&old) {
            if let Some(own) = new.get_mut(*at) {
                *own = place;
            }
        }
        Ok(Self { imported, old, new })
    }

    /// Things in the new order.
    fn ordered<T>(&self, things: Vec<T>) -> Vec<T> {
        let mut things = things.into_iter().map(Some).collect::<Vec<_>>();
        self.old.iter().filter_map(|at| things.get_mut(*at)?.take()).collect()
    }
}

impl Reencode for Order {
    type Error = std::convert::Infallible;

    fn function_index(&mut self, function: u32) -> Result<u32, Error> {
        let own = function.checked_sub(self.imported).and_then(|at| self.new.get(at as usize));
        Ok(own.map_or(function, |place| self.imported + place))
    }

    fn parse_function_section(
        &mut self,
        functions: &mut FunctionSection,
        section: FunctionSectionReader<'_>,
    ) -> Result<(), Error> {
        let types = section.into_iter().collect::<wasmparser::Result<Vec<_>>>()?;
        for function in self.ordered(types) {
            functions.function(function);
        }
        Ok(())
    }

    fn parse_code_section(
        &mut self,
        code: &mut CodeSection,
        section: CodeSectionReader<'_>,
    ) -> Result<(), Error> {
        let bodies = section.into_iter().collect::<wasmparser::Result<Vec<_>>>()?;
        for body in self.ordered(bodies) {
            self.parse_function_body(code, body)?;
        }
        Ok(())
    }
}

/// The code of a function without the numbers of functions.
fn without_numbers(bytes: &[u8], body: &FunctionBody<'_>) -> wasmparser::Result<Vec<u8>> {
    let mut rest = vec![];
    let mut done = body.range().start;
    let mut operators = body.get_operators_reader()?;
    while !operators.eof() {
        let (operator, at) = operators.read_with_offset()?;
        let names = matches!(
            operator,
            Operator::Call { .. } | Operator::ReturnCall { .. } | Operator::RefFunc { .. }
        );
        if names {
            // The operator itself is one byte.
            rest.extend_from_slice(bytes.get(done..at + 1).unwrap_or_default());
            rest.push(0);
            done = operators.original_position();
        }
    }
    rest.extend_from_slice(bytes.get(done..body.range().end).unwrap_or_default());
    Ok(rest)
}

#[cfg(test)]
mod tests {
    use wasm_encoder::{ExportKind, ExportSection, Function, TypeSection, ValType};

    use super::*;

    /// A module of functions that each return a number, and one that calls the first of them.
    fn module(numbers: &[i32]) -> Vec<u8> {
        let (mut types, mut functions) = (TypeSection::new(), FunctionSection::new());
        types.ty().function([], [ValType::I32]);
        let (mut exports, mut code) = (ExportSection::new(), CodeSection::new());
        for number in numbers {
            let mut body = Function::new([]);
            body.instructions().i32_const(*number).end();
            exports.export(&format!("of{number}"), ExportKind::Func, functions.len());
            functions.function(0);
            code.function(&body);
        }
        let mut body = Function::new([]);
        body.instructions().call(0).end();
        exports.export("call", ExportKind::Func, functions.len());
        functions.function(0);
        code.function(&body);
        let mut module = Module::new();
        module.section(&types).section(&functions).section(&exports).section(&code);
        module.finish()
    }

    /// The code of each function, in order, and the exports.
    fn parts(bytes: &[u8]) -> (Vec<Vec<u8>>, Vec<(String, u32)>) {
        let (mut codes, mut exports) = (vec![], vec![]);
        for payload in Parser::new(0).parse_all(bytes) {
            match payload.unwrap() {
                Payload::ExportSection(section) => {
                    exports.extend(section.into_iter().map(|export| {
                        let export = export.unwrap();
                        (export.name.to_owned(), export.index)
                    }));
                }
                Payload::CodeSectionEntry(body) => codes.push(bytes[body.range()].to_vec()),
                _ => {}
            }
        }
        (codes, exports)
    }

    #[test]
    fn functions_change_their_places_and_nothing_else() {
        let ordered = by_likeness(&module(&[7, 5, 9])).unwrap();
        let (codes, exports) = parts(&ordered);
        // No local, a call of what returns 7 or a number, and the end.
        assert_eq!(
            codes,
            [
                vec![0, 0x10, 2, 0x0b],
                vec![0, 0x41, 5, 0x0b],
                vec![0, 0x41, 7, 0x0b],
                vec![0, 0x41, 9, 0x0b]
            ]
        );
        let exports = exports.iter().map(|(name, at)| (name.as_str(), *at)).collect::<Vec<_>>();
        assert_eq!(exports, [("of7", 2), ("of5", 1), ("of9", 3), ("call", 0)]);
        assert_eq!(by_likeness(&ordered).as_deref(), Ok(ordered.as_slice()));
        assert!(by_likeness(b"no module").is_err());
    }
}
