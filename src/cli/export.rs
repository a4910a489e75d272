//! `export`: all data, for leaving the program or checking it with others.

use super::Session;
use super::arguments::ExportArguments;
use crate::application::Outcome;
use crate::application::export::export;
use serde_json::json;
use std::process::ExitCode;

impl Session<'_> {
    pub(super) fn export(&mut self, arguments: &ExportArguments) -> Outcome<ExitCode> {
        let (mut db, cooperative) = self.open_to_read(None)?;
        let written = export(&mut db, &cooperative, &arguments.folder)?;
        let rows: u64 = written.iter().filter_map(|file| file.rows).sum();
        let (files, folder) = (written.len(), arguments.folder.display());
        if self.output.json {
            let files = written.iter().map(|file| {
                json!({ "file": file.name, "rows": file.rows, "bytes": file.bytes, "sha256": file.hash.to_string() })
            });
            self.output.json(&json!({ "folder": folder.to_string(), "files": files.collect::<Vec<_>>() }));
            return Ok(ExitCode::SUCCESS);
        }
        self.output.say(
            &format!(
                "已导出到 {folder}：{files} 个文件，{rows} 行。\n说明.md 逐列解释，manifest.csv 列出每个文件的哈希。\n里面有姓名、证件号和账号，请妥善保管。"
            ),
            &format!(
                "Exported to {folder}: {files} files, {rows} rows.\nREADME.en.md explains every column, manifest.csv has the hash of each file.\nThey hold names, identification numbers and accounts: keep them safe."
            ),
        );
        Ok(ExitCode::SUCCESS)
    }
}
