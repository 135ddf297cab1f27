//! Does a sentence really play the role that its cue words point to? In: its words in small letters, its role.
//! Out: how surely, from 0 (not at all) to 1. Never: whether it belongs to the story; the sections judge that.

use super::marks::Marks;
use crate::model::Role;
use std::sync::LazyLock;

/// Words that give a reason, whatever stands around them.
static CAUSE: LazyLock<Marks> = LazyLock::new(|| {
    Marks::new(concat!(
        " because | due to | owing to | as a result of | in response to | in retaliation | in revenge |",
        " in reprisal | in protest | caused by | triggered by | sparked by | prompted by | driven by |",
        " blamed | blames | stems from| stemmed from| stemming from| attributed to | over concerns|",
        " over fears| over allegations| over claims| on account of | motive | for fear of | out of fear|",
        " comes after | came after | thanks to | after failing| after refusing| in the wake of | fuelled by |",
        " fueled by | responding to | brought about by | follows a | followed a "
    ))
});
/// Words that give a reason only in some sentences.
static CAUSE_WEAK: LazyLock<Marks> =
    LazyLock::new(|| Marks::new(" aimed at | in a bid to | amid | in light of | accused of "));
/// "citing officials" names a source, not a reason.
static SOURCES: LazyLock<Marks> = LazyLock::new(|| {
    Marks::new(concat!(
        " source| official| authorit| report| document| data| people | statement| polic| media|",
        " discovery| record| agenc"
    ))
});
static CONSEQUENCE: LazyLock<Marks> = LazyLock::new(|| {
    Marks::new(concat!(
        " as a result,| as a result | result in | results in | resulted in | resulting in | led to |",
        " leads to | leading to | leaving | forcing | forced | prompting | prompted | sparking | sparked |",
        " triggering | triggered | causing | caused | meaning that | which means | means that |",
        " gave rise to | paved the way | dealt a | provoking | provoked "
    ))
});
/// Those by which one thing makes another.
static MAKES: LazyLock<Marks> =
    LazyLock::new(|| Marks::new(" caus|led to|leads to|leading to|result|trigger|spark|prompt|provok|forc"));
static CONSEQUENCE_WEAK: LazyLock<Marks> = LazyLock::new(|| {
    Marks::new(concat!(
        " left | cancelled| canceled| evacuated| postponed| suspended| grounded| stranded| displaced|",
        " on hold| threatens to | impact on | effect on | effects of | consequences | toll "
    ))
});
static REACTION: LazyLock<Marks> = LazyLock::new(|| {
    Marks::new(concat!(
        " condemn| denounc| deplor| welcom| urge| implor| criticis| criticiz| slam| prais| laud|",
        " applaud| hail| commend| congratulat| mourn| griev| tribute| condolence| outrage| outcry|",
        " backlash| uproar| anger| fury| apologis| apologiz| react| respon| voic| express| protest|",
        " reject| dismissed | vow| pledg| thank| warn| demand| accus| defend| called on | calls on |",
        " called for | calling for | called the | called it | calling it | described | shock| sadden|",
        " delight| disappoint| horrif| appall| devastat| heartbr| sympath| solidarity| insist| complained| complains| complaining|",
        " regret| hit back| mock| ridicul| relie"
    ))
});
/// Words of judgement or feeling inside what somebody says.
static JUDGEMENT: LazyLock<Marks> = LazyLock::new(|| {
    Marks::new(concat!(
        " we | we're | we’re | our | i | i'm | i’m | us | should | must | need to | terrible| great|",
        " best| worst| proud| sad | happy| afraid| fear| hope| dangerous| unacceptable| wrong|",
        " right to | important| historic| tragic| tragedy| horrible| awful| wonderful| difficult|",
        " serious| never | deeply| concern| believe| support| unfair| shame| disgrace"
    ))
});
static FORECAST: LazyLock<Marks> = LazyLock::new(|| {
    Marks::new(concat!(
        " will | won't | won’t | expected to| expects | expect | plans to | plan to | planning to |",
        " intends to | set to | due to be | scheduled | going to | hopes to | aims to | vowed to |",
        " pledged to | promised to | agreed to | forecast| predict| next week| next month| next year|",
        " coming weeks| coming days| coming months|'ll |’ll | poised to | remains to be seen"
    ))
});
/// Words of what may come, or is only possible.
static FORECAST_WEAK: LazyLock<Marks> =
    LazyLock::new(|| Marks::new(" would | could | may | might | likely to | should "));
