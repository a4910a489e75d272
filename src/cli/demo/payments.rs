//! How the sample community's money is paid: the company's dividend and the levy come over, a batch goes to the bank and comes home, and what came back is
//! paid again.

use super::books::{BOOKS, COOPERATIVE};
use super::story::{ACCOUNTANT, CASHIER, Community, FEE, LEVY};
use crate::application::import::{ImportRequest, import};
use crate::application::ledger::{
    BankWhere, ConfirmRequest, DividendPayment, book_batch, book_dividend, book_motion, confirm, match_automatically,
    reconcile,
};
use crate::application::payment::{BatchRequest, make_batch, record_sent};
use crate::application::{Failure, Outcome};
use crate::domain::distribution::run::RunNumber;
use crate::domain::ledger::posting_rule::ChosenAccounts;
use crate::domain::money::Money;
use crate::domain::payment::batch::{LineKey, PaymentBatch};
use crate::domain::period::AccountingPeriod;
use crate::json;
use std::path::Path;

/// The line that the bank sends back: the payee has closed the account.
const RETURNED: u32 = 3;
/// The day on which the bank account is reconciled.
pub(super) const RECONCILED: &str = "2009-02-12";

impl Community<'_> {
    /// What motions decided and what the company declared is booked as it is paid.
    pub fn book_what_came_over(&mut self, run: RunNumber, dividend: Money) -> Outcome<()> {
        let chosen = ChosenAccounts::new();
        for motion_no in [LEVY, FEE] {
            self.on("2009-01-26", ACCOUNTANT, |db, cooperative, context| {
                book_motion(db, cooperative, (motion_no, &chosen), context)
            })?;
        }
        let date = super::story::morning("2009-01-26").date_naive();
        let payment = DividendPayment { year: run.year, date, amount: dividend, source: "回单 0901-33".to_owned() };
        self.on("2009-01-26", ACCOUNTANT, |db, cooperative, context| {
            book_dividend(db, cooperative, (&payment, &chosen), context)
        })?;
        let month = AccountingPeriod::from(date);
        BOOKS.into_iter().try_for_each(|(book, ..)| self.settle("2009-01-26", book, month))
    }

    /// Everybody is paid in one batch; one payment comes back, and is made again by a batch of its own.
    pub fn pay_the_members(&mut self, folder: &Path) -> Outcome<()> {
        let first = self.pay("2009-02-02", Vec::new())?;
        self.answer("2009-02-03", folder, &first, |_| ("成功", ""))?;
        let back = |line: LineKey| if line.line_no == RETURNED { ("退票", "账户已销户") } else { ("", "") };
        self.answer("2009-02-06", folder, &first, back)?;
        let claims = first.line(RETURNED).map(|line| line.claims.as_slice()).unwrap_or_default();
        let members = claims.iter().map(|claim| claim.key.member_no.to_string()).collect();
        let second = self.pay("2009-02-09", members)?;
        self.answer("2009-02-10", folder, &second, |_| ("成功", ""))?;
        for batch in [first, second] {
            self.on("2009-02-11", ACCOUNTANT, |db, cooperative, context| {
                book_batch(db, cooperative, (batch.batch_no, &ChosenAccounts::new()), context)
            })?;
        }
        let month = AccountingPeriod::from(super::story::morning("2009-02-11").date_naive());
        self.settle("2009-02-11", COOPERATIVE, month)
    }

    /// The cooperative's bank statement comes in: every line of the book as the bank has it, a charge and interest that nobody has booked. What matches is
    /// matched, and the table of the day confirmed.
    pub fn reconcile_the_bank(&mut self, folder: &Path) -> Outcome<()> {
        let place = BankWhere { book: COOPERATIVE, account: None };
        let last = super::story::morning(RECONCILED).date_naive();
        let (view, _) = reconcile(self.db, self.cooperative, place, (last, None))?;
        let of_book = view.lines.book.iter().map(|line| {
            let serial_no = line.source.strip_prefix("收款 ").unwrap_or_default().to_owned();
            (line.date, line.summary.to_string(), line.amount, serial_no)
        });
        let of_bank = [("代发手续费", -6_500), ("结息", 18_427)];
        let of_bank = of_bank.map(|(summary, fen)| (last, summary.to_owned(), Money::from_fen(fen), String::new()));
        let mut sheet = "账套,日期,摘要,支出,收入,余额,流水号\n".to_owned();
        let mut balance = view.lines.opening;
        for (date, summary, amount, serial_no) in of_book.chain(of_bank) {
            balance = balance.plus(amount).map_err(|_| Failure::Refused(Vec::new()))?;
            let size = Money::from_fen(amount.fen().saturating_abs());
            let sides = if amount.is_negative() { format!("{size},") } else { format!(",{size}") };
            sheet.push_str(&format!("{COOPERATIVE},{date},{summary},{sides},{balance},{serial_no}\n"));
        }
        let request = ConfirmRequest { on: last, bank_balance: None, opening_difference: None };
        self.bring(RECONCILED, folder, ("银行对账单.csv".to_owned(), sheet))?;
        self.on(RECONCILED, ACCOUNTANT, |db, cooperative, context| {
            match_automatically(db, cooperative, (place, 7), context)
        })?;
        self.on(RECONCILED, ACCOUNTANT, |db, cooperative, context| {
            confirm(db, cooperative, (place, request), context)
        })?;
        Ok(())
    }

    /// A batch of what is payable, to everybody or to some members, by household, made by the accountant and handed to the bank by the cashier.
    fn pay(&mut self, date: &str, members: Vec<String>) -> Outcome<PaymentBatch> {
        let request = BatchRequest { members, by_household: true, ..BatchRequest::default() };
        let batch =
            self.on(date, ACCOUNTANT, |db, cooperative, context| make_batch(db, cooperative, &request, context))?;
        let sent = (batch.batch_no, format!("代发 {date}"));
        self.on(date, CASHIER, |db, cooperative, context| record_sent(db, cooperative, (sent.0, &sent.1), context))?;
        Ok(batch)
    }

    /// The bank's file comes in: of each line that it says something of, what it says and why.
    fn answer(
        &mut self,
        date: &str,
        folder: &Path,
        batch: &PaymentBatch,
        said: impl Fn(LineKey) -> (&'static str, &'static str),
    ) -> Outcome<()> {
        let mut sheet = "明细id,收方银行账号,金额,支付状态,支付日期,失败原因\n".to_owned();
        for (key, line) in batch.numbered() {
            let (state, reason) = said(key);
            if !state.is_empty() {
                let (account, amount) = (&line.payee.account, line.amount);
                sheet.push_str(&format!("{key},{account},{amount},{state},{date},{reason}\n"));
            }
        }
        self.bring(date, folder, (format!("代发回盘{date}.csv"), sheet))
    }

    /// The accountant imports a file.
    fn bring(&mut self, date: &str, folder: &Path, (name, sheet): (String, String)) -> Outcome<()> {
        let path = folder.join(&name);
        std::fs::write(&path, sheet).map_err(|error| Failure::Fault(error.into()))?;
        let request = ImportRequest { files: vec![(path, name)], ..ImportRequest::default() };
        let report = self.on(date, ACCOUNTANT, |db, cooperative, context| {
            import(db, cooperative, &request, context, (&json::import::speak, &mut |_, _, _| {}))
        })?;
        match report.has_errors() {
            true => Err(Failure::Refused(report.problems)),
            false => Ok(()),
        }
    }
}
