//! What the cooperative's book begins 2008 with, its first vouchers, what its bank says, and whose money waits: 期初余额, 凭证, 银行对账单, 待付登记. They
//! want the book to be open first.

use crate::community::{Field, TakeSheets};

/// One line: account, name, debit, credit, what it is about.
type Line = (&'static str, &'static str, &'static str, &'static str, &'static str);

const OPENING: [Line; 7] = [
    ("101", "库存现金", "3260.5", "", ""),
    ("102", "银行存款", "486320.15", "", ""),
    ("14101", "股权投资", "2000000", "", "卫鑫置业有限公司"),
    ("151", "固定资产", "36000000", "", ""),
    ("30101", "量化资本", "", "36000000", ""),
    ("31101", "公积公益金", "", "2401880.65", ""),
    ("32202", "未分配收益", "", "87700", ""),
];

/// Day, number, summary, sheets of paper, and lines.
const VOUCHERS: [(&str, &str, &str, &str, &[Line]); 3] = [
    (
        "2008-01-08",
        "银收-1",
        "收 2008 年土地流转费",
        "2",
        &[("102", "银行存款", "182500", "", ""), ("11302", "代收流转费", "", "182500", "合同:TD-2003-01")],
    ),
    (
        "2008-01-15",
        "现付-1",
        "付办公用品",
        "1",
        &[("513", "管理费用", "864.3", "", ""), ("101", "库存现金", "", "864.3", "")],
    ),
    (
        "2008-01-31",
        "银付-1",
        "付公示栏制作费",
        "1",
        &[("513", "管理费用", "2400", "", ""), ("102", "银行存款", "", "2400", "")],
    ),
];

/// Day, summary, paid, received, balance, number, other side.
const STATEMENT: [(&str, &str, &str, &str, &str, &str, &str); 3] = [
    ("2008-01-08", "流转费", "", "182500", "668820.15", "20080108001", "丰禾农业有限公司"),
    ("2008-01-31", "公示栏", "2400", "", "666420.15", "20080131004", "锦城广告部"),
    ("2008-01-31", "账户管理费", "10", "", "666410.15", "20080131009", ""),
];

/// All four sheets.
pub fn write(take: &mut dyn TakeSheets) {
    let number = |text: &'static str| if text.is_empty() { Field::Blank } else { Field::Number(text) };
    let text = |text: &'static str| if text.is_empty() { Field::Blank } else { Field::Text(text) };
    take.sheet("期初余额", &["账套", "科目编码", "科目名称", "借方", "贷方", "往来对象"]);
    for (account, name, debit, credit, about) in OPENING {
        take.row(&[
            Field::Text("合作社"),
            Field::Text(account),
            Field::Text(name),
            number(debit),
            number(credit),
            text(about),
        ]);
    }
    let headings = ["账套", "日期", "凭证字号", "摘要", "科目编码", "科目名称", "借方", "贷方", "往来对象", "附件张数"];
    take.sheet("凭证", &headings);
    for (date, name, summary, sheets, lines) in VOUCHERS {
        for (account, title, debit, credit, about) in lines {
            take.row(&[
                Field::Text("合作社"),
                Field::Date(date.parse().expect("a day")),
                Field::Text(name),
                Field::Text(summary),
                Field::Text(account),
                Field::Text(title),
                number(debit),
                number(credit),
                text(about),
                Field::Number(sheets),
            ]);
        }
    }
    take.sheet("银行对账单", &["日期", "摘要", "支出", "收入", "余额", "流水号", "对方户名"]);
    for (date, summary, paid, received, balance, serial_no, other) in STATEMENT {
        take.row(&[
            Field::Date(date.parse().expect("a day")),
            Field::Text(summary),
            number(paid),
            number(received),
            number(balance),
            Field::Text(serial_no),
            text(other),
        ]);
    }
    take.sheet("待付登记", &["成员编号", "待付状态", "日期", "原因"]);
    take.row(&[
        Field::Text("M0000007"),
        Field::Text("继承待定"),
        Field::Date("2009-01-10".parse().expect("a day")),
        Field::Text("继承公证办理中"),
    ]);
}