/// How things always are, and what a rule says: nothing that is to come.
static RULES: LazyLock<Marks> = LazyLock::new(|| {
    Marks::new(concat!(
        " involves | involve | guidelines | rules say| rule says| terms say| typically | usually | traditionally |",
        " generally | always | customary | instructed | used to | policy says| sceptical| skeptical"
    ))
});
/// What lies before the event of the story.
static LONG_BEFORE: LazyLock<Marks> = LazyLock::new(|| {
    Marks::new(concat!(
        " previously | repeatedly | in the past | for years| for months| last year| last month| years ago| months ago|",
        " earlier this year| earlier this month| long | legend | allegedly | once "
    ))
});
/// What was to come once and is past now.
static PAST_FUTURE: LazyLock<Marks> = LazyLock::new(|| {
    Marks::new(concat!(
        " would have | could have | might have | may have | should have | was to | were to |",
        " was expected| were expected| had planned| had been expected| was supposed| were supposed|",
        " was scheduled| were scheduled| was due | were due | had hoped| were hoping| was hoping"
    ))
});
/// A "will" that somebody has.
static OWN_WILL: LazyLock<Marks> = LazyLock::new(|| {
    Marks::new(" the will | a will | united will | strong will | political will | free will | own will ")
});
static DOUBT: LazyLock<Marks> = LazyLock::new(|| {
    Marks::new(concat!(
        "unclear|not clear|n't clear|n’t clear|not immediately clear|not known|unknown|not yet known|",
        "not certain|uncertain|not sure whether|not been confirmed|not confirmed|unconfirmed|unverified|",
        "not been verified|not been identified|not yet been|not yet confirmed|not yet identified|",
        "yet to be confirmed|yet to be identified|yet to be determined|yet to confirm|",
        "not be independently|independently ver|conflicting |contradict|questions remain|",
        "questions about|raised questions|raises questions|raised doubts|cast doubt|casts doubt|",
        "doubts about|doubts over|doubtful|sceptical|skeptical|no evidence|under investigation|",
        "investigating whether|investigate whether|remains to be seen|did not say whether|",
        "did not say how|did not say why|did not specify|not disclose|didn't say|didn’t say|",
        "no immediate word|no immediate claim|disputed |disputes |denied |denies |speculation|rumour|",
        "rumor|not been able to|could not confirm|could not be confirmed|remains a mystery|no one knows|",
        "nobody knows|do not know|don't know|don’t know|too early to"
    ))
});

/// Verbs of harm, closing, delay, punishment or relief: what became of it, in plain words.
static EFFECT: LazyLock<Marks> = LazyLock::new(|| {
    Marks::new(concat!(
        " closed | shut | cancelled| canceled| suspended| delayed| postponed| evacuated| grounded|",
        " diverted| halted| destroyed| damaged| hospital| treated for| fined | ordered to | dismissed |",
        " fired | sacked | charged with | arrested| detained| recalled| withdrew | banned | removed |",
        " displaced| stranded| trapped| injured| wounded| hurt| refund| compensation| replacement|",
        " repaired| rescued| released from | restored| cleared to | reopen| resigned| blocked| disrupted|",
        " without power| life-threatening"
    ))
});

/// Whether a sentence, given in small letters, tells what became of it.
pub(super) fn has_effect(lower: &str) -> bool {
    EFFECT.are_in(lower)
}

/// A sentence without its relative clauses: "the mayor, who vowed to sell the boats, left" tells of no plan.
pub(super) fn main_part(lower: &str) -> String {
    static OPENERS: LazyLock<Marks> = LazyLock::new(|| {
        Marks::new(concat!(
            ", who |, which |, whose |, whom |, where | that left | that has left | that had left | that caused |",
            " that led to | that sparked | that forced | that triggered | what caused "
        ))
    });
    let mut left = String::with_capacity(lower.len());
    let mut rest = lower;
    while let Some(at) = OPENERS.find_in(rest).map(|found| found.start) {
        left.push_str(&rest[..at]);
        // A clause that nothing closes runs to the end.
        rest = rest[at + 2..].find(", ").map_or("", |end| &rest[at + 2 + end..]);
    }
    left.push_str(rest);
    left
}

