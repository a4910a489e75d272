//! Blank templates: the canonical headings of each kind, and what each column means.

use super::kind::columns;
use crate::domain::sheet::SheetKind;

/// A column of a template.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TemplateColumn {
    /// The canonical heading.
    pub heading: &'static str,
    /// Whether it must be filled; of some pairs one is enough.
    pub required: bool,
}

/// The columns of a template, in the order accountants expect.
pub fn template(kind: SheetKind) -> Vec<TemplateColumn> {
    let kind_columns = columns(kind);
    let is_required = |heading: &str| kind_columns.required.iter().any(|group| group[0].heading() == heading);
    let headings: &[&str] = match kind {
        SheetKind::Members => {
            &["成员编号", "姓名", "身份证号", "户号", "与户主关系", "居民小组", "手机号", "开户银行", "银行账号"]
        }
        SheetKind::AssetQuantification => &["资产项目", "原值", "评估值", "量化股种", "总股数", "人均股数", "基准日"],
        SheetKind::Holdings => &["成员编号", "姓名", "股种", "股数", "取得日期", "取得方式", "股权证号"],
        SheetKind::ShareMovements => &["日期", "变动类型", "转出成员编号", "转入成员编号", "股种", "股数", "依据"],
        SheetKind::Contracts => &[
            "合同编号",
            "批次",
            "合同类型",
            "出租方",
            "承租方",
            "签订日期",
            "开始日期",
            "结束日期",
            "计量单位",
            "可收管理费",
        ],
        SheetKind::LeaseOutContents => &["合同编号", "原合同编号", "地块编号", "商铺编号"],
        SheetKind::RentSteps => &["合同编号", "起始日期", "计租方式", "标准", "品种"],
        SheetKind::GrainPrices => &["品种", "年度", "单价(元/公斤)", "来源"],
        SheetKind::LandContributions => {
            &["成员编号", "姓名", "地块编号", "面积(亩)", "合同编号", "入股日期", "退出日期"]
        }
        SheetKind::ShopContributions => {
            &["成员编号", "姓名", "商铺编号", "建筑面积(㎡)", "评估价值(元)", "合同编号", "入股日期", "退出日期"]
        }
        SheetKind::CashContributions => &["成员编号", "姓名", "金额", "日期", "收据号"],
        SheetKind::Receipts => &["日期", "合同编号", "所属年度", "金额", "付款方", "流水号"],
        SheetKind::Charter => &["项目", "值", "生效日期"],
        SheetKind::Plan => &["项目", "值"],
        SheetKind::Bodies => &["机构", "成员编号", "姓名", "职务", "任期起", "任期止"],
        SheetKind::OpeningBalances => &["账套", "科目编码", "科目名称", "借方", "贷方", "往来对象"],
        SheetKind::Vouchers => {
            &["账套", "日期", "凭证字号", "摘要", "科目编码", "科目名称", "借方", "贷方", "往来对象", "附件张数"]
        }
        SheetKind::UnpaidMarks => &["成员编号", "姓名", "待付状态", "日期", "原因"],
        SheetKind::BankAnswers => &["明细id", "支付状态", "是否退票", "日期", "金额", "银行账号", "原因"],
        SheetKind::BankStatement => &["日期", "摘要", "借方", "贷方", "余额", "流水号", "往来对象", "账套", "科目编码"],
    };
    headings.iter().map(|heading| TemplateColumn { heading, required: is_required(heading) }).collect()
}
