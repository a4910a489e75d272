//! The pinned inputs (封存依据) of a run, read: everything that the run is computed from, and nothing else.
//!
//! A run is always computed from the text that is sealed with it (see [`super::pin`]), the first time as thirty years later.

use super::plan::{Plan, PlanItem};
use super::run::{RunHeader, RunKind, RunNumber};
use crate::domain::canonical::{CanonicalFlaw, Fields, records};
use crate::domain::contract::ContractKind;
use crate::domain::contract::grain_price::GrainPrice;
use crate::domain::contract::rent_step::{RentStandard, RentStep};
use crate::domain::contribution::{Contribution, ObjectKind};
use crate::domain::governance::charter::CharterItem;
use crate::domain::governance::seal::Hash;
use crate::domain::money::Money;
use crate::domain::period::{AccountingYear, DateRange};
use crate::domain::quantity::{Area, AreaUnit, Kilograms, Shares, UnitPrice};
use crate::domain::register::movement::MovementKind;
use crate::domain::register::share_class::ShareClass;
use chrono::NaiveDate;
use rustc_hash::FxHashMap;
use strum::IntoEnumIterator;

/// A contract of tier one with its rents and what came in up to the cut-off.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContractInput<'t> {
    /// 合同编号.
    pub contract_no: &'t str,
    /// 批次.
    pub batch: &'t str,
    /// 合同类型.
    pub kind: ContractKind,
    /// 计量单位.
    pub unit: AreaUnit,
    /// From the first to the last day.
    pub range: DateRange,
    /// 可收管理费.
    pub fee_allowed: bool,
    /// Its rent steps, by start date.
    pub steps: Vec<RentStep>,
    /// The receipts that count, each with its date and 流水号.
    pub receipts: Vec<(NaiveDate, Money, &'t str)>,
}

/// A member with what they hold and what they brought in: ranges of [`Inputs::holdings`] and [`Inputs::lines`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MemberInput<'t> {
    /// Number, name, household and group, tabs between.
    identity: &'t str,
    number_length: u32,
    /// Where their holdings end; they begin where those of the member before end.
    holdings_end: u32,
    /// Where their lines end, likewise.
    lines_end: u32,
}

impl<'t> MemberInput<'t> {
    /// 成员编号.
    pub fn member_no(&self) -> &'t str {
        &self.identity[..self.number_length as usize]
    }

    /// Number, name, household and group as they stood on the day, tabs between.
    pub const fn identity(&self) -> &'t str {
        self.identity
    }
}

/// What a member holds of one class on the record date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HoldingInput {
    /// A position in [`Inputs::classes`].
    pub class: u16,
    /// 股数.
    pub shares: Shares,
}

/// A contribution in the year, or what is left of one that earlier runs paid and that is gone since.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LineInput<'t> {
    /// A position in [`Inputs::members`].
    pub member: u32,
    /// A position in [`Inputs::contracts`].
    pub contract: u32,
    /// Parcel or shop.
    pub object: ObjectKind,
    /// 地块编号 or 商铺编号.
    pub object_no: &'t str,
    /// 面积.
    pub area: Area,
    /// 入股日期.
    pub entry_date: NaiveDate,
    /// 退出日期.
    pub exit_date: Option<NaiveDate>,
    /// Whether the contribution is no longer in the register; then only what was given counts.
    pub gone: bool,
}

impl<'t> LineInput<'t> {
    /// The contribution as the register knows it.
    pub fn contribution(&self, contract_no: &'t str, member_no: &'t str) -> Contribution<'t> {
        Contribution {
            object: self.object,
            member_no,
            object_no: self.object_no,
            area: self.area,
            contract_no,
            entry_date: self.entry_date,
            exit_date: self.exit_date,
        }
    }
}

/// What the runs that count have already given for a line: payable and fee; or to a member in tier two: amount and tax.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Given {
    /// Payable of a line, or tier two of a member.
    pub amount: Money,
    /// Fee of a line, or tax of a member.
    pub deduction: Money,
}

/// What the last run carried forward, against which an opening figure of the plan is checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Opening {
    /// The item of the plan.
    pub item: PlanItem,
    /// What it must be.
    pub amount: Money,
    /// By which run.
    pub run: RunNumber,
}

/// A figure as the books have it (账簿数), against which the plan's is checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BookFigure {
    /// The item of the plan.
    pub item: PlanItem,
    /// What it must be.
    pub amount: Money,
    /// In which book.
    pub book: String,
}

