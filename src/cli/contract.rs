//! `contract`: the ledger, rent due, arrears, margins.

use super::Session;
use super::arguments::{ContractAction, ContractArguments, YearArguments};
use crate::application::contract::{self, ContractYear};
use crate::application::{Failure, Outcome};
use crate::domain::contract::rent_step::{RentStandard, RentStep};
use crate::domain::distribution::refusal::DistributionRefusal;
use crate::domain::money::{Money, Overflow};
use crate::json;
use crate::rendering::amount::{price, quantity, yuan};
use crate::rendering::table::{Align, Table};
use crate::rendering::term::term;
use std::process::ExitCode;

fn too_large(_: Overflow) -> Failure {
    Failure::refused(DistributionRefusal::AmountTooLarge)
}

impl Session<'_> {
    pub(super) fn contract(&mut self, arguments: &ContractArguments) -> Outcome<ExitCode> {
        match &arguments.action {
            ContractAction::List => self.list_contracts(),
            ContractAction::Due(arguments) => self.rent_due(arguments, false),
            ContractAction::Arrears(arguments) => self.rent_due(arguments, true),
            ContractAction::Margin(arguments) => self.margins(arguments),
        }
    }

    fn list_contracts(&mut self) -> Outcome<ExitCode> {
        let (mut db, cooperative) = self.open_to_read(None)?;
        let contracts = contract::list(&mut db, &cooperative)?;
        if self.output.json {
            self.output.json(&json::contract::contracts(&contracts));
            return Ok(ExitCode::SUCCESS);
        }
        let pick = |zh, en| self.output.pick(zh, en);
        let mut table = Table::new([
            (pick("合同编号", "contract"), Align::Left),
            (pick("批次", "batch"), Align::Left),
            (pick("类型", "kind"), Align::Left),
            (pick("承租方", "lessee"), Align::Left),
            (pick("期限", "term"), Align::Left),
            (pick("入股", "contributed"), Align::Right),
            (pick("面积", "size"), Align::Right),
            (pick("租金标准", "rent"), Align::Left),
        ]);
        for view in &contracts {
            let contract = &view.contract;
            let steps = view
                .steps
                .iter()
                .map(|step| format!("{} {}", step.start_date, rent_in_words(step, pick("元", "yuan"))));
            table.row([
                contract.contract_no.to_string(),
                contract.batch_name().to_owned(),
                term(contract.kind.zh(), self.output.language).to_owned(),
                contract.lessee.to_string(),
                format!("{}–{}", contract.start_date, contract.end_date),
                view.contributions.to_string(),
                format!("{} {}", quantity(view.area), term(contract.unit.zh(), self.output.language)),
                steps.collect::<Vec<_>>().join("；"),
            ]);
        }
        self.output.print(&table.render());
        Ok(ExitCode::SUCCESS)
    }

    fn rent_due(&mut self, arguments: &YearArguments, only_arrears: bool) -> Outcome<ExitCode> {
        let (mut db, cooperative) = self.open_to_read(None)?;
        let years = contract::years(&mut db, &cooperative, arguments.year, arguments.on)?;
        let mut listed: Vec<(ContractYear, Money)> = Vec::new();
        for of_year in years {
            let arrears = of_year.account.arrears().map_err(too_large)?;
            if !only_arrears || !arrears.is_zero() {
                listed.push((of_year, arrears));
            }
        }
        if self.output.json {
            self.output.json(&json::contract::rents(arguments.year, &listed));
            return Ok(ExitCode::SUCCESS);
        }
        if listed.is_empty() {
            self.output.say("没有欠租。", "Nothing is in arrears.");
            return Ok(ExitCode::SUCCESS);
        }
        let pick = |zh, en| self.output.pick(zh, en);
        let mut table = Table::new([
            (pick("合同编号", "contract"), Align::Left),
            (pick("批次", "batch"), Align::Left),
            (pick("类型", "kind"), Align::Left),
            (pick("承租方", "lessee"), Align::Left),
            (pick("面积", "size"), Align::Right),
            (pick("应收", "due"), Align::Right),
            (pick("已收", "collected"), Align::Right),
            (pick("欠租", "arrears"), Align::Right),
        ]);
        let mut sums = [0; 3];
        for (of_year, arrears) in &listed {
            let contract = &of_year.contract;
            let amounts = [of_year.account.due, of_year.account.collected, *arrears];
            sums.iter_mut().zip(amounts).for_each(|(sum, amount)| *sum += amount.fen());
            let size = format!("{} {}", quantity(of_year.area), term(contract.unit.zh(), self.output.language));
            let kind = term(contract.kind.zh(), self.output.language);
            let names = [contract.contract_no.to_string(), contract.batch_name().to_owned(), kind.to_owned()];
            table.row(names.into_iter().chain([contract.lessee.to_string(), size]).chain(amounts.map(yuan)));
        }
        let blank = || String::new();
        let names = [pick("合计", "total").to_owned(), blank(), blank(), blank(), blank()];
        table.total(names.into_iter().chain(sums.map(|sum| yuan(Money::from_fen(sum)))));
        self.output.print(&table.render());
        Ok(ExitCode::SUCCESS)
    }

    fn margins(&mut self, arguments: &YearArguments) -> Outcome<ExitCode> {
        let (mut db, cooperative) = self.open_to_read(None)?;
        let margins = contract::margins(&mut db, &cooperative, arguments.year)?;
        if self.output.json {
            let value = json::contract::margins(arguments.year, &margins).map_err(too_large)?;
            self.output.json(&value);
            return Ok(ExitCode::SUCCESS);
        }
        let mut rows = Vec::new();
        for margin in &margins {
            rows.push((margin, margin.collected_margin().map_err(too_large)?, margin.due_margin().map_err(too_large)?));
        }
        if rows.is_empty() {
            self.output.say("本年度没有转租。", "Nothing was let out in the year.");
            return Ok(ExitCode::SUCCESS);
        }
        let pick = |zh, en| self.output.pick(zh, en);
        let mut table = Table::new([
            (pick("转租合同", "contract"), Align::Left),
            (pick("标的", "objects"), Align::Right),
            (pick("应收", "due"), Align::Right),
            (pick("已收", "collected"), Align::Right),
            (pick("应付入股人", "contributors"), Align::Right),
            (pick("差额（已收）", "margin (collected)"), Align::Right),
            (pick("差额（应收）", "margin (due)"), Align::Right),
        ]);
        let mut sums = [0; 5];
        for (margin, collected_margin, due_margin) in &rows {
            let amounts = [margin.due, margin.collected, margin.contributors, *collected_margin, *due_margin];
            sums.iter_mut().zip(amounts).for_each(|(sum, amount)| *sum += amount.fen());
            table
                .row([margin.contract_no.to_string(), margin.objects.to_string()].into_iter().chain(amounts.map(yuan)));
        }
        let names = [pick("合计", "total").to_owned(), String::new()];
        table.total(names.into_iter().chain(sums.map(|sum| yuan(Money::from_fen(sum)))));
        self.output.print(&table.render());
        Ok(ExitCode::SUCCESS)
    }
}

fn rent_in_words(step: &RentStep, yuan: &str) -> String {
    match &step.standard {
        RentStandard::Money(standard) => format!("{} {yuan}", price(standard)),
        RentStandard::InKind { kilograms, grain } => format!("{} kg {grain}", quantity(kilograms)),
    }
}
