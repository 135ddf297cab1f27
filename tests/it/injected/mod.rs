//! Does check see an injected error, and leave what is true alone? In: invented passages, and errors of nine
//! classes put into them by a generator that knows nothing of the program. Out: a table of rates, and a failure
//! under the bars. Never: words of a real article.

mod generator;

use super::files::text_of;
use backstory::explain::{Claim, Outcome, check};
use generator::{Class, Made, made};

/// Claims of each class of errors; fewer say nothing.
const CLAIMS_MIN: usize = 25;
const CAUGHT_MIN: f64 = 0.9;
const FALSE_ALARMS_MAX: f64 = 0.05;

const CLASSES: [Class; 11] = [
    Class::Name,
    Class::Number,
    Class::Unit,
    Class::Date,
    Class::Negation,
    Class::Actor,
    Class::Quote,
    Class::Attribution,
    Class::Tail,
    Class::Untouched,
    Class::Edited,
];

/// Every claim with the passage that it is held against.
fn claims() -> Vec<(String, Made)> {
    let text = text_of("tests/data/injected/passages.txt");
    text.split("\n\n").flat_map(|passage| made(passage).into_iter().map(|made| (passage.to_owned(), made))).collect()
}

/// Claims of a class, and those that check does not call supported.
fn rejected(claims: &[(String, Made)], class: Class) -> (usize, Vec<&Made>) {
    let of_class: Vec<&(String, Made)> = claims.iter().filter(|(_, made)| made.class == class).collect();
    let rejects = |(passage, made): &&&(String, Made)| {
        check(&Claim { text: &made.text, sources: &[passage] }).outcome != Outcome::Supported
    };
    (of_class.len(), of_class.iter().filter(rejects).map(|(_, made)| made).collect())
}

#[test]
fn every_class_of_errors_has_enough_claims_and_none_is_its_source() {
    let claims = claims();
    for class in CLASSES {
        let count = claims.iter().filter(|(_, made)| made.class == class).count();
        assert!(count >= CLAIMS_MIN, "{}: {count} claims", class.as_str());
    }
    for (passage, made) in &claims {
        let same = passage.contains(&made.text);
        // A bare claim may stand in its source word for word: what is wrong is what was left out.
        let may_be = made.class.is_true() || made.class == Class::Attribution;
        assert!(!same || may_be, "{}: {}", made.class.as_str(), made.text);
        assert!(passage.contains(&made.from), "{}", made.from);
    }
}

#[test]
fn injected_errors_are_caught_and_what_is_true_passes() {
    let claims = claims();
    let mut wrong = Vec::new();
    for class in CLASSES {
        let (count, rejects) = rejected(&claims, class);
        let share = rejects.len() as f64 / count.max(1) as f64;
        println!("{:12} {count:4} claims, {:4} rejected, {share:.3}", class.as_str(), rejects.len());
        let bad = if class.is_true() { share > FALSE_ALARMS_MAX } else { share < CAUGHT_MIN };
        if bad {
            wrong.push(format!("{} {share:.3}", class.as_str()));
        }
    }
    assert!(wrong.is_empty(), "outside the bars: {wrong:?}");
}
