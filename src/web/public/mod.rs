//! Pages for anybody.

pub mod accounts;
pub mod health;
pub mod language;
pub mod notice;
pub mod notice_board;
pub mod password;
pub mod sign_in;
pub mod verify;
