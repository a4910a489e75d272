//! `import`: reading workbooks, listing and undoing batches.

use super::Session;
use super::arguments::{ImportAction, ImportArguments};
use super::output::Output;
use crate::application::Outcome;
use crate::application::import::{self, FieldChange, ImportReport, ImportRequest, SheetChoice};
use crate::domain::period::china_time;
use crate::domain::refusal::{Problem, Severity};
use crate::domain::sheet::SheetKind;
use crate::json;
use crate::rendering::amount::{quantity, value_of, yuan};
use crate::rendering::speech::{self, Language, counted};
use crate::rendering::table::{Align, Table};
use crate::rendering::term::term;
use crate::spreadsheet::format::Limits;
use crate::spreadsheet::layout::SheetSaid;
use std::path::Path;
use std::process::ExitCode;

/// Problems that are printed one by one; the rest is counted. JSON and marked copies have them all.
const MOST_PRINTED: usize = 60;
/// Batches whose size is printed.
const MOST_SUMS: usize = 20;

impl Session<'_> {
    pub(super) fn import(&mut self, arguments: &ImportArguments) -> Outcome<ExitCode> {
        match arguments.action {
            Some(ImportAction::Undo { batch_no }) => return self.undo(batch_no),
            Some(ImportAction::List) => return self.list_batches(),
            None => {}
        }
        let (mut db, cooperative) = self.open()?;
        let request = ImportRequest {
            files: arguments.files.iter().map(|path| (path.clone(), path.to_string_lossy().into_owned())).collect(),
            dry_run: arguments.dry_run,
            as_of: arguments.as_of,
            choices: arguments.choices.clone(),
            sheets: said_of_sheets(arguments),
            bank_account: (
                arguments.book.as_deref().unwrap_or_default().into(),
                arguments.account.as_deref().unwrap_or_default().into(),
            ),
            motion_no: arguments.motion_no,
            limits: Limits::default(),
            ..ImportRequest::default()
        };
        let output = self.output;
        let mut bar = output.progress();
        let mut progress = |stage, done, of| bar.show(stage, done, of);
        let mut report = import::import(
            &mut db,
            &cooperative,
            &request,
            &mut self.context(),
            (&json::import::speak, &mut progress),
        )?;
        bar.finish();
        let sentence = |problem: &Problem| speech::sentence_alone(problem, output.language);
        let copies = match &arguments.marked_copy {
            Some(folder) => import::marked_copies(&mut report, folder, &request.limits, sentence),
            None => Vec::new(),
        };
        if output.json {
            output.json(&json::import::report(&report, &copies));
        } else {
            print_report(output, &report);
            for path in copies {
                let path = path.display();
                output.say(&format!("标注副本：{path}"), &format!("Marked copy: {path}"));
            }
        }
        Ok(if report.has_errors() { ExitCode::from(super::REFUSED) } else { ExitCode::SUCCESS })
    }

    fn undo(&mut self, batch_no: i64) -> Outcome<ExitCode> {
        let (mut db, cooperative) = self.open()?;
        let undone = import::undo(&mut db, &cooperative, batch_no, &mut self.context())?;
        if self.output.json {
            self.output.json(&json::import::undone(&undone));
        } else {
            let (reversed, restored) = (undone.reversed, undone.restored);
            self.output.say(
                &format!(
                    "已撤销第 {batch_no} 批：冲销 {reversed} 项，恢复 {restored} 项（第 {} 批）。",
                    undone.batch_no
                ),
                &format!(
                    "Batch {batch_no} is undone: {reversed} entries reversed, {restored} restored (batch {}).",
                    undone.batch_no
                ),
            );
        }
        Ok(ExitCode::SUCCESS)
    }

    fn list_batches(&mut self) -> Outcome<ExitCode> {
        let (mut db, cooperative) = self.open()?;
        let listed = import::list(&mut db, &cooperative)?;
        let undone_by = |batch_no: i64| listed.iter().find(|(other, ..)| other.undoes_batch_no == Some(batch_no));
        if self.output.json {
            self.output.json(&json::import::batches(&listed));
            return Ok(ExitCode::SUCCESS);
        }
        if listed.is_empty() {
            self.output.say(
                "还没有导入。用 tonggu import 文件… 开始。",
                "Nothing has been imported. Begin with tonggu import FILE…",
            );
        }
        let pick = |zh, en| self.output.pick(zh, en);
        let mut table = Table::new([
            (pick("批次", "batch"), Align::Right),
            (pick("时间", "when"), Align::Left),
            (pick("操作人", "who"), Align::Left),
            (pick("登记", "entries"), Align::Right),
            (pick("内容", "what"), Align::Left),
        ]);
        for (batch, files, _) in &listed {
            let names: Vec<&str> = files.iter().map(|file| file.name.as_str()).collect();
            let mut what = match (batch.undoes_batch_no, self.output.language) {
                (Some(undone), Language::Chinese) => format!("撤销第 {undone} 批"),
                (Some(undone), Language::English) => format!("undoes batch {undone}"),
                (None, language) if names.is_empty() => by_hand((batch.first_entry_no, batch.last_entry_no), language),
                (None, _) => names.join("、"),
            };
            if let Some((by, ..)) = undone_by(batch.batch_no) {
                what.push_str(&match self.output.language {
                    Language::Chinese => format!("（已被第 {} 批撤销）", by.batch_no),
                    Language::English => format!(" (undone by batch {})", by.batch_no),
                });
            }
            table.row([
                batch.batch_no.to_string(),
                china_time(batch.occurred_at).format("%Y-%m-%d %H:%M").to_string(),
                batch.actor.clone(),
                (batch.last_entry_no - batch.first_entry_no + 1).to_string(),
                what,
            ]);
        }
        if !table.is_empty() {
            self.output.print(&table.render());
        }
        Ok(ExitCode::SUCCESS)
    }
}

