//! What's behind the headline? In: the material and what the page has told. Out: sentences under their roles.
//! Never: an opinion or a forecast without an owner in the sentence itself.

use super::marks::Marks;
use super::material::{Line, Material};
use super::roles::{Sides, has_effect, is_forecast, is_judgement, main_part, sides, surety};
use super::told::Telling;
use super::turns::Turn;
use crate::error::Result;
use crate::model::{Behind, Cue, Name, NameKind, Role, Span};
use std::sync::LazyLock;

/// Sentences of the section.
const MOST: usize = 10;
/// Sentences of one role, so that five people's anger does not hide the one cause.
const OF_ONE_ROLE_MAX: usize = 3;
/// With fewer sentences than this, those further from the middle of the story stand in.
const ENOUGH: usize = 6;
/// With fewer than this, whoever speaks in the story stands in as a voice.
const LEAST: usize = 3;
/// How surely a sentence plays its role: plainly, or by words that may mean something else.
const SURE: f64 = 1.0;
const WEAK: f64 = 0.5;
/// A sentence that lies this much further from the middle of the story than half of them is still of it.
const FAR: f64 = 0.6;
/// Words of the core of the story that a sentence shares: where there is choice, and where there is little.
const CORE_MIN: usize = 3;
const CORE_TOUCHED: usize = 2;
/// Words of the core that the clause holds which a reason explains or a consequence follows from.
const EVENT_CORE_MIN: usize = 2;
/// How much the oldest article's outlook and doubts lose against the newest one's: what was to come may have come.
const AGE_LOSS: f64 = 0.6;
/// Sentences among which the report that has said least is preferred.
const NEXT: usize = 3;
/// Words of a sentence in this section.
const WORDS_MAX: usize = 55;
/// The order in which roles take turns and are shown.
const ORDER: [(Cue, Role); 5] = [
    (Cue::Cause, Role::Cause),
    (Cue::Consequence, Role::Consequence),
    (Cue::Reaction, Role::Reaction),
    (Cue::Outlook, Role::Outlook),
    (Cue::Doubt, Role::Doubt),
];

/// The section; at most `limit` sentences.
pub(super) fn behind(material: &Material<'_>, told: &mut Telling, limit: usize) -> Result<Vec<Behind>> {
    let limit = limit.min(MOST);
    let weighed = Weighed::all(material);
    let mut choice = Choice { material, told, limit, of_one_role_max: 1, apart: true, found: Vec::new() };
    let usual = median(&weighed);
    let cued = |sure: f64, least: f64, core: usize| {
        ORDER.map(|(cue, role)| {
            let fits = |line: &&Weighed<'_, '_>| {
                line.line.cues().contains(&cue) && line.line.central >= least && line.line.core >= core
            };
            (role, candidates(&weighed, role, sure, fits))
        })
    };
    // Every role once, from as near as it can be had, before any role speaks twice.
    choice.of_one_role_max = 1;
    for (least, core) in [(usual, CORE_MIN), (usual * FAR, CORE_TOUCHED), (0.0, CORE_TOUCHED)] {
        choice.in_turns(cued(SURE, least, core), limit);
    }
    choice.of_one_role_max = OF_ONE_ROLE_MAX;
    choice.in_turns(cued(SURE, usual, CORE_MIN), limit);
    choice.in_turns(cued(SURE, usual * FAR, CORE_TOUCHED), limit.min(ENOUGH));
    choice.in_turns(cued(WEAK, usual, CORE_MIN), limit.min(ENOUGH));
    // Without a cue in the papers' wording, a sentence that names its owner may still say plainly what it is.
    let owned =
        ORDER.map(|(_, role)| (role, candidates(&weighed, role, SURE, |line| line.owned && line.line.core > 1)));
    choice.in_turns(owned, limit.min(ENOUGH));
    let voices = |least: f64| {
        let speaks = |line: &&Weighed<'_, '_>| line.owned && line.line.core > 0 && names_speaker(line.line);
        [(Role::Reaction, candidates(&weighed, Role::Reaction, least, speaks))]
    };
    choice.in_turns(voices(WEAK), limit.min(ENOUGH));
    choice.apart = false;
    choice.in_turns(cued(SURE, 0.0, 1), limit.min(LEAST));
    choice.in_turns(cued(WEAK, usual * FAR, CORE_TOUCHED), limit.min(LEAST));
    let effects = |line: &&Weighed<'_, '_>| has_effect(&line.lower) && line.line.core >= CORE_TOUCHED;
    choice.in_turns([(Role::Consequence, candidates(&weighed, Role::Consequence, 0.0, effects))], limit.min(LEAST));
    let plans = |line: &&Weighed<'_, '_>| line.forecast && line.line.core >= CORE_TOUCHED;
    choice.in_turns([(Role::Outlook, candidates(&weighed, Role::Outlook, SURE, plans))], limit.min(LEAST));
    choice.in_turns(voices(0.0), limit.min(LEAST));
    let mut found = choice.found;
    found.sort_by_key(|(role, line)| (*role, line.article, line.position));
    found.into_iter().map(|(role, line)| Ok(Behind { role, statement: line.statement()? })).collect()
}

