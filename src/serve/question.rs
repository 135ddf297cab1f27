//! A question's page: the cited answer, and what the papers do not say. In: a question of a stored explainer.
//! Out: HTML. Never: an answer that the explainer does not hold.

use super::Site;
use super::archive::Found;
use super::links;
use super::reply::{Asked, Frame, Reply, html};
use super::sentences::{Citer, Sentence};
use crate::error::Result;
use crate::store::Asking;
use askama::Template;

const NOWHERE: Reply = Reply::Nowhere("There is no such question");

#[derive(Template)]
#[template(path = "question.html")]
struct Page {
    frame: Frame,
    question: String,
    answer: Vec<Sentence>,
    unanswered: Vec<Sentence>,
    story: String,
    headline: Sentence,
    others: Vec<(String, String)>,
}

pub(super) fn answer(site: &Site, asked: &Asked) -> Result<Reply> {
    let id = asked.part("id");
    let story = match site.archive.asking(id)? {
        None => return Ok(NOWHERE),
        Some(Asking::Now(story)) => story,
        Some(Asking::Once(story)) => return Ok(Reply::Elsewhere(links::questions_of(story.as_str()))),
        Some(Asking::Merged(story)) => return Ok(Reply::Moved(links::questions_of(story.as_str()))),
    };
    let Found::Here(explainer) = site.archive.explainer(story.as_str())? else { return Ok(NOWHERE) };
    let Some(line) = explainer.questions.iter().find(|line| line.id == id) else { return Ok(NOWHERE) };
    let citer = Citer::of(&explainer, site.archive.as_ref(), &site.clock)?;
    let others = explainer.questions.iter().filter(|other| other.id != id);
    html(&Page {
        frame: site.frame_of(&line.question, &links::story(&explainer.story)),
        question: line.question.clone(),
        answer: citer.sentences(&line.answer),
        unanswered: citer.sentences(&line.unanswered),
        story: links::story(&explainer.story),
        headline: citer.sentence(&explainer.headline),
        others: others.map(|other| (links::question(&other.id), other.question.clone())).collect(),
    })
}
