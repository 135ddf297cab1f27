//! Invented words. In: a rank. Out: how the word of that rank is spelled. Never: a word that was taken from a text; only the
//! grammatical words, which any English text is full of, and the endings, which a stemmer cuts off, are real.

use crate::random::Random;

/// Grammatical words, commonest first.
const GRAMMAR: &[&str] = &[
    "the", "of", "to", "and", "a", "in", "that", "for", "is", "on", "was", "with", "as", "by", "at", "it", "from",
    "be", "has", "have", "an", "are", "not", "were", "he", "but", "his", "they", "which", "their", "this", "or", "had",
    "its", "been", "who", "more", "will", "after", "we", "about", "would", "when", "there", "she", "into", "over",
    "all", "no", "than",
];
const ONSETS: [&str; 24] = [
    "b", "br", "d", "dr", "f", "fl", "g", "gl", "h", "j", "k", "kr", "l", "m", "n", "p", "pl", "r", "s", "sk", "t",
    "tr", "v", "w",
];
const VOWELS: [&str; 6] = ["a", "e", "i", "o", "u", "ai"];
const CODAS: [&str; 7] = ["", "n", "r", "l", "s", "t", "m"];
/// How many syllables there are.
const SYLLABLES: usize = ONSETS.len() * VOWELS.len() * CODAS.len();
/// Spreads neighbouring ranks over all pairs of syllables: a prime that shares no divisor with their number.
const SCATTER: usize = 514_229;
/// How flat the commonest words are: with the grammatical words apart, none stands out.
const SHIFT: f64 = 60.0;

/// Appends the word of a rank: two syllables, three from about a million on.
pub(crate) fn spell(rank: usize, into: &mut String) {
    let pairs = SYLLABLES * SYLLABLES;
    let mut rest = if rank < pairs { rank * SCATTER % pairs } else { rank };
    for at in 0.. {
        let syllable = rest % SYLLABLES;
        into.push_str(ONSETS[syllable % ONSETS.len()]);
        into.push_str(VOWELS[syllable / ONSETS.len() % VOWELS.len()]);
        into.push_str(CODAS[syllable / (ONSETS.len() * VOWELS.len())]);
        rest /= SYLLABLES;
        if at > 0 && rest == 0 {
            return;
        }
    }
}

/// Appends the word of a rank with a capital.
pub(crate) fn spell_name(rank: usize, into: &mut String) {
    let at = into.len();
    spell(rank, into);
    capitalise(into, at);
}

/// Makes the letter at a place a capital.
pub(crate) fn capitalise(text: &mut str, at: usize) {
    if let Some(letter) = text.get_mut(at..at + 1) {
        letter.make_ascii_uppercase();
    }
}

/// Appends a grammatical word.
pub(crate) fn grammar(random: &mut Random, into: &mut String) {
    into.push_str(GRAMMAR[random.zipf(GRAMMAR.len(), 3.0)]);
}

/// Appends a word of a rank in one of its forms.
pub(crate) fn inflect(rank: usize, random: &mut Random, into: &mut String) {
    spell(rank, into);
    into.push_str(match random.below(10) {
        0 | 1 => "s",
        2 => "ed",
        3 => "ing",
        _ => "",
    });
}

/// A rank of the general vocabulary, which has so many words.
pub(crate) fn general(random: &mut Random, vocabulary: usize) -> usize {
    random.zipf(vocabulary, SHIFT)
}
