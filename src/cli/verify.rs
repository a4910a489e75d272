//! `verify` and `log`.

use super::arguments::{LogArguments, VerifyArguments, VerifyFile};
use super::{Session, not_written};
use crate::application::log::{self, LogSearch};
use crate::application::verify::{self, Tied, VerifyReport};
use crate::application::{Failure, Outcome};
use crate::domain::governance::seal::Hash;
use crate::domain::payment::booked::PaymentOrigin;
use crate::domain::period::china_time;
use crate::domain::refusal::CooperativeRefusal;
use crate::domain::statement::evidence::{EvidenceFlaw, RunEvidence, StatementEvidence};
use crate::json;
use crate::json::verification::{flaw_en, flaw_zh};
use crate::rendering::amount::yuan;
use crate::rendering::deed_text::{action_name, deed};
use crate::rendering::speech::Language;
use crate::rendering::table::{Align, Table};
use crate::rendering::workbook::write_csv;
use serde_json::json;
use std::path::Path;
use std::process::ExitCode;

/// Digits by which a seal is known, at least: as many as the lists show.
const SHORTEST_SEAL: usize = 12;

impl Session<'_> {
    pub(super) fn verify(&mut self, arguments: &VerifyArguments) -> Outcome<ExitCode> {
        match &arguments.file {
            None => self.verify_data(arguments.head),
            Some(VerifyFile::Statement { file, seal }) => {
                let (evidence, statement) =
                    StatementEvidence::check(&read(file)?).map_err(|flaw| broken(file, &flaw))?;
                self.say_proved((&evidence.cooperative, &evidence.run), (evidence.seal.hash(), seal.as_deref()))?;
                if !self.output.json {
                    let (number, name, net) = (&statement.member_no, &statement.name, yuan(statement.net));
                    self.output
                        .say(&format!("{number} {name}　实发 {net} 元"), &format!("{number} {name}: {net} yuan"));
                }
                Ok(ExitCode::SUCCESS)
            }
            Some(VerifyFile::Seal { file, seal }) => {
                let evidence = RunEvidence::check(&read(file)?).map_err(|flaw| broken(file, &flaw))?;
                self.say_proved((&evidence.cooperative, &evidence.run), (evidence.seal.hash(), seal.as_deref()))?;
                if !self.output.json {
                    let count = evidence.leaves.len();
                    self.output.say(
                        &format!("按固定的依据重算，{count} 份对账单逐份一致。"),
                        &format!("Computed again from the pinned inputs, all {count} statements come out the same."),
                    );
                }
                Ok(ExitCode::SUCCESS)
            }
        }
    }

    /// What a file proves, beside the seal that was published.
    fn say_proved(&self, (cooperative, run): (&str, &str), (seal, published): (Hash, Option<&str>)) -> Outcome<()> {
        let seal = seal.to_string();
        if let Some(given) = published.filter(|given| given.len() < SHORTEST_SEAL) {
            let (given, least) = (given.to_owned(), SHORTEST_SEAL);
            return Err(Failure::refused(CooperativeRefusal::SealTooShort { given, least }));
        }
        if let Some(given) = published.filter(|given| !seal.starts_with(&given.to_lowercase())) {
            let given = given.to_owned();
            return Err(Failure::refused(CooperativeRefusal::SealDiffers { given, found: seal }));
        }
        let is_compared = published.is_some();
        if self.output.json {
            let proved = json!({
                "sound": true, "cooperative": cooperative, "run": run, "seal": seal, "compared_with_published": is_compared,
            });
            self.output.json(&proved);
            return Ok(());
        }
        // A forger makes a seal of their own: only the published one tells whose it is.
        let mark = if is_compared { "✓" } else { "?" };
        self.output.say(
            &format!("{mark} {cooperative} {run}　封存号 {seal}"),
            &format!("{mark} {cooperative} {run}, seal {seal}"),
        );
        if !is_compared {
            self.output.say(
                "文件自身前后一致，但还没有与公示的封存号对照，不能证明就是批准的那一份。请用 --seal 写上公示的封存号再核对。",
                "The file agrees with itself, which a forged one would too. Give the published seal with --seal to know that it is the approved one.",
            );
        }
        Ok(())
    }

    fn verify_data(&mut self, known_head: Option<Hash>) -> Outcome<ExitCode> {
        let (mut db, cooperative) = self.open()?;
        let mut bar = self.output.progress();
        let report =
            verify::verify(&mut db, &cooperative, known_head, &mut |stage, done, of| bar.show(stage, done, of))?;
        bar.finish();
        if self.output.json {
            self.output.json(&json::verification::report(&report));
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
            if let Some(head) = report.head {
                self.output.say(
                    &format!("日志最后一条的哈希：{head}\n抄在别处，以后用 verify --head 可以看出日志有没有被截断或重写。"),
                    &format!("Hash of the log's last entry: {head}\nKept elsewhere, verify --head shows later whether the log was cut or written anew."),
                );
            }
            self.say_tied(&report);
            for finding in &report.findings {
                self.output.say(&flaw_zh(finding), &flaw_en(finding));
            }
            if report.findings.is_empty() {
                self.output.say("全部一致。", "All is sound.");
            }
        }
        Ok(if report.findings.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(super::REFUSED) })
    }

    /// How far payments were held against the book, and what is not booked yet.
    fn say_tied(&self, report: &VerifyReport) {
        match report.tied {
            Tied::Members(count) => self.output.say(
                &format!("应付成员款与账面逐人核对：{count} 人。"),
                &format!("What is owed was held against the book member by member: {count} members."),
            ),
            Tied::NoBook => self.output.say(
                "合作社没有账套，应付成员款没有账面可以核对。",
                "The cooperative keeps no book: what members are owed has nothing to be held against.",
            ),
            Tied::Nothing => {}
        }
        for (origin, source) in &report.not_booked {
            let event = match origin {
                PaymentOrigin::Batch(batch_no) => format!("--batch {batch_no}"),
                PaymentOrigin::Motion(motion_no) => format!("--motion {motion_no}"),
            };
            self.output.say(
                &format!("尚未入账：{source}。用 tonggu ledger book {event} 生成凭证。"),
                &format!("Not booked yet: {source}. Make the voucher with tonggu ledger book {event}."),
            );
        }
    }

    pub(super) fn log(&mut self, arguments: &LogArguments) -> Outcome<ExitCode> {
        let (mut db, cooperative) = self.open()?;
        let search = LogSearch {
            by: arguments.by.clone(),
            since: arguments.since,
            until: arguments.until,
            about: arguments.about.clone(),
        };
        let log = log::log(&mut db, &cooperative, &search)?;
        if let Some(path) = &arguments.csv {
            let rows = log.iter().map(|event| {
                let content = event.content.replace('\t', " ").trim_end().replace('\n', "; ");
                [
                    event.event_no.to_string(),
                    china_time(event.occurred_at).to_string(),
                    event.actor.clone(),
                    action_name(&event.action, Language::Chinese).into_owned(),
                    content,
                    event.previous_hash.to_string(),
                    event.hash.to_string(),
                ]
            });
            let headings = ["序号", "时间", "操作人", "事项", "内容", "上一条哈希", "哈希"];
            let file = std::fs::File::create(path).map_err(|error| not_written(path, error))?;
            write_csv(file, &headings, rows).map_err(|error| not_written(path, error))?;
            self.say_written([path.as_path()]);
            return Ok(ExitCode::SUCCESS);
        }
        if self.output.json {
            self.output.json(&json::log::events(&log));
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
            let about = deed(&event.action, &event.content, self.output.language).unwrap_or_else(|| {
                event.content.lines().map(|line| line.replace('\t', " ")).collect::<Vec<_>>().join("; ")
            });
            let about: String = about.chars().take(72).collect();
            let hash: String = event.hash.to_string().chars().take(12).collect();
            table.row([
                event.event_no.to_string(),
                china_time(event.occurred_at).format("%Y-%m-%d %H:%M:%S").to_string(),
                event.actor.clone(),
                action_name(&event.action, self.output.language).into_owned(),
                about,
                hash,
            ]);
        }
        self.output.print(&table.render());
        Ok(ExitCode::SUCCESS)
    }
}

fn read(file: &Path) -> Outcome<String> {
    let bytes = std::fs::read(file).map_err(|error| {
        let (path, reason) = (file.display().to_string(), error.to_string());
        Failure::refused(CooperativeRefusal::EvidenceUnreadable { path, reason })
    })?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

fn broken(file: &Path, flaw: &EvidenceFlaw) -> Failure {
    let (path, flaw) = (file.display().to_string(), flaw.clone());
    Failure::refused(CooperativeRefusal::EvidenceBroken { path, flaw })
}