/// Everything that a run is computed from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inputs<'t> {
    /// What the run is.
    pub header: RunHeader,
    /// The runs that this one rests on, with their seals.
    pub earlier: Vec<(RunNumber, Hash)>,
    /// The openings that the plan must agree with.
    pub openings: Vec<Opening>,
    /// What the books say of the plan's figures; nothing where no books are kept.
    pub books: Vec<BookFigure>,
    /// The charter's terms in force on the record date.
    pub charter: Vec<(CharterItem, &'t str)>,
    /// The plan; none where the year has none.
    pub plan: Option<Plan>,
    /// Contracts of tier one, by number.
    pub contracts: Vec<ContractInput<'t>>,
    /// The year's grain prices.
    pub prices: Vec<GrainPrice>,
    /// The classes that anybody holds.
    pub classes: Vec<ShareClass>,
    /// Net change of each class by kind of movement, up to the record date.
    pub movements: Vec<(ShareClass, MovementKind, Shares)>,
    /// Members with a holding or a line, in byte order of their numbers.
    pub members: Vec<MemberInput<'t>>,
    /// Holdings, by member.
    pub holdings: Vec<HoldingInput>,
    /// Contributions, by member, then contract, object and entry date.
    pub lines: Vec<LineInput<'t>>,
    /// What was given before, by position in `lines`.
    pub given_lines: FxHashMap<u32, Given>,
    /// What tier two gave before, by position in `members`.
    pub given_tier_two: FxHashMap<u32, Given>,
    /// What earlier runs still want back, by position in `members`.
    pub recoveries: FxHashMap<u32, Money>,
}

impl<'t> Inputs<'t> {
    /// The year of the run.
    pub fn year(&self) -> AccountingYear {
        self.header.run.year
    }

    /// The positions in [`Inputs::holdings`] of a member.
    pub fn holdings_of(&self, member: usize) -> std::ops::Range<usize> {
        let start = member.checked_sub(1).map_or(0, |before| self.members[before].holdings_end);
        start as usize..self.members[member].holdings_end as usize
    }

    /// The positions in [`Inputs::lines`] of a member.
    pub fn lines_of(&self, member: usize) -> std::ops::Range<usize> {
        let start = member.checked_sub(1).map_or(0, |before| self.members[before].lines_end);
        start as usize..self.members[member].lines_end as usize
    }

    /// Reads pinned inputs.
    ///
    /// # Errors
    /// The first record that is not as [`super::pin`] writes it.
    pub fn parse(text: &'t str) -> Result<Inputs<'t>, CanonicalFlaw> {
        let mut reader = Reader::default();
        for (name, fields) in records(text) {
            reader.record(name, fields)?;
        }
        let incomplete = |flaw: &str| CanonicalFlaw { record: 1, flaw: flaw.to_owned() };
        let mut inputs = reader.inputs.ok_or_else(|| incomplete("no run record"))?;
        let ordered = inputs.members.windows(2).all(|pair| pair[0].member_no() < pair[1].member_no());
        if !ordered {
            return Err(incomplete("members are not in byte order of their numbers"));
        }
        inputs.movements.sort_unstable();
        Ok(inputs)
    }
}

/// Pinned inputs under way, with the places of what later records refer to.
#[derive(Default)]
struct Reader<'t> {
    cooperative: (&'t str, &'t str),
    inputs: Option<Inputs<'t>>,
    contracts: FxHashMap<&'t str, u32>,
}

