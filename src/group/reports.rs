//! Reports: of which report an article is a copy or a rewrite, from whom it came, and which of a report is the original.
//! In: an article as the window holds it. Out: its report, its lineage, and the articles that it took passages from.
//! Never: a report whose members have nothing in common; a report whose id changes when its original does.

use super::copies::{self, Overlap};
use super::rewrites::{self, retold};
use super::stories::Held;
use super::window::Window;
use crate::model::{ArticleId, Lineage, Placement, ReportId, ReportKind};
use std::collections::BTreeSet;

/// Articles of the window with how another one overlaps with them, likeliest first.
type Compared = [(u32, Overlap)];

/// Members of a report that a new one is compared with.
const REPORT_COMPARED_MAX: usize = 12;
/// Members of a story, newest first, that a possible rewrite is compared with.
const RETOLD_COMPARED_MAX: usize = 32;
/// A reworded copy has this share of the shorter text in the same runs, outside quotations …
const REWORDED_SHARE: f64 = 0.2;
/// … and some of them in all parts but one; passages taken stood in up to six of eight.
const REWORDED_SPREAD: f64 = 0.85;
/// A rewrite follows within two days; what names the same later is a report that comes at intervals.
const RETOLD_SECONDS: u64 = 172_800;
/// A report of more members keeps its original: to tell all of them of a new one would cost too much.
const MEMBERS_TOLD_MAX: usize = 256;
/// Where the original is as good a source as another copy, within this share, it is the source.
const SOURCE_IN_DOUBT: f64 = 0.05;
/// Passages taken: runs outside quotations that both have, of the shorter text …
const TOOK_SHARE: f64 = 0.08;
/// … and how many, about: under two sentences are a turn of phrase.
const TOOK_RUNS: f64 = 16.0;
/// A run that stands in more earlier reports than this belongs to no passage of one.
const RARE_REPORTS_MAX: usize = 2;
/// So many articles that passages were taken from are named.
const TOOK_MAX: usize = 4;
/// An agency's own text may reach us so many seconds after the papers that print it.
const AGENCY_LATE_SECONDS: i64 = 43_200;

/// The report that an article belongs to.
pub(super) struct Reported {
    pub(super) report: ReportId,
    pub(super) original: ArticleId,
    pub(super) kind: ReportKind,
    /// Where the story of the report stands.
    pub(super) story: u32,
}

impl Window {
    /// How an article overlaps with those that share most runs with it, likeliest first.
    pub(super) fn compared(&self, held: &Held) -> Vec<(u32, Overlap)> {
        let found = self.runs.likeliest(&held.sketch).into_iter();
        found.filter_map(|number| Some((number, self.overlap(held, number)?))).collect()
    }

    /// The report of which an article is a copy, wholly or partly.
    pub(super) fn reported(&self, held: &Held, parts: &[u8], compared: &Compared) -> Option<Reported> {
        if let Some(same) = self.runs.same_whole(held.whole) {
            return self.report_of(same, ReportKind::Copy);
        }
        let mut best: Option<(u32, Overlap)> = None;
        for (number, overlap) in compared {
            let better = best.is_none_or(|(_, known)| rank(*overlap) > rank(known));
            let is_text = |number: u32| overlap.is_copy() || self.is_no_footer(held, parts, number);
            if overlap.is_partial() && better && is_text(*number) && self.fits(held, *number) {
                best = Some((*number, *overlap));
            }
        }
        let (number, overlap) = best?;
        self.report_of(number, if overlap.is_copy() { ReportKind::Copy } else { ReportKind::PartialCopy })
    }

    /// Whether what two articles share is more than what one outlet writes under all of its texts.
    fn is_no_footer(&self, held: &Held, parts: &[u8], number: u32) -> bool {
        let Some(other) = self.held(number) else { return false };
        held.outlet == 0 || held.outlet != other.outlet || copies::begins_alike(&held.sketch, parts, &other.sketch)
    }

    fn overlap(&self, held: &Held, number: u32) -> Option<Overlap> {
        let other = self.held(number)?;
        Some(copies::overlap((held.runs, &held.sketch), (other.runs, &other.sketch)))
    }

