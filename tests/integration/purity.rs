//! Laws that hold whatever a year brings: years are made up, pinned, computed, and looked at.

use crate::support::{day, year};
use proptest::prelude::*;
use std::collections::BTreeMap;
use tonggu::domain::contract::receipt::Receipt;
use tonggu::domain::contract::rent_step::{RentStandard, RentStep};
use tonggu::domain::contract::{Contract, ContractKind};
use tonggu::domain::contribution::{Contribution, ObjectKind};
use tonggu::domain::distribution::inputs::Inputs;
use tonggu::domain::distribution::pin::Pin;
use tonggu::domain::distribution::plan::{Plan, PlanItem};
use tonggu::domain::distribution::run::{RunHeader, RunKind, RunNumber};
use tonggu::domain::distribution::worksheet::{Worksheet, compute};
use tonggu::domain::governance::charter::{CharterItem, CharterTerm};
use tonggu::domain::money::Money;
use tonggu::domain::quantity::{Area, AreaUnit, Shares, UnitPrice};
use tonggu::domain::register::movement::MovementKind;
use tonggu::domain::register::share_class::ShareClass;
use tonggu::domain::statement::run_summary::RunSummary;

/// A parcel: whose, under which contract, its size, and the days of 2008 on which it comes and goes.
#[derive(Clone, Debug)]
struct Parcel {
    member: usize,
    contract: usize,
    area_e4: i64,
    entry: u64,
    exit: Option<u64>,
}

/// A year as chance makes it.
#[derive(Clone, Debug)]
struct Year {
    members: usize,
    /// Rent in ten-thousandths of a yuan, the rent from July on, what was collected, whether a fee may be taken.
    contracts: Vec<(i64, Option<i64>, i64, bool)>,
    parcels: Vec<Parcel>,
    /// By member.
    shares_e4: Vec<i64>,
    profit: i64,
    other_income: i64,
    loss: i64,
    largest_remainder: bool,
    fee_rate: u8,
    tax_rate: u8,
}

fn years() -> impl Strategy<Value = Year> {
    (1_usize..9, 1_usize..4).prop_flat_map(|(members, contracts)| {
        let rents = (1_i64..30_000_000, prop::option::of(1_i64..30_000_000), 0_i64..3_000_000, any::<bool>());
        let parcel = (0..members, 0..contracts, 1_i64..500_000, 0_u64..366, prop::option::of(0_u64..366)).prop_map(
            |(member, contract, area_e4, entry, exit)| {
                let exit = exit.map(|exit| exit.max(entry));
                Parcel { member, contract, area_e4, entry, exit }
            },
        );
        // Small whole holdings make ties, others make fractions.
        let shares = prop_oneof![Just(10_000_i64), Just(20_000_i64), 0_i64..900_000];
        (
            prop::collection::vec(rents, contracts),
            prop::collection::vec(parcel, 0..14),
            prop::collection::vec(shares, members),
            (0_i64..50_000_000, -5_000_000_i64..20_000_000, 0_i64..5_000_000),
            (any::<bool>(), 0_u8..20, 0_u8..25),
        )
            .prop_map(move |(contracts, parcels, shares_e4, amounts, rules)| Year {
                members,
                contracts,
                parcels,
                shares_e4,
                profit: amounts.0,
                other_income: amounts.1,
                loss: amounts.2,
                largest_remainder: rules.0,
                fee_rate: rules.1,
                tax_rate: rules.2,
            })
    })
}

const CLASS: &str = "土地股";

