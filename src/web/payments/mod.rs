//! Payments (付款) to read and to print: what is payable and where each claim's money is, batches with the bank's answers, the tie with the book, the levy.

pub mod batches;
pub mod levy;
pub mod payables;
