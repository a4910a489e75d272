//! `ledger …`: what the books say, line by line, month by month and as statements.

use super::Session;
use super::arguments::LedgerReport;
use crate::application::Outcome;
use crate::application::ledger::journal::{AccountLedger, GeneralLedger, detail_ledger, general_ledger, journal};
use crate::application::ledger::query::{summed, trial_balance};
use crate::application::ledger::{consolidate, statements};
use crate::rendering::ledger_text::{self, Beside};
use crate::storage::cooperative::Cooperative;
use crate::storage::db::Db;
use serde_json::json;

impl Session<'_> {
    pub(super) fn ledger_report(&self, db: &mut Db, cooperative: &Cooperative, report: &LedgerReport) -> Outcome<()> {
        match report {
            LedgerReport::TrialBalance(periods) => {
                let (first, last) = periods.range();
                let (book, trial) = trial_balance(db, cooperative, (&periods.book, first, last))?;
                self.print_trial_balance(&book, (first, last), &trial);
            }
            LedgerReport::Journal { periods, account } => {
                let found = journal(db, cooperative, (&periods.book, account), periods.range())?;
                self.print_account_ledger(&found, Beside::CounterAccounts)?;
            }
            LedgerReport::General { periods, account } => {
                let found = general_ledger(db, cooperative, (&periods.book, account.as_deref()), periods.range())?;
                self.print_general_ledger(&found)?;
            }
            LedgerReport::Detail { periods, account } => {
                let found = detail_ledger(db, cooperative, (&periods.book, account), periods.range())?;
                self.print_account_ledger(&found, Beside::Dimensions)?;
            }
            LedgerReport::Statement { book, to, layouts } => {
                let found = statements(db, cooperative, (book, *to), layouts.as_deref())?;
                self.print_statements(&found, *to, layouts.is_some());
            }
            LedgerReport::Consolidate { to, layouts } => {
                let found = consolidate(db, cooperative, *to, layouts.as_deref())?;
                self.print_consolidation(&cooperative.name, *to, &found)?;
            }
        }
        Ok(())
    }

    fn print_account_ledger(&self, found: &AccountLedger, beside: Beside) -> Outcome<()> {
        let AccountLedger { book, account, range: (first, last), journal } = found;
        let name = book.chart.full_name(&account.code);
        if self.output.json {
            let mut value = summed(ledger_text::running_value(journal))?;
            for (key, text) in [
                ("book", book.code.to_string()),
                ("account", account.code.to_string()),
                ("name", name),
                ("from", first.to_string()),
                ("to", last.to_string()),
            ] {
                value[key] = json!(text);
            }
            self.output.json(&value);
            return Ok(());
        }
        let (zh, en) = match beside {
            Beside::CounterAccounts => ("日记账", "journal"),
            Beside::Dimensions => ("明细账", "detail ledger"),
        };
        let own = if account.name_en.is_empty() { &account.name } else { &account.name_en };
        self.output.say(
            &format!("{} {} {name}　{zh}　{first} 至 {last}　单位：元", book.name, account.code),
            &format!("{}: {} {own}, {en}, {first} to {last}, in yuan", book.name, account.code),
        );
        let table = ledger_text::running_table((book, journal), Some(*first), beside, self.output.language);
        self.output.print(&summed(table)?.render());
        Ok(())
    }

    fn print_general_ledger(&self, found: &GeneralLedger) -> Outcome<()> {
        let GeneralLedger { book, range: (first, last), accounts } = found;
        if self.output.json {
            self.output.json(&json!({
                "book": book.code.as_str(), "from": first.to_string(), "to": last.to_string(),
                "accounts": summed(ledger_text::general_value(book, accounts))?,
            }));
            return Ok(());
        }
        self.output.say(
            &format!("{} 总账　{first} 至 {last}　单位：元", book.name),
            &format!("{}: general ledger, {first} to {last}, in yuan", book.name),
        );
        let table = ledger_text::general_table((book, accounts), *first, self.output.language);
        self.output.print(&summed(table)?.render());
        Ok(())
    }
}
