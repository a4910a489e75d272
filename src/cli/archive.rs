//! `ledger archive` and `ledger archive-check`: the yearly archive of the books, written and held against its manifest.

use super::Session;
use crate::application::Outcome;
use crate::application::ledger::{ArchiveReport, PackageCheck, PackageFlaw, archive, check_archive};
use crate::domain::period::AccountingYear;
use serde_json::json;
use std::path::Path;
use std::process::ExitCode;

impl Session<'_> {
    pub(super) fn archive_year(&mut self, year: AccountingYear, folder: &Path) -> Outcome<ExitCode> {
        let (mut db, cooperative) = self.open_to_read(None)?;
        let ArchiveReport { books, files, manifest, log_head: (event_no, hash) } =
            archive(&mut db, &cooperative, year, folder)?;
        let (count, folder) = (files.len(), folder.display());
        if self.output.json {
            let files = files.iter().map(|file| {
                json!({ "file": file.name, "rows": file.rows, "bytes": file.bytes, "sha256": file.hash.to_string() })
            });
            self.output.json(&json!({
                "folder": folder.to_string(), "year": year.number(), "books": books, "manifest": manifest.to_string(),
                "log": { "entry": event_no, "hash": hash.to_string() }, "files": files.collect::<Vec<_>>(),
            }));
            return Ok(ExitCode::SUCCESS);
        }
        let (zh, en) = (books.join("、"), books.join(", "));
        self.output.say(
            &format!("{year} 年会计档案已写到 {folder}：账套 {zh}，{count} 个文件。"),
            &format!("The archive of {year} is written to {folder}: books {en}, {count} files."),
        );
        self.output.say(
            &format!("清单 manifest.csv 的哈希：{manifest}\n归档时日志第 {event_no} 条的哈希：{hash}\n请把清单的哈希抄在别处，以后用 ledger archive-check 核对。"),
            &format!("Hash of manifest.csv: {manifest}\nHash of the log at entry {event_no}, the last one then: {hash}\nKeep the manifest's hash elsewhere, and check later with ledger archive-check."),
        );
        Ok(ExitCode::SUCCESS)
    }

    pub(super) fn check_archive(&self, folder: &Path) -> Outcome<ExitCode> {
        let PackageCheck { manifest, files, flaws, first } = check_archive(folder)?;
        let code = if flaws.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(super::REFUSED) };
        let (entry, hash) = (first.get("log_entry"), first.get("log_hash"));
        if self.output.json {
            let flaws = flaws.iter().map(|flaw| {
                let (file, kind) = named(flaw);
                json!({ "file": file, "flaw": kind })
            });
            self.output.json(&json!({
                "sound": flaws.len() == 0, "manifest": manifest.to_string(), "files": files,
                "log": entry.zip(hash).map(|(entry, hash)| json!({ "entry": entry.parse::<i64>().ok(), "hash": hash })),
                "flaws": flaws.collect::<Vec<_>>(),
            }));
            return Ok(code);
        }
        for flaw in &flaws {
            let (file, kind) = named(flaw);
            let zh = match kind {
                "changed" => "与清单不符，被改动过",
                "missing" => "不见了",
                _ => "清单里没有，是多出来的",
            };
            let en = match kind {
                "changed" => "is not what the manifest says, it was changed",
                "missing" => "is gone",
                _ => "is not in the manifest, it was added",
            };
            self.output.say(&format!("✗ {file}：{zh}"), &format!("✗ {file} {en}"));
        }
        match flaws.len() {
            0 => self.output.say(
                &format!("清单所列 {files} 个文件全部相符，没有多出来的。"),
                &format!("All {files} files of the manifest are what it says, and there is no other."),
            ),
            count => self.output.say(
                &format!("清单列出 {files} 个文件，有 {count} 处不符。"),
                &format!("The manifest names {files} files; {count} things are not as it says."),
            ),
        }
        self.output.say(
            &format!("清单的哈希：{manifest}（请与归档时抄下的对照）"),
            &format!("Hash of the manifest: {manifest} (compare it with the one kept then)"),
        );
        if let Some((entry, hash)) = entry.zip(hash) {
            self.output.say(
                &format!("归档时日志第 {entry} 条的哈希：{hash}\n用 tonggu verify --head {hash} 可以核对它还在日志里。"),
                &format!("Hash of the log at entry {entry}, the last one then: {hash}\ntonggu verify --head {hash} tells whether it still is in the log."),
            );
        }
        Ok(code)
    }
}

/// The file, and what is wrong with it.
const fn named(flaw: &PackageFlaw) -> (&String, &'static str) {
    match flaw {
        PackageFlaw::Changed(file) => (file, "changed"),
        PackageFlaw::Missing(file) => (file, "missing"),
        PackageFlaw::Extra(file) => (file, "extra"),
    }
}
