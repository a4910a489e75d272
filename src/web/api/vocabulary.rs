//! What names of the interface mean, in Chinese and English, and what stands there in the sample data.

use crate::rendering::speech::Language;
use crate::web::route_table::Who;

/// Name, Chinese, English, example.
const NAMES: &[(&str, &str, &str, &str)] = &[
    ("abstained", "弃权的席数", "Seats that abstained", "0"),
    ("against", "反对的席数", "Seats against", "0"),
    ("body", "机构", "A body", "监督委员会"),
    ("change_no", "规则变更号", "The number of a change of posting rules", "1"),
    ("chart", "自带的科目表", "A chart that comes with the program", "collective-2023"),
    ("days", "公布几天", "For how many days", "3"),
    ("dimension", "辅助核算", "What its lines are told apart by", "member"),
    ("election_no", "选举号", "The number of an election", "1"),
    ("electors", "由哪个机构选", "The body that elects", "居民代表大会"),
    ("first_year", "启用年度", "The year that it begins with", "2009"),
    ("for", "赞成的席数", "Seats in favour", "5"),
    ("issued", "发出的选票", "Ballots issued", "60"),
    ("minutes", "会议记录扫描件", "The scanned minutes", "会议记录.pdf"),
    ("named_by", "谁推荐的", "Who names them", "居民代表联名"),
    ("one_time_code", "一次性登录码", "The one-time code", "7F3KQ2MDXW"),
    ("posts", "岗位", "Posts", "accountant"),
    ("recused", "回避的席数", "Seats that recused themselves", "0"),
    ("row", "归入报表的哪一行", "The row of the statement that takes it in", "3"),
    ("seats", "席数", "How many seats", "3"),
    ("valid", "有效票", "Valid ballots", "58"),
    ("votes", "候选人=票数", "CANDIDATE=VOTES", "陈国强=52"),
    ("about", "与什么有关；在凭证里是辅助核算，如 成员:M0000010", "About what; of a voucher's line its dimensions", ""),
    ("account", "科目编码", "The code of an account", "102"),
    ("action", "做了什么", "What was done", "imported"),
    ("actor", "谁", "Who", "wu"),
    ("after", "上一页的 next", "The next of the page before", "M0000010"),
    ("amount", "金额（元）", "Yuan", "1200.50"),
    ("as_of", "没有日期列的表指的日期", "The date that sheets without one mean", "2008-12-31"),
    (
        "assumed",
        "假设的章程条款或计划项目和它的值",
        "Items of the charter or the plan with what is assumed",
        "公积公益金提取比例",
    ),
    ("attachments", "附件张数", "Sheets of paper behind it", "1"),
    ("bank", "银行；勾对时是对账单行的编号", "The bank; of a match the numbers of its lines", "1"),
    (
        "bank_balance",
        "对账单当日余额，行上没有时写",
        "The statement's balance of the day, where its lines have none",
        "1200.50",
    ),
    ("batch", "批次", "The batch", "1"),
    ("batch_no", "批次号", "The number of a batch", "1"),
    ("book", "账套编码或名称", "A book, by code or name", "合作社"),
    ("by", "谁做的（用户名）", "Who did it, by user name", "wu"),
    ("by_household", "每户一笔，付给户主", "Each household at once, to its head", "false"),
    ("certificate_no", "股权证号", "The number of a certificate", "0000001"),
    ("choice", "赞成 for，反对 against，弃权 abstain，回避 recuse", "for, against, abstain or recuse", "for"),
    ("choices", "表头=列名", "HEADING=COLUMN", "亩数=面积(亩)"),
    ("class", "股种，或科目类别", "The class of shares, or of an account", "人口股"),
    ("code", "代码；登录时是动态口令", "The code; in a sign-in that of the second factor", "123456"),
    ("condition", "满足什么就解除", "What lifts it", "补齐验收记录"),
    ("content", "议题内容的哈希", "The hash of what is decided", ""),
    ("contract_no", "合同编号", "The number of a contract", "HT001"),
    ("corrects", "更正哪一张已记账的凭证", "The posted voucher that it corrects", "1"),
    ("cosigners", "联署人：成员编号或姓名", "Who wishes it too, by number or name", "李素芳"),
    ("cut_off", "截止日：算到哪天的收款", "Until which day receipts count", "2008-12-31"),
    ("date", "日期", "The day", "2008-12-31"),
    ("deadline", "最后一天", "The last day", "2009-01-10"),
    ("dry_run", "只检查，不存入", "Checked, not stored", "true"),
    ("due", "应付金额，或从哪天起付", "What is due, or from which day on", "2009-01-20"),
    ("entry_no", "登记号", "The number of an entry", "12"),
    ("expected", "应为什么", "What was expected", "2008-12-31"),
    ("file", "文件", "The file", "台账.xlsx"),
    ("follows", "补发或更正的是第几次分配", "The run that arrears or a correction follow", "1"),
    ("from", "从哪个期间或哪一天", "From which period or day", "2008-01"),
    ("given", "给出的值", "The value given", ""),
    ("hash", "哈希（SHA-256）", "The hash (SHA-256)", ""),
    ("head", "以前抄下的最后一条日志的哈希", "The hash that the last entry of the log had at an earlier time", ""),
    ("household_no", "户号", "The number of a household", "H001"),
    ("kind", "类别", "The kind", "annual"),
    ("levy_due", "公益金从哪天起付", "From which day on the levy is paid", "2009-01-20"),
    ("limit", "最多几项", "How many at most", "200"),
    ("line", "针对哪一项；整份的不写", "To which line; left out for the whole", ""),
    (
        "lines",
        "分录；勾对时是凭证或其行，如 2008-03 记-1/2",
        "The lines; of a match vouchers, or lines of them",
        "2008-03 记-1",
    ),
    ("match_no", "勾对号", "The number of a match", "1"),
    ("member_no", "成员编号", "The number of a member", "M0000010"),
    ("members", "只要这些成员", "These members alone", "M0000010"),
    ("mend", "怎样更正", "How to mend it", "请核对。"),
    ("most", "最多列几个变动", "How many changes", "20"),
    ("motion", "议题号", "The number of a motion", "1"),
    (
        "motion_no",
        "议题号；导入时是作出决定的议题",
        "The number of a motion; of an import the one that decided on it",
        "1",
    ),
    ("name", "姓名或名称", "The name", "陈国强"),
    ("net", "实发（元）", "Yuan paid out", "1234.50"),
    ("next", "下一页的游标；最后一页没有", "The cursor of the next page; nothing on the last", "M0000010"),
    ("objection_no", "异议号", "The number of an objection", "1"),
    ("on", "哪一天；不写就是今天", "On which day; today where none is given", "2008-12-31"),
    (
        "opening",
        "结的是启用以前的未达；在账上是期初",
        "What was open before the book began; of a balance the opening",
        "true",
    ),
    (
        "opening_difference",
        "账套启用时的未达：当时银行余额减账面余额；不为零时写一次",
        "What was open when the book began: the bank's balance less the book's; said once where it is not zero",
        "0.00",
    ),
    ("password", "密码", "The password", "…"),
    ("payee", "付给谁", "To whom", "居民委员会"),
    ("payer", "谁付：cooperative 合作社，committee 居民委员会", "Who pays: cooperative or committee", "cooperative"),
    ("period", "期间；13 是年终分配期", "The period; 13 is the year-end distribution period", "2008-12"),
    (
        "proposer",
        "提出人：成员编号或姓名；不写就是本人",
        "Who proposes it, by number or name; oneself where left out",
        "赵玉珍",
    ),
    ("reason", "理由", "Why", "重复录入"),
    ("record_no", "监督记录号", "The number of a record", "1"),
    ("reference", "银行编号或凭证号", "The bank's number, or the voucher's", "YH20090211-1"),
    ("route", "投诉送到哪里", "Where a complaint is sent", ""),
    ("run", "分配：年度，或其中一次", "A run: a year, or one run of it", "2008-1"),
    ("satisfied", "条件已满足", "The condition is met", "true"),
    ("seal", "封存号", "The seal", ""),
    ("shares", "股数", "Shares", "12.5"),
    ("side", "debit 借，credit 贷", "debit or credit", "debit"),
    ("since", "从哪天起", "From which day on", "2009-01-01"),
    ("source", "原始凭证号：同一号不会记两次", "The number of the source document: none is booked twice", "收据 0012"),
    ("state", "状态", "The state", ""),
    ("status", "HTTP 状态码", "The HTTP status", "422"),
    ("summary", "摘要", "What it is about", "收租金"),
    ("text", "说什么", "What is said", "第三项面积不对"),
    ("tier", "1 按合同，2 按股", "1 by contract, 2 by share", "1"),
    ("title", "题目", "What is to be decided", "修缮水渠"),
    ("to", "到哪个期间；不写就是一个期间", "Until which period; the first alone where left out", "2008-12"),
    ("unpaid", "只要没有付的", "Only what is not paid", "true"),
    ("until", "到哪天为止", "Until when", "2009-12-31"),
    ("user", "用户名", "The user name", "wu"),
    ("voids_motion", "因此作废的议题", "The motion that becomes void by it", "5"),
    ("what", "哪里不对", "What is wrong", "没有这样的编号"),
    (
        "with",
        "与哪次比；不写就是上一年度最后一次",
        "Compared with which run; the last of an earlier year where left out",
        "2007-1",
    ),
    ("within_days", "银行和账面最多差几天", "By how many days bank and book may differ", "7"),
    ("word", "凭证字", "The word of its number", "记"),
    ("year", "年度", "The year", "2008"),
];

