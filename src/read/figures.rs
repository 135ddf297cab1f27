//! Figures: numbers with their bounds, their unit and what they count. In: tokens, and which of them are dates.
//! Out: spans with values. Never: dates, ages, times of day, ordinals, scores, phone or version numbers, or numbers of things.

mod amounts;
mod bounds;
mod compounds;
mod counted;
mod money;
mod numbered;
mod refusals;
mod shares;
mod stated;
mod units;

use super::lexicon::{CAPITAL, DIGITS, NUMBER, SCALE, VAGUE};
use super::tokens::Tokens;
use crate::model::{DateMention, Figure, Span};
use amounts::Amount;
use std::cell::OnceCell;

/// The unit of a plain count.
const COUNT: &str = "count";
/// The unit of a share.
const PERCENT_UNIT: &str = "percent";

/// The figures of a text.
pub(super) fn figures(tokens: &Tokens, dates: &[DateMention], dated: &[bool], language: &str) -> Vec<Figure> {
    let reader = Reader { tokens, dates, dated, language, owners: OnceCell::new() };
    let mut found: Vec<Counted> = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let figure = if reader.opens(at) { reader.figure(at, &found) } else { None };
        match figure {
            Some(figure) => {
                at = figure.to.max(at + 1);
                found.push(figure);
            }
            None => at += 1,
        }
    }
    reader.take_over(&mut found);
    reader.take_from_next(&mut found);
    reader.index_levels(&mut found);
    reader.state(&found)
}

/// A figure on the way, with the tokens that it stands on.
struct Counted {
    span: Span,
    amount: Amount,
    bound: crate::model::Bound,
    of: String,
    /// First and last token (exclusive) of the noun that is counted; empty where it stands elsewhere.
    noun: (usize, usize),
    /// The token after the figure.
    to: usize,
}

struct Reader<'a> {
    tokens: &'a Tokens<'a>,
    dates: &'a [DateMention],
    dated: &'a [bool],
    language: &'a str,
    /// How often the opening names the countries whose money shares a name; counted when first asked.
    owners: OnceCell<Vec<u32>>,
}

impl Reader<'_> {
    fn is_dated(&self, at: usize) -> bool {
        self.dated.get(at).copied().unwrap_or(false)
    }

    /// Whether a number may begin here.
    fn opens(&self, at: usize) -> bool {
        let tokens = self.tokens;
        if self.is_dated(at) {
            // The dates take "three quarters" for nine months.
            return matches!(tokens.low(at + 1), "quarter" | "quarters") && tokens.low(at + 2) == "of";
        }
        if tokens.is(at, DIGITS | NUMBER | VAGUE | SCALE) {
            return true;
        }
        let word = tokens.low(at);
        match word.len() {
            0 => false,
            1 | 2 => matches!(word, "a" | "an" | "un" | "um"),
            3..=5 if matches!(word, "half" | "eine" | "une" | "uma" | "half-") => true,
            _ => {
                word.contains('-')
                    || tokens.is(at, CAPITAL) && word.bytes().skip(1).take(3).any(|byte| byte.is_ascii_digit())
            }
        }
    }

    fn figure(&self, at: usize, before: &[Counted]) -> Option<Counted> {
        let amount = self.amount(at).filter(|amount| amount.is_share || !self.is_dated(at))?;
        if self.is_refused(at, &amount) {
            return None;
        }
        let (bound, from, to) = self.bounded(&amount);
        let noun = self.noun(&amount, to);
        let of = self.counted(from, &amount, noun, before);
        if amount.is_one() && !self.one_counts(at, from, &amount, bound) {
            return None;
        }
        let end = if to > amount.to { None } else { amount.end_byte };
        let last = self.tokens.span(from, to)?;
        let span = Span::new(last.start(), end.unwrap_or(last.end()))?;
        Some(Counted { span, amount, bound, of, noun, to })
    }
}

#[cfg(test)]
mod tests;
