//! The summary of a run (分配总表): contracts, company, waterfall, tier two, equal rights and control totals, in canonical text. Its hash is the
//! worksheet's part of the seal; the lines themselves stand in the statements.
//!
//! Records: `cooperative`, `summary` (as the pinned `run`), `earlier`; `book`; `contract`; `company`; `cooperative-income`; `tier-two`; `extra-fen` (a member number)
//! under largest remainder; `class` (shares, whether it takes part); `batch`; `statements` (count and sums); `control-total`.

use crate::domain::canonical::{CanonicalFlaw, CanonicalText, Fields, records};
use crate::domain::distribution::company_appropriation::CompanyAppropriation;
use crate::domain::distribution::control_total::ControlTotal;
use crate::domain::distribution::inputs::{BookFigure, Inputs, book_figure, run_header, run_number};
use crate::domain::distribution::money_terms::TierTwoRule;
use crate::domain::distribution::pin::{book_record, earlier_record, run_record};
use crate::domain::distribution::run::{RunHeader, RunNumber};
use crate::domain::distribution::waterfall::Waterfall;
use crate::domain::distribution::worksheet::Worksheet;
use crate::domain::governance::seal::Hash;
use crate::domain::money::{Money, Overflow};
use crate::domain::quantity::{Area, PerShare, Shares, shortest};
use crate::domain::statement::member_statement::{MemberStatement, per_share};

/// One contract's year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContractSummary {
    /// 合同编号.
    pub contract_no: String,
    /// 批次.
    pub batch: String,
    /// 亩 or ㎡.
    pub unit: String,
    /// Contributions with an active day.
    pub lines: i64,
    /// Their size.
    pub area: Area,
    /// 应得.
    pub due: Money,
    /// 已收.
    pub collected: Money,
    /// Given by earlier runs.
    pub given: Money,
    /// 本次应付.
    pub payable: Money,
    /// 管理费.
    pub fee: Money,
    /// 留存合同.
    pub left: Money,
}

/// Tier two as a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TierTwoSummary {
    /// 每股定额 or 最大余数.
    pub rule: String,
    /// Shares that take part.
    pub eligible_shares: Shares,
    /// 每股红利.
    pub per_share: Option<PerShare>,
    /// What members get of the pool.
    pub paid: Money,
    /// 尾差.
    pub residue: Money,
    /// The largest difference between equal holders.
    pub spread: Money,
    /// Members with an odd fen.
    pub extra_fen: Vec<String>,
}

/// One batch of the equal-rights report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BatchSummary {
    /// 批次.
    pub batch: String,
    /// 亩 or ㎡.
    pub unit: String,
    /// Its size.
    pub area: Area,
    /// The year's unit rents, in order, with → between.
    pub unit_rents: String,
    /// 一次分配, fees taken off.
    pub tier_one_net: Money,
    /// The same per unit.
    pub net_per_unit: Money,
    /// Per share before tier two.
    pub per_share_before: Option<PerShare>,
    /// Per share with it.
    pub per_share_after: Option<PerShare>,
}

/// The statements of a run, summed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct StatementTotals {
    /// How many.
    pub count: i64,
    /// 一次分配.
    pub tier_one: Money,
    /// 二次分配 of this run.
    pub tier_two: Money,
    /// 代扣个人所得税.
    pub tax: Money,
    /// 应扣回 in all.
    pub recovery: Money,
    /// 本次扣回.
    pub recovered: Money,
    /// 实发.
    pub net: Money,
}

/// A whole summary.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RunSummary {
    /// What the run is.
    pub header: RunHeader,
    /// The runs that this one rests on, with their seals.
    pub earlier: Vec<(RunNumber, Hash)>,
    /// What the books say of the plan's figures; nothing: 未经账簿核对.
    pub books: Vec<BookFigure>,
    /// By contract number.
    pub contracts: Vec<ContractSummary>,
    /// The company's year.
    pub company: Option<CompanyAppropriation>,
    /// The cooperative's year.
    pub waterfall: Option<Waterfall>,
    /// By share.
    pub tier_two: Option<TierTwoSummary>,
    /// Class, shares on the record date, whether it takes part.
    pub classes: Vec<(String, Shares, bool)>,
    /// 同股同权.
    pub batches: Vec<BatchSummary>,
    /// All statements.
    pub totals: StatementTotals,
    /// All of them hold.
    pub control_totals: Vec<ControlTotal>,
}

