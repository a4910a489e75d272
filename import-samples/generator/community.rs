//! The sample community: made-up people, land, shops, contracts and bodies of a community like the one this program is for, from a seed.
//!
//! Every name and number is invented. Identification numbers have right check characters and an area code that does not exist. The same
//! size and seed give the same rows, at 4,185 people as at a million.

#![expect(clippy::expect_used, reason = "the generator's own dates and sizes are right")]

#[path = "bodies.rs"]
mod bodies;
#[path = "people.rs"]
mod people;

use bodies::{bodies, charter, plan};
use chrono::{Datelike, Days, NaiveDate};
use people::{Dice, Person, heads, people};
use tonggu::domain::contract::rent_due::YearOfRent;
use tonggu::domain::contract::rent_step::{RentStandard, RentStep};
use tonggu::domain::period::{AccountingYear, DateRange};
use tonggu::domain::quantity::{Area, UnitPrice};

/// Takes the rows of the sheets, one sheet after the other.
pub trait TakeSheets {
    /// A new sheet begins.
    fn sheet(&mut self, name: &str, headings: &[&str]);
    /// A row of it. Numbers are decimals, dates ISO; the first marks which cells are numbers.
    fn row(&mut self, cells: &[Field<'_>]);
}

/// One cell.
#[derive(Clone, Copy, Debug)]
pub enum Field<'f> {
    /// Text.
    Text(&'f str),
    /// A decimal number.
    Number(&'f str),
    /// A date.
    Date(NaiveDate),
    /// Nothing.
    Blank,
}

/// How large the community is.
#[derive(Clone, Copy, Debug)]
pub struct Size {
    /// 成员.
    pub people: usize,
    /// Ten-thousandths of a mu brought in.
    pub land_mu_e4: u64,
    /// Ten-thousandths of a square metre brought in.
    pub shops_m2_e4: u64,
    /// 居民小组.
    pub groups: usize,
    /// Land contracts; four at least.
    pub land_contracts: usize,
    /// Lease packages of shops.
    pub packages: usize,
}

impl Size {
    /// The community of the source: 4,185 people in 15 groups, 1,250 mu, 36,000 m².
    pub const COMMUNITY: Size = Size {
        people: 4_185,
        land_mu_e4: 12_500_000,
        shops_m2_e4: 360_000_000,
        groups: 15,
        land_contracts: 4,
        packages: 3,
    };

    /// A community of so many people, everything in proportion.
    pub fn of(people: usize) -> Size {
        match people {
            4_185 => Size::COMMUNITY,
            people => Size {
                people,
                land_mu_e4: 3_000 * people as u64,
                shops_m2_e4: 86_000 * people as u64,
                groups: 15 + people / 1_000,
                land_contracts: 4 + people / 1_000,
                packages: 3 + people / 5_000,
            },
        }
    }
}

/// The community's workbooks of the year 2008, sheet by sheet.
pub fn write(size: Size, seed: u64, take: &mut dyn TakeSheets) {
    let mut dice = Dice(seed);
    let people = people(size, &mut dice);
    members(size, &people, &mut dice, take);
    quantification(size, take);
    let parcels = parcels(size, &people, &mut dice);
    let shops = shops(size, &people, &mut dice);
    let deposits = deposits(&people, &mut dice);
    holdings(&people, (&parcels, &shops, &deposits), take);
    movements(&people, &mut dice, take);
    contracts(size, take);
    rent_steps(size, take);
    grain_prices(take);
    land(size, &people, &parcels, take);
    shop_sheet(&people, &shops, take);
    cash(&people, &deposits, take);
    lease_out(size, &shops, take);
    receipts(size, &parcels, &shops, take);
    charter(take);
    plan(size, take);
    bodies(&people, &mut dice, take);
}

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a date of the generator")
}

fn member_no(index: usize) -> String {
    format!("M{:07}", index + 1)
}

fn household_no(household: u32) -> String {
    format!("H{:06}", household + 1)
}

fn members(size: Size, people: &[Person], dice: &mut Dice, take: &mut dyn TakeSheets) {
    let headings = ["成员编号", "姓名", "身份证号", "户号", "与户主关系", "居民小组", "手机号", "开户银行", "银行账号"];
    take.sheet("成员名册", &headings);
    let households = people.last().map_or(1, |last| last.household as usize + 1);
    for (index, person) in people.iter().enumerate() {
        let group = (person.household as usize * size.groups / households + 1).to_string();
        let is_adult = !["长子", "长女", "次子", "次女", "女", "孙子", "孙女"].contains(&person.relation);
        let (phone, account) = match is_adult {
            true => {
                (format!("199{:08}", dice.below(100_000_000)), format!("62{:017}", dice.below(100_000_000_000_000_000)))
            }
            false => (String::new(), String::new()),
        };
        let bank = if account.is_empty() { Field::Blank } else { Field::Text("示例农商银行") };
        take.row(&[
            Field::Text(&member_no(index)),
            Field::Text(&person.name),
            Field::Text(&person.id_number),
            Field::Text(&household_no(person.household)),
            Field::Text(person.relation),
            Field::Text(&group),
            blank_or(&phone),
            bank,
            blank_or(&account),
        ]);
    }
}

fn blank_or(text: &str) -> Field<'_> {
    if text.is_empty() { Field::Blank } else { Field::Text(text) }
}

fn e4(value: u64) -> String {
    let written = format!("{}.{:04}", value / 10_000, value % 10_000);
    written.trim_end_matches('0').trim_end_matches('.').to_owned()
}

fn yuan(fen: u64) -> String {
    let written = format!("{}.{:02}", fen / 100, fen % 100);
    written.trim_end_matches('0').trim_end_matches('.').to_owned()
}

fn quantification(size: Size, take: &mut dyn TakeSheets) {
    take.sheet("资产量化", &["资产项目", "原值", "评估值", "量化股种", "总股数", "人均股数", "基准日"]);
    // 36,000,000 yuan for 4,185 people, in proportion for others; ten shares a person.
    let people = size.people as u64;
    let whole = 36_000_000 * people / 4_185;
    let assets = [("社区商业用房", 45_u64), ("标准厂房", 25), ("集贸市场", 18), ("货币资金", 12)];
    let (mut value_left, mut shares_left) = (whole, people * 10);
    for (position, (asset, part)) in assets.iter().enumerate() {
        let is_last = position + 1 == assets.len();
        let value = if is_last { value_left } else { whole * part / 100 };
        let shares = if is_last { shares_left } else { people * 10 * part / 100 };
        (value_left, shares_left) = (value_left - value, shares_left - shares);
        take.row(&[
            Field::Text(asset),
            Field::Number(&(value * 3 / 5).to_string()),
            Field::Number(&value.to_string()),
            Field::Text("资产量化股"),
            Field::Number(&shares.to_string()),
            Field::Number("10"),
            Field::Date(day("2008-06-30")),
        ]);
    }
}

/// A parcel or shop: whose, which contract, how large.
struct Object {
    member: usize,
    contract: usize,
    number: String,
    size_e4: u64,
    entry: NaiveDate,
    exit: Option<NaiveDate>,
}

/// Divides `whole` over `parts` unevenly, to the last ten-thousandth.
fn uneven(whole: u64, parts: usize, dice: &mut Dice) -> Vec<u64> {
    let weights: Vec<u64> = (0..parts).map(|_| 40 + dice.below(120)).collect();
    let total: u64 = weights.iter().sum();
    let mut sizes: Vec<u64> =
        weights.iter().map(|weight| (u128::from(whole) * u128::from(*weight) / u128::from(total)) as u64).collect();
    let rest = whole - sizes.iter().sum::<u64>();
    if let Some(last) = sizes.last_mut() {
        *last += rest;
    }
    sizes
}

fn land_start(contract: usize) -> NaiveDate {
    day(["2003-01-01", "2005-07-01", "2006-07-01", "2008-04-01"][contract % 4])
}

fn parcels(size: Size, people: &[Person], dice: &mut Dice) -> Vec<Object> {
    let heads = heads(people);
    let count = heads.len() + heads.len() / 4;
    let sizes = uneven(size.land_mu_e4, count, dice);
    let parcel = |(position, size_e4): (usize, u64)| {
        let contract = position * size.land_contracts / count;
        let start = land_start(contract);
        let later = contract % 4 == 3 && position % 9 == 0;
        Object {
            member: heads[position % heads.len()],
            contract,
            number: format!("{}-{:05}", contract + 1, position + 1),
            size_e4,
            entry: if later { day("2008-05-16") } else { start },
            exit: (position % 211 == 7 && contract.is_multiple_of(4)).then(|| day("2008-06-30")),
        }
    };
    sizes.into_iter().enumerate().map(parcel).collect()
}

fn shops(size: Size, people: &[Person], dice: &mut Dice) -> Vec<Object> {
    let heads = heads(people);
    let count = (heads.len() / 4).max(size.packages);
    let sizes = uneven(size.shops_m2_e4, count, dice);
    let shop = |(position, size_e4): (usize, u64)| {
        let contract = position * size.packages / count;
        Object {
            member: heads[(position * 4 + 1) % heads.len()],
            contract,
            number: format!("{}-{:05}", char::from(b'A' + (contract % 26) as u8), position + 1),
            size_e4: size_e4 / 100 * 100,
            entry: day("2008-01-01"),
            exit: None,
        }
    };
    let mut shops: Vec<Object> = sizes.into_iter().enumerate().map(shop).collect();
    let rest = size.shops_m2_e4 - shops.iter().map(|shop| shop.size_e4).sum::<u64>();
    if let Some(last) = shops.last_mut() {
        last.size_e4 += rest;
    }
    shops
}

/// Cash that was brought in: by whom, and how many thousand yuan, a share each.
fn deposits(people: &[Person], dice: &mut Dice) -> Vec<(usize, u64)> {
    (0..(people.len() / 100).max(1)).map(|_| (dice.below(people.len() as u64) as usize, 1 + dice.below(5))).collect()
}

fn holdings(
    people: &[Person],
    (parcels, shops, deposits): (&[Object], &[Object], &[(usize, u64)]),
    take: &mut dyn TakeSheets,
) {
    take.sheet("股权台账", &["成员编号", "姓名", "股种", "股数", "取得日期", "取得方式", "股权证号"]);
    let mut row = |member: usize, class: &str, shares: &str, date: NaiveDate, how: &str| {
        let certificate = format!("GQ-{:06}", people[member].household + 1);
        take.row(&[
            Field::Text(&member_no(member)),
            Field::Text(&people[member].name),
            Field::Text(class),
            Field::Number(shares),
            Field::Date(date),
            Field::Text(how),
            Field::Text(&certificate),
        ]);
    };
    for member in 0..people.len() {
        row(member, "资产量化股", "10", day("2008-06-30"), "量化");
    }
    // A share a mu for land that stays, a share for ten square metres of shop.
    for (objects, class, how, divisor) in [(parcels, "土地股", "土地入股", 1), (shops, "商铺股", "商铺入股", 10)]
    {
        let mut by_member: std::collections::BTreeMap<usize, u64> = std::collections::BTreeMap::new();
        for object in objects.iter().filter(|object| object.exit.is_none()) {
            *by_member.entry(object.member).or_default() += object.size_e4;
        }
        for (member, size_e4) in by_member {
            row(member, class, &e4(size_e4 / divisor), day("2008-06-30"), how);
        }
    }
    for (member, thousands) in deposits {
        row(*member, "资金股", &thousands.to_string(), day("2008-07-15"), "资金入股");
    }
}

fn movements(people: &[Person], dice: &mut Dice, take: &mut dyn TakeSheets) {
    take.sheet("股权变动", &["日期", "变动类型", "转出成员编号", "转入成员编号", "股种", "股数", "依据"]);
    let moves = (people.len() / 60).max(3);
    for position in 0..moves {
        let from = (position * 60 + 3) % people.len();
        let to = (from + 1 + dice.below(30) as usize) % people.len();
        let date = day("2008-07-01") + Days::new(dice.below(240));
        let (kind, receiver, shares) = match position % 12 {
            0 => ("继承", Some(to), "10"),
            1 => ("赠与", Some(to), "5"),
            2 => ("退股", None, "10"),
            3 => ("冻结", None, "4"),
            _ => ("内部转让", Some(to), ["1", "2", "2.5", "3"][dice.below(4) as usize]),
        };
        let basis = format!("{kind}协议{}-{}", date.year(), position + 1);
        let (from, to) = (member_no(from), receiver.map(member_no));
        take.row(&[
            Field::Date(date),
            Field::Text(kind),
            Field::Text(&from),
            to.as_deref().map_or(Field::Blank, Field::Text),
            Field::Text("资产量化股"),
            Field::Number(shares),
            Field::Text(&basis),
        ]);
    }
}

fn land_contract_no(contract: usize) -> String {
    format!("TD-{}-{:02}", land_start(contract).year(), contract / 4 + 1)
}

fn shop_contract_no(package: usize) -> String {
    format!("SP-2008-{:02}", package + 1)
}

const COOPERATIVE: &str = "花溪社区集体经济股份合作社";
const COMPANY: &str = "花溪卫鑫置业有限公司";
const FARM: &str = "蜀田农业发展有限公司";

fn contracts(size: Size, take: &mut dyn TakeSheets) {
    let headings = [
        "合同编号",
        "批次",
        "合同类型",
        "出租方",
        "承租方",
        "签订日期",
        "开始日期",
        "结束日期",
        "计量单位",
        "可收管理费",
    ];
    take.sheet("合同台账", &headings);
    let mut row = |number: &str,
                   batch: &str,
                   kind: &str,
                   (lessor, lessee): (&str, &str),
                   (start, end): (NaiveDate, NaiveDate),
                   unit: &str,
                   fee: &str| {
        take.row(&[
            Field::Text(number),
            Field::Text(batch),
            Field::Text(kind),
            Field::Text(lessor),
            Field::Text(lessee),
            Field::Date(start - Days::new(12)),
            Field::Date(start),
            Field::Date(end),
            Field::Text(unit),
            Field::Text(fee),
        ]);
    };
    let inside = (COOPERATIVE, COMPANY);
    for contract in 0..size.land_contracts {
        let start = land_start(contract);
        let batch = format!("{}{}", ["第一批", "第二批", "第三批", "第四批"][contract % 4], suffix(contract / 4));
        let end = NaiveDate::from_ymd_opt(start.year() + 20, start.month(), 1).expect("a date") - Days::new(1);
        let (parties, fee) = if contract % 4 == 3 { ((COOPERATIVE, FARM), "是") } else { (inside, "否") };
        row(&land_contract_no(contract), &batch, "土地流转", parties, (start, end), "亩", fee);
    }
    for package in 0..size.packages {
        let batch = format!("商铺{}期", package + 1);
        row(&shop_contract_no(package), &batch, "商铺租赁", inside, (day("2008-01-01"), day("2013-12-31")), "㎡", "否");
    }
    row(
        "ZT-2008-01",
        "",
        "土地转租",
        (COMPANY, "百花园艺有限公司"),
        (day("2008-01-01"), day("2018-12-31")),
        "亩",
        "否",
    );
    for package in 0..size.packages {
        let number = format!("ZS-2008-{:02}", package + 1);
        row(
            &number,
            "",
            "商铺打包转租",
            (COMPANY, lessee(package)),
            (day("2008-01-01"), day("2013-12-31")),
            "㎡",
            "否",
        );
    }
}

fn lessee(package: usize) -> &'static str {
    ["锦城商业管理有限公司", "家乐连锁超市有限公司", "川味餐饮管理有限公司"][package % 3]
}

