//! Every statement of a page is held against the words it cites, before anybody sees it.
//! In: a finished explainer and its story. Out: the same without what did not pass, which is listed with the reason.
//! Never: a way around; it fails closed. A statement that an edit broke becomes its source sentence word for word, or goes.

use super::check::{Claim, Outcome, check_in, stands};
use super::tidy::folded;
use crate::error::Result;
use crate::model::{Citation, Edit, Explainer, Field, Member, Span, Statement, Story, Support, Unsupported};
use std::collections::BTreeSet;

/// The explainer with nothing in it that its citations do not bear out.
pub(super) fn verified(mut explainer: Explainer, story: &Story) -> Result<Explainer> {
    let mut checker = Checker { story, shown: shown(&explainer), failed: Vec::new() };
    let kept: Vec<bool> = explainer.happened.iter_mut().map(|statement| checker.passes(statement)).collect();
    let mut keeps = kept.iter();
    explainer.happened.retain(|_| keeps.next().copied().unwrap_or(false));
    for agreement in &mut explainer.papers.agree {
        agreement.same_as = agreement.same_as.filter(|at| kept.get(*at).copied().unwrap_or(false));
        agreement.same_as = agreement.same_as.map(|at| kept.iter().take(at).filter(|kept| **kept).count());
    }
    explainer.behind.retain_mut(|behind| checker.passes(&mut behind.statement));
    let papers = &mut explainer.papers;
    papers.agree.retain_mut(|agreement| checker.passes(&mut agreement.statement));
    for difference in &mut papers.differ {
        difference.versions.retain_mut(|version| checker.passes(&mut version.statement));
    }
    papers.differ.retain(|difference| difference.versions.len() > 1);
    papers.only.retain_mut(|only| checker.passes(&mut only.statement));
    papers.angles.retain_mut(|angle| checker.passes(&mut angle.statement));
    for entry in &mut explainer.timeline {
        checker.sift(&mut entry.sentences);
    }
    explainer.timeline.retain(|entry| !entry.sentences.is_empty());
    for question in &mut explainer.questions {
        checker.sift(&mut question.answer);
        checker.sift(&mut question.unanswered);
    }
    explainer.questions.retain_mut(|question| !question.answer.is_empty() && checker.passes(&mut question.teaser));
    explainer.topics.retain_mut(|topic| checker.passes(&mut topic.description));
    explainer.unsupported = checker.failed;
    Ok(explainer)
}

/// The words of the statements that stand on the page once; an answer may repeat it.
fn shown(explainer: &Explainer) -> BTreeSet<String> {
    let papers = &explainer.papers;
    let statements = explainer
        .happened
        .iter()
        .chain(explainer.behind.iter().map(|behind| &behind.statement))
        .chain(papers.differ.iter().flat_map(|difference| &difference.versions).map(|version| &version.statement))
        .chain(papers.only.iter().map(|only| &only.statement))
        .chain(papers.angles.iter().map(|angle| &angle.statement))
        .chain(explainer.timeline.iter().flat_map(|entry| &entry.sentences))
        .chain(explainer.questions.iter().map(|question| &question.teaser));
    statements.map(|statement| statement.text().to_owned()).collect()
}

/// Holds statements against their story, and keeps what failed.
struct Checker<'a> {
    story: &'a Story,
    /// What stands on the page, so that no sentence put in the place of another stands twice.
    shown: BTreeSet<String>,
    failed: Vec<Unsupported>,
}

