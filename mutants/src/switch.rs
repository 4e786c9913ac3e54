//! Writes a file with all its mutants in it, of which one at most is switched on when it runs.
//!
//! Every mutant becomes text that is put in front of and behind what it changes, so that mutants
//! can stand inside each other: `a < b` becomes
//! `(match crate::mutant::on() { 7 => (a <= b), _ => (a < b) })`.

use std::collections::BTreeMap;
use std::ops::Range;

use syn::spanned::Spanned;
use syn::visit::{self, Visit};

use crate::Done;
use crate::list::{Genre, LineColumn, Mutant};

/// A file with its switches.
#[derive(Debug, Default)]
pub(crate) struct Switched {
    pub(crate) text: String,
    /// The bytes of the text that each mutant changes.
    pub(crate) pieces: Vec<(Range<usize>, usize)>,
    /// The expressions and bodies in which mutants stand.
    pub(crate) wholes: Vec<(Range<usize>, Vec<usize>)>,
    /// The mutants for which there is a switch.
    pub(crate) made: Vec<usize>,
}

/// The surroundings of the changed place, in bytes of the source.
#[derive(Debug, Default)]
struct Wrap {
    before: Vec<Piece>,
    after: Vec<Piece>,
}

#[derive(Debug)]
struct Piece {
    text: String,
    mutant: Option<usize>,
}

/// Writes the switches of these mutants, each with its number, into their file's text.
///
/// # Errors
/// Says why the text could not be read as Rust.
pub(crate) fn switch(text: &str, mutants: &[(usize, &Mutant)]) -> Done<Switched> {
    let file = syn::parse_file(text).map_err(|error| error.to_string())?;
    let lines = Lines::new(text);
    let mut finder = Finder { text, lines: &lines, mutants, wraps: BTreeMap::new() };
    finder.visit_file(&file);
    Ok(finder.write())
}

/// A place of an expression: where it begins, and how much of it follows. What is wider stands
/// outside, so it comes first.
type Key = (usize, std::cmp::Reverse<usize>, u8);

struct Finder<'a> {
    text: &'a str,
    lines: &'a Lines,
    mutants: &'a [(usize, &'a Mutant)],
    wraps: BTreeMap<Key, Wrap>,
}

impl Finder<'_> {
    fn range(&self, node: &impl Spanned) -> Range<usize> {
        let span = node.span();
        let byte = |at: proc_macro2::LineColumn| {
            self.lines.byte(self.text, LineColumn { line: at.line, column: at.column + 1 })
        };
        byte(span.start())..byte(span.end())
    }

    /// The mutants of a kind that begin with a node.
    fn at(&self, genre: Genre, node: &impl Spanned) -> Vec<(usize, String)> {
        let start = self.range(node).start;
        let found = self.mutants.iter().filter(|(_, mutant)| {
            mutant.genre == genre && self.lines.byte(self.text, mutant.span.start) == start
        });
        found.map(|(number, mutant)| (*number, mutant.replacement.clone())).collect()
    }

    /// Chooses between an expression and what the mutants have in its place.
    fn choose(&mut self, range: Range<usize>, others: Vec<(usize, String)>) {
        if others.is_empty() {
            return;
        }
        let wrap = self.wraps.entry(key(&range, 1)).or_default();
        if wrap.before.is_empty() {
            wrap.before.push(Piece::own("(match crate::mutant::on() { "));
            wrap.before.push(Piece::own("_ => ("));
            wrap.after.push(Piece::own(") })"));
        }
        for (number, text) in others {
            let piece = Piece { text: format!("{number} => ({text}), "), mutant: Some(number) };
            wrap.before.insert(1, piece);
        }
    }

    /// A body without its brackets, and the statement that it begins with.
    fn body<'b>(&self, block: &'b syn::Block) -> Option<(Range<usize>, &'b syn::Stmt)> {
        let first = block.stmts.first()?;
        Some((self.range(first).start..self.range(block).end.saturating_sub(1), first))
    }

    /// A function that answers with an `impl Iterator` has one type of answer, so what it answers
    /// is put into a box of that trait.
    fn iterator(&mut self, signature: &syn::Signature, block: &syn::Block) {
        let Some(traits) = traits(&signature.output) else { return };
        let Some((body, first)) = self.body(block) else { return };
        let others = self.at(Genre::FnValue, first);
        if others.is_empty() {
            return;
        }
        let traits = traits.iter().filter_map(|it| self.text.get(self.range(it)));
        let traits = traits.collect::<Vec<_>>().join(" + ");
        let wrap = self.wraps.entry(key(&body, 0)).or_default();
        let begin = format!("let answer: Box<dyn {traits}> = match crate::mutant::on() {{ ");
        wrap.before.push(Piece::own(&begin));
        for (number, value) in others {
            let text = format!("{number} => Box::new({value}), ");
            wrap.before.push(Piece { text, mutant: Some(number) });
        }
        wrap.before.push(Piece::own("_ => Box::new({ "));
        wrap.after.push(Piece::own(" }) }; answer"));
    }

    fn write(&self) -> Switched {
        let mut switched = Switched::default();
        // Behind the narrowest first.
        let mut open: Vec<(usize, &Wrap, usize, Vec<usize>)> = Vec::new();
        let mut at = 0;
        for ((start, std::cmp::Reverse(length), _), wrap) in &self.wraps {
            self.close(&mut switched, &mut open, &mut at, *start);
            switched.text.push_str(self.text.get(at..*start).unwrap_or_default());
            at = *start;
            let begun = switched.text.len();
            wrap.before.iter().for_each(|piece| switched.push(piece));
            let own = wrap.before.iter().filter_map(|piece| piece.mutant).collect();
            open.push((start + length, wrap, begun, own));
        }
        self.close(&mut switched, &mut open, &mut at, usize::MAX);
        switched.text.push_str(self.text.get(at..).unwrap_or_default());
        switched
    }

    /// Ends what ends before a place, or at it.
    fn close(
        &self,
        switched: &mut Switched,
        open: &mut Vec<(usize, &Wrap, usize, Vec<usize>)>,
        at: &mut usize,
        place: usize,
    ) {
        while let Some((end, wrap, begun, own)) = open.pop_if(|(end, ..)| *end <= place) {
            switched.text.push_str(self.text.get(*at..end).unwrap_or_default());
            *at = end;
            wrap.after.iter().for_each(|piece| switched.push(piece));
            switched.wholes.push((begun..switched.text.len(), own));
        }
    }
}

