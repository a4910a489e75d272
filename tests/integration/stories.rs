//! Stories that a village accountant would nod at, each on both databases.

use crate::support::{
    assert_holds, codes, day, example_cooperative, expected_run, found, import_sheets, on_each_database, refused_codes,
    request, run, sample, with_context, worked_example, year,
};
use std::collections::BTreeMap;
use tonggu::application::distribution::query;
use tonggu::application::import::undo;
use tonggu::application::verify::verify;
use tonggu::application::{contract, register};
use tonggu::domain::distribution::run::RunKind;
use tonggu::domain::money::Money;
use tonggu::domain::statement::member_statement::MemberStatement;
use tonggu::rendering::json;
use tonggu::storage::cooperative::Cooperative;
use tonggu::storage::db::Db;

/// Everything is as it was written, and every run comes out again.
fn assert_sound(db: &mut Db, cooperative: &Cooperative) {
    let report = verify(db, cooperative, None, &mut |_, _, _| {}).unwrap();
    assert_eq!(report.findings, vec![]);
}

fn statements(db: &mut Db, cooperative: &Cooperative, number: Option<u32>) -> BTreeMap<String, MemberStatement> {
    let (_, statements) = query::run_with_statements(db, cooperative, year(2008), number).unwrap();
    statements.into_iter().map(|statement| (statement.member_no.clone(), statement)).collect()
}

fn yuan(text: &str) -> Money {
    let (whole, fen) = text.split_once('.').unwrap();
    let sign = if text.starts_with('-') { -1 } else { 1 };
    Money::from_fen(whole.parse::<i64>().unwrap() * 100 + sign * fen.parse::<i64>().unwrap())
}

#[test]
fn the_worked_example_comes_out_to_the_fen_from_every_format() {
    let expected = expected_run();
    let gb18030: Vec<_> = worked_example()
        .iter()
        .map(|path| path.parent().unwrap().join("gb18030").join(path.file_name().unwrap()))
        .collect();
    let workbook = |suffix: &str| vec![sample(&format!("worked-example/2008年度.{suffix}"))];
    for files in [worked_example(), gb18030, workbook("xlsx"), workbook("xls"), workbook("ods")] {
        on_each_database(|db| {
            let cooperative = found(db);
            let report = crate::support::import_files(db, &cooperative, &files);
            assert!(!report.has_errors(), "{:?}", report.problems);
            run(db, &cooperative, request(2008, RunKind::Annual, None, None)).unwrap();
            let (view, statements) = query::run_with_statements(db, &cooperative, year(2008), None).unwrap();
            assert_holds(
                &expected,
                &json::run((&view.summary, &view.run.seal), (None, &view.supersedes), &statements),
                "",
            );
            assert_sound(db, &cooperative);
        });
    }
}

#[test]
fn the_same_files_again_change_nothing() {
    on_each_database(|db| {
        let cooperative = example_cooperative(db);
        let again = crate::support::import_files(db, &cooperative, &worked_example());
        assert_eq!(again.batch_no, None);
        assert!(again.sheets.iter().all(|sheet| (sheet.new, sheet.changed, sheet.unchanged) == (0, 0, sheet.rows)));
    });
}

#[test]
fn the_order_of_rows_and_files_does_not_matter() {
    let text = |path: &std::path::Path| std::fs::read_to_string(path).unwrap();
    on_each_database(|db| {
        let cooperative = example_cooperative(db);
        run(db, &cooperative, request(2008, RunKind::Annual, None, None)).unwrap();
        let sealed = query::run(db, &cooperative, year(2008), None).unwrap().run.seal;
        let mut other = Db::open_in_memory().unwrap();
        tonggu::storage::migration::migrate(&mut other).unwrap();
        let turned = found(&mut other);
        let sheets: Vec<(String, String)> = worked_example()
            .iter()
            .rev()
            .map(|path| {
                let written = text(path);
                let mut lines: Vec<&str> = written.lines().collect();
                lines[1..].reverse();
                (path.file_stem().unwrap().to_string_lossy().into_owned(), lines.join("\n"))
            })
            .collect();
        let sheets: Vec<(&str, &str)> = sheets.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
        assert!(!import_sheets(&mut other, &turned, &sheets).has_errors());
        run(&mut other, &turned, request(2008, RunKind::Annual, None, None)).unwrap();
        assert_eq!(query::run(&mut other, &turned, year(2008), None).unwrap().run.seal.inputs, sealed.inputs);
    });
}

