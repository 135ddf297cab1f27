//! Did an edit break a statement? In: its text and the words that it cites. Out: whether every number, name and quote of
//! the text stands in those words. Never: a look beyond the cited words.

use super::ground::Ground;
use super::tokens::Lexicon;
use super::{dates, figures, names, wording};

/// Whether every number, date, name and quote of `text` stands in the cited words.
pub fn stands(text: &str, cited: &[&str], language: &str) -> bool {
    let mut lexicon = Lexicon::new(language);
    let lines = lexicon.lines(0, text);
    let ground = Ground::new(&mut lexicon, cited);
    let known = figures::Figures::of(&ground.lines, cited);
    let against = figures::Against { figures: &known, ground: &ground, texts: cited, window: &[] };
    let (days, known) = (dates::Dates::of(&ground.lines), names::Known::of(&ground.lines));
    lines.iter().all(|line| {
        figures::missing(line, text, &against).is_empty()
            && dates::Dates::of([line]).missing(&days, &dates::Dates::default()).is_empty()
            && names::missing(line, &ground, &known).is_empty()
            && wording::altered_quotes(text, line, &ground).is_empty()
    })
}
