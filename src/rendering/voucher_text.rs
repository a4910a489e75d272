//! A voucher (记账凭证) as a table of its lines.

use super::amount::yuan;
use super::speech::Language;
use super::table::{Align, Table};
use crate::domain::ledger::account::Side;
use crate::domain::ledger::chart::Chart;
use crate::domain::ledger::voucher::Voucher;

/// The lines of a voucher with the names of their accounts, and both sides summed.
pub fn table(voucher: &Voucher, chart: &Chart, language: Language) -> Table {
    let pick = |zh, en| language.say(zh, en);
    let mut table = Table::new([
        (pick("摘要", "summary"), Align::Left),
        (pick("科目", "account"), Align::Left),
        (pick("辅助核算", "about"), Align::Left),
        (pick("借方", "debit"), Align::Right),
        (pick("贷方", "credit"), Align::Right),
    ]);
    for line in voucher.lines() {
        let amount = yuan(line.amount);
        let [debit, credit] = match line.side {
            Side::Debit => [amount.as_str(), ""],
            Side::Credit => ["", amount.as_str()],
        };
        let names = (chart.full_name(&line.account), chart.full_english_name(&line.account));
        let account = format!("{} {}", line.account, language.say(&names.0, &names.1));
        table.row([line.summary.as_str(), &account, line.dimensions.as_str(), debit, credit]);
    }
    let total = yuan(voucher.total().unwrap_or_default());
    table.total([pick("合计", "total"), "", "", &total, &total]);
    table
}
