//! Opening figures of a run (逐级展开): which statements and lines they sum, and what the run rests on. Statements are handed over one by one: a run of
//! any size is never in memory.

use super::earlier::Earlier;
use super::query::broken;
use super::{DistributionRequest, pinning};
use crate::application::ledger::summed;
use crate::application::{Context, Failure, Outcome};
use crate::domain::distribution::inputs::Inputs;
use crate::domain::distribution::refusal::DistributionRefusal;
use crate::domain::distribution::run::{RunKind, RunNumber};
use crate::domain::governance::proof::VerificationCode;
use crate::domain::governance::seal::leaf;
use crate::domain::money::{Money, Overflow};
use crate::domain::period::AccountingYear;
use crate::domain::quantity::Shares;
use crate::domain::statement::member_statement::{MemberStatement, StatementLine};
use crate::domain::statement::run_summary::ContractSummary;
use crate::storage::cooperative::Cooperative;
use crate::storage::db::{Db, Tx};
use crate::storage::distribution as runs;
use crate::storage::error::StorageError;

/// Statements that are read at once: a page's worth at first, since most who ask want no more, then ever more of them.
const FIRST_CHUNK: u32 = 64;
const LARGEST_CHUNK: u32 = 512;

/// Hands over the statements of a run after a member number, in their order, until `take` says that it has enough.
///
/// # Errors
/// Where they cannot be read, or `take` fails.
pub fn each_statement(
    db: &mut Db,
    cooperative: &Cooperative,
    (run, after): (RunNumber, &str),
    mut take: impl FnMut(MemberStatement, VerificationCode) -> Outcome<bool>,
) -> Outcome<()> {
    let mut tx = db.begin_read()?;
    let (mut after, mut chunk) = (after.to_owned(), FIRST_CHUNK);
    loop {
        let stored = runs::statements_after(&mut tx, cooperative.id, run, (&after, chunk))?;
        let is_last = stored.len() < chunk as usize;
        chunk = (chunk * 2).min(LARGEST_CHUNK);
        for one in stored {
            let code = VerificationCode::of(leaf(&one.salt, one.content.as_bytes()));
            if !take(MemberStatement::parse(&one.content).map_err(broken)?, code)? {
                return Ok(());
            }
            after = one.member_no;
        }
        if is_last {
            return Ok(());
        }
    }
}

/// Which statements somebody looks for: all where nothing is given.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StatementFilter {
    /// What a member's number begins with, or what stands in their name, household or group.
    pub text: String,
    /// A class of shares that they hold.
    pub class: String,
    /// Whether those whom the run neither gives nor takes anything are left out.
    pub leaves_out_nothing: bool,
}

impl StatementFilter {
    /// Whether nobody is looked for: all statements that are listed.
    pub fn finds_all(&self) -> bool {
        self.text.is_empty() && self.class.is_empty()
    }

    /// Whether a statement is one of them.
    pub fn finds(&self, statement: &MemberStatement) -> bool {
        let text = self.text.as_str();
        let is_meant = text.is_empty()
            || statement.member_no.starts_with(&text.to_uppercase())
            || [&statement.name, &statement.household_no, &statement.group].iter().any(|words| words.contains(text));
        let holds = |(class, ..): &(String, _, bool)| *class == self.class;
        let is_left_out = self.leaves_out_nothing && statement.comes_to_nothing();
        is_meant && !is_left_out && (self.class.is_empty() || statement.holdings.iter().any(holds))
    }
}

/// Shares of a class that a statement has: those held on the record date.
pub fn shares_of(statement: &MemberStatement, class: &str) -> Shares {
    let of_class = statement.holdings.iter().filter(|(held, ..)| held == class);
    Shares::from_e4(of_class.map(|(_, shares, _)| shares.e4()).sum())
}

/// What statements that somebody looks for come to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StatementSums {
    /// How many there are.
    pub count: usize,
    /// Their shares of the class that is looked for.
    pub of_class: Shares,
    /// Their shares that take part in tier two.
    pub shares: Shares,
    /// 一次分配, 二次分配, 代扣税, 扣回, 实发.
    pub amounts: [Money; 5],
}

/// The figures of a statement that lists sum.
pub const fn amounts(statement: &MemberStatement) -> [Money; 5] {
    [statement.tier_one, statement.tier_two, statement.tax, statement.recovered, statement.net]
}

