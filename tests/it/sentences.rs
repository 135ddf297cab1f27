//! Where sentences end, by language: each case is a text given as its sentences. In: invented sentences full of traps.
//! Out: a failure that shows the text and what was found. Never: words of a real article.

use backstory::text::sentences;

/// Joins the parts, cuts the text and expects the parts back, word for word.
fn check(language: &str, between: &str, parts: &[&str]) -> Result<(), String> {
    let text = parts.join(between);
    let found: Vec<&str> = sentences(&text, language).into_iter().map(|span| span.of(&text)).collect();
    if found == parts { Ok(()) } else { Err(format!("{language}: {text:?}\n   found {found:?}")) }
}

/// Checks a table and shows every case that fails; a table too short fails as well.
pub(crate) fn check_all(language: &str, between: &str, cases_min: usize, cases: &[&[&str]]) {
    assert!(cases.len() >= cases_min, "{language}: only {} cases", cases.len());
    let wrong: Vec<String> = cases.iter().filter_map(|parts| check(language, between, parts).err()).collect();
    assert!(wrong.is_empty(), "{} of {} cases:\n{}", wrong.len(), cases.len(), wrong.join("\n"));
}

#[test]
fn a_wrong_cut_is_seen() {
    assert!(check("en", " ", &["Dr.", "Holm left."]).is_err());
    assert!(check("en", " ", &["It rained. It stopped."]).is_err());
}

#[test]
fn english_abbreviations() {
    check_all(
        "en",
        " ",
        40,
        &[
            &["The fair opens on Sun. Dec. 31 in Tarn.", "Entry is free."],
            &["It closed on Fri., Jan. 6, for repairs.", "It reopened later."],
            &["The siege of Jan. 6 was long.", "Nobody forgot it."],
            &["It began in Sept. 2019 and ended in Feb. 2020.", "Then came spring."],
            &["Gen. Min spoke first.", "Senior Gen. Ro Tan did not."],
            &["The U.S. Army left the base.", "It took the trucks."],
            &["They fly to the U.S.", "The trip is long."],
            &["They fly to the U.S. on Monday.", "The trip is long."],
            &["He studied in the U.K. and the U.S. before the war.", "She did not."],
            &["See rule No. 5 of the club.", "Nobody reads it."],
            &["A kilo costs between Rs. 180 and Rs. 200 there.", "Last year it was less."],
            &["Was it ready?", "No.", "It was not."],
            &["Nos. 3 and 4 were closed.", "No. 7 stayed open."],
            &["Vell Inc. sold the mill.", "The buyer is Holm Co. of Tarn."],
            &["The mill went to Vell Inc.", "The price was low."],
            &["Holm Corp. Chairman Ro Tan resigned.", "He gave no reason."],
            &["Bakers start at 4 a.m. on weekdays.", "They sleep early."],
            &["The gates shut at 9 p.m.", "Guards stay all night."],
            &["The gates shut at 9 p.m. Monday.", "Guards stay all night."],
            &["It lands at 6:40 p.m. EST in Tarn.", "Bring a coat."],
            &["Some tools, e.g. Hammers, are heavy.", "Others, i.e. Files, are not."],
            &["They lived in St. Louis and Ft. Vell.", "They moved away."],
            &["The shop is on Main St.", "The owner is old."],
            &["I met Mr. Lee.", "He was tired."],
            &["Mrs. Holm, Ms. Vell and Dr. Tan came.", "Prof. Ro did not."],
            &["Sen. Ann Holm (D-Calif.) voted no.", "Rep. Vell voted yes."],
            &["He sells nails, screws, etc.", "Customers like him."],
            &["The work of Holm et al. (2010) is old.", "Vell et al. disagree."],
            &["The rock weighs 10 lbs.", "Workers carried it off."],
            &["It is Holm vs. Vell again.", "Fans are bored."],
            &["Adm. Ro and Lt. Col. Tan sailed.", "Capt. Vell stayed."],
            &["Turn to p. 12 and Fig. 3 there.", "The map is clear."],
            &["Sammy Holm Jr. sang.", "The crowd of Tarn clapped."],
            &["They live in Washington, D.C.", "They like it there."],
            &["She holds a Ph.D. in law.", "He holds none."],
            &["Mt. Arn is high.", "Nobody climbs it."],
            &["It costs approx. 50 crowns.", "That is cheap."],
            &["Call ext. 204 for help.", "Ask for Ann."],
            &["He went to H.M.S. Vell.", "It sailed."],
            &["He was ill.", "Doctors came at noon."],
            &["P.S. The key is under the mat.", "Do not lose it."],
            &["Gov. Ann Holm of Minn. and Wis. officials met.", "They agreed."],
            &["Vell Ltd. and Tan Bros. Circus merged.", "The clowns cheered."],
            &["The mid-Jan. 5 deadline passed.", "Nothing happened."],
        ],
    );
}

