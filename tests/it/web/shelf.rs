//! A small archive in memory, some of it hostile. In: nothing. Out: what the site asks of an archive.
//! Never: real names or real news.

use backstory::error::Result;
use backstory::model::{
    Article, ArticleDraft, ArticleId, Asked, Health, Lineage, Moment, Outcome, OutletId, Placement, Published,
    Received, ReportId, ReportKind, Source, SourceKind, State, StoryId,
};
use backstory::serve::{Archive, ArticleCard, Found, Hit, Query, SourceCard, StoredArticle, StoryCard};
use backstory::store::{
    Absent, ArticleRow, Asking, Edition, LedgerFilter, LedgerRow, LedgerSum, OutletArticle, OutletFile, SilentSource,
    Stories, StoryHead, TopicEntry, TopicFile, UnheardSource, Voice,
};
use backstory::wire::ExplainerLine;
use serde_json::{Value, json};

/// The first article of the story, in a script of several bytes a letter.
pub(crate) const RIVER: &str =
    "Река вышла из берегов.\nВ Zelmá погибли 12 человек — «это беда», сказал мэр. 🌊 Вода уходит.";

/// The words that the story cites of it.
pub(crate) const RIVER_WORDS: &str = "погибли 12 человек — «это беда»";

/// An article that tries to break out of its page.
pub(crate) const HOSTILE: &str = "Fine words. <script>alert('text')</script> <img src=x onerror=alert(1)> End.";

/// The archive.
pub(crate) struct Shelf;

/// Where some words stand in a text, in code points.
pub(crate) fn code_points(text: &str, words: &str) -> (usize, usize) {
    let start = text[..text.find(words).unwrap()].chars().count();
    (start, start + words.chars().count())
}

fn article(id: &str) -> Option<Article> {
    let (outlet, title, text, url) = match id {
        "river" => ("Zelmá Листок", "Река вышла из берегов", RIVER, "https://listok.example/river?a=1&b=2"),
        "copy" => ("Morning Copy", "River floods", RIVER, "http://copy.example/river"),
        "odd/id?x#y" => ("<u>Outlet</u>\"onload=x", "<script>alert('title')</script>", HOSTILE, "javascript:alert(1)"),
        _ => return None,
    };
    let draft = ArticleDraft {
        url: Some(url.to_owned()),
        outlet: Some(outlet.to_owned()),
        title: title.to_owned(),
        text: text.to_owned(),
        published: Moment::parse("2026-05-12T08:30:00+05:00").map(Published),
        language: Some(if id == "odd/id?x#y" { "en" } else { "ru" }.to_owned()),
        ..ArticleDraft::default()
    };
    Article::new(ArticleId::new(id), draft).ok()
}

fn cited(text: &str, article: &str, start: usize, end: usize) -> Value {
    json!({"text": text, "lang": "en", "citations": [{"article": article, "version": 1, "start": start, "end": end}]})
}

fn with(mut statement: Value, more: Value) -> Value {
    statement.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    statement
}

