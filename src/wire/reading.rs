//! The read contract: one line per article, offsets in code points of its text.
//! In: a reading and the text it was made of. Out: JSON, and back. Never: an offset outside the text.

use super::CodePoints;
use crate::error::{Error, Result};
use crate::model::{
    Article, Bound, Cue, DateMention, EventTime, Figure, KindEvidence, Name, NameKind, Precision, Quote, Reading,
    Sentence, Span, Status,
};
use serde::{Deserialize, Serialize};

/// What one article says.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ReadingLine {
    /// The article.
    pub article: String,
    /// Language code.
    pub language: String,
    /// How surely the body is in it, from 0 to 1; 0 in lines of older versions.
    #[serde(default)]
    pub language_confidence: f64,
    /// Sentences.
    pub sentences: Vec<SentenceLine>,
    /// Names.
    pub names: Vec<NameLine>,
    /// Expressions of time.
    pub dates: Vec<DateLine>,
    /// Figures.
    pub figures: Vec<FigureLine>,
    /// Quotes.
    pub quotes: Vec<QuoteLine>,
}

/// A sentence.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SentenceLine {
    /// First code point.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// Roles that its words point to.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cues: Vec<String>,
}

/// A mention of a name.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct NameLine {
    /// First code point.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// person, organisation, place or other.
    pub kind: String,
    /// The fullest form in the article.
    pub name: String,
    /// What this mention says for person, organisation, place, other: hundredths of a natural logarithm, to be summed.
    #[serde(default)]
    pub evidence: [i32; 4],
}

/// An expression of time.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct DateLine {
    /// First code point.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// What it means.
    pub value: String,
    /// How exactly.
    pub precision: String,
    /// Whether its words name no day of their own: the value is the time that the text is at.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub bound: bool,
}

/// A figure.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct FigureLine {
    /// First code point.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// Lower bound, null where open.
    pub low: Option<f64>,
    /// Upper bound, null where open.
    pub high: Option<f64>,
    /// Unit.
    pub unit: String,
    /// What is counted.
    pub of: String,
    /// How its words bound it; absent where exact, and from readings stored before there was one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bound: Option<String>,
    /// State of what is counted, or how sure the count is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
    /// Whose they are.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<Stretch>,
    /// Where.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<Stretch>,
    /// The time that the number holds for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub as_of: Option<Stretch>,
    /// Who gives the number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub said_by: Option<Stretch>,
    /// The figure that it is a part of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub part_of: Option<Stretch>,
}

/// A quote.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct QuoteLine {
    /// First code point.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// Who said it, where the text says so next to the quote.
    pub speaker: Option<String>,
    /// Where the text names the speaker.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub said_by: Option<Stretch>,
    /// Told in the reporter's words, not between marks.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub indirect: bool,
    /// The words that say that somebody speaks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cue: Option<Stretch>,
}

/// A stretch of code points.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub struct Stretch {
    /// First code point.
    pub start: usize,
    /// One past the last.
    pub end: usize,
}

impl ReadingLine {
    /// The contract form of a reading of `text`.
    pub fn new(reading: &Reading, text: &str) -> Self {
        let points = CodePoints::new(text);
        let at = |span: Span| (points.from_byte(span.start()), points.from_byte(span.end()));
        Self {
            article: reading.article.to_string(),
            language: reading.language.clone(),
            language_confidence: rounded(reading.language_confidence),
            sentences: reading.sentences.iter().map(|sentence| sentence_line(sentence, at(sentence.span))).collect(),
            names: reading.names.iter().map(|name| name_line(name, at(name.span))).collect(),
            dates: reading.dates.iter().map(|date| date_line(date, at(date.span))).collect(),
            figures: reading.figures.iter().map(|figure| figure_line(figure, &at)).collect(),
            quotes: reading
                .quotes
                .iter()
                .map(|quote| {
                    let (start, end) = at(quote.span);
                    let stretch = |span| Some(at(span)).map(|(start, end)| Stretch { start, end });
                    let (said_by, cue) = (quote.said_by.and_then(stretch), quote.cue.and_then(stretch));
                    QuoteLine { start, end, speaker: quote.speaker.clone(), said_by, indirect: quote.indirect, cue }
                })
                .collect(),
        }
    }