impl RunSummary {
    /// Whether a list for people has a statement: of a run without a second tier, only those that come to something. In the sealed run all of them stay.
    pub fn lists(&self, statement: &MemberStatement) -> bool {
        self.tier_two.is_some() || !statement.comes_to_nothing()
    }

    /// Sums up a computed run.
    pub fn new(inputs: &Inputs<'_>, worksheet: &Worksheet) -> Result<RunSummary, Overflow> {
        Ok(RunSummary {
            header: inputs.header.clone(),
            earlier: inputs.earlier.clone(),
            books: inputs.books.clone(),
            contracts: contracts(inputs, worksheet),
            company: worksheet.company,
            waterfall: worksheet.waterfall,
            tier_two: tier_two(inputs, worksheet),
            classes: classes(inputs, worksheet),
            batches: batches(worksheet),
            totals: totals(worksheet)?,
            control_totals: worksheet.control_totals.clone(),
        })
    }

    /// The canonical text.
    pub fn write(&self) -> String {
        let mut text = CanonicalText::default();
        text.record("cooperative").text(&self.header.cooperative_code).text(&self.header.cooperative_name).end();
        run_record(&mut text, "summary", &self.header);
        for (run, seal) in &self.earlier {
            earlier_record(&mut text, *run, seal);
        }
        self.books.iter().for_each(|figure| book_record(&mut text, figure));
        for contract in &self.contracts {
            text.record("contract").text(&contract.contract_no).text(&contract.batch).text(&contract.unit);
            text.number(contract.lines).e4(contract.area.e4()).money(contract.due).money(contract.collected);
            text.money(contract.given).money(contract.payable).money(contract.fee).money(contract.left).end();
        }
        if let Some(company) = &self.company {
            text.record("company")
                .money(company.profit)
                .money(company.statutory_reserve)
                .money(company.discretionary_reserve);
            text.money(company.largest_dividend).money(company.dividend).money(company.carried_forward).end();
        }
        if let Some(fall) = &self.waterfall {
            text.record("cooperative-income").money(fall.net_income).money(fall.brought_forward);
            text.money(fall.distributable_before_reserve).money(fall.reserve).money(fall.levy).money(fall.other);
            text.money(fall.available_to_members).money(fall.pool).money(fall.undistributed).end();
        }
        if let Some(tier) = &self.tier_two {
            text.record("tier-two").text(&tier.rule).e4(tier.eligible_shares.e4());
            optional_rate(&mut text, tier.per_share);
            text.money(tier.paid).money(tier.residue).money(tier.spread).end();
            tier.extra_fen.iter().for_each(|member_no| text.record("extra-fen").text(member_no).end());
        }
        for (class, shares, takes_part) in &self.classes {
            text.record("class").text(class).e4(shares.e4()).text(if *takes_part { "是" } else { "否" }).end();
        }
        for batch in &self.batches {
            text.record("batch").text(&batch.batch).text(&batch.unit).e4(batch.area.e4()).text(&batch.unit_rents);
            text.money(batch.tier_one_net).money(batch.net_per_unit);
            optional_rate(&mut text, batch.per_share_before);
            optional_rate(&mut text, batch.per_share_after);
            text.end();
        }
        let totals = &self.totals;
        text.record("statements").number(totals.count).money(totals.tier_one).money(totals.tier_two).money(totals.tax);
        text.money(totals.recovery).money(totals.recovered).money(totals.net).end();
        for total in &self.control_totals {
            text.record("control-total").number(i64::from(total.number)).text(&total.subject);
            text.text(&total.left).text(&total.right).end();
        }
        text.into_string()
    }

    /// Reads a summary back.
    ///
    /// # Errors
    /// The first record that is not as [`RunSummary::write`] writes it.
    pub fn parse(text: &str) -> Result<RunSummary, CanonicalFlaw> {
        let mut cooperative = ("", "");
        let mut summary = None;
        for (name, mut fields) in records(text) {
            match (name, &mut summary) {
                ("cooperative", None) => cooperative = (fields.text()?, fields.text()?),
                ("summary", None) => summary = Some(RunSummary::empty(run_header(cooperative, &mut fields)?)),
                (_, None) => return Err(fields.flaw("the summary record must come first")),
                (_, Some(summary)) => summary.record(name, fields)?,
            }
        }
        summary.ok_or(CanonicalFlaw { record: 1, flaw: "no summary record".to_owned() })
    }