/// Sums all statements of a run that somebody looks for.
///
/// # Errors
/// Where they cannot be read, or a sum leaves the range of money.
pub fn sum_statements(
    db: &mut Db,
    cooperative: &Cooperative,
    (run, filter): (RunNumber, &StatementFilter),
) -> Outcome<StatementSums> {
    let mut sums = StatementSums::default();
    each_statement(db, cooperative, (run, ""), |statement, _| {
        if filter.finds(&statement) {
            sums.count += 1;
            sums.of_class = Shares::from_e4(sums.of_class.e4() + shares_of(&statement, &filter.class).e4());
            sums.shares = Shares::from_e4(sums.shares.e4() + statement.shares.e4());
            for (sum, amount) in sums.amounts.iter_mut().zip(amounts(&statement)) {
                *sum = summed(sum.plus(amount))?;
            }
        }
        Ok(true)
    })?;
    Ok(sums)
}

/// Statements with their codes.
pub type CodedStatements = Vec<(MemberStatement, VerificationCode)>;

/// Statements of a run that somebody looks for, after a member number, as many as are wanted; and whether there are more.
///
/// # Errors
/// Where they cannot be read.
pub fn statements(
    db: &mut Db,
    cooperative: &Cooperative,
    (run, filter): (RunNumber, &StatementFilter),
    (after, most): (&str, usize),
) -> Outcome<(CodedStatements, bool)> {
    let mut found = Vec::new();
    each_statement(db, cooperative, (run, after), |statement, code| {
        if filter.finds(&statement) {
            found.push((statement, code));
        }
        Ok(found.len() <= most)
    })?;
    let has_more = found.len() > most;
    found.truncate(most);
    Ok((found, has_more))
}

/// Which lines of tier one somebody looks for: all where nothing is given.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LineFilter {
    /// 批次.
    pub batch: String,
    /// 合同编号.
    pub contract_no: String,
}

impl LineFilter {
    /// Whether a line is one of them.
    pub fn finds(&self, line: &StatementLine) -> bool {
        let is_meant = |wanted: &str, own: &str| wanted.is_empty() || wanted == own;
        is_meant(&self.batch, &line.batch) && is_meant(&self.contract_no, &line.contract_no)
    }
}

/// A figure of tier one that a run has of its contracts, and that its lines come to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineFigure {
    /// 应得.
    Due,
    /// 本次应付.
    Payable,
    /// 管理费.
    Fee,
    /// 净额: 本次应付 − 管理费.
    Net,
}

impl LineFigure {
    /// All of them, as they stand side by side.
    pub const ALL: [LineFigure; 4] = [LineFigure::Due, LineFigure::Payable, LineFigure::Fee, LineFigure::Net];

    /// Its code, as addresses have it.
    pub const fn code(self) -> &'static str {
        match self {
            LineFigure::Due => "due",
            LineFigure::Payable => "payable",
            LineFigure::Fee => "fee",
            LineFigure::Net => "net",
        }
    }

    /// The figure of this code.
    pub fn lookup(code: &str) -> Option<LineFigure> {
        LineFigure::ALL.into_iter().find(|figure| figure.code() == code)
    }

    /// As people call it.
    pub const fn zh(self) -> &'static str {
        match self {
            LineFigure::Due => "应得",
            LineFigure::Payable => "本次应付",
            LineFigure::Fee => "管理费",
            LineFigure::Net => "净额",
        }
    }

    /// In English.
    pub const fn en(self) -> &'static str {
        self.code()
    }

    /// Of a line.
    ///
    /// # Errors
    /// Where it leaves the range of money.
    pub fn of_line(self, line: &StatementLine) -> Result<Money, Overflow> {
        self.among(line.due, line.payable, line.fee)
    }

    /// Of a contract.
    ///
    /// # Errors
    /// Where it leaves the range of money.
    pub fn of_contract(self, contract: &ContractSummary) -> Result<Money, Overflow> {
        self.among(contract.due, contract.payable, contract.fee)
    }

    fn among(self, due: Money, payable: Money, fee: Money) -> Result<Money, Overflow> {
        match self {
            LineFigure::Due => Ok(due),
            LineFigure::Payable => Ok(payable),
            LineFigure::Fee => Ok(fee),
            LineFigure::Net => payable.minus(fee),
        }
    }
}

