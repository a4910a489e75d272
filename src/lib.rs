//! tonggu (同股): accounting for a Chinese community's shareholding cooperative. `src/README.md` is the map.

pub mod domain;
pub mod storage;
