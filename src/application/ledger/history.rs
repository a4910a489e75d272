//! What became of a voucher: who prepared, reviewed, signed and posted it (制单、复核、出纳、记账), and where it came from.

use super::query::VoucherView;
use super::review::Preparers;
use crate::application::{Failure, Outcome};
use crate::domain::fact::FactKind;
use crate::domain::ledger::deed::VoucherMark;
use crate::domain::ledger::numbering::Draft;
use crate::storage::cooperative::Cooperative;
use crate::storage::db::{Db, Tx};
use crate::storage::{entry, event_log, import_batch, voucher_page};
use chrono::{DateTime, Utc};

/// Somebody's act, and when.
pub type Act = (String, DateTime<Utc>);

/// The sheet that a voucher stood in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetRow {
    /// The batch.
    pub batch_no: i64,
    /// The file, as it was named.
    pub file: String,
    /// The sheet.
    pub sheet: String,
    /// Its first row, from 1.
    pub row: i64,
}

/// Who did what with a voucher.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct VoucherHistory {
    /// 制单: everybody who had a hand in it.
    pub prepared_by: Vec<String>,
    /// When it was entered as it stands.
    pub entered_at: Option<DateTime<Utc>>,
    /// 复核.
    pub reviewed: Option<Act>,
    /// 出纳签字.
    pub signed: Option<Act>,
    /// 记账.
    pub posted: Option<Act>,
    /// Where it stood; none where it was typed or made by a rule.
    pub sheet: Option<SheetRow>,
}

/// Who did what an event says, and when.
fn act(tx: &mut Tx<'_>, cooperative: &Cooperative, event_no: i64) -> Outcome<Option<Act>> {
    let event = event_log::of_number(tx, cooperative.id, event_no)?;
    Ok(event.map(|event| (event.actor, event.occurred_at)))
}

/// The history of a voucher.
///
/// # Errors
/// Where the log or the batches cannot be read.
pub fn history(db: &mut Db, cooperative: &Cooperative, view: &VoucherView) -> Outcome<VoucherHistory> {
    let mut tx = db.begin_read()?;
    let mut found = VoucherHistory::default();
    let draft = Draft { entry_no: view.entry_no, voucher: view.voucher.clone() };
    let prepared = Preparers::load(&mut tx, cooperative)?.of(&mut tx, cooperative, &draft)?;
    found.prepared_by = prepared.into_iter().collect();
    let state = voucher_page::state_of(&mut tx, cooperative.id, view.entry_no)?;
    for (mark, event_no) in state.marks {
        let act = act(&mut tx, cooperative, event_no)?;
        match mark {
            VoucherMark::Reviewed => found.reviewed = act,
            VoucherMark::Signed => found.signed = act,
        }
    }
    if let Some(posted) = state.posted {
        found.posted = act(&mut tx, cooperative, posted.event_no)?;
    }
    let batches = import_batch::all(&mut tx, cooperative.id)?;
    let Some(batch) = import_batch::holding(&batches, view.entry_no) else { return Ok(found) };
    found.entered_at = Some(batch.occurred_at);
    let mut place = (0, 0);
    entry::each_between(&mut tx, cooperative.id, FactKind::Voucher, (view.entry_no, view.entry_no), |entry| {
        place = (entry.sheet_no, entry.row_no);
        Ok::<(), Failure>(())
    })?;
    let sheets = import_batch::sheets(&mut tx, cooperative.id, batch.batch_no)?;
    if let Some(sheet) = sheets.into_iter().find(|sheet| sheet.sheet_no == place.0) {
        let files = import_batch::files(&mut tx, cooperative.id, batch.batch_no)?;
        let file = files.into_iter().find(|file| file.file_no == sheet.file_no).map(|file| file.name);
        let (batch_no, file, sheet, row) = (batch.batch_no, file.unwrap_or_default(), sheet.sheet, place.1);
        found.sheet = Some(SheetRow { batch_no, file, sheet, row });
    }
    Ok(found)
}
