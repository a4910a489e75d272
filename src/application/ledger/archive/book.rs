//! One book's year in the archive: its chart, vouchers, ledgers, balances and statements.

use super::{Archive, Document, number};
use crate::application::Outcome;
use crate::application::ledger::query::{VoucherView, balances, summed};
use crate::application::ledger::statement::{Statement, statements_in};
use crate::domain::ledger::account::{Dimension, Side};
use crate::domain::ledger::balance::{Balances, Movement, Turnover};
use crate::domain::ledger::book::Book;
use crate::domain::ledger::voucher::Line;
use crate::domain::money::Money;
use crate::domain::period::AccountingPeriod;
use crate::rendering::plain_text_ledger::{self, PlainTextFormat, PostedVoucher};
use crate::rendering::speech::Language;
use crate::rendering::statement_text;
use crate::storage::cooperative::Cooperative;
use crate::storage::db::Tx;
use compact_str::CompactString;
use std::collections::BTreeMap;

/// A voucher's line with the voucher, in the order of the ledgers.
type PostedLine<'v> = (&'v VoucherView, &'v Line);

impl Archive {
    /// Archives a book: `vouchers` are all of it that were posted to the end of the year, in the order of their numbers.
    pub(super) fn book(
        &mut self,
        tx: &mut Tx<'_>,
        cooperative: &Cooperative,
        (book, folder): (&Book, &str),
        vouchers: &[&VoucherView],
    ) -> Outcome<()> {
        let place = (book, folder);
        let of_year: Vec<&VoucherView> =
            vouchers.iter().copied().filter(|view| view.voucher.head().period.year() == self.year).collect();
        let range = (AccountingPeriod::opening(self.year).next(), AccountingPeriod::distribution(self.year));
        let held = balances(tx, cooperative, book, range)?;
        let during: Vec<&VoucherView> =
            of_year.iter().copied().filter(|view| view.voucher.head().period >= range.0).collect();
        self.chart(place)?;
        self.vouchers(place, &of_year)?;
        self.general_ledger(place, &held, &during)?;
        self.detail_ledger(place, &held, &during)?;
        self.trial_balance(place, &held)?;
        self.statements(tx, cooperative, place)?;
        self.plain_text(place, vouchers)
    }

    fn chart(&mut self, (book, folder): (&Book, &str)) -> Outcome<()> {
        let headings = ["科目编码", "科目名称", "类别", "方向", "辅助核算", "依据", "归入行次"];
        let mut table = self.package.table(&format!("{folder}/chart.csv"), headings)?;
        for account in book.chart.accounts() {
            let dimension = account.dimension.map(Dimension::zh).unwrap_or_default();
            let (class, side) = (account.class.zh(), account.side.zh());
            let row = account.row.map(|row| row.to_string()).unwrap_or_default();
            table.row([&account.code, account.name.as_str(), class, side, dimension, &account.basis, &row])?;
        }
        self.end(table, Document::Chart, &book.code)
    }

    fn vouchers(&mut self, (book, folder): (&Book, &str), vouchers: &[&VoucherView]) -> Outcome<()> {
        let headings = [
            "会计期间",
            "凭证字号",
            "日期",
            "种类",
            "金额",
            "附件张数",
            "原始凭证号",
            "记账规则",
            "冲销或更正",
            "制单",
            "制单时间",
            "复核",
            "复核时间",
            "出纳",
            "签字时间",
            "记账",
            "记账时间",
        ];
        let mut table = self.package.table(&format!("{folder}/vouchers.csv"), headings)?;
        let names: BTreeMap<i64, String> = vouchers.iter().map(|view| (view.entry_no, view.name())).collect();
        for view in vouchers {
            let head = view.voucher.head();
            let linked = head.linked.map(|linked| names.get(&linked).cloned().unwrap_or_else(|| format!("#{linked}")));
            let cells = [
                head.period.to_string(),
                number(view),
                head.date.to_string(),
                head.kind.zh().to_owned(),
                summed(view.voucher.total())?.to_string(),
                head.attachment_count.to_string(),
                head.source.to_string(),
                head.rule.to_string(),
                linked.unwrap_or_default(),
            ];
            table.row(cells.into_iter().chain(self.acts.of(view.entry_no)))?;
        }
        self.end(table, Document::Voucher, &book.code)?;
        let headings = ["会计期间", "凭证字号", "行", "摘要", "科目编码", "科目名称", "借方", "贷方", "辅助核算"];
        let mut table = self.package.table(&format!("{folder}/voucher-lines.csv"), headings)?;
        for view in vouchers {
            for (position, line) in view.voucher.lines().iter().enumerate() {
                let of_voucher = [view.voucher.head().period.to_string(), number(view), (position + 1).to_string()];
                let about = [line.summary.to_string(), line.account.to_string(), book.chart.full_name(&line.account)];
                let dimensions = line.dimensions.as_str().to_owned();
                table.row(of_voucher.into_iter().chain(about).chain(sides(line)).chain([dimensions]))?;
            }
        }
        self.end(table, Document::VoucherLine, &book.code)
    }