/// A sentence that may stand here, with what every role asks of it, worked out once.
struct Weighed<'m, 'a> {
    line: &'m Line<'a>,
    lower: String,
    /// It without its relative clauses.
    main: String,
    /// How surely it plays each role, in their order.
    sureties: [f64; ORDER.len()],
    owned: bool,
    forecast: bool,
    judges: bool,
    /// How old its article is among those of the story: 0 the newest, 1 the oldest; 0 where not all are dated.
    age: f64,
}

impl<'m, 'a> Weighed<'m, 'a> {
    fn all(material: &'m Material<'a>) -> Vec<Self> {
        let stands = |line: &&Line<'_>| {
            line.touches_story() && line.words <= WORDS_MAX && line.turn != Turn::Earlier && !line.looks_back()
        };
        let mut weighed: Vec<Self> = material.lines.iter().filter(stands).map(Self::new).collect();
        let members = material.story.members();
        let dated = members.iter().all(|member| member.article.published().is_some());
        for weighed in &mut weighed {
            weighed.hold_to_event(material);
            if dated && members.len() > 1 {
                weighed.age = 1.0 - weighed.line.article as f64 / (members.len() - 1) as f64;
            }
        }
        weighed
    }

    fn new(line: &'m Line<'a>) -> Self {
        let lower = line.text.to_lowercase();
        let (owned, forecast, judges) = (is_owned(line, &lower), is_forecast(&lower), is_judgement(&lower));
        let main = main_part(&lower);
        let sureties = ORDER.map(|(_, role)| surety(role, &main));
        Self { line, lower, main, sureties, owned, forecast, judges, age: 0.0 }
    }

    /// A reason is one of the story's where what it explains is, and so is a consequence where what it follows from is. What
    /// answers the event is no reason of it, and what brought it about is no consequence.
    fn hold_to_event(&mut self, material: &Material<'_>) {
        let language = &self.line.reading().language;
        let core = |side: &str| material.core_of(side, language);
        for (at, (_, role)) in ORDER.iter().enumerate() {
            let Some(Sides { main, named, makes }) = sides(*role, &self.main) else { continue };
            let is_echo = *role == Role::Cause && is_the_event(material, named, language);
            if is_echo || !material.tells_the_event(main, language) {
                self.sureties[at] = 0.0;
            }
            let brings_it_about = makes && core(named) >= EVENT_CORE_MIN && core(main) < core(named);
            if *role == Role::Consequence && brings_it_about {
                self.sureties[at] = 0.0;
                self.sureties[Role::Cause as usize] = SURE;
            }
        }
    }

    /// How surely it plays a role.
    fn surety(&self, role: Role) -> f64 {
        self.sureties[role as usize]
    }

    /// Whether it may stand under this role without becoming our own opinion.
    fn may_stand(&self, role: Role) -> bool {
        // A forecast without an owner stands only where it is scheduled for a day after the paper came out.
        let dated = || self.line.looks_ahead();
        match role {
            // "It is not clear what caused the fire" gives no cause.
            Role::Cause | Role::Consequence if self.surety(Role::Doubt) >= SURE => false,
            Role::Cause | Role::Consequence => self.owned || !(self.forecast || self.judges),
            Role::Doubt => !self.line.is_overtaken() && (self.owned || !self.judges),
            Role::Reaction => self.owned && self.line.names().next().is_some(),
            Role::Outlook => !self.line.has_come() && (self.owned || (dated() && !self.judges)),
        }
    }
}

/// Whether some words name nothing but the event of the story: "the latest provocation by Telmara" is what others answer.
fn is_the_event(material: &Material<'_>, words: &str, language: &str) -> bool {
    let own = |word: &str| {
        let word = word.trim_end_matches("'s").trim_end_matches("’s");
        word.len() < 3 || EVENT_WORDS.contains(&word) || material.core_of(word, language) > 0
    };
    let words: Vec<&str> = words.split(|letter: char| !letter.is_alphanumeric() && !"-'’".contains(letter)).collect();
    words.iter().all(|word| own(word)) && words.iter().any(|word| word.len() >= 3)
}

