//! The seal (封存): one hash over everything that a run rests on and says, so that what is approved is what is paid.
//!
//! seal = SHA-256(hash of the pinned inputs ‖ hash of the worksheet ‖ Merkle root of the statements), 96 bytes in that order. Statements
//! are the leaves of an RFC 6962 tree in byte order of their member numbers; a leaf is its salt followed by its canonical text.

use sha2::{Digest, Sha256};
use std::fmt;
use std::str::FromStr;

/// A SHA-256 hash, written as 64 hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Hash([u8; 32]);

impl Hash {
    /// The hash before there is anything: 32 zero bytes.
    pub const NONE: Hash = Hash([0; 32]);

    /// The hash of `bytes`.
    pub fn of(bytes: &[u8]) -> Hash {
        Hash(Sha256::digest(bytes).into())
    }

    /// The hash of several parts, one after the other.
    pub fn of_parts<'a>(parts: impl IntoIterator<Item = &'a [u8]>) -> Hash {
        let mut hasher = Sha256::new();
        parts.into_iter().for_each(|part| hasher.update(part));
        Hash(hasher.finalize().into())
    }

    /// From stored bytes, where there are 32.
    pub fn from_bytes(bytes: &[u8]) -> Option<Hash> {
        bytes.try_into().ok().map(Hash)
    }

    /// The 32 bytes.
    pub const fn bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl fmt::Display for Hash {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(formatter, "{byte:02x}"))
    }
}

impl fmt::Debug for Hash {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, formatter)
    }
}

impl FromStr for Hash {
    type Err = ();
    fn from_str(text: &str) -> Result<Hash, ()> {
        let mut bytes = [0; 32];
        if text.len() != 64 || !text.is_ascii() {
            return Err(());
        }
        for (at, byte) in bytes.iter_mut().enumerate() {
            *byte = u8::from_str_radix(&text[2 * at..2 * at + 2], 16).map_err(|_| ())?;
        }
        Ok(Hash(bytes))
    }
}

/// The random bytes kept beside each statement, so that a published root gives nothing away.
pub type Salt = [u8; 16];

/// The Merkle root of leaves that come one by one (RFC 6962 §2.1), holding one hash for each level of the tree: a leaf costs two
/// hashes on the average. Equal to the tree that is built from all leaves at once.
#[derive(Clone, Debug, Default)]
pub struct MerkleRoot {
    /// The roots of the full subtrees so far, the largest first, each with its number of leaves.
    subtrees: Vec<(Hash, u64)>,
}

impl MerkleRoot {
    /// Adds a statement with its salt as the next leaf.
    pub fn push(&mut self, salt: &Salt, statement: &[u8]) {
        let mut node = (leaf(salt, statement), 1);
        while let Some((left, leaves)) = self.subtrees.pop_if(|(_, leaves)| *leaves == node.1) {
            node = (branch(&left, &node.0), leaves * 2);
        }
        self.subtrees.push(node);
    }

    /// The root over the leaves so far; the hash of nothing where there are none.
    pub fn root(&self) -> Hash {
        let mut subtrees = self.subtrees.iter().rev().map(|(hash, _)| *hash);
        match subtrees.next() {
            Some(last) => subtrees.fold(last, |right, left| branch(&left, &right)),
            None => Hash::of(b""),
        }
    }
}

/// The leaf of a statement: SHA-256(0 ‖ salt ‖ statement).
pub fn leaf(salt: &Salt, statement: &[u8]) -> Hash {
    Hash::of_parts([[0].as_slice(), salt, statement])
}

/// SHA-256(1 ‖ left ‖ right).
pub(super) fn branch(left: &Hash, right: &Hash) -> Hash {
    Hash::of_parts([[1].as_slice(), left.bytes(), right.bytes()])
}

/// What a run is approved by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seal {
    /// The hash of the pinned inputs.
    pub inputs: Hash,
    /// The hash of the worksheet, waterfall and control totals included.
    pub worksheet: Hash,
    /// The Merkle root of the statements.
    pub statements: Hash,
}

impl Seal {
    /// The one hash over the three.
    pub fn hash(&self) -> Hash {
        Hash::of_parts([self.inputs.bytes().as_slice(), self.worksheet.bytes(), self.statements.bytes()])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ct_merkle::mem_backed_tree::MemoryBackedTree;
    use proptest::prelude::*;

    #[test]
    fn a_hash_is_written_and_read_back() {
        let hash = Hash::of(b"tonggu");
        assert_eq!(hash.to_string().parse(), Ok(hash));
        assert_eq!("12".parse::<Hash>(), Err(()));
        assert_eq!(Hash::of(b"").to_string(), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    }

    proptest! {
        #[test]
        fn the_root_is_that_of_an_independent_tree(statements in prop::collection::vec(any::<Vec<u8>>(), 1..70), salt in any::<Salt>()) {
            let mut ours = MerkleRoot::default();
            let mut theirs = MemoryBackedTree::<Sha256, Vec<u8>>::new();
            for statement in &statements {
                ours.push(&salt, statement);
                theirs.push([salt.as_slice(), statement].concat());
            }
            let (root, their_root) = (ours.root(), theirs.root());
            prop_assert_eq!(root.bytes().as_slice(), their_root.as_bytes().as_slice());
        }
    }
}