fn pinned(made: &Year) -> String {
    let header = RunHeader {
        cooperative_code: "law".to_owned(),
        cooperative_name: "规律".to_owned(),
        run: RunNumber { year: year(2008), number: 1 },
        kind: RunKind::Annual,
        follows: None,
        record_date: day("2008-12-31"),
        cut_off: day("2008-12-31"),
    };
    let mut pin = Pin::new(&header, 4_096);
    for (item, value) in [
        (CharterItem::ReserveRate, "10".to_owned()),
        (CharterItem::LevyBase, "弥补亏损后收益".to_owned()),
        (CharterItem::LevyRate, "5".to_owned()),
        (CharterItem::EligibleClasses, CLASS.to_owned()),
        (CharterItem::FeeRate, made.fee_rate.to_string()),
        (CharterItem::WithholdingTaxRate, made.tax_rate.to_string()),
        (CharterItem::TierTwoRule, if made.largest_remainder { "最大余数" } else { "每股定额" }.to_owned()),
    ] {
        pin.charter(&CharterTerm { item, value: value.as_str().into(), effective_date: None });
    }
    let amounts = [
        (PlanItem::CompanyCapital, 10_000_000),
        (PlanItem::CompanyProfit, made.profit),
        (PlanItem::OtherNetIncome, made.other_income),
        (PlanItem::UncoveredLoss, made.loss),
    ];
    let amounts: BTreeMap<_, _> = amounts.into_iter().map(|(item, fen)| (item, Money::from_fen(fen))).collect();
    pin.plan(year(2008), &Plan { record_date: Some(day("2008-12-31")), amounts, ..Plan::default() });
    pin_contracts(&mut pin, made);
    let all: i64 = made.shares_e4.iter().sum();
    pin.movements(&ShareClass::new(CLASS), MovementKind::Contribute, Shares::from_e4(all));
    pin_members(&mut pin, made);
    pin.into_string()
}

fn pin_contracts(pin: &mut Pin, made: &Year) {
    for (position, (rent, later, collected, fee_allowed)) in made.contracts.iter().enumerate() {
        let contract_no = format!("C{position}");
        let contract = Contract {
            contract_no: contract_no.as_str().into(),
            batch: "".into(),
            kind: ContractKind::LandTransfer,
            lessor: "".into(),
            lessee: "".into(),
            signed_date: None,
            start_date: day("2003-01-01"),
            end_date: day("2022-12-31"),
            unit: AreaUnit::Mu,
            fee_allowed: *fee_allowed,
            contract_area: None,
        };
        let step = |start: &str, e4: i64| RentStep {
            contract_no: contract_no.as_str().into(),
            start_date: day(start),
            standard: RentStandard::Money(UnitPrice::from_e4(e4)),
        };
        let steps: Vec<RentStep> =
            std::iter::once(step("2003-01-01", *rent)).chain(later.map(|later| step("2008-07-01", later))).collect();
        let receipt = Receipt {
            date: day("2008-03-01"),
            contract_no: contract_no.as_str().into(),
            year: year(2008),
            amount: Money::from_fen(*collected),
            payer: "".into(),
            serial_no: "".into(),
        };
        pin.contract(&contract, &steps.iter().collect::<Vec<_>>(), &[&receipt]);
    }
}

fn pin_members(pin: &mut Pin, made: &Year) {
    for member in 0..made.members {
        let member_no = format!("M{member}");
        pin.member(&member_no, "成员", "", "");
        if made.shares_e4[member] > 0 {
            pin.holding(CLASS, Shares::from_e4(made.shares_e4[member]));
        }
        let mut own: Vec<(usize, &Parcel)> =
            made.parcels.iter().enumerate().filter(|(_, parcel)| parcel.member == member).collect();
        own.sort_by_key(|(number, parcel)| (parcel.contract, *number));
        for (number, parcel) in own {
            let date = |offset: u64| day("2008-01-01") + chrono::Days::new(offset);
            let (contract_no, object_no) = (format!("C{}", parcel.contract), format!("{number:02}"));
            let contribution = Contribution {
                object: ObjectKind::Parcel,
                member_no: &member_no,
                object_no: &object_no,
                area: Area::from_e4(parcel.area_e4),
                contract_no: &contract_no,
                entry_date: date(parcel.entry),
                exit_date: parcel.exit.map(date),
            };
            pin.contribution(&contribution, false, None);
        }
    }
}

/// What a line earns, reckoned day by day: the sum over days of size × rent, in ten-thousandths × ten-thousandths of a yuan.
fn due_by_day(made: &Year, parcel: &Parcel) -> i128 {
    let (rent, later, ..) = made.contracts[parcel.contract];
    // 2008-07-01 is day 182 of a leap year, counted from 0.
    let of_day = |offset: u64| if offset >= 182 { later.unwrap_or(rent) } else { rent };
    (parcel.entry..=parcel.exit.unwrap_or(365))
        .map(|offset| i128::from(of_day(offset)) * i128::from(parcel.area_e4))
        .sum()
}

