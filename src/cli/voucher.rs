//! `voucher`.

use super::Session;
use super::arguments::{AddVoucher, OneVoucher, VoucherAction, VoucherArguments, WaitingVouchers};
use crate::application::Outcome;
use crate::application::ledger::query::{self, VoucherView};
use crate::application::ledger::{self, Act, EntryRequest, Marked, SheetRow, VoucherHistory, Which};
use crate::domain::ledger::account::Side;
use crate::domain::ledger::book::Book;
use crate::domain::ledger::refusal::LedgerRefusal;
use crate::domain::ledger::voucher::VoucherKind;
use crate::domain::money::Money;
use crate::domain::period::{AccountingPeriod, china_time};
use crate::domain::refusal::Problem;
use crate::rendering::amount::yuan;
use crate::rendering::json;
use crate::rendering::table::{Align, Table};
use crate::storage::cooperative::Cooperative;
use crate::storage::db::Db;
use chrono::{DateTime, Utc};
use serde_json::{Value, json};
use std::path::Path;
use std::process::ExitCode;

impl WaitingVouchers {
    fn which(&self) -> Which {
        match (self.voucher, &self.book, self.period) {
            (None, Some(book), Some(period)) => Which::Period(book.clone(), period),
            (entry_no, ..) => Which::Entry(entry_no.unwrap_or_default()),
        }
    }
}

impl OneVoucher {
    fn entry(&self, db: &mut Db, cooperative: &Cooperative) -> Outcome<i64> {
        Ok(query::voucher(db, cooperative, &self.voucher, self.book.as_deref())?.entry_no)
    }
}

