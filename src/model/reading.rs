//! A reading: what one article says, as spans with values.
//! In: what the read stage found. Out: sentences, names, dates, figures, quotes, each with its span in bytes.
//! Never: anything learnt from a second article.

use super::{ArticleId, EventTime, Figure, Span};

/// The role a sentence can play in an explanation, by the cue words in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Cue {
    /// Why it happened.
    Cause,
    /// What it leads to.
    Consequence,
    /// Who reacts how.
    Reaction,
    /// What comes next.
    Outlook,
    /// What is uncertain.
    Doubt,
    /// What was before.
    Background,
    /// Someone denies something.
    Denial,
    /// Something said earlier is put right.
    Correction,
}

impl Cue {
    /// Every cue.
    pub const ALL: [Cue; 8] = [
        Self::Cause,
        Self::Consequence,
        Self::Reaction,
        Self::Outlook,
        Self::Doubt,
        Self::Background,
        Self::Denial,
        Self::Correction,
    ];

    /// The word of the contract.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Cause => "cause",
            Self::Consequence => "consequence",
            Self::Reaction => "reaction",
            Self::Outlook => "outlook",
            Self::Doubt => "doubt",
            Self::Background => "background",
            Self::Denial => "denial",
            Self::Correction => "correction",
        }
    }

    /// The cue that this word of the contract names.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|cue| cue.as_str() == word)
    }
}

/// One sentence of the body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    /// Where it stands in the text.
    pub span: Span,
    /// The roles its words point to, in the order of [`Cue::ALL`].
    pub cues: Vec<Cue>,
}

/// What kind of thing a name names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NameKind {
    /// A person.
    Person,
    /// An organisation.
    Organisation,
    /// A place.
    Place,
    /// Anything else that has a name.
    Other,
}

impl NameKind {
    /// Every kind.
    pub const ALL: [NameKind; 4] = [Self::Person, Self::Organisation, Self::Place, Self::Other];

    /// The word of the contract.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Organisation => "organisation",
            Self::Place => "place",
            Self::Other => "other",
        }
    }

    /// The kind that this word of the contract names.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == word)
    }
}

/// What mentions of a name say of its kind, in hundredths of a natural logarithm over an even guess, in the order of
/// [`NameKind::ALL`]. Sums over mentions and over the articles of a story decide better than any one of them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct KindEvidence(pub [i32; 4]);

impl KindEvidence {
    /// Adds what other mentions say.
    pub fn add(&mut self, more: Self) {
        self.0.iter_mut().zip(more.0).for_each(|(sum, points)| *sum = sum.saturating_add(points));
    }

    /// The kind that they speak for; [`NameKind::Other`] where they speak for none more than for it.
    pub fn kind(self) -> NameKind {
        let [person, organisation, place, other] = self.0;
        let best = person.max(organisation).max(place).max(other);
        if best <= 0 || other == best {
            NameKind::Other
        } else if person == best {
            NameKind::Person
        } else if place == best {
            NameKind::Place
        } else {
            NameKind::Organisation
        }
    }
}

/// One mention of a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// Where it stands in the text.
    pub span: Span,
    /// What kind of thing it names.
    pub kind: NameKind,
    /// The fullest form of this name in the article ("Ann Lee" for a later "Lee").
    pub name: String,
    /// What this mention says of its kind; `kind` rests on the sum over the article.
    pub evidence: KindEvidence,
}

/// One expression of time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DateMention {
    /// Where it stands in the text.
    pub span: Span,
    /// What it means, against the day of publication.
    pub time: EventTime,
    /// Whether its words name no day of their own ("the day", "18:00 UTC"): the time is the one that the text is at.
    pub bound: bool,
}

impl DateMention {
    /// Whether its words name a day, month or year of their own.
    pub fn enters_timeline(&self) -> bool {
        !self.bound && self.time.precision().enters_timeline()
    }
}

/// One quote. "Holm said that Lee said …" has two owners and is two quotes, one inside the other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quote {
    /// Where it stands in the text; a direct one with its quotation marks.
    pub span: Span,
    /// Who said it, as the text names them, where it does so next to the quote.
    pub speaker: Option<String>,
    /// Where the text names the speaker.
    pub said_by: Option<Span>,
    /// Told in the reporter's words ("Holm said the mill would close"), not between marks.
    pub indirect: bool,
    /// The words that say that somebody speaks ("said", "according to").
    pub cue: Option<Span>,
}

/// What one article version says.
#[derive(Debug, Clone, PartialEq)]
pub struct Reading {
    /// Of which article.
    pub article: ArticleId,
    /// Language code of the body (`und` where it cannot be told).
    pub language: String,
    /// How surely the body is in that language, from 0 to 1; 0 where only its source says so, or where it cannot be told.
    pub language_confidence: f64,
    /// Sentences in order.
    pub sentences: Vec<Sentence>,
    /// Names in order.
    pub names: Vec<Name>,
    /// Expressions of time in order.
    pub dates: Vec<DateMention>,
    /// Figures in order.
    pub figures: Vec<Figure>,
    /// Direct quotes in order, then indirect ones in order.
    pub quotes: Vec<Quote>,
}

impl Reading {
    /// The quotes between marks, in order.
    pub fn direct_quotes(&self) -> impl Iterator<Item = &Quote> {
        self.quotes.iter().filter(|quote| !quote.indirect)
    }

    /// What the reporter tells in own words with somebody's name to it, in order.
    pub fn indirect_quotes(&self) -> impl Iterator<Item = &Quote> {
        self.quotes.iter().filter(|quote| quote.indirect)
    }
}
