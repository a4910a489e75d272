//! `ledger`: books, charts, balances, closing, export.

use super::arguments::{BookArguments, LedgerAction, LedgerArguments, PaperArguments};
use super::{Session, not_written};
use crate::application::ledger::{
    self, Booked, DividendPayment, LateEvent, OpenRequest, Statement, Statements, SubAccount, query,
};
use crate::application::{Outcome, distribution as runs};
use crate::domain::ledger::account::Account;
use crate::domain::ledger::balance::TrialBalance;
use crate::domain::ledger::book::Book;
use crate::domain::ledger::rules_in_force::PostingRules;
use crate::domain::period::AccountingPeriod;
use crate::domain::statement::tie_out::TieOut;
use crate::json;
use crate::rendering::amount::yuan;
use crate::rendering::ledger_text::{self, LedgerHeading};
use crate::rendering::plain_text_ledger::{self, PlainTextFormat, PostedVoucher};
use crate::rendering::speech::Language;
use crate::rendering::statement_text;
use crate::rendering::table::{Align, Table};
use crate::storage::cooperative::Cooperative;
use crate::storage::db::Db;
use std::path::Path;
use std::process::ExitCode;

impl Session<'_> {
    pub(super) fn ledger(&mut self, arguments: &LedgerArguments) -> Outcome<ExitCode> {
        match &arguments.action {
            LedgerAction::Archive { year, folder } => self.archive_year(*year, folder),
            LedgerAction::ArchiveCheck { folder } => self.check_archive(folder),
            action => self.ledger_of_data(action),
        }
    }

    fn ledger_of_data(&mut self, action: &LedgerAction) -> Outcome<ExitCode> {
        let (mut db, cooperative) = self.open_to_read(None)?;
        let (db, cooperative) = (&mut db, &cooperative);
        match action {
            LedgerAction::Open { code, name, kind, year, chart } => {
                let (code, name, chart) = (code.clone(), name.clone(), chart.clone());
                let request = OpenRequest { code, name, kind: *kind, chart, first_year: *year };
                let book = ledger::open_book(db, cooperative, &request, &mut self.context())?;
                self.print_books([&book]);
            }
            LedgerAction::List => {
                let books = query::all_books(db, cooperative)?;
                self.print_books(books.values());
            }
            LedgerAction::Accounts { book } => {
                let book = query::book(db, cooperative, book)?;
                self.print_accounts(book.chart.accounts().collect());
            }
            LedgerAction::AddAccount { book, code, name, dimension, row } => {
                let sub = SubAccount { code: code.clone(), name: name.clone(), dimension: *dimension, row: *row };
                let added = ledger::add_account(db, cooperative, (book, &sub), &mut self.context())?;
                self.print_accounts(vec![&added]);
            }
            LedgerAction::Report(report) => self.ledger_report(db, cooperative, report)?,
            LedgerAction::Reconcile(arguments) => self.reconcile(db, cooperative, &arguments.action)?,
            LedgerAction::Rules(action) => self.rules(db, cooperative, action)?,
            LedgerAction::Book(event) => {
                let booked = self.book(db, cooperative, event)?;
                self.print_booked(&booked, &ledger::all_posting_rules(db, cooperative)?.0);
                if !booked.differing.is_empty() {
                    return Ok(ExitCode::from(super::REFUSED));
                }
            }
            LedgerAction::CloseIncome { book, period } => {
                match ledger::close_income(db, cooperative, (book, *period), &mut self.context())? {
                    Some(entry_no) => self.say_entered(entry_no),
                    None => self.output.say("没有要结转的损益。", "There is no income or expense to close."),
                }
            }
            LedgerAction::Close { book, period } => {
                self.close_period(db, cooperative, (book, *period))?;
            }
            // They open the data for themselves, or need none.
            LedgerAction::Archive { .. } | LedgerAction::ArchiveCheck { .. } => {}
            LedgerAction::Export { format, book, file } => {
                let text = export(db, cooperative, (*format, book.as_deref()))?;
                match file {
                    Some(path) => {
                        std::fs::write(path, text).map_err(|error| not_written(path, error))?;
                        self.say_written([Path::new(path)]);
                    }
                    None => self.output.print(&text),
                }
            }
        }
        Ok(ExitCode::SUCCESS)
    }

    fn print_books<'b>(&self, books: impl IntoIterator<Item = &'b Book>) {
        let books: Vec<&Book> = books.into_iter().collect();
        if self.output.json {
            return self.output.json(&json::ledger::books(books));
        }
        let pick = |zh, en| self.output.pick(zh, en);
        if books.is_empty() {
            return self
                .output
                .say("还没有账套。请先用 ledger open 建账。", "There are no books. Open one with ledger open.");
        }
        let mut table = Table::new([
            (pick("账套", "book"), Align::Left),
            (pick("名称", "name"), Align::Left),
            (pick("类别", "kind"), Align::Left),
            (pick("启用年度", "from"), Align::Left),
            (pick("科目", "accounts"), Align::Right),
            (pick("已结账到", "closed to"), Align::Left),
        ]);
        for book in books {
            table.row([
                book.code.to_string(),
                book.name.to_string(),
                pick(book.kind.zh(), book.kind.en()).to_owned(),
                book.first_year.to_string(),
                book.chart.accounts().count().to_string(),
                closed(book).map(|period| period.to_string()).collect::<Vec<_>>().join(pick("、", ", ")),
            ]);
        }
        self.output.print(&table.render());
    }

    fn print_accounts(&self, accounts: Vec<&Account>) {
        if self.output.json {
            return self.output.json(&json::ledger::accounts(accounts));
        }
        fn picked<'t>(output: super::output::Output, zh: &'t str, en: &'t str) -> &'t str {
            output.pick(zh, en)
        }
        let pick = |zh, en| picked(self.output, zh, en);
        let mut table = Table::new([
            (pick("科目编码", "code"), Align::Left),
            (pick("科目名称", "name"), Align::Left),
            (pick("类别", "class"), Align::Left),
            (pick("方向", "side"), Align::Left),
            (pick("辅助核算", "told apart by"), Align::Left),
            (pick("归入行次", "row"), Align::Right),
            (pick("依据", "laid down in"), Align::Left),
        ]);
        for account in accounts {
            let dimension = account.dimension.map(|dimension| pick(dimension.zh(), dimension.en())).unwrap_or_default();
            table.row([
                account.code.as_str(),
                pick(&account.name, account.english_name()),
                pick(account.class.zh(), account.class.en()),
                pick(account.side.zh(), account.side.en()),
                dimension,
                &account.row.map(|row| row.to_string()).unwrap_or_default(),
                &account.basis,
            ]);
        }
        self.output.print(&table.render());
    }

    pub(super) fn print_trial_balance(
        &self,
        book: &Book,
        range: (AccountingPeriod, AccountingPeriod),
        trial: &TrialBalance,
        paper: &PaperArguments,
    ) -> Outcome<()> {
        if self.output.json && paper.pdf.is_none() {
            self.output.json(&json::ledger::trial_balance(book, range, trial));
            return Ok(());
        }
        let what = self.output.pick("科目余额表", "trial balance");
        let heading = LedgerHeading { book: &book.name, account: None, what, range };
        self.print_ledger(&heading, &ledger_text::trial_balance_table(book, trial, self.output.language), paper)
    }

    /// Each statement, the layout it has where a folder of them was given, and whether the figures agree.
    pub(super) fn print_statements(&self, found: &Statements, last: AccountingPeriod, is_folder_given: bool) {
        if self.output.json {
            return self.output.json(&json::ledger::statements(found, last));
        }
        for Statement { file_name, own_file, layout, lines } in &found.statements {
            let name = self.output.pick(&layout.name, &layout.name_en);
            let title = format!("{}　{name}　{last}", found.book.name);
            self.output.print(&format!("{title}\n{}", statement_text::table(lines, self.output.language).render()));
            match own_file {
                Some(file) => {
                    let file = file.display();
                    self.output.say(&format!("（报表格式：{file}）"), &format!("(Layout: {file})"));
                }
                None if is_folder_given => self.output.say(
                    &format!("（报表格式：程序自带的；文件夹里没有 {file_name}）"),
                    &format!("(Layout: the program's own; the folder has no {file_name}.)"),
                ),
                None => {}
            }
            if layout.awaits_check() {
                let (zh, en) = match own_file {
                    Some(_) => ("", ""),
                    None => ("；要用自己的格式，请用 --layouts 文件夹", "; --layouts FOLDER takes your own"),
                };
                self.output.say(
                    &format!("（{}{zh}）", statement_text::awaits_check(Language::Chinese)),
                    &format!("({}{en}.)", statement_text::awaits_check(Language::English)),
                );
            }
            self.output.print("\n");
        }
        self.output.print(&statement_text::tie_out_table(&found.tie_outs, self.output.language).render());
    }

    fn print_booked(&self, booked: &Booked, rules: &PostingRules) {
        if self.output.json {
            return self.output.json(&json::ledger::booked(booked));
        }
        let pick = |zh, en| self.output.pick(zh, en);
        let mut table = Table::new([
            (pick("凭证", "voucher"), Align::Left),
            (pick("规则", "rule"), Align::Left),
            (pick("金额", "amount"), Align::Right),
        ]);
        for (entry_no, rule, amount) in &booked.entered {
            let named = rules.named(rule).map_or(rule.as_str(), |rule| &rule.name);
            table.row([format!("#{entry_no}"), pick(named, rule).to_owned(), yuan(*amount)]);
        }
        if !table.is_empty() {
            self.output.print(&table.render());
        }
        booked.late.iter().for_each(|late| self.say_late(late));
        let (new, known) = (booked.entered.len(), booked.known);
        self.output.say(
            &format!("新录入 {new} 张凭证，等待复核；{known} 笔业务以前已录入。"),
            &format!("{new} vouchers entered, waiting for their review; {known} events were booked before."),
        );
        for (kind, count) in &booked.without_book {
            self.output.say(
                &format!("“{}”还没有账套，它的 {count} 笔业务没有记；开账后再记一次。", kind.zh()),
                &format!(
                    "{count} events of the {} were not booked: it keeps no book. Open one and book again.",
                    kind.en()
                ),
            );
        }
        self.say_problems(&booked.differing);
    }

    /// Where an event went whose own period takes nothing any more.
    fn say_late(&self, late: &LateEvent) {
        let LateEvent { entry_no, date, own, is_before_book, period } = late;
        let (zh, en) = match is_before_book {
            true => ("在账套启用以前", "is from before the book"),
            false => ("已经结账", "is closed"),
        };
        self.output.say(
            &format!("凭证 #{entry_no} 补记：{date} 的业务属于 {own}，{zh}，记入 {period}。"),
            &format!(
                "Voucher #{entry_no} is late: its event of {date} belongs to {own}, which {en}; it goes to {period}."
            ),
        );
    }

    /// Drafts the vouchers of the event that was named.
    fn book(&mut self, db: &mut Db, cooperative: &Cooperative, event: &BookArguments) -> Outcome<Booked> {
        let chosen = event.accounts.iter().cloned().collect();
        let context = &mut self.context();
        if let Some(month) = event.receipts {
            return ledger::book_receipts(db, cooperative, (month, &chosen), context);
        }
        if let Some(month) = event.contributions {
            return ledger::book_contributions(db, cooperative, (month, &chosen), context);
        }
        if let Some((year, number)) = event.run {
            let found = runs::query::run(db, cooperative, year, number)?.run.run;
            return ledger::book_run(db, cooperative, (found, &chosen), context);
        }
        if let Some(batch_no) = event.batch {
            return ledger::book_batch(db, cooperative, (batch_no, &chosen), context);
        }
        if let Some(motion_no) = event.motion {
            return ledger::book_motion(db, cooperative, (motion_no, &chosen), context);
        }
        match (event.dividend, event.date) {
            (Some(year), Some(date)) => {
                let (amount, source) = (event.amount.unwrap_or_default(), event.source.clone().unwrap_or_default());
                let payment = DividendPayment { year, date, amount, source };
                ledger::book_dividend(db, cooperative, (&payment, &chosen), context)
            }
            _ => Ok(Booked::default()),
        }
    }

    fn close_period(
        &mut self,
        db: &mut Db,
        cooperative: &Cooperative,
        (book, period): (&str, AccountingPeriod),
    ) -> Outcome<()> {
        let closed = ledger::close(db, cooperative, (book, period), &mut self.context())?;
        let tie_outs = match period >= AccountingPeriod::december(period.year()) {
            true => ledger::statements(db, cooperative, (book, period), None)?.tie_outs,
            false => Vec::new(),
        };
        self.print_closed(&closed, &tie_outs);
        Ok(())
    }

    /// What was closed; with a year, whether its statements agree.
    fn print_closed(&self, closed: &ledger::CloseReport, tie_outs: &[TieOut]) {
        let (book, period, turnover) = (&closed.book, closed.period, yuan(closed.turnover));
        if self.output.json {
            return self.output.json(&json::ledger::closed(closed, tie_outs));
        }
        self.output.say(
            &format!("{book} {period} 已结账，本期发生额借贷各 {turnover} 元。"),
            &format!("{book} {period} is closed: {turnover} yuan on either side."),
        );
        for (account, reached) in &closed.unreconciled {
            let [zh, en] = match reached {
                Some(day) => [format!("只确认到 {day}"), format!("is confirmed to {day} only")],
                None => ["还没有确认过".to_owned(), "was never confirmed".to_owned()],
            };
            self.output.say(
                &format!("! 提醒 银行科目 {account} 的余额调节表{zh}：请用 ledger reconcile 对账。"),
                &format!("! warning The reconciliation of bank account {account} {en}: see ledger reconcile."),
            );
        }
        if !tie_outs.is_empty() {
            self.output.print(&statement_text::tie_out_table(tie_outs, self.output.language).render());
        }
    }
}

