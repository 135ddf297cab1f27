//! Extract: page → article (title, text, authors, dates, outlet, language).
//! In: a raw page. Out: a draft of an article with what was wrong about the page. Never: touches network or clock.
