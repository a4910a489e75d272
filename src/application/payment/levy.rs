//! The levy of a year (公益建设资金报告): from the run that sets it aside, through the motion that pays it, to what the residents' committee's fund did with it.

use crate::application::Outcome;
use crate::application::distribution::query::{RunView, Standing, views};
use crate::application::governance::motions;
use crate::application::ledger::query::{VoucherView, balances, views as vouchers};
use crate::application::ledger::{books, summed};
use crate::domain::governance::motion::Motion;
use crate::domain::governance::procedure::MotionKind;
use crate::domain::ledger::account::{AccountClass, Dimension, Purpose};
use crate::domain::ledger::book::{Book, BookKind, Books};
use crate::domain::ledger::posting_rule::{BusinessEvent, LevyPaid, LevyReceived};
use crate::domain::ledger::voucher::{Line, VoucherKind};
use crate::domain::money::Money;
use crate::domain::period::{AccountingPeriod, AccountingYear};
use crate::domain::statement::levy_report::{FundReport, LevyOfRun, LevyReport, SpendingKind, VoucherMention};
use crate::storage::cooperative::Cooperative;
use crate::storage::db::{Db, Tx};
use crate::storage::voucher_source::cancelled;
use compact_str::CompactString;
use std::collections::{BTreeMap, BTreeSet};

/// What became of the levy of a year, step by step; what has not happened is left out, and said to be missing by who reads it.
///
/// # Errors
/// Where a run, the log or the books cannot be read.
pub fn levy_report(db: &mut Db, cooperative: &Cooperative, year: AccountingYear) -> Outcome<LevyReport> {
    let mut tx = db.begin_read()?;
    let books = books(&mut tx, cooperative.id)?;
    let gone: BTreeSet<i64> = cancelled(&mut tx, cooperative.id)?.into_iter().collect();
    let mut held = vouchers(&mut tx, cooperative)?;
    held.retain(|view| !gone.contains(&view.entry_no));
    let runs = runs(&mut tx, cooperative, (year, &books, &held))?;
    let fund = books.values().find(|book| book.kind == BookKind::WelfareFund);
    let received = runs.iter().filter_map(|run| run.received.as_ref()).map(|receipt| receipt.date).max();
    let spent_in = received.map(AccountingYear::from).or_else(|| AccountingYear::try_new(year.number() + 1));
    let fund =
        fund.map(|fund| fund_report(&mut tx, cooperative, (fund, spent_in.unwrap_or(year)), &held)).transpose()?;
    Ok(LevyReport { year, runs, fund })
}

/// What the fund had, was given, spent and has left in a year; none where it keeps no book, or began it later.
///
/// # Errors
/// Where the books cannot be read.
pub fn fund_of_year(db: &mut Db, cooperative: &Cooperative, year: AccountingYear) -> Outcome<Option<FundReport>> {
    let mut tx = db.begin_read()?;
    let books = books(&mut tx, cooperative.id)?;
    let fund = books.values().find(|book| book.kind == BookKind::WelfareFund && book.first_year <= year);
    let Some(fund) = fund else { return Ok(None) };
    let gone: BTreeSet<i64> = cancelled(&mut tx, cooperative.id)?.into_iter().collect();
    let mut held = vouchers(&mut tx, cooperative)?;
    held.retain(|view| !gone.contains(&view.entry_no));
    fund_report(&mut tx, cooperative, (fund, year), &held).map(Some)
}

fn runs(
    tx: &mut Tx<'_>,
    cooperative: &Cooperative,
    (year, books, held): (AccountingYear, &Books, &[VoucherView]),
) -> Outcome<Vec<LevyOfRun>> {
    let motions = motions(tx, cooperative.id)?;
    let mut found = Vec::new();
    for view in views(tx, cooperative)? {
        let RunView { run, summary, standing, .. } = view;
        let levy = summary.waterfall.map(|fall| fall.levy).filter(|levy| !levy.is_zero());
        let Some(amount) = levy.filter(|_| run.run.year == year && run.superseded_by.is_none()) else { continue };
        let effective = if let Standing::Effective(_, since) = standing { Some(since) } else { None };
        let subject = run.run.to_string();
        let is_levy = |motion: &&Motion| motion.proposal.kind == MotionKind::Levy && motion.proposal.subject == subject;
        let motion = motions.iter().rfind(is_levy).cloned();
        let booked = |kind, rule: &str| {
            let source = motion.as_ref().map(|motion| format!("议题{}/{rule}", motion.motion_no))?;
            let book = books.values().find(|book| book.kind == kind)?;
            let of_source = |view: &&VoucherView| {
                let head = view.voucher.head();
                head.book == book.code && head.source == source
            };
            held.iter().find(of_source).map(|view| mention(view, amount, CompactString::default()))
        };
        let paid = booked(BookKind::Cooperative, LevyPaid::RULE);
        let received = booked(BookKind::WelfareFund, LevyReceived::RULE);
        found.push(LevyOfRun { run: run.run, amount, effective, motion, paid, received });
    }
    Ok(found)
}

