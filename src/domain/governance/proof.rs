//! Inclusion proofs (包含证明): that a statement is one of those that a root was made of (RFC 6962 §2.1.1).

use super::seal::{Hash, branch};

/// On which side of the way from a leaf to the root a hash stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Beside {
    /// Before it.
    Left,
    /// After it.
    Right,
}

impl Beside {
    /// As a file of evidence writes it.
    pub const fn code(self) -> &'static str {
        match self {
            Beside::Left => "left",
            Beside::Right => "right",
        }
    }

    /// The side that is written so.
    pub fn lookup(code: &str) -> Option<Beside> {
        [Beside::Left, Beside::Right].into_iter().find(|side| side.code() == code)
    }
}

/// That a leaf is one of those under a root: the hashes beside the way from the leaf up, the lowest first, each with its side. With the sides said, neither
/// the leaf's position nor the number of leaves needs to be: whatever is in a proof, the root binds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct InclusionProof {
    /// From the leaf up.
    pub path: Vec<(Beside, Hash)>,
}

/// The largest power of two below `count`, where the tree of so many leaves divides; `count` is two or more.
const fn split(count: usize) -> usize {
    1 << (usize::BITS - 1 - (count - 1).leading_zeros())
}

impl InclusionProof {
    /// The proof of a leaf among all leaves; none where there is no such leaf.
    pub fn of(leaves: &[Hash], position: usize) -> Option<InclusionProof> {
        if position >= leaves.len() {
            return None;
        }
        let mut proof = InclusionProof::default();
        proof.collect(leaves, position);
        Some(proof)
    }

    /// Adds the hashes beside the way down to `position`, the lowest first.
    fn collect(&mut self, leaves: &[Hash], position: usize) {
        if leaves.len() < 2 {
            return;
        }
        let (left, right) = leaves.split_at(split(leaves.len()));
        match position.checked_sub(left.len()) {
            None => {
                self.collect(left, position);
                self.path.push((Beside::Right, root(right)));
            }
            Some(position) => {
                self.collect(right, position);
                self.path.push((Beside::Left, root(left)));
            }
        }
    }

    /// The root that the proof leads to from a leaf.
    pub fn root(&self, leaf: Hash) -> Hash {
        self.path.iter().fold(leaf, |below, (side, beside)| match side {
            Beside::Left => branch(beside, &below),
            Beside::Right => branch(&below, beside),
        })
    }
}

/// The root over leaves, all at once.
pub fn root(leaves: &[Hash]) -> Hash {
    match leaves {
        [] => Hash::of(b""),
        [only] => *only,
        _ => {
            let (left, right) = leaves.split_at(split(leaves.len()));
            branch(&root(left), &root(right))
        }
    }
}

/// A short code of a statement (核对码), which a person can read out and compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct VerificationCode([u8; 10]);

impl VerificationCode {
    /// Of the leaf of a statement: fifty bits of it, five a letter.
    pub fn of(leaf: Hash) -> VerificationCode {
        const LETTERS: &[u8; 32] = b"23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
        let bytes = leaf.bytes();
        let bits = bytes[..7].iter().fold(0_u64, |bits, byte| bits << 8 | u64::from(*byte)) >> 6;
        let letter = |at: usize| LETTERS[(bits >> (5 * (9 - at)) & 31) as usize];
        VerificationCode(std::array::from_fn(letter))
    }
}

impl std::fmt::Display for VerificationCode {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let letters = |part: &[u8]| part.iter().map(|byte| char::from(*byte)).collect::<String>();
        write!(formatter, "{}-{}", letters(&self.0[..5]), letters(&self.0[5..]))
    }
}

#[cfg(test)]
mod tests {
    use super::super::seal::{MerkleRoot, leaf};
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_leaf_is_proved_and_no_other_is(count in 1_usize..80, at in 0_usize..80, flip in 0_usize..32) {
            let position = at % count;
            let statements: Vec<String> = (0..count).map(|number| format!("statement {number}")).collect();
            let leaves: Vec<Hash> = statements.iter().map(|text| leaf(&[7; 16], text.as_bytes())).collect();
            let mut streamed = MerkleRoot::default();
            statements.iter().for_each(|text| streamed.push(&[7; 16], text.as_bytes()));
            prop_assert_eq!(root(&leaves), streamed.root());
            let proof = InclusionProof::of(&leaves, position).unwrap();
            prop_assert_eq!(proof.root(leaves[position]), streamed.root());
            prop_assert_ne!(proof.root(leaf(&[7; 16], b"another")), streamed.root());
            // Neither with another hash or side on the way, nor with one too many.
            let mut longer = proof.clone();
            longer.path.push((Beside::Left, streamed.root()));
            prop_assert_ne!(longer.root(leaves[position]), streamed.root());
            if !proof.path.is_empty() {
                let step = flip % proof.path.len();
                let (side, hash) = proof.path[step];
                let other = if side == Beside::Left { Beside::Right } else { Beside::Left };
                for changed in [(side, Hash::of(hash.bytes())), (other, hash)] {
                    let mut bent = proof.clone();
                    bent.path[step] = changed;
                    prop_assert_ne!(bent.root(leaves[position]), streamed.root());
                }
            }
        }
    }
}
