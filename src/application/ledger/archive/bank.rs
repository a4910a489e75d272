//! One book's bank accounts in the archive: the statements of the year, and the tables that were confirmed.

use super::{Archive, Document};
use crate::application::ledger::work;
use crate::application::{Failure, Outcome};
use crate::domain::fact::{Fact, FactKind};
use crate::domain::ledger::book::Book;
use crate::domain::money::Money;
use crate::domain::period::AccountingYear;
use crate::storage::cooperative::Cooperative;
use crate::storage::db::Tx;
use crate::storage::entry;

impl Archive {
    /// 银行对账单 and 银行存款余额调节表 of a book's year; nothing where none came in.
    pub(super) fn bank(
        &mut self,
        tx: &mut Tx<'_>,
        cooperative: &Cooperative,
        (book, folder): (&Book, &str),
    ) -> Outcome<()> {
        let work = work(tx, cooperative.id)?;
        let mut lines = Vec::new();
        entry::each_live(tx, cooperative.id, FactKind::BankEntry, |entry| {
            if let Fact::BankEntry(line) = entry.fact
                && line.book == book.code
                && AccountingYear::from(line.date) == self.year
            {
                lines.push((entry.entry_no, *line));
            }
            Ok::<(), Failure>(())
        })?;
        if !lines.is_empty() {
            lines.sort_by_key(|(entry_no, line)| (line.account.clone(), line.date, *entry_no));
            let headings = ["科目编码", "编号", "日期", "摘要", "收入或支出", "余额", "流水号", "对方户名", "勾对"];
            let mut table = self.package.table(&format!("{folder}/bank-statement.csv"), headings)?;
            for (entry_no, line) in &lines {
                let matched = work.match_of_bank(*entry_no).map(|match_no| match_no.to_string()).unwrap_or_default();
                let balance = line.balance.map(|balance| balance.to_string()).unwrap_or_default();
                let about = [line.account.to_string(), entry_no.to_string(), line.date.to_string()];
                let money = [line.summary.to_string(), line.amount.to_string(), balance];
                let others = [line.serial_no.to_string(), line.counterparty.to_string(), matched];
                table.row(about.into_iter().chain(money).chain(others))?;
            }
            self.end(table, Document::BankStatement, &book.code)?;
        }
        let of_year = work
            .confirmed
            .iter()
            .filter(|(_, (of, _), table)| *of == book.code && AccountingYear::from(table.on) == self.year);
        let confirmed: Vec<_> = of_year.collect();
        if confirmed.is_empty() {
            return Ok(());
        }
        let headings = ["科目编码", "日期", "确认人", "项目", "发生日期", "凭证字号或流水号", "摘要", "金额"];
        let mut table = self.package.table(&format!("{folder}/bank-reconciliation.csv"), headings)?;
        for (by, (_, account), held) in confirmed {
            let mut row = |item: &str, [date, name, summary]: [String; 3], amount: Money| {
                let about = [account.to_string(), held.on.to_string(), by.clone(), item.to_owned()];
                table.row(about.into_iter().chain([date, name, summary, amount.to_string()]))
            };
            let nothing = || [const { String::new() }; 3];
            row("单位账面余额", nothing(), held.book_balance)?;
            row("银行对账单余额", nothing(), held.bank_balance)?;
            row("启用时未达", nothing(), held.first_difference)?;
            row("启用前未达", nothing(), held.opening_difference)?;
            for line in &held.open {
                let item = match (line.is_of_bank, line.amount.is_negative()) {
                    (true, false) => "银行已收、单位未收",
                    (true, true) => "银行已付、单位未付",
                    (false, false) => "单位已收、银行未收",
                    (false, true) => "单位已付、银行未付",
                };
                row(item, [line.date.to_string(), line.name.to_string(), line.summary.to_string()], line.amount)?;
            }
            row("调节后余额", nothing(), held.adjusted)?;
        }
        self.end(table, Document::BankReconciliation, &book.code)
    }
}
