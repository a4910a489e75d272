//! Two runs side by side (与上年比较): who is new, who is gone, whose money changed most, and why. The reasons are read from the operands of both statements.

use super::member_statement::{MemberStatement, StatementLine};
use crate::domain::money::{Money, Overflow};
use crate::domain::quantity::{Area, PerShare, Shares};
use std::collections::{BTreeMap, BTreeSet};

/// Why somebody gets another sum (变动原因).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ChangeReason {
    /// A parcel or shop that was not there: its net.
    ObjectNew(String, Money),
    /// A parcel or shop that is there no more: what it brought.
    ObjectGone(String, Money),
    /// Another size.
    AreaChanged(String, Area, Area),
    /// More or fewer days.
    DaysChanged(String, i64, i64),
    /// Another rent, or price of grain: what was due, before and after.
    RentChanged(String, Money, Money),
    /// What was due is the same, and more or less of it came in: payable before and after.
    CollectedChanged(String, Money, Money),
    /// Another fee.
    FeeChanged(String, Money, Money),
    /// More or fewer shares that take part.
    SharesChanged(Shares, Shares),
    /// Another sum per share, the same for everybody.
    PerShareChanged(Option<PerShare>, Option<PerShare>),
    /// Another tax.
    TaxChanged(Money, Money),
    /// Taken back now or then.
    RecoveredChanged(Money, Money),
}

/// One member's change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MemberChange {
    /// 成员编号.
    pub member_no: String,
    /// 姓名, as it stands on the later statement.
    pub name: String,
    /// 实发 before; none where they were not among the members.
    pub before: Option<Money>,
    /// 实发 after; none where they are gone.
    pub after: Option<Money>,
    /// Why, in the order of the statement.
    pub reasons: Vec<ChangeReason>,
}

impl MemberChange {
    /// By how much more.
    ///
    /// # Errors
    /// Where the difference leaves the range of money.
    pub fn difference(&self) -> Result<Money, Overflow> {
        self.after.unwrap_or_default().minus(self.before.unwrap_or_default())
    }
}

/// Two runs, compared member by member.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Comparison {
    /// In the later run alone, by number.
    pub new: Vec<MemberChange>,
    /// In the earlier run alone, by number.
    pub gone: Vec<MemberChange>,
    /// In both with another sum, the largest difference first, then by number.
    pub changed: Vec<MemberChange>,
    /// How many get the same to the fen.
    pub same: usize,
}

impl Comparison {
    /// Those whose sum is worth a second look (异常变动): it at least doubled, or fell by half or more. In the order of [`Comparison::changed`].
    pub fn outliers(&self) -> impl Iterator<Item = &MemberChange> {
        let fen = |amount: Option<Money>| i128::from(amount.unwrap_or_default().fen());
        self.changed.iter().filter(move |one| {
            let (before, after) = (fen(one.before), fen(one.after));
            after >= before * 2 || after * 2 <= before
        })
    }

    /// Compares the statements of two runs.
    ///
    /// # Errors
    /// Where a difference leaves the range of money.
    pub fn of(before: &[MemberStatement], after: &[MemberStatement]) -> Result<Comparison, Overflow> {
        let earlier: BTreeMap<&str, &MemberStatement> =
            before.iter().map(|one| (one.member_no.as_str(), one)).collect();
        let later: BTreeSet<&str> = after.iter().map(|one| one.member_no.as_str()).collect();
        let mut comparison = Comparison::default();
        for statement in after {
            match earlier.get(statement.member_no.as_str()) {
                None => comparison.new.push(change(None, Some(statement))?),
                Some(held) if held.net == statement.net => comparison.same += 1,
                Some(held) => comparison.changed.push(change(Some(held), Some(statement))?),
            }
        }
        for statement in before.iter().filter(|one| !later.contains(one.member_no.as_str())) {
            comparison.gone.push(change(Some(statement), None)?);
        }
        let size = |one: &MemberChange| one.difference().map(|difference| difference.fen().unsigned_abs());
        let mut sized = Vec::with_capacity(comparison.changed.len());
        for one in comparison.changed {
            sized.push((std::cmp::Reverse(size(&one)?), one));
        }
        sized.sort_by(|(one, first), (other, second)| (one, &first.member_no).cmp(&(other, &second.member_no)));
        comparison.changed = sized.into_iter().map(|(_, one)| one).collect();
        Ok(comparison)
    }
}

fn change(before: Option<&MemberStatement>, after: Option<&MemberStatement>) -> Result<MemberChange, Overflow> {
    let person = after.or(before);
    let reasons = match (before, after) {
        (Some(before), Some(after)) => reasons(before, after)?,
        _ => Vec::new(),
    };
    Ok(MemberChange {
        member_no: person.map(|one| one.member_no.clone()).unwrap_or_default(),
        name: person.map(|one| one.name.clone()).unwrap_or_default(),
        before: before.map(|one| one.net),
        after: after.map(|one| one.net),
        reasons,
    })
}

