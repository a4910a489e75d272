//! tonggu (同股): accounting for a Chinese community's shareholding cooperative. `src/README.md` is the map.

pub mod application;
pub mod cli;
pub mod domain;
pub mod json;
pub mod rendering;
pub mod spreadsheet;
pub mod storage;
pub mod web;