    /// Whether an article overlaps with the other members of a report as well.
    fn fits(&self, held: &Held, number: u32) -> bool {
        let Some(members) = self.held(number).and_then(|other| self.reports.get(&other.report)) else { return false };
        let rewrite = |member: &u32| self.held(*member).is_some_and(|member| member.kind == ReportKind::Rewrite);
        let overlaps = |member: &u32| rewrite(member) || self.overlap(held, *member).is_some_and(Overlap::is_some);
        members.iter().take(REPORT_COMPARED_MAX).all(overlaps)
    }

    /// The report that an article tells in other words, among the articles of its story: reworded here and there from
    /// beginning to end, else told anew; `parts` says where in the article its runs stand.
    pub(super) fn rewritten(&self, held: &Held, parts: &[u8], compared: &Compared, story: u32) -> Option<Reported> {
        let soon = |other: &&Held| {
            other.published.zip(held.published).is_none_or(|(other, own)| other.abs_diff(own) < RETOLD_SECONDS)
        };
        let in_story = |number: u32| self.held(number).filter(soon).filter(|other| other.story == story);
        let reworded = compared.iter().find(|(number, overlap)| {
            let is_source = |other: &Held| {
                copies::spread(&held.sketch, parts, &other.sketch) >= REWORDED_SPREAD
                    && rewrites::names_same(held, other)
            };
            overlap.narrated >= REWORDED_SHARE && in_story(*number).is_some_and(is_source)
        });
        if let Some((number, _)) = reworded {
            return self.report_of(*number, ReportKind::Rewrite);
        }
        let members = self.kept(story)?.members.iter().rev().take(RETOLD_COMPARED_MAX);
        let share = |number: &u32| Some((retold(held, in_story(*number)?)?, *number));
        let (_, number) =
            members.filter_map(share).max_by(|left, right| left.0.total_cmp(&right.0).then(right.1.cmp(&left.1)))?;
        self.report_of(number, ReportKind::Rewrite)
    }

    fn report_of(&self, number: u32, kind: ReportKind) -> Option<Reported> {
        let other = self.held(number)?;
        let (report, original) = (other.report.clone(), other.original.clone());
        Some(Reported { report, original, kind, story: other.story })
    }

    /// From which member of its report an article most likely came: published not later, and sharing most; the original
    /// where that is in doubt.
    pub(super) fn lineage(&self, held: &Held) -> Option<Lineage> {
        let members = self.reports.get(&held.report)?.iter().take(REPORT_COMPARED_MAX);
        let source = |number: &u32| {
            let other = self.held(*number).filter(|other| other.article != held.article)?;
            if !not_later(other, held) && other.article != held.original {
                return None;
            }
            Some((self.share(held, *number), &other.article))
        };
        let sources: Vec<(f64, &ArticleId)> = members.filter_map(source).collect();
        let most = sources.iter().map(|(share, _)| *share).fold(0.0, f64::max);
        let original = sources.iter().find(|(share, id)| **id == held.original && *share >= most - SOURCE_IN_DOUBT);
        let (share, from) = original.or_else(|| sources.iter().find(|(share, _)| *share >= most))?;
        Some(Lineage::new((*from).clone(), *share))
    }

    /// How much of an article stands in a member of its report: of its runs, or of its marks where it is a rewrite.
    fn share(&self, held: &Held, number: u32) -> f64 {
        let Some(other) = self.held(number) else { return 0.0 };
        if held.whole != 0 && held.whole == other.whole {
            return 1.0;
        }
        let runs = copies::overlap((held.runs, &held.sketch), (other.runs, &other.sketch)).of_first;
        if held.kind == ReportKind::Rewrite || other.kind == ReportKind::Rewrite {
            return runs.max(rewrites::kept(&held.marks, &other.marks));
        }
        runs
    }