/// What a line is about: contract, object and first day.
fn key(line: &StatementLine) -> (&str, &str, chrono::NaiveDate) {
    (&line.contract_no, &line.object_no, line.entry_date)
}

fn reasons(before: &MemberStatement, after: &MemberStatement) -> Result<Vec<ChangeReason>, Overflow> {
    let mut found = Vec::new();
    let held: BTreeMap<_, &StatementLine> = before.lines.iter().map(|line| (key(line), line)).collect();
    let kept: BTreeSet<_> = after.lines.iter().map(key).collect();
    for line in &after.lines {
        match held.get(&key(line)) {
            None => found.push(ChangeReason::ObjectNew(line.object_no.clone(), line.payable.minus(line.fee)?)),
            Some(earlier) => line_reasons(earlier, line, &mut found),
        }
    }
    for line in before.lines.iter().filter(|line| !kept.contains(&key(line))) {
        found.push(ChangeReason::ObjectGone(line.object_no.clone(), line.payable.minus(line.fee)?));
    }
    if before.shares != after.shares {
        found.push(ChangeReason::SharesChanged(before.shares, after.shares));
    }
    if before.per_share != after.per_share {
        found.push(ChangeReason::PerShareChanged(before.per_share, after.per_share));
    }
    if before.tax != after.tax {
        found.push(ChangeReason::TaxChanged(before.tax, after.tax));
    }
    if before.recovered != after.recovered {
        found.push(ChangeReason::RecoveredChanged(before.recovered, after.recovered));
    }
    Ok(found)
}

/// What differs between the same object's lines. A leap year's day alone is no other number of days: both were there all year.
fn line_reasons(before: &StatementLine, after: &StatementLine, found: &mut Vec<ChangeReason>) {
    let object = || after.object_no.clone();
    let is_all_year = |line: &StatementLine| line.days >= 365;
    if before.area != after.area {
        found.push(ChangeReason::AreaChanged(object(), before.area, after.area));
    }
    let other_days = before.days != after.days && !(is_all_year(before) && is_all_year(after));
    if other_days {
        found.push(ChangeReason::DaysChanged(object(), before.days, after.days));
    }
    let standards = |line: &StatementLine| -> Vec<_> {
        line.rents.iter().map(|rent| (rent.standard, rent.grain.clone(), rent.grain_price)).collect()
    };
    let other_rent = standards(before) != standards(after);
    if other_rent {
        found.push(ChangeReason::RentChanged(object(), before.due, after.due));
    }
    if before.payable != after.payable && before.due == after.due {
        found.push(ChangeReason::CollectedChanged(object(), before.payable, after.payable));
    }
    if before.fee != after.fee {
        found.push(ChangeReason::FeeChanged(object(), before.fee, after.fee));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn statement(member_no: &str, net: i64) -> MemberStatement {
        MemberStatement {
            member_no: member_no.into(),
            name: "陈".into(),
            net: Money::from_fen(net),
            ..Default::default()
        }
    }

    #[test]
    fn the_new_the_gone_and_the_most_changed_are_told_with_their_reasons() {
        let mut held = statement("M002", 500);
        let mut now = statement("M002", 900);
        (held.shares, now.shares) = (Shares::from_e4(10_000), Shares::from_e4(20_000));
        let before = [statement("M001", 100), held, statement("M003", 70), statement("M004", 10)];
        let after = [statement("M001", 100), now, statement("M004", 9), statement("M005", 3)];
        let found = Comparison::of(&before, &after).unwrap();
        let numbers = |changes: &[MemberChange]| changes.iter().map(|one| one.member_no.clone()).collect::<Vec<_>>();
        assert_eq!(
            (numbers(&found.new), numbers(&found.gone), found.same),
            (vec!["M005".into()], vec!["M003".into()], 1)
        );
        assert_eq!(numbers(&found.changed), ["M002", "M004"]);
        assert_eq!(
            found.changed[0].reasons,
            [ChangeReason::SharesChanged(Shares::from_e4(10_000), Shares::from_e4(20_000))]
        );
        assert_eq!(found.changed[1].difference().unwrap(), Money::from_fen(-1));
        assert_eq!(found.outliers().count(), 0, "neither 500 to 900 nor 10 to 9 is twice or half");
        let found = Comparison::of(
            &[statement("M001", 500), statement("M002", 20)],
            &[statement("M001", 1_000), statement("M002", 10)],
        );
        assert_eq!(found.unwrap().outliers().count(), 2);
    }
}
