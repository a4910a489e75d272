//! The charter by date (章程): what is in force on a day, how bodies decide, what changed when, and where it asks for less than the law.

use super::listing::{Field, Listing, Section, table};
use super::register::day_asked;
use crate::application::governance::query::{self, CharterView};
use crate::domain::governance::charter::CharterTerm;
use crate::rendering::charter_text::{item_name, rule_in_words, stages, value_in_words};
use crate::rendering::data_table::{DataCell, DataTable};
use crate::rendering::motion_text::kind_name;
use crate::rendering::speech::{Language, Words};
use crate::rendering::table::Align;
use crate::web::visit::{Answered, Visit};
use chrono::NaiveDate;

/// The page.
pub fn charter(visit: &mut Visit<'_>) -> Answered {
    let (t, (form, on)) = (visit.t(), day_asked(visit));
    let view = visit.read(|db, cooperative| query::charter(db, cooperative, on))?;
    let all = visit.read(query::charter_terms)?;
    let nothing = t.say(
        "章程还没有录入。导入章程参数表以后，每一项列在这里。",
        "No charter so far. Once a sheet of it is imported, its items stand here.",
    );
    let listing = Listing {
        title: format!("{} · {on}", t.say("章程", "The charter")),
        help: t.say("所选日期有效的章程参数。提取比例、分配规则、表决办法都按当天有效的版本执行，改动只管以后。", "What the charter says on a day. Rates, rules and votes go by what is in force then; a change counts from its day on."),
        words: vec![(t.say("低于法律", "Below the law"), t.say("法律有规定而章程要求更低的，从其规定。", "Where the law asks for more than the charter, the law prevails."))],
        fields: vec![Field::new(visit, "date", ("on", t.say("哪一天", "On")), &on.to_string())],
        form,
        notes: warnings(&view, t),
        sections: vec![
            Section::new(t.say("有效条款", "In force"), terms(&view, t), nothing),
            Section::new(t.say("怎样表决", "How bodies decide"), bodies(&view, t), t.say("章程和法律都没有规定。", "Neither charter nor law says.")),
            Section::new(t.say("办理程序", "Procedures"), procedures(&view, t), nothing),
            Section::new(t.say("历次变化", "What changed when"), changes(&all, (on, t)), t.say("没有改过。", "Nothing was changed.")),
        ],
        ..Listing::default()
    };
    listing.answer(visit)
}

fn since_words(term: &CharterTerm, t: Language) -> DataCell {
    term.effective_date.map_or_else(|| DataCell::text(t.say("一直有效", "always")), DataCell::day)
}

fn terms(view: &CharterView, t: Language) -> DataTable {
    let columns = [("项目", "Item", Align::Left), ("值", "Value", Align::Left), ("生效日期", "Since", Align::Left)];
    let mut shown = table(t, ("章程参数", "charter"), columns);
    for one in &view.terms {
        shown.row([
            DataCell::text(item_name(one.item, t)),
            DataCell::text(value_in_words(one, t)),
            since_words(one, t),
        ]);
    }
    shown
}

fn bodies(view: &CharterView, t: Language) -> DataTable {
    let columns = [("机构", "Body", Align::Left), ("席位", "Seats", Align::Right), ("表决办法", "Rule", Align::Left)];
    let mut shown = table(t, ("表决办法", "rules"), columns);
    for body in &view.bodies {
        let words = rule_in_words((body.seats, &body.rule), t);
        shown.row([
            DataCell::text(t.say(body.body.zh(), body.body.en())),
            DataCell::quantity(body.seats),
            DataCell::text(words),
        ]);
    }
    shown
}

fn procedures(view: &CharterView, t: Language) -> DataTable {
    let columns = [("议题", "Motion", Align::Left), ("环节", "Stages", Align::Left)];
    let mut shown = table(t, ("办理程序", "procedures"), columns);
    for (kind, procedure) in &view.procedures {
        let words =
            procedure.as_ref().map_or_else(|| t.say("章程没有规定", "not set").to_owned(), |found| stages(found, t));
        shown.row([DataCell::text(kind_name(*kind, t)), DataCell::text(words)]);
    }
    shown
}

/// Items that have had more than one version, each beside the one before it.
fn changes(all: &[CharterTerm], (on, t): (NaiveDate, Language)) -> DataTable {
    let columns = [
        ("生效日期", "Since", Align::Left),
        ("项目", "Item", Align::Left),
        ("原来", "Before", Align::Left),
        ("改为", "After", Align::Left),
        ("现状", "State", Align::Left),
    ];
    let mut shown = table(t, ("章程变化", "charter-changes"), columns);
    let mut changed: Vec<(&CharterTerm, &CharterTerm)> = Vec::new();
    for pair in all.windows(2) {
        if pair[0].item == pair[1].item {
            changed.push((&pair[0], &pair[1]));
        }
    }
    changed.sort_by_key(|(_, after)| std::cmp::Reverse(after.effective_date));
    for (before, after) in changed {
        let counts = after.effective_date.is_none_or(|day| day <= on);
        shown.row([
            since_words(after, t),
            DataCell::text(item_name(after.item, t)),
            DataCell::text(value_in_words(before, t)),
            DataCell::text(value_in_words(after, t)),
            DataCell::text(if counts { t.say("已生效", "in force") } else { t.say("尚未生效", "to come") }),
        ]);
    }
    shown
}

fn warnings(view: &CharterView, t: Language) -> Vec<Words> {
    let is_zh = t == Language::Chinese;
    let weaker = view.weaker.iter().map(|weaker| {
        let (item, charter, law, article) = (item_name(weaker.item, t), weaker.charter, weaker.law, weaker.article);
        let what = if is_zh {
            format!("! 章程的“{item}”是 {charter}，低于{article}的 {law}")
        } else {
            format!("! {item} is {charter}, below the {law} of {article}")
        };
        Words {
            what, expected: String::new(), mend: t.say("法律有规定的从其规定。", "The law prevails.").to_owned()
        }
    });
    let unreserved = view.unreserved.iter().map(|(kind, matter)| {
        let names = |name: fn(&crate::domain::governance::body::Body) -> &'static str, between: &str| {
            matter.bodies.iter().map(name).collect::<Vec<_>>().join(between)
        };
        let what = if is_zh {
            format!("! “{}”依{}由{}决定，程序里没有这一环", kind.zh(), matter.article, names(|body| body.zh(), "或"))
        } else {
            format!(
                "! {} leaves {} to the {}; the procedure does not",
                matter.article,
                kind.en(),
                names(|body| body.en(), " or ")
            )
        };
        Words {
            what,
            expected: String::new(),
            mend: t.say("请修改章程的程序。", "Change the procedure of the charter.").to_owned(),
        }
    });
    weaker.chain(unreserved).collect()
}