#[test]
fn rent_that_comes_in_late_is_paid_as_arrears_and_only_once() {
    on_each_database(|db| {
        let cooperative = example_cooperative(db);
        run(db, &cooperative, request(2008, RunKind::Annual, None, None)).unwrap();
        run(db, &cooperative, request(2008, RunKind::Arrears, Some(1), Some("2009-01-31"))).unwrap();
        let paid = statements(db, &cooperative, Some(2));
        assert_eq!(paid["M003"].net, yuan("1134.99"));
        assert_eq!(paid["M004"].net, yuan("378.32"));
        assert_eq!(paid["M006"].net, Money::ZERO);
        let view = query::run(db, &cooperative, year(2008), Some(2)).unwrap();
        let contract = view.summary.contracts.iter().find(|contract| contract.contract_no == "TD-2006-01").unwrap();
        assert_eq!((contract.payable, contract.given, contract.left), (yuan("1513.31"), yuan("3499.99"), Money::ZERO));
        // A third run after it would have nothing left to pay.
        let again = run(db, &cooperative, request(2008, RunKind::Arrears, Some(2), Some("2009-01-31")));
        assert_eq!(refused_codes(again), ["nothing_changed"]);
        assert_sound(db, &cooperative);
    });
}

#[test]
fn a_new_draft_replaces_the_old_one_and_what_rested_on_it() {
    on_each_database(|db| {
        let cooperative = example_cooperative(db);
        run(db, &cooperative, request(2008, RunKind::Annual, None, None)).unwrap();
        run(db, &cooperative, request(2008, RunKind::Arrears, Some(1), None)).unwrap();
        let third = run(db, &cooperative, request(2008, RunKind::Annual, None, None)).unwrap();
        let superseded = |number| query::run(db, &cooperative, year(2008), Some(number)).unwrap().run.superseded_by;
        assert_eq!([1, 2].map(superseded), [Some(third); 2]);
        let gone = run(db, &cooperative, request(2008, RunKind::Arrears, Some(1), None));
        assert_eq!(refused_codes(gone), ["followed_run_unknown"]);
    });
}

#[test]
fn what_was_paid_too_much_is_taken_back_but_never_below_zero() {
    on_each_database(|db| {
        let cooperative = example_cooperative(db);
        run(db, &cooperative, request(2008, RunKind::Annual, None, None)).unwrap();
        // The shop was measured wrongly: 30 square metres less, and its contract paid out too much.
        let shop = "成员编号,姓名,商铺编号,建筑面积(㎡),评估价值(元),合同编号,入股日期,退出日期\nM006,周晓燕,A-12,56.5,432500,SP-2008-01,2008-01-01,\n";
        // And a parcel had been forgotten: its contract's rent must now do for one more, so the others had too much.
        let land =
            "成员编号,姓名,地块编号,面积(亩),合同编号,入股日期,退出日期\nM001,陈国强,1-006,1,TD-2003-01,2003-01-01,\n";
        let report = import_sheets(db, &cooperative, &[("商铺入股台账", shop), ("土地入股台账", land)]);
        assert!(!report.has_errors(), "{:?}", report.problems);
        assert_eq!(report.changes.len(), 1);
        run(db, &cooperative, request(2008, RunKind::Correction, Some(1), None)).unwrap();
        let corrected = statements(db, &cooperative, Some(2));
        let shop = &corrected["M006"];
        assert_eq!(
            (shop.tier_one, shop.recovery, shop.recovered, shop.net),
            (yuan("-7200.00"), yuan("7200.00"), Money::ZERO, Money::ZERO)
        );
        let forgotten = &corrected["M001"];
        assert_eq!(
            (forgotten.tier_one, forgotten.recovered, forgotten.net),
            (yuan("525.27"), yuan("209.32"), yuan("525.27"))
        );
        assert_eq!((corrected["M002"].recovery, corrected["M002"].net), (yuan("124.20"), Money::ZERO));
        // What waits is taken from the next run: next year's.
        let sheets = [
            ("分配方案", NEXT_YEAR),
            ("粮价", "品种,年度,单价(元/公斤),来源\n黄谷,2009,1.9,示例\n"),
            ("收款台账", NEXT_RECEIPTS),
        ];
        let report = import_sheets(db, &cooperative, &sheets);
        assert!(!report.has_errors(), "{:?}", report.problems);
        run(db, &cooperative, request(2009, RunKind::Annual, None, None)).unwrap();
        let (_, next) = query::run_with_statements(db, &cooperative, year(2009), None).unwrap();
        let shop = next.iter().find(|statement| statement.member_no == "M006").unwrap();
        assert_eq!((shop.recovery, shop.recovered), (yuan("7200.00"), yuan("7200.00")));
        assert_eq!(shop.net, Money::sum([shop.tier_one, shop.tier_two, yuan("-7200.00")]).unwrap());
        assert_sound(db, &cooperative);
    });
}