/// The story's explainer, as the explain contract writes it.
pub(crate) fn explainer() -> ExplainerLine {
    let (start, end) = code_points(RIVER, RIVER_WORDS);
    let river = |text: &str| cited(text, "river", start, end);
    let hostile = |text: &str| cited(text, "odd/id?x#y", 0, 11);
    let line = json!({
        "story": "s1", "version": 1, "thin": "one report",
        "headline": {"text": "Река & <em>берег</em>", "lang": "ru",
            "citations": [{"article": "river", "version": 1, "start": 0, "end": 4, "in": "title"}]},
        "happened": [
            {"text": RIVER_WORDS, "lang": "ru", "edits": ["dropped dateline"],
             "citations": [{"article": "river", "version": 1, "start": start, "end": end},
                           {"article": "river", "version": 1, "start": 0, "end": 4},
                           {"article": "copy", "version": 1, "start": 0, "end": 4}]},
            hostile("A <script>alert('sentence')</script> sentence."),
        ],
        "behind": [
            with(river("A doubt."), json!({"role": "doubt"})),
            with(river("A cause."), json!({"role": "cause"})),
        ],
        "papers": {
            "articles": 3,
            "reports": [
                {"report": "r1", "original": "river", "articles": ["river", "copy"],
                 "outlets": ["Zelmá Листок", "Morning Copy"], "kind": "copy"},
                {"report": "r2", "original": "odd/id?x#y", "articles": ["odd/id?x#y"],
                 "outlets": ["<u>Outlet</u>\"onload=x"], "kind": "original"},
            ],
            "agree": [with(river("Twelve died."), json!({"reports": ["r1", "r2"], "same_as": 0}))],
            "differ": [
                {"about": "people who died", "kind": "figure", "relation": "conflict", "versions": [
                    with(river("Twelve."), json!({"value": "12", "outlets": ["Zelmá Листок"],
                        "published": "2026-05-12T08:30:00+05:00", "said_by": "the mayor"})),
                    with(hostile("Nine."), json!({"value": "<i>9</i>", "outlets": ["www.outlet.example"],
                        "published": null, "said_by": null})),
                ]},
                {"about": "whose fault it was", "kind": "claim", "relation": "denied", "versions": [
                    with(river("It was the dam."), json!({"value": "the dam", "outlets": ["A"],
                        "published": null, "said_by": "a farmer"})),
                    with(river("It was not."), json!({"value": "not the dam", "outlets": ["B"],
                        "published": null, "said_by": "the owner"})),
                ]},
            ],
            "only": [with(hostile("Only here."), json!({"outlet": "Outlet"}))],
            "angles": [with(river("From the bank."), json!({"outlet": "Zelmá Листок"}))],
        },
        "timeline": [
            {"date": "2025-10", "precision": "month", "sentences": [river("Rain began.")]},
            {"date": "2026-05-10/2026-05-12", "precision": "range", "sentences": [river("It rose.")]},
        ],
        "questions": [{"id": "q1", "question": "Why did the <river> rise?", "teaser": river("It rained."),
            "answer": [river("It rained for days.")],
            "unanswered": [{"text": "The papers do not say who pays.", "lang": "en", "searched": ["river", "copy"]}]}],
        "topics": [{"id": "t1", "name": "Zelmá", "kind": "place", "description": river("Zelmá is a town."),
            "from": "coverage", "as_of": "2026-05-12"}],
        "related": [{"story": "s2", "headline": "Another <river>", "why": "both name Zelmá"}],
        "notes": ["A note on <cues>."],
    });
    serde_json::from_value(line).unwrap()
}

/// The category of the story, as a stranger may have named it.
pub(crate) const CATEGORY: &str = "Land & <b>Rivers</b>";

/// The name of the hostile outlet.
pub(crate) const HOSTILE_OUTLET: &str = "<u>Outlet</u>\"onload=x";

fn newest() -> Option<Moment> {
    Moment::parse("2026-05-12T08:30:00+05:00")
}

fn received() -> Option<Received> {
    "2026-05-12T04:00:00Z".parse().ok().map(Received)
}

fn head() -> StoryHead {
    StoryHead {
        id: StoryId::new("s1"),
        headline: explainer().headline.text,
        articles: 3,
        reports: 2,
        newest: newest().map(Published),
        received: received(),
        category: Some(CATEGORY.to_owned()),
    }
}

fn story_card() -> StoryCard {
    StoryCard {
        explainer: explainer(),
        articles: 3,
        reports: 2,
        newest: newest(),
        received: received(),
        category: Some(CATEGORY.to_owned()),
    }
}

