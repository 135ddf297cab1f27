//! A story page as plain text. In: an explainer and the articles that it cites. Out: lines, sentences numbered
//! by what they cite, and the cited articles at the end. Never: a sentence without its support.

use crate::store::ArticleRow;
use crate::wire::{CitationLine, ExplainerLine, StatementLine};

/// Width at which lines are folded, in characters.
const WIDTH: usize = 100;

/// The articles that an explainer cites, each once, in the order in which they are first cited.
pub(super) fn cited(line: &ExplainerLine) -> Vec<String> {
    let mut page = Page::default();
    page.sections(line);
    page.articles
}

/// The page.
pub(super) fn text(line: &ExplainerLine, articles: &[ArticleRow]) -> Vec<String> {
    let mut page = Page::default();
    page.sections(line);
    page.sources(articles);
    page.lines
}

#[derive(Default)]
struct Page {
    lines: Vec<String>,
    articles: Vec<String>,
}

impl Page {
    fn sections(&mut self, line: &ExplainerLine) {
        self.paragraph("", &line.headline);
        let papers = &line.papers;
        let reports = papers.reports.len();
        self.lines.push(format!("{} articles, {reports} independent reports; story {}", papers.articles, line.story));
        if let Some(thin) = &line.thin {
            self.lines.push(format!("This page is short: {thin}."));
        }
        self.lines.extend(line.notes.iter().cloned());
        self.heading("What's happened");
        line.happened.iter().for_each(|statement| self.paragraph("", statement));
        self.heading("What's behind the headline?");
        line.behind.iter().for_each(|behind| self.paragraph(&format!("{}: ", behind.role), &behind.statement));
        self.papers(line);
        self.heading("How we got here");
        for entry in &line.timeline {
            entry.sentences.iter().for_each(|statement| self.paragraph(&format!("{}: ", entry.date), statement));
        }
        self.heading("Go deeper: common questions");
        for question in &line.questions {
            self.lines.push(format!("{} (question {})", question.question, question.id));
            question.answer.iter().for_each(|statement| self.paragraph("  ", statement));
            question.unanswered.iter().for_each(|statement| self.paragraph("  ", statement));
        }
        self.heading("More on these topics");
        for topic in &line.topics {
            self.paragraph(&format!("{} ({}): ", topic.name, topic.kind), &topic.description);
        }
        if !line.related.is_empty() {
            self.heading("Related stories");
        }
        for related in &line.related {
            self.lines.push(format!("{}  {} ({})", related.story, related.headline, related.why));
        }
    }

    fn papers(&mut self, line: &ExplainerLine) {
        self.heading("What the papers say");
        for report in &line.papers.reports {
            let copies = report.articles.len().saturating_sub(1);
            let with = if copies > 0 { format!(" and {copies} that took it over") } else { String::new() };
            self.lines.push(format!("report of {}{with}", report.outlets.first().map_or("?", String::as_str)));
        }
        for agree in &line.papers.agree {
            self.paragraph(&format!("{} reports agree: ", agree.reports.len()), &agree.statement);
        }
        for differ in &line.papers.differ {
            self.lines.push(format!("they differ on {} ({}, {}):", differ.about, differ.kind, differ.relation));
            for version in &differ.versions {
                let lead = format!("  {}, {}: ", version.value, version.outlets.join(", "));
                self.paragraph(&lead, &version.statement);
            }
        }
        for only in &line.papers.only {
            self.paragraph(&format!("only {}: ", only.outlet), &only.statement);
        }
        for angle in &line.papers.angles {
            self.paragraph(&format!("{} alone has: ", angle.outlet), &angle.statement);
        }
    }

    fn heading(&mut self, words: &str) {
        self.lines.push(String::new());
        self.lines.push(words.to_owned());
        self.lines.push("-".repeat(words.chars().count()));
    }

    /// A statement with the numbers of the articles that it cites.
    fn paragraph(&mut self, lead: &str, statement: &StatementLine) {
        let mut marks: Vec<String> = Vec::new();
        for citation in &statement.citations {
            let mark = format!("[{} {}]", self.number(&citation.article), place(citation));
            if !marks.contains(&mark) {
                marks.push(mark);
            }
        }
        if !statement.searched.is_empty() {
            marks.push(format!("[searched {} articles]", statement.searched.len()));
        }
        self.fold(&format!("{lead}{} {}", statement.text, marks.join(" ")));
    }

    fn number(&mut self, article: &str) -> usize {
        let known = self.articles.iter().position(|id| id == article);
        let at = known.unwrap_or(self.articles.len());
        if known.is_none() {
            self.articles.push(article.to_owned());
        }
        at + 1
    }

    fn fold(&mut self, text: &str) {
        let indent = &text[..text.len() - text.trim_start().len()];
        let mut line = String::from(indent);
        let mut width = line.len();
        for word in text.split_whitespace() {
            let length = word.chars().count();
            if width + length > WIDTH && width > indent.len() {
                self.lines.push(std::mem::replace(&mut line, format!("{indent}  ")));
                width = line.len();
            } else if width > indent.len() {
                line.push(' ');
                width += 1;
            }
            line.push_str(word);
            width += length;
        }
        self.lines.push(line);
    }

    fn sources(&mut self, rows: &[ArticleRow]) {
        self.heading("Articles");
        for (at, id) in std::mem::take(&mut self.articles).iter().enumerate() {
            let Some(row) = rows.iter().find(|row| row.id.as_str() == id) else { continue };
            let published = row.published.map_or("undated".to_owned(), |published| published.0.to_string());
            let outlet = if row.outlet.is_empty() { "unnamed outlet" } else { &row.outlet };
            self.fold(&format!("[{}] {outlet}, {published}: {} (article {id})", at + 1, row.title));
        }
    }
}

/// Which characters of an article are cited.
fn place(citation: &CitationLine) -> String {
    let within = if citation.within.is_some() { "title " } else { "" };
    format!("{within}{}-{}", citation.start, citation.end)
}
