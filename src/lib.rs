//! Backstory reads many papers and explains each story on one page, every sentence traced to the
//! exact words it came from. The modules below stand in reading order and are the map of the house;
//! ARCHITECTURE.md says what each may use.
//!
//! Never here: logic. Only the rooms, their order, and which of them must stay pure.
//!
//! The stages are plain functions; docs/library.md shows more:
//!
//! ```
//! use backstory::{group, model, read};
//!
//! let draft = |title: &str, text: &str| model::ArticleDraft {
//!     title: title.to_owned(),
//!     text: text.to_owned(),
//!     ..model::ArticleDraft::default()
//! };
//! let text = "A crane fell on the east quay on Monday. Nobody was hurt, the port said.";
//! let first = model::Article::new(model::ArticleId::new("a"), draft("Crane falls", text))?;
//! let again = model::Article::new(model::ArticleId::new("b"), draft("Crane falls on quay", text))?;
//! let readings = [&first, &again].map(|article| read::read(article, &read::Options::default()));
//! let batch = [
//!     group::Arrival { article: &first, reading: &readings[0] },
//!     group::Arrival { article: &again, reading: &readings[1] },
//! ];
//! let (mut window, options) = (group::Window::default(), group::Options::default());
//! let mut grouping = window.group(&batch, &options);
//! grouping.then(window.settle(&options));
//! assert_eq!(grouping.placements[0].report, grouping.placements[1].report);
//! # Ok::<(), backstory::error::Error>(())
//! ```

pub mod error;

// The nouns: what stages share. A pure room touches no file, network, environment, clock, thread or log;
// clippy.toml lists the calls.
#[deny(clippy::disallowed_methods, clippy::disallowed_types, clippy::disallowed_macros)]
pub mod model;
#[deny(clippy::disallowed_methods, clippy::disallowed_types, clippy::disallowed_macros)]
pub mod text;
#[deny(clippy::disallowed_methods, clippy::disallowed_types, clippy::disallowed_macros)]
pub mod wire;

// The stages, in the order in which an article passes them.
pub mod gather;
#[deny(clippy::disallowed_methods, clippy::disallowed_types, clippy::disallowed_macros)]
pub mod extract;
#[deny(clippy::disallowed_methods, clippy::disallowed_types, clippy::disallowed_macros)]
pub mod read;
#[deny(clippy::disallowed_methods, clippy::disallowed_types, clippy::disallowed_macros)]
pub mod group;
#[deny(clippy::disallowed_methods, clippy::disallowed_types, clippy::disallowed_macros)]
pub mod explain;

// What keeps them, joins them and shows them.
pub mod store;
pub mod engine;
pub mod serve;
pub mod config;
#[allow(clippy::print_stdout, clippy::print_stderr)]
pub mod cli;
