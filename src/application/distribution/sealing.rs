//! Sealing a run (封存): statements written, salted, hashed and stored in one pass; and the same again from the pinned inputs.

use crate::application::{Outcome, Progress, Stage};
use crate::domain::canonical::CanonicalText;
use crate::domain::distribution::inputs::Inputs;
use crate::domain::distribution::worksheet::Worksheet;
use crate::domain::governance::seal::{Hash, MerkleRoot, Salt, Seal};
use crate::domain::statement::member_statement;
use crate::storage::db::Tx;
use crate::storage::distribution as runs;
use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};
use uuid::Uuid;

/// Statements that are written together.
const CHUNK: usize = 2_000;

/// The salts of a run, one a statement in member-number order, drawn from a seed of chance that is kept nowhere.
pub struct Salts(ChaCha20Rng);

impl Salts {
    /// From 32 bytes of chance.
    pub fn new(seed: [u8; 32]) -> Salts {
        Salts(ChaCha20Rng::from_seed(seed))
    }

    fn next(&mut self) -> Salt {
        let mut salt = Salt::default();
        self.0.fill_bytes(&mut salt);
        salt
    }
}

/// Writes and stores every statement of a run; the Merkle root over them.
pub(super) fn store_statements(
    tx: &mut Tx<'_>,
    cooperative_id: Uuid,
    (inputs, worksheet): (&Inputs<'_>, &Worksheet),
    mut salts: Salts,
    progress: &mut Progress<'_>,
) -> Outcome<Hash> {
    let mut root = MerkleRoot::default();
    let mut text = CanonicalText::default();
    let total = worksheet.statements.len() as u64;
    for (chunk_no, chunk) in worksheet.statements.chunks(CHUNK).enumerate() {
        let mut contents = String::with_capacity(chunk.len() * 256);
        let mut written: Vec<(&str, Salt, std::ops::Range<usize>)> = Vec::with_capacity(chunk.len());
        for figures in chunk {
            member_statement::write(&mut text, inputs, worksheet, figures);
            let salt = salts.next();
            root.push(&salt, text.as_str().as_bytes());
            let start = contents.len();
            contents.push_str(text.as_str());
            written.push((inputs.members[figures.member as usize].member_no(), salt, start..contents.len()));
        }
        let rows: Vec<(&str, Salt, &str)> =
            written.iter().map(|(member_no, salt, range)| (*member_no, *salt, &contents[range.clone()])).collect();
        runs::add_statements(tx, cooperative_id, inputs.header.run, &rows)?;
        progress(Stage::Storing, ((chunk_no * CHUNK) + chunk.len()) as u64, Some(total));
    }
    Ok(root.root())
}

/// The seal over the three parts.
pub fn seal(inputs: &str, summary: &str, statements: Hash) -> Seal {
    Seal { inputs: Hash::of(inputs.as_bytes()), worksheet: Hash::of(summary.as_bytes()), statements }
}
