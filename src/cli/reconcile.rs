//! `ledger reconcile`: bank accounts, their matches and their tables.

use super::Session;
use super::arguments::{BankPlace, ReconcileAction, TableOfDay};
use crate::application::Outcome;
use crate::application::ledger::query::summed;
use crate::application::ledger::{
    BankView, BankWhere, ConfirmRequest, MatchRequest, bank_accounts, confirm, match_automatically, match_by_hand,
    reconcile, retract, withdraw_match,
};
use crate::domain::ledger::bank_deed::ConfirmedTable;
use crate::domain::ledger::reconciliation::{BankMatch, Reconciliation};
use crate::json;
use crate::rendering::amount::yuan;
use crate::rendering::reconciliation_text;
use crate::rendering::table::{Align, Table};
use crate::storage::cooperative::Cooperative;
use crate::storage::db::Db;
use serde_json::json;

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
            ReconcileAction::Show(TableOfDay { place, on_day, bank_balance }) => {
                let (view, table) = reconcile(db, cooperative, place.place(), (*on_day, *bank_balance))?;
                self.print_bank_table(&view, &table)?;
            }
            ReconcileAction::Confirm { table: TableOfDay { place, on_day, bank_balance }, opening_difference } => {
                let (bank_balance, opening_difference) = (*bank_balance, *opening_difference);
                let request = ConfirmRequest { on: *on_day, bank_balance, opening_difference };
                confirm(db, cooperative, (place.place(), request), &mut self.context())?;
                let (view, table) = reconcile(db, cooperative, place.place(), (*on_day, bank_balance))?;
                self.print_bank_table(&view, &table)?;
            }
            ReconcileAction::Retract { place, on_day, reason } => {
                retract(db, cooperative, (place.place(), *on_day, reason), &mut self.context())?;
                match self.output.json {
                    true => self.output.json(&json!({ "retracted": on_day.to_string() })),
                    false => self.output.say(
                        &format!("{on_day} 的余额调节表已撤回，更正后请再确认。"),
                        &format!("The table of {on_day} is retracted: confirm it again once it is mended."),
                    ),
                }
            }
        }
        Ok(())
    }

    pub(super) fn print_bank_table(&self, view: &BankView, table: &Reconciliation) -> Outcome<()> {
        let (book, account) = (&view.book, &view.account);
        let as_confirmed = ConfirmedTable::of(table, summed(table.adjusted_book())?);
        let unposted = view.unposted_on(table.on);
        if self.output.json {
            self.output.json(&json::reconciliation::table(view, table)?);
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
        if !unposted.is_empty() {
            let names = unposted.join(self.output.pick("、", ", "));
            self.output.say(
                &format!("! 未记账的凭证不在表内：{names}。"),
                &format!("! Vouchers that are not posted are not in it: {names}."),
            );
        }
        self.say_standing(view, table, as_confirmed.as_ref())
    }

    /// Whether the table is confirmed, and whether both sides agree.
    fn say_standing(&self, view: &BankView, table: &Reconciliation, as_now: Option<&ConfirmedTable>) -> Outcome<()> {
        if let Some((by, held)) = view.confirmed_on(table.on) {
            let adjusted = yuan(held.adjusted);
            match Some(held) == as_now {
                true => self
                    .output
                    .say(&format!("{by} 已确认，原样保存。"), &format!("Confirmed by {by}: it stands as it is.")),
                false => self.output.say(
                    &format!("! {by} 确认时调节后余额为 {adjusted}，表的内容与现在不同；要改，先撤回再确认。"),
                    &format!("! {by} confirmed it with an adjusted balance of {adjusted}; it says something else now. Retract it to confirm anew."),
                ),
            }
            return Ok(());
        }
        if view.last_confirmed().is_none() && !table.first_difference.is_zero() {
            let difference = yuan(table.first_difference);
            self.output.say(
                &format!("! 账套启用时银行与账面差 {difference}：对账单应从启用时起，或在确认时用 --opening-difference 说明。"),
                &format!("! When the book began bank and book differed by {difference}: the statement should begin there, or state it with --opening-difference."),
            );
            return Ok(());
        }
        match summed(table.difference())? {
            Some(difference) if difference.is_zero() => {
                self.output.say("✓ 两边调节后相等。", "✓ Both sides agree once what is open is taken into account.");
            }
            Some(difference) => self.output.say(
                &format!("✗ 调节后仍差 {}。", yuan(difference)),
                &format!("✗ They still differ by {}.", yuan(difference)),
            ),
            None => self.output.say(
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
            return self.output.json(&json::reconciliation::matches(view, numbers));
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
        if self.output.json {
            self.output.json(&json::reconciliation::accounts(accounts)?);
            return Ok(());
        }
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
        match table.is_empty() {
            true => self.output.say("还没有账套。", "There are no books."),
            false => self.output.print(&table.render()),
        }
        Ok(())
    }
}