    /// The articles of the same story and of other reports of which passages outside quotations stand in an article too.
    /// What two articles of different stories share belongs to a site or a form.
    pub(super) fn took(&self, held: &Held, compared: &Compared) -> Vec<Lineage> {
        let mut found: Vec<(f64, &Held)> = Vec::new();
        for (number, overlap) in compared {
            let Some(other) = self.held(*number) else { continue };
            let runs = overlap.narrated * f64::from(held.runs.min(other.runs));
            let known = found.iter().any(|(_, known)| known.report == other.report);
            let taken = overlap.narrated >= TOOK_SHARE && runs >= TOOK_RUNS && other.report != held.report;
            if taken && !known && other.story == held.story && not_later(other, held) && self.is_rare(held, *number) {
                found.push((overlap.narrated_of_first, other));
            }
        }
        found.sort_by(|left, right| right.0.total_cmp(&left.0).then_with(|| left.1.article.cmp(&right.1.article)));
        found.truncate(TOOK_MAX);
        found.into_iter().map(|(share, other)| Lineage::new(other.article.clone(), share)).collect()
    }

    /// Whether what an article shares with another stands in few other reports: else it belongs to a form or a site.
    fn is_rare(&self, held: &Held, number: u32) -> bool {
        let (mut rare, mut all) = (0, 0);
        for holders in self.runs.ways(&held.sketch, number) {
            let reports =
                holders.iter().take(REPORT_COMPARED_MAX).filter_map(|holder| Some(&self.held(*holder)?.report));
            let reports: BTreeSet<&ReportId> = reports.collect();
            all += 1;
            rare += usize::from(reports.len() <= RARE_REPORTS_MAX);
        }
        2 * rare >= all
    }

    /// Makes the newest article of the window the original of its report if it is; earlier members learn of it.
    pub(super) fn elect(&mut self, number: u32) {
        let Some(newest) = self.held(number) else { return };
        let members = self.reports.get(&newest.report).cloned().unwrap_or_default();
        let original =
            members.iter().find(|member| self.held(**member).is_some_and(|held| held.article == newest.original));
        let Some(known) = original.and_then(|original| self.held(*original)) else { return };
        if known.article == newest.article || members.len() > MEMBERS_TOLD_MAX || !precedes(newest, known) {
            return;
        }
        let (id, was, was_at, kind) = (newest.article.clone(), known.article.clone(), known.published, newest.kind);
        for member in members {
            let Some(held) = self.held(member) else { continue };
            let from_known = held.lineage.as_ref().is_some_and(|lineage| lineage.from == was);
            let astray = from_known && was_at.zip(held.published).is_some_and(|(source, copy)| source > copy);
            let anew = (held.article == was || astray).then(|| Lineage::new(id.clone(), self.share(held, number)));
            let Some(held) = self.held_mut(member) else { continue };
            held.original = id.clone();
            if member == number {
                (held.kind, held.lineage) = (ReportKind::Original, None);
            } else if held.article == was {
                (held.kind, held.lineage) = (kind, anew);
            } else if astray {
                held.lineage = anew;
            }
            self.renewed.insert(member);
        }
    }

    /// The place of an article of the window as it stands.
    pub(super) fn placement(&self, number: u32) -> Option<Placement> {
        let held = self.held(number)?;
        Some(Placement {
            article: held.article.clone(),
            story: self.kept(held.story)?.id.clone(),
            report: held.report.clone(),
            original: held.original.clone(),
            kind: held.kind,
            why: held.why.to_string(),
            credit: held.credit.map(|agency| agency.name().to_owned()).unwrap_or_default(),
            lineage: held.lineage.clone(),
            took: held.took.to_vec(),
        })
    }
}

/// Whether an article may be the source of another one: it was published not later, as far as known.
fn not_later(source: &Held, copy: &Held) -> bool {
    source.published.zip(copy.published).is_none_or(|(source, copy)| source <= copy)
}

/// Whether an article rather than the known one is the original: an agency's own text, else the one published first.
fn precedes(newest: &Held, known: &Held) -> bool {
    let time = |held: &Held| held.published.unwrap_or(i64::MAX);
    let is_source = |agency: &Held, paper: &Held| {
        agency.own_agency.is_some()
            && (agency.own_agency == paper.credit || time(agency) <= time(paper).saturating_add(AGENCY_LATE_SECONDS))
    };
    match (newest.own_agency.is_some(), known.own_agency.is_some()) {
        (true, false) if is_source(newest, known) => true,
        (false, true) if is_source(known, newest) => false,
        _ => time(newest) < time(known),
    }
}

