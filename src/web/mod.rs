//! Floor 4: the site. `route_table` says every address, who may come there and what answers; `dispatch` is the one way in and out. Pages are functions of
//! a [`visit::Visit`], written as if nobody else were there: they run on threads of their own, and may block.

mod account;
mod address;
mod admin;
mod answer;
mod api;
mod asked;
mod assets;
mod boards;
mod books;
mod defence;
mod desk;
mod dispatch;
mod distribution;
mod filters;
mod form;
mod frame;
mod grid;
mod member_number;
mod metrics;
mod my;
mod once;
mod origin;
mod paging;
mod papers;
mod payments;
mod public;
mod route_table;
mod run_name;
mod server;
mod session;
mod site;
mod trouble;
mod visit;

pub use dispatch::router;
pub use route_table::{Route, Verb, Who, routes};
pub use server::{Listening, TlsFiles, serve};
pub use site::{Settings, Site};