/// A sentence around the words that give its reason or its consequence.
pub(super) struct Sides<'s> {
    /// What is explained, or what something follows from.
    pub(super) main: &'s str,
    /// The first words of the other side: what the reason or the consequence is called.
    pub(super) named: &'s str,
    /// Whether the words say that the one made the other.
    pub(super) makes: bool,
}

/// Words after a cue that name a reason.
const NAMED_WORDS: usize = 5;

/// The sides of a sentence, given in small letters; where it opens with the cue the main side stands behind its clause.
pub(super) fn sides(role: Role, lower: &str) -> Option<Sides<'_>> {
    let marks = match role {
        Role::Cause => &CAUSE,
        Role::Consequence => &CONSEQUENCE,
        _ => return None,
    };
    let cue = marks.find_in(lower)?;
    let (before, rest) = (lower.get(..cue.start)?, lower.get(cue.end..)?.trim_start());
    let (main, other) = match before.split_whitespace().count() >= 2 {
        true => (before, rest),
        false => {
            let (clause, main) = lower.split_once(", ")?;
            (main, clause.get(cue.end..).unwrap_or("").trim_start())
        }
    };
    // A comma right behind the first word opens an apposition.
    let end = other.match_indices([',', ';', '.']).map(|(at, _)| at).find(|at| other[..*at].contains(' '));
    let clause = end.map_or(other, |end| &other[..end]);
    let named = clause.match_indices(' ').nth(NAMED_WORDS - 1).map_or(clause, |(end, _)| &clause[..end]);
    // Whom something is blamed on stands before it, and what it is behind.
    let main = if lower[cue.clone()].starts_with(" blamed") && other.starts_with("for ") { named } else { main };
    Some(Sides { main, named, makes: MAKES.are_in(&lower[cue]) })
}

/// How surely a sentence, given in small letters, plays a role.
pub(super) fn surety(role: Role, lower: &str) -> f64 {
    let has = |marks: &Marks| marks.are_in(lower);
    match role {
        Role::Cause => graded(has(&CAUSE) || cites_a_reason(lower), has(&CAUSE_WEAK)),
        Role::Consequence => graded(has(&CONSEQUENCE), has(&CONSEQUENCE_WEAK)),
        // What was said before the event reacts to something else.
        Role::Reaction if has(&LONG_BEFORE) => 0.0,
        Role::Reaction => graded(has(&REACTION), has(&JUDGEMENT)),
        Role::Outlook if has(&PAST_FUTURE) || has(&RULES) => 0.0,
        Role::Outlook if has(&OWN_WILL) && lower.matches(" will ").count() == 1 => {
            graded(FORECAST.are_in(&lower.replace(" will ", " ")), false)
        }
        Role::Outlook => graded(has(&FORECAST), has(&FORECAST_WEAK)),
        Role::Doubt => graded(has(&DOUBT), lower.contains("may have been")),
    }
}

fn graded(strong: bool, weak: bool) -> f64 {
    match (strong, weak) {
        (true, _) => 1.0,
        (false, true) => 0.5,
        (false, false) => 0.0,
    }
}

/// "…, citing safety concerns", but not "…, citing aviation authorities": who said it is no reason.
fn cites_a_reason(lower: &str) -> bool {
    lower.split_once(" citing ").is_some_and(|(_, cited)| {
        let near: String = cited.split(' ').take(8).flat_map(|word| [" ", word]).collect();
        !SOURCES.are_in(&near)
    })
}

/// Whether it speaks of what may come or may be.
pub(super) fn is_forecast(lower: &str) -> bool {
    static MARKS: LazyLock<Marks> = LazyLock::new(|| {
        Marks::new(concat!(
            " will | would | could | may | might | likely| should | must | expected to|'ll |’ll | predict|",
            " forecast"
        ))
    });
    MARKS.are_in(lower)
}