fn suffix(round: usize) -> String {
    if round == 0 { String::new() } else { format!("-{}", round + 1) }
}

fn rent_steps(size: Size, take: &mut dyn TakeSheets) {
    take.sheet("租金标准", &["合同编号", "起始日期", "计租方式", "标准", "品种"]);
    let mut row = |number: &str, start: NaiveDate, method: &str, standard: &str, grain: &str| {
        take.row(&[
            Field::Text(number),
            Field::Date(start),
            Field::Text(method),
            Field::Number(standard),
            blank_or(grain),
        ]);
    };
    for contract in 0..size.land_contracts {
        let (number, start) = (land_contract_no(contract), land_start(contract));
        match contract % 4 {
            0 => row(&number, start, "货币", "800", ""),
            1 => row(&number, start, "实物", "500", "黄谷"),
            2 => {
                row(&number, start, "货币", "1000", "");
                row(&number, day("2008-07-01"), "货币", "1080", "");
            }
            _ => {
                row(&number, start, "货币", "1500", "");
                row(&number, day("2008-10-01"), "货币", "1650", "");
            }
        }
    }
    for package in 0..size.packages {
        row(&shop_contract_no(package), day("2008-01-01"), "货币", ["96", "108", "120"][package % 3], "");
    }
    row("ZT-2008-01", day("2008-01-01"), "货币", "1360", "");
    for package in 0..size.packages {
        row(
            &format!("ZS-2008-{:02}", package + 1),
            day("2008-01-01"),
            "货币",
            ["132", "150", "171.6"][package % 3],
            "",
        );
    }
}