fn mention(view: &VoucherView, amount: Money, about: CompactString) -> VoucherMention {
    let (date, is_posted) = (view.voucher.head().date, view.number.is_some());
    VoucherMention { entry_no: view.entry_no, name: view.name(), date, is_posted, amount, about }
}

/// What the fund had, was given and spent in a year by its vouchers, drafts too; what only closes the year apart.
fn fund_report(
    tx: &mut Tx<'_>,
    cooperative: &Cooperative,
    (book, spent_in): (&Book, AccountingYear),
    held: &[VoucherView],
) -> Outcome<FundReport> {
    let mut kinds: BTreeMap<CompactString, SpendingKind> = BTreeMap::new();
    let (mut received, mut paid) = (Money::ZERO, Money::ZERO);
    let is_meant = |view: &&VoucherView| {
        let head = view.voucher.head();
        head.book == book.code && head.period.year() == spent_in && head.kind != VoucherKind::Closing
    };
    let is_spending = |line: &&Line| book.class(&line.account) == AccountClass::Expense;
    for view in held.iter().filter(is_meant) {
        for line in view.voucher.lines().iter().filter(is_spending) {
            spend(&mut kinds, book, (view, line))?;
        }
        // What a book began with came in before.
        let money = view.voucher.lines().iter().filter(|line| is_money(book, &line.account)).map(Line::signed);
        match summed(Money::sum(money))? {
            _ if view.voucher.head().period == AccountingPeriod::opening(spent_in) => {}
            moved if moved.is_negative() => paid = summed(paid.minus(moved))?,
            moved => received = summed(received.plus(moved))?,
        }
    }
    let mut kinds: Vec<SpendingKind> = kinds.into_values().collect();
    kinds.iter_mut().for_each(|kind| kind.vouchers.sort_by_key(|voucher| (voucher.date, voucher.name.clone())));
    let total = summed(Money::sum(kinds.iter().map(|kind| kind.amount)))?;
    let opening = opening(tx, cooperative, (book, spent_in))?;
    let left = summed(opening.plus(received).and_then(|had| had.minus(paid)))?;
    Ok(FundReport { book: book.code.clone(), spent_in, opening, received, paid, kinds, total, left })
}

/// Whether an account is money at hand.
fn is_money(book: &Book, account: &str) -> bool {
    book.chart.lookup(account).and_then(|account| account.purpose).is_some_and(Purpose::is_cash)
}

/// Adds a line of spending to its kind.
fn spend(
    kinds: &mut BTreeMap<CompactString, SpendingKind>,
    book: &Book,
    (view, line): (&VoucherView, &Line),
) -> Outcome<()> {
    let amount = line.signed();
    let account = book.chart.lookup(&line.account);
    let kind = kinds.entry(line.account.clone()).or_insert_with(|| SpendingKind {
        account: line.account.clone(),
        name: account.map(|account| account.name.to_string()).unwrap_or_default(),
        english_name: account.map(|account| account.english_name().to_owned()).unwrap_or_default(),
        vouchers: Vec::new(),
        amount: Money::ZERO,
    });
    kind.amount = summed(kind.amount.plus(amount))?;
    let about = line.dimensions.get(Dimension::Project).map_or(line.summary.clone(), CompactString::from);
    kind.vouchers.push(mention(view, amount, about));
    Ok(())
}

/// The money that the fund had when a year began.
fn opening(tx: &mut Tx<'_>, cooperative: &Cooperative, (book, year): (&Book, AccountingYear)) -> Outcome<Money> {
    if year < book.first_year {
        return Ok(Money::ZERO);
    }
    // What a book began with stands in the opening period itself.
    let opening = AccountingPeriod::opening(year);
    let balances = balances(tx, cooperative, book, (opening, opening))?;
    let held = balances.0.iter().filter(|((account, _), _)| is_money(book, account));
    let mut sum = Money::ZERO;
    for (_, movement) in held {
        sum = summed(movement.closing().and_then(|closing| sum.plus(closing)))?;
    }
    Ok(sum)
}
