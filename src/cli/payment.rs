//! `payment`.

use super::arguments::{PaymentAction, PaymentArguments};
use super::{Session, not_written};
use crate::application::payment::{self, BatchRequest, MarkRequest, Payables, Tie};
use crate::application::{Context, Failure, Outcome};
use crate::domain::payment::payable::{BatchStanding, Payable};
use crate::domain::payment::refusal::PaymentRefusal;
use crate::domain::payment::unpaid_mark::UnpaidState;
use crate::rendering::amount::{capital, yuan};
use crate::rendering::bank_file::{self, BankField};
use crate::rendering::payment_text;
use crate::storage::cooperative::Cooperative;
use crate::storage::db::Db;
use chrono::NaiveDate;
use compact_str::CompactString;
use serde_json::{Value, json};
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
                self.write_bank_file(db, cooperative, (*batch_no, file, columns.as_deref()))?;
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
        let tied = tie.map(Tie::shown).transpose()?;
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
        let language = self.output.language;
        let all: Vec<&Payable> = found.payables.iter().collect();
        self.output.print(&payment_text::payable_table(&all, day, language).render());
        self.output.print("\n");
        self.output.print(&payment_text::state_table(&all, language).render());
    }

    fn print_batch_made(&self, db: &mut Db, cooperative: &Cooperative, batch_no: u32) -> Outcome<()> {
        let (standing, _) = payment::batch(db, cooperative, batch_no)?;
        self.print_batch(&standing);
        if !self.output.json {
            self.output.say(
                &format!("接下来：tonggu payment file {batch_no} 代发{batch_no}.xlsx，由出纳交银行，再 tonggu payment sent {batch_no}。"),
                &format!("Next: tonggu payment file {batch_no} batch{batch_no}.xlsx; the cashier hands it to the bank; then tonggu payment sent {batch_no}."),
            );
        }
        Ok(())
    }

    pub(super) fn print_batches(&self, found: &[BatchStanding]) {
        if self.output.json {
            let values: Vec<Value> = found.iter().map(|standing| payment_text::batch_value(standing, false)).collect();
            return self.output.json(&json!({ "batches": values }));
        }
        self.output.print(&payment_text::batches_table(found, self.output.language).render());
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
        self.output.print(&payment_text::batch_table(standing, self.output.language).render());
    }

    fn write_bank_file(
        &self,
        db: &mut Db,
        cooperative: &Cooperative,
        (batch_no, file, columns): (u32, &Path, Option<&str>),
    ) -> Outcome<()> {
        let (standing, members) = payment::batch(db, cooperative, batch_no)?;
        if let Some(reason) = standing.cancelled {
            return Err(Failure::refused(PaymentRefusal::BatchCancelled { batch_no, reason }));
        }
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
                &format!("已写出 {path}，{count} 笔。交银行以后用 tonggu payment sent {batch_no} 登记。"),
                &format!(
                    "{path} is written: {count} lines. Record with tonggu payment sent {batch_no} once the bank has it."
                ),
            ),
        }
        Ok(())
    }
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
