//! A shareholder's own pages: their household's and nobody else's.

pub mod home;
