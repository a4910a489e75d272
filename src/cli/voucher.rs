//! `voucher`.

use super::Session;
use super::arguments::{AddVoucher, OneVoucher, PaperArguments, VoucherAction, VoucherArguments, WaitingVouchers};
use crate::application::Outcome;
use crate::application::access::{AccountView, users};
use crate::application::ledger::query::{self, VoucherView};
use crate::application::ledger::{self, Act, EntryRequest, Marked, SheetRow, VoucherHistory, Which};
use crate::domain::ledger::book::Book;
use crate::domain::ledger::refusal::LedgerRefusal;
use crate::domain::ledger::voucher::VoucherKind;
use crate::domain::period::{AccountingPeriod, china_time};
use crate::domain::refusal::Problem;
use crate::json;
use crate::rendering::amount::yuan;
use crate::rendering::json as plain;
use crate::rendering::pdf::{self, voucher::VoucherOnPaper};
use crate::rendering::speech::Language;
use crate::rendering::table::{Align, Table};
use crate::rendering::voucher_text;
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
            VoucherAction::Show { voucher, paper } => self.show_voucher((db, cooperative), voucher, paper)?,
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

    fn show_voucher(
        &mut self,
        (db, cooperative): (&mut Db, &Cooperative),
        voucher: &OneVoucher,
        paper: &PaperArguments,
    ) -> Outcome<()> {
        let view = query::voucher(db, cooperative, &voucher.voucher, voucher.book.as_deref())?;
        let book = query::book(db, cooperative, &view.voucher.head().book)?;
        let history = ledger::history(db, cooperative, &view)?;
        if paper.pdf.is_none() {
            self.print_voucher(&view, &book, &history);
            return Ok(());
        }
        let users = users(db, cooperative, &self.context())?;
        self.print_voucher_on_paper((&view, &book, &history), &users, paper)
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
            let warnings: Vec<Value> = report.warnings.iter().map(plain::problem).collect();
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
            return self.output.json(&json::voucher::marked(marked));
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
        let standing = view.standing();
        self.output.pick(standing.zh(), standing.en())
    }

    fn print_vouchers(&self, found: &[VoucherView]) {
        if self.output.json {
            return self.output.json(&json::voucher::vouchers(found));
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
            return self.output.json(&json::voucher::shown(view, book, history));
        }
        let head = view.voucher.head();
        let (name, book_name, state) = (view.name(), &book.name, self.state(view));
        let (date, count) = (head.date, head.attachment_count);
        self.output.say(
            &format!("记账凭证 {name}　{book_name}　{date}　附件 {count} 张　{state}（#{}）", view.entry_no),
            &format!("Voucher {name} of {book_name}, {date}, {count} attached, {state} (#{})", view.entry_no),
        );
        self.output.print(&voucher_text::table(&view.voucher, &book.chart, self.output.language).render());
        if let Some(linked) = self.linked(view) {
            self.output.print(&format!("{linked}\n"));
        }
        self.print_history(view, history);
    }

    fn print_voucher_on_paper(
        &self,
        (view, book, history): (&VoucherView, &Book, &VoucherHistory),
        users: &[AccountView],
        paper: &PaperArguments,
    ) -> Outcome<()> {
        let named = |user: &String| {
            let known = users.iter().find(|known| known.user == *user).map(|known| &known.account.person.name);
            known.filter(|name| !name.is_empty()).unwrap_or(user).clone()
        };
        let act = |act: &Option<Act>| act.as_ref().map(|(user, _)| named(user)).unwrap_or_default();
        let prepared: Vec<String> = history.prepared_by.iter().map(named).collect();
        let one = VoucherOnPaper {
            voucher: &view.voucher,
            name: view.name(),
            unposted: view.number.is_none().then(|| self.state(view)),
            linked: self.linked(view),
            prepared_by: prepared.join(self.output.pick("、", ", ")),
            reviewed_by: act(&history.reviewed),
            signed_by: act(&history.signed),
            posted_by: act(&history.posted),
        };
        self.print_on_paper(paper, |file, fonts| {
            pdf::voucher::write(file, fonts, (book, std::slice::from_ref(&one)), self.output.language)
        })?;
        Ok(())
    }

    /// What a voucher reverses or corrects.
    fn linked(&self, view: &VoucherView) -> Option<String> {
        let (kind, linked) = (view.voucher.head().kind, view.voucher.head().linked?);
        Some(match self.output.language {
            Language::Chinese => format!("{}：针对 #{linked}", kind.zh()),
            Language::English => format!("{} of #{linked}", kind.code()),
        })
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
