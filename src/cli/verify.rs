//! `verify` and `log`.

use super::Session;
use super::arguments::JsonArguments;
use crate::application::Outcome;
use crate::application::verify::{self, Finding, Flaw};
use crate::rendering::table::{Align, Table};
use serde_json::json;
use std::process::ExitCode;

impl Session<'_> {
    pub(super) fn verify(&mut self, _: &JsonArguments) -> Outcome<ExitCode> {
        let (mut db, cooperative) = self.open()?;
        let mut bar = self.output.progress();
        let report = verify::verify(&mut db, &cooperative, &mut |stage, done, of| bar.show(stage, done, of))?;
        bar.finish();
        if self.output.json {
            let findings = report.findings.iter().map(|finding| {
                let flaw: &'static str = finding.flaw.into();
                json!({
                    "table": finding.table, "row": finding.row, "flaw": flaw,
                    "message_zh": flaw_zh(finding), "message_en": flaw_en(finding),
                })
            });
            self.output.json(&json!({
                "sound": report.findings.is_empty(),
                "events": report.events, "batches": report.batches, "entries": report.entries, "files": report.files,
                "runs": report.runs, "statements": report.statements, "findings": findings.collect::<Vec<_>>(),
            }));
        } else {
            self.output.say(
                &format!(
                    "核验了日志 {} 条、导入 {} 批、登记 {} 项、原始文件 {} 个、分配 {} 次（重算）、对账单 {} 份。",
                    report.events, report.batches, report.entries, report.files, report.runs, report.statements
                ),
                &format!(
                    "Verified {} log entries, {} batches, {} register entries, {} files, {} runs (computed again), {} statements.",
                    report.events, report.batches, report.entries, report.files, report.runs, report.statements
                ),
            );
            for finding in &report.findings {
                self.output.say(&flaw_zh(finding), &flaw_en(finding));
            }
            if report.findings.is_empty() {
                self.output.say("全部一致。", "All is sound.");
            }
        }
        Ok(if report.findings.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(super::REFUSED) })
    }

    pub(super) fn log(&mut self, _: &JsonArguments) -> Outcome<ExitCode> {
        let (mut db, cooperative) = self.open()?;
        let log = verify::log(&mut db, &cooperative)?;
        if self.output.json {
            let events = log.iter().map(|event| {
                json!({
                    "event_no": event.event_no, "occurred_at": event.occurred_at.to_rfc3339(), "actor": event.actor,
                    "action": event.action, "content": event.content,
                    "previous_hash": event.previous_hash.to_string(), "hash": event.hash.to_string(),
                })
            });
            self.output.json(&json!({ "events": events.collect::<Vec<_>>() }));
            return Ok(ExitCode::SUCCESS);
        }
        let pick = |zh, en| self.output.pick(zh, en);
        let mut table = Table::new([
            (pick("序号", "no"), Align::Right),
            (pick("时间", "when"), Align::Left),
            (pick("操作人", "who"), Align::Left),
            (pick("事项", "what"), Align::Left),
            (pick("内容", "about"), Align::Left),
            (pick("哈希", "hash"), Align::Left),
        ]);
        for event in &log {
            let about: Vec<String> = event.content.lines().map(|line| line.replace('\t', " ")).collect();
            let about: String = about.join("; ").chars().take(72).collect();
            let hash: String = event.hash.to_string().chars().take(12).collect();
            table.row([
                event.event_no.to_string(),
                event.occurred_at.format("%Y-%m-%d %H:%M:%S").to_string(),
                event.actor.clone(),
                pick(action_zh(&event.action), &event.action).to_owned(),
                about,
                hash,
            ]);
        }
        self.output.print(&table.render());
        Ok(ExitCode::SUCCESS)
    }
}

fn action_zh(action: &str) -> &str {
    match action {
        "cooperative-founded" => "建立合作社",
        "imported" => "导入",
        "import-undone" => "撤销导入",
        "distribution-prepared" => "编制分配",
        "motion-proposed" => "提出议题",
        "vote-deadline-set" => "定表决截止日",
        "vote-cast" => "投票",
        "vote-closed" => "结束表决",
        "notice-published" => "公示",
        "objection-raised" => "提出异议",
        "objection-answered" => "答复异议",
        "notice-ended" => "公示期满",
        "hearing-recorded" => "记录议事",
        "filing-recorded" => "备案",
        "user-added" => "建立用户",
        "user-posts-set" => "定岗位",
        "user-secret-set" => "设登录码",
        "user-closed" => "停用用户",
        "signed-in" => "登录",
        "sign-in-failed" => "登录失败",
        other => other,
    }
}

fn flaw_zh(finding: &Finding) -> String {
    let Finding { table, row, flaw } = finding;
    let said = match flaw {
        Flaw::HashDiffers => "内容与哈希不符，被改动过",
        Flaw::ChainBroken => "与上一条不相接",
        Flaw::Missing => "不见了",
        Flaw::LogDiffers => "与日志所记不符",
        Flaw::ComputedDiffers => "与重算结果不符",
        Flaw::Unreadable => "读不出来",
        Flaw::HoldingBelowZero => "使持股小于零",
    };
    format!("✗ {table} {row}：{said}")
}

fn flaw_en(finding: &Finding) -> String {
    let Finding { table, row, flaw } = finding;
    let said = match flaw {
        Flaw::HashDiffers => "its content does not fit its hash, it was changed",
        Flaw::ChainBroken => "it does not follow the one before",
        Flaw::Missing => "it is gone",
        Flaw::LogDiffers => "it is not what the log says",
        Flaw::ComputedDiffers => "computed again it comes out otherwise",
        Flaw::Unreadable => "it cannot be read",
        Flaw::HoldingBelowZero => "it takes a holding below zero",
    };
    format!("✗ {table} {row}: {said}")
}
