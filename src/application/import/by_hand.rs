//! Facts that no sheet brings: vouchers that a person types or a rule makes. They are a batch like any other, without files.

use super::binding::{batch_record, bind_entry, surroundings};
use crate::application::{Context, Outcome};
use crate::domain::canonical::CanonicalText;
use crate::domain::fact::{Fact, FactKind};
use crate::domain::governance::seal::Hash;
use crate::storage::cooperative::Cooperative;
use crate::storage::db::Tx;
use crate::storage::entry::{self, Entry};
use crate::storage::event_log;
use crate::storage::import_batch::{self as batches, Batch};
use sha2::{Digest, Sha256};

/// What is entered, and what no longer counts.
pub(crate) struct ByHand<'f> {
    /// As the log names it.
    pub action: &'static str,
    /// Facts of one noun.
    pub facts: (FactKind, Vec<Fact>),
    /// Entries that no longer count.
    pub reversed: &'f [i64],
}

/// Enters facts as a batch of their own; the numbers of their entries.
pub(crate) fn enter_by_hand(
    tx: &mut Tx<'_>,
    cooperative: &Cooperative,
    by_hand: ByHand<'_>,
    context: &Context<'_>,
) -> Outcome<Vec<i64>> {
    let last = batches::all(tx, cooperative.id)?.pop();
    let (batch_no, first) = last.map_or((1, 1), |last| (last.batch_no + 1, last.last_entry_no + 1));
    let (mut digest, mut scratch) = (Sha256::new(), CanonicalText::default());
    let (kind, facts) = by_hand.facts;
    let mut entries = Vec::with_capacity(facts.len());
    for (position, fact) in facts.into_iter().enumerate() {
        let (fingerprint, row_no) = (fact.fingerprint(&mut scratch), position as i64 + 1);
        bind_entry(&mut digest, &fingerprint, (0, row_no));
        entries.push(Entry { entry_no: first + position as i64, sheet_no: 0, row_no, fingerprint, fact });
    }
    let batch = Batch {
        batch_no,
        occurred_at: context.now,
        actor: context.actor.name().to_owned(),
        undoes_batch_no: None,
        first_entry_no: first,
        last_entry_no: first + entries.len() as i64 - 1,
        digest: Hash::from_bytes(&digest.finalize()).unwrap_or(Hash::NONE),
    };
    batches::add(tx, cooperative.id, &batch)?;
    entry::append(tx, cooperative.id, kind, &entries)?;
    entry::reverse(tx, cooperative.id, batch_no, by_hand.reversed)?;
    let mut content = CanonicalText::default();
    batch_record(&mut content, &batch, surroundings(tx, cooperative.id, batch_no)?);
    event_log::append(tx, cooperative.id, context.now, &batch.actor, (by_hand.action, content.as_str()))?;
    Ok(entries.iter().map(|entry| entry.entry_no).collect())
}