fn grain_prices(take: &mut dyn TakeSheets) {
    take.sheet("粮价", &["品种", "年度", "单价(元/公斤)", "来源"]);
    for (year, price) in [("2006", "1.44"), ("2007", "1.72"), ("2008", "1.88")] {
        take.row(&[Field::Text("黄谷"), Field::Number(year), Field::Number(price), Field::Text("示例粮油公告")]);
    }
}

fn land(size: Size, people: &[Person], parcels: &[Object], take: &mut dyn TakeSheets) {
    take.sheet("土地入股台账", &["成员编号", "姓名", "地块编号", "面积(亩)", "合同编号", "入股日期", "退出日期"]);
    assert_eq!(parcels.iter().map(|parcel| parcel.size_e4).sum::<u64>(), size.land_mu_e4, "all land is divided");
    for parcel in parcels {
        take.row(&[
            Field::Text(&member_no(parcel.member)),
            Field::Text(&people[parcel.member].name),
            Field::Text(&parcel.number),
            Field::Number(&e4(parcel.size_e4)),
            Field::Text(&land_contract_no(parcel.contract)),
            Field::Date(parcel.entry),
            parcel.exit.map_or(Field::Blank, Field::Date),
        ]);
    }
}

fn shop_sheet(people: &[Person], shops: &[Object], take: &mut dyn TakeSheets) {
    let headings = ["成员编号", "姓名", "商铺编号", "建筑面积(㎡)", "评估价值(元)", "合同编号", "入股日期", "退出日期"];
    take.sheet("商铺入股台账", &headings);
    for shop in shops {
        take.row(&[
            Field::Text(&member_no(shop.member)),
            Field::Text(&people[shop.member].name),
            Field::Text(&shop.number),
            Field::Number(&e4(shop.size_e4)),
            Field::Number(&yuan(shop.size_e4 * 50)),
            Field::Text(&shop_contract_no(shop.contract)),
            Field::Date(shop.entry),
            Field::Blank,
        ]);
    }
}

