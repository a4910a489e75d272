//! What is done with batches (代发操作), as the log keeps it. A batch and how far it has come are the fold of these deeds and of the bank's answers.

use super::batch::PaymentBatch;
use crate::domain::canonical::{CanonicalFlaw, CanonicalText, records};
use chrono::NaiveDate;

/// Something done with a batch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PaymentDeed {
    /// 编制.
    Make(PaymentBatch),
    /// 交银行: the file is with the bank. To write the file is not to pay.
    Send {
        /// 批次号.
        batch_no: u32,
        /// When.
        day: NaiveDate,
        /// The bank's number.
        reference: String,
    },
    /// 作废: what it would have paid can be paid by another.
    Cancel {
        /// 批次号.
        batch_no: u32,
        /// Why.
        reason: String,
    },
}

impl PaymentDeed {
    /// As the log names them.
    pub const ACTIONS: [&str; 3] = ["payment-batch-made", "payment-batch-sent", "payment-batch-cancelled"];

    /// As the log names it.
    pub const fn action(&self) -> &'static str {
        match self {
            PaymentDeed::Make(_) => PaymentDeed::ACTIONS[0],
            PaymentDeed::Send { .. } => PaymentDeed::ACTIONS[1],
            PaymentDeed::Cancel { .. } => PaymentDeed::ACTIONS[2],
        }
    }

    /// As the log keeps it.
    pub fn write(&self) -> String {
        let mut text = CanonicalText::default();
        text.record("payment").text(self.action()).end();
        match self {
            PaymentDeed::Make(batch) => batch.write(&mut text),
            PaymentDeed::Send { batch_no, day, reference } => {
                text.record("batch").number(i64::from(*batch_no)).date(*day).text(reference).end();
            }
            PaymentDeed::Cancel { batch_no, reason } => {
                text.record("batch").number(i64::from(*batch_no)).text(reason).end();
            }
        }
        text.into_string()
    }

    /// Reads what the log keeps; none where it is about something else.
    ///
    /// # Errors
    /// Where a deed is not as this program writes it.
    pub fn parse(content: &str) -> Result<Option<PaymentDeed>, CanonicalFlaw> {
        let mut found = records(content);
        let Some(("payment", mut head)) = found.next() else { return Ok(None) };
        let action = head.text()?;
        let Some(("batch", mut fields)) = found.next() else { return Err(head.flaw("a deed of no batch")) };
        let deed = match action {
            "payment-batch-made" => PaymentDeed::Make(PaymentBatch::read(&mut fields, found)?),
            "payment-batch-sent" => {
                let batch_no = fields.known(|text| text.parse().ok())?;
                PaymentDeed::Send { batch_no, day: fields.date()?, reference: fields.text()?.to_owned() }
            }
            "payment-batch-cancelled" => {
                let batch_no = fields.known(|text| text.parse().ok())?;
                PaymentDeed::Cancel { batch_no, reason: fields.text()?.to_owned() }
            }
            _ => return Err(head.flaw("no such deed")),
        };
        Ok(Some(deed))
    }
}

#[cfg(test)]
mod tests {
    use super::super::batch::Payee;
    use super::super::claim::{Claim, ClaimKey, Tier};
    use super::*;
    use crate::domain::distribution::run::RunNumber;
    use crate::domain::money::Money;
    use crate::domain::period::AccountingYear;

    #[test]
    fn every_deed_is_read_back_as_it_was_written() {
        let run = RunNumber { year: AccountingYear::try_new(2008).unwrap(), number: 1 };
        let claim = |tier, rent, dividend| Claim {
            key: ClaimKey { run, tier, member_no: "M001".into() },
            rent: Money::from_fen(rent),
            dividend: Money::from_fen(dividend),
        };
        let payee = Payee { name: "李秀英".into(), bank: "成都银行".into(), account: "6217000000000001".into() };
        let claims = vec![claim(Tier::One, 300, 0), claim(Tier::Two, -50, 250)];
        let day = "2009-02-01".parse().unwrap();
        let batch = PaymentBatch::try_new(1, (day, true), vec![(payee, claims)]).unwrap();
        for deed in [
            PaymentDeed::Make(batch),
            PaymentDeed::Send { batch_no: 1, day, reference: "代发 0902-1".into() },
            PaymentDeed::Cancel { batch_no: 1, reason: "账号有误".into() },
        ] {
            assert_eq!(PaymentDeed::parse(&deed.write()), Ok(Some(deed)));
        }
        assert_eq!(PaymentDeed::parse("ledger\tbook-opened\n"), Ok(None));
    }
}