/// Full copies before partial ones, then the more contained.
fn rank(overlap: Overlap) -> (bool, u64) {
    (overlap.is_copy(), (overlap.containment * 1e6) as u64)
}

#[cfg(test)]
mod tests {
    use super::super::{Arrival, Options};
    use super::*;
    use crate::model::{Article, ArticleDraft, KindEvidence, Moment, Name, NameKind, Published, Quote, Reading, Span};
    use crate::text::words;
    use proptest::prelude::*;

    const WIRE: &str = "VARNHOLT (AP) - The old bridge at Varnholt gave way on Tuesday night, and 14 people were taken to hospital. \
        The harbour master, Ilse Brandow, said that the middle pier had been cracked since the spring flood. Divers looked for \
        a lorry that was seen on the bridge shortly before it fell into the Lenne. The town council had put off repairs twice \
        because the money was not there. Trains between Tesk and Morrel were stopped until the rails had been looked over.";
    const OWN: &str = "I stood on the bank of the Lenne this morning with people who had crossed the bridge every day of their lives. \
        A baker told me how the lamps went out one after the other. His oven was still warm, he had sold nothing, and nobody in \
        the queue had come for bread. What they wanted was news of a cousin, a neighbour, a postman on his round.";

    fn article(id: &str, outlet: &str, text: &str, published: &str) -> Article {
        let published = Moment::parse(published).map(Published);
        let (text, outlet, language) = (text.to_owned(), Some(outlet.to_owned()), Some("en".to_owned()));
        Article::new(ArticleId::new(id), ArticleDraft { text, published, outlet, language, ..ArticleDraft::default() })
            .unwrap()
    }

    /// Its quotes, and as names its words with a capital.
    fn reading(article: &Article) -> Reading {
        let text = article.text();
        let marks: Vec<usize> = text.match_indices('"').map(|(at, _)| at).collect();
        let spans = marks.chunks_exact(2).filter_map(|pair| Span::new(pair[0], pair[1] + 1));
        let quote = |span| Quote { span, speaker: None, said_by: None, indirect: false, cue: None };
        let capital = |span: &Span| span.of(text).starts_with(char::is_uppercase) && span.start() > 0;
        let (kind, evidence) = (NameKind::Other, KindEvidence::default());
        let name = |span: Span| Name { span, kind, name: span.of(text).to_owned(), evidence };
        Reading {
            article: article.id().clone(),
            language: "en".to_owned(),
            language_confidence: 1.0,
            sentences: Vec::new(),
            names: words(text).into_iter().filter(capital).map(name).collect(),
            dates: Vec::new(),
            figures: Vec::new(),
            quotes: spans.map(quote).collect(),
        }
    }

    /// The places of articles that arrive one by one, as a store would hold them.
    fn placed(articles: &[Article]) -> Vec<Placement> {
        let mut window = Window::default();
        let mut places: Vec<Placement> = Vec::new();
        for article in articles {
            let reading = reading(article);
            let grouping = window.group(&[Arrival { article, reading: &reading }], &Options::default());
            places.extend(grouping.placements);
            for moved in grouping.moved {
                places
                    .iter_mut()
                    .filter(|place| place.article == moved.article)
                    .for_each(|place| *place = moved.clone());
            }
        }
        places
    }

    fn originals(places: &[Placement]) -> Vec<&str> {
        places.iter().map(|place| place.original.as_str()).collect()
    }

    fn from(place: &Placement) -> Option<&str> {
        place.lineage.as_ref().map(|lineage| lineage.from.as_str())
    }

    #[test]
    fn an_earlier_article_that_comes_later_becomes_the_original() {
        let late = article("late", "tesk.example", WIRE, "2031-03-05T09:00:00Z");
        let early = article("early", "morrel.example", WIRE, "2031-03-04T09:00:00Z");
        let places = placed(&[late, early]);
        assert_eq!(originals(&places), ["early", "early"]);
        assert_eq!(places[0].report, places[1].report);
        assert_eq!((places[0].kind, places[1].kind), (ReportKind::Copy, ReportKind::Original));
        assert_eq!((from(&places[0]), from(&places[1])), (Some("early"), None));
    }

