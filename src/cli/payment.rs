//! `payment`.

use super::arguments::{PaymentAction, PaymentArguments};
use super::{Session, not_written};
use crate::application::payment::{self, BatchRequest, MarkRequest, Payables, Tie};
use crate::application::{Context, Failure, Outcome};
use crate::domain::money::Money;
use crate::domain::payment::payable::{BatchStanding, LineState, Payable, PayableState};
use crate::domain::payment::refusal::PaymentRefusal;
use crate::domain::payment::unpaid_mark::UnpaidState;
use crate::rendering::amount::{capital, yuan};
use crate::rendering::bank_file::{self, BankField, masked_account};
use crate::rendering::payment_text::{self, Tied};
use crate::rendering::table::{Align, Table};
use crate::storage::cooperative::Cooperative;
use crate::storage::db::Db;
use chrono::NaiveDate;
use compact_str::CompactString;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::Path;
use std::process::ExitCode;
use strum::IntoEnumIterator;

impl Session<'_> {
    pub(super) fn payment(&mut self, arguments: &PaymentArguments) -> Outcome<ExitCode> {
        let member = match &arguments.action {
            PaymentAction::List { member, .. } => member.as_deref(),
            _ => None,
        };
        let (mut db, cooperative) = self.open_to_read(member)?;
        let (db, cooperative) = (&mut db, &cooperative);
        let context = &mut self.context();
        match &arguments.action {
            PaymentAction::List { year, member, household, unpaid } => {
                let day = context.today();
                let (mut found, mut tie) = payment::payables(db, cooperative, day)?;
                if let Some(tie) = &mut tie {
                    let is_of = |number: &CompactString| {
                        member.as_ref().is_none_or(|member| member == number)
                            && household.as_ref().is_none_or(|household| found.is_of_household(number, household))
                    };
                    tie.members.retain(|number, _| is_of(number));
                }
                let is_meant = |one: &Payable| {
                    year.is_none_or(|year| one.claim.key.run.year == year)
                        && member.as_ref().is_none_or(|member| *member == one.claim.key.member_no)
                        && household.as_ref().is_none_or(|household| *household == one.household_no)
                        && (!unpaid || one.is_unpaid())
                };
                found.payables.retain(is_meant);
                if let (true, Some(member_no)) = (found.payables.is_empty(), member) {
                    payment::check_member(&found, member_no)?;
                }
                if let (true, Some(household_no)) = (found.payables.is_empty(), household) {
                    payment::check_household(&found, household_no)?;
                }
                self.print_payables(&found, tie.as_ref(), day)?;
            }
            PaymentAction::Batch { year, tier, members, by_household } => {
                let members = members.clone();
                let request = BatchRequest { year: *year, tier: *tier, members, by_household: *by_household };
                let batch = payment::make_batch(db, cooperative, &request, context)?;
                self.print_batch_made(db, cooperative, batch.batch_no)?;
            }
            PaymentAction::Batches => self.print_batches(&payment::batches(db, cooperative)?),
            PaymentAction::Show { batch_no } => self.print_batch(&payment::batch(db, cooperative, *batch_no)?.0),
            PaymentAction::File { batch_no, file, columns } => {
                let day = context.today();
                self.write_bank_file(db, cooperative, (*batch_no, file, columns.as_deref(), day))?;
            }
            PaymentAction::Sent { batch_no, reference } => {
                payment::record_sent(db, cooperative, (*batch_no, reference), context)?;
                let zh = format!("代发批次 {batch_no} 已交银行。银行回盘后，用 tonggu import 导入回盘文件。");
                let en = format!("Batch {batch_no} is with the bank. Import its answers with tonggu import.");
                self.say_batch_done(*batch_no, (&zh, &en));
            }
            PaymentAction::Cancel { batch_no, reason } => {
                payment::cancel_batch(db, cooperative, (*batch_no, reason), context)?;
                let zh = format!("代发批次 {batch_no} 已作废，款项回到可付。");
                self.say_batch_done(
                    *batch_no,
                    (&zh, &format!("Batch {batch_no} is cancelled; its claims are payable again.")),
                );
            }
            PaymentAction::Mark { member_no, state, since, reason } => {
                mark(db, cooperative, (member_no, *state, *since, reason), context)?;
                self.output.say(
                    &format!("成员 {member_no} 已登记为“{}”。", state.zh()),
                    &format!("Member {member_no} is marked: {}.", state.en()),
                );
            }
        }
        Ok(ExitCode::SUCCESS)
    }

    fn say_batch_done(&self, batch_no: u32, (zh, en): (&str, &str)) {
        match self.output.json {
            true => self.output.json(&json!({ "batch_no": batch_no })),
            false => self.output.say(zh, en),
        }
    }

    /// Claims with where their money is, and below them what the book says.
    pub(super) fn print_payables(&self, found: &Payables, tie: Option<&Tie>, day: NaiveDate) -> Outcome<()> {
        let tied = tie.map(tied).transpose()?;
        if self.output.json {
            let values: Vec<Value> =
                found.payables.iter().map(|payable| payment_text::payable_value(payable, day)).collect();
            let tie = tied.as_ref().map(payment_text::tie_value);
            self.output.json(&json!({ "payables": values, "tie": tie }));
            return Ok(());
        }
        if found.payables.is_empty() {
            self.output.say(
                "没有这样的应付款项。分配生效以后，每位成员的应付款列在这里。",
                "There is no such claim. Once a run is effective, what it leaves to be paid is listed here.",
            );
            return Ok(());
        }
        self.print_claims(found, day);
        self.output.print("\n");
        match tied {
            Some(tied) => self.output.print(&payment_text::tie(&tied, self.output.language)),
            None => self.output.say(
                "合作社没有账套，应付款没有账面可以核对。",
                "The cooperative keeps no book: what is owed has nothing to be held against.",
            ),
        }
        Ok(())
    }

    fn print_claims(&self, found: &Payables, day: NaiveDate) {
        let pick = |zh, en| self.output.pick(zh, en);
        let mut table = Table::new([
            (pick("成员", "member"), Align::Left),
            (pick("姓名", "name"), Align::Left),
            (pick("分配", "run"), Align::Left),
            (pick("类别", "tier"), Align::Left),
            (pick("金额", "amount"), Align::Right),
            (pick("账龄（天）", "age in days"), Align::Right),
            (pick("状态", "state"), Align::Left),
            (pick("以前的代发", "earlier transfers"), Align::Left),
        ]);
        let mut sums: BTreeMap<&'static str, (usize, Money)> = BTreeMap::new();
        for payable in &found.payables {
            let key = &payable.claim.key;
            let amount = payable.claim.amount().unwrap_or_default();
            let (count, sum) = sums.entry(payment_text::state_code(&payable.state)).or_default();
            (*count, *sum) = (*count + 1, sum.plus(amount).unwrap_or(*sum));
            // What the state tells already is not told again.
            let is_told = matches!(payable.state, PayableState::UnderWay(_) | PayableState::Paid(..));
            let earlier = payable.transfers.len() - usize::from(is_told);
            let earlier = payable
                .transfers
                .iter()
                .take(earlier)
                .map(|(line, state)| format!("{line} {}", payment_text::line_state(state, self.output.language)));
            table.row([
                key.member_no.to_string(),
                payable.name.to_string(),
                key.run.to_string(),
                pick(key.tier.zh(), key.tier.en()).to_owned(),
                yuan(amount),
                if payable.is_unpaid() { payable.age(day).to_string() } else { String::new() },
                payment_text::state(&payable.state, self.output.language),
                earlier.collect::<Vec<_>>().join(pick("；", "; ")),
            ]);
        }
        self.output.print(&table.render());
        self.output.print("\n");
        let mut totals = Table::new([
            (pick("状态", "state"), Align::Left),
            (pick("笔数", "count"), Align::Right),
            (pick("金额", "amount"), Align::Right),
        ]);
        let (mut count, mut sum) = (0, Money::ZERO);
        for (code, (of, amount)) in sums {
            (count, sum) = (count + of, sum.plus(amount).unwrap_or(sum));
            let name = payment_text::state_name(code, self.output.language);
            totals.row([name.to_owned(), of.to_string(), yuan(amount)]);
        }
        totals.total([pick("合计", "total").to_owned(), count.to_string(), yuan(sum)]);
        self.output.print(&totals.render());
    }

    fn print_batch_made(&self, db: &mut Db, cooperative: &Cooperative, batch_no: u32) -> Outcome<()> {
        let (standing, _) = payment::batch(db, cooperative, batch_no)?;
        self.print_batch(&standing);
        if !self.output.json {
            self.output.say(
                &format!("接下来：tonggu payment file {batch_no} 代发{batch_no}.xlsx，由出纳交银行，再 tonggu payment sent {batch_no} --reference 银行编号。"),
                &format!("Next: tonggu payment file {batch_no} batch{batch_no}.xlsx; the cashier hands it to the bank; then tonggu payment sent {batch_no} --reference NUMBER."),
            );
        }
        Ok(())
    }

    pub(super) fn print_batches(&self, found: &[BatchStanding]) {
        if self.output.json {
            let values: Vec<Value> = found.iter().map(|standing| payment_text::batch_value(standing, false)).collect();
            return self.output.json(&json!({ "batches": values }));
        }
        let pick = |zh, en| self.output.pick(zh, en);
        let mut table = Table::new([
            (pick("批次", "batch"), Align::Right),
            (pick("编制", "made"), Align::Left),
            (pick("笔数", "lines"), Align::Right),
            (pick("金额", "amount"), Align::Right),
            (pick("交银行", "with the bank"), Align::Left),
            (pick("银行编号", "bank's number"), Align::Left),
            (pick("回盘", "answers"), Align::Left),
        ]);
        for standing in found {
            let (day, reference) = match &standing.sent {
                Some((day, reference)) => (day.to_string(), reference.clone()),
                None => (String::new(), String::new()),
            };
            table.row([
                standing.batch.batch_no.to_string(),
                format!("{} {}", standing.batch.day, standing.made_by),
                standing.batch.lines.len().to_string(),
                yuan(standing.batch.total().unwrap_or_default()),
                day,
                reference,
                self.answers_in_words(standing),
            ]);
        }
        self.output.print(&table.render());
    }

    /// How many lines were paid, failed, came back and wait.
    fn answers_in_words(&self, standing: &BatchStanding) -> String {
        if let Some(reason) = &standing.cancelled {
            return format!("{}{reason}", self.output.pick("作废：", "cancelled: "));
        }
        let mut counts = [0; 5];
        for (key, _) in standing.batch.numbered() {
            let position = match standing.line_state(key.line_no) {
                LineState::Paid(_) => 0,
                LineState::Failed(..) => 1,
                LineState::Returned(..) => 2,
                LineState::Waiting | LineState::Cancelled => 3,
                LineState::NotSent => 4,
            };
            counts[position] += 1;
        }
        let names = [
            ("成功", "paid"),
            ("失败", "failed"),
            ("退票", "returned"),
            ("待回盘", "unanswered"),
            ("待交银行", "not with the bank yet"),
        ];
        let parts = names.iter().zip(counts).filter(|(_, count)| *count > 0);
        let parts = parts.map(|((zh, en), count)| format!("{} {count}", self.output.pick(zh, en)));
        parts.collect::<Vec<_>>().join(self.output.pick("，", ", "))
    }

    fn print_batch(&self, standing: &BatchStanding) {
        if self.output.json {
            return self.output.json(&payment_text::batch_value(standing, true));
        }
        let batch = &standing.batch;
        let total = batch.total().unwrap_or_default();
        let (batch_no, day, made_by, count) = (batch.batch_no, batch.day, &standing.made_by, batch.lines.len());
        self.output.say(
            &format!(
                "代发批次 {batch_no}　{day} 由 {made_by} 编制　{count} 笔，合计 {} 元（{}）",
                yuan(total),
                capital(total)
            ),
            &format!("Batch {batch_no}, made on {day} by {made_by}: {count} lines, {} yuan", yuan(total)),
        );
        if let Some((day, reference)) = &standing.sent {
            self.output.say(
                &format!("{day} 交银行，银行编号 {reference}"),
                &format!("With the bank since {day}, its number {reference}"),
            );
        }
        let pick = |zh, en| self.output.pick(zh, en);
        let mut table = Table::new([
            (pick("明细id", "line"), Align::Left),
            (pick("户名", "payee"), Align::Left),
            (pick("账号", "account"), Align::Left),
            (pick("开户银行", "bank"), Align::Left),
            (pick("金额", "amount"), Align::Right),
            (pick("成员", "members"), Align::Left),
            (pick("状态", "state"), Align::Left),
        ]);
        for (key, line) in batch.numbered() {
            let mut members: Vec<&str> = line.claims.iter().map(|claim| claim.key.member_no.as_str()).collect();
            members.dedup();
            table.row([
                key.to_string(),
                line.payee.name.to_string(),
                masked_account(&line.payee.account),
                line.payee.bank.to_string(),
                yuan(line.amount),
                members.join(" "),
                payment_text::line_state(&standing.line_state(key.line_no), self.output.language),
            ]);
        }
        self.output.print(&table.render());
    }

    fn write_bank_file(
        &self,
        db: &mut Db,
        cooperative: &Cooperative,
        (batch_no, file, columns, day): (u32, &Path, Option<&str>, NaiveDate),
    ) -> Outcome<()> {
        if !bank_file::is_writable(file) {
            let given = file.display().to_string();
            return Err(Failure::refused(PaymentRefusal::BankFileUnfit { given }));
        }
        let (standing, members) = payment::batch_for_bank(db, cooperative, (batch_no, day))?;
        let columns = match columns {
            Some(text) => bank_file::parse_columns(text).map_err(|given| {
                let known = BankField::iter().map(BankField::zh).collect();
                Failure::refused(PaymentRefusal::BankColumnUnknown { given, known })
            })?,
            None => bank_file::usual_columns(),
        };
        bank_file::write(file, &standing.batch, &members, &columns).map_err(|error| not_written(file, error))?;
        let (count, path) = (standing.batch.lines.len(), file.display().to_string());
        match self.output.json {
            true => self.output.json(&json!({ "batch_no": batch_no, "file": path, "lines": count })),
            false => self.output.say(
                &format!("已写出 {path}，{count} 笔。交银行以后用 tonggu payment sent {batch_no} --reference 银行编号 登记。"),
                &format!(
                    "{path} is written: {count} lines. Record with tonggu payment sent {batch_no} --reference NUMBER once the bank has it."
                ),
            ),
        }
        Ok(())
    }
}

/// What is shown of a tie.
fn tied(tie: &Tie) -> Outcome<Tied<'_>> {
    Ok(Tied {
        book: &tie.book,
        accounts: tie.accounts.join(" "),
        total: tie.total()?,
        differing: tie.differing().map(|(member_no, row)| (member_no.as_str(), *row)).collect(),
        not_booked: tie.not_booked.iter().map(|(_, source)| source.as_str()).collect(),
    })
}

fn mark(
    db: &mut Db,
    cooperative: &Cooperative,
    (member_no, state, since, reason): (&str, UnpaidState, Option<NaiveDate>, &str),
    context: &mut Context<'_>,
) -> Outcome<()> {
    let since = since.unwrap_or_else(|| context.today());
    let request = MarkRequest { member_no: member_no.to_owned(), state, since, reason: reason.to_owned() };
    payment::mark_unpaid(db, cooperative, &request, context)
}
