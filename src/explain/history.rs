//! How we got here: dated entries, oldest first. In: the material and what the page has told.
//! Out: what happened when, as the papers' words date it. Never: a publication day passed off as the day of an event.

use super::material::{Line, Material};
use super::timeline::{Reach, Told, dated_sentences};
use super::told::Telling;
use crate::error::Result;
use crate::model::{Entry, EventTime};
use std::collections::BTreeMap;

/// Entries of the section.
const MOST: usize = 10;
/// Sentences of an entry.
const SENTENCES_MAX: usize = 2;
/// Times and sentences asked for, more than are shown, for some stand on the page already.
const TIMES_ASKED: usize = 40;
const SENTENCES_ASKED: usize = 12;
/// Words of a sentence here.
const WORDS_MAX: usize = 55;

/// The dated entries of a story.
pub(super) fn history(material: &Material<'_>, told: &mut Telling, limit: usize) -> Result<Vec<Entry>> {
    let members: Vec<Told<'_>> = material
        .story
        .members()
        .iter()
        .map(|member| Told { article: &member.article, reading: &member.reading })
        .collect();
    let mut entries: BTreeMap<EventTime, Vec<&Line<'_>>> = BTreeMap::new();
    for dated in dated_sentences(&members, "", Reach::Background, TIMES_ASKED, SENTENCES_ASKED) {
        let Some(line) = line_at(material, dated.member, dated.span.start()) else { continue };
        let names_it = line.reading().dates.iter().any(|date| date.time == dated.time && line.span.holds(date.span));
        let known = entries.get(&dated.time).map_or(0, Vec::len);
        let full = known >= SENTENCES_MAX || (known == 0 && entries.len() >= limit.min(MOST));
        if !names_it || full || !line.touches_story() || line.words > WORDS_MAX || !told.is_new(material, line) {
            continue;
        }
        told.tell(&line.terms);
        entries.entry(dated.time).or_default().push(line);
    }
    let mut found = Vec::new();
    for (time, lines) in entries {
        let sentences = lines.into_iter().map(Line::statement).collect::<Result<_>>()?;
        found.push(Entry { time, sentences });
    }
    found.sort_by(|left, right| left.time.value().cmp(right.time.value()));
    Ok(found)
}

fn line_at<'m, 'a>(material: &'m Material<'a>, article: usize, start: usize) -> Option<&'m Line<'a>> {
    material.lines_of(article).find(|line| line.sentence.start() <= start && start < line.sentence.end())
}