/// One member, one parcel of ten mu at 100 yuan, all of it collected; no reserve, no levy.
const ONE_PARCEL: [(&str, &str); 8] = [
    ("成员名册", "成员编号,姓名\nM1,甲\n"),
    ("股权台账", "成员编号,股种,股数,取得日期\nM1,土地股,1,2007-01-01\n"),
    ("合同台账", "合同编号,合同类型,开始日期,结束日期,计量单位\nC1,土地流转,2007-01-01,2020-12-31,亩\n"),
    ("租金标准", "合同编号,起始日期,计租方式,标准\nC1,2007-01-01,货币,100\n"),
    ("土地入股台账", "成员编号,地块编号,面积(亩),合同编号,入股日期\nM1,L1,10,C1,2007-01-01\n"),
    ("收款台账", "日期,合同编号,所属年度,金额,流水号\n2008-05-01,C1,2008,1000,R1\n2009-05-01,C1,2009,700,R2\n"),
    ("章程参数", "项目,值\n公积公益金提取比例,0\n公益建设资金比例,0\n参加二次分配股种,土地股\n"),
    ("分配方案", "项目,值\n年度,2008\n股权登记日,2008-12-31\n公司注册资本,1000\n公司税后利润,0\n"),
];

#[test]
fn what_is_wanted_back_is_not_forgotten_when_a_year_is_drafted_again() {
    on_each_database(|db| {
        let cooperative = found(db);
        assert!(!import_sheets(db, &cooperative, &ONE_PARCEL).has_errors());
        let draft = |db: &mut Db, number, kind, follows, cut_off| {
            let run = run(db, &cooperative, request(number, kind, follows, cut_off)).unwrap();
            let (view, statements) =
                query::run_with_statements(db, &cooperative, year(number), Some(run.number)).unwrap();
            let rests_on: Vec<String> = view.summary.earlier.iter().map(|(run, _)| run.to_string()).collect();
            (statements[0].recovery, statements[0].recovered, statements[0].net, rests_on.join(" "))
        };
        draft(db, 2008, RunKind::Annual, None, None);
        let measured = "成员编号,地块编号,面积(亩),合同编号,入股日期\nM1,L1,7,C1,2007-01-01\n";
        let next_year = "项目,值\n年度,2009\n股权登记日,2009-12-31\n公司注册资本,1000\n公司税后利润,0\n";
        let sheets = [("土地入股台账", measured), ("分配方案", next_year)];
        assert!(!import_sheets(db, &cooperative, &sheets).has_errors());
        let corrected = draft(db, 2008, RunKind::Correction, Some(1), None);
        assert_eq!((corrected.0, corrected.1), (yuan("300.00"), Money::ZERO));
        let next = (yuan("300.00"), yuan("300.00"), yuan("400.00"), "2008#2".to_owned());
        assert_eq!(draft(db, 2009, RunKind::Annual, None, None), next);
        // Nothing is left to take back, and that is so because of 2009#1: what is paid for the eighth mu rests on it.
        let eight = "成员编号,地块编号,面积(亩),合同编号,入股日期\nM1,L1,8,C1,2007-01-01\n";
        assert!(!import_sheets(db, &cooperative, &[("土地入股台账", eight)]).has_errors());
        let arrears = draft(db, 2008, RunKind::Arrears, Some(2), Some("2010-01-31"));
        let expected = (Money::ZERO, yuan("100.00"), "2008#1 2008#2 2009#1");
        assert_eq!((arrears.0, arrears.2, arrears.3.as_str()), expected);
        assert_eq!(draft(db, 2009, RunKind::Annual, None, None), next);
        let superseded = query::run(db, &cooperative, year(2009), Some(2)).unwrap().supersedes;
        assert_eq!(superseded.iter().map(ToString::to_string).collect::<Vec<_>>(), ["2008#3", "2009#1"]);
        assert_sound(db, &cooperative);
    });
}