/// Words that name an event without saying what it was, and what stands beside them.
const EVENT_WORDS: &[&str] = &[
    "the",
    "this",
    "that",
    "its",
    "their",
    "his",
    "her",
    "latest",
    "recent",
    "new",
    "incident",
    "event",
    "events",
    "attack",
    "attacks",
    "accident",
    "news",
    "move",
    "provocation",
    "provocations",
    "decision",
    "announcement",
    "tragedy",
    "disaster",
    "crash",
    "explosion",
    "launch",
    "verdict",
    "report",
    "reports",
    "situation",
    "crisis",
    "from",
    "for",
    "and",
    "into",
    "against",
    "over",
];

/// Whether a line plainly gives a reason of the story's own event.
pub(super) fn explains_the_event(material: &Material<'_>, line: &Line<'_>) -> bool {
    let main = main_part(&line.text.to_lowercase());
    let language = &line.reading().language;
    plays(line, Role::Cause)
        && sides(Role::Cause, &main).is_some_and(|sides| {
            material.tells_the_event(sides.main, language) && !is_the_event(material, sides.named, language)
        })
}

/// Whether a line plainly plays a role: by its cue words, by its owner, and by what else it says.
pub(super) fn plays(line: &Line<'_>, role: Role) -> bool {
    let played = || {
        let cued: Vec<Role> =
            ORDER.iter().filter(|(cue, _)| line.cues().contains(cue)).map(|(_, role)| *role).collect();
        if cued.is_empty() {
            return cued;
        }
        let weighed = Weighed::new(line);
        cued.into_iter().filter(|role| weighed.may_stand(*role) && weighed.surety(*role) >= SURE).collect()
    };
    line.plays.get_or_init(played).contains(&role)
}

/// The middle one of the sentences' nearness to the middle of the story.
fn median(weighed: &[Weighed<'_, '_>]) -> f64 {
    let mut central: Vec<f64> = weighed.iter().map(|line| line.line.central).collect();
    central.sort_by(f64::total_cmp);
    central.get(central.len() / 2).copied().unwrap_or(0.0)
}

/// The sentences chosen so far.
struct Choice<'t, 'm, 'a> {
    material: &'m Material<'a>,
    told: &'t mut Telling,
    limit: usize,
    of_one_role_max: usize,
    /// Whether a sentence must keep its distance from what the page has told, or only say it in no other words.
    apart: bool,
    found: Vec<(Role, &'m Line<'a>)>,
}

impl<'m, 'a> Choice<'_, 'm, 'a> {
    /// Takes from each role in turn, up to `enough` in all.
    fn in_turns<const N: usize>(&mut self, mut queues: [(Role, Vec<&'m Line<'a>>); N], enough: usize) {
        for _ in 0..self.of_one_role_max {
            for (role, queue) in &mut queues {
                let held = self.found.iter().filter(|(known, _)| known == role).count();
                if self.found.len() < enough.min(self.limit) && held < self.of_one_role_max {
                    let next = self.next_new(queue);
                    self.found.extend(next.map(|line| (*role, line)));
                }
            }
        }
    }

    /// The first line of a queue that the page has not told, of a report that has said little here if there is one;
    /// it is told from now on.
    fn next_new(&mut self, queue: &mut Vec<&'m Line<'a>>) -> Option<&'m Line<'a>> {
        let lexicon = &self.material.lexicon;
        queue.retain(|line| match self.apart {
            true => !self.told.is_close(lexicon, &line.terms) && !self.told.holds(lexicon, &line.terms),
            false => !self.told.repeats(lexicon, &line.terms),
        });
        let used = |line: &Line<'_>| self.found.iter().filter(|(_, known)| known.report == line.report).count();
        let best = (0..queue.len().min(NEXT)).min_by_key(|at| used(queue[*at]))?;
        let line = queue.remove(best);
        self.told.tell(&line.terms);
        Some(line)
    }
}

