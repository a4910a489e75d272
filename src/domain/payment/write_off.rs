//! Writing off (核销): claims whose holder cannot be found, or what a correction wanted back and nobody will pay, are given up by a resolution alone. What
//! exactly, and where it goes, stands in the motion that the bodies vote on.

use super::booked::MemberAmounts;
use super::claim::Claim;
use crate::domain::canonical::{CanonicalFlaw, CanonicalText, Fields, records};
use crate::domain::distribution::run::RunNumber;
use crate::domain::money::{Money, Overflow};
use crate::domain::period::AccountingYear;
use chrono::NaiveDate;
use compact_str::CompactString;
use strum::IntoEnumIterator;

/// Where what is written off goes (核销去向).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, strum::EnumIter)]
pub enum Destination {
    /// 公积公益金, where the resolution says nothing else.
    #[default]
    Reserve,
    /// 其他收入.
    OtherIncome,
}

impl Destination {
    /// As resolutions write it.
    pub const fn zh(self) -> &'static str {
        match self {
            Destination::Reserve => "公积公益金",
            Destination::OtherIncome => "其他收入",
        }
    }

    /// As the log and the leg of the posting rule name it.
    pub const fn code(self) -> &'static str {
        match self {
            Destination::Reserve => "reserve",
            Destination::OtherIncome => "other_income",
        }
    }

    /// The destination that somebody names, in either way.
    pub fn lookup(text: &str) -> Option<Destination> {
        Destination::iter().find(|destination| destination.zh() == text || destination.code() == text)
    }
}

/// What a run still wants back of a member (应追回): the latest that counts and speaks of it knows all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recovery {
    /// The run.
    pub run: RunNumber,
    /// 成员编号.
    pub member_no: CompactString,
    /// How much.
    pub amount: Money,
}

/// What is written off by one motion (核销事项).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WriteOff {
    /// Where it goes.
    pub destination: Destination,
    /// What members were owed.
    pub claims: Vec<Claim>,
    /// What members owed.
    pub recoveries: Vec<Recovery>,
}

/// A write-off that was carried out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrittenOff {
    /// The motion that decided it.
    pub motion_no: u32,
    /// When it was carried out.
    pub day: NaiveDate,
    /// What.
    pub what: WriteOff,
}

impl WriteOff {
    /// The name of its first record.
    const RECORD: &str = "destination";

    /// Whose it is that is not the same in another: what would be given up now is not what was decided.
    pub fn changed(&self, now: &WriteOff) -> Option<CompactString> {
        let claim = self.claims.iter().find(|claim| !now.claims.contains(claim)).map(|claim| &claim.key.member_no);
        let recovery = self.recoveries.iter().find(|recovery| !now.recoveries.contains(recovery));
        claim.or(recovery.map(|recovery| &recovery.member_no)).cloned()
    }

    /// By member, what the book no longer owes of rents and of dividends; below zero where the member no longer owes it.
    ///
    /// # Errors
    /// Where a sum is larger than money can be.
    pub fn members(&self) -> Result<MemberAmounts, Overflow> {
        let mut found = MemberAmounts::new();
        for claim in &self.claims {
            let (rent, dividend) = found.entry(claim.key.member_no.clone()).or_default();
            (*rent, *dividend) = (rent.plus(claim.rent)?, dividend.plus(claim.dividend)?);
        }
        for recovery in &self.recoveries {
            // Recoveries are taken from rents first, as claims are.
            let (rent, _) = found.entry(recovery.member_no.clone()).or_default();
            *rent = rent.minus(recovery.amount)?;
        }
        Ok(found)
    }

    /// As records of the log.
    pub fn write(&self, text: &mut CanonicalText) {
        text.record(WriteOff::RECORD).text(self.destination.code()).end();
        self.claims.iter().for_each(|claim| claim.write(text));
        for Recovery { run, member_no, amount } in &self.recoveries {
            let record = text.record("recovery").number(i64::from(run.year.number())).number(i64::from(run.number));
            record.text(member_no).money(*amount).end();
        }
    }

    /// Reads what [`WriteOff::write`] wrote; none where nothing is written.
    ///
    /// # Errors
    /// Where something else stands there.
    pub fn parse(text: &str) -> Result<Option<WriteOff>, CanonicalFlaw> {
        let mut found = None;
        for (name, mut fields) in records(text) {
            if !WriteOff::take(&mut found, name, &mut fields)? {
                return Err(fields.flaw("no part of a write-off"));
            }
        }
        Ok(found)
    }

    /// Takes one record of what [`WriteOff::write`] wrote; false where it is about something else.
    ///
    /// # Errors
    /// Where something else stands in it.
    pub fn take(held: &mut Option<WriteOff>, name: &str, fields: &mut Fields<'_>) -> Result<bool, CanonicalFlaw> {
        match (name, held) {
            (WriteOff::RECORD, held) => {
                let destination = fields.known(Destination::lookup)?;
                *held = Some(WriteOff { destination, ..WriteOff::default() });
            }
            ("claim", Some(held)) => held.claims.push(Claim::read(fields)?),
            ("recovery", Some(held)) => {
                let year = fields.known(|text| text.parse().ok().and_then(AccountingYear::try_new))?;
                let number = fields.known(|text| text.parse().ok())?;
                let (member_no, amount) = (fields.text()?.into(), fields.money()?);
                held.recoveries.push(Recovery { run: RunNumber { year, number }, member_no, amount });
            }
            _ => return Ok(false),
        }
        Ok(true)
    }
}