#[test]
fn where_bodies_decide_a_draft_has_paid_nobody() {
    on_each_database(|db| {
        let cooperative = found(db);
        assert!(!import_sheets(db, &cooperative, &ONE_PARCEL).has_errors());
        run(db, &cooperative, request(2008, RunKind::Annual, None, None)).unwrap();
        let bodies = "机构,成员编号,职务,任期起\n董事会,M1,董事长,2007-01-01\n";
        assert!(!import_sheets(db, &cooperative, &[("机构成员", bodies)]).has_errors());
        for kind in [RunKind::Arrears, RunKind::Correction] {
            let refused = run(db, &cooperative, request(2008, kind, Some(1), None));
            assert_eq!(refused_codes(refused), ["run_not_effective"]);
        }
    });
}

#[test]
fn what_comes_to_nothing_is_no_run() {
    on_each_database(|db| {
        let cooperative = example_cooperative(db);
        run(db, &cooperative, request(2008, RunKind::Annual, None, None)).unwrap();
        let follow = |db: &mut Db, kind, cut_off| run(db, &cooperative, request(2008, kind, Some(1), cut_off));
        assert_eq!(refused_codes(follow(db, RunKind::Correction, None)), ["nothing_changed"]);
        assert_eq!(refused_codes(follow(db, RunKind::Arrears, Some("2008-12-31"))), ["nothing_changed"]);
        assert_eq!(query::list(db, &cooperative).unwrap().len(), 1, "nothing is stored");
        // Rent that came in later is something, once.
        follow(db, RunKind::Arrears, Some("2009-02-28")).unwrap();
        let again = run(db, &cooperative, request(2008, RunKind::Arrears, Some(2), Some("2009-02-28")));
        assert_eq!(refused_codes(again), ["nothing_changed"]);
        // So is a year of the cooperative that stands otherwise, though nobody gets a fen more for it.
        let plan = std::fs::read_to_string(sample("worked-example/分配方案.csv")).unwrap();
        let plan = plan.replace("公司任意公积金,0", "公司任意公积金,0.01");
        assert!(!import_sheets(db, &cooperative, &[("分配方案", &plan)]).has_errors());
        follow(db, RunKind::Correction, Some("2009-02-28")).unwrap();
    });
}

#[test]
fn a_cut_off_before_that_of_a_run_already_made_is_a_slip() {
    on_each_database(|db| {
        let cooperative = example_cooperative(db);
        run(db, &cooperative, request(2008, RunKind::Annual, None, None)).unwrap();
        let refused = run(db, &cooperative, request(2008, RunKind::Arrears, Some(1), Some("2008-01-31")));
        assert_eq!(refused_codes(refused), ["cut_off_before_earlier"]);
    });
}

#[test]
fn a_parcel_that_is_handed_on_within_the_year_counts_once_in_the_size() {
    on_each_database(|db| {
        let cooperative = found(db);
        assert!(!import_sheets(db, &cooperative, &ONE_PARCEL).has_errors());
        let handed_on = [
            ("成员名册", "成员编号,姓名\nM2,乙\n"),
            (
                "土地入股台账",
                "成员编号,地块编号,面积(亩),合同编号,入股日期,退出日期\nM1,L1,10,C1,2007-01-01,2008-06-30\nM2,L1,10,C1,2008-07-01,\n",
            ),
        ];
        assert!(!import_sheets(db, &cooperative, &handed_on).has_errors());
        run(db, &cooperative, request(2008, RunKind::Annual, None, None)).unwrap();
        let view = query::run(db, &cooperative, year(2008), None).unwrap();
        let batch = &view.summary.batches[0];
        assert_eq!((batch.area.to_string().as_str(), batch.net_per_unit), ("10.0000", yuan("100.00")));
        assert_eq!(view.summary.contracts[0].lines, 2);
    });
}

const NEXT_YEAR: &str = "项目,值\n年度,2009\n股权登记日,2009-12-31\n公司注册资本,500000\n公司法定公积金余额,7454.32\n公司税后利润,90000\n\
                         合作社年初未分配收益,0.52\n";