/// Nouns of addresses.
const NOUNS: &[(&str, &str, &str)] = &[
    ("register", "股权登记", "The share register"),
    ("contracts", "合同", "Contracts"),
    ("receipts", "租金", "Rents"),
    ("charter", "章程、席位、亲属", "Charter, seats, kinship"),
    ("imports", "导入", "Imports"),
    ("distributions", "分配", "Distributions"),
    ("statements", "对账单", "Statements"),
    ("notices", "公示", "Notices"),
    ("motions", "议题、表决、异议", "Motions, votes, objections"),
    ("holds", "暂缓", "Holds"),
    ("supervision", "监督", "Supervision"),
    ("elections", "选举", "Elections"),
    ("payments", "付款", "Payments"),
    ("ledger", "账", "The books"),
    ("vouchers", "凭证", "Vouchers"),
    ("reconciliation", "银行对账", "Bank reconciliation"),
    ("log", "日志、核验", "The log, and verification"),
    ("users", "用户、令牌", "Users and tokens"),
    ("openapi.json", "接口说明", "This description"),
];

/// What a name means.
pub fn meaning(name: &str, t: Language) -> Option<&'static str> {
    NAMES.iter().find(|(known, ..)| *known == name).map(|(_, zh, en, _)| t.say(zh, en))
}