/// One edition of the story: the first, before the second article came, or the second.
fn edition(version: u32) -> Edition {
    let line = explainer();
    let updated = if version == 1 { "2026-05-11" } else { "2026-05-12T08:30:00+05:00" };
    Edition {
        version,
        digest: format!("d{version}"),
        updated: Moment::parse(updated),
        articles: version + 1,
        reports: version,
        headline: line.headline,
        happened: line.happened,
    }
}

/// A page of a list of one, if it is the first.
fn paged<T>(one: T, skip: usize, limit: usize) -> Vec<T> {
    std::iter::once(one).skip(skip).take(limit).collect()
}

fn outlet_articles() -> Vec<OutletArticle> {
    let row = |id: &str| {
        let article = article(id).unwrap();
        ArticleRow {
            id: article.id().clone(),
            version: 1,
            outlet: article.outlet().to_owned(),
            title: article.title().to_owned(),
            published: article.published(),
            change: None,
        }
    };
    let own = OutletArticle {
        card: row("odd/id?x#y"),
        story: Some(StoryId::new("s1")),
        kind: Some(ReportKind::Original),
        from: None,
        share: None,
    };
    let copy =
        OutletArticle { kind: Some(ReportKind::Copy), from: Some(row("river")), share: Some(940), ..own.clone() };
    vec![own, copy]
}

impl Archive for Shelf {
    fn front(&self, which: Stories<'_>, offset: usize, limit: usize) -> Result<(Vec<StoryCard>, usize)> {
        let here = matches!(which, Stories::All | Stories::Category(CATEGORY));
        Ok(if here { (paged(story_card(), offset, limit), 1) } else { (Vec::new(), 0) })
    }

    fn newest(&self, which: Stories<'_>, limit: usize) -> Result<Vec<StoryCard>> {
        self.front(which, 0, limit).map(|(cards, _)| cards)
    }

    fn stories(&self, stories: &[StoryId]) -> Result<Vec<StoryCard>> {
        Ok(stories.iter().filter(|id| id.as_str() == "s1").map(|_| story_card()).collect())
    }

    fn categories(&self) -> Result<Vec<String>> {
        Ok(vec![CATEGORY.to_owned()])
    }

    fn explainer(&self, story: &str) -> Result<Found<ExplainerLine>> {
        Ok(match story {
            "s1" => Found::Here(explainer()),
            "merged" => Found::Moved("s1".to_owned()),
            _ => Found::Nowhere,
        })
    }

    fn editions(&self, story: &str, limit: usize) -> Result<Vec<Edition>> {
        let all = if story == "s1" { vec![edition(2), edition(1)] } else { Vec::new() };
        Ok(all.into_iter().take(limit).collect())
    }

    fn asking(&self, question: &str) -> Result<Option<Asking>> {
        let story = StoryId::new("s1");
        Ok(match question {
            "q1" => Some(Asking::Now(story)),
            "dropped" => Some(Asking::Once(story)),
            "merged" => Some(Asking::Merged(story)),
            _ => None,
        })
    }

    fn topic(&self, topic: &str, skip: usize, limit: usize) -> Result<Option<TopicFile>> {
        let line = explainer();
        let other = backstory::wire::TopicLine {
            description: line.happened[1].clone(),
            as_of: Some("2026-05-10".to_owned()),
            ..line.topics[0].clone()
        };
        let entry = TopicEntry { story: head(), year: "2025".to_owned(), entry: line.timeline[0].clone() };
        let file = TopicFile {
            name: "Zelmá <i>".to_owned(),
            kind: "place".to_owned(),
            described: vec![(head(), line.topics[0].clone()), (head(), other)],
            stories: paged(head(), skip, limit),
            entries: vec![entry],
        };
        let silent = TopicFile { described: Vec::new(), stories: Vec::new(), entries: Vec::new(), ..file.clone() };
        Ok(match topic {
            "t1" => Some(file),
            "t0" => Some(silent),
            _ => None,
        })
    }

