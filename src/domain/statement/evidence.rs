//! Evidence that leaves the house (证据文件): one statement with its proof, or a whole run to be computed again. Both are read and checked
//! with nothing but the file; `src/README.md`, Evidence, describes them for whoever writes a checker of their own.

use crate::domain::canonical::{CanonicalFlaw, CanonicalText, Fields, records};
use crate::domain::distribution::inputs::Inputs;
use crate::domain::distribution::worksheet::compute;
use crate::domain::governance::proof::{Beside, InclusionProof};
use crate::domain::governance::seal::{Hash, MerkleRoot, Salt, Seal, leaf};
use crate::domain::statement::member_statement::{self, MemberStatement};
use crate::domain::statement::run_summary::RunSummary;

/// The first field of the first line, and the version of the form.
const STATEMENT: (&str, i64) = ("tonggu-statement", 1);
const RUN: (&str, i64) = ("tonggu-run", 1);

/// Which part does not fit.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EvidenceFlaw {
    /// It cannot be read.
    #[error(transparent)]
    Unreadable(#[from] CanonicalFlaw),
    /// The parts of the seal do not make the seal.
    #[error("the seal is not that of its parts")]
    Seal,
    /// The head names another run or cooperative than what was sealed.
    #[error("the head names another run or cooperative than what was sealed")]
    Head,
    /// The proof does not lead from the statement to the root.
    #[error("the proof does not lead from the statement to the root")]
    Proof,
    /// The pinned inputs are not those that were sealed.
    #[error("the pinned inputs are not those that were sealed")]
    Inputs,
    /// The worksheet is not the one that was sealed, or the inputs come to another.
    #[error("the worksheet is not what the inputs come to")]
    Worksheet,
    /// The statement of this member is not the one that was sealed.
    #[error("a statement is not what the inputs come to")]
    Statement(String),
}

/// One statement, with the proof that it is among those that were approved (对账单证据).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatementEvidence {
    /// The run, as `2008#1`.
    pub run: String,
    /// The cooperative's name.
    pub cooperative: String,
    /// The seal's parts.
    pub seal: Seal,
    /// The proof.
    pub proof: InclusionProof,
    /// The statement's salt.
    pub salt: Salt,
    /// The statement, as it was sealed.
    pub statement: String,
}

fn write_head(text: &mut CanonicalText, (name, version): (&str, i64), run: &str, cooperative: &str, seal: &Seal) {
    text.record(name).number(version).end();
    text.record("run").text(run).text(cooperative).end();
    let hashes = [seal.hash(), seal.inputs, seal.worksheet, seal.statements];
    hashes.iter().fold(text.record("seal"), |record, hash| record.text(&hash.to_string())).end();
}

/// The record of a name that must come next.
fn expect<'t>(
    found: &mut impl Iterator<Item = (&'t str, Fields<'t>)>,
    name: &str,
) -> Result<Fields<'t>, CanonicalFlaw> {
    match found.next() {
        Some((known, fields)) if known == name => Ok(fields),
        Some((_, fields)) => Err(fields.flaw(&format!("{name} should stand here"))),
        None => Err(CanonicalFlaw { record: 0, flaw: format!("{name} is missing") }),
    }
}

/// Run, cooperative, seal.
fn read_head<'t>(
    found: &mut impl Iterator<Item = (&'t str, Fields<'t>)>,
    (name, version): (&str, i64),
) -> Result<(String, String, Seal), EvidenceFlaw> {
    let mut head = expect(found, name)?;
    if head.number()? != version {
        return Err(head.flaw("another version").into());
    }
    let mut run = expect(found, "run")?;
    let (run, cooperative) = (run.text()?.to_owned(), run.text()?.to_owned());
    let mut hashes = expect(found, "seal")?;
    let mut hash = || hashes.known(|text| text.parse::<Hash>().ok());
    let given = hash()?;
    let seal = Seal { inputs: hash()?, worksheet: hash()?, statements: hash()? };
    if seal.hash() == given { Ok((run, cooperative, seal)) } else { Err(EvidenceFlaw::Seal) }
}