impl Session<'_> {
    pub(super) fn voucher(&mut self, arguments: &VoucherArguments) -> Outcome<ExitCode> {
        let (mut db, cooperative) = self.open_to_read(None)?;
        let (db, cooperative) = (&mut db, &cooperative);
        let context = &mut self.context();
        match &arguments.action {
            VoucherAction::Add(typed) => self.add_voucher(db, cooperative, typed)?,
            VoucherAction::List { book, period } => {
                let found = query::vouchers(db, cooperative, (book, *period))?;
                self.print_vouchers(&found);
            }
            VoucherAction::Show { voucher } => {
                let view = query::voucher(db, cooperative, &voucher.voucher, voucher.book.as_deref())?;
                let book = query::book(db, cooperative, &view.voucher.head().book)?;
                let history = ledger::history(db, cooperative, &view)?;
                self.print_voucher(&view, &book, &history);
            }
            VoucherAction::Review(waiting) => {
                let marked = ledger::review(db, cooperative, &waiting.which(), context)?;
                self.say_marked(&marked, ("已复核", "reviewed"), ("要由别人复核", "to be reviewed by somebody else"));
            }
            VoucherAction::Sign(waiting) => {
                let marked = ledger::sign(db, cooperative, &waiting.which(), context)?;
                self.say_marked(&marked, ("出纳已签字", "signed"), ("先要复核", "to be reviewed first"));
            }
            VoucherAction::Post { book, period } => self.post_vouchers(db, cooperative, (book, *period))?,
            VoucherAction::Attach { voucher, file } => {
                let entry_no = voucher.entry(db, cooperative)?;
                let kept = ledger::attach(db, cooperative, (entry_no, file), context)?;
                self.say_attached(file, kept);
            }
            VoucherAction::Discard { voucher } => {
                let entry_no = voucher.entry(db, cooperative)?;
                ledger::discard(db, cooperative, entry_no, context)?;
                self.say_count(1, ("已作废", "discarded"));
            }
            VoucherAction::Reverse { voucher, date, reason } => {
                let entry_no = voucher.entry(db, cooperative)?;
                let entry_no = ledger::reverse(db, cooperative, entry_no, (*date, reason), context)?;
                self.say_entered(entry_no);
            }
        }
        Ok(ExitCode::SUCCESS)
    }

    fn add_voucher(&mut self, db: &mut Db, cooperative: &Cooperative, typed: &AddVoucher) -> Outcome<()> {
        let corrects = match &typed.corrects {
            Some(given) => Some(query::voucher(db, cooperative, given, Some(&typed.book))?.entry_no),
            None => None,
        };
        let request = EntryRequest {
            period: typed.period,
            word: typed.word.unwrap_or_default(),
            kind: if corrects.is_some() { VoucherKind::Correction } else { VoucherKind::Ordinary },
            source: typed.source.clone(),
            corrects,
            attachment_count: typed.attachments,
            files: typed.files.clone(),
            ..EntryRequest::ordinary(&typed.book, typed.date, typed.lines())
        };
        let entry_no = ledger::enter(db, cooperative, &request, &mut self.context())?;
        self.say_entered(entry_no);
        let (date, today) = (typed.date, self.context().today());
        if date > today && !self.output.json {
            self.say_problems(&[Problem::new(LedgerRefusal::DatedAhead { date, today })]);
        }
        Ok(())
    }

    fn post_vouchers(
        &mut self,
        db: &mut Db,
        cooperative: &Cooperative,
        place: (&str, AccountingPeriod),
    ) -> Outcome<()> {
        let report = ledger::post(db, cooperative, place, &mut self.context())?;
        let (count, waiting) = (report.posted.len(), report.waiting);
        if self.output.json {
            let warnings: Vec<Value> = report.warnings.iter().map(json::problem).collect();
            self.output.json(&json!({ "count": count, "waiting": waiting, "warnings": warnings }));
            return Ok(());
        }
        self.say_count(count, ("已记账", "posted"));
        self.say_problems(&report.warnings);
        if waiting > 0 {
            self.output.say(
                &format!("还有 {waiting} 张没有复核，没有记账。"),
                &format!("{waiting} more are not reviewed, and not posted."),
            );
        }
        Ok(())
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

    /// Problems, one a line.
    pub(super) fn say_problems(&self, problems: &[Problem]) {
        for problem in problems {
            self.output.print(&self.output.problem_line(problem));
            self.output.print("\n");
        }
    }

    fn say_attached(&self, file: &Path, entry_no: i64) {
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        match self.output.json {
            true => self.output.json(&json!({ "entry_no": entry_no, "file": name })),
            false => self.output.say(
                &format!("{name} 已保存为凭证的附件；凭证的编号现在是 #{entry_no}，等待复核。"),
                &format!("{name} is kept with the voucher, which is now #{entry_no} and waits for its review."),
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
        let (zh, en) = match (view.number.is_some(), view.is_reviewed, view.wants_signature) {
            (true, ..) => ("已记账", "posted"),
            (false, true, true) => ("已复核，待出纳签字", "reviewed, unsigned"),
            (false, true, false) => ("已复核", "reviewed"),
            (false, false, true) => ("未复核，要出纳签字", "draft, unsigned"),
            (false, false, false) => ("未复核", "draft"),
        };
        self.output.pick(zh, en)
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
            // A draft has no number yet: in brackets the one that its sheet asks for.
            let wanted = view.voucher.wanted_number().map(|number| format!("（{} {number}）", head.period));
            table.row([
                if view.number.is_some() { view.name() } else { wanted.unwrap_or_default() },
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

    fn print_voucher(&self, view: &VoucherView, book: &Book, history: &VoucherHistory) {
        if self.output.json {
            return self.output.json(&shown_value(view, book, history));
        }
        let (head, pick) = (view.voucher.head(), |zh, en| self.output.pick(zh, en));
        let (name, book_name, state) = (view.name(), &book.name, self.state(view));
        let (date, count) = (head.date, head.attachment_count);
        self.output.say(
            &format!("记账凭证 {name}　{book_name}　{date}　附件 {count} 张　{state}（#{}）", view.entry_no),
            &format!("Voucher {name} of {book_name}, {date}, {count} attached, {state} (#{})", view.entry_no),
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
            let names = (book.chart.full_name(&line.account), book.chart.full_english_name(&line.account));
            let account = format!("{} {}", line.account, self.output.pick(&names.0, &names.1));
            table.row([line.summary.as_str(), &account, line.dimensions.as_str(), &debit, &credit]);
        }
        let total = yuan(view.voucher.total().unwrap_or_default());
        table.total([pick("合计", "total"), "", "", &total, &total]);
        self.output.print(&table.render());
        if let Some(linked) = head.linked {
            let kind = pick(head.kind.zh(), head.kind.code());
            self.output.say(&format!("{kind}：针对 #{linked}"), &format!("{kind} of #{linked}"));
        }
        self.print_history(view, history);
    }

    /// Who prepared, reviewed, signed and posted it, and where it came from.
    fn print_history(&self, view: &VoucherView, history: &VoucherHistory) {
        let pick = |zh, en| self.output.pick(zh, en);
        let when = |at: DateTime<Utc>| china_time(at).format("%Y-%m-%d %H:%M").to_string();
        let prepared = history.entered_at.map(|at| (history.prepared_by.join(pick("、", ", ")), at));
        let signing = if view.wants_signature { pick("还没有", "not yet") } else { pick("不需要", "not needed") };
        let acts = [
            (pick("制单", "prepared by"), &prepared, ""),
            (pick("复核", "reviewed by"), &history.reviewed, pick("还没有", "not yet")),
            (pick("出纳", "signed by"), &history.signed, signing),
            (pick("记账", "posted by"), &history.posted, pick("还没有", "not yet")),
        ];
        for (what, act, otherwise) in acts {
            let who = match act {
                Some((user, at)) => format!("{user}　{}", when(*at)),
                None => otherwise.to_owned(),
            };
            self.output.say(&format!("{what}：{who}"), &format!("{what}: {}", who.replace('　', ", ")));
        }
        let head = view.voucher.head();
        let came = match (&history.sheet, head.rule.is_empty()) {
            (Some(SheetRow { batch_no, file, sheet, row }), _) => (
                format!("第 {batch_no} 批 {file}「{sheet}」第 {row} 行起"),
                format!("batch {batch_no}, {file} [{sheet}] from row {row}"),
            ),
            (None, false) => (format!("按规则 {} 生成", head.rule), format!("made by the rule {}", head.rule)),
            (None, true) => ("录入".to_owned(), "typed".to_owned()),
        };
        let source = match head.source.as_str() {
            "" => (String::new(), String::new()),
            source => (format!("，原始凭证号 {source}"), format!(", source document {source}")),
        };
        self.output.say(&format!("来源：{}{}", came.0, source.0), &format!("came from: {}{}", came.1, source.1));
        for hash in &head.attachments {
            self.output.say(&format!("附件文件：{hash}"), &format!("file: {hash}"));
        }
    }
}

/// A voucher with the names of its accounts, who did what, and where it came from.
fn shown_value(view: &VoucherView, book: &Book, history: &VoucherHistory) -> Value {
    let act = |act: &Option<Act>| act.as_ref().map(|(user, at)| json!({ "user": user, "at": at.to_rfc3339() }));
    let mut value = voucher_value(view);
    let names = view.voucher.lines().iter().map(|line| book.chart.full_name(&line.account));
    value["account_names"] = names.collect();
    value["prepared_by"] = json!(history.prepared_by);
    value["reviewed_by"] = json!(act(&history.reviewed));
    value["signed_by"] = json!(act(&history.signed));
    value["posted_by"] = json!(act(&history.posted));
    value["rule"] = json!(view.voucher.head().rule.as_str());
    value["sheet"] = json!(history.sheet.as_ref().map(|place| json!({
        "batch": place.batch_no, "file": place.file, "sheet": place.sheet, "row": place.row,
    })));
    value
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
        "wants_signature": view.wants_signature,
        "wanted_number": view.voucher.wanted_number().map(|number| number.to_string()),
        "lines": lines.collect::<Vec<_>>(),
    })
}
