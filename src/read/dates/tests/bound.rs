//! Cases of what is bound to a day of the text: clock times, "the day", "two days later", a story told day by day.

use super::{check, found};

#[test]
fn the_day_and_its_neighbours() {
    check("Shares fell on Monday. Gold ended the day higher.", &["Monday = 2025-11-17", "the day = 2025-11-17"]);
    check("He has the day off and saved the day.", &[]);
    check("It hailed on 3 March. That evening it froze.", &["3 March = 2025-03-03", "That evening = 2025-03-03"]);
    check(
        "It hailed on 3 May 2019. The next day it froze; the day before, it rained.",
        &["3 May 2019 = 2019-05-03", "The next day = 2019-05-04", "the day before = 2019-05-03"],
    );
    check("The same day nobody came.", &[]);
    check("The day before yesterday", &["The day before yesterday = 2025-11-17"]);
    check("Trading stopped for a second straight day.", &["a second straight day = 2025-11-19"]);
}

#[test]
fn later_and_earlier() {
    check(
        "The dam broke on 3 March 2011. Two days later the water fell.",
        &["3 March 2011 = 2011-03-03", "Two days later = 2011-03-05"],
    );
    check(
        "Profit in the third quarter doubled from a year earlier.",
        &["the third quarter = 2025-Q3", "a year earlier = 2024"],
    );
    check("It came three days later than planned.", &["three days = P3D"]);
    check("It ends two weeks from now.", &["two weeks from now = 2025-W49"]);
    check("It shut in 2010. The following year it burnt.", &["2010 = 2010", "The following year = 2011"]);
}

#[test]
fn a_story_of_another_week() {
    check(
        "On 3 March 2011 the dam broke. The next day help came. On Friday the mill reopened.",
        &["3 March 2011 = 2011-03-03", "The next day = 2011-03-04", "Friday = 2011-03-04"],
    );
    check(
        "On 3 March 2011 the dam broke. The next day help came. The mayor said on Friday it was over.",
        &["3 March 2011 = 2011-03-03", "The next day = 2011-03-04", "Friday = 2025-11-14"],
    );
    check(
        "The dam broke on 3 March 2011. He went to court on Friday.",
        &["3 March 2011 = 2011-03-03", "Friday = 2025-11-14"],
    );
}

#[test]
fn clock_times() {
    check("It left at 18:00 UTC.", &["18:00 UTC = 2025-11-19"]);
    check("It left at 10 a.m. Monday.", &["10 a.m. Monday = 2025-11-17"]);
    check("It left at 14:30 on Tuesday.", &["14:30 = 2025-11-18", "Tuesday = 2025-11-18"]);
    check(
        "It left at 6:40 p.m. (GMT +8) and at 0800 GMT.",
        &["6:40 p.m. (GMT +8) = 2025-11-19", "0800 GMT = 2025-11-19"],
    );
    check("It opens daily at 9 a.m. and they won 3:2.", &["daily = P1D"]);
    check("They met at noon on Sunday.", &["noon = 2025-11-16", "Sunday = 2025-11-16"]);
    assert_eq!(found("It left at 18:00 UTC.", "en", false), Vec::<String>::new());
}

#[test]
fn no_day_without_publication() {
    for text in [
        "It rains today.",
        "It rained last week.",
        "At Christmas it rains.",
        "To end the day, it rained.",
        "By Friday it rains.",
    ] {
        assert_eq!(found(text, "en", false), Vec::<String>::new(), "{text}");
    }
    let dateline = found("LANE TOWN, March 3, 2011 (News) - It rained on Tuesday.", "en", false);
    assert_eq!(dateline, ["March 3, 2011 = 2011-03-03", "Tuesday = 2011-03-01"]);
}

#[test]
fn clocks_in_pairs() {
    check(
        "It rang at 9:15 am (0615 GMT) on Tuesday.",
        &["9:15 am = 2025-11-18", "0615 GMT = 2025-11-18", "Tuesday = 2025-11-18"],
    );
    check("From 9am to 5pm on Sunday", &["9am = 2025-11-16", "5pm = 2025-11-16", "Sunday = 2025-11-16"]);
    check(
        "At 3.30pm and 0300 local time, at 5 o'clock",
        &["3.30pm = 2025-11-19", "0300 local time = 2025-11-19", "5 o'clock = 2025-11-19"],
    );
}