/// Words of praise and blame: with one of them a sentence judges, and needs an owner.
pub(super) fn is_judgement(lower: &str) -> bool {
    static MARKS: LazyLock<Marks> = LazyLock::new(|| {
        Marks::new(concat!(
            "clearly|obviously|surely|unfortunately|fortunately|sadly|shocking|amazing|incredible|stunning|",
            "brilliant|ridiculous|silly|bizarre|embarrass|disgrace|wonderful|terrible|awful|best |worst |",
            "perfect|ironically|of course|simply |frankly|heroic|arguably|",
            "a shame|massive |huge |apparently|seems |seem "
        ))
    });
    MARKS.are_in(lower)
}

/// Whether a sentence, in small letters, praises, blames or marvels outside of quotation marks in words that no reporter uses.
pub(super) fn is_loaded(lower: &str) -> bool {
    static MARKS: LazyLock<Marks> = LazyLock::new(|| {
        Marks::new(concat!(
            "obviously|surely |unfortunately|fortunately|sadly,|shocking|amazing|incredibl|stunning|brilliant|",
            "ridiculous| silly |bizarre|disgrace|wonderful|terribl|awful|ironically|of course|frankly|arguably|staggering|",
            "no wonder|needless to say|sacrilege|revolutionized|revolutionised|",
            "turns out|believe it or not|who knew|guess what|stonking| mob |let's face it|let’s face it"
        ))
    });
    MARKS.find_in(lower).is_some_and(|found| {
        // An odd number of marks before it: it stands in a quote, and is the speaker's.
        lower[..found.start].matches(['"', '“', '”']).count().is_multiple_of(2)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(role: Role, sentence: &str, surety_expected: f64) {
        assert!((surety(role, &sentence.to_lowercase()) - surety_expected).abs() < 1e-9, "{sentence}");
    }

    #[test]
    fn sources_are_no_reasons() {
        check(Role::Cause, "The ferry sank at noon, the harbour office said, citing coastguard officials.", 0.0);
        check(Role::Cause, "The port closed, citing safety concerns.", 1.0);
        check(Role::Cause, "The ferry sank because its doors stood open.", 1.0);
    }

    #[test]
    fn what_was_to_come_is_no_outlook() {
        check(Role::Outlook, "The ferry would have sailed on Monday.", 0.0);
        check(Role::Outlook, "The envoy praised the strong will of the town.", 0.0);
        check(Role::Outlook, "It is likely the longest trip that the ferry ever made.", 0.0);
        check(Role::Outlook, "The ferry will sail again on Monday, the harbour office said.", 1.0);
    }

    /// What stands on the sides of the cue, and whether the one made the other.
    fn check_sides(role: Role, sentence: &str, main: &str, named: &str, makes: bool) {
        let lower = sentence.to_lowercase();
        let found = sides(role, &lower).map(|sides| (sides.main, sides.named, sides.makes));
        assert_eq!(found, Some((main, named, makes)), "{sentence}");
    }

    #[test]
    fn a_cue_has_two_sides() {
        let drill = "Telmara held a drill in response to the latest provocation by Norland.";
        check_sides(Role::Cause, drill, "telmara held a drill", "the latest provocation by norland", false);
        let storm = "Partly due to the storm, the ferry stayed in port.";
        check_sides(Role::Cause, storm, "the ferry stayed in port.", "the storm", false);
        let winds = "Strong winds caused the ferry to sink off Telmar on Monday.";
        check_sides(Role::Consequence, winds, "strong winds", "the ferry to sink off", true);
        let blamed = "The guild is blamed for the fire in the mill.";
        check_sides(Role::Cause, blamed, "for the fire in the", "for the fire in the", false);
        let named = "The raid came because Norland, the neighbour, had threatened to close the bridge.";
        check_sides(Role::Cause, named, "the raid came", "norland, the neighbour", false);
        assert!(sides(Role::Reaction, &drill.to_lowercase()).is_none());
    }

    #[test]
    fn a_clause_that_only_tells_which_is_no_part_of_the_main_one() {
        assert_eq!(main_part("the mayor was shocked by a fire that left ten dead."), "the mayor was shocked by a fire");
        assert_eq!(
            main_part("police look into what caused the fire, a clerk said."),
            "police look into, a clerk said."
        );
    }

    #[test]
    fn an_allegation_is_no_doubt() {
        check(Role::Doubt, "The captain was held for allegedly selling the boats.", 0.0);
        check(Role::Doubt, "It is not clear why the doors stood open.", 1.0);
    }
}
