//! Are a claim's numbers in its sources? In: the numbers of both. Out: those of a claim that no source has, or has of something
//! else. Never: a number without its unit and what it counts.

use super::changes::Changed;
use super::ground::Ground;
use super::numbers::{Number, Unit, YEARS, counts_items, is_number, numbers, parted};
use super::tokens::{Line, Token};
use super::{Finding, Test};

/// The numbers of the sources, in order of their values.
pub(super) struct Figures {
    sorted: Vec<Number>,
}

impl Figures {
    pub(super) fn of(lines: &[Line], texts: &[&str]) -> Self {
        let mut sorted = parted(lines, texts);
        for (place, line) in lines.iter().enumerate() {
            let found = numbers(line, texts.get(line.source).copied().unwrap_or(""), true);
            sorted.extend(found.into_iter().map(|number| Number { place, ..number }));
        }
        sorted.sort_by(|left, right| left.value.total_cmp(&right.value));
        Self { sorted }
    }

    /// Those whose value is in a range.
    fn within(&self, low: f64, high: f64) -> &[Number] {
        let from = self.sorted.partition_point(|number| number.value < low);
        let to = self.sorted.partition_point(|number| number.value <= high);
        self.sorted.get(from..to).unwrap_or(&[])
    }

    /// The numbers that bear one of a claim out.
    fn that_bear_out(&self, number: &Number) -> impl Iterator<Item = &Number> {
        let year = if number.value < 100.0 { self.within(YEARS.start, YEARS.end) } else { &[] };
        let near = self.within(number.low.min(number.value), number.high.max(number.value));
        near.iter().chain(year).filter(|source| number.borne_out_by(source))
    }
}

/// What a claim's numbers are held against.
pub(super) struct Against<'a> {
    pub(super) figures: &'a Figures,
    pub(super) ground: &'a Ground,
    pub(super) texts: &'a [&'a str],
    pub(super) window: &'a [Line],
}

/// Numbers of a sentence of the claim that no source bears out: none has it, or only in sentences that share no word
/// with the claim. A clash: the window says another number of the same.
pub(super) fn missing(claim: &Line, text: &str, against: &Against<'_>) -> Vec<Finding> {
    let numbers_in = |line: &Line| numbers(line, against.texts.get(line.source).copied().unwrap_or(""), false);
    let mut found = Vec::new();
    for number in numbers(claim, text, false) {
        let mut there = against.figures.that_bear_out(&number).peekable();
        let words = number.words(claim, text);
        if there.peek().is_none() {
            let other = |line: &Line| numbers_in(line).iter().any(|other| other.of == number.of);
            let clash = number.of.is_some() && against.window.iter().any(other);
            found.push(Finding::new(Test::Number, clash, format!("number {words} not in the source")));
        } else if number.may_be_of_else(claim)
            && !there.any(|source| shares_words(claim, &number, against, source.place))
        {
            found.push(Finding::new(Test::Number, false, format!("number {words} only of something else")));
        }
    }
    found
}

/// Numbers of a claim in the place of others of the sentence that it was made of, and the same number of other things.
pub(super) fn exchanged(changed: &Changed<'_>) -> Vec<Finding> {
    let here = numbers(changed.claim, changed.claim_text, false);
    let there = numbers(changed.base, changed.base_text, true);
    let strict = numbers(changed.base, changed.base_text, false);
    let lost: Vec<&Number> = strict.iter().filter(|old| !here.iter().any(|new| new.borne_out_by(old))).collect();
    let changes = changed.aligned.changes();
    let mut found = Vec::new();
    for new in &here {
        let words = new.words(changed.claim, changed.claim_text);
        let twins: Vec<&Number> = there.iter().filter(|old| new.borne_out_by(old)).collect();
        let in_place = |old: &&&Number| {
            let twin = changed.aligned.twin.get(new.first) == Some(&Some(old.first));
            let changed_here = || changes.iter().any(|change| new.touches(&change.claim) && old.touches(&change.base));
            (twin || changed_here()) && !old.is_part_of(new, changed.base)
        };
        if twins.is_empty()
            && let Some(old) = lost.iter().find(in_place)
        {
            let old = old.words(changed.base, changed.base_text);
            found.push(Finding::new(Test::Number, true, format!("number {words} here, {old} in the source")));
        } else if !twins.is_empty() && twins.iter().all(|old| counts_else(new, old, changed)) {
            found.push(Finding::new(Test::Number, true, format!("number {words} of something else in the source")));
        }
    }
    found
}

/// Whether two numbers count things that neither sentence shares and that mean different things.
fn counts_else(new: &Number, old: &Number, changed: &Changed<'_>) -> bool {
    let (Some(one), Some(other)) = (new.of, old.of) else { return false };
    let aligned = changed.aligned;
    let apart = one != other && !aligned.base_has(one) && !aligned.claim_has(other);
    let measured = new.unit != Unit::Plain && new.unit == old.unit;
    !new.is_year() && !measured && apart && !changed.ground.are_kin(one, other)
}

/// Whether the sentence at a place has a content word of the claim beside the number; one that says nothing else may.
fn shares_words(claim: &Line, number: &Number, against: &Against<'_>, place: usize) -> bool {
    let told = |token: &&Token| !token.stop && !is_number(&token.lower);
    let beside = claim.tokens.iter().enumerate().filter(|(at, _)| !(number.first..=number.last).contains(at));
    let mut beside = beside.map(|(_, token)| token).filter(told).peekable();
    let line = against.ground.lines.get(place);
    let listed = line.is_none_or(|line| {
        let text = against.texts.get(line.source).copied().unwrap_or("");
        counts_items(line, text, 0) || line.tokens.iter().filter(told).count() == 0
    });
    listed
        || beside.peek().is_none()
        || beside.any(|token| against.ground.places(token.stem).binary_search(&place).is_ok())
}
