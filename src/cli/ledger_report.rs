//! `ledger …`: what the books say, line by line, month by month and as statements.

use super::Session;
use super::arguments::{LedgerReport, PaperArguments};
use crate::application::Outcome;
use crate::application::ledger::journal::{AccountLedger, GeneralLedger, detail_ledger, general_ledger, journal};
use crate::application::ledger::query::{summed, trial_balance};
use crate::application::ledger::{Statements, consolidate, statements};
use crate::domain::period::AccountingPeriod;
use crate::json;
use crate::rendering::ledger_text::{self, Beside, LedgerHeading};
use crate::rendering::pdf;
use crate::rendering::pdf::statutory_statement::{self, StatutoryStatement};
use crate::rendering::table::Table;
use crate::storage::cooperative::Cooperative;
use crate::storage::db::Db;

impl Session<'_> {
    pub(super) fn ledger_report(&self, db: &mut Db, cooperative: &Cooperative, report: &LedgerReport) -> Outcome<()> {
        match report {
            LedgerReport::TrialBalance(periods) => {
                let (first, last) = periods.range();
                let (book, trial) = trial_balance(db, cooperative, (&periods.book, first, last))?;
                self.print_trial_balance(&book, (first, last), &trial, &periods.paper)?;
            }
            LedgerReport::Journal { periods, account } => {
                let found = journal(db, cooperative, (&periods.book, account), periods.range())?;
                self.print_account_ledger(&found, Beside::CounterAccounts, &periods.paper)?;
            }
            LedgerReport::General { periods, account } => {
                let found = general_ledger(db, cooperative, (&periods.book, account.as_deref()), periods.range())?;
                self.print_general_ledger(&found, &periods.paper)?;
            }
            LedgerReport::Detail { periods, account } => {
                let found = detail_ledger(db, cooperative, (&periods.book, account), periods.range())?;
                self.print_account_ledger(&found, Beside::Dimensions, &periods.paper)?;
            }
            LedgerReport::Statement { book, to, layouts, paper } => {
                let found = statements(db, cooperative, (book, *to), layouts.as_deref())?;
                if !self.print_statements_on_paper(&found, *to, paper)? {
                    self.print_statements(&found, *to, layouts.is_some());
                }
            }
            LedgerReport::Consolidate { to, layouts } => {
                let found = consolidate(db, cooperative, *to, layouts.as_deref())?;
                self.print_consolidation(&cooperative.name, *to, &found)?;
            }
        }
        Ok(())
    }

    fn print_statements_on_paper(
        &self,
        found: &Statements,
        last: AccountingPeriod,
        paper: &PaperArguments,
    ) -> Outcome<bool> {
        let language = self.output.language;
        let statements: Vec<StatutoryStatement<'_>> =
            found.statements.iter().map(|statement| statement.on_paper(language)).collect();
        self.print_on_paper(paper, |file, fonts| {
            statutory_statement::write(file, fonts, (&found.book.name, last), (&statements, &found.tie_outs), language)
        })
    }

    fn print_account_ledger(&self, found: &AccountLedger, beside: Beside, paper: &PaperArguments) -> Outcome<()> {
        let AccountLedger { book, account, range, journal } = found;
        let (name, (first, _)) = (book.chart.full_name(&account.code), *range);
        if self.output.json && paper.pdf.is_none() {
            self.output.json(&json::ledger::account_ledger(found)?);
            return Ok(());
        }
        let (zh, en) = match beside {
            Beside::CounterAccounts => ("日记账", "journal"),
            Beside::Dimensions => ("明细账", "detail ledger"),
        };
        let own = if account.name_en.is_empty() { &account.name } else { &account.name_en };
        let account = Some(format!("{} {}", account.code, self.output.pick(&name, own)));
        let heading = LedgerHeading { book: &book.name, account, what: self.output.pick(zh, en), range: *range };
        let table = ledger_text::running_table((book, journal), Some(first), beside, self.output.language);
        self.print_ledger(&heading, &summed(table)?, paper)
    }

    /// A ledger under its heading, as text or on paper.
    pub(super) fn print_ledger(
        &self,
        heading: &LedgerHeading<'_>,
        table: &Table,
        paper: &PaperArguments,
    ) -> Outcome<()> {
        let language = self.output.language;
        let printed =
            self.print_on_paper(paper, |file, fonts| pdf::ledger::write(file, fonts, (heading, table), language))?;
        if !printed {
            self.output.print(&format!("{}\n{}", heading.line(language), table.render()));
        }
        Ok(())
    }

    fn print_general_ledger(&self, found: &GeneralLedger, paper: &PaperArguments) -> Outcome<()> {
        let GeneralLedger { book, range, accounts } = found;
        let (first, _) = *range;
        if self.output.json && paper.pdf.is_none() {
            self.output.json(&json::ledger::general_ledger(found)?);
            return Ok(());
        }
        let what = self.output.pick("总账", "general ledger");
        let heading = LedgerHeading { book: &book.name, account: None, what, range: *range };
        let table = summed(ledger_text::general_table((book, accounts), first, self.output.language))?;
        self.print_ledger(&heading, &table, paper)
    }
}