    /// 总账: of every account of the first level, what it began with, and each period's turnover and balance.
    fn general_ledger(
        &mut self,
        (book, folder): (&Book, &str),
        held: &Balances,
        during: &[&VoucherView],
    ) -> Outcome<()> {
        let mut accounts: BTreeMap<CompactString, BTreeMap<AccountingPeriod, Turnover>> = BTreeMap::new();
        for (account, _) in held.0.keys() {
            accounts.entry(top(book, account)).or_default();
        }
        for (view, line) in lines(during) {
            let of_account = accounts.entry(top(book, &line.account)).or_default();
            let turnover = of_account.entry(view.voucher.head().period).or_default();
            summed(turnover.add(line.side, line.amount))?;
        }
        let headings = ["科目编码", "科目名称", "会计期间", "摘要", "借方", "贷方", "方向", "余额"];
        let mut table = self.package.table(&format!("{folder}/general-ledger.csv"), headings)?;
        for (code, periods) in &accounts {
            let name = book.chart.full_name(code);
            let mut running = Movement { opening: summed(held.account(code))?.opening, turnover: Turnover::default() };
            if running.opening.is_zero() && periods.is_empty() {
                continue;
            }
            let mut row = |period: &str, summary: &str, turnover: Option<Turnover>, balance: Money| {
                let amounts = turnover.map(|sum| [sum.debit.to_string(), sum.credit.to_string()]).unwrap_or_default();
                let about = [code.as_str(), &name, period, summary].map(str::to_owned);
                table.row(about.into_iter().chain(amounts).chain(balance_cells(balance)))
            };
            row("", "年初余额", None, running.opening)?;
            for (period, turnover) in periods {
                running.turnover = summed(running.turnover.plus(*turnover))?;
                let balance = summed(running.closing())?;
                row(&period.to_string(), "本期合计", Some(*turnover), balance)?;
                row(&period.to_string(), "本年累计", Some(running.turnover), balance)?;
            }
        }
        self.end(table, Document::GeneralLedger, &book.code)
    }

    /// 明细账: of every account that is posted to, what it began with and each line, with the balance after it.
    fn detail_ledger(
        &mut self,
        (book, folder): (&Book, &str),
        held: &Balances,
        during: &[&VoucherView],
    ) -> Outcome<()> {
        let mut accounts: BTreeMap<&CompactString, Vec<PostedLine<'_>>> = BTreeMap::new();
        for (account, _) in held.0.keys() {
            accounts.entry(account).or_default();
        }
        for (view, line) in lines(during) {
            accounts.entry(&line.account).or_default().push((view, line));
        }
        let headings = [
            "科目编码",
            "科目名称",
            "会计期间",
            "日期",
            "凭证字号",
            "摘要",
            "辅助核算",
            "借方",
            "贷方",
            "方向",
            "余额",
        ];
        let mut table = self.package.table(&format!("{folder}/detail-ledger.csv"), headings)?;
        for (code, lines) in accounts {
            let name = book.chart.full_name(code);
            let Movement { opening, turnover } = summed(held.account(code))?;
            if opening.is_zero() && lines.is_empty() {
                continue;
            }
            let own = || [code.to_string(), name.clone()];
            let plain = |summary: &str| ["", "", "", summary, ""].map(str::to_owned);
            let nothing = [String::new(), String::new()];
            table.row(own().into_iter().chain(plain("年初余额")).chain(nothing).chain(balance_cells(opening)))?;
            let mut balance = opening;
            for (view, line) in lines {
                balance = summed(balance.plus(line.signed()))?;
                let head = view.voucher.head();
                let of_voucher = [head.period.to_string(), head.date.to_string(), number(view)];
                let about = [line.summary.to_string(), line.dimensions.as_str().to_owned()];
                let amounts = sides(line).into_iter().chain(balance_cells(balance));
                table.row(own().into_iter().chain(of_voucher).chain(about).chain(amounts))?;
            }
            let sums = [turnover.debit.to_string(), turnover.credit.to_string()];
            table.row(own().into_iter().chain(plain("本年合计")).chain(sums).chain(balance_cells(balance)))?;
        }
        self.end(table, Document::DetailLedger, &book.code)
    }