impl<'t> Reader<'t> {
    fn record(&mut self, name: &str, mut fields: Fields<'t>) -> Result<(), CanonicalFlaw> {
        let Some(inputs) = &mut self.inputs else {
            match name {
                "inputs" => {}
                "cooperative" => self.cooperative = (fields.text()?, fields.text()?),
                "run" => self.inputs = Some(empty(run_header(self.cooperative, &mut fields)?)),
                _ => return Err(fields.flaw("the run record must come first")),
            }
            return Ok(());
        };
        match name {
            "earlier" => inputs.earlier.push((run_number(&mut fields)?, fields.known(|text| text.parse().ok())?)),
            "opening" => {
                let (item, amount) = (fields.known(plan_item)?, fields.money()?);
                inputs.openings.push(Opening { item, amount, run: run_number(&mut fields)? });
            }
            "book" => inputs.books.push(book_figure(&mut fields)?),
            "charter" => inputs.charter.push((fields.known(CharterItem::lookup)?, fields.text()?)),
            "plan" => plan_record(inputs.plan.get_or_insert_default(), &mut fields)?,
            "contract" => {
                let contract = contract(&mut fields)?;
                self.contracts.insert(contract.contract_no, inputs.contracts.len() as u32);
                inputs.contracts.push(contract);
            }
            "step" => {
                let step = rent_step(&mut fields)?;
                let position = position_of(&self.contracts, &step.contract_no, &fields)?;
                inputs.contracts[position as usize].steps.push(step);
            }
            "receipt" => {
                let position = position_of(&self.contracts, fields.text()?, &fields)?;
                let receipt = (fields.date()?, fields.money()?, fields.text()?);
                inputs.contracts[position as usize].receipts.push(receipt);
            }
            "price" => inputs.prices.push(grain_price(&mut fields)?),
            "movements" => {
                let class = ShareClass::new(fields.text()?);
                inputs.movements.push((class, fields.known(MovementKind::lookup)?, Shares::from_e4(fields.e4()?)));
            }
            _ => return member_record(inputs, &self.contracts, name, fields),
        }
        Ok(())
    }
}

/// A record of a member, or of the member begun last.
fn member_record<'t>(
    inputs: &mut Inputs<'t>,
    contracts: &FxHashMap<&'t str, u32>,
    name: &str,
    mut fields: Fields<'t>,
) -> Result<(), CanonicalFlaw> {
    let (holdings_end, lines_end) = (inputs.holdings.len() as u32, inputs.lines.len() as u32);
    if name == "member" {
        let identity = fields.rest().ok_or_else(|| fields.flaw("a member has a number"))?;
        let number_length = fields.text()?.len() as u32;
        inputs.members.push(MemberInput { identity, number_length, holdings_end, lines_end });
        return Ok(());
    }
    let member = inputs.members.len().checked_sub(1).ok_or_else(|| fields.flaw("no member has begun"))? as u32;
    match name {
        "holding" => {
            let class = class_position(&mut inputs.classes, fields.text()?);
            inputs.holdings.push(HoldingInput { class, shares: Shares::from_e4(fields.e4()?) });
            inputs.members[member as usize].holdings_end = holdings_end + 1;
        }
        "parcel" | "shop" | "gone-parcel" | "gone-shop" => {
            let object = if name.ends_with("parcel") { ObjectKind::Parcel } else { ObjectKind::Shop };
            let contract = position_of(contracts, fields.text()?, &fields)?;
            let (object_no, area) = (fields.text()?, Area::from_e4(fields.e4()?));
            let (entry_date, exit_date) = (fields.date()?, fields.optional_date()?);
            let gone = name.starts_with("gone");
            inputs.lines.push(LineInput { member, contract, object, object_no, area, entry_date, exit_date, gone });
            inputs.members[member as usize].lines_end = lines_end + 1;
        }
        "given-line" => {
            let line = lines_end.checked_sub(1).ok_or_else(|| fields.flaw("no line has begun"))?;
            inputs.given_lines.insert(line, Given { amount: fields.money()?, deduction: fields.money()? });
        }
        "given-tier-two" => {
            let given = Given { amount: fields.money()?, deduction: fields.money()? };
            inputs.given_tier_two.insert(member, given);
        }
        "recovery" => {
            inputs.recoveries.insert(member, fields.money()?);
        }
        _ => return Err(fields.flaw("no such record")),
    }
    Ok(())
}

fn empty<'t>(header: RunHeader) -> Inputs<'t> {
    Inputs {
        header,
        earlier: Vec::new(),
        openings: Vec::new(),
        books: Vec::new(),
        charter: Vec::new(),
        plan: None,
        contracts: Vec::new(),
        prices: Vec::new(),
        classes: Vec::new(),
        movements: Vec::new(),
        members: Vec::new(),
        holdings: Vec::new(),
        lines: Vec::new(),
        given_lines: FxHashMap::default(),
        given_tier_two: FxHashMap::default(),
        recoveries: FxHashMap::default(),
    }
}

/// Reads a figure of the books.
pub(crate) fn book_figure(fields: &mut Fields<'_>) -> Result<BookFigure, CanonicalFlaw> {
    Ok(BookFigure { item: fields.known(plan_item)?, amount: fields.money()?, book: fields.text()?.to_owned() })
}