fn cash(people: &[Person], deposits: &[(usize, u64)], take: &mut dyn TakeSheets) {
    take.sheet("资金入股台账", &["成员编号", "姓名", "金额", "日期", "收据号"]);
    for (position, (member, thousands)) in deposits.iter().enumerate() {
        take.row(&[
            Field::Text(&member_no(*member)),
            Field::Text(&people[*member].name),
            Field::Number(&(thousands * 1_000).to_string()),
            Field::Date(day("2008-07-15")),
            Field::Text(&format!("SJ-{:05}", position + 1)),
        ]);
    }
}

fn lease_out(size: Size, shops: &[Object], take: &mut dyn TakeSheets) {
    take.sheet("转租标的", &["合同编号", "原合同编号", "地块编号", "商铺编号"]);
    // The company lets on all land of the first three batches as one, and the shops in packages, unit by unit.
    for contract in (0..size.land_contracts).filter(|contract| contract % 4 != 3) {
        take.row(&[Field::Text("ZT-2008-01"), Field::Text(&land_contract_no(contract)), Field::Blank, Field::Blank]);
    }
    for shop in shops {
        let package = format!("ZS-2008-{:02}", shop.contract + 1);
        take.row(&[Field::Text(&package), Field::Blank, Field::Blank, Field::Text(&shop.number)]);
    }
}