    fn outlet(&self, outlet: &str, skip: usize, limit: usize) -> Result<Option<OutletFile>> {
        let line = explainer();
        let only = line.papers.only.iter().map(|only| only.statement.clone()).collect();
        let voice = Voice { only, angles: Vec::new() };
        let file = OutletFile {
            name: HOSTILE_OUTLET.to_owned(),
            told: 1,
            own: 1,
            copies: 1,
            articles: outlet_articles().into_iter().skip(skip).take(limit).collect(),
            stories: paged((head(), voice), skip, limit),
        };
        Ok((OutletId::derive(HOSTILE_OUTLET).unwrap().as_str() == outlet).then_some(file))
    }

    fn outlets(&self, _limit: usize) -> Result<Vec<String>> {
        Ok(vec!["Zelmá Листок".to_owned(), "Morning Copy".to_owned(), HOSTILE_OUTLET.to_owned()])
    }

    fn languages(&self) -> Result<Vec<String>> {
        Ok(vec!["en".to_owned(), "ru".to_owned()])
    }

    fn placements(&self, story: &str) -> Result<Vec<Placement>> {
        let place = |article: &str, original: &str, kind, why: &str| Placement {
            article: ArticleId::new(article),
            story: StoryId::new(story),
            report: ReportId::new(original),
            original: ArticleId::new(original),
            kind,
            why: why.to_owned(),
            credit: String::new(),
            lineage: None,
            took: Vec::new(),
        };
        let copied = Lineage::new(ArticleId::new("river"), 0.94);
        Ok(vec![
            place("river", "river", ReportKind::Original, ""),
            Placement { lineage: Some(copied.clone()), ..place("copy", "river", ReportKind::Copy, "same text") },
            Placement {
                took: vec![copied],
                ..place("odd/id?x#y", "odd/id?x#y", ReportKind::Original, "shared: <Zelmá>")
            },
        ])
    }

    fn cards(&self, articles: &[ArticleId]) -> Result<Vec<ArticleCard>> {
        let card = |article: Article| ArticleCard {
            id: article.id().clone(),
            version: 1,
            outlet: article.outlet().to_owned(),
            title: article.title().to_owned(),
            published: article.published(),
            change: None,
        };
        Ok(articles.iter().filter_map(|id| self::article(id.as_str())).map(card).collect())
    }

    fn article(&self, id: &str, version: u32) -> Result<Option<StoredArticle>> {
        let stored = |article| StoredArticle { article, story: Some("s1".to_owned()), newest: 1, change: None };
        Ok(article(id).filter(|_| version == 1).map(stored))
    }

    fn search(&self, query: &Query, skip: usize, limit: usize) -> Result<Vec<Hit>> {
        let words = query.words.as_str();
        let found = words.contains("river") || words.contains("река") || words.is_empty();
        let cards = self.cards(&[ArticleId::new("river"), ArticleId::new("odd/id?x#y")])?;
        let story = Hit::Story { id: "s1".to_owned(), headline: "Река & <em>берег</em>".to_owned() };
        let stories = std::iter::once(story).skip(skip).take(limit);
        let hits = stories.chain(cards.into_iter().skip(skip).take(limit).map(Hit::Article));
        Ok(if found { hits.collect() } else { Vec::new() })
    }

    fn newest_found(&self, query: &Query, limit: usize) -> Result<Vec<StoryCard>> {
        Ok(if query.words == "nothing" { Vec::new() } else { paged(story_card(), 0, limit) })
    }

