//! A member's statement (对账单) of a run: canonical text, one leaf of the sealed tree.
//!
//! Records: `run` (its number, the cooperative's name), `statement` (number, name, household, group); for each line `line` (contract, batch, object kind, object, entry date, size, unit,
//! days, due, payable, fee), `rent` (method, standard, grain, grain price, days) for each rent in force, `given-line` (payable, fee) where earlier runs
//! gave something; `share` (class, shares, whether it takes part); `tier-one` (net); `tier-two` (shares, per share, amount);
//! `given-tier-two` (amount, tax); `tax`; `recovery` (wanted back in all, taken now) where there is any; `net`.

use crate::domain::canonical::{CanonicalFlaw, CanonicalText, Fields, records};
use crate::domain::contract::rent_step::RentStandard;
use crate::domain::distribution::inputs::{Given, Inputs};
use crate::domain::distribution::tier_one::{TierOneLine, active_days};
use crate::domain::distribution::worksheet::{StatementFigures, Worksheet};
use crate::domain::money::Money;
use crate::domain::quantity::{Area, PerShare, Shares, UnitPrice, parse_scaled};
use chrono::NaiveDate;

/// A rent that was in force on some of a line's days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RentOperand {
    /// 货币 or 实物.
    pub method: String,
    /// Yuan, or kilograms of grain, per unit and year.
    pub standard: UnitPrice,
    /// 品种, of a rent in kind.
    pub grain: String,
    /// Yuan per kilogram, of a rent in kind.
    pub grain_price: Option<UnitPrice>,
    /// Active days at this rent.
    pub days: i64,
}

/// One line of tier one with its operands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatementLine {
    /// 合同编号.
    pub contract_no: String,
    /// 批次.
    pub batch: String,
    /// 地块 or 商铺.
    pub object: String,
    /// 地块编号 or 商铺编号.
    pub object_no: String,
    /// 入股日期.
    pub entry_date: NaiveDate,
    /// 面积.
    pub area: Area,
    /// 亩 or ㎡.
    pub unit: String,
    /// Active days in the year.
    pub days: i64,
    /// 应得.
    pub due: Money,
    /// 本次应付.
    pub payable: Money,
    /// 管理费.
    pub fee: Money,
    /// The rents in force.
    pub rents: Vec<RentOperand>,
    /// What earlier runs gave.
    pub given: Option<Given>,
}

/// A whole statement.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MemberStatement {
    /// The run, as `2008#1`.
    pub run: String,
    /// The cooperative's name.
    pub cooperative: String,
    /// 成员编号.
    pub member_no: String,
    /// 姓名, as it stood on the day.
    pub name: String,
    /// 户号.
    pub household_no: String,
    /// 居民小组.
    pub group: String,
    /// Tier one, by contract and object.
    pub lines: Vec<StatementLine>,
    /// What is held on the record date: class, shares, whether the class takes part in tier two.
    pub holdings: Vec<(String, Shares, bool)>,
    /// 一次分配, fees taken off.
    pub tier_one: Money,
    /// Shares that take part in tier two.
    pub shares: Shares,
    /// 每股红利; none under largest remainder and in arrears runs.
    pub per_share: Option<PerShare>,
    /// 二次分配.
    pub tier_two: Money,
    /// What tier two of earlier runs gave: amount and tax.
    pub given_tier_two: Option<Given>,
    /// 代扣个人所得税.
    pub tax: Money,
    /// 应扣回 in all.
    pub recovery: Money,
    /// 本次扣回.
    pub recovered: Money,
    /// 实发.
    pub net: Money,
}

impl MemberStatement {
    /// Whether its run gives the member nothing, takes nothing and wants nothing back: 本次为零.
    pub fn comes_to_nothing(&self) -> bool {
        let figures = [self.tier_one, self.tier_two, self.tax, self.recovery, self.recovered, self.net];
        figures.iter().all(|amount| amount.is_zero())
    }
}

/// Writes a statement of a computed run into `text`, which is cleared first.
pub fn write(text: &mut CanonicalText, inputs: &Inputs<'_>, worksheet: &Worksheet, figures: &StatementFigures) {
    text.clear();
    let member = figures.member as usize;
    text.record("run").text(&inputs.header.run.to_string()).text(&inputs.header.cooperative_name).end();
    let mut identity = inputs.members[member].identity().split('\t');
    text.record("statement");
    (0..4).for_each(|_| {
        text.text(identity.next().unwrap_or_default());
    });
    text.end();
    for line in &worksheet.tier_one.lines[figures.lines.start as usize..figures.lines.end as usize] {
        write_line(text, inputs, worksheet, line);
    }
    for holding in &inputs.holdings[inputs.holdings_of(member)] {
        let class = &inputs.classes[holding.class as usize];
        let takes_part = worksheet.tier_two.is_some() && worksheet.terms.eligible_classes.contains(class);
        text.record("share")
            .text(class.as_str())
            .e4(holding.shares.e4())
            .text(if takes_part { "是" } else { "否" })
            .end();
    }
    text.record("tier-one").money(figures.tier_one).end();
    text.record("tier-two").e4(figures.shares.e4());
    match worksheet.tier_two.as_ref().and_then(|tier| tier.per_share) {
        Some(rate) => text.text(&rate.to_string()),
        None => text.text(""),
    };
    text.money(figures.tier_two).end();
    if let Some(given) = inputs.given_tier_two.get(&figures.member) {
        text.record("given-tier-two").money(given.amount).money(given.deduction).end();
    }
    text.record("tax").money(figures.tax).end();
    if !figures.recovery.is_zero() {
        text.record("recovery").money(figures.recovery).money(figures.recovered).end();
    }
    text.record("net").money(figures.net).end();
}