/// What stands there in the sample data.
pub fn example(name: &str) -> Option<&'static str> {
    NAMES.iter().find(|(known, ..)| *known == name).map(|(.., example)| *example).filter(|example| !example.is_empty())
}

/// What a noun of an address is called.
pub fn noun(noun: &'static str, t: Language) -> &'static str {
    NOUNS.iter().find(|(known, ..)| *known == noun).map_or(noun, |(_, zh, en)| t.say(zh, en))
}

/// Who may, in words.
pub fn who(who: Who, t: Language) -> String {
    match who {
        Who::Anyone => t.say("任何人", "Anybody").to_owned(),
        Who::SignedIn => {
            t.say("登录的人；看得到什么由身份决定", "Whoever is signed in; what they see is theirs").to_owned()
        }
        Who::Shareholder => t.say("股东", "Shareholders").to_owned(),
        Who::Staff => t.say("会计、出纳、窗口人员", "Accountant, cashier, window clerk").to_owned(),
        Who::StaffOrSeat => t
            .say("会计、出纳、窗口人员和有席位的人", "Accountant, cashier, window clerk, whoever has a seat")
            .to_owned(),
        Who::May(action) => match t {
            Language::Chinese => format!("有“{}”权限的人", action.zh()),
            Language::English => format!("Whoever may: {}", <&'static str>::from(action).replace('_', " ")),
        },
    }
}
