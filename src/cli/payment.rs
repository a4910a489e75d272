//! `payment`.

use super::arguments::{PaymentAction, PaymentArguments};
use super::{Session, not_written};
use crate::application::payment::{
    self, BatchRequest, CashRequest, HandOverRequest, MarkRequest, Payables, WriteOffRequest,
};
use crate::application::{Context, Failure, Outcome};
use crate::domain::payment::batch::Channel;
use crate::domain::payment::payable::{BatchStanding, Payable};
use crate::domain::payment::refusal::PaymentRefusal;
use crate::domain::payment::sub_ledger_tie::Tie;
use crate::domain::payment::unpaid_mark::UnpaidState;
use crate::domain::period::AccountingYear;
use crate::json;
use crate::rendering::bank_file::{self, BankField};
use crate::rendering::levy_text;
use crate::rendering::payment_text;
use crate::rendering::pdf::payment_batch;
use crate::storage::cooperative::Cooperative;
use crate::storage::db::Db;
use chrono::NaiveDate;
use compact_str::CompactString;
use serde_json::json;
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
        match &arguments.action {
            PaymentAction::List { year, member, household, unpaid } => {
                self.list_payables(db, cooperative, (*year, member.as_deref(), household.as_deref(), *unpaid))?;
            }
            PaymentAction::Batch { year, tier, members, by_household } => {
                let members = members.clone();
                let request = BatchRequest { year: *year, tier: *tier, members, by_household: *by_household };
                let batch = payment::make_batch(db, cooperative, &request, &mut self.context())?;
                self.print_batch_made(db, cooperative, batch.batch_no)?;
            }
            PaymentAction::Cash { member_no, year, tier } => {
                let request = CashRequest { member_no: member_no.clone(), year: *year, tier: *tier };
                let batch = payment::make_cash(db, cooperative, &request, &mut self.context())?;
                self.print_batch_made(db, cooperative, batch.batch_no)?;
            }
            PaymentAction::Batches => self.print_batches(&payment::batches(db, cooperative)?),
            PaymentAction::Show { batch_no, paper } => {
                let (standing, _) = payment::batch(db, cooperative, *batch_no)?;
                let printed = self.print_on_paper(paper, |file, fonts| {
                    payment_batch::write(file, fonts, (&cooperative.name, &standing), self.output.language)
                })?;
                if !printed {
                    self.print_batch(&standing);
                }
            }
            PaymentAction::File { batch_no, file, columns } => {
                let day = self.context().today();
                self.write_bank_file(db, cooperative, (*batch_no, file, columns.as_deref(), day))?;
            }
            PaymentAction::Levy { year } => {
                let report = payment::levy_report(db, cooperative, *year)?;
                match self.output.json {
                    true => self.output.json(&levy_text::value(&report)),
                    false => self.output.print(&levy_text::page(&report, &cooperative.name, self.output.language)),
                }
            }
            PaymentAction::Sent { batch_no, reference } => {
                self.record_sent(db, cooperative, (*batch_no, reference))?;
            }
            PaymentAction::HandOver { batch_no, receiver, relation, slip } => {
                let (receiver, relation, slip) = (receiver.clone(), relation.clone(), slip.clone());
                let request = HandOverRequest { receiver, relation, slip };
                self.hand_over(db, cooperative, (*batch_no, &request))?;
            }
            PaymentAction::Cancel { batch_no, reason } => {
                self.cancel_batch(db, cooperative, (*batch_no, reason))?;
            }
            PaymentAction::WriteOff { members, year, recovery, to, reason, file } => {
                let (members, reason, file) = (members.clone(), reason.clone(), file.clone());
                let (year, is_recovery, destination) = (*year, *recovery, *to);
                let request = WriteOffRequest { members, year, is_recovery, destination, reason, file };
                self.put_write_off_forward(db, cooperative, request)?;
            }
            PaymentAction::CarryOut { motion_no } => self.carry_out_write_off(db, cooperative, *motion_no)?,
            PaymentAction::Mark { member_no, state, since, reason } => {
                mark(db, cooperative, (member_no, *state, *since, reason), &mut self.context())?;
                self.output.say(
                    &format!("成员 {member_no} 已登记为“{}”。", state.zh()),
                    &format!("Member {member_no} is marked: {}.", state.en()),
                );
            }
        }
        Ok(ExitCode::SUCCESS)
    }

    fn list_payables(
        &mut self,
        db: &mut Db,
        cooperative: &Cooperative,
        (year, member, household, unpaid): (Option<AccountingYear>, Option<&str>, Option<&str>, bool),
    ) -> Outcome<()> {
        let day = self.context().today();
        let (mut found, mut tie) = payment::payables(db, cooperative, day)?;
        if let Some(tie) = &mut tie {
            let is_of = |number: &CompactString| {
                member.is_none_or(|member| member == number)
                    && household.is_none_or(|household| found.is_of_household(number, household))
            };
            tie.members.retain(|number, _| is_of(number));
        }
        let is_meant = |one: &Payable| {
            year.is_none_or(|year| one.claim.key.run.year == year)
                && member.is_none_or(|member| member == one.claim.key.member_no)
                && household.is_none_or(|household| household == one.household_no)
                && (!unpaid || one.is_unpaid())
        };
        found.payables.retain(is_meant);
        if let (true, Some(member_no)) = (found.payables.is_empty(), member) {
            payment::check_member(&found, member_no)?;
        }
        if let (true, Some(household_no)) = (found.payables.is_empty(), household) {
            payment::check_household(&found, household_no)?;
        }
        self.print_payables(&found, tie.as_ref(), day);
        Ok(())
    }

    /// Claims with where their money is, and below them what the book says.
    pub(super) fn print_payables(&self, found: &Payables, tie: Option<&Tie>, day: NaiveDate) {
        if self.output.json {
            return self.output.json(&json::payment::payables(found, tie, day));
        }
        if found.payables.is_empty() {
            return self.output.say(
                "没有这样的应付款项。分配生效以后，每位成员的应付款列在这里。",
                "There is no such claim. Once a run is effective, what it leaves to be paid is listed here.",
            );
        }
        self.print_claims(found, day);
        self.output.print("\n");
        match tie {
            Some(tie) => self.output.print(&payment_text::tie(tie, self.output.language)),
            None => self.output.say(
                "合作社没有账套，应付款没有账面可以核对。",
                "The cooperative keeps no book: what is owed has nothing to be held against.",
            ),
        }
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
        let is_cash = standing.batch.channel == Channel::Cash;
        if !self.output.json && is_cash {
            self.output.say(
                &format!("接下来：出纳当面发放，领款人在领款单上签字，再 tonggu payment hand-over {batch_no} --receiver 姓名 --slip 领款单。"),
                &format!("Next: the cashier hands it over against a signed slip; then tonggu payment hand-over {batch_no} --receiver NAME --slip FILE."),
            );
        } else if !self.output.json {
            self.output.say(
                &format!("接下来：tonggu payment file {batch_no} 代发{batch_no}.xlsx，由出纳交银行，再 tonggu payment sent {batch_no} --reference 银行编号。"),
                &format!("Next: tonggu payment file {batch_no} batch{batch_no}.xlsx; the cashier hands it to the bank; then tonggu payment sent {batch_no} --reference NUMBER."),
            );
        }
        Ok(())
    }

    pub(super) fn print_batches(&self, found: &[BatchStanding]) {
        if self.output.json {
            return self.output.json(&json::payment::batches(found));
        }
        self.output.print(&payment_text::batches_table(found, self.output.language).render());
    }

    fn print_batch(&self, standing: &BatchStanding) {
        if self.output.json {
            return self.output.json(&payment_text::batch_value(standing, true));
        }
        let language = self.output.language;
        self.output.print(&format!("{}\n", payment_text::batch_title(standing, language)));
        if let Some(sent) = payment_text::batch_sent(standing, language) {
            self.output.print(&format!("{sent}\n"));
        }
        if let Some(handed) = &standing.handed_over {
            let (day, receiver, slip) = (handed.day, payment_text::receiver(handed), &handed.slip.to_string()[..12]);
            self.output.say(
                &format!("{day} 现金由 {receiver} 领走，领款单 {slip}"),
                &format!("{receiver} received the cash on {day}, slip {slip}"),
            );
        }
        self.output.print(&payment_text::batch_table(standing, language).render());
    }

    fn write_bank_file(
        &self,
        db: &mut Db,
        cooperative: &Cooperative,
        (batch_no, file, columns, day): (u32, &Path, Option<&str>, NaiveDate),
    ) -> Outcome<()> {
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