fn check_tier_one(made: &Year, inputs: &Inputs<'_>, worksheet: &Worksheet) -> Result<(), TestCaseError> {
    let mut paid: BTreeMap<(u32, i64), i64> = BTreeMap::new();
    for line in &worksheet.tier_one.lines {
        let input = &inputs.lines[line.input as usize];
        let number: usize = input.object_no.parse().unwrap();
        // Half up: the exact amount lies within half a fen, its lower end included.
        let exact = due_by_day(made, &made.parcels[number]);
        let unit = 1_000_000 * 366;
        let twice_off = 2 * (i128::from(line.due.fen()) * unit - exact);
        prop_assert!(-unit < twice_off && twice_off <= unit, "{twice_off}");
        prop_assert!(line.payable <= line.due && !line.payable.is_negative());
        prop_assert!(!line.fee.is_negative() && line.fee <= line.payable);
        // Equal claims are paid equally.
        let same = *paid.entry((input.contract, line.due.fen())).or_insert(line.payable.fen());
        prop_assert_eq!(same, line.payable.fen());
    }
    for totals in &worksheet.tier_one.contracts {
        prop_assert!(!totals.left.is_negative());
        prop_assert_eq!(totals.payable.plus(totals.left).unwrap(), totals.collected);
        // What the floor leaves is less than a fen a line.
        let short = totals.due.fen().min(totals.collected.fen()) - totals.payable.fen();
        prop_assert!((0..=totals.lines as i64).contains(&short));
    }
    Ok(())
}

fn check_tier_two(made: &Year, inputs: &Inputs<'_>, worksheet: &Worksheet) -> Result<(), TestCaseError> {
    let (tier, fall) = (worksheet.tier_two.as_ref().unwrap(), worksheet.waterfall.unwrap());
    let given = Money::sum(tier.entitlements.iter().copied()).unwrap();
    prop_assert_eq!(given, tier.paid);
    prop_assert_eq!(given.plus(tier.residue).unwrap(), fall.pool);
    prop_assert!(!tier.residue.is_negative());
    prop_assert!(!made.largest_remainder || tier.residue.is_zero());
    for one in 0..inputs.members.len() {
        for other in 0..inputs.members.len() {
            let (pay, more) = (tier.entitlements[one].fen(), tier.entitlements[other].fen());
            if tier.shares[one] == tier.shares[other] {
                prop_assert!((pay - more).abs() <= i64::from(made.largest_remainder), "equal shares, equal pay");
            }
            if tier.shares[one] > tier.shares[other] {
                prop_assert!(pay >= more - i64::from(made.largest_remainder), "more shares never earn less");
            }
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn whatever_a_year_brings_its_run_keeps_the_laws(made in years()) {
        let text = pinned(&made);
        let inputs = Inputs::parse(&text).unwrap();
        let worksheet = match compute(&inputs) {
            Ok(worksheet) => worksheet,
            // Money, and nobody to give it to: the one thing that such a year can lack.
            Err(refusals) => {
                let codes: Vec<&'static str> = refusals.iter().map(Into::into).collect();
                prop_assert_eq!(codes, ["no_eligible_shares"]);
                prop_assert_eq!(made.shares_e4.iter().sum::<i64>(), 0);
                return Ok(());
            }
        };
        check_tier_one(&made, &inputs, &worksheet)?;
        check_tier_two(&made, &inputs, &worksheet)?;
        prop_assert!(worksheet.control_totals.iter().all(|total| total.holds()));
        for statement in &worksheet.statements {
            let earned = statement.tier_one.plus(statement.tier_two).unwrap().minus(statement.tax).unwrap();
            prop_assert_eq!(statement.net.plus(statement.recovered).unwrap(), earned);
            prop_assert!(!statement.net.is_negative());
        }
        // From the same bytes the same run, and a summary that says what it says.
        let again = compute(&Inputs::parse(&text).unwrap());
        prop_assert_eq!(again.as_ref(), Ok(&worksheet));
        let summary = RunSummary::new(&inputs, &worksheet).unwrap();
        prop_assert_eq!(RunSummary::parse(&summary.write()), Ok(summary));
    }
}