impl Switched {
    fn push(&mut self, piece: &Piece) {
        let start = self.text.len();
        self.text.push_str(&piece.text);
        if let Some(mutant) = piece.mutant {
            self.pieces.push((start..self.text.len(), mutant));
            self.made.push(mutant);
        }
    }

    /// The mutants to leave out where the compiler refuses a place: the one whose text it is,
    /// those in it, or those of the narrowest expression around it that has any.
    pub(crate) fn guilty(&self, place: &Range<usize>) -> Vec<usize> {
        let holds = |range: &Range<usize>| range.start <= place.start && place.end <= range.end;
        if let Some((_, mutant)) = self.pieces.iter().find(|(range, _)| holds(range)) {
            return vec![*mutant];
        }
        let inside = self
            .pieces
            .iter()
            .filter(|(range, _)| place.start <= range.start && range.end <= place.end);
        let inside: Vec<usize> = inside.map(|(_, mutant)| *mutant).collect();
        if !inside.is_empty() {
            return inside;
        }
        let around = self.wholes.iter().filter(|(range, own)| holds(range) && !own.is_empty());
        around.min_by_key(|(range, _)| range.len()).map(|(_, own)| own.clone()).unwrap_or_default()
    }
}

impl Piece {
    fn own(text: &str) -> Self {
        Self { text: text.to_owned(), mutant: None }
    }
}

fn key(range: &Range<usize>, order: u8) -> Key {
    (range.start, std::cmp::Reverse(range.len()), order)
}