fn write_line(text: &mut CanonicalText, inputs: &Inputs<'_>, worksheet: &Worksheet, line: &TierOneLine) {
    let input = &inputs.lines[line.input as usize];
    let contract = &inputs.contracts[input.contract as usize];
    text.record("line").text(contract.contract_no).text(contract.batch).text(input.object.zh()).text(input.object_no);
    text.date(input.entry_date).e4(input.area.e4()).text(contract.unit.zh()).number(i64::from(line.days));
    text.money(line.due).money(line.payable).money(line.fee).end();
    if let Some(active) = active_days(inputs, line.input as usize) {
        for period in &worksheet.tier_one.rents[input.contract as usize].periods {
            let Some(days) = period.days.intersection(active) else { continue };
            let standard = &contract.steps[period.step].standard;
            text.record("rent").text(standard.method_zh());
            match standard {
                RentStandard::Money(yuan) => text.e4(yuan.e4()).text("").text(""),
                RentStandard::InKind { kilograms, grain } => {
                    let price = inputs.prices.iter().find(|price| price.grain == *grain && price.year == inputs.year());
                    text.e4(kilograms.e4()).text(grain).e4(price.map_or(0, |price| price.price.e4()))
                }
            };
            text.number(i64::from(days.days())).end();
        }
    }
    if let Some(given) = inputs.given_lines.get(&line.input) {
        text.record("given-line").money(given.amount).money(given.deduction).end();
    }
}

impl MemberStatement {
    /// Whether the run moves nothing of this member: late rent of somebody else's land, a correction of somebody else's line.
    pub fn moves_nothing(&self) -> bool {
        [self.tier_one, self.tier_two, self.tax, self.recovery, self.recovered, self.net]
            .iter()
            .all(|one| one.is_zero())
    }

    /// Reads a statement back.
    ///
    /// # Errors
    /// The first record that is not as [`write`] writes it.
    pub fn parse(text: &str) -> Result<MemberStatement, CanonicalFlaw> {
        let mut statement = MemberStatement::default();
        for (name, fields) in records(text) {
            statement.record(name, fields)?;
        }
        Ok(statement)
    }

    fn record(&mut self, name: &str, mut fields: Fields<'_>) -> Result<(), CanonicalFlaw> {
        match name {
            "run" => (self.run, self.cooperative) = (fields.text()?.to_owned(), fields.text()?.to_owned()),
            "statement" => {
                (self.member_no, self.name) = (fields.text()?.to_owned(), fields.text()?.to_owned());
                (self.household_no, self.group) = (fields.text()?.to_owned(), fields.text()?.to_owned());
            }
            "line" => self.lines.push(line(&mut fields)?),
            "rent" => last(&mut self.lines, &fields)?.rents.push(rent(&mut fields)?),
            "given-line" => last(&mut self.lines, &fields)?.given = Some(given(&mut fields)?),
            "share" => {
                let (class, shares) = (fields.text()?.to_owned(), Shares::from_e4(fields.e4()?));
                self.holdings.push((class, shares, fields.text()? == "是"));
            }
            "tier-one" => self.tier_one = fields.money()?,
            "tier-two" => {
                self.shares = Shares::from_e4(fields.e4()?);
                self.per_share = per_share(&mut fields)?;
                self.tier_two = fields.money()?;
            }
            "given-tier-two" => self.given_tier_two = Some(given(&mut fields)?),
            "tax" => self.tax = fields.money()?,
            "recovery" => (self.recovery, self.recovered) = (fields.money()?, fields.money()?),
            "net" => self.net = fields.money()?,
            _ => return Err(fields.flaw("no such record")),
        }
        Ok(())
    }
}

fn last<'l>(lines: &'l mut [StatementLine], fields: &Fields<'_>) -> Result<&'l mut StatementLine, CanonicalFlaw> {
    lines.last_mut().ok_or_else(|| fields.flaw("no line has begun"))
}

fn line(fields: &mut Fields<'_>) -> Result<StatementLine, CanonicalFlaw> {
    Ok(StatementLine {
        contract_no: fields.text()?.to_owned(),
        batch: fields.text()?.to_owned(),
        object: fields.text()?.to_owned(),
        object_no: fields.text()?.to_owned(),
        entry_date: fields.date()?,
        area: Area::from_e4(fields.e4()?),
        unit: fields.text()?.to_owned(),
        days: fields.number()?,
        due: fields.money()?,
        payable: fields.money()?,
        fee: fields.money()?,
        rents: Vec::new(),
        given: None,
    })
}

fn rent(fields: &mut Fields<'_>) -> Result<RentOperand, CanonicalFlaw> {
    Ok(RentOperand {
        method: fields.text()?.to_owned(),
        standard: UnitPrice::from_e4(fields.e4()?),
        grain: fields.text()?.to_owned(),
        grain_price: fields.known(|text| match text {
            "" => Some(None),
            price => price.parse().ok().map(Some),
        })?,
        days: fields.number()?,
    })
}

fn given(fields: &mut Fields<'_>) -> Result<Given, CanonicalFlaw> {
    Ok(Given { amount: fields.money()?, deduction: fields.money()? })
}

/// A per-share rate with six decimals, or nothing.
pub fn per_share(fields: &mut Fields<'_>) -> Result<Option<PerShare>, CanonicalFlaw> {
    fields.known(|text| match text {
        "" => Some(None),
        rate => {
            let (whole, fraction) = rate.split_once('.')?;
            let whole: i128 = whole.parse().ok()?;
            let fraction = parse_scaled(&format!("0.{fraction}"), 6).ok()?;
            Some(Some(PerShare::from_e6(whole * 1_000_000 + i128::from(fraction))))
        }
    })
}
