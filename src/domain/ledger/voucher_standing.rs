//! How far a voucher has come (凭证状态).

/// How far a voucher has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VoucherStanding {
    /// 未复核.
    Draft,
    /// 未复核, and it touches cash: the cashier signs it, too.
    DraftUnsigned,
    /// 已复核, 待出纳签字.
    ReviewedUnsigned,
    /// 已复核.
    Reviewed,
    /// 已记账.
    Posted,
}

impl VoucherStanding {
    /// As people say it.
    pub const fn zh(self) -> &'static str {
        match self {
            VoucherStanding::Draft => "未复核",
            VoucherStanding::DraftUnsigned => "未复核，要出纳签字",
            VoucherStanding::ReviewedUnsigned => "已复核，待出纳签字",
            VoucherStanding::Reviewed => "已复核",
            VoucherStanding::Posted => "已记账",
        }
    }

    /// In English.
    pub const fn en(self) -> &'static str {
        match self {
            VoucherStanding::Draft => "draft",
            VoucherStanding::DraftUnsigned => "draft, unsigned",
            VoucherStanding::ReviewedUnsigned => "reviewed, unsigned",
            VoucherStanding::Reviewed => "reviewed",
            VoucherStanding::Posted => "posted",
        }
    }
}
