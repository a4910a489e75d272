//! Floor 1: what people and programs see. `speech` says every refusal in Chinese and English.

pub mod amount;
pub mod bank_file;
pub mod charter_text;
pub mod comparison_text;
pub mod consolidation_text;
pub mod data_table;
pub mod deed_text;
pub mod dictionary;
pub mod explanation;
pub mod json;
pub mod ledger_text;
pub mod marked_copy;
pub mod motion_text;
pub mod notice;
pub mod package;
pub mod payment_text;
pub mod plain_text_ledger;
pub mod reconciliation_text;
pub mod run_text;
pub mod speech;
pub mod statement_text;
pub mod table;
pub mod template;
pub mod term;
pub mod workbook;
