//! `register`: holdings, movements, certificates, quantification.

use super::Session;
use super::arguments::{PaperArguments, RegisterAction, RegisterArguments};
use crate::application::{Outcome, register};
use crate::domain::quantity::Shares;
use crate::domain::register::share_class::ShareClass;
use crate::json;
use crate::rendering::amount::{quantity, yuan};
use crate::rendering::certificate_text;
use crate::rendering::pdf::certificate;
use crate::rendering::speech::Language;
use crate::rendering::table::{Align, Table};
use crate::rendering::term::term;
use chrono::NaiveDate;
use std::collections::BTreeMap;
use std::process::ExitCode;

impl Session<'_> {
    pub(super) fn register(&mut self, arguments: &RegisterArguments) -> Outcome<ExitCode> {
        match &arguments.action {
            RegisterAction::Holdings { on } => {
                let today = self.context().today();
                self.holdings(on.unwrap_or(today))
            }
            RegisterAction::Movements => self.movements(),
            RegisterAction::Certificate { certificate_no, paper } => self.certificate(certificate_no, paper),
            RegisterAction::Quantification => self.quantification(),
        }
    }

    fn holdings(&mut self, on: NaiveDate) -> Outcome<ExitCode> {
        let (mut db, cooperative) = self.open_to_read(None)?;
        let view = register::holdings(&mut db, &cooperative, on)?;
        let name =
            |member_no: &str| view.members.get(member_no).map(|member| member.name.to_string()).unwrap_or_default();
        let classes: BTreeMap<&ShareClass, Shares> = view.holdings.by_class();
        if self.output.json {
            self.output.json(&json::register::holdings(&view, on));
            return Ok(ExitCode::SUCCESS);
        }
        let pick = |zh, en| self.output.pick(zh, en);
        let named =
            [(pick("成员编号", "member").to_owned(), Align::Left), (pick("姓名", "name").to_owned(), Align::Left)];
        let of_classes = classes.keys().map(|class| (class.to_string(), Align::Right));
        let mut table =
            Table::new(named.into_iter().chain(of_classes).chain([(pick("合计", "in all").to_owned(), Align::Right)]));
        let sum = |shares: &mut dyn Iterator<Item = Shares>| quantity(Shares::from_e4(shares.map(Shares::e4).sum()));
        for (member_no, held) in view.holdings.by_member() {
            let held: BTreeMap<&ShareClass, Shares> = held.collect();
            let cells = classes.keys().map(|class| held.get(class).map(quantity).unwrap_or_default());
            let named = [member_no.to_owned(), name(member_no)];
            table.row(named.into_iter().chain(cells).chain([sum(&mut held.values().copied())]));
        }
        let totals = classes.values().map(quantity);
        let named = [pick("合计", "total").to_owned(), String::new()];
        table.total(named.into_iter().chain(totals).chain([sum(&mut classes.values().copied())]));
        self.output.say(&format!("{on} 日终持股"), &format!("Holdings at the end of {on}"));
        self.output.print(&table.render());
        Ok(ExitCode::SUCCESS)
    }

    fn movements(&mut self) -> Outcome<ExitCode> {
        let (mut db, cooperative) = self.open_to_read(None)?;
        let movements = register::movements(&mut db, &cooperative)?;
        if self.output.json {
            self.output.json(&json::register::movements(&movements));
            return Ok(ExitCode::SUCCESS);
        }
        let pick = |zh, en| self.output.pick(zh, en);
        let mut table = Table::new([
            (pick("登记号", "entry"), Align::Right),
            (pick("日期", "date"), Align::Left),
            (pick("变动类型", "kind"), Align::Left),
            (pick("转出", "from"), Align::Left),
            (pick("转入", "to"), Align::Left),
            (pick("股种", "class"), Align::Left),
            (pick("股数", "shares"), Align::Right),
            (pick("依据", "basis"), Align::Left),
            (pick("股权证号", "certificate"), Align::Left),
        ]);
        for (entry_no, movement) in &movements {
            table.row([
                entry_no.to_string(),
                movement.date.to_string(),
                term(movement.kind.zh(), self.output.language).to_owned(),
                movement.from_member_no.clone().unwrap_or_default().into_string(),
                movement.to_member_no.clone().unwrap_or_default().into_string(),
                movement.class.to_string(),
                quantity(movement.shares),
                movement.basis.to_string(),
                movement.certificate_no.to_string(),
            ]);
        }
        self.output.print(&table.render());
        Ok(ExitCode::SUCCESS)
    }

    fn certificate(&mut self, certificate_no: &str, paper: &PaperArguments) -> Outcome<ExitCode> {
        let (mut db, cooperative) = self.open_to_read(None)?;
        let (certificate, members) = register::certificate_of(&mut db, &cooperative, certificate_no)?;
        let printed = self.print_on_paper(paper, |file, fonts| {
            certificate::write(file, fonts, &cooperative.name, (&certificate, &members), self.output.language)
        })?;
        if printed {
            return Ok(ExitCode::SUCCESS);
        }
        if self.output.json {
            self.output.json(&json::register::certificate(&cooperative, (&certificate, &members)));
            return Ok(ExitCode::SUCCESS);
        }
        let date = certificate.first_date;
        self.output.say(
            &format!("股权证 {certificate_no}\n{}\n登记日期 {date}", cooperative.name),
            &format!("Share certificate {certificate_no}\n{}\nregistered on {date}", cooperative.name),
        );
        let table = certificate_text::table(&certificate, &members, self.output.language);
        self.output.print(&table.render());
        Ok(ExitCode::SUCCESS)
    }

    fn quantification(&mut self) -> Outcome<ExitCode> {
        let (mut db, cooperative) = self.open_to_read(None)?;
        let (assets, classes) = register::quantification(&mut db, &cooperative)?;
        if self.output.json {
            self.output.json(&json::register::quantification((&assets, &classes)));
            return Ok(ExitCode::SUCCESS);
        }
        let pick = |zh, en| self.output.pick(zh, en);
        let mut table = Table::new([
            (pick("资产项目", "asset"), Align::Left),
            (pick("评估值（元）", "appraised (yuan)"), Align::Right),
            (pick("量化股种", "class"), Align::Left),
            (pick("总股数", "shares"), Align::Right),
            (pick("人均股数", "per person"), Align::Right),
            (pick("基准日", "base date"), Align::Left),
        ]);
        for asset in &assets {
            let per_person = asset.shares_per_person.map(quantity).unwrap_or_default();
            let (value, shares) = (yuan(asset.appraised_value), quantity(asset.total_shares));
            let (class, date) = (asset.class.to_string(), asset.base_date.to_string());
            table.row([asset.asset.to_string(), value, class, shares, per_person, date]);
        }
        self.output.print(&table.render());
        for class in &classes {
            let (total, given, persons) = (quantity(class.total_shares), quantity(class.given_shares), class.persons);
            let agrees = match (class.agrees(), self.output.language) {
                (true, _) => "✓",
                (false, Language::Chinese) => "✗ 不一致",
                (false, Language::English) => "✗ differs",
            };
            self.output.say(
                &format!("{}：量化 {total} 股，已量化到 {persons} 人 {given} 股 {agrees}", class.class),
                &format!("{}: {total} shares quantified, {given} given to {persons} persons {agrees}", class.class),
            );
        }
        Ok(ExitCode::SUCCESS)
    }
}