/// The last month and the last distribution period that are closed.
fn closed(book: &Book) -> impl Iterator<Item = AccountingPeriod> {
    let distribution = book.closed_distributions.iter().max().map(|year| AccountingPeriod::distribution(*year));
    book.closed_to.into_iter().chain(distribution)
}

/// Books with their posted vouchers, as plain text.
fn export(db: &mut Db, cooperative: &Cooperative, (format, book): (PlainTextFormat, Option<&str>)) -> Outcome<String> {
    let books = match book {
        Some(book) => vec![query::book(db, cooperative, book)?],
        None => query::all_books(db, cooperative)?.into_values().collect(),
    };
    let mut views = Vec::with_capacity(books.len());
    for book in &books {
        let mut posted = query::vouchers(db, cooperative, (&book.code, None))?;
        posted.retain(|view| view.number.is_some());
        views.push(posted);
    }
    let whole: Vec<(&Book, Vec<PostedVoucher<'_>>)> = books
        .iter()
        .zip(&views)
        .map(|(book, views)| {
            let posted = views.iter().map(|view| PostedVoucher { name: view.name(), voucher: &view.voucher });
            (book, posted.collect())
        })
        .collect();
    let mut text = String::new();
    plain_text_ledger::write(&mut text, format, &whole);
    Ok(text)
}