    /// The reading of this line, which must be of this article; fails where an offset or a word is not as the contract says.
    pub fn into_reading(self, article: &Article) -> Result<Reading> {
        let points = CodePoints::new(article.text());
        let span = |start, end| {
            let wrong = || Error::invalid(format!("reading of {}: no words at {start}..{end}", article.id()));
            points.to_span(start, end).ok_or_else(wrong)
        };
        let unknown = |word: &str| Error::invalid(format!("reading of {}: unknown word {word:?}", article.id()));
        let mut reading = Reading {
            article: article.id().clone(),
            language: self.language,
            language_confidence: self.language_confidence,
            sentences: Vec::with_capacity(self.sentences.len()),
            names: Vec::with_capacity(self.names.len()),
            dates: Vec::with_capacity(self.dates.len()),
            figures: Vec::with_capacity(self.figures.len()),
            quotes: Vec::with_capacity(self.quotes.len()),
        };
        for line in self.sentences {
            let cues =
                line.cues.iter().map(|cue| Cue::parse(cue).ok_or_else(|| unknown(cue))).collect::<Result<_>>()?;
            reading.sentences.push(Sentence { span: span(line.start, line.end)?, cues });
        }
        for line in self.names {
            let kind = NameKind::parse(&line.kind).ok_or_else(|| unknown(&line.kind))?;
            reading.names.push(Name {
                span: span(line.start, line.end)?,
                kind,
                name: line.name,
                evidence: KindEvidence(line.evidence),
            });
        }
        for line in self.dates {
            let precision = Precision::parse(&line.precision).ok_or_else(|| unknown(&line.precision))?;
            let time = EventTime::new(line.value.clone(), precision).ok_or_else(|| unknown(&line.value))?;
            reading.dates.push(DateMention { span: span(line.start, line.end)?, time, bound: line.bound });
        }
        for line in self.figures {
            reading.figures.push(line.into_figure(&span, &unknown)?);
        }
        for line in self.quotes {
            let said_by = line.said_by.map(|by| span(by.start, by.end)).transpose()?;
            let cue = line.cue.map(|cue| span(cue.start, cue.end)).transpose()?;
            let QuoteLine { start, end, speaker, indirect, .. } = line;
            reading.quotes.push(Quote { span: span(start, end)?, speaker, said_by, indirect, cue });
        }
        Ok(reading)
    }
}

/// Two digits: more would only say how the guess is made.
fn rounded(confidence: f64) -> f64 {
    (confidence * 100.0).round() / 100.0
}

fn sentence_line(sentence: &Sentence, (start, end): (usize, usize)) -> SentenceLine {
    SentenceLine { start, end, cues: sentence.cues.iter().map(|cue| cue.as_str().to_owned()).collect() }
}

fn name_line(name: &Name, (start, end): (usize, usize)) -> NameLine {
    NameLine { start, end, kind: name.kind.as_str().to_owned(), name: name.name.clone(), evidence: name.evidence.0 }
}

fn date_line(date: &DateMention, (start, end): (usize, usize)) -> DateLine {
    DateLine {
        start,
        end,
        value: date.time.value().to_owned(),
        precision: date.time.precision().as_str().to_owned(),
        bound: date.bound,
    }
}

fn figure_line(figure: &Figure, at: &impl Fn(Span) -> (usize, usize)) -> FigureLine {
    let (start, end) = at(figure.span);
    let stretch = |span: Option<Span>| span.map(at).map(|(start, end)| Stretch { start, end });
    FigureLine {
        start,
        end,
        low: figure.low,
        high: figure.high,
        unit: figure.unit.clone(),
        of: figure.of.clone(),
        bound: (figure.bound != Bound::Exact).then(|| figure.bound.as_str().to_owned()),
        status: figure.status.map(|status| status.as_str().to_owned()),
        group: stretch(figure.group),
        place: stretch(figure.place),
        as_of: stretch(figure.as_of),
        said_by: stretch(figure.said_by),
        part_of: stretch(figure.part_of),
    }
}

impl FigureLine {
    /// The figure of this line; without a bound, the one that its ends show.
    fn into_figure(
        self,
        span: &impl Fn(usize, usize) -> Result<Span>,
        unknown: &impl Fn(&str) -> Error,
    ) -> Result<Figure> {
        let place = |stretch: Option<Stretch>| stretch.map(|place| span(place.start, place.end)).transpose();
        let bound = match &self.bound {
            Some(word) => Bound::parse(word).ok_or_else(|| unknown(word))?,
            None => Bound::of_ends(self.low, self.high),
        };
        let status = self.status.as_deref();
        let status = status.map(|word| Status::parse(word).ok_or_else(|| unknown(word))).transpose()?;
        Ok(Figure {
            span: span(self.start, self.end)?,
            low: self.low,
            high: self.high,
            bound,
            unit: self.unit,
            of: self.of,
            status,
            group: place(self.group)?,
            place: place(self.place)?,
            as_of: place(self.as_of)?,
            said_by: place(self.said_by)?,
            part_of: place(self.part_of)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::QuoteLine;

    #[test]
    fn a_quote_stored_before_there_were_told_ones_is_direct() {
        let old = r#"{"start":50,"end":80,"speaker":"A. Pilot","said_by":{"start":86,"end":94}}"#;
        let line: QuoteLine = serde_json::from_str(old).unwrap_or_else(|error| panic!("{error}"));
        assert!(!line.indirect && line.cue.is_none());
        assert_eq!(serde_json::to_string(&line).unwrap_or_default(), old);
    }
}
