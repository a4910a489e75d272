//! Payment batches (发放批次): which claims are paid at once, through the bank (代发) or in cash at the counter (现金发放), to whom, and how lines are named.

use super::claim::{Claim, ClaimKey};
use super::refusal::PaymentRefusal;
use crate::domain::canonical::{CanonicalFlaw, CanonicalText, Fields};
use crate::domain::money::{Money, Overflow};
use chrono::NaiveDate;
use compact_str::CompactString;
use std::collections::BTreeSet;
use std::fmt;
use strum::IntoEnumIterator;

/// The name of a line (明细id; DF is 代发 and 兑付): `DF3-17` is the seventeenth line of the third batch. Banks give it back. It begins with letters, since spreadsheets take
/// a bare `3-17` for the 17th of March.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LineKey {
    /// 批次号.
    pub batch_no: u32,
    /// 1, 2, 3 …
    pub line_no: u32,
}

impl LineKey {
    /// Reads `DF3-17`; the letters may be missing, the hyphen may be another dash, and zeros may stand before the number.
    pub fn parse(text: &str) -> Option<LineKey> {
        let text = text.trim().trim_start_matches(['D', 'F', 'd', 'f']);
        let (batch_no, line_no) = text.split_once(['-', '－', '—', '_'])?;
        let number = |text: &str| text.trim().parse().ok().filter(|number| *number > 0);
        Some(LineKey { batch_no: number(batch_no)?, line_no: number(line_no)? })
    }
}

impl fmt::Display for LineKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "DF{}-{}", self.batch_no, self.line_no)
    }
}

/// How a batch is paid (发放方式).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, strum::EnumIter)]
pub enum Channel {
    /// 代发: through the bank, to each member's account.
    #[default]
    Bank,
    /// 按户代发: through the bank, a household's claims to the account of its head.
    BankByHousehold,
    /// 现金发放: at the counter, against a signed slip.
    Cash,
}

impl Channel {
    /// As programs and the log write it.
    pub const fn code(self) -> &'static str {
        match self {
            Channel::Bank => "member",
            Channel::BankByHousehold => "household",
            Channel::Cash => "cash",
        }
    }

    /// As people say it.
    pub const fn zh(self) -> &'static str {
        match self {
            Channel::Bank => "代发",
            Channel::BankByHousehold => "按户代发",
            Channel::Cash => "现金发放",
        }
    }

    /// In English.
    pub const fn en(self) -> &'static str {
        match self {
            Channel::Bank => "bank",
            Channel::BankByHousehold => "bank, by household",
            Channel::Cash => "cash",
        }
    }
}

/// Who is paid, and where (收款人). Need not be the member: somebody may receive it for them (代领).
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Payee {
    /// 收款账户名称.
    pub name: CompactString,
    /// 收方银行.
    pub bank: CompactString,
    /// 收方银行账号.
    pub account: CompactString,
}

/// A line of a batch: one transfer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaymentLine {
    /// To whom.
    pub payee: Payee,
    /// What is paid by it.
    pub claims: Vec<Claim>,
    /// How much.
    pub amount: Money,
}

/// A batch (代发批次). Its lines are numbered from 1 in their order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaymentBatch {
    /// 批次号.
    pub batch_no: u32,
    /// When it was made.
    pub day: NaiveDate,
    /// How it is paid.
    pub channel: Channel,
    /// Its lines.
    pub lines: Vec<PaymentLine>,
}

impl PaymentBatch {
    /// A batch of transfers.
    ///
    /// # Errors
    /// Where there is nothing to pay, a claim stands in it twice, or the sum is larger than money can be.
    pub fn try_new(
        batch_no: u32,
        (day, channel): (NaiveDate, Channel),
        transfers: Vec<(Payee, Vec<Claim>)>,
    ) -> Result<PaymentBatch, PaymentRefusal> {
        let mut seen: BTreeSet<ClaimKey> = BTreeSet::new();
        let mut lines = Vec::with_capacity(transfers.len());
        for (payee, claims) in transfers {
            for claim in &claims {
                if !seen.insert(claim.key.clone()) {
                    return Err(PaymentRefusal::ClaimInBatch { claim: claim.key.clone(), batch_no });
                }
            }
            let amount = sum(&claims)?;
            lines.push(PaymentLine { payee, claims, amount });
        }
        if lines.is_empty() {
            return Err(PaymentRefusal::NothingPayable);
        }
        let batch = PaymentBatch { batch_no, day, channel, lines };
        batch.total()?;
        Ok(batch)
    }

    /// The line of a number.
    pub fn line(&self, line_no: u32) -> Option<&PaymentLine> {
        self.lines.get((line_no as usize).checked_sub(1)?)
    }

    /// The lines with their names.
    pub fn numbered(&self) -> impl Iterator<Item = (LineKey, &PaymentLine)> {
        let batch_no = self.batch_no;
        (1..).zip(&self.lines).map(move |(line_no, line)| (LineKey { batch_no, line_no }, line))
    }

    /// What it pays in all.
    ///
    /// # Errors
    /// Where the sum is larger than money can be.
    pub fn total(&self) -> Result<Money, Overflow> {
        Money::sum(self.lines.iter().map(|line| line.amount))
    }

    /// As the log keeps it.
    pub(super) fn write(&self, text: &mut CanonicalText) {
        text.record("batch").number(i64::from(self.batch_no)).date(self.day).text(self.channel.code()).end();
        for line in &self.lines {
            let Payee { name, bank, account } = &line.payee;
            text.record("transfer").text(name).text(bank).text(account).end();
            line.claims.iter().for_each(|claim| claim.write(text));
        }
    }

    /// Reads what [`PaymentBatch::write`] wrote.
    pub(super) fn read<'t>(
        fields: &mut Fields<'t>,
        rest: impl Iterator<Item = (&'t str, Fields<'t>)>,
    ) -> Result<PaymentBatch, CanonicalFlaw> {
        let batch_no = fields.known(|text| text.parse().ok())?;
        let day = fields.date()?;
        let channel = fields.known(|text| Channel::iter().find(|channel| channel.code() == text))?;
        let mut transfers: Vec<(Payee, Vec<Claim>)> = Vec::new();
        for (name, mut fields) in rest {
            match (name, transfers.last_mut()) {
                ("transfer", _) => {
                    let (name, bank) = (fields.text()?.into(), fields.text()?.into());
                    transfers.push((Payee { name, bank, account: fields.text()?.into() }, Vec::new()));
                }
                ("claim", Some((_, claims))) => claims.push(Claim::read(&mut fields)?),
                _ => return Err(fields.flaw("no part of a batch")),
            }
        }
        let unfit = |_| fields.flaw("a batch that cannot be");
        PaymentBatch::try_new(batch_no, (day, channel), transfers).map_err(unfit)
    }
}

fn sum(claims: &[Claim]) -> Result<Money, Overflow> {
    claims.iter().try_fold(Money::ZERO, |sum, claim| sum.plus(claim.amount()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_named_by_batch_and_number() {
        let key = LineKey { batch_no: 3, line_no: 17 };
        assert_eq!(key.to_string(), "DF3-17");
        for written in ["DF3-17", "df3-0017", "3-17", " 3 - 17 ", "3—17"] {
            assert_eq!(LineKey::parse(written), Some(key), "{written}");
        }
        for written in ["3", "3-", "0-1", "3-0", "三-1"] {
            assert_eq!(LineKey::parse(written), None, "{written}");
        }
    }
}