fn position_of(contracts: &FxHashMap<&str, u32>, contract_no: &str, fields: &Fields<'_>) -> Result<u32, CanonicalFlaw> {
    contracts.get(contract_no).copied().ok_or_else(|| fields.flaw("an unknown contract"))
}

fn class_position(classes: &mut Vec<ShareClass>, name: &str) -> u16 {
    // A handful of classes: a scan is quicker than a map.
    let known = classes.iter().position(|class| class.as_str() == name);
    known.unwrap_or_else(|| {
        classes.push(ShareClass::new(name));
        classes.len() - 1
    }) as u16
}

/// Year and number of a run, as two fields.
pub fn run_number(fields: &mut Fields<'_>) -> Result<RunNumber, CanonicalFlaw> {
    Ok(RunNumber { year: year(fields)?, number: small(fields)? })
}

/// The header of a run, as the fields of a `run` record.
pub fn run_header(cooperative: (&str, &str), fields: &mut Fields<'_>) -> Result<RunHeader, CanonicalFlaw> {
    Ok(RunHeader {
        cooperative_code: cooperative.0.to_owned(),
        cooperative_name: cooperative.1.to_owned(),
        run: run_number(fields)?,
        kind: fields.known(RunKind::lookup)?,
        follows: fields.known(|text| match text {
            "" => Some(None),
            number => number.parse().ok().map(Some),
        })?,
        record_date: fields.date()?,
        cut_off: fields.date()?,
    })
}

fn year(fields: &mut Fields<'_>) -> Result<AccountingYear, CanonicalFlaw> {
    let number = fields.number()?;
    let year = i32::try_from(number).ok().and_then(AccountingYear::try_new);
    year.ok_or_else(|| fields.flaw("no such year"))
}

fn small(fields: &mut Fields<'_>) -> Result<u32, CanonicalFlaw> {
    let number = fields.number()?;
    u32::try_from(number).map_err(|_| fields.flaw("no such number"))
}

fn plan_item(text: &str) -> Option<PlanItem> {
    PlanItem::iter().find(|item| item.zh() == text)
}

fn plan_record(plan: &mut Plan, fields: &mut Fields<'_>) -> Result<(), CanonicalFlaw> {
    let name = fields.text()?;
    match plan_item(name) {
        // The first record only says that there is a plan.
        None if name == PlanItem::YEAR => {
            fields.number()?;
        }
        None => return Err(fields.flaw("no such item")),
        Some(PlanItem::RecordDate) => plan.record_date = Some(fields.date()?),
        Some(PlanItem::CutOff) => plan.cut_off = Some(fields.date()?),
        Some(item) => {
            plan.amounts.insert(item, fields.money()?);
        }
    }
    Ok(())
}

fn contract<'t>(fields: &mut Fields<'t>) -> Result<ContractInput<'t>, CanonicalFlaw> {
    Ok(ContractInput {
        contract_no: fields.text()?,
        batch: fields.text()?,
        kind: fields.known(ContractKind::lookup)?,
        unit: fields.known(AreaUnit::lookup)?,
        range: DateRange { first: fields.date()?, last: fields.date()? },
        fee_allowed: fields.known(|text| ["是", "否"].contains(&text).then_some(text == "是"))?,
        steps: Vec::new(),
        receipts: Vec::new(),
    })
}

fn rent_step(fields: &mut Fields<'_>) -> Result<RentStep, CanonicalFlaw> {
    let (contract_no, start_date) = (fields.text()?.into(), fields.date()?);
    let in_kind = fields.known(|text| ["货币", "实物"].contains(&text).then_some(text == "实物"))?;
    let quantity = fields.e4()?;
    let standard = match in_kind {
        true => RentStandard::InKind { kilograms: Kilograms::from_e4(quantity), grain: fields.text()?.into() },
        false => RentStandard::Money(UnitPrice::from_e4(quantity)),
    };
    Ok(RentStep { contract_no, start_date, standard })
}

fn grain_price(fields: &mut Fields<'_>) -> Result<GrainPrice, CanonicalFlaw> {
    let (grain, year) = (fields.text()?.into(), year(fields)?);
    Ok(GrainPrice { grain, year, price: UnitPrice::from_e4(fields.e4()?), source: fields.text()?.into() })
}
