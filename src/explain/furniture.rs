//! Words that are not the article's own text, or that need the text around them. In: a sentence.
//! Out: whether it is a credit, a caption, a footer, a headline run into the text, or tied to what was told before.
//! Never: whether the sentence is whole; `sound` judges that.

use super::marks::Marks;
use std::sync::LazyLock;

/// Words that betray text which is not the article's own.
const FURNITURE: &[&str] = &[
    "read more",
    "hide caption",
    "photos:",
    "photo issued",
    "in this photo",
    "in this picture",
    "click here",
    "click to",
    "today's story",
    "look back at",
    "sign up",
    "subscribe",
    "newsletter",
    "follow us",
    "all rights reserved",
    "copyright",
    "©",
    "http://",
    "https://",
    "www.",
    "contributed to this report",
    "contributed reporting",
    "reporting by",
    "editing by",
    "getty images",
    "photo:",
    "image caption",
    "file photo",
    "advertisement",
    "cookies",
    "javascript",
    "share this",
    "terms of",
    "privacy policy",
    "updated:",
    "published:",
    "this article",
    "this story",
    "our app",
    "related:",
    "@",
    "watch:",
    "video:",
    "read:",
    "more:",
    "media caption",
    "playback",
    "copy link",
    "tap here",
    "scroll down",
    "pictured",
    "(above)",
    "|",
    "…",
    "...",
    "may not be published",
    "originally appeared",
    "originally published",
    "first appeared on",
    "first published",
    "has been contacted for",
    "for comment",
    "requesting comment",
    "did not respond",
    "didn't respond",
    "not immediately respond",
    "seen here",
    "(left)",
    "(right)",
    "more information",
    "has been updated",
    "follow @",
    "follow him",
    "follow her",
    "listen to",
    "editor's note",
    "press release",
];

/// Words that tie a sentence to a time or a thing told before it, wherever they stand.
const TIES_BACK: &[&str] = &[
    "a year later",
    "a day later",
    "days later",
    "weeks later",
    "months later",
    "years later",
    "hours later",
    "minutes later",
    "the previous year",
    "the following day",
    "the following year",
    "a day earlier",
    "the same day",
    "here's what",
    "here’s what",
    "here are",
    "as we reported",
    "as mentioned",
    "as noted above",
    " that claim",
    " this claim",
    " those claims",
    " these claims",
    " that decision",
    " this decision",
    " this incident",
    " that incident",
    " this move",
    " that move",
    " that statement",
    " such a move",
    " the latter",
];

/// Ends of a sentence whose speaker stands in another one.
const PRONOUN_SPEAKERS: &[&str] = &[" he", " she", " it", " they"];
const SPOKE: &[&str] = &[
    " said.",
    " says.",
    " added.",
    " wrote.",
    " explained.",
    " told reporters.",
    " noted.",
    " revealed.",
    " claimed.",
    " insisted.",
    " recalled.",
    " continued.",
    " admitted.",
    " argued.",
    " warned.",
    " joked.",
    " tweeted.",
];

static MARKS: LazyLock<Marks> = LazyLock::new(|| Marks::of(FURNITURE.iter().copied()));
static TIES: LazyLock<Marks> = LazyLock::new(|| Marks::of(TIES_BACK.iter().copied()));

/// Whether a sentence in small letters is no text of the article's own.
pub(super) fn is_furniture(lower: &str) -> bool {
    MARKS.are_in(lower)
}

/// Whether a sentence in small letters counts from a time that another sentence names.
pub(super) fn ties_back(lower: &str) -> bool {
    TIES.are_in(lower) || lower.ends_with(" too.") || lower.ends_with(" as well.") || ends_with_pronoun_speaker(lower)
}

/// "…, he said.": whoever is named before is spoken of, not speaking.
fn ends_with_pronoun_speaker(lower: &str) -> bool {
    SPOKE.iter().any(|verb| {
        let front = lower.strip_suffix(verb).unwrap_or("");
        PRONOUN_SPEAKERS.iter().any(|pronoun| {
            let before = front.strip_suffix(pronoun).unwrap_or("");
            before.ends_with([',', '"', '”', '\'', '’'])
        })
    })
}

/// "…, Sunday, Nov. 13, 2016.": a photograph's caption gives weekday, day and year together; or it says what is seen.
pub(super) fn is_caption(text: &str) -> bool {
    shows_a_picture(&text.to_lowercase()) || gives_a_whole_day(text) || gives_shirt_numbers(text)
}

/// "The image taken from a video shows …", "Some of the girls are seen during a meeting".
fn shows_a_picture(lower: &str) -> bool {
    const PICTURES: &[&str] =
        &["image", "photo", "photograph", "picture", "handout", "frame grab", "screen grab", "still"];
    const SEEN: &[&str] =
        &[" seen during ", " seen at ", " seen in this ", " seen on this ", " seen after ", " seen outside "];
    let opening: Vec<&str> = lower.split(' ').take(3).collect();
    let pictured = opening.iter().any(|word| PICTURES.contains(word))
        && [" taken ", " shows ", " show ", " released "].iter().any(|verb| lower.contains(verb));
    const PLACES: &[&str] = &[
        ", at center, ",
        ", at centre, ",
        ", left, and ",
        ", right, and ",
        ", second from ",
        ", centre, ",
        ", center, ",
    ];
    if PLACES.iter().any(|place| lower.contains(place)) {
        return true;
    }
    let seen = SEEN.iter().any(|seen| ["is", "are"].iter().any(|be| lower.contains(&format!(" {be}{seen}"))));
    pictured || seen
}

