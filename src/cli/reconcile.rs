//! `ledger reconcile`: bank accounts, their matches and their tables.

use super::Session;
use super::arguments::{BankPlace, ReconcileAction, TableOfDay};
use crate::application::Outcome;
use crate::application::ledger::query::summed;
use crate::application::ledger::{
    BankView, BankWhere, MatchRequest, bank_accounts, confirm, match_automatically, match_by_hand, reconcile,
    withdraw_match,
};
use crate::domain::ledger::reconciliation::{BankMatch, Reconciliation};
use crate::rendering::amount::yuan;
use crate::rendering::reconciliation_text;
use crate::rendering::table::{Align, Table};
use crate::storage::cooperative::Cooperative;
use crate::storage::db::Db;
use serde_json::{Value, json};

impl BankPlace {
    fn place(&self) -> BankWhere<'_> {
        BankWhere { book: &self.book, account: self.bank_account.as_deref() }
    }
}

impl Session<'_> {
    pub(super) fn reconcile(
        &mut self,
        db: &mut Db,
        cooperative: &Cooperative,
        action: &ReconcileAction,
    ) -> Outcome<()> {
        match action {
            ReconcileAction::List => self.print_bank_accounts(&bank_accounts(db, cooperative)?)?,
            ReconcileAction::Match { place, within } => {
                let request = (place.place(), *within);
                let (view, numbers) = match_automatically(db, cooperative, request, &mut self.context())?;
                self.print_matches(&view, Some(&numbers));
            }
            ReconcileAction::Pair { place, bank, lines, opening } => {
                let request = MatchRequest { bank: bank.clone(), book: lines.clone(), is_opening: *opening };
                let named = (place.place(), &request);
                let (view, numbers) = match_by_hand(db, cooperative, named, &mut self.context())?;
                self.print_matches(&view, Some(&numbers));
            }
            ReconcileAction::Matches { place } => {
                let today = self.context().today();
                let (view, _) = reconcile(db, cooperative, place.place(), (today, None))?;
                self.print_matches(&view, None);
            }
            ReconcileAction::Withdraw { number, reason } => {
                withdraw_match(db, cooperative, (*number, reason), &mut self.context())?;
                match self.output.json {
                    true => self.output.json(&json!({ "withdrawn": number })),
                    false => self.output.say(
                        &format!("第 {number} 号勾对已撤销，它的行重新成为未达。"),
                        &format!("Match {number} is withdrawn: its lines are open again."),
                    ),
                }
            }
            ReconcileAction::Show(TableOfDay { place, on, bank_balance }) => {
                let (view, table) = reconcile(db, cooperative, place.place(), (*on, *bank_balance))?;
                self.print_bank_table(&view, &table, false)?;
            }
            ReconcileAction::Confirm(TableOfDay { place, on, bank_balance }) => {
                let asked = (place.place(), *on, *bank_balance);
                let (view, table) = confirm(db, cooperative, asked, &mut self.context())?;
                self.print_bank_table(&view, &table, true)?;
            }
        }
        Ok(())
    }

    pub(super) fn print_bank_table(&self, view: &BankView, table: &Reconciliation, is_confirmed: bool) -> Outcome<()> {
        let (book, account) = (&view.book, &view.account);
        if self.output.json {
            let mut value = summed(reconciliation_text::value(table))?;
            value["book"] = json!(book.code.as_str());
            value["account"] = json!(account.code.as_str());
            value["statement_to"] = json!(view.statement_to().map(|day| day.to_string()));
            value["confirmed"] = json!(is_confirmed);
            self.output.json(&value);
            return Ok(());
        }
        let on = table.on;
        self.output.say(
            &format!("{}　银行存款余额调节表　{} {}　{on}　单位：元", book.name, account.code, account.name),
            &format!("{}: bank reconciliation statement, {} {}, {on}, in yuan", book.name, account.code, account.name),
        );
        self.output.print(&summed(reconciliation_text::table(table, self.output.language))?.render());
        match view.statement_to() {
            None => self
                .output
                .say("还没有导入这个账户的银行对账单。", "No statement of this account has been imported yet."),
            Some(to) if to < on => self.output.say(
                &format!("对账单止于 {to}：其后银行的收付还不知道。"),
                &format!("The statement ends on {to}: what the bank did since is not known."),
            ),
            Some(_) => {}
        }
        for gap in &table.gaps {
            let (date, expected, found) = (gap.date, yuan(gap.expected), yuan(gap.found));
            self.output.say(
                &format!("! 对账单 {date} 的余额 {found} 接不上前一笔，应为 {expected}：可能漏行或重行。"),
                &format!("! The balance {found} on {date} does not follow ({expected} expected): a line is missing, or one too many."),
            );
        }
        match (is_confirmed, summed(table.difference())?) {
            (true, _) => self.output.say("已确认，原样保存。", "Confirmed: it stands as it is."),
            (false, Some(difference)) if difference.is_zero() => {
                self.output.say("✓ 两边调节后相等。", "✓ Both sides agree once what is open is taken into account.");
            }
            (false, Some(difference)) => self.output.say(
                &format!("✗ 调节后仍差 {}。", yuan(difference)),
                &format!("✗ They still differ by {}.", yuan(difference)),
            ),
            (false, None) => self.output.say(
                "对账单没有余额，请用 --bank-balance 写明。",
                "The statement has no balance: give it with --bank-balance.",
            ),
        }
        Ok(())
    }

    /// All matches of an account, or those of some numbers.
    fn print_matches(&self, view: &BankView, numbers: Option<&[u32]>) {
        let is_meant = |number: u32| numbers.is_none_or(|numbers| numbers.contains(&number));
        let bank_line = |entry_no: i64| {
            let line = view.lines.bank.iter().find(|line| line.entry_no == entry_no);
            line.map_or_else(
                || format!("#{entry_no}"),
                |line| format!("#{entry_no} {} {}", line.entry.date, yuan(line.entry.amount)),
            )
        };
        let book_lines = |one: &BankMatch| {
            let own = view.lines.book.iter().filter(|line| one.book.contains(&line.key));
            let named = own.map(|line| format!("{} {}", line.voucher, yuan(line.amount)));
            named.collect::<Vec<_>>().join(self.output.pick("、", ", "))
        };
        if self.output.json {
            let value = |(match_no, one): (u32, &BankMatch)| {
                let book = view.lines.book.iter().filter(|line| one.book.contains(&line.key));
                json!({
                    "match": match_no, "ground": one.ground.code(), "bank": one.bank,
                    "book": book.map(|line| line.voucher.as_str()).collect::<Vec<_>>(),
                })
            };
            let matches: Vec<Value> = view.matches().filter(|(number, _)| is_meant(*number)).map(value).collect();
            return self.output.json(&json!({ "matches": matches }));
        }
        let shown = view.matches().filter(|(number, _)| is_meant(*number));
        let table = reconciliation_text::match_table(shown, (bank_line, book_lines), self.output.language);
        match (table.is_empty(), numbers) {
            (true, Some(_)) => self.output.say(
                "没有可以确定的勾对。未达的行用 ledger reconcile show 看，用 pair 人工勾对。",
                "Nothing that is certain is open. See what is open with ledger reconcile show, and match it with pair.",
            ),
            (true, None) => self.output.say("还没有勾对。", "Nothing is matched yet."),
            (false, _) => self.output.print(&table.render()),
        }
    }

    fn print_bank_accounts(&self, accounts: &[(BankView, Reconciliation)]) -> Outcome<()> {
        let mut values = Vec::new();
        let say = |zh, en| self.output.pick(zh, en);
        let mut table = Table::new([
            (say("账套", "book"), Align::Left),
            (say("科目", "account"), Align::Left),
            (say("对账单至", "statement to"), Align::Left),
            (say("已确认至", "confirmed to"), Align::Left),
            (say("银行未达", "open at the bank"), Align::Right),
            (say("账面未达", "open in the book"), Align::Right),
            (say("差额", "difference"), Align::Right),
        ]);
        for (view, found) in accounts {
            let (to, confirmed) = (view.statement_to(), view.last_confirmed().map(|table| table.on));
            let difference = summed(found.difference())?;
            let day = |day: Option<chrono::NaiveDate>| day.map(|day| day.to_string());
            values.push(json!({
                "book": view.book.code.as_str(), "account": view.account.code.as_str(), "statement_to": day(to),
                "confirmed_to": day(confirmed), "bank_open": found.bank_open.len(), "book_open": found.book_open.len(),
                "difference": difference.map(|difference| difference.to_string()),
            }));
            table.row([
                view.book.code.to_string(),
                format!("{} {}", view.account.code, view.account.name),
                day(to).unwrap_or_else(|| say("没有对账单", "none").to_owned()),
                day(confirmed).unwrap_or_default(),
                found.bank_open.len().to_string(),
                found.book_open.len().to_string(),
                difference.map(yuan).unwrap_or_default(),
            ]);
        }
        match (self.output.json, table.is_empty()) {
            (true, _) => self.output.json(&json!({ "accounts": values })),
            (false, true) => self.output.say("还没有账套。", "There are no books."),
            (false, false) => self.output.print(&table.render()),
        }
        Ok(())
    }
}
