//! Backstory reads many papers and explains each story on one page, every sentence traced to the
//! exact words it came from. The modules below stand in reading order and are the map of the house;
//! ARCHITECTURE.md says what each may use.
//!
//! Never here: logic. Only the rooms, their order, and which of them must stay pure.

pub mod error;
pub mod model;
pub mod text;
pub mod wire;

pub mod explain;
pub mod extract;
pub mod gather;
pub mod group;
pub mod read;
pub mod store;

pub mod cli;
pub mod config;
pub mod engine;
pub mod serve;
