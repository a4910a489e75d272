//! Inclusion proofs (包含证明): that a statement is one of those that a root was made of (RFC 6962 §2.1.1).

use super::seal::{Hash, branch};

/// That the leaf at a position is among so many.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InclusionProof {
    /// The position of the leaf, from 0.
    pub position: u64,
    /// How many leaves there are.
    pub count: u64,
    /// The hashes beside the way from the leaf to the root, the lowest first.
    pub path: Vec<Hash>,
}

/// The largest power of two below `count`, where the tree of so many leaves divides; `count` is two or more.
const fn split(count: u64) -> u64 {
    1 << (u64::BITS - 1 - (count - 1).leading_zeros())
}

impl InclusionProof {
    /// The proof of a leaf among all leaves; none where there is no such leaf.
    pub fn of(leaves: &[Hash], position: usize) -> Option<InclusionProof> {
        if position >= leaves.len() {
            return None;
        }
        let mut path = Vec::new();
        collect(leaves, position, &mut path);
        Some(InclusionProof { position: position as u64, count: leaves.len() as u64, path })
    }

    /// The root that the proof leads to from a leaf; none where the path is not as long as the tree is high.
    pub fn root(&self, leaf: Hash) -> Option<Hash> {
        let mut path = self.path.iter();
        let root = climb(leaf, self.position, self.count, &mut path)?;
        path.next().is_none().then_some(root)
    }
}

/// Puts the hashes beside the way down to `position` into `path`, the lowest first.
fn collect(leaves: &[Hash], position: usize, path: &mut Vec<Hash>) {
    if leaves.len() < 2 {
        return;
    }
    let (left, right) = leaves.split_at(split(leaves.len() as u64) as usize);
    if position < left.len() {
        collect(left, position, path);
        path.push(root(right));
    } else {
        collect(right, position - left.len(), path);
        path.push(root(left));
    }
}

/// The root over leaves, all at once.
pub fn root(leaves: &[Hash]) -> Hash {
    match leaves {
        [] => Hash::of(b""),
        [only] => *only,
        _ => {
            let (left, right) = leaves.split_at(split(leaves.len() as u64) as usize);
            branch(&root(left), &root(right))
        }
    }
}

fn climb<'p>(leaf: Hash, position: u64, count: u64, path: &mut impl Iterator<Item = &'p Hash>) -> Option<Hash> {
    if position >= count {
        return None;
    }
    if count == 1 {
        return Some(leaf);
    }
    let left = split(count);
    if position < left {
        let below = climb(leaf, position, left, path)?;
        path.next().map(|right| branch(&below, right))
    } else {
        let below = climb(leaf, position - left, count - left, path)?;
        path.next().map(|beside| branch(beside, &below))
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
            prop_assert_eq!(proof.root(leaves[position]), Some(streamed.root()));
            prop_assert_ne!(proof.root(leaf(&[7; 16], b"another")), Some(streamed.root()));
            // Neither at another position, nor with another hash on the way, nor with one too many.
            let moved = InclusionProof { position: (position as u64 + 1) % count as u64, ..proof.clone() };
            prop_assert!(count == 1 || moved.root(leaves[position]) != Some(streamed.root()));
            let mut longer = proof.clone();
            longer.path.push(streamed.root());
            prop_assert_eq!(longer.root(leaves[position]), None);
            if !proof.path.is_empty() {
                let mut bent = proof.clone();
                let step = flip % bent.path.len();
                bent.path[step] = Hash::of(bent.path[step].bytes());
                prop_assert_ne!(bent.root(leaves[position]), Some(streamed.root()));
            }
        }
    }
}