/// What is said of sheets, wherever they stand.
fn said_of_sheets(arguments: &ImportArguments) -> Vec<SheetChoice> {
    let said = |sheet: &str, said| SheetChoice { sheet: sheet.to_owned(), said, ..SheetChoice::default() };
    let of_kind = |(sheet, kind): &(String, SheetKind)| said(sheet, SheetSaid { kind: Some(*kind), heading_row: None });
    let of_row = |(sheet, row): &(String, u32)| said(sheet, SheetSaid { kind: None, heading_row: Some(row - 1) });
    let encoded = arguments.encoding.map(|encoding| SheetChoice { encoding: Some(encoding), ..SheetChoice::default() });
    // What is said of one sheet counts more than what is said of all.
    let mut choices: Vec<SheetChoice> =
        arguments.kinds.iter().map(of_kind).chain(arguments.heading_rows.iter().map(of_row)).chain(encoded).collect();
    choices.sort_by_key(|choice| !choice.sheet.is_empty());
    choices
}

/// What a batch without files did: vouchers that were typed or made by a rule, or drafts discarded.
fn by_hand((first, last): (i64, i64), language: Language) -> String {
    match (last - first, language) {
        (..0, Language::Chinese) => "作废凭证".to_owned(),
        (..0, Language::English) => "vouchers discarded".to_owned(),
        (0, Language::Chinese) => format!("录入凭证 #{first}"),
        (0, Language::English) => format!("voucher #{first} entered"),
        (_, Language::Chinese) => format!("录入凭证 #{first}–#{last}"),
        (_, Language::English) => format!("vouchers #{first}–#{last} entered"),
    }
}

pub(super) fn print_report(output: Output, report: &ImportReport) {
    let pick = |zh, en| output.pick(zh, en);
    let mut table = Table::new([
        (pick("文件", "file"), Align::Left),
        (pick("表", "sheet"), Align::Left),
        (pick("类别", "kind"), Align::Left),
        (pick("行", "rows"), Align::Right),
        (pick("新增", "new"), Align::Right),
        (pick("变更", "changed"), Align::Right),
        (pick("未变", "unchanged"), Align::Right),
    ]);
    for sheet in &report.sheets {
        let kind = match output.language {
            Language::Chinese => sheet.kind.zh(),
            Language::English => sheet.kind.code(),
        };
        let file =
            Path::new(&*sheet.file).file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let counts = [sheet.rows, sheet.new, sheet.changed, sheet.unchanged].map(|count| count.to_string());
        table.row([file, sheet.sheet.to_string(), kind.to_owned()].into_iter().chain(counts));
    }
    if !table.is_empty() {
        output.print(&table.render());
    }
    print_notes(output, report);
    print_changes(output, report);
    print_problems(output, report);
    let errors = report.problems.iter().filter(|problem| problem.severity() == Severity::Error).count();
    match (report.batch_no, errors, report.dry_run) {
        (Some(batch_no), ..) => {
            output.say(&format!("已存入，第 {batch_no} 批。"), &format!("Stored as batch {batch_no}."));
        }
        (None, 1.., _) => output.say(
            &format!("有 {errors} 个错误，什么也没有存入。"),
            &format!("{}: nothing was stored.", counted(errors as u64, "error")),
        ),
        (None, 0, true) => {
            output.say("检查通过；这是预览，没有存入。", "All is well; this was a preview, nothing was stored.")
        }
        (None, 0, false) => output.say("没有变化，不需要存入。", "Nothing changed, nothing to store."),
    }
}

