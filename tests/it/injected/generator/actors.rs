//! Swapped actors: who did it to whom, turned round. In: a sentence. Out: the sentence with doer and done-to
//! exchanged. Never: a verb that means the same both ways, or a name of which only a piece would move.

use super::Article;
use super::dates::{MONTHS, WEEKDAYS};
use super::words::{Line, among, capital, is_function, small};

/// Deeds that one does to another.
const DEEDS: &str = "\
    accused attacked beat defeated sued arrested killed shot blamed criticised criticized praised bought \
    acquired fined told asked urged warned backed supported replaced succeeded thanked invited sacked fired \
    hired rejected threatened invaded bombed hit struck helped paid owns owned controls led overtook outbid \
    outscored trails follows followed charged sentenced convicted acquitted interviewed hosted visited saved \
    rescued chased stabbed detained freed ordered forced blocked cleared denounced condemned challenged mocked \
    appointed nominated represents represented advised notified informed contacted approached overruled funded \
    financed lent owed sold supplied armed trained led dismissed suspended banned expelled deported recruited \
    promoted coached knocked upset stunned thrashed edged overcame eliminated injured wounded robbed assaulted \
    pursued pressed lobbied persuaded deceived protected sheltered evicted trailed outsold undercut betrayed \
    attacks accuses owns beats backs supports urges asks tells warns shelled raided seized captured courted";
/// Who can do and be done to, where no name says it.
const ACTORS: &str = "\
    company firm government army police court team club party group union minister president king queen bank \
    rebels troops workers protesters man woman men women boy girl officers officer soldiers soldier officials \
    staff players player fans residents students council country state town village hospital school teacher \
    teachers doctor doctors nurse nurses driver drivers pilot captain mayor judge jury prosecutor prosecutors \
    lawyer lawyers regulator ministry navy militia guards guard gang suspect suspects victim victims striker \
    keeper goalkeeper coach manager owner owners tenant tenants farmer farmers fishermen miners strikers crew \
    champions hosts visitors challenger senator governor premier chancellor commission committee board agency \
    watchdog airline retailer supplier producer buyer seller investors shareholders lender lenders parents \
    mother father son daughter brother sister husband wife family neighbour neighbours writer singer actor \
    director artist scientist scientists researchers engineers engineer inspectors inspector opposition \
    cabinet parliament senate leader leaders chief commander ambassador envoy bishop priest thief thieves \
    robber robbers hunters hunter gunman attacker attackers bear dog shark";
/// Words that may stand between the doer and the deed.
const HELPERS: &str = "has have had will would also later then reportedly already";
const PARTICIPLES_BY: &str = "\
    killed arrested sued attacked beaten defeated accused fined bought acquired shot hit struck rescued \
    charged convicted sentenced owned controlled led backed supported replaced succeeded criticised criticized \
    blamed praised hired sacked appointed nominated interviewed hosted visited saved chased stabbed detained \
    freed released ordered blocked condemned denounced challenged represented approached funded supplied \
    trained dismissed suspended expelled recruited coached injured wounded robbed assaulted pursued protected \
    evicted warned told asked urged invited overtaken outbid bombed invaded threatened advised informed raided \
    seized captured shelled overruled banned cleared financed followed";

/// The sentence with its actors exchanged.
pub(super) fn swapped(_: &Article, _: usize, line: &Line<'_>) -> Option<String> {
    (1..line.len()).filter(|at| !line.is_quoted(*at)).find_map(|at| active(line, at).or_else(|| passive(line, at)))
}

/// A did it to B.
fn active(line: &Line<'_>, at: usize) -> Option<String> {
    if !among(line.word(at), DEEDS) {
        return None;
    }
    let mut doer_end = at;
    while among(line.before(doer_end, 1), HELPERS) {
        doer_end -= 1;
    }
    let doer = left_phrase(line, doer_end)?;
    let done_to = right_phrase(line, at + 1)?;
    exchange(line, doer, done_to)
}

