//! For how long what is archived is kept (保管期限): data, an accountant may read it in `reports/retention.csv`.

use strum::IntoEnumIterator;

const SHIPPED: &str = include_str!("../../../../reports/retention.csv");

/// What an archive holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, strum::EnumIter, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum Document {
    /// 会计科目表.
    Chart,
    /// 记账凭证.
    Voucher,
    /// Their lines.
    VoucherLine,
    /// Which voucher each attachment is of.
    AttachmentIndex,
    /// 附件.
    Attachment,
    /// 总账.
    GeneralLedger,
    /// 明细账.
    DetailLedger,
    /// 科目余额表.
    TrialBalance,
    /// 年度财务会计报告.
    AnnualStatement,
    /// 勾稽关系.
    TieOut,
    /// 银行对账单.
    BankStatement,
    /// 银行存款余额调节表.
    BankReconciliation,
    /// 文本账.
    PlainText,
    /// 记账规则.
    PostingRule,
    /// 分配.
    Distribution,
}

/// What is said of a document in the manifest.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Retention {
    /// 题名, in Chinese and in English.
    pub titles: [String; 2],
    /// 保管期限: `30年` or `永久`.
    pub term: String,
}

/// What is said of every document, in the order of the documents.
pub fn retentions() -> Vec<(Document, Retention)> {
    let lines: Vec<csv::StringRecord> =
        csv::Reader::from_reader(SHIPPED.as_bytes()).into_records().filter_map(Result::ok).collect();
    let of = |document: Document| {
        let code: &'static str = document.into();
        let line = lines.iter().find(|line| line.get(0) == Some(code));
        let field = |at: usize| line.and_then(|line| line.get(at)).unwrap_or_default().to_owned();
        let term = if field(3).parse::<u32>().is_ok() { format!("{}年", field(3)) } else { field(3) };
        (document, Retention { titles: [field(1), field(2)], term })
    };
    Document::iter().map(of).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_that_is_archived_has_a_term_that_is_laid_down() {
        let all = retentions();
        for (document, retention) in &all {
            assert!(retention.titles.iter().all(|title| !title.is_empty()), "{document:?}");
            assert!(["10年", "30年", "永久"].contains(&retention.term.as_str()), "{document:?} {}", retention.term);
        }
        let term = |wanted| all.iter().find(|(document, _)| *document == wanted).map(|(_, found)| found.term.as_str());
        assert_eq!(term(Document::Voucher), Some("30年"));
        assert_eq!(term(Document::GeneralLedger), Some("30年"));
        assert_eq!(term(Document::AnnualStatement), Some("永久"));
        for line in csv::Reader::from_reader(SHIPPED.as_bytes()).into_records() {
            assert!(!line.unwrap()[4].is_empty(), "every line says where it is laid down");
        }
    }
}