    fn empty(header: RunHeader) -> RunSummary {
        RunSummary {
            header,
            earlier: Vec::new(),
            books: Vec::new(),
            contracts: Vec::new(),
            company: None,
            waterfall: None,
            tier_two: None,
            classes: Vec::new(),
            batches: Vec::new(),
            totals: StatementTotals::default(),
            control_totals: Vec::new(),
        }
    }

    fn record(&mut self, name: &str, mut fields: Fields<'_>) -> Result<(), CanonicalFlaw> {
        let fields = &mut fields;
        match name {
            "earlier" => self.earlier.push((run_number(fields)?, fields.known(|text| text.parse().ok())?)),
            "book" => self.books.push(book_figure(fields)?),
            "contract" => self.contracts.push(read_contract(fields)?),
            "company" => self.company = Some(read_company(fields)?),
            "cooperative-income" => self.waterfall = Some(read_waterfall(fields)?),
            "tier-two" => self.tier_two = Some(read_tier_two(fields)?),
            "extra-fen" => {
                let tier = self.tier_two.as_mut().ok_or_else(|| fields.flaw("no tier two has begun"))?;
                tier.extra_fen.push(fields.text()?.to_owned());
            }
            "class" => {
                let (class, shares) = (fields.text()?.to_owned(), Shares::from_e4(fields.e4()?));
                self.classes.push((class, shares, fields.text()? == "是"));
            }
            "batch" => self.batches.push(read_batch(fields)?),
            "statements" => self.totals = read_totals(fields)?,
            "control-total" => self.control_totals.push(ControlTotal {
                number: fields.known(|text| text.parse().ok())?,
                subject: fields.text()?.into(),
                left: fields.text()?.into(),
                right: fields.text()?.into(),
            }),
            _ => return Err(fields.flaw("no such record")),
        }
        Ok(())
    }
}

fn optional_rate(text: &mut CanonicalText, rate: Option<PerShare>) {
    text.text(&rate.map(|rate| rate.to_string()).unwrap_or_default());
}

fn contracts(inputs: &Inputs<'_>, worksheet: &Worksheet) -> Vec<ContractSummary> {
    let pairs = inputs.contracts.iter().zip(&worksheet.tier_one.contracts);
    let summary = pairs.map(|(contract, totals)| ContractSummary {
        contract_no: contract.contract_no.to_owned(),
        batch: contract.batch.to_owned(),
        unit: contract.unit.zh().to_owned(),
        lines: totals.lines as i64,
        area: totals.area,
        due: totals.due,
        collected: totals.collected,
        given: totals.given,
        payable: totals.payable,
        fee: totals.fee,
        left: totals.left,
    });
    summary.collect()
}

fn tier_two(inputs: &Inputs<'_>, worksheet: &Worksheet) -> Option<TierTwoSummary> {
    let tier = worksheet.tier_two.as_ref()?;
    let rule = match worksheet.terms.tier_two_rule {
        TierTwoRule::PerShareRate(_) => "每股定额",
        TierTwoRule::LargestRemainder => "最大余数",
    };
    let named = tier.extra_fen.iter().map(|member| inputs.members[*member as usize].member_no().to_owned());
    Some(TierTwoSummary {
        rule: rule.to_owned(),
        eligible_shares: tier.eligible_shares,
        per_share: tier.per_share,
        paid: tier.paid,
        residue: tier.residue,
        spread: worksheet.equal_rights.spread,
        extra_fen: named.collect(),
    })
}

fn classes(inputs: &Inputs<'_>, worksheet: &Worksheet) -> Vec<(String, Shares, bool)> {
    let mut totals = vec![0_i64; inputs.classes.len()];
    inputs.holdings.iter().for_each(|holding| totals[holding.class as usize] += holding.shares.e4());
    let takes_part = |class| worksheet.terms.eligible_classes.contains(class);
    let pairs = inputs.classes.iter().zip(totals);
    let mut classes: Vec<_> =
        pairs.map(|(class, total)| (class.as_str().to_owned(), Shares::from_e4(total), takes_part(class))).collect();
    classes.sort();
    classes
}

