//! A run in tables of text: the year's statement, contracts, waterfall, equal rights, control totals.

use super::amount::{price, quantity, yuan};
use super::speech::Language;
use super::table::{Align, Table};
use super::term::term;
use crate::domain::distribution::control_total::ControlTotal;
use crate::domain::distribution::run::RunKind;
use crate::domain::money::{Money, round_half_up};
use crate::domain::quantity::{Area, PerShare};
use crate::domain::statement::run_summary::RunSummary;

/// Whether the plan's figures were held against books.
pub fn checked(summary: &RunSummary, language: Language) -> &'static str {
    match summary.books.is_empty() {
        true => language.say("未经账簿核对", "not checked against books"),
        false => language.say("已与账簿核对", "checked against the books"),
    }
}

/// The title of a run.
pub fn title(summary: &RunSummary, language: Language) -> String {
    let header = &summary.header;
    let kind = match language {
        Language::Chinese => header.kind.zh(),
        Language::English => header.kind.code(),
    };
    match language {
        Language::Chinese => format!(
            "{} {} {kind}（股权登记日 {}，收款截止日 {}，{}）",
            header.cooperative_name,
            header.run,
            header.record_date,
            header.cut_off,
            checked(summary, language)
        ),
        Language::English => format!(
            "{} {} {kind} (record date {}, receipts up to {}, {})",
            header.cooperative_name,
            header.run,
            header.record_date,
            header.cut_off,
            checked(summary, language)
        ),
    }
}

