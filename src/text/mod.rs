//! What any stage may ask of a string: words, sentences, stems, language, addresses.
//! In: text. Out: spans in bytes, stems, codes. Never: knows what an article is.

mod abbreviations;
mod charset;
mod english;
mod hard_wrap;
mod language;
mod mentions;
mod month_names;
mod other_calendars;
mod rare_languages;
mod sentence_openers;
mod sentences;
mod stems;
mod stop_marks;
mod thai_spaces;
mod urls;
mod words;
mod written_time;

pub use charset::decode;
pub use language::{UNKNOWN_LANGUAGE, bears_out, detect_language, language_code};
pub use mentions::mentions;
pub use sentences::sentences;
pub use stems::{Stemmer, each_term, is_stop_word, lower_case, stop_words_of, terms};
pub use urls::canonical_url;
pub use words::words;
pub use written_time::{WrittenTime, written_time};
