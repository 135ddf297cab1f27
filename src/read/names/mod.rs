//! Names. In: tokens, and which of them are dates. Out: mentions with a kind and the fullest form of the name in the article.
//! Never: a month, a weekday or a word that only opens a sentence; nothing from a second article.

mod kinds;
mod merge;
mod runs;

use super::tokens::Tokens;
use crate::model::{Name, NameKind, Span};
use kinds::Evidence;
use rustc_hash::FxHashMap;

/// One mention: tokens from one up to another (exclusive).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Run {
    from: usize,
    to: usize,
}

/// One form of a name, with what all its mentions say of its kind.
struct Form {
    /// As it stands, white space made one space.
    text: String,
    /// Its words in lower case.
    words: Vec<String>,
    /// Summed over all mentions.
    evidence: Evidence,
    /// How often it stands in the text.
    count: u32,
    /// The fuller form that it stands for; itself where there is none.
    fullest: usize,
}

/// The names of a text.
pub(super) fn names(tokens: &Tokens, dated: &[bool]) -> Vec<Name> {
    let runs = runs::runs(tokens, dated);
    let (mut forms, form_of) = forms(tokens, &runs);
    merge::merge(tokens, &runs, &form_of, &mut forms);
    merge::share_evidence(&mut forms);
    let kinds: Vec<NameKind> = forms.iter().map(|form| form.evidence.kind()).collect();
    let name = |(run, form): (&Run, &usize)| {
        let full = forms.get(*form)?.fullest;
        let (span, kind, name) = (span(tokens, *run)?, *kinds.get(full)?, forms.get(full)?.text.clone());
        Some(Name { span, kind, name })
    };
    runs.iter().zip(&form_of).filter_map(name).collect()
}

/// The distinct forms in the order of their first mention, and the form of each run.
fn forms(tokens: &Tokens, runs: &[Run]) -> (Vec<Form>, Vec<usize>) {
    let mut forms: Vec<Form> = Vec::new();
    let mut by_text: FxHashMap<String, usize> = FxHashMap::default();
    let mut form_of = Vec::with_capacity(runs.len());
    for run in runs {
        let text = text_of(tokens, *run);
        let number = *by_text.entry(text.clone()).or_insert(forms.len());
        if number == forms.len() {
            let words =
                (run.from..run.to).map(|at| tokens.low(at).to_owned()).filter(|word| !word.is_empty()).collect();
            forms.push(Form { text, words, evidence: Evidence::of_form(tokens, *run), count: 0, fullest: number });
        }
        if let Some(form) = forms.get_mut(number) {
            form.evidence.add(Evidence::of_context(tokens, *run));
            form.count += 1;
        }
        form_of.push(number);
    }
    (forms, form_of)
}

fn text_of(tokens: &Tokens, run: Run) -> String {
    let words = span(tokens, run).map_or("", |span| span.of(tokens.text));
    if words.contains(['\n', '\t', '\r']) || words.contains("  ") {
        words.split_whitespace().collect::<Vec<_>>().join(" ")
    } else {
        words.to_owned()
    }
}

fn span(tokens: &Tokens, run: Run) -> Option<Span> {
    tokens.span(run.from, run.to)
}

#[cfg(test)]
mod tests;