const NEXT_RECEIPTS: &str =
    "日期,合同编号,所属年度,金额,付款方,流水号\n2009-06-30,SP-2008-01,2009,13560,卫鑫置业有限公司,R0911\n";

#[test]
fn next_year_opens_with_what_this_year_carried_forward() {
    on_each_database(|db| {
        let cooperative = example_cooperative(db);
        run(db, &cooperative, request(2008, RunKind::Annual, None, None)).unwrap();
        let wrong = NEXT_YEAR.replace("0.52", "0.53");
        let price = ("粮价", "品种,年度,单价(元/公斤),来源\n黄谷,2009,1.9,示例\n");
        assert!(!import_sheets(db, &cooperative, &[("分配方案", &wrong), price]).has_errors());
        let refused = run(db, &cooperative, request(2009, RunKind::Annual, None, None));
        assert_eq!(refused_codes(refused), ["opening_differs"]);
        assert!(!import_sheets(db, &cooperative, &[("分配方案", NEXT_YEAR)]).has_errors());
        run(db, &cooperative, request(2009, RunKind::Annual, None, None)).unwrap();
    });
}

#[test]
fn a_run_comes_out_again_after_everything_it_rested_on_has_moved_on() {
    on_each_database(|db| {
        let cooperative = example_cooperative(db);
        run(db, &cooperative, request(2008, RunKind::Annual, None, None)).unwrap();
        let before = query::run_with_statements(db, &cooperative, year(2008), None).unwrap();
        let report = import_sheets(
            db,
            &cooperative,
            &[
                ("成员名册", "成员编号,姓名,户号\nM001,陈国富,H009\n"),
                ("粮价", "品种,年度,单价(元/公斤)\n黄谷,2008,2.2\n"),
                ("租金标准", "合同编号,起始日期,计租方式,标准\nTD-2003-01,2003-01-01,货币,900\n"),
                (
                    "收款台账",
                    "日期,合同编号,所属年度,金额,付款方,流水号\n2008-01-08,TD-2003-01,2008,9999,卫鑫置业有限公司,R0801\n",
                ),
                ("章程参数", "项目,值\n公积公益金提取比例,20\n"),
                (
                    "股权变动",
                    "日期,变动类型,转出成员编号,转入成员编号,股种,股数\n2008-12-01,内部转让,M001,M002,资产量化股,3\n",
                ),
            ],
        );
        assert!(!report.has_errors(), "{:?}", report.problems);
        assert_eq!(report.changes.len(), 5);
        assert_sound(db, &cooperative);
        assert_eq!(query::run_with_statements(db, &cooperative, year(2008), None).unwrap(), before);
        assert_eq!(before.1[0].name, "陈国强", "a statement shows the name of its day");
    });
}

#[test]
fn everything_that_is_missing_is_named_at_once() {
    on_each_database(|db| {
        let cooperative = found(db);
        let none = run(db, &cooperative, request(2008, RunKind::Annual, None, None));
        let mut codes_of_nothing = refused_codes(none);
        codes_of_nothing.dedup();
        assert_eq!(codes_of_nothing, ["plan_missing", "charter_term_missing"]);
        // A plan that names its year and nothing else is a plan, with everything missing from it.
        let bare = "项目,值\n年度,2008\n";
        assert!(!import_sheets(db, &cooperative, &[("分配方案", bare)]).has_errors());
        let refused = refused_codes(run(db, &cooperative, request(2008, RunKind::Annual, None, None)));
        assert_eq!(refused[..3], ["plan_item_missing"; 3]);
        let report = import_sheets(
            db,
            &cooperative,
            &[
                ("成员名册", "成员编号,姓名\nM001,陈国强\n"),
                (
                    "合同台账",
                    "合同编号,合同类型,开始日期,结束日期,计量单位\nTD-1,土地流转,2008-01-01,2018-12-31,亩\nTD-2,土地流转,2008-01-01,2018-12-31,亩\n",
                ),
                (
                    "租金标准",
                    "合同编号,起始日期,计租方式,标准,品种\nTD-1,2008-05-01,货币,800,\nTD-2,2008-01-01,实物,500,黄谷\n",
                ),
                (
                    "土地入股台账",
                    "成员编号,地块编号,面积(亩),合同编号,入股日期\nM001,1,2,TD-1,2008-03-01\nM001,2,2,TD-2,2008-03-01\n",
                ),
                ("分配方案", "项目,值\n年度,2008\n股权登记日,2008-12-31\n"),
                ("章程参数", "项目,值\n公益建设资金基数,固定金额\n"),
            ],
        );
        let mut warnings: Vec<&str> = report.problems.iter().map(|problem| problem.refusal.code()).collect();
        warnings.sort_unstable();
        assert_eq!(warnings, ["grain_price_not_known", "rent_step_not_in_force"]);
        let refused = refused_codes(run(db, &cooperative, request(2008, RunKind::Annual, None, None)));
        let expected = [
            "plan_item_missing",
            "plan_item_missing",
            "charter_term_missing",
            "charter_term_missing",
            "charter_term_missing",
            "rent_step_missing",
            "grain_price_missing",
        ];
        assert_eq!(refused, expected);
    });
}

