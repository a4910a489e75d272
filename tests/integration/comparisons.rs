//! Two runs side by side: what would be with other terms, and what changed since the year before.

use crate::support::{
    example_cooperative, import_sheets, on_each_database, refused_codes, request, run as prepare, with_context, year,
};
use tonggu::application::distribution::comparison::{compare, what_if};
use tonggu::application::distribution::query::{list, run};
use tonggu::domain::distribution::assumption::Assumptions;
use tonggu::domain::distribution::run::{RunKind, RunNumber};
use tonggu::domain::statement::comparison::ChangeReason;
use tonggu::storage::cooperative::Cooperative;
use tonggu::storage::db::Db;

fn draft(db: &mut Db, cooperative: &Cooperative) -> RunNumber {
    prepare(db, cooperative, request(2008, RunKind::Annual, None, None)).unwrap()
}

fn assumed(items: &[(&str, &str)]) -> Assumptions {
    let mut assumptions = Assumptions::default();
    items.iter().for_each(|(item, value)| assumptions.assume(item, value).unwrap());
    assumptions
}

#[test]
fn trying_other_terms_comes_to_what_the_charter_would_and_changes_nothing() {
    on_each_database(|db| {
        let cooperative = example_cooperative(db);
        let tried = assumed(&[("公积公益金提取比例", "20"), ("二次分配规则", "最大余数")]);
        // Without a run it is computed from what is held.
        let before = with_context(|context| what_if(db, &cooperative, ((year(2008), None), &tried), context)).unwrap();
        assert_eq!(before.run, None);
        assert!(list(db, &cooperative).unwrap().is_empty(), "nothing is stored");
        draft(db, &cooperative);
        let found = with_context(|context| what_if(db, &cooperative, ((year(2008), None), &tried), context)).unwrap();
        assert_eq!(found.now, run(db, &cooperative, year(2008), None).unwrap().summary);
        assert_eq!((&found.then.waterfall, &found.then.tier_two), (&before.then.waterfall, &before.then.tier_two));
        // The charter itself says so now: a new draft comes to the same to the fen.
        let charter = "项目,值,生效日期\n公积公益金提取比例,20,\n二次分配规则,最大余数,\n";
        let held = import_sheets(db, &cooperative, &[("章程参数", charter)]);
        assert!(!held.has_errors());
        let drafted = draft(db, &cooperative);
        let drafted = run(db, &cooperative, drafted.year, Some(drafted.number)).unwrap().summary;
        assert_eq!(
            (drafted.waterfall, drafted.tier_two, drafted.totals),
            (found.then.waterfall, found.then.tier_two, found.then.totals)
        );
    });
}

#[test]
fn what_cannot_be_is_refused_as_a_run_would_be() {
    on_each_database(|db| {
        let cooperative = example_cooperative(db);
        let too_much = assumed(&[("二次分配金额", "99999999999")]);
        let refused = with_context(|context| what_if(db, &cooperative, ((year(2008), None), &too_much), context));
        assert_eq!(refused_codes(refused), ["pool_too_large"]);
        let nothing = Assumptions::default();
        let unknown = with_context(|context| what_if(db, &cooperative, ((year(2008), Some(7)), &nothing), context));
        assert_eq!(refused_codes(unknown), ["run_unknown"]);
    });
}

#[test]
fn this_year_beside_the_last_tells_who_is_new_who_is_gone_and_why_sums_changed() {
    on_each_database(|db| {
        let cooperative = example_cooperative(db);
        let first = draft(db, &cooperative);
        let alone = compare(db, &cooperative, (year(2008), None), None);
        assert_eq!(refused_codes(alone), ["earlier_run_missing"]);
        // The same run beside itself: nobody's sum changed.
        let itself = compare(db, &cooperative, (year(2008), None), Some((year(2008), Some(first.number)))).unwrap();
        assert!(itself.comparison.changed.is_empty() && itself.comparison.new.is_empty());
        assert_eq!(itself.comparison.same as i64, itself.after.summary.totals.count);
        // Somebody buys shares of somebody before the record date: a new draft, beside the first.
        let moved =
            "日期,变动类型,转出成员编号,转入成员编号,股种,股数,依据\n2008-12-30,内部转让,M001,M002,资产量化股,1,协议\n";
        assert!(!import_sheets(db, &cooperative, &[("股权变动", moved)]).has_errors());
        let second = draft(db, &cooperative);
        let found =
            compare(db, &cooperative, (year(2008), Some(second.number)), Some((year(2008), Some(first.number))))
                .unwrap();
        let changed: Vec<&str> = found.comparison.changed.iter().map(|one| one.member_no.as_str()).collect();
        assert_eq!(changed, ["M001", "M002"]);
        for one in &found.comparison.changed {
            assert!(matches!(one.reasons[..], [ChangeReason::SharesChanged(..)]), "{:?}", one.reasons);
        }
    });
}
