//! A small archive in memory, some of it hostile. In: nothing. Out: what the site asks of an archive.
//! Never: real names or real news.

use backstory::error::Result;
use backstory::model::{
    Article, ArticleDraft, ArticleId, Lineage, Moment, Placement, Published, ReportId, ReportKind, Source, SourceKind,
    StoryId,
};
use backstory::serve::{Archive, ArticleCard, Found, Hit, SourceCard, StoredArticle, StoryCard};
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

impl Archive for Shelf {
    fn front(&self, offset: usize, limit: usize) -> Result<(Vec<StoryCard>, usize)> {
        let newest = Moment::parse("2026-05-12T08:30:00+05:00");
        let all = vec![StoryCard { explainer: explainer(), articles: 3, reports: 2, newest }];
        Ok((all.into_iter().skip(offset).take(limit).collect(), 1))
    }

    fn explainer(&self, story: &str) -> Result<Found<ExplainerLine>> {
        Ok(match story {
            "s1" => Found::Here(explainer()),
            "merged" => Found::Moved("s1".to_owned()),
            _ => Found::Nowhere,
        })
    }

    fn story_of_question(&self, question: &str) -> Result<Option<String>> {
        Ok((question == "q1").then(|| "s1".to_owned()))
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
        };
        Ok(articles.iter().filter_map(|id| self::article(id.as_str())).map(card).collect())
    }

    fn article(&self, id: &str, version: u32) -> Result<Option<StoredArticle>> {
        let stored = |article| StoredArticle { article, story: Some("s1".to_owned()), newest: 1 };
        Ok(article(id).filter(|_| version == 1).map(stored))
    }

    fn search(&self, words: &str, _limit: usize) -> Result<Vec<Hit>> {
        let found = words.contains("river") || words.contains("река");
        let cards = self.cards(&[ArticleId::new("river"), ArticleId::new("odd/id?x#y")])?;
        let story = Hit::Story { id: "s1".to_owned(), headline: "Река & <em>берег</em>".to_owned() };
        let hits = std::iter::once(story).chain(cards.into_iter().map(Hit::Article));
        Ok(if found { hits.collect() } else { Vec::new() })
    }

    fn sources(&self) -> Result<Vec<SourceCard>> {
        let sources = [
            Source::new("https://listok.example/feed", SourceKind::Feed),
            Source::new("javascript:alert(2)", SourceKind::Feed),
            Source::new("/home/reader/private/day.jsonl", SourceKind::Articles),
        ];
        let card = |source| SourceCard { source, articles: 2, fetched: None, problem: None };
        Ok(sources.into_iter().map(card).collect())
    }
}
