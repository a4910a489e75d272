//! Documents to print, as PDF: what a village hands out, posts up, signs and files. Each is made of the same values and words as its text.
//!
//! `font` finds glyphs, `file` writes objects, `canvas` draws a page, `document` sets pages one after the other, `table` sets tables; every other file is a
//! document. Nothing here reads a clock or a database; a document is written to whatever takes bytes, page by page.

mod canvas;
pub mod certificate;
pub mod distribution_list;
mod document;
mod file;
mod font;
pub mod ledger;
pub mod member_statement;
pub mod payment_batch;
pub mod statutory_statement;
mod table;
pub mod voucher;

pub use font::Fonts;