    fn trial_balance(&mut self, (book, folder): (&Book, &str), held: &Balances) -> Outcome<()> {
        let headings = ["科目编码", "科目名称", "年初方向", "年初余额", "本年借方", "本年贷方", "年末方向", "年末余额"];
        let mut table = self.package.table(&format!("{folder}/trial-balance.csv"), headings)?;
        let trial = summed(held.trial_balance(book))?;
        for (code, movement) in &trial.rows {
            let about = [code.to_string(), book.chart.full_name(code)];
            let turnover = [movement.turnover.debit.to_string(), movement.turnover.credit.to_string()];
            let closing = balance_cells(summed(movement.closing())?);
            table.row(about.into_iter().chain(balance_cells(movement.opening)).chain(turnover).chain(closing))?;
        }
        self.end(table, Document::TrialBalance, &book.code)
    }

    fn statements(&mut self, tx: &mut Tx<'_>, cooperative: &Cooperative, (book, folder): (&Book, &str)) -> Outcome<()> {
        let last = AccountingPeriod::distribution(self.year);
        let found = statements_in(tx, cooperative, (book, last), None)?;
        let names = ["balance-sheet", "income", "distribution"];
        for (name, Statement { layout, lines, .. }) in names.into_iter().zip(&found.statements) {
            let names = [layout.name.as_str(), layout.name_en.as_str()];
            let has_opening = lines.iter().any(|line| line.opening.is_some());
            let amounts: &[&str] =
                if has_opening { &["期末余额", "年初余额"] } else { &["本年累计金额"] };
            let headings = ["行次", "项目"].iter().chain(amounts);
            let mut table = self.package.table(&format!("{folder}/{name}.csv"), headings)?;
            for line in lines {
                let amount = |amount: Option<Money>| amount.map(|amount| amount.to_string()).unwrap_or_default();
                let row_no = line.row_no.map(|row_no| row_no.to_string()).unwrap_or_default();
                let figures = [amount(line.closing), amount(line.opening)].into_iter().take(amounts.len());
                table.row([row_no, line.caption.trim().to_owned()].into_iter().chain(figures))?;
            }
            let written = table.finish()?;
            self.note(written, Document::AnnualStatement, &book.code, names);
            let title = format!("{}　{}　{last}", book.name, layout.name);
            let text = format!("{title}\n{}", statement_text::table(lines, Language::Chinese).render());
            let written = self.package.whole(&format!("{folder}/{name}.txt"), text)?;
            self.note(written, Document::AnnualStatement, &book.code, names);
        }
        let text = statement_text::tie_out_table(&found.tie_outs, Language::Chinese).render();
        let written = self.package.whole(&format!("{folder}/tie-outs.txt"), text)?;
        self.note(written, Document::TieOut, &book.code, ["", ""]);
        Ok(())
    }

    /// The book from its beginning to the end of the year, for programs of others: without what came before their balances would be none.
    fn plain_text(&mut self, (book, folder): (&Book, &str), vouchers: &[&VoucherView]) -> Outcome<()> {
        for (format, name) in
            [(PlainTextFormat::Hledger, "hledger.journal"), (PlainTextFormat::Beancount, "beancount.beancount")]
        {
            let posted = vouchers.iter().map(|view| PostedVoucher { name: view.name(), voucher: &view.voucher });
            let mut text = String::new();
            plain_text_ledger::write(&mut text, format, &[(book, posted.collect())]);
            let written = self.package.whole(&format!("{folder}/{name}"), text)?;
            self.note(written, Document::PlainText, &book.code, [name, name]);
        }
        Ok(())
    }
}

/// Lines in the order of periods, days and numbers.
fn lines<'v>(vouchers: &[&'v VoucherView]) -> impl Iterator<Item = PostedLine<'v>> {
    let mut ordered = vouchers.to_vec();
    ordered.sort_by_key(|view| (view.voucher.head().period, view.voucher.head().date, view.number));
    ordered.into_iter().flat_map(|view| view.voucher.lines().iter().map(move |line| (view, line)))
}

/// The account of the first level that an account is under.
fn top(book: &Book, code: &str) -> CompactString {
    let mut code = CompactString::new(code);
    while let Some(parent) = book.chart.parent(&code) {
        code = parent.code.clone();
    }
    code
}

/// Debit and credit of a line.
fn sides(line: &Line) -> [String; 2] {
    match line.side {
        Side::Debit => [line.amount.to_string(), String::new()],
        Side::Credit => [String::new(), line.amount.to_string()],
    }
}

/// 方向 and 余额.
fn balance_cells(balance: Money) -> [String; 2] {
    let side = match balance.fen() {
        0 => "平",
        fen if fen > 0 => "借",
        _ => "贷",
    };
    [side.to_owned(), Money::from_fen(balance.fen().saturating_abs()).to_string()]
}
