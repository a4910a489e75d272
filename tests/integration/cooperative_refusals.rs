//! What can be wrong with data, batches, evidence, folders and papers, for the suite of refusals.

use tonggu::domain::refusal::{CooperativeRefusal, Dependent, Place, Refusal};
use tonggu::domain::register::refusal::RegisterRefusal;
use tonggu::domain::statement::evidence::EvidenceFlaw;

/// One of each, with the data, evidence, folders and papers that they are about.
pub fn of_cooperatives() -> Vec<Refusal> {
    let code = || "demo".to_owned();
    let dependent = Dependent {
        batch_no: 2,
        place: Place { file: "甲.xlsx".into(), sheet: "甲".into(), cell: None },
        refusal: Box::new(RegisterRefusal::MemberNotNamed.into()),
    };
    [
        CooperativeRefusal::NoData { place: code() },
        CooperativeRefusal::DataUnreachable { place: code(), reason: "refused".to_owned() },
        CooperativeRefusal::AddressUnusable {
            address: "127.0.0.1:8080".to_owned(),
            reason: "Address already in use (os error 98)".to_owned(),
        },
        CooperativeRefusal::CertificateFileUnusable {
            file: "site.pem".to_owned(),
            reason: "No such file or directory (os error 2)".to_owned(),
        },
        CooperativeRefusal::DataNewer { unknown: vec!["0099_future.sql".to_owned()] },
        CooperativeRefusal::CooperativeUnknown { code: Some(code()), known: Vec::new() },
        CooperativeRefusal::CooperativeUnknown { code: None, known: Vec::new() },
        CooperativeRefusal::CooperativeUnknown { code: None, known: vec![code()] },
        CooperativeRefusal::CooperativeExists { code: code() },
        CooperativeRefusal::CooperativeCodeUnfit { given: "a b".to_owned() },
        CooperativeRefusal::BatchUnknown { batch_no: 9, last: 3 },
        CooperativeRefusal::BatchNotUndoable { batch_no: 2, undone_by: Some(3) },
        CooperativeRefusal::BatchNotUndoable { batch_no: 2, undone_by: None },
        CooperativeRefusal::BatchChangedLater { batch_no: 2, later: vec![3, 4] },
        CooperativeRefusal::BatchNeeded { batch_no: 2, dependents: vec![dependent] },
        CooperativeRefusal::CertificateUnknown { certificate_no: "Z1".to_owned() },
        CooperativeRefusal::EvidenceUnreadable { path: "a.txt".to_owned(), reason: "denied".to_owned() },
        CooperativeRefusal::SealTooShort { given: "1f".to_owned(), least: 12 },
        CooperativeRefusal::ClockBehind { now: crate::support::now(), last: crate::support::now() },
        CooperativeRefusal::BatchDecidedOn { batch_no: 1, motion_no: 1 },
        CooperativeRefusal::EvidenceBroken { path: "a.txt".to_owned(), flaw: EvidenceFlaw::Seal },
        CooperativeRefusal::EvidenceBroken { path: "a.txt".to_owned(), flaw: EvidenceFlaw::Statement("M1".to_owned()) },
        CooperativeRefusal::SealDiffers { given: "0123456789ab".to_owned(), found: "ba9876543210".to_owned() },
        CooperativeRefusal::FileNotWritten { path: "分配表.csv".to_owned(), reason: "disk full".to_owned() },
        CooperativeRefusal::ManifestMissing { path: "档案".to_owned() },
        CooperativeRefusal::ArchiveUnreadable { path: "档案/附件".to_owned(), reason: "broken disk".to_owned() },
        CooperativeRefusal::FolderInUse { path: "导出".to_owned() },
        CooperativeRefusal::FontUnreadable { path: "字体.ttf".to_owned(), reason: "no such table".to_owned() },
        CooperativeRefusal::CharacterMissing { subject: "M001 陈𪚥".to_owned(), character: '𪚥' },
    ]
    .map(Refusal::from)
    .to_vec()
}
