//! Statutory statements as tables of text and as values, with their tie-outs.

use super::amount::yuan;
use super::speech::Language;
use super::table::{Align, Table};
use crate::domain::money::Money;
use crate::domain::statement::layout::StatementLine;
use crate::domain::statement::tie_out::TieOut;
use serde_json::{Value, json};

fn cell(amount: Option<Money>) -> String {
    amount.map(yuan).unwrap_or_default()
}

/// A statement. A balance sheet has 期末余额 and 年初余额, a statement of turnover 本年累计金额.
pub fn table(lines: &[StatementLine], language: Language) -> Table {
    let say = |zh, en| language.say(zh, en);
    let has_opening = lines.iter().any(|line| line.opening.is_some());
    let mut headings = vec![(say("项目", "item"), Align::Left), (say("行次", "row"), Align::Right)];
    match has_opening {
        true => {
            headings.extend([(say("期末余额", "closing"), Align::Right), (say("年初余额", "opening"), Align::Right)])
        }
        false => headings.push((say("本年累计金额", "year to date"), Align::Right)),
    }
    let mut table = Table::new(headings);
    for line in lines {
        let caption = match say(&line.caption, &line.caption_en) {
            "" => &line.caption,
            caption => caption,
        };
        let row_no = line.row_no.map(|row_no| row_no.to_string()).unwrap_or_default();
        let mut cells = vec![caption.to_owned(), row_no, cell(line.closing)];
        if has_opening {
            cells.push(cell(line.opening));
        }
        table.row(cells);
    }
    table
}

/// What stands below a statement whose rows nobody has yet compared with the official form.
pub const fn awaits_check(language: Language) -> &'static str {
    language.say("项目和行次尚未与官方格式核对", "Captions and rows are not yet compared with the official form")
}

/// What programs read of a statement: amounts as decimal strings, null where there is none.
pub fn value(lines: &[StatementLine]) -> Value {
    let amount = |amount: Option<Money>| amount.map(|amount| amount.to_string());
    let rows = lines.iter().map(|line| {
        json!({
            "row": line.row_no, "caption": line.caption.trim(), "caption_en": line.caption_en.trim(),
            "closing": amount(line.closing), "opening": amount(line.opening),
        })
    });
    rows.collect()
}

/// Tie-outs, one a row.
pub fn tie_out_table(tie_outs: &[TieOut], language: Language) -> Table {
    let say = |zh, en| language.say(zh, en);
    let mut table = Table::new([
        (say("勾稽关系", "tie-out"), Align::Left),
        (say("左", "left"), Align::Right),
        (say("右", "right"), Align::Right),
        (say("结果", "result"), Align::Left),
    ]);
    for tie_out in tie_outs {
        let about = tie_out.row.map(|row| match language {
            Language::Chinese => format!("（第 {row} 行）"),
            Language::English => format!(" (row {row})"),
        });
        let name = format!("{}{}", say(tie_out.name.zh(), tie_out.name.en()), about.unwrap_or_default());
        let result = if tie_out.holds() { say("相符", "holds") } else { say("不符", "does not hold") };
        table.row([name, cell(tie_out.left), cell(tie_out.right), result.to_owned()]);
    }
    table
}

/// What programs read of tie-outs.
pub fn tie_out_value(tie_outs: &[TieOut]) -> Value {
    let amount = |amount: Option<Money>| amount.map(|amount| amount.to_string());
    let rows = tie_outs.iter().map(|tie_out| {
        json!({
            "name": tie_out.name.code(), "left": amount(tie_out.left), "right": amount(tie_out.right),
            "row": tie_out.row, "holds": tie_out.holds(),
        })
    });
    rows.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::statement::tie_out::TieOutName;

    fn line(row_no: Option<u32>, caption: &str, amounts: [Option<i64>; 2]) -> StatementLine {
        let [closing, opening] = amounts.map(|amount| amount.map(Money::from_fen));
        StatementLine { row_no, caption: caption.into(), caption_en: String::new(), closing, opening }
    }

    #[test]
    fn a_balance_sheet_has_two_columns_and_an_income_statement_one() {
        let sheet = [line(None, "流动资产：", [None, None]), line(Some(1), "　货币资金", [Some(123_456), Some(5)])];
        let expected = "项目        行次  期末余额  年初余额\n──────────  ────  ────────  ────────\n流动资产：\n　货币资金     1  1,234.56      0.05\n";
        assert_eq!(table(&sheet, Language::Chinese).render(), expected);
        let income = table(&[line(Some(1), "经营收入", [Some(100), None])], Language::English).render();
        assert!(income.contains("year to date") && !income.contains("opening"));
        assert_eq!(
            value(&sheet)[1],
            json!({"row": 1, "caption": "货币资金", "caption_en": "", "closing": "1234.56", "opening": "0.05"})
        );
    }

    #[test]
    fn a_tie_out_is_said_in_words() {
        let amount = |fen| Some(Money::from_fen(fen));
        let broken = TieOut { name: TieOutName::BalanceSheet, left: amount(100), right: amount(50), row: None };
        assert!(tie_out_table(&[broken], Language::Chinese).render().contains("不符"));
        assert_eq!(tie_out_value(&[broken])[0]["name"], "balance_sheet");
    }
}