fn batches(worksheet: &Worksheet) -> Vec<BatchSummary> {
    let batches = worksheet.equal_rights.batches.iter().map(|batch| {
        // Eight decimals as yuan: four are left of money, and of kilograms × price those that say something.
        let rents = batch.unit_rents.iter().map(|rent| {
            let written = format!("{}.{:08}", rent.e8() / 100_000_000, rent.e8() % 100_000_000);
            shortest(&written).to_owned()
        });
        BatchSummary {
            batch: batch.batch.to_string(),
            unit: batch.unit.zh().to_owned(),
            area: batch.area,
            unit_rents: rents.collect::<Vec<_>>().join("→"),
            tier_one_net: batch.tier_one_net,
            net_per_unit: batch.net_per_unit,
            per_share_before: batch.per_share_before,
            per_share_after: batch.per_share_after,
        }
    });
    batches.collect()
}

fn totals(worksheet: &Worksheet) -> Result<StatementTotals, Overflow> {
    let zero = StatementTotals::default();
    worksheet.statements.iter().try_fold(zero, |sum, statement| {
        Ok(StatementTotals {
            count: sum.count + 1,
            tier_one: sum.tier_one.plus(statement.tier_one)?,
            tier_two: sum.tier_two.plus(statement.tier_two)?,
            tax: sum.tax.plus(statement.tax)?,
            recovery: sum.recovery.plus(statement.recovery)?,
            recovered: sum.recovered.plus(statement.recovered)?,
            net: sum.net.plus(statement.net)?,
        })
    })
}

fn read_contract(fields: &mut Fields<'_>) -> Result<ContractSummary, CanonicalFlaw> {
    Ok(ContractSummary {
        contract_no: fields.text()?.to_owned(),
        batch: fields.text()?.to_owned(),
        unit: fields.text()?.to_owned(),
        lines: fields.number()?,
        area: Area::from_e4(fields.e4()?),
        due: fields.money()?,
        collected: fields.money()?,
        given: fields.money()?,
        payable: fields.money()?,
        fee: fields.money()?,
        left: fields.money()?,
    })
}

fn read_company(fields: &mut Fields<'_>) -> Result<CompanyAppropriation, CanonicalFlaw> {
    Ok(CompanyAppropriation {
        profit: fields.money()?,
        statutory_reserve: fields.money()?,
        discretionary_reserve: fields.money()?,
        largest_dividend: fields.money()?,
        dividend: fields.money()?,
        carried_forward: fields.money()?,
    })
}

fn read_waterfall(fields: &mut Fields<'_>) -> Result<Waterfall, CanonicalFlaw> {
    Ok(Waterfall {
        net_income: fields.money()?,
        brought_forward: fields.money()?,
        distributable_before_reserve: fields.money()?,
        reserve: fields.money()?,
        levy: fields.money()?,
        other: fields.money()?,
        available_to_members: fields.money()?,
        pool: fields.money()?,
        undistributed: fields.money()?,
    })
}

fn read_tier_two(fields: &mut Fields<'_>) -> Result<TierTwoSummary, CanonicalFlaw> {
    Ok(TierTwoSummary {
        rule: fields.text()?.to_owned(),
        eligible_shares: Shares::from_e4(fields.e4()?),
        per_share: per_share(fields)?,
        paid: fields.money()?,
        residue: fields.money()?,
        spread: fields.money()?,
        extra_fen: Vec::new(),
    })
}

fn read_batch(fields: &mut Fields<'_>) -> Result<BatchSummary, CanonicalFlaw> {
    Ok(BatchSummary {
        batch: fields.text()?.to_owned(),
        unit: fields.text()?.to_owned(),
        area: Area::from_e4(fields.e4()?),
        unit_rents: fields.text()?.to_owned(),
        tier_one_net: fields.money()?,
        net_per_unit: fields.money()?,
        per_share_before: per_share(fields)?,
        per_share_after: per_share(fields)?,
    })
}

fn read_totals(fields: &mut Fields<'_>) -> Result<StatementTotals, CanonicalFlaw> {
    Ok(StatementTotals {
        count: fields.number()?,
        tier_one: fields.money()?,
        tier_two: fields.money()?,
        tax: fields.money()?,
        recovery: fields.money()?,
        recovered: fields.money()?,
        net: fields.money()?,
    })
}
