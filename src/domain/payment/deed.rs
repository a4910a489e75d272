//! What is done with batches (代发操作), as the log keeps it. A batch and how far it has come are the fold of these deeds and of the bank's answers.

use super::batch::PaymentBatch;
use super::write_off::{WriteOff, WrittenOff};
use crate::domain::canonical::{CanonicalFlaw, CanonicalText, Fields, records};
use crate::domain::governance::seal::Hash;
use chrono::NaiveDate;
use compact_str::CompactString;

/// The action of a write-off.
const WRITTEN_OFF: &str = "claims-written-off";

/// Cash that was handed over (领款): to whom, and the slip that they signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HandedOver {
    /// When.
    pub day: NaiveDate,
    /// 领款人.
    pub receiver: CompactString,
    /// 与成员的关系 of who receives it for the member (代领人); empty where the member came.
    pub relation: CompactString,
    /// 领款单 as it was signed: a file that is kept.
    pub slip: Hash,
}

impl PaymentDeed {
    /// The file that it names.
    pub const fn file(&self) -> Option<Hash> {
        match self {
            PaymentDeed::HandOver { handed, .. } => Some(handed.slip),
            _ => None,
        }
    }
}

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
    /// 当面发放: cash was handed over at the counter.
    HandOver {
        /// 批次号.
        batch_no: u32,
        /// What was handed over.
        handed: HandedOver,
    },
    /// 核销: what a motion gave up is paid to nobody.
    WriteOff(WrittenOff),
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
    pub const ACTIONS: [&str; 5] = [
        "payment-batch-made",
        "payment-batch-sent",
        "payment-batch-cancelled",
        "payment-cash-handed-over",
        WRITTEN_OFF,
    ];

    /// As the log names it.
    pub const fn action(&self) -> &'static str {
        match self {
            PaymentDeed::Make(_) => PaymentDeed::ACTIONS[0],
            PaymentDeed::Send { .. } => PaymentDeed::ACTIONS[1],
            PaymentDeed::Cancel { .. } => PaymentDeed::ACTIONS[2],
            PaymentDeed::HandOver { .. } => PaymentDeed::ACTIONS[3],
            PaymentDeed::WriteOff(_) => WRITTEN_OFF,
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
            PaymentDeed::WriteOff(WrittenOff { motion_no, day, what }) => {
                text.record("motion").number(i64::from(*motion_no)).date(*day).end();
                what.write(&mut text);
            }
            PaymentDeed::HandOver { batch_no, handed: HandedOver { day, receiver, relation, slip } } => {
                let record = text.record("batch").number(i64::from(*batch_no)).date(*day);
                record.text(receiver).text(relation).text(&slip.to_string()).end();
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
        if action == WRITTEN_OFF {
            return read_write_off(head, found).map(|written| Some(PaymentDeed::WriteOff(written)));
        }
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
            "payment-cash-handed-over" => {
                let batch_no = fields.known(|text| text.parse().ok())?;
                let (day, receiver, relation) = (fields.date()?, fields.text()?.into(), fields.text()?.into());
                let slip = fields.known(|text| text.parse().ok())?;
                PaymentDeed::HandOver { batch_no, handed: HandedOver { day, receiver, relation, slip } }
            }
            _ => return Err(head.flaw("no such deed")),
        };
        Ok(Some(deed))
    }
}

/// Reads what a motion gave up.
fn read_write_off<'t>(
    head: Fields<'_>,
    mut rest: impl Iterator<Item = (&'t str, Fields<'t>)>,
) -> Result<WrittenOff, CanonicalFlaw> {
    let Some(("motion", mut fields)) = rest.next() else { return Err(head.flaw("a write-off of no motion")) };
    let (motion_no, day) = (fields.known(|text| text.parse().ok())?, fields.date()?);
    let mut what = None;
    for (name, mut fields) in rest {
        if !WriteOff::take(&mut what, name, &mut fields)? {
            return Err(fields.flaw("no part of a write-off"));
        }
    }
    what.map(|what| WrittenOff { motion_no, day, what }).ok_or_else(|| head.flaw("a write-off of nothing"))
}

#[cfg(test)]
mod tests {
    use super::super::batch::{Channel, Payee};
    use super::super::claim::{Claim, ClaimKey, Tier};
    use super::super::write_off::{Destination, Recovery};
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
        let batch = PaymentBatch::try_new(1, (day, Channel::BankByHousehold), vec![(payee, claims)]).unwrap();
        let recovery = Recovery { run, member_no: "M002".into(), amount: Money::from_fen(70) };
        let (claims, recoveries) = (vec![claim(Tier::One, 300, 0)], vec![recovery]);
        let what = WriteOff { destination: Destination::OtherIncome, claims, recoveries };
        let slip = Hash::of(b"signed");
        let handed = HandedOver { day, receiver: "王芳".into(), relation: "女儿".into(), slip };
        for deed in [
            PaymentDeed::Make(batch),
            PaymentDeed::Send { batch_no: 1, day, reference: "代发 0902-1".into() },
            PaymentDeed::Cancel { batch_no: 1, reason: "账号有误".into() },
            PaymentDeed::HandOver { batch_no: 1, handed },
            PaymentDeed::WriteOff(WrittenOff { motion_no: 7, day, what }),
        ] {
            assert_eq!(PaymentDeed::parse(&deed.write()), Ok(Some(deed)));
        }
        assert_eq!(PaymentDeed::parse("ledger\tbook-opened\n"), Ok(None));
    }
}
