//! What the sample community decides by: its charter, the year's plan, and who sits in which body.

use super::people::{Dice, Person, heads};
use super::{Field, Size, TakeSheets, day, member_no, yuan};

pub(super) fn charter(take: &mut dyn TakeSheets) {
    take.sheet("章程参数", &["项目", "值", "生效日期"]);
    let terms = [
        ("公积公益金提取比例", "10"),
        ("公益建设资金基数", "提取公积金后收益"),
        ("公益建设资金比例", "5"),
        ("一次分配管理费率", "2"),
        ("二次分配规则", "每股定额"),
        ("每股红利精度", "0.01"),
        ("代扣个人所得税率", "0"),
        ("股种", "资产量化股、土地股、商铺股、资金股"),
        ("参加二次分配股种", "资产量化股、土地股、商铺股"),
        ("每亩折股", "1"),
        ("每平方米折股", "0.1"),
        ("公示天数", "7"),
        ("候选人差额比例", "20"),
    ];
    let mut row = |item: &str, value: &str| {
        let value = match value.parse::<u64>() {
            Ok(_) => Field::Number(value),
            Err(_) => Field::Text(value),
        };
        take.row(&[Field::Text(item), value, Field::Date(day("2008-01-01"))]);
    };
    terms.into_iter().for_each(|(item, value)| row(item, value));
    // Half of the seats or more must be there, more than half of them agree, in every body.
    for (body, seats) in [("董事会", "9"), ("监事会", "5"), ("监督委员会", "7"), ("居民代表大会", "78")]
    {
        row(&format!("{body}.法定到会比例"), "1/2");
        row(&format!("{body}.通过比例"), "1/2");
        row(&format!("{body}.计票基数"), "席位");
        row(&format!("{body}.席位数"), seats);
    }
}

pub(super) fn plan(size: Size, take: &mut dyn TakeSheets) {
    take.sheet("分配方案", &["项目", "值"]);
    let people = size.people as u64;
    let profit = yuan(148_653_275 * people / 4_185);
    let capital = (10_000_000 * people / 4_185).to_string();
    for (item, value) in [
        ("年度", Field::Number("2008")),
        ("股权登记日", Field::Date(day("2008-12-31"))),
        ("收款截止日", Field::Date(day("2008-12-31"))),
    ] {
        take.row(&[Field::Text(item), value]);
    }
    for (item, value) in [
        ("公司注册资本", capital.as_str()),
        ("公司法定公积金余额", "0"),
        ("公司税后利润", &profit),
        ("公司年初未弥补亏损", "38600"),
        ("公司年初未分配利润", "0"),
        ("公司任意公积金", "0"),
        ("合作社其他净收益", "-21450.6"),
        ("合作社年初未弥补亏损", "12300"),
        ("合作社年初未分配收益", "0"),
        ("其他分配", "0"),
    ] {
        take.row(&[Field::Text(item), Field::Number(value)]);
    }
}

/// Seats of all bodies together.
const SEATS: usize = 125;

pub(super) fn bodies(people: &[Person], dice: &mut Dice, take: &mut dyn TakeSheets) {
    take.sheet("机构成员", &["机构", "成员编号", "姓名", "职务", "任期起", "任期止"]);
    // One head of a household each, from all over the community: no two seats in one family.
    let heads = heads(people);
    let mut next = dice.below(heads.len() as u64) as usize;
    let stride = (heads.len() / SEATS).max(1);
    let mut one = || {
        next = (next + stride) % heads.len();
        heads[next]
    };
    let mut row = |body: &str, member: usize, office: &str, start: &str| {
        let (number, name) = (member_no(member), &people[member].name);
        let cells = [
            Field::Text(body),
            Field::Text(&number),
            Field::Text(name),
            Field::Text(office),
            Field::Date(day(start)),
            Field::Blank,
        ];
        take.row(&cells);
    };
    // The residents' committee's head chairs the board of directors, the Party secretary the board of supervisors.
    let (committee_head, secretary) = (one(), one());
    row("居民委员会", committee_head, "主任", "2008-01-10");
    (0..4).for_each(|_| row("居民委员会", one(), "委员", "2008-01-10"));
    row("党总支", secretary, "书记", "2007-12-01");
    (0..4).for_each(|_| row("党总支", one(), "委员", "2007-12-01"));
    row("董事会", committee_head, "董事长", "2008-06-30");
    (0..8).for_each(|_| row("董事会", one(), "董事", "2008-06-30"));
    row("监事会", secretary, "监事会主席", "2008-06-30");
    (0..4).for_each(|_| row("监事会", one(), "监事", "2008-06-30"));
    (0..7).for_each(|position| row("监督委员会", one(), if position == 0 { "主任" } else { "委员" }, "2008-10-31"));
    (0..15).for_each(|_| row("协商议事会", one(), "成员", "2008-09-28"));
    (0..78).for_each(|_| row("居民代表大会", one(), "代表", "2008-01-10"));
}