/// Sums, rows that were filled or dropped, numbers that were given, sheets that were passed over.
fn print_notes(output: Output, report: &ImportReport) {
    let totals = &report.totals;
    let mut sums = Vec::new();
    if totals.people > 0 {
        sums.push(format!("{} {}", totals.people, output.pick("人", "people")));
    }
    sums.extend(
        totals
            .shares
            .iter()
            .map(|(class, shares)| format!("{class} {} {}", quantity(shares), output.pick("股", "shares"))),
    );
    let areas = totals.areas.iter().take(MOST_SUMS);
    sums.extend(
        areas.map(|((batch, unit), area)| format!("{batch} {} {}", quantity(area), term(unit.zh(), output.language))),
    );
    if totals.areas.len() > MOST_SUMS {
        let more = totals.areas.len() - MOST_SUMS;
        sums.push(format!("{}{more}{}", output.pick("另有 ", ""), output.pick(" 个批次", " more batches")));
    }
    for (zh, en, amount) in [("收款", "receipts", totals.receipts), ("资金入股", "cash", totals.cash)] {
        if !amount.is_zero() {
            sums.push(format!("{} {} {}", output.pick(zh, en), yuan(amount), output.pick("元", "yuan")));
        }
    }
    if !sums.is_empty() {
        output.say(&format!("合计：{}", sums.join("；")), &format!("In all: {}", sums.join("; ")));
    }
    let rows = |rows: &[u32]| {
        let shown: Vec<String> = rows.iter().take(20).map(ToString::to_string).collect();
        format!("{}{}", shown.join("、"), if rows.len() > 20 { "……" } else { "" })
    };
    for sheet in &report.sheets {
        if !sheet.filled_rows.is_empty() {
            let filled = rows(&sheet.filled_rows);
            output.say(
                &format!("「{}」第 {filled} 行的户信息沿用上一行。", sheet.sheet),
                &format!("[{}] household taken from the row above: row {filled}.", sheet.sheet),
            );
        }
        if !sheet.dropped_rows.is_empty() {
            let dropped = rows(&sheet.dropped_rows);
            output.say(
                &format!("「{}」第 {dropped} 行是合计、重复的表头或落款，没有读入。", sheet.sheet),
                &format!("[{}] not read, as totals, repeated headings or footnotes: row {dropped}.", sheet.sheet),
            );
        }
    }
    for member in report.numbered.iter().take(20) {
        output.say(
            &format!("{} 编为 {}（「{}」第 {} 行）。", member.name, member.member_no, member.sheet, member.row),
            &format!("{} gets number {} ([{}] row {}).", member.name, member.member_no, member.sheet, member.row),
        );
    }
    if report.numbered.len() > 20 {
        let more = report.numbered.len() - 20;
        output.say(&format!("另有 {more} 人编了号。"), &format!("{more} more got numbers."));
    }
    for (_, sheet) in &report.passed_over {
        output.say(&format!("「{sheet}」没有表格，略过。"), &format!("[{sheet}] holds no table and was passed over."));
    }
    for (file, first) in &report.repeated_files {
        output.say(
            &format!("{file} 与 {first} 内容相同，只读入一次。"),
            &format!("{file} is the same as {first} and was read once."),
        );
    }
}

fn print_changes(output: Output, report: &ImportReport) {
    for change in report.changes.iter().take(20) {
        let fields: Vec<String> = change.fields.iter().map(|field| changed(output, field)).collect();
        let fields = fields.join("；");
        output.say(
            &format!("变更「{}」第 {} 行 {}：{fields}", change.sheet, change.row, change.subject),
            &format!("changed [{}] row {} {}: {fields}", change.sheet, change.row, change.subject),
        );
    }
    if report.changes.len() > 20 {
        let more = report.changes.len() - 20;
        output.say(&format!("另有 {more} 行变更。"), &format!("{more} more rows changed."));
    }
    let emptied = report.emptied();
    if emptied > 0 {
        output.say(
            &format!("清空 {emptied} 处：已登记、表里空着的内容。要保留的，请补填，或删去整列。"),
            &format!("{emptied} emptied: held, and blank in the sheet. To keep them fill them in, or leave the whole column out."),
        );
    }
}

/// One difference; what would be lost stands out.
fn changed(output: Output, change: &FieldChange) -> String {
    let FieldChange { field, old, new } = change;
    let shown = |value: &str| match value.is_empty() {
        true => output.pick("（空）", "(empty)").to_owned(),
        false => value_of(field, value),
    };
    match change.is_emptied() {
        true => format!("{field}：{} → {}", shown(old), output.pick("【清空】", "[emptied]")),
        false => format!("{field}：{} → {}", shown(old), shown(new)),
    }
}

fn print_problems(output: Output, report: &ImportReport) {
    let mut problems: Vec<&Problem> = report.problems.iter().collect();
    problems.sort_by_key(|problem| problem.severity());
    for problem in problems.iter().take(MOST_PRINTED) {
        output.print(&output.problem_line(problem));
        output.print("\n");
    }
    if problems.len() > MOST_PRINTED {
        let more = problems.len() - MOST_PRINTED;
        output.say(
            &format!("另有 {more} 个问题，用 --json 或 --marked-copy 查看全部。"),
            &format!("{more} more problems; --json or --marked-copy shows them all."),
        );
    }
}