/// What a contract's objects earn in 2008 under the given rents, in fen: to the fen what the program itself will say.
fn due(objects: &[&Object], (start, end): (NaiveDate, NaiveDate), rents: &[(NaiveDate, i64)]) -> u64 {
    let year = AccountingYear::try_new(2008).expect("a year");
    let step = |(start_date, yuan_e4): &(NaiveDate, i64)| RentStep {
        contract_no: "".into(),
        start_date: *start_date,
        standard: RentStandard::Money(UnitPrice::from_e4(*yuan_e4)),
    };
    let steps: Vec<RentStep> = rents.iter().map(step).collect();
    let term = DateRange { first: start, last: end }.intersection(year.range()).expect("a contract of 2008");
    let of_year = YearOfRent::new(term, year, &steps.iter().collect::<Vec<_>>(), &[]);
    let of_object = |object: &&Object| {
        let active = DateRange { first: object.entry, last: object.exit.unwrap_or(end) }.intersection(term);
        active.map_or(0, |active| {
            of_year.due(Area::from_e4(object.size_e4 as i64), active, year).expect("an amount").fen()
        })
    };
    objects.iter().map(of_object).sum::<i64>() as u64
}

/// The rents of a land contract as the year 2008 knows them, grain at its price.
fn land_rents(contract: usize) -> Vec<(NaiveDate, i64)> {
    let start = land_start(contract);
    match contract % 4 {
        0 => vec![(start, 8_000_000)],
        1 => vec![(start, 9_400_000)],
        2 => vec![(start, 10_000_000), (day("2008-07-01"), 10_800_000)],
        _ => vec![(start, 15_000_000), (day("2008-10-01"), 16_500_000)],
    }
}