impl Checker<'_> {
    fn sift(&mut self, statements: &mut Vec<Statement>) {
        statements.retain_mut(|statement| self.passes(statement));
    }

    /// Whether a statement may stay; one that its edits broke is replaced by its source sentence where that can stand.
    fn passes(&mut self, statement: &mut Statement) -> bool {
        let Some(reason) = self.fault(statement) else { return true };
        self.failed.push(Unsupported { text: statement.text().to_owned(), reason });
        match self.source_sentence(statement).filter(|source| !self.shown.contains(source.text())) {
            Some(source) => {
                self.shown.insert(source.text().to_owned());
                *statement = source;
                true
            }
            None => false,
        }
    }

    /// What is wrong with a statement; none where it stands in the words that it cites and in their sentence.
    fn fault(&self, statement: &Statement) -> Option<String> {
        let Support::Cited(citations) = statement.support() else { return None };
        let cited: Vec<String> = citations.iter().filter_map(|citation| self.words(citation)).collect();
        if cited.len() < citations.len() {
            return Some("cites words that are not there".to_owned());
        }
        let edits = statement.edits();
        let word_for_word =
            |words: &String| words == statement.text() || edits.is_empty() && words.contains(statement.text());
        let verbatim = cited.iter().any(word_for_word);
        // Most statements are whole sentences but for what opened them.
        let opening = |edit: &Edit| matches!(edit, Edit::DroppedDateline | Edit::DroppedConnective);
        let whole = || citations.iter().any(|citation| self.is_whole(citation));
        if verbatim && (edits.iter().all(opening) || whole()) {
            return None;
        }
        if edits.is_empty() {
            return Some("stands in no cited words, and names no edit".to_owned());
        }
        let words: Vec<&str> = cited.iter().map(String::as_str).collect();
        // A phrase made into a sentence keeps no order of words to be held against: its facts are.
        let reworded = |edit: &Edit| matches!(edit, Edit::Described | Edit::SummedUp);
        if edits.iter().any(reworded) {
            let stands = stands(statement.text(), &words, statement.language());
            return (!stands).then(|| "a name, number, date or quote is not in the cited words".to_owned());
        }
        let sentences: Vec<String> = citations.iter().filter_map(|citation| self.sentence(citation)).collect();
        let sentences: Vec<&str> = sentences.iter().map(String::as_str).collect();
        let against = |sources: &[&str]| {
            let verdict = check_in(&Claim { text: statement.text(), sources }, statement.language());
            (verdict.outcome != Outcome::Supported).then(|| verdict.reasons.join("; "))
        };
        // What the cited words leave out of their sentence may be who says it.
        against(&words).or_else(|| if sentences == words { None } else { against(&sentences) })
    }

    fn member(&self, citation: &Citation) -> Option<&Member> {
        self.story.members().iter().find(|member| member.article.id() == citation.article())
    }

    /// The words of a citation, white space folded.
    fn words(&self, citation: &Citation) -> Option<String> {
        let span = self.bytes(citation)?;
        Some(folded(span.of(citation.field().of(&self.member(citation)?.article))))
    }

    /// The whole sentence, or sentences, of a citation, white space folded; of a title the title.
    fn sentence(&self, citation: &Citation) -> Option<String> {
        let (member, span) = (self.member(citation)?, self.bytes(citation)?);
        let text = citation.field().of(&member.article);
        if citation.field() == Field::Title {
            return Some(folded(text));
        }
        let touched: Vec<Span> = member
            .reading
            .sentences
            .iter()
            .map(|sentence| sentence.span)
            .filter(|other| other.overlaps(span))
            .collect();
        let start = touched.first().map_or(span.start(), |first| first.start().min(span.start()));
        let end = touched.last().map_or(span.end(), |last| last.end().max(span.end()));
        Span::new(start, end).map(|span| folded(span.of(text)))
    }

    /// Whether a citation leaves nothing out of its sentence.
    fn is_whole(&self, citation: &Citation) -> bool {
        self.words(citation) == self.sentence(citation)
    }

    /// Where a citation stands, in bytes.
    fn bytes(&self, citation: &Citation) -> Option<Span> {
        let text = citation.field().of(&self.member(citation)?.article);
        let (start, end) = (usize::try_from(citation.start()).ok()?, usize::try_from(citation.end()).ok()?);
        if text.is_ascii() {
            return Span::new(start, end).filter(|span| span.end() <= text.len());
        }
        let mut borders = text.char_indices().map(|(at, _)| at).chain(std::iter::once(text.len()));
        let first = borders.nth(start)?;
        Span::new(first, borders.nth(end.checked_sub(start + 1)?)?)
    }

    /// The first cited words as they stand, where they are a whole sentence.
    fn source_sentence(&self, statement: &Statement) -> Option<Statement> {
        let citation = statement.citations().first()?;
        let (member, span) = (self.member(citation)?, self.bytes(citation)?);
        let whole = member.reading.sentences.iter().any(|sentence| sentence.span == span);
        let article = &member.article;
        let source = Statement::verbatim(article, citation.field(), span, statement.language()).ok()?;
        (whole && source.text() != statement.text()).then_some(source)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Article, ArticleDraft, ArticleId, Placement, Reading, ReportId, ReportKind, Sentence, StoryId};

    const TEXT: &str = "ORSK (Norpress) - The army says 12 rebels died at Lendal. The bridge was not closed.";

    fn story() -> Story {
        let draft = ArticleDraft { text: TEXT.to_owned(), ..ArticleDraft::default() };
        let article = Article::new(ArticleId::new("a"), draft).unwrap();
        let sentences = crate::text::sentences(TEXT, "en").into_iter();
        let reading = Reading {
            article: ArticleId::new("a"),
            language: "en".to_owned(),
            language_confidence: 1.0,
            sentences: sentences.map(|span| Sentence { span, cues: Vec::new() }).collect(),
            names: Vec::new(),
            dates: Vec::new(),
            figures: Vec::new(),
            quotes: Vec::new(),
        };
        let placement = Placement {
            article: ArticleId::new("a"),
            story: StoryId::new("s"),
            report: ReportId::new("a"),
            original: ArticleId::new("a"),
            kind: ReportKind::Original,
            why: String::new(),
            credit: String::new(),
            lineage: None,
            took: Vec::new(),
        };
        Story::new(StoryId::new("s"), vec![Member { article, reading, placement }]).unwrap()
    }

    /// The statement after the check, or why it went.
    fn check_statement(text: &str, cited: &str, edits: &[Edit]) -> std::result::Result<String, String> {
        let story = story();
        let article = &story.members()[0].article;
        let at = TEXT.find(cited).unwrap();
        let citation = Citation::new(article, Field::Text, Span::new(at, at + cited.len()).unwrap()).unwrap();
        let mut statement = Statement::edited(text.to_owned(), vec![citation], "en", edits.to_vec()).unwrap();
        let mut checker = Checker { story: &story, shown: BTreeSet::new(), failed: Vec::new() };
        let passes = checker.passes(&mut statement);
        match checker.failed.first() {
            None if passes => Ok(statement.text().to_owned()),
            Some(failed) if passes => Err(format!("{} -> {}", failed.reason, statement.text())),
            other => Err(other.map(|failed| failed.reason.clone()).unwrap_or_default()),
        }
    }

    #[test]
    fn faithful_edits_pass() {
        let whole = "The army says 12 rebels died at Lendal.";
        assert_eq!(check_statement(whole, whole, &[]), Ok(whole.to_owned()));
        assert_eq!(check_statement(whole, whole, &[Edit::DroppedDateline]), Ok(whole.to_owned()));
    }

    #[test]
    fn what_is_not_in_the_cited_words_goes_and_is_listed() {
        let cited = "The army says 12 rebels died at Lendal.";
        for (text, edits) in [
            ("The army says 21 rebels died at Lendal.", &[Edit::Shortened][..]),
            ("12 rebels died at Lendal.", &[Edit::DroppedAttribution][..]),
            ("The army says 12 rebels died at Tarnmouth.", &[Edit::Shortened][..]),
            ("The army says 12 rebels lived at Lendal.", &[][..]),
        ] {
            assert!(check_statement(text, cited, edits).is_err(), "{text}");
        }
    }

    #[test]
    fn words_cited_without_their_speaker_do_not_pass() {
        let cited = "12 rebels died at Lendal.";
        assert!(check_statement(cited, cited, &[Edit::Shortened]).is_err());
        assert!(check_statement(cited, cited, &[Edit::DroppedAttribution]).is_err());
    }

    #[test]
    fn a_broken_edit_gives_way_to_its_source_sentence() {
        let source = "The bridge was not closed.";
        let after = check_statement("The bridge was closed.", source, &[Edit::Shortened]).unwrap_err();
        assert!(after.ends_with(&format!("-> {source}")), "{after}");
    }
}