    #[test]
    fn an_agency_is_the_original_of_its_text() {
        let paper = article("paper", "tesk.example", WIRE, "2031-03-04T09:00:00Z");
        let agency = article("agency", "apnews.com", WIRE, "2031-03-04T09:20:00Z");
        let places = placed(&[paper.clone(), agency.clone()]);
        assert_eq!(originals(&places), ["agency", "agency"]);
        assert_eq!(originals(&placed(&[agency, paper])), ["agency", "agency"]);
        assert_eq!((places[0].credit.as_str(), places[0].kind), ("AP", ReportKind::Copy));
        let other = article("other", "reuters.com", WIRE, "2031-03-09T09:00:00Z");
        let days_before = article("paper", "tesk.example", WIRE, "2031-03-04T09:00:00Z");
        assert_eq!(originals(&placed(&[days_before, other])), ["paper", "paper"]);
    }

    #[test]
    fn lineage_names_the_copy_that_shares_most_and_the_original_in_doubt() {
        let padded = format!("{WIRE} {OWN}");
        let articles = [
            article("wire", "apnews.com", WIRE, "2031-03-04T09:00:00Z"),
            article("padded", "tesk.example", &padded, "2031-03-04T10:00:00Z"),
            article("of padded", "morrel.example", &padded, "2031-03-04T11:00:00Z"),
            article("of wire", "ostrel.example", WIRE, "2031-03-04T12:00:00Z"),
        ];
        let places = placed(&articles);
        assert_eq!(originals(&places), ["wire"; 4]);
        let sources: Vec<Option<&str>> = places.iter().map(from).collect();
        assert_eq!(sources, [None, Some("wire"), Some("padded"), Some("wire")]);
        let share = |at: usize| places[at].lineage.as_ref().map_or(0.0, Lineage::share);
        assert!((0.4..0.7).contains(&share(1)), "{}", share(1));
        assert!(share(2) > 0.99 && share(3) > 0.99);
    }

    #[test]
    fn an_article_that_took_passages_has_its_own_voice_and_names_them() {
        let passage = WIRE.split(". ").skip(1).take(2).collect::<Vec<_>>().join(". ");
        let taken = format!("{OWN} {passage}. {}", OWN.replace("morning", "noon").replace("bread", "cake"));
        let articles = [
            article("wire", "apnews.com", WIRE, "2031-03-04T09:00:00Z"),
            article("taken", "tesk.example", &taken, "2031-03-04T15:00:00Z"),
        ];
        let places = placed(&articles.map(|article| with_story(&article, "one")));
        assert_ne!(places[0].report, places[1].report);
        assert_eq!(places[1].kind, ReportKind::Original);
        let took: Vec<&str> = places[1].took.iter().map(|took| took.from.as_str()).collect();
        assert_eq!(took, ["wire"]);
        assert!(places[0].took.is_empty());
    }

    /// Every third word or so swapped for another one, names and numbers kept: five-word runs survive here and there.
    fn spun(text: &str) -> String {
        let swaps = [
            ("gave way", "collapsed"),
            ("were taken to", "had to go to"),
            ("said that", "told everybody how"),
            ("since the", "after the"),
            ("Divers looked for", "Swimmers sought"),
            ("shortly before", "a moment until"),
            ("had put off", "twice delayed"),
            ("because", "since"),
            ("were stopped", "stood still"),
            ("until the", "while the"),
            ("money", "cash"),
        ];
        swaps.iter().fold(text.to_owned(), |text, (from, to)| text.replace(from, to))
    }

    #[test]
    fn what_an_outlet_writes_under_all_its_texts_makes_no_copy() {
        let footer = "This text was written down from the air in great haste by people who do their best and may be wrong. It may \
            be put right later without a word. What was said on the air is what counts. All rights stay with the station, \
            whose rules for those who wish to print its words are found at its door on Ostrel Street in Tesk.";
        let beginning = |text: &str| text.split(". ").take(2).collect::<Vec<_>>().join(". ");
        let texts = [format!("{}. {footer}", beginning(WIRE)), format!("{}. {footer}", beginning(OWN))];
        let articles = [
            article("left", "radio.example", &texts[0], "2031-03-04T09:00:00Z"),
            article("right", "radio.example", &texts[1], "2031-03-04T10:00:00Z"),
        ];
        let places = placed(&articles);
        assert_ne!(places[0].report, places[1].report);
    }

