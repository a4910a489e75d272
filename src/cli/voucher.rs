//! `voucher`.

use super::Session;
use super::arguments::{VoucherAction, VoucherArguments, WaitingVouchers};
use crate::application::Outcome;
use crate::application::ledger::query::{self, VoucherView};
use crate::application::ledger::{self, EntryRequest, Marked, Which};
use crate::domain::ledger::account::Side;
use crate::domain::ledger::voucher::VoucherKind;
use crate::domain::money::Money;
use crate::rendering::amount::yuan;
use crate::rendering::table::{Align, Table};
use serde_json::{Value, json};
use std::process::ExitCode;

impl WaitingVouchers {
    fn which(&self) -> Which {
        match (self.voucher, &self.book, self.period) {
            (None, Some(book), Some(period)) => Which::Period(book.clone(), period),
            (entry_no, ..) => Which::Entry(entry_no.unwrap_or_default()),
        }
    }
}

impl Session<'_> {
    pub(super) fn voucher(&mut self, arguments: &VoucherArguments) -> Outcome<ExitCode> {
        let (mut db, cooperative) = self.open_to_read(None)?;
        let (db, cooperative) = (&mut db, &cooperative);
        let context = &mut self.context();
        match &arguments.action {
            VoucherAction::Add(typed) => {
                let request = EntryRequest {
                    period: typed.period,
                    word: typed.word.unwrap_or_default(),
                    kind: if typed.corrects.is_some() { VoucherKind::Correction } else { VoucherKind::Ordinary },
                    source: typed.source.clone(),
                    corrects: typed.corrects,
                    attachment_count: typed.attachments,
                    files: typed.files.clone(),
                    ..EntryRequest::ordinary(&typed.book, typed.date, typed.lines())
                };
                let entry_no = ledger::enter(db, cooperative, &request, context)?;
                self.say_entered(entry_no);
            }
            VoucherAction::List { book, period } => {
                let found = query::vouchers(db, cooperative, (book, *period))?;
                self.print_vouchers(&found);
            }
            VoucherAction::Show { voucher, book } => {
                let view = query::voucher(db, cooperative, voucher, book.as_deref())?;
                self.print_voucher(&view);
            }
            VoucherAction::Review(waiting) => {
                let marked = ledger::review(db, cooperative, &waiting.which(), context)?;
                self.say_marked(&marked, ("已复核", "reviewed"), ("要由别人复核", "to be reviewed by somebody else"));
            }
            VoucherAction::Sign(waiting) => {
                let marked = ledger::sign(db, cooperative, &waiting.which(), context)?;
                self.say_marked(&marked, ("出纳已签字", "signed"), ("先要复核", "to be reviewed first"));
            }
            VoucherAction::Post { book, period } => {
                let report = ledger::post(db, cooperative, (book, *period), context)?;
                self.say_count(report.posted.len(), ("已记账", "posted"));
                if report.waiting > 0 && !self.output.json {
                    let waiting = report.waiting;
                    self.output.say(
                        &format!("还有 {waiting} 张没有复核，没有记账。"),
                        &format!("{waiting} more are not reviewed, and not posted."),
                    );
                }
            }
            VoucherAction::Attach { voucher, file } => {
                let entry_no = ledger::attach(db, cooperative, (*voucher, file), context)?;
                self.say_entered(entry_no);
            }
            VoucherAction::Discard { voucher } => {
                ledger::discard(db, cooperative, *voucher, context)?;
                self.say_count(1, ("已作废", "discarded"));
            }
            VoucherAction::Reverse { voucher, date, reason } => {
                let entry_no = ledger::reverse(db, cooperative, *voucher, (*date, reason), context)?;
                self.say_entered(entry_no);
            }
        }
        Ok(ExitCode::SUCCESS)
    }

    pub(super) fn say_entered(&self, entry_no: i64) {
        match self.output.json {
            true => self.output.json(&json!({ "entry_no": entry_no })),
            false => self.output.say(
                &format!("凭证 #{entry_no} 已录入，等待复核。"),
                &format!("Voucher #{entry_no} is entered, and waits for its review."),
            ),
        }
    }

    fn say_marked(&self, marked: &Marked, done: (&str, &str), (zh, en): (&str, &str)) {
        if self.output.json {
            return self.output.json(&json!({ "count": marked.count, "left": marked.left.iter().map(|name| name.as_str()).collect::<Vec<_>>() }));
        }
        self.say_count(marked.count, done);
        if !marked.left.is_empty() {
            let names = marked.left.join(self.output.pick("、", ", "));
            let count = marked.left.len();
            self.output.say(&format!("还有 {count} 张{zh}：{names}。"), &format!("{count} more are {en}: {names}."));
        }
    }

    fn say_count(&self, count: usize, (zh, en): (&str, &str)) {
        match self.output.json {
            true => self.output.json(&json!({ "count": count })),
            false => self.output.say(&format!("{zh} {count} 张凭证。"), &format!("{count} vouchers {en}.")),
        }
    }

    fn state(&self, view: &VoucherView) -> &'static str {
        match (view.number.is_some(), view.is_reviewed) {
            (true, _) => self.output.pick("已记账", "posted"),
            (false, true) => self.output.pick("已复核", "reviewed"),
            (false, false) => self.output.pick("未复核", "draft"),
        }
    }

    fn print_vouchers(&self, found: &[VoucherView]) {
        if self.output.json {
            let values: Vec<Value> = found.iter().map(voucher_value).collect();
            return self.output.json(&json!({ "vouchers": values }));
        }
        let pick = |zh, en| self.output.pick(zh, en);
        let mut table = Table::new([
            (pick("凭证", "voucher"), Align::Left),
            (pick("编号", "entry"), Align::Right),
            (pick("日期", "date"), Align::Left),
            (pick("摘要", "summary"), Align::Left),
            (pick("金额", "amount"), Align::Right),
            (pick("附件", "attached"), Align::Right),
            (pick("状态", "state"), Align::Left),
        ]);
        for view in found {
            let (head, lines) = (view.voucher.head(), view.voucher.lines());
            table.row([
                view.name(),
                format!("#{}", view.entry_no),
                head.date.to_string(),
                lines.first().map(|line| line.summary.to_string()).unwrap_or_default(),
                yuan(view.voucher.total().unwrap_or_default()),
                head.attachment_count.to_string(),
                self.state(view).to_owned(),
            ]);
        }
        self.output.print(&table.render());
    }

    fn print_voucher(&self, view: &VoucherView) {
        if self.output.json {
            return self.output.json(&voucher_value(view));
        }
        let (head, pick) = (view.voucher.head(), |zh, en| self.output.pick(zh, en));
        let (name, book, state) = (view.name(), &head.book, self.state(view));
        let (date, count) = (head.date, head.attachment_count);
        self.output.say(
            &format!("记账凭证 {name}　账套 {book}　{date}　附件 {count} 张　{state}（#{}）", view.entry_no),
            &format!("Voucher {name} of {book}, {date}, {count} attached, {state} (#{})", view.entry_no),
        );
        let mut table = Table::new([
            (pick("摘要", "summary"), Align::Left),
            (pick("科目", "account"), Align::Left),
            (pick("辅助核算", "about"), Align::Left),
            (pick("借方", "debit"), Align::Right),
            (pick("贷方", "credit"), Align::Right),
        ]);
        for line in view.voucher.lines() {
            let [debit, credit] = on_sides(line.side, line.amount);
            table.row([line.summary.as_str(), &line.account, line.dimensions.as_str(), &debit, &credit]);
        }
        let total = yuan(view.voucher.total().unwrap_or_default());
        table.total([pick("合计", "total"), "", "", &total, &total]);
        self.output.print(&table.render());
        if let Some(linked) = head.linked {
            let kind = pick(head.kind.zh(), head.kind.code());
            self.output.say(&format!("{kind}：针对 #{linked}"), &format!("{kind} of #{linked}"));
        }
    }
}

/// An amount on its side.
fn on_sides(side: Side, amount: Money) -> [String; 2] {
    match side {
        Side::Debit => [yuan(amount), String::new()],
        Side::Credit => [String::new(), yuan(amount)],
    }
}

fn voucher_value(view: &VoucherView) -> Value {
    let head = view.voucher.head();
    let lines = view.voucher.lines().iter().map(|line| {
        json!({
            "summary": line.summary.as_str(), "account": line.account.as_str(), "side": line.side.en(),
            "amount": line.amount.to_string(), "about": line.dimensions.as_str(),
        })
    });
    json!({
        "entry_no": view.entry_no, "name": view.name(), "book": head.book.as_str(), "date": head.date.to_string(),
        "period": head.period.to_string(), "kind": head.kind.code(), "source": head.source.as_str(),
        "linked": head.linked, "attachments": head.attachment_count,
        "files": head.attachments.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "reviewed": view.is_reviewed, "signed": view.is_signed, "posted": view.number.is_some(),
        "lines": lines.collect::<Vec<_>>(),
    })
}