/// What stands over tier one, after what each row is.
fn tier_one_headings(names: [(&'static str, Align); 2], language: Language) -> Vec<(&'static str, Align)> {
    let figures = [
        ("面积", "size"),
        ("应得", "due"),
        ("已收", "collected"),
        ("本次应付", "payable"),
        ("管理费", "fee"),
        ("留存合同", "left"),
    ];
    let figures = figures.map(|(zh, en)| (language.say(zh, en), Align::Right));
    names.into_iter().chain(figures).collect()
}

/// Tier one by contract.
pub fn contracts(summary: &RunSummary, language: Language) -> Table {
    let say = |zh, en| language.say(zh, en);
    let has_given = summary.contracts.iter().any(|contract| !contract.given.is_zero());
    let names = [(say("合同", "contract"), Align::Left), (say("批次", "batch"), Align::Left)];
    let mut headings = tier_one_headings(names, language);
    if has_given {
        headings.insert(5, (say("此前已付", "paid before"), Align::Right));
    }
    let mut table = Table::new(headings);
    let row = |names: [String; 3], amounts: [Money; 6]| {
        let [due, collected, given, payable, fee, left] = amounts.map(yuan);
        let mut cells = names.to_vec();
        cells.extend([due, collected]);
        if has_given {
            cells.push(given);
        }
        cells.extend([payable, fee, left]);
        cells
    };
    let mut sums = [0_i64; 6];
    for contract in &summary.contracts {
        let amounts = [contract.due, contract.collected, contract.given, contract.payable, contract.fee, contract.left];
        sums.iter_mut().zip(amounts).for_each(|(sum, amount)| *sum += amount.fen());
        let size = format!("{} {}", quantity(contract.area), term(&contract.unit, language));
        table.row(row([contract.contract_no.clone(), contract.batch.clone(), size], amounts));
    }
    let names = [say("合计", "total").to_owned(), String::new(), String::new()];
    table.total(row(names, sums.map(Money::from_fen)));
    table
}

/// Tier one by batch: contracts, size, due, collected, payable, fee, left.
pub fn batches(summary: &RunSummary, language: Language) -> Table {
    let say = |zh, en| language.say(zh, en);
    let names = [(say("批次", "batch"), Align::Left), (say("合同", "contracts"), Align::Right)];
    let mut table = Table::new(tier_one_headings(names, language));
    let mut held: Vec<(&str, &str, [i64; 7])> = Vec::new();
    let mut total = [0_i64; 7];
    for contract in &summary.contracts {
        let amounts = [contract.due, contract.collected, contract.payable, contract.fee, contract.left].map(Money::fen);
        let [due, collected, payable, fee, left] = amounts;
        let figures = [1, contract.area.e4(), due, collected, payable, fee, left];
        let key = (contract.batch.as_str(), contract.unit.as_str());
        let known = held.iter().position(|(batch, unit, _)| (*batch, *unit) == key);
        let position = known.unwrap_or_else(|| {
            held.push((key.0, key.1, [0; 7]));
            held.len() - 1
        });
        for sums in [&mut held[position].2, &mut total] {
            sums.iter_mut().zip(figures).for_each(|(sum, figure)| *sum += figure);
        }
    }
    let cells = |[count, _, amounts @ ..]: [i64; 7], name: &str, size: String| {
        let words = [name.to_owned(), count.to_string(), size];
        words.into_iter().chain(amounts.map(|fen| yuan(Money::from_fen(fen)))).collect::<Vec<_>>()
    };
    for (batch, unit, sums) in held {
        let size = format!("{} {}", quantity(Area::from_e4(sums[1])), term(unit, language));
        table.row(cells(sums, batch, size));
    }
    table.total(cells(total, say("合计", "total"), String::new()));
    table
}

/// Classes of shares on the record date, and whether each takes part in tier two.
pub fn classes(summary: &RunSummary, language: Language) -> Table {
    let say = |zh, en| language.say(zh, en);
    let mut table = Table::new([
        (say("股种", "class"), Align::Left),
        (say("股数", "shares"), Align::Right),
        (say("参加二次分配", "takes part"), Align::Left),
    ]);
    for (class, shares, takes_part) in &summary.classes {
        table.row([term(class, language).to_owned(), quantity(shares), say_whether(*takes_part, language).to_owned()]);
    }
    if let Some(tier) = &summary.tier_two {
        table.total([say("参加分配合计", "taking part").to_owned(), quantity(tier.eligible_shares), String::new()]);
    }
    table
}

const fn say_whether(holds: bool, language: Language) -> &'static str {
    if holds { language.say("是", "yes") } else { language.say("否", "no") }
}

/// From the company's profit to the rate per share.
pub fn waterfall(summary: &RunSummary, language: Language) -> String {
    let say = |zh, en| language.say(zh, en);
    let (Some(fall), Some(tier)) = (&summary.waterfall, &summary.tier_two) else {
        return String::new();
    };
    let mut table = Table::new([(say("项目", "item"), Align::Left), (say("金额（元）", "yuan"), Align::Right)]);
    for (name, amount) in steps(summary, language) {
        table.row([name.to_owned(), yuan(amount)]);
    }
    let mut text = table.render();
    if fall.available_to_members <= Money::ZERO {
        text.push_str(say(
            "可供成员分配不大于零，本年不作二次分配。\n",
            "Nothing is available to members: there is no tier two.\n",
        ));
    }
    let shares = quantity(tier.eligible_shares);
    text.push_str(&match (tier.per_share, language) {
        (Some(rate), Language::Chinese) => format!("参加二次分配 {shares} 股，每股 {} 元。待公司付款。\n", price(rate)),
        (Some(rate), Language::English) => {
            format!("{shares} shares take part, {} yuan each. Awaiting the company's payment.\n", price(rate))
        }
        (None, Language::Chinese) => format!(
            "参加二次分配 {shares} 股，最大余数法，{} 人各多一分：{}。待公司付款。\n",
            tier.extra_fen.len(),
            tier.extra_fen.join("、")
        ),
        (None, Language::English) => format!(
            "{shares} shares take part, by largest remainder; an odd fen each for {}: {}. Awaiting the company's payment.\n",
            tier.extra_fen.len(),
            tier.extra_fen.join(", ")
        ),
    });
    text
}

/// From the company's profit to what is carried forward, step by step; steps that are part of the one before are set in.
pub fn steps(summary: &RunSummary, language: Language) -> Vec<(&'static str, Money)> {
    let (Some(company), Some(fall), Some(tier)) = (&summary.company, &summary.waterfall, &summary.tier_two) else {
        return Vec::new();
    };
    let step = |zh, en, amount| (language.say(zh, en), amount);
    vec![
        step("公司税后利润", "company's profit after tax", company.profit),
        step("  法定公积金", "  statutory reserve", company.statutory_reserve),
        step("  任意公积金", "  discretionary reserve", company.discretionary_reserve),
        step("公司分回利润", "company's dividend", company.dividend),
        step("合作社净收益", "cooperative's net income", fall.net_income),
        step("上期结转", "brought forward", fall.brought_forward),
        step("提取公积金前可分配收益", "distributable before the reserve", fall.distributable_before_reserve),
        step("  公积公益金", "  reserve", fall.reserve),
        step("  公益建设资金（居委会）", "  levy to the residents' committee", fall.levy),
        step("  其他分配", "  other appropriations", fall.other),
        step("可供成员分配", "available to members", fall.available_to_members),
        step("二次分配金额", "tier-two pool", fall.pool),
        step("  成员分得", "  given to members", tier.paid),
        step("  尾差（结转）", "  residue, carried forward", tier.residue),
        step("未分配（结转）", "undistributed, carried forward", fall.undistributed),
    ]
}

/// The line a village states its year with.
pub fn year_line(summary: &RunSummary, language: Language) -> String {
    let (Some(fall), Some(tier)) = (&summary.waterfall, &summary.tier_two) else { return String::new() };
    let carried = Money::from_fen(fall.undistributed.fen() + tier.residue.fen());
    let [income, brought, reserve, levy, other, members, carried] =
        [fall.net_income, fall.brought_forward, fall.reserve, fall.levy, fall.other, tier.paid, carried].map(yuan);
    match language {
        Language::Chinese => format!(
            "净收益 {income} + 上期结转 {brought} = 公积公益金 {reserve} + 公益建设资金 {levy} + 其他 {other} + 成员分配 {members} + 本期结转 {carried}\n"
        ),
        Language::English => format!(
            "net income {income} + brought forward {brought} = reserve {reserve} + levy {levy} + other {other} + members {members} + carried forward {carried}\n"
        ),
    }
}

/// 同股同权: the batches side by side.
pub fn equal_rights(summary: &RunSummary, language: Language) -> String {
    batch_table(summary, language).render() + &same_share(summary, language)
}

/// The batches side by side as a table.
pub fn batch_table(summary: &RunSummary, language: Language) -> Table {
    let (headings, rows) = batch_rows(summary, language);
    let align = |position| if position == 0 { Align::Left } else { Align::Right };
    let mut table = Table::new(headings.into_iter().enumerate().map(|(position, heading)| (heading, align(position))));
    rows.into_iter().for_each(|row| table.row(row));
    table
}

/// A sum of money as it is; of shares, which have four decimals, without the zeros that say nothing.
fn figure(written: &str) -> String {
    let decimals = written.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    if decimals > 2 { quantity(written) } else { super::amount::grouped(written) }
}

/// The batches: headings and rows.
pub fn batch_rows(summary: &RunSummary, language: Language) -> (Vec<&'static str>, Vec<Vec<String>>) {
    let say = |zh, en| language.say(zh, en);
    let has_ratio = summary.batches.iter().any(|batch| batch.per_share_before.is_some());
    let has_tier_two = summary.tier_two.is_some();
    let mut headings = vec![
        say("批次", "batch"),
        say("面积", "size"),
        say("年租金标准（元）", "unit rent (yuan)"),
        // A later run's batches have what all runs of the year gave them so far.
        match summary.header.kind {
            RunKind::Annual => say("一次分配（元）", "tier one (yuan)"),
            RunKind::Arrears | RunKind::Correction => {
                say("本年累计一次分配（元，含以前各次）", "tier one of the year so far (yuan)")
            }
        },
        say("每亩/每㎡", "per mu or m²"),
    ];
    match (has_ratio, has_tier_two) {
        (true, true) => {
            headings.extend([say("二次分配前每股", "per share before"), say("二次分配后每股", "per share after")]);
        }
        (true, false) => headings.push(say("一次分配合每股", "tier one a share")),
        (false, _) => {}
    }
    let rate = |rate: Option<PerShare>| rate.and_then(to_the_fen).map_or_else(|| "-".to_owned(), yuan);
    let rows = summary.batches.iter().map(|batch| {
        let rents = batch.unit_rents.split('→').map(price).collect::<Vec<_>>().join("→");
        let size = format!("{} {}", quantity(batch.area), term(&batch.unit, language));
        let mut cells = vec![batch.batch.clone(), size, rents, yuan(batch.tier_one_net), yuan(batch.net_per_unit)];
        if has_ratio {
            cells.push(rate(batch.per_share_before));
        }
        if has_ratio && has_tier_two {
            cells.push(rate(batch.per_share_after));
        }
        cells
    });
    (headings, rows.collect())
}

/// Why what two neighbours get differs, in words: what each batch's rent, days and receipts do to it.
pub fn why_they_differ(summary: &RunSummary, language: Language) -> Vec<String> {
    let say = |zh: &str, en: &str| language.say(zh, en).to_owned();
    let mut said = vec![say(
        "一次分配按各家自己入股的地块、商铺算：面积不一样，所在批次的租金标准不一样，钱就不一样。",
        "Tier one is computed from each household's own parcels and shops: other sizes and another batch's rent make another sum.",
    )];
    let stepped: Vec<&str> = summary
        .batches
        .iter()
        .filter(|batch| batch.unit_rents.contains('→'))
        .map(|batch| batch.batch.as_str())
        .collect();
    if !stepped.is_empty() {
        let named = stepped.join(language.say("、", ", "));
        said.push(match language {
            Language::Chinese => format!("{named}年中调过租金，调价以前和以后各按天数算。"),
            Language::English => format!(
                "The rent of {named} changed within the year: the days before and after count at their own rent."
            ),
        });
    }
    said.push(say(
        "年中才入股或者退出的，只算在合同里的那些天；按粮食定租的，用当年公布的粮价折成钱。",
        "What came in or left within the year counts for its days under the contract; rent in grain is turned into money at the year's published price.",
    ));
    let mut short: Vec<(&str, [i64; 2])> = Vec::new();
    for contract in summary.contracts.iter().filter(|contract| contract.collected < contract.due) {
        let figures = [contract.due, contract.collected].map(Money::fen);
        match short.iter_mut().find(|(batch, _)| *batch == contract.batch) {
            Some((_, sums)) => sums.iter_mut().zip(figures).for_each(|(sum, figure)| *sum += figure),
            None => short.push((&contract.batch, figures)),
        }
    }
    for (batch, sums) in short {
        let [due, collected] = sums.map(|fen| yuan(Money::from_fen(fen)));
        said.push(match language {
            Language::Chinese => format!("{batch}有合同的租金没有收齐：这些合同应收 {due} 元，只收到 {collected} 元；合同名下的各家按同一比例先付，收到以后补发。"),
            Language::English => format!("Rent of {batch} is not all in: of {due} yuan due under those contracts {collected} came in. All who are under a contract are paid in the same proportion, and the rest once it comes in."),
        });
    }
    if summary.contracts.iter().any(|contract| !contract.fee.is_zero()) {
        said.push(say(
            "租给外来企业的合同扣管理费，别的合同不扣。",
            "A management fee is taken off under contracts with outside businesses, and no others.",
        ));
    }
    if summary.tier_two.is_some() {
        said.push(say(
            "二次分配每一股都一样；股数不一样，钱才不一样。",
            "Tier two is the same for every share; only other numbers of shares make another sum.",
        ));
    }
    said
}

/// What the list of members (分配表) has of each.
pub const fn list_headings(language: Language) -> [&'static str; 10] {
    match language {
        Language::Chinese => {
            ["成员编号", "姓名", "户号", "居民小组", "参加分配股数", "一次分配", "二次分配", "代扣税", "扣回", "实发"]
        }
        Language::English => [
            "member",
            "name",
            "household",
            "group",
            "shares taking part",
            "tier one",
            "tier two",
            "tax",
            "taken back",
            "paid",
        ],
    }
}

/// What every share earns, whatever its batch.
pub fn same_share(summary: &RunSummary, language: Language) -> String {
    let Some(tier) = &summary.tier_two else { return String::new() };
    let spread = yuan(tier.spread);
    match (tier.per_share, language) {
        (Some(per_share), Language::Chinese) => {
            format!("二次分配不分批次，每股都是 {} 元；持股相同的人，所得相差最多 {spread} 元。\n", price(per_share))
        }
        (Some(per_share), Language::English) => format!(
            "Tier two knows no batches: {} yuan a share; equal holders differ by at most {spread} yuan.\n",
            price(per_share)
        ),
        (None, Language::Chinese) => format!("二次分配不分批次；持股相同的人，所得相差最多 {spread} 元。\n"),
        (None, Language::English) => {
            format!("Tier two knows no batches; equal holders differ by at most {spread} yuan.\n")
        }
    }
}

/// A figure per share as it is shown beside others: rounded half up to the fen.
fn to_the_fen(rate: PerShare) -> Option<Money> {
    round_half_up(rate.e6(), 10_000).ok()
}

/// The control totals, each with a tick.
pub fn control_totals(summary: &RunSummary, language: Language) -> Table {
    let say = |zh, en| language.say(zh, en);
    let mut table = Table::new([
        (say("控制总数", "control total"), Align::Left),
        (say("左", "left"), Align::Right),
        (say("右", "right"), Align::Right),
        ("", Align::Left),
        (say("左 = 右", "left = right"), Align::Left),
    ]);
    for total in &summary.control_totals {
        let tick = if total.holds() { "✓" } else { "✗" };
        let name = format!("{} {}", total.number, term(&total.subject, language));
        let [left, right] = [&total.left, &total.right].map(|sum| figure(sum));
        table.row([name, left, right, tick.to_owned(), compared(total, language).to_owned()]);
    }
    table
}

/// What stands on either side of a control total.
pub fn compared(total: &ControlTotal, language: Language) -> &'static str {
    match (total.number, total.subject.as_str()) {
        (1, _) => language.say("各次明细 + 留存合同 = 已收", "lines of all runs + left on the contract = collected"),
        (2, "二次分配") => {
            language.say("成员分得 + 尾差 = 二次分配金额", "given to members + residue = tier-two pool")
        }
        (2, _) => {
            language.say("二次分配金额 + 未分配 = 可供成员分配", "tier-two pool + undistributed = available to members")
        }
        (3, _) => language.say(
            "实发 + 代扣税 + 扣回 = 一次净额 + 二次分配 + 待扣回",
            "paid + tax + taken back = tier one net + tier two + wanted back",
        ),
        (4, _) => language
            .say("净收益 + 上期结转 = 各项用途 + 本期结转", "net income + brought forward = uses + carried forward"),
        _ => language.say("登记日持股 = 历次变动之和", "held on the record date = sum of the movements"),
    }
}