#[test]
fn five_hundred_and_thirty_four_shares_earn_a_thousand_yuan_each() {
    on_each_database(|db| {
        let cooperative = found(db);
        let mut members = String::from("成员编号,姓名,户号,与户主关系\n");
        let mut holdings = String::from("成员编号,股种,股数,取得日期\n");
        for member in 1..=533 {
            let relation = if member <= 220 { "户主" } else { "子女" };
            members.push_str(&format!("M{member:03},成员{member},H{:03},{relation}\n", (member - 1) % 220 + 1));
            holdings.push_str(&format!("M{member:03},资产量化股,{},2008-06-30\n", if member == 7 { 2 } else { 1 }));
        }
        let plan =
            "项目,值\n年度,2008\n股权登记日,2008-12-31\n公司注册资本,0\n公司税后利润,0\n合作社其他净收益,534000\n";
        let charter = "项目,值\n公积公益金提取比例,0\n公益建设资金比例,0\n参加二次分配股种,资产量化股\n";
        let sheets =
            [("成员名册", members.as_str()), ("股权台账", &holdings), ("分配方案", plan), ("章程参数", charter)];
        assert!(!import_sheets(db, &cooperative, &sheets).has_errors());
        run(db, &cooperative, request(2008, RunKind::Annual, None, None)).unwrap();
        let (view, statements) = query::run_with_statements(db, &cooperative, year(2008), None).unwrap();
        assert_eq!(view.summary.tier_two.as_ref().unwrap().per_share.unwrap().to_string(), "1000.000000");
        let mut households: BTreeMap<&str, i64> = BTreeMap::new();
        statements
            .iter()
            .for_each(|statement| *households.entry(&statement.household_no).or_default() += statement.tier_two.fen());
        assert_eq!((households.len(), households.values().sum::<i64>()), (220, 53_400_000));
        assert_eq!(view.summary.tier_two.unwrap().spread, Money::ZERO);
    });
}

#[test]
fn a_batch_is_undone_whole_and_may_come_in_again() {
    on_each_database(|db| {
        let cooperative = example_cooperative(db);
        let changed = "成员编号,姓名,户号,与户主关系,居民小组\nM001,陈国强,H001,户主,9\nM007,新成员,H007,户主,9\n";
        let second = import_sheets(db, &cooperative, &[("成员名册", changed)]);
        assert_eq!(second.sheets.iter().map(|sheet| (sheet.new, sheet.changed)).collect::<Vec<_>>(), [(1, 1)]);
        let undone = with_context(|context| undo(db, &cooperative, 2, context)).unwrap();
        assert_eq!((undone.reversed, undone.restored), (2, 1));
        let view = register::holdings(db, &cooperative, day("2009-12-31")).unwrap();
        assert_eq!(view.members["M001"].group, "1", "what was replaced counts again");
        assert!(!view.members.contains_key("M007"));
        let again = import_sheets(db, &cooperative, &[("成员名册", changed)]);
        assert_eq!(again.sheets.iter().map(|sheet| (sheet.new, sheet.changed)).collect::<Vec<_>>(), [(1, 1)]);
        assert_sound(db, &cooperative);
    });
}

