//! Payment (付款): what runs leave to be paid, in batches through a bank (代发), and what the bank says of them.

pub mod bank_answer;
pub mod batch;
pub mod booked;
pub mod claim;
pub mod company_dividend;
pub mod deed;
pub mod payable;
pub mod refusal;
pub mod sub_ledger_tie;
pub mod unpaid_mark;
pub mod write_off;