impl<'ast> Visit<'ast> for Finder<'_> {
    fn visit_expr_binary(&mut self, expression: &'ast syn::ExprBinary) {
        let whole = self.range(expression);
        let operator = self.range(&expression.op);
        let left = self.text.get(whole.start..operator.start).unwrap_or_default();
        let right = self.text.get(operator.end..whole.end).unwrap_or_default();
        let found = self.at(Genre::BinaryOperator, &expression.op).into_iter();
        let others = found.map(|(number, operator)| (number, format!("{left}{operator}{right}")));
        // `a && let …` is no operator that an expression in brackets can have.
        if !chains(&expression.left) && !chains(&expression.right) {
            self.choose(whole, others.collect());
        }
        visit::visit_expr_binary(self, expression);
    }

    fn visit_expr_unary(&mut self, expression: &'ast syn::ExprUnary) {
        let operand = self.range(&expression.expr);
        let found = self.at(Genre::UnaryOperator, expression).into_iter();
        let without = self.text.get(operand).unwrap_or_default().to_owned();
        self.choose(
            self.range(expression),
            found.map(|(number, _)| (number, without.clone())).collect(),
        );
        visit::visit_expr_unary(self, expression);
    }

    fn visit_arm(&mut self, arm: &'ast syn::Arm) {
        if let [(number, _)] = *self.at(Genre::MatchArm, arm) {
            let off = |text: String| Piece { text, mutant: Some(number) };
            let test = format!("crate::mutant::on() != {number}");
            let wrap = match &arm.guard {
                Some((_, guard)) => {
                    let wrap = self.wraps.entry(key(&self.range(guard), 0)).or_default();
                    wrap.after.push(Piece::own(")"));
                    wrap.before.push(off(format!("{test} && (")));
                    None
                }
                None => {
                    let end = self.range(&arm.pat).end;
                    Some(self.wraps.entry(key(&(end..end), 0)).or_default())
                }
            };
            if let Some(wrap) = wrap {
                wrap.before.push(off(format!(" if {test}")));
            }
        }
        if let Some((_, guard)) = &arm.guard {
            let others = self.at(Genre::MatchArmGuard, guard);
            if !chains(guard) {
                self.choose(self.range(guard), others);
            }
        }
        visit::visit_arm(self, arm);
    }

    fn visit_expr_struct(&mut self, expression: &'ast syn::ExprStruct) {
        let whole = self.range(expression);
        let mut others = Vec::new();
        for pair in expression.fields.pairs() {
            let field = self.range(pair.value());
            let rest = pair.punct().map_or(field.end, |comma| self.range(comma).end);
            let before = self.text.get(whole.start..field.start).unwrap_or_default();
            let behind = self.text.get(rest..whole.end).unwrap_or_default();
            let found = self.at(Genre::StructField, pair.value()).into_iter();
            others.extend(found.map(|(number, _)| (number, format!("{before}{behind}"))));
        }
        self.choose(whole, others);
        visit::visit_expr_struct(self, expression);
    }

    fn visit_item_fn(&mut self, function: &'ast syn::ItemFn) {
        self.iterator(&function.sig, &function.block);
        visit::visit_item_fn(self, function);
    }

    fn visit_impl_item_fn(&mut self, function: &'ast syn::ImplItemFn) {
        self.iterator(&function.sig, &function.block);
        visit::visit_impl_item_fn(self, function);
    }

    fn visit_block(&mut self, block: &'ast syn::Block) {
        if let Some((body, first)) = self.body(block)
            && !self.wraps.contains_key(&key(&body, 0))
        {
            for (number, value) in self.at(Genre::FnValue, first) {
                let text = format!("if crate::mutant::on() == {number} {{ return {value}; }} ");
                let wrap = self.wraps.entry(key(&body, 0)).or_default();
                wrap.before.push(Piece { text, mutant: Some(number) });
            }
        }
        visit::visit_block(self, block);
    }
}

/// The traits of an `impl` type, as a `dyn` type has them.
fn traits(output: &syn::ReturnType) -> Option<Vec<&syn::TypeParamBound>> {
    let syn::ReturnType::Type(_, answer) = output else { return None };
    let syn::Type::ImplTrait(answer) = answer.as_ref() else { return None };
    let bounds = answer.bounds.iter();
    Some(bounds.filter(|it| !matches!(it, syn::TypeParamBound::PreciseCapture(_))).collect())
}

/// True if an expression has a `let` that binds for what follows it.
fn chains(expression: &syn::Expr) -> bool {
    match expression {
        syn::Expr::Let(_) => true,
        syn::Expr::Binary(both) => chains(&both.left) || chains(&both.right),
        _ => false,
    }
}

/// The bytes at which the lines of a text begin.
struct Lines(Vec<usize>);

impl Lines {
    fn new(text: &str) -> Self {
        let ends = text.match_indices('\n').map(|(at, _)| at + 1);
        Self(std::iter::once(0).chain(ends).collect())
    }

    /// The byte at a line and column; columns count characters.
    fn byte(&self, text: &str, at: LineColumn) -> usize {
        let start = self.0.get(at.line.saturating_sub(1)).copied().unwrap_or(text.len());
        let line = text.get(start..).unwrap_or_default();
        let mut characters = line.char_indices().map(|(at, _)| at);
        start + characters.nth(at.column.saturating_sub(1)).unwrap_or(line.len())
    }
}