#[test]
fn a_batch_on_which_others_rest_stays() {
    on_each_database(|db| {
        let cooperative = found(db);
        let batch = |db: &mut Db, names: &[&str]| {
            let files: Vec<_> = worked_example()
                .into_iter()
                .filter(|path| names.contains(&path.file_stem().unwrap().to_str().unwrap()))
                .collect();
            let report = crate::support::import_files(db, &cooperative, &files);
            assert!(!report.has_errors(), "{:?}", report.problems);
        };
        batch(db, &["成员名册"]);
        batch(db, &["合同台账", "租金标准"]);
        batch(db, &["土地入股台账"]);
        let undo = |db: &mut Db, number| with_context(|context| undo(db, &cooperative, number, context));
        assert_eq!(refused_codes(undo(db, 1)), ["batch_needed"]);
        assert_eq!(refused_codes(undo(db, 2)), ["batch_needed"]);
        assert_eq!(refused_codes(undo(db, 9)), ["batch_unknown"]);
        undo(db, 3).unwrap();
        assert_eq!(refused_codes(undo(db, 3)), ["batch_not_undoable"]);
        assert_eq!(refused_codes(undo(db, 4)), ["batch_not_undoable"]);
        undo(db, 2).unwrap();
        undo(db, 1).unwrap();
        assert_sound(db, &cooperative);
    });
}

#[test]
fn what_the_company_lets_out_leaves_a_margin() {
    on_each_database(|db| {
        let cooperative = example_cooperative(db);
        let report = import_sheets(
            db,
            &cooperative,
            &[
                (
                    "合同台账",
                    "合同编号,合同类型,出租方,承租方,开始日期,结束日期,计量单位\nZT-1,土地转租,卫鑫置业有限公司,百花园艺,2008-01-01,2012-12-31,亩\n",
                ),
                ("租金标准", "合同编号,起始日期,计租方式,标准\nZT-1,2008-01-01,货币,1200\n"),
                ("转租标的", "合同编号,原合同编号,地块编号\nZT-1,TD-2003-01,\nZT-1,,1-004\n"),
                ("收款台账", "日期,合同编号,所属年度,金额,流水号\n2008-03-01,ZT-1,2008,10000,Z1\n"),
            ],
        );
        assert!(!report.has_errors(), "{:?}", report.problems);
        let margins = contract::margins(db, &cooperative, year(2008)).unwrap();
        // 3.2 + 1.65 + 0.5 for half a year + 4 mu at 1,200; contributors at 800 and at 500 kg of grain.
        assert_eq!(margins.len(), 1);
        assert_eq!((margins[0].objects, margins[0].due), (4, yuan("10918.36")));
        assert_eq!(margins[0].contributors, yuan("7838.91"));
        assert_eq!(margins[0].collected_margin(), Ok(yuan("2161.09")));
        let arrears: Vec<Money> = contract::years(db, &cooperative, year(2008), None)
            .unwrap()
            .iter()
            .map(|of_year| of_year.account.arrears().unwrap())
            .collect();
        assert_eq!(arrears, ["0.00", "0.00", "0.00", "0.00", "918.36"].map(yuan));
    });
}

#[test]
fn an_error_anywhere_stores_nothing_at_all() {
    on_each_database(|db| {
        let cooperative = found(db);
        let members = "成员编号,姓名,身份证号\nM001,陈国强,\nM002,李素芳,123\n";
        let report = import_sheets(
            db,
            &cooperative,
            &[("成员名册", members), ("粮价", "品种,年度,单价(元/公斤)\n黄谷,2008,1.88\n")],
        );
        assert_eq!(codes(&report), [("id_number_shape", "C3".to_owned())]);
        assert_eq!(report.batch_no, None);
        assert!(register::holdings(db, &cooperative, day("2009-01-01")).unwrap().members.is_empty());
        assert!(tonggu::application::import::list(db, &cooperative).unwrap().is_empty());
    });
}

#[test]
fn several_cooperatives_share_a_database_and_know_nothing_of_each_other() {
    on_each_database(|db| {
        let first = example_cooperative(db);
        let second =
            with_context(|context| tonggu::application::cooperative::init(db, context, "other", "另一社区")).unwrap();
        assert!(register::holdings(db, &second, day("2009-01-01")).unwrap().members.is_empty());
        let report = crate::support::import_files(db, &second, &worked_example());
        assert!(!report.has_errors());
        assert_eq!(register::holdings(db, &first, day("2009-01-01")).unwrap().members.len(), 6);
        let unnamed = tonggu::application::cooperative::choose(db, None);
        assert_eq!(refused_codes(unnamed), ["cooperative_unknown"]);
        let taken = with_context(|context| tonggu::application::cooperative::init(db, context, "other", "又一社区"));
        assert_eq!(refused_codes(taken), ["cooperative_exists"]);
    });
}