/// A line of tier one with whose it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MemberLine {
    /// 成员编号.
    pub member_no: String,
    /// 姓名.
    pub name: String,
    /// The line.
    pub line: StatementLine,
}

/// Lines that are summed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SummedLines {
    /// Those that are shown.
    pub lines: Vec<MemberLine>,
    /// How many there are in all.
    pub count: usize,
    /// What all of them come to, figure by figure of [`LineFigure::ALL`].
    pub sums: [Money; 4],
}

impl SummedLines {
    /// What all of them come to.
    pub const fn sum(&self, figure: LineFigure) -> Money {
        self.sums[figure as usize]
    }
}

/// The lines of tier one that somebody looks for: their sum, and those on a page.
///
/// # Errors
/// Where they cannot be read.
pub fn lines(
    db: &mut Db,
    cooperative: &Cooperative,
    (run, filter): (RunNumber, &LineFilter),
    (skip, most): (usize, usize),
) -> Outcome<SummedLines> {
    let mut found = SummedLines::default();
    each_statement(db, cooperative, (run, ""), |statement, _| {
        let MemberStatement { member_no, name, lines, .. } = statement;
        for line in lines.into_iter().filter(|line| filter.finds(line)) {
            for (sum, figure) in found.sums.iter_mut().zip(LineFigure::ALL) {
                *sum = summed(figure.of_line(&line).and_then(|amount| sum.plus(amount)))?;
            }
            if (skip..skip.saturating_add(most)).contains(&found.count) {
                found.lines.push(MemberLine { member_no: member_no.clone(), name: name.clone(), line });
            }
            found.count += 1;
        }
        Ok(true)
    })?;
    Ok(found)
}

/// Why reading is over.
enum Stop {
    Enough,
    Fault(StorageError),
}

impl From<StorageError> for Stop {
    fn from(error: StorageError) -> Stop {
        Stop::Fault(error)
    }
}

/// What comes before the members in pinned inputs.
const MEMBERS: &[u8] = b"\nmember\t";

/// The pinned inputs of a run up to its members: charter, plan, contracts with their receipts. What follows, which is nearly all, is not read.
fn pinned_head(tx: &mut Tx<'_>, cooperative: &Cooperative, run: RunNumber) -> Outcome<String> {
    let mut bytes: Vec<u8> = Vec::new();
    let read = runs::each_pinned_part(tx, cooperative.id, run, |part| {
        // The mark may lie across two parts.
        let from = bytes.len().saturating_sub(MEMBERS.len());
        bytes.extend_from_slice(part);
        match bytes[from..].windows(MEMBERS.len()).position(|window| window == MEMBERS) {
            Some(position) => {
                bytes.truncate(from + position + 1);
                Err(Stop::Enough)
            }
            None => Ok(()),
        }
    });
    match read {
        Err(Stop::Fault(error)) => Err(error.into()),
        Ok(()) | Err(Stop::Enough) => Ok(String::from_utf8_lossy(&bytes).into_owned()),
    }
}

/// Looks at what a run rests on, its members apart: charter, plan, contracts and receipts as they were pinned.
///
/// # Errors
/// Where there is no such run, or it was changed.
pub fn basis<T>(
    db: &mut Db,
    cooperative: &Cooperative,
    run: RunNumber,
    look: impl FnOnce(&Inputs<'_>) -> T,
) -> Outcome<T> {
    let text = pinned_head(&mut db.begin_read()?, cooperative, run)?;
    Ok(look(&Inputs::parse(&text).map_err(broken)?))
}

/// The same of a year that has no run yet: as it would be pinned today.
///
/// # Errors
/// Where no run could be drafted.
pub fn basis_of_year<T>(
    db: &mut Db,
    cooperative: &Cooperative,
    year: AccountingYear,
    (context, look): (&Context<'_>, impl FnOnce(&Inputs<'_>) -> T),
) -> Outcome<T> {
    let mut tx = db.begin_read()?;
    let request = DistributionRequest { year, kind: RunKind::Annual, follows: None, cut_off: None, voids: None };
    let earlier = Earlier::load(&mut tx, cooperative.id, request)?;
    let text = pinning::pin(&mut tx, cooperative, (request, context.today()), &earlier)?;
    let inputs = Inputs::parse(&text).map_err(|flaw| Failure::refused(DistributionRefusal::from(flaw)))?;
    Ok(look(&inputs))
}
