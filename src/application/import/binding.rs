//! What the log binds of a batch: its entries with their places by one digest, and everything else that was kept of it by another.

use crate::application::Outcome;
use crate::domain::canonical::CanonicalText;
use crate::domain::fact::Fingerprint;
use crate::domain::governance::seal::Hash;
use crate::storage::db::Tx;
use crate::storage::entry;
use crate::storage::import_batch::{self as batches, Batch};
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// Adds an entry to the digest of its batch: its fingerprint, and the sheet and row that it came from.
pub(crate) fn bind_entry(digest: &mut Sha256, fingerprint: &Fingerprint, (sheet_no, row_no): (i64, i64)) {
    digest.update(fingerprint);
    digest.update(sheet_no.to_be_bytes());
    digest.update(row_no.to_be_bytes());
}

/// The tables that hold what else is kept of a batch.
pub(crate) const SURROUNDINGS: [&str; 4] = ["import_file", "import_sheet", "import_warning", "entry_reversal"];

/// A digest of texts, each preceded by its length, since they may hold anything.
#[derive(Default)]
struct Texts(Sha256);

impl Texts {
    fn add<T: AsRef<str>>(&mut self, texts: impl IntoIterator<Item = T>) {
        for text in texts {
            self.0.update((text.as_ref().len() as u64).to_be_bytes());
            self.0.update(text.as_ref());
        }
    }

    fn hash(self) -> Hash {
        Hash::from_bytes(&self.0.finalize()).unwrap_or(Hash::NONE)
    }
}

/// One digest a table of [`SURROUNDINGS`], over what is stored of a batch.
pub(crate) fn surroundings(tx: &mut Tx<'_>, cooperative_id: Uuid, batch_no: i64) -> Outcome<[Hash; 4]> {
    let [mut files, mut sheets, mut warnings, mut reversed] = [(); 4].map(|()| Texts::default());
    for file in batches::files(tx, cooperative_id, batch_no)? {
        files.add([file.file_no, file.size].map(|number| number.to_string()));
        files.add([file.name, file.content_hash.to_string()]);
    }
    for sheet in batches::sheets(tx, cooperative_id, batch_no)? {
        sheets.add([sheet.sheet_no, sheet.file_no].iter().chain(&sheet.counts).map(ToString::to_string));
        sheets.add([sheet.sheet, sheet.kind]);
    }
    for warning in batches::warnings(tx, cooperative_id, batch_no)? {
        warnings.add([warning.code, warning.file, warning.sheet, warning.cell, warning.given, warning.expected]);
        warnings.add(warning.messages);
    }
    reversed.add(entry::reversed_by(tx, cooperative_id, batch_no)?.iter().map(ToString::to_string));
    Ok([files, sheets, warnings, reversed].map(Texts::hash))
}

/// The record by which the log binds a batch: number, first and last entry, digest, surroundings, and the batch that it undoes.
pub(crate) fn batch_record(content: &mut CanonicalText, batch: &Batch, surroundings: [Hash; 4]) {
    let content = content.record("batch").number(batch.batch_no);
    let undoes = batch.undoes_batch_no.map(|number| number.to_string()).unwrap_or_default();
    content.number(batch.first_entry_no).number(batch.last_entry_no).text(&batch.digest.to_string());
    surroundings.iter().fold(content, |content, hash| content.text(&hash.to_string())).text(&undoes).end();
}
