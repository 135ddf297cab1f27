//! How we got here: dated entries, oldest first. In: the material and what the page has told.
//! Out: what happened when, as the papers' words date it. Never: a publication day passed off as the day of an event.

use super::material::{Line, Material};
use super::timeline::{DatedSentence, Reach, Told, dated_sentences};
use super::told::Telling;
use crate::error::Result;
use crate::model::{DateMention, Entry, EventTime};
use std::collections::BTreeMap;

/// Entries of the section.
const MOST: usize = 12;
/// Sentences of an entry.
const SENTENCES_MAX: usize = 2;
/// Times and sentences asked for, more than are shown, for some stand on the page already.
const TIMES_ASKED: usize = 40;
const SENTENCES_ASKED: usize = 12;
/// Words of a sentence here.
const WORDS_MAX: usize = 55;

/// The dated entries of a story, filled in more than one go: one entry is sure of its place before the other sections
/// choose, the rest take what those leave.
#[derive(Default)]
pub(super) struct History<'m, 'a> {
    entries: BTreeMap<EventTime, Vec<&'m Line<'a>>>,
    /// What may stand in it, once that was asked for.
    dated: Option<Vec<DatedSentence>>,
}

impl<'m, 'a> History<'m, 'a> {
    /// Adds what the page has not told, up to `limit` entries in all.
    pub(super) fn fill(&mut self, material: &'m Material<'a>, told: &mut Telling, limit: usize) {
        for dated in self.dated.get_or_insert_with(|| dated(material)) {
            let Some(line) = line_at(material, dated.member, dated.span.start()) else { continue };
            let names_it =
                line.reading().dates.iter().any(|date| date.time == dated.time && line.span.holds(date.span));
            let known = self.entries.get(&dated.time).map_or(0, Vec::len);
            let full = known >= SENTENCES_MAX || (known == 0 && self.entries.len() >= limit.min(MOST));
            if !names_it || full || !line.touches_story() || line.words > WORDS_MAX || !told.is_new(material, line) {
                continue;
            }
            told.tell(&line.terms);
            self.entries.entry(dated.time.clone()).or_default().push(line);
        }
    }

    /// The entries, oldest first.
    pub(super) fn entries(self) -> Result<Vec<Entry>> {
        let mut found = Vec::new();
        for (time, lines) in self.entries {
            let sentences = lines.into_iter().map(Line::statement).collect::<Result<_>>()?;
            found.push(Entry { time, sentences });
        }
        found.sort_by(|left, right| left.time.value().cmp(right.time.value()));
        Ok(found)
    }
}

/// The dated sentences of a story; none where no article names a time, as only sentences that name theirs are entries.
fn dated(material: &Material<'_>) -> Vec<DatedSentence> {
    let members = material.story.members();
    let enters = |date: &DateMention| date.time.precision().enters_timeline();
    if !members.iter().any(|member| member.reading.dates.iter().any(enters)) {
        return Vec::new();
    }
    let told = members.iter().map(|member| Told { article: &member.article, reading: &member.reading });
    dated_sentences(&told.collect::<Vec<_>>(), "", Reach::Background, TIMES_ASKED, SENTENCES_ASKED)
}

fn line_at<'m, 'a>(material: &'m Material<'a>, article: usize, start: usize) -> Option<&'m Line<'a>> {
    material.lines_of(article).find(|line| line.sentence.start() <= start && start < line.sentence.end())
}