/// A had it done by B.
fn passive(line: &Line<'_>, at: usize) -> Option<String> {
    let is_passive = line.word(at) == "by" && among(line.before(at, 1), PARTICIPLES_BY);
    let mut end = at.checked_sub(1).filter(|_| is_passive)?;
    let mut helped = false;
    while among(line.before(end, 1), "was were is are been being has have had later also") {
        helped |= among(line.before(end, 1), "was were is are been being");
        end -= 1;
    }
    let done_to = left_phrase(line, end).filter(|_| helped)?;
    let doer = right_phrase(line, at + 1)?;
    exchange(line, done_to, doer)
}

/// The sentence with two phrases exchanged.
fn exchange(line: &Line<'_>, first: (usize, usize), second: (usize, usize)) -> Option<String> {
    let (one, other) = (line.slice(first.0, first.1), line.slice(second.0, second.1));
    let shares = one.split(' ').any(|word| word.len() > 3 && other.contains(word));
    if shares {
        return None;
    }
    let leads = line.begins(first.0);
    let moved = if is_function(&line.lower(first.0)) && leads { small(one) } else { one.to_owned() };
    let put = if leads { capital(other) } else { other.to_owned() };
    Some(line.with(second.0, second.1, &moved))
        .map(|text| text.replacen(line.slice(0, first.1), &format!("{}{put}", &line.text[..line.start(first.0)]), 1))
}

/// A name or a short noun phrase with its article that ends here and begins a clause.
fn left_phrase(line: &Line<'_>, end: usize) -> Option<(usize, usize)> {
    let mut start = end;
    while start > 0 && line.is_capital(start - 1) {
        start -= 1;
    }
    if start == end {
        while start > 0 && end - start < 3 && is_noun(line, start - 1) {
            start -= 1;
        }
        if start == end
            || !among(&line.lower_before(start, 1), "the a an his her their")
            || !among(line.word(end - 1), ACTORS)
        {
            return None;
        }
        start -= 1;
    } else if line.lower_before(start, 1) == "the" {
        start -= 1;
    }
    let before = line.lower_before(start, 1);
    let opens = matches!(before.as_str(), "" | "," | "“" | "\"" | ":" | "-" | "—")
        && !(before == "," && line.is_capital(start.saturating_sub(2)));
    let joined = among(&before, "that when after as but because while before since whether if although where said");
    let dated = (start..end).any(|at| among(&line.lower(at), MONTHS) || among(&line.lower(at), WEEKDAYS));
    ((opens || joined) && !dated && !among(&line.lower(start), "he she it they i we who")).then_some((start, end))
}

/// A name or a short noun phrase that begins here and that nothing continues.
fn right_phrase(line: &Line<'_>, start: usize) -> Option<(usize, usize)> {
    let mut end = start;
    if among(&line.lower(start), "the a an his her their") {
        end += 1;
    }
    let first = end;
    while line.is_capital(end) {
        end += 1;
    }
    if end == first {
        while end - first < 3 && is_noun(line, end) {
            end += 1;
        }
        if first == start || end == first || !among(line.word(end - 1), ACTORS) {
            return None;
        }
    }
    let dated = (start..end).any(|at| among(&line.lower(at), MONTHS) || among(&line.lower(at), WEEKDAYS));
    let after = line.lower(end);
    let ends = matches!(after.as_str(), "." | "," | ";" | "”" | "\"")
        || (is_function(&after) && !matches!(after.as_str(), "and" | "or" | "of" | "'s"));
    let list = after == "," && line.is_capital(end + 1) && !line.begins(end + 1);
    (end > first && ends && !dated && !list && !line.is_quoted(start)).then_some((start, end))
}

fn is_noun(line: &Line<'_>, at: usize) -> bool {
    let word = line.word(at);
    word.chars().all(|letter| letter.is_lowercase() || letter == '-')
        && word.len() > 2
        && !is_function(word)
        && !among(word, DEEDS)
}