/// Sentences that play this role as surely as asked, the surest and nearest to the middle of the story first.
fn candidates<'m, 'a>(
    weighed: &[Weighed<'m, 'a>],
    role: Role,
    least: f64,
    fits: impl Fn(&&Weighed<'m, 'a>) -> bool,
) -> Vec<&'m Line<'a>> {
    let ages = matches!(role, Role::Outlook | Role::Doubt);
    let mut lines: Vec<(f64, &Line<'_>)> = weighed
        .iter()
        .filter(|line| line.surety(role) >= least && fits(line) && line.may_stand(role))
        .map(|line| (line.surety(role) * if ages { 1.0 - AGE_LOSS * line.age } else { 1.0 }, line.line))
        .collect();
    // A sentence with several roles belongs to the rarer one: fewer cues first among equals.
    lines.sort_by(|left, right| {
        let weight = |(sure, line): &(f64, &Line<'_>)| sure * line.central;
        weight(right).total_cmp(&weight(left)).then(left.1.cues().len().cmp(&right.1.cues().len()))
    });
    lines.into_iter().map(|(_, line)| line).collect()
}

/// Whether it quotes a person or an organisation that it names, or tells what one says.
fn names_speaker(line: &Line<'_>) -> bool {
    let somebody = |name: &Name| matches!(name.kind, NameKind::Person | NameKind::Organisation);
    speaker(line).is_some() || line.names().any(|name| somebody(name) && acts(line, name.span))
}

/// Words by which a sentence names the owner of what it says.
const OWNERS: &[&str] = &[
    " said",
    " says",
    " told ",
    "according to",
    " warned",
    " warns",
    " announced",
    " wrote",
    " tweeted",
    " argued",
    " argues",
    " believes",
    " believe ",
    " claimed",
    " claims",
    " insisted",
    " predicted",
    " estimates",
    " estimated",
    " expects",
    " promised",
    " vowed",
    " pledged",
    " plans to",
    " plan to",
    " urged",
    " condemned",
    " criticised",
    " criticized",
    " denied",
    " stated",
    " welcomed",
    " praised",
    " rejected",
    " hailed",
    " denounced",
    " accused",
    " explained",
    " suggested",
    " expressed",
];

static MARKS: LazyLock<Marks> = LazyLock::new(|| Marks::of(OWNERS.iter().copied()));

/// Whether the sentence itself says who holds it.
fn is_owned(line: &Line<'_>, lower: &str) -> bool {
    line.quotes().any(|quote| quote.said_by.is_some_and(|by| line.sentence.holds(by))) || MARKS.are_in(lower)
}

/// Whether the name at this place is the subject of a verb of speaking or reacting.
pub(super) fn acts(line: &Line<'_>, mention: Span) -> bool {
    const ACTS: &[&str] = &[
        " said",
        " says",
        " condemned",
        " urged",
        " warned",
        " called ",
        " denied",
        " announced",
        " told ",
        " accused",
        " praised",
        " tweeted",
        " wrote",
        " criticised",
        " criticized",
        " welcomed",
        " apologised",
        " apologized",
        " rejected",
        " vowed",
        " demanded",
        " added",
        " hailed",
        " denounced",
        " accused",
        " claimed",
        " insisted",
        " has said",
        " also said",
        " expressed",
        " confirmed",
        " reported",
    ];
    let after = line.member.article.text().get(mention.end()..line.sentence.end()).unwrap_or("");
    ACTS.iter().any(|act| after.starts_with(act)) && !hangs_on_another(line, mention)
}

/// Whether the name at this place belongs to somebody else's act: "the brother of Ann Holm says", "a note to Holm saying".
fn hangs_on_another(line: &Line<'_>, mention: Span) -> bool {
    const HOLDS: &[&str] =
        &["of", "with", "for", "by", "from", "about", "against", "to", "and", "or", "behind", "near"];
    let before = line.member.article.text().get(line.sentence.start()..mention.start()).unwrap_or("").to_lowercase();
    let before = before.trim_end().trim_end_matches(" the").trim_end_matches(" its");
    let mut words = before.rsplit(' ');
    let (last, held) = (words.next().unwrap_or(""), words.next().unwrap_or(""));
    // A spokesman for the port, and a letter by Holm, say what the port and Holm say.
    let voice = matches!(last, "of" | "for" | "by" | "from") && (held.starts_with("spokes") || VOICES.contains(&held));
    HOLDS.contains(&last) && !voice && !before.ends_with("according to")
}

/// What speaks for whom it is by.
const VOICES: &[&str] =
    &["statement", "letter", "tweet", "post", "message", "report", "representative", "representatives"];

/// The speaker whom a sentence names for its quote.
pub(super) fn speaker<'l>(line: &'l Line<'_>) -> Option<&'l str> {
    line.quotes().find_map(|quote| {
        let by = quote.said_by.filter(|by| line.sentence.holds(*by))?;
        let named = line.names().find(|name| name.span.overlaps(by) && !hangs_on_another(line, name.span))?;
        Some(named.name.as_str())
    })
}