/// "Holm (10) reaches for the ball beside Tarn (21)": players by the numbers on their shirts.
fn gives_shirt_numbers(text: &str) -> bool {
    let number = |word: &str| {
        let inside = word.strip_prefix('(').and_then(|word| word.trim_end_matches(['.', ',']).strip_suffix(')'));
        inside
            .is_some_and(|inside| (1..=2).contains(&inside.len()) && inside.bytes().all(|digit| digit.is_ascii_digit()))
    };
    text.split(' ').filter(|word| number(word)).count() >= 2
}

fn gives_a_whole_day(text: &str) -> bool {
    const DAYS: &[&str] = &["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
    let words: Vec<&str> = text.split(' ').collect();
    words.windows(4).any(|four| {
        let year = four[3].trim_end_matches(['.', ',', ')']);
        four[0].strip_suffix(',').is_some_and(|day| DAYS.contains(&day))
            && four[2].ends_with(',')
            && year.len() == 4
            && year.bytes().all(|digit| digit.is_ascii_digit())
    })
}

/// "THE TOWN HAS its bridge …": the first words of an article set in capitals, or a label run into its text.
pub(super) fn opens_shouted(text: &str) -> bool {
    let shouted = |word: &&str| {
        word.chars().filter(|letter| letter.is_alphabetic()).count() >= 2
            && word.chars().all(|letter| !letter.is_lowercase())
            && !word.contains('.')
    };
    text.split(' ').take(3).filter(shouted).count() >= 2 && text.split(' ').take(2).all(|word| shouted(&word))
}

/// "WATCH Ann Holm sail", "HOLM: We left", "Caught RED HANDED", "The Courier'Ferry sinks": a label, a script, a shout, two texts run into one.
pub(super) fn is_run_together(text: &str) -> bool {
    const LABELS: &[&str] = &[
        "CLOSE",
        "WATCH",
        "LISTEN",
        "VIDEO",
        "PHOTOS",
        "LIVE",
        "READ",
        "UPDATE",
        "BREAKING",
        "EXCLUSIVE",
        "OPINION",
        "ANALYSIS",
        "MORE",
    ];
    let first = text.split(' ').next().unwrap_or("");
    let high = |word: &str| word.len() >= 3 && word.chars().all(|letter| letter.is_uppercase());
    let label = LABELS.contains(&first.trim_end_matches(':')) || first.strip_suffix(':').is_some_and(high);
    let words: Vec<&str> =
        text.split(' ').map(|word| word.trim_matches(|letter: char| !letter.is_alphanumeric())).collect();
    let shouts = words.windows(2).any(|pair| high(pair[0]) && high(pair[1]) && pair[0].len() + pair[1].len() >= 8);
    let letters: Vec<char> = text.chars().collect();
    let joined = letters.windows(3).any(|three| {
        three[0].is_lowercase() && matches!(three[1], '\'' | '‘' | '“' | '"' | '.') && three[2].is_uppercase()
    });
    label || shouts || joined || text.contains('>')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn captions_and_shouted_openings_are_seen() {
        assert!(is_caption("Ann Holm waves after the race in Telmara, Sunday, Nov. 13, 2016."));
        assert!(is_caption("Some of the girls freed are seen during a meeting with the mayor in Telmara."));
        assert!(is_caption("The image taken from a video shows a masked man and the girls."));
        assert!(is_caption("Ann Holm (10) reaches for the ball beside Lea Tarn (21)."));
        assert!(is_caption("The ferry, at center, and four boats that sailed beside it."));
        assert!(!is_caption("Ann Holm (42) and her son were rescued."));
        assert!(!is_caption("The mayor was seen at the harbour on Monday, a guard said."));
        assert!(!is_caption("Ann Holm won the race on Sunday, her first since 2016."));
        assert!(opens_shouted("THE TOWN HAS its bridge back."));
        assert!(!opens_shouted("UN envoys left Telmara."));
        assert!(!opens_shouted("A bridge fell."));
    }

    #[test]
    fn texts_run_together_are_seen() {
        assert!(is_run_together("WATCH Ann Holm sails to Telmara."));
        assert!(is_run_together("HOLM: They left the port at noon."));
        assert!(is_run_together("Caught RED HANDED with the boats."));
        assert!(is_run_together("The Courier'Ferry sinks': how it came about."));
        assert!(!is_run_together("The UN and NATO left Telmara at 9 a.m. on Monday."));
        assert!(!is_run_together("Ann Holm (NSC) said that the U.S. ferry sank."));
    }

    #[test]
    fn footers_and_refusals_are_furniture() {
        assert!(is_furniture("this material may not be published or broadcast."));
        assert!(is_furniture("the ministry did not respond to a request for comment."));
        assert!(!is_furniture("the ministry closed the bridge."));
    }

    #[test]
    fn a_time_told_elsewhere_is_seen() {
        assert!(ties_back("a year later the bridge was sold."));
        assert!(ties_back("the port changed its name too."));
        assert!(ties_back("mayor holm will sell the bridge, he said."));
        assert!(!ties_back("the mayor told the council what he said."));
        assert!(!ties_back("the bridge was sold in may."));
    }
}