    fn sources(&self) -> Result<Vec<SourceCard>> {
        let sources = [
            Source::new("https://listok.example/feed", SourceKind::Feed),
            Source::new("javascript:alert(2)", SourceKind::Feed),
            Source::new("/home/reader/private/day.jsonl", SourceKind::Articles),
        ];
        let at = |text| match Moment::parse(text) {
            Some(Moment::Instant { at, .. }) => Some(Received(at)),
            _ => None,
        };
        let health = |state, why: &str| {
            let since = at("2026-05-12T03:30:00Z");
            Some(Health { state, since, why: why.to_owned(), moved_to: Some("https://new.example/feed".to_owned()) })
        };
        let card = |source: Source| SourceCard {
            health: if source.kind.is_web() {
                health(State::Fresh, "")
            } else {
                health(State::Failing, "/home/reader: <b>")
            },
            source,
            articles: 2,
            fetched: None,
            problem: None,
            category: None,
            received: at("2026-05-12T03:30:00Z"),
            truncated_percent: Some(12),
        };
        Ok(sources.into_iter().map(card).collect())
    }

    fn ledger(&self, filter: &LedgerFilter, skip: usize, limit: usize) -> Result<Vec<LedgerRow>> {
        let passes = |row: &LedgerRow| {
            let of = row.source.as_ref().map(|source| source.id.clone());
            filter.outcome.is_none_or(|outcome| outcome == row.outcome)
                && (filter.source.is_none() || of == filter.source)
        };
        Ok(ledger_rows().into_iter().filter(passes).skip(skip).take(limit).collect())
    }

    fn ledger_sums(&self, filter: &LedgerFilter) -> Result<Vec<LedgerSum>> {
        let (day, reason, source) = ("2026-05-12".to_owned(), String::new(), None);
        let (asked, outcome) = (Asked::Listing, Outcome::Received);
        let sum = LedgerSum { day, source, asked, outcome, reason, times: 41, bytes: 1, items: 1 };
        Ok(if filter.from.is_some() { vec![sum] } else { Vec::new() })
    }

    fn absent(&self, story: &str) -> Result<Option<Absent>> {
        let source = Source::new("https://silent.example/feed", SourceKind::Feed);
        let day = "2026-05-12".parse().unwrap();
        let silent = |name: &str| SilentSource {
            source: source.clone(),
            name: name.to_owned(),
            times: 4,
            last: ledger_rows()[0].at,
            items: Some(20),
        };
        let unheard = UnheardSource {
            source: source.clone(),
            name: "https://broken.example/feed".to_owned(),
            outcome: Some(Outcome::Failed),
            reason: "too slow".to_owned(),
            what: "/home/reader".to_owned(),
        };
        let many = std::iter::once(silent("Silent <b>Paper</b>")).chain((0..31).map(|_| silent("Other Paper")));
        let (story, silent, unknown) = (StoryId::new(story), many.collect(), vec![unheard]);
        Ok(Some(Absent { story, from: day, to: day, silent, unknown }))
    }

    fn size(&self) -> Result<Option<u64>> {
        Ok(Some(12_345_678))
    }
}

/// Lines of the ledger: a feed, a file of this machine, and enough others for a second page.
fn ledger_rows() -> Vec<LedgerRow> {
    let at = match Moment::parse("2026-05-12T03:30:00Z") {
        Some(Moment::Instant { at, .. }) => Received(at),
        _ => unreachable!(),
    };
    let row = |source: Source, outcome, place: &str, what: &str| LedgerRow {
        at,
        source: Some(source),
        asked: Asked::Item,
        outcome,
        reason: "too slow".to_owned(),
        place: place.to_owned(),
        status: Some(503),
        bytes: 2_000,
        items: Some(7),
        times: 3,
        what: what.to_owned(),
        hint: "try <i>later</i>".to_owned(),
    };
    let feed = || Source::new("https://listok.example/feed", SourceKind::Feed);
    let file = Source::new("/home/reader/private/day.jsonl", SourceKind::Articles);
    let place = "/home/reader/private/day.jsonl line 3";
    let mut rows = vec![row(feed(), Outcome::Failed, "https://listok.example/<b>", "no <script>reply</script>")];
    rows.push(row(file, Outcome::Dropped, place, "no text in /home/reader/private"));
    rows.extend((0..50).map(|_| row(feed(), Outcome::Received, "javascript:alert(3)", "")));
    rows
}