fn salt_text(salt: &Salt) -> String {
    salt.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn read_salt(text: &str) -> Option<Salt> {
    let mut salt = Salt::default();
    if text.len() != 2 * salt.len() || !text.is_ascii() {
        return None;
    }
    for (at, byte) in salt.iter_mut().enumerate() {
        *byte = u8::from_str_radix(&text[2 * at..2 * at + 2], 16).ok()?;
    }
    Some(salt)
}

/// A text that is empty lines' worth of head, and what follows it.
fn split(text: &str) -> Result<(&str, &str), EvidenceFlaw> {
    let flaw = || CanonicalFlaw { record: 0, flaw: "an empty line ends the head".to_owned() };
    Ok(text.split_once("\n\n").ok_or_else(flaw)?)
}

/// What was read is all that the file says: nothing stands in it that no hash binds.
fn written_so(again: &str, file: &str) -> Result<(), EvidenceFlaw> {
    match again == file {
        true => Ok(()),
        false => Err(CanonicalFlaw { record: 0, flaw: "more or other than this program writes".to_owned() }.into()),
    }
}

impl StatementEvidence {
    /// As a file.
    pub fn write(&self) -> String {
        let mut text = CanonicalText::default();
        write_head(&mut text, STATEMENT, &self.run, &self.cooperative, &self.seal);
        text.record("salt").text(&salt_text(&self.salt)).end();
        for (side, hash) in &self.proof.path {
            text.record("beside").text(side.code()).text(&hash.to_string()).end();
        }
        format!("{}\n{}", text.as_str(), self.statement)
    }

    /// Reads a file and checks it: what it proves, or what does not fit.
    ///
    /// # Errors
    /// The first part that does not fit.
    pub fn check(file: &str) -> Result<(StatementEvidence, MemberStatement), EvidenceFlaw> {
        let (head, statement) = split(file)?;
        let mut found = records(head);
        let (run, cooperative, seal) = read_head(&mut found, STATEMENT)?;
        let salt = expect(&mut found, "salt")?.known(read_salt)?;
        let mut path = Vec::new();
        for (name, mut fields) in found {
            match name {
                "beside" => path.push((fields.known(Beside::lookup)?, fields.known(|text| text.parse().ok())?)),
                _ => return Err(fields.flaw("only hashes beside the way stand here").into()),
            }
        }
        let proof = InclusionProof { path };
        if proof.root(leaf(&salt, statement.as_bytes())) != seal.statements {
            return Err(EvidenceFlaw::Proof);
        }
        let read = MemberStatement::parse(statement)?;
        if (&read.run, &read.cooperative) != (&run, &cooperative) {
            return Err(EvidenceFlaw::Head);
        }
        let evidence = StatementEvidence { run, cooperative, seal, proof, salt, statement: statement.to_owned() };
        written_so(&evidence.write(), file)?;
        Ok((evidence, read))
    }
}

/// A whole run, to be computed again with nothing but the file (分配证据): for the bodies, since it tells everybody's share.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RunEvidence {
    /// The run, as `2008#1`.
    pub run: String,
    /// The cooperative's name.
    pub cooperative: String,
    /// The seal's parts.
    pub seal: Seal,
    /// Every member's salt and leaf, in member-number order.
    pub leaves: Vec<(String, Salt, Hash)>,
    /// 固定的依据.
    pub inputs: String,
    /// The worksheet's summary.
    pub summary: String,
}

impl RunEvidence {
    /// As a file.
    pub fn write(&self) -> String {
        let mut text = CanonicalText::with_capacity(self.inputs.len() + self.summary.len() + 128 * self.leaves.len());
        write_head(&mut text, RUN, &self.run, &self.cooperative, &self.seal);
        text.record("length").number(self.inputs.len() as i64).number(self.summary.len() as i64).end();
        for (member_no, salt, leaf) in &self.leaves {
            text.record("leaf").text(member_no).text(&salt_text(salt)).text(&leaf.to_string()).end();
        }
        format!("{}\n{}{}", text.as_str(), self.inputs, self.summary)
    }

    /// Reads a file and computes the run again: every hash, every figure, every statement.
    ///
    /// # Errors
    /// The first part that does not fit.
    pub fn check(file: &str) -> Result<RunEvidence, EvidenceFlaw> {
        let (head, body) = split(file)?;
        let mut found = records(head);
        let (run, cooperative, seal) = read_head(&mut found, RUN)?;
        let mut lengths = expect(&mut found, "length")?;
        let mut length = || lengths.known(|text| text.parse::<usize>().ok());
        let (inputs_length, summary_length) = (length()?, length()?);
        let mut leaves = Vec::new();
        for (_, mut fields) in found {
            let member_no = fields.text()?.to_owned();
            leaves.push((member_no, fields.known(read_salt)?, fields.known(|text| text.parse().ok())?));
        }
        let broken = || CanonicalFlaw { record: 0, flaw: "the lengths are not those of the parts".to_owned() };
        if inputs_length.checked_add(summary_length) != Some(body.len()) || !body.is_char_boundary(inputs_length) {
            return Err(broken().into());
        }
        let (inputs, summary) = body.split_at(inputs_length);
        if Hash::of(inputs.as_bytes()) != seal.inputs {
            return Err(EvidenceFlaw::Inputs);
        }
        if Hash::of(summary.as_bytes()) != seal.worksheet {
            return Err(EvidenceFlaw::Worksheet);
        }
        let evidence =
            RunEvidence { run, cooperative, seal, leaves, inputs: inputs.to_owned(), summary: summary.to_owned() };
        evidence.compute_again()?;
        written_so(&evidence.write(), file)?;
        Ok(evidence)
    }

    fn compute_again(&self) -> Result<(), EvidenceFlaw> {
        let inputs = Inputs::parse(&self.inputs)?;
        if (inputs.header.run.to_string(), &inputs.header.cooperative_name) != (self.run.clone(), &self.cooperative) {
            return Err(EvidenceFlaw::Head);
        }
        let worksheet = compute(&inputs).map_err(|_| EvidenceFlaw::Worksheet)?;
        let summary = RunSummary::new(&inputs, &worksheet).map_err(|_| EvidenceFlaw::Worksheet)?.write();
        if summary != self.summary {
            return Err(EvidenceFlaw::Worksheet);
        }
        let mut root = MerkleRoot::default();
        let mut text = CanonicalText::default();
        let mut leaves = self.leaves.iter();
        for figures in &worksheet.statements {
            member_statement::write(&mut text, &inputs, &worksheet, figures);
            let member_no = inputs.members[figures.member as usize].member_no();
            let differs = || EvidenceFlaw::Statement(member_no.to_owned());
            let (known, salt, expected) = leaves.next().ok_or_else(differs)?;
            if known != member_no || leaf(salt, text.as_str().as_bytes()) != *expected {
                return Err(differs());
            }
            root.push(salt, text.as_str().as_bytes());
        }
        match leaves.next() {
            Some((member_no, ..)) => Err(EvidenceFlaw::Statement(member_no.clone())),
            None if root.root() != self.seal.statements => Err(EvidenceFlaw::Seal),
            None => Ok(()),
        }
    }
}