    #[test]
    fn a_spun_copy_is_a_rewrite_of_its_source() {
        let articles = [
            article("wire", "apnews.com", WIRE, "2031-03-04T09:00:00Z"),
            article("spun", "tesk.example", &spun(WIRE).replace("VARNHOLT (AP) - ", ""), "2031-03-04T11:00:00Z"),
        ];
        let places = placed(&articles);
        assert_eq!(places[0].report, places[1].report);
        assert_eq!((places[1].kind, from(&places[1])), (ReportKind::Rewrite, Some("wire")));
        assert!(places[1].lineage.as_ref().is_some_and(|lineage| lineage.share() > 0.5));
    }

    fn with_story(article: &Article, story: &str) -> Article {
        let draft = ArticleDraft { story: Some(story.to_owned()), ..article.draft().clone() };
        Article::new(article.id().clone(), draft).unwrap()
    }

    #[test]
    fn a_common_statement_is_neither_copy_nor_passage() {
        let said = "\"The bridge was looked at in spring, and those who looked at it told the council in writing that the middle \
            pier must be mended before the winter, or else be closed to lorries. I have the letter here on my desk, with the \
            stamp of the town on it, and I shall read it aloud to whoever asks me, at any hour, for as long as I am in office \
            in this harbour,\" Ilse Brandow said.";
        let (left, right) = (format!("{WIRE} {said}"), format!("{OWN} {said}"));
        let articles = [
            article("left", "tesk.example", &left, "2031-03-04T09:00:00Z"),
            article("right", "morrel.example", &right, "2031-03-04T10:00:00Z"),
        ];
        let places = placed(&articles.map(|article| with_story(&article, "one")));
        assert_ne!(places[0].report, places[1].report);
        assert!(places[1].took.is_empty(), "{:?}", places[1].took);
    }

    /// Copies, cut copies and padded copies of two texts, by papers and agencies, in any order and at any time.
    fn any_articles() -> impl Strategy<Value = Vec<Article>> {
        let one =
            (0usize..2, 0usize..3, 1u8..9, prop::sample::select(vec!["apnews.com", "tesk.example", "ostrel.example"]));
        prop::collection::vec(one, 1..14).prop_map(|drawn| {
            let text = |which: usize, form: usize| match (which, form) {
                (0, 0) => WIRE.to_owned(),
                (_, 0) => OWN.to_owned(),
                (0, 1) => WIRE.split(". ").take(4).collect::<Vec<_>>().join(". "),
                (_, 1) => OWN.split(". ").take(3).collect::<Vec<_>>().join(". "),
                (which, _) => format!("{} And more of it follows here.", if which == 0 { WIRE } else { OWN }),
            };
            let articles = drawn.into_iter().enumerate();
            articles
                .map(|(at, (which, form, day, outlet))| {
                    article(&format!("id{at}"), outlet, &text(which, form), &format!("2031-03-{day:02}"))
                })
                .collect()
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(48) })]

        #[test]
        fn a_report_has_one_original_and_lineage_stays_inside_and_points_back(articles in any_articles()) {
            let places = placed(&articles);
            let time = |id: &ArticleId| articles.iter().find(|article| article.id() == id).and_then(|article| article.published());
            for place in &places {
                let members: Vec<&Placement> = places.iter().filter(|other| other.report == place.report).collect();
                let originals: Vec<&&Placement> = members.iter().filter(|other| other.kind == ReportKind::Original).collect();
                prop_assert_eq!(originals.len(), 1);
                prop_assert_eq!(&originals[0].article, &place.original);
                prop_assert!(members.iter().any(|member| place.report == ReportId::of_first(&member.article)));
                prop_assert_eq!(place.lineage.is_none(), place.kind == ReportKind::Original);
                if let Some(lineage) = &place.lineage {
                    prop_assert!(members.iter().any(|member| member.article == lineage.from) && lineage.from != place.article);
                    let is_agency = lineage.from == place.original;
                    let (source, own) = (time(&lineage.from).unwrap().0.order_key(), time(&place.article).unwrap().0.order_key());
                    prop_assert!(is_agency || source <= own);
                }
            }
        }
    }
}