fn receipts(size: Size, parcels: &[Object], shops: &[Object], take: &mut dyn TakeSheets) {
    take.sheet("收款台账", &["日期", "合同编号", "所属年度", "金额", "付款方", "流水号"]);
    let mut serial = 0;
    let mut row = |date: &str, number: &str, fen: u64, payer: &str| {
        serial += 1;
        let serial_no = format!("LS2008{serial:06}");
        take.row(&[
            Field::Date(day(date)),
            Field::Text(number),
            Field::Number("2008"),
            Field::Number(&yuan(fen)),
            Field::Text(payer),
            Field::Text(&serial_no),
        ]);
    };
    let of = |objects: &'static str, contract: usize| -> Vec<&Object> {
        let all = if objects == "parcels" { parcels } else { shops };
        all.iter().filter(|object| object.contract == contract).collect()
    };
    for contract in 0..size.land_contracts {
        let (number, start) = (land_contract_no(contract), land_start(contract));
        let end = NaiveDate::from_ymd_opt(start.year() + 20, start.month(), 1).expect("a date") - Days::new(1);
        let due = due(&of("parcels", contract), (start, end), &land_rents(contract));
        match contract % 4 {
            0 | 1 => row("2008-07-02", &number, due, COMPANY),
            // The third batch was paid short in the year, and the rest in January.
            2 => {
                row("2008-07-02", &number, due * 7 / 10, COMPANY);
                row("2009-01-20", &number, due - due * 7 / 10, COMPANY);
            }
            _ => {
                row("2008-04-05", &number, due / 2, FARM);
                row("2008-12-20", &number, due - due / 2, FARM);
            }
        }
    }
    let term = (day("2008-01-01"), day("2013-12-31"));
    for package in 0..size.packages {
        let units = of("shops", package);
        let rent = due(&units, term, &[(term.0, [960_000, 1_080_000, 1_200_000][package % 3])]);
        row("2008-06-30", &shop_contract_no(package), rent / 2, COMPANY);
        row("2008-12-28", &shop_contract_no(package), rent - rent / 2, COMPANY);
        let let_on = due(&units, term, &[(term.0, [1_320_000, 1_500_000, 1_716_000][package % 3])]);
        let number = format!("ZS-2008-{:02}", package + 1);
        row("2008-06-28", &number, let_on / 2, lessee(package));
        row("2008-12-26", &number, let_on - let_on / 2, lessee(package));
    }
    let own: Vec<&Object> = parcels.iter().filter(|parcel| parcel.contract % 4 != 3).collect();
    let land = due(&own, (day("2008-01-01"), day("2018-12-31")), &[(day("2008-01-01"), 13_600_000)]);
    row("2008-03-15", "ZT-2008-01", land, "百花园艺有限公司");
}