#[test]
fn english_names_numbers_and_addresses() {
    check_all(
        "en",
        " ",
        18,
        &[
            &["J. K. Holmling wrote it.", "George W. Tann read it."],
            &["J.R.R. Vell and J. A. Smith met.", "They talked."],
            &["It was sung by T. Will Holm.", "The hall was full."],
            &["Doctors treat hepatitis C.", "Patients get better."],
            &["We need plan B.", "Nobody has one."],
            &["It was you and I.", "Nobody else came."],
            &["Prices rose 3.5 percent to $2.10.", "They fell later."],
            &["Version 2.0.1 is out.", "Version 3.0 is late."],
            &["Read www.holm.example/a.b?c=d today.", "It is short."],
            &["Write to ann.holm@vell.example.", "She answers."],
            &["The site Vell.com grew.", "Its rival Tan.net did not."],
            &["He shares a link.", "https://vell.example/a is the page."],
            &["He works for Yahoo! and Vell.", "She does not."],
            &["1. First item.", "2. Second item."],
            &["It ended 3-2.", "The fans left."],
            &["He was born in 1950.", "She was born in 1951."],
            &["The study is new.[12]", "It has flaws. [3, 4]", "Nobody minds."],
            &["It sold 1.2m copies at No. 10 Vell Rd. in Tarn.", "That is a lot."],
            &["She likes wikis.", "wikiVell is her own."],
        ],
    );
}

#[test]
fn english_quotes_brackets_and_marks() {
    check_all(
        "en",
        " ",
        20,
        &[
            &["“We are leaving.”", "He shut the door."],
            &["“We are leaving,” he said.", "“Do not wait.”"],
            &["\"We won.\"", "\"You did not.\""],
            &["“Why now?” she asked.", "Nobody spoke."],
            &["“Why now?” Ann Holm asked.", "Nobody spoke."],
            &["“Why now?” Gen. Ro Tan said.", "Nobody spoke."],
            &["“Why now?” Holm, a farmer, asked.", "Nobody spoke."],
            &["“Why now?”", "Ann Holm left the room."],
            &["“Stop!” – a shout from the back – ended it.", "All went home."],
            &["‘It is late.’", "They went home."],
            &["She waited ... and left.", "Well…", "Fine."],
            &["She waited… then left.", "Good."],
            &["He left (with Mr. Holm, they say) early.", "(That was all.)", "The end."],
            &["He left (see p. 4. It is short) early.", "The end."],
            &["What?!", "You did that?", "Never!"],
            &["It rained.", "Then it stopped!", "Why?", "Nobody knew."],
            &["He left .", "`` She stayed . ''", "They met again ."],
            &["He said \"it is over. \"", "And he left."],
            &["It is good. :)", "Come again."],
            &["is it far?", "we do not know.", "ask somebody else."],
            &["Was it “odd”?", "It was [almost] so.", "Yes."],
            &["He won the “big one.”", "Nobody else came close."],
        ],
    );
}

#[test]
fn english_lines_datelines_and_lists() {
    check_all(
        "en",
        "\n",
        8,
        &[
            &["Bridge to close for a year", "The bridge of Tarn will close.", "Boats will run"],
            &["YANLOR, Oct 20 (Vell Wire) - Soldiers left the town.", "They went north."],
            &["TARN — A crane fell on Monday.", "Nobody was hurt."],
            &["TARN, Fla. — A crane fell on Monday.", "Nobody was hurt."],
            &["TARN (VW) — Gen. Ro left.", "He went by boat."],
            &["a) The first point is short.", "b) The second is not."],
            &["1. First item", "2. Second item", "10. Last item."],
            &["A. The first part", "B. The second part", "iv. The fourth."],
            &["“It is a good bridge.”", "— Ann Holm"],
        ],
    );
    let text = "• One crane\n- Two boats\n* Three carts. All old.\n   ● Four oxen • Five mules";
    let found: Vec<&str> = sentences(text, "en").into_iter().map(|span| span.of(text)).collect();
    assert_eq!(found, ["One crane", "Two boats", "Three carts.", "All old.", "Four oxen", "Five mules"]);
    let wrapped = "The harbour board of Tarn said its two older cranes\r\nwould be sold before the winter, and that a third\r\nwould follow once the Vell Company had paid for the\r\nrepairs. It gave no\r\ndate.\r\n    A new paragraph.";
    assert_eq!(sentences(wrapped, "en").len(), 3);
}
