//! A member's statement (对账单) on paper: what is paid, where it comes from with every operand, who approved it, how to check it and how to object.

use super::canvas::{Anchor, Colour, HAIRLINE, INK, LAND, MUTED, OCHRE, PAPER, STRONG, Style, THIN};
use super::document::{Document, Paper};
use super::file::PdfFile;
use super::font::Fonts;
use crate::domain::governance::proof::VerificationCode;
use crate::domain::governance::seal::Hash;
use crate::domain::money::Money;
use crate::domain::refusal::Problem;
use crate::domain::statement::member_statement::{MemberStatement, StatementLine};
use crate::domain::statement::run_summary::RunSummary;
use crate::rendering::amount::{capital, yuan};
use crate::rendering::explanation::{
    line_name, line_net, line_notes, line_working, not_taking_part, recovery_note, tier_two,
};
use crate::rendering::speech::Language;
use pdf_writer::Ref;
use std::io::{Result, Write};

/// What every statement of a run says alike.
pub struct RunOnPaper<'r> {
    /// The run.
    pub summary: &'r RunSummary,
    /// Its seal.
    pub seal: Hash,
    /// How far the bodies have come with it, in words.
    pub standing: String,
    /// Whether it counts: until then a statement says that it is a draft.
    pub is_effective: bool,
    /// What has been passed, a line a stage.
    pub approvals: Vec<String>,
    /// Where and how to object.
    pub where_to_object: String,
}

/// A statement of a run, with the code by which it is compared.
pub type StatementOnPaper<'s> = (&'s RunOnPaper<'s>, &'s MemberStatement, VerificationCode);

/// Writes a member's statements, each on pages of its own: of a year, or of one run.
///
/// # Errors
/// Where it cannot be written.
pub fn write_member<W: Write>(
    target: W,
    fonts: &Fonts,
    statements: &[StatementOnPaper<'_>],
    language: Language,
) -> Result<(W, Vec<Problem>)> {
    let title =
        statements.first().map_or_else(String::new, |(run, statement, _)| title(run.summary, statement, language));
    let mut file = PdfFile::begin(target, fonts, &title, language)?;
    for (run, statement, code) in statements {
        write_one(&mut file, run, (statement, *code))?;
    }
    file.finish()
}

/// Writes all statements of a run into one file: resident group by resident group, as they are handed out, with bookmarks to each.
///
/// # Errors
/// Where it cannot be written.
pub fn write_run<W: Write>(
    target: W,
    fonts: &Fonts,
    run: &RunOnPaper<'_>,
    statements: &[(MemberStatement, VerificationCode)],
    language: Language,
) -> Result<(W, Vec<Problem>)> {
    let header = &run.summary.header;
    let title = match language {
        Language::Chinese => format!("{} {} 对账单", header.cooperative_name, header.run),
        Language::English => format!("{} {} statements", header.cooperative_name, header.run),
    };
    let mut file = PdfFile::begin(target, fonts, &title, language)?;
    let mut order: Vec<&(MemberStatement, VerificationCode)> = statements.iter().collect();
    // 2 before 10; names in their order.
    order.sort_by_key(|(statement, _)| (statement.group.parse().unwrap_or(u32::MAX), statement.group.as_str()));
    for (statement, code) in order {
        let page = write_one(&mut file, run, (statement, *code))?;
        let group = (!statement.group.is_empty()).then(|| group_name(&statement.group, language));
        file.bookmark(group.as_deref(), format!("{} {}", statement.member_no, statement.name), page);
    }
    file.finish()
}

/// A group as a bookmark names it; a bare number is no name.
fn group_name(group: &str, language: Language) -> String {
    match (group.bytes().all(|byte| byte.is_ascii_digit()), language) {
        (false, _) => group.to_owned(),
        (true, Language::Chinese) => format!("第 {group} 居民小组"),
        (true, Language::English) => format!("Resident group {group}"),
    }
}

fn title(summary: &RunSummary, statement: &MemberStatement, language: Language) -> String {
    let (year, member_no, name) = (summary.header.run.year, &statement.member_no, &statement.name);
    match language {
        Language::Chinese => format!("{year} 年度分配对账单　{member_no} {name}"),
        Language::English => format!("Statement of the year {year}: {member_no} {name}"),
    }
}

/// Sets one statement on pages of its own; gives the first.
fn write_one<W: Write>(
    file: &mut PdfFile<'_, W>,
    run: &RunOnPaper<'_>,
    (statement, code): (&MemberStatement, VerificationCode),
) -> Result<Ref> {
    let whose = format!("{} {}", statement.member_no, statement.name);
    file.typesetter.subject.clone_from(&whose);
    let header = &run.summary.header;
    let foot = format!("{}　{}　{whose}", header.cooperative_name, header.run);
    let continued = title(run.summary, statement, file.language);
    let document = Document::begin(file, Paper::A4, (foot, continued));
    let mut paper = StatementPaper { document, run, statement, code };
    paper.head();
    paper.total();
    paper.tier_one();
    paper.tier_two();
    paper.sum();
    paper.checks();
    paper.document.finish()
}

const SMALL: Style = Style::new(8.5, MUTED);
const BODY: Style = Style::new(9.5, INK);
/// The bar before the heading of a tier, and what is indented behind it.
const BAR: f32 = 3.0;
const INDENT: f32 = 11.0;

/// A statement under way.
struct StatementPaper<'s, 'd, 'f, W: Write> {
    document: Document<'d, 'f, W>,
    run: &'s RunOnPaper<'s>,
    statement: &'s MemberStatement,
    code: VerificationCode,
}

impl<W: Write> StatementPaper<'_, '_, '_, W> {
    /// Whose statement of which year it is.
    fn head(&mut self) {
        let (statement, header) = (self.statement, &self.run.summary.header);
        let (language, left, right) = (self.document.language(), self.document.left(), self.document.right());
        self.document.text(left, Anchor::Left, Style::new(10.0, MUTED), &header.cooperative_name);
        self.standing();
        self.document.skip(18.0);
        let year = header.run.year;
        let (title, kind) = match language {
            Language::Chinese => (format!("{year} 年度分配对账单"), header.kind.zh()),
            Language::English => (format!("Statement of the year {year}"), header.kind.code()),
        };
        self.document.text(left, Anchor::Left, Style::bold(20.0, INK), &title);
        self.document.skip(11.0);
        self.document.text(right, Anchor::Right, SMALL, &format!("{} {kind}", header.run));
        self.document.skip(24.0);
        self.document.rule(STRONG);
        self.document.skip(9.0);
        let (record, cut_off) = (header.record_date, header.cut_off);
        let dates = match language {
            Language::Chinese => format!("股权登记日 {record}　收款截止日 {cut_off}"),
            Language::English => format!("record date {record}, receipts up to {cut_off}"),
        };
        let (name, who) = (Style::bold(15.0, INK), self.who());
        let beside = left + self.document.text_width(name, &statement.name) + 14.0;
        let [of_who, of_dates] = [&who, &dates].map(|text| self.document.text_width(SMALL, text));
        // What does not fit beside a long name goes below it.
        let fits = beside + of_who + 14.0 + of_dates <= right;
        if fits {
            self.document.text(left, Anchor::Left, name, &statement.name);
        } else {
            self.document.paragraph((left, right - left), name, &statement.name);
            self.document.skip(-5.0);
        }
        self.document.skip(7.0);
        self.document.text(if fits { beside } else { left }, Anchor::Left, SMALL, &who);
        self.document.text(right, Anchor::Right, SMALL, &dates);
        self.document.skip(24.0);
    }

    fn who(&self) -> String {
        let parts = [
            (self.document.language().say("成员", "member"), &self.statement.member_no),
            (self.document.language().say("户", "household"), &self.statement.household_no),
            (self.document.language().say("居民小组", "group"), &self.statement.group),
        ];
        let told = parts.iter().filter(|(_, value)| !value.is_empty()).map(|(what, value)| format!("{what} {value}"));
        told.collect::<Vec<_>>().join("　")
    }

    /// How far the bodies have come, in a frame at the top right.
    fn standing(&mut self) {
        let style = Style::new(8.5, if self.run.is_effective { LAND } else { OCHRE });
        let (right, y) = (self.document.right(), self.document.y());
        let width = self.document.text_width(style, &self.run.standing) + 14.0;
        self.document.canvas().frame((right - width, y), (width, 16.0), (style.colour, 0.8));
        self.document.skip(1.5);
        self.document.text(right - 7.0, Anchor::Right, style, &self.run.standing);
        self.document.skip(-1.5);
    }

    /// What is paid, in figures and capitals, and how much of it each tier gives.
    fn total(&mut self) {
        let (statement, left, right) = (self.statement, self.document.left(), self.document.right());
        let (top, width) = (self.document.y(), self.document.width());
        self.document.canvas().area((left, top), (width, 92.0), PAPER);
        let inside = left + 14.0;
        self.document.skip(9.0);
        let label = self.document.language().say("本次实发", "Paid by this run");
        self.document.text(inside, Anchor::Left, Style::new(9.5, MUTED), label);
        let tiers = [
            (self.document.language().say("一次分配", "Tier one"), statement.tier_one, LAND),
            (self.document.language().say("二次分配", "Tier two"), statement.tier_two, OCHRE),
        ];
        for (name, amount, colour) in tiers {
            let y = self.document.y();
            self.document.canvas().area((right - 190.0, y + 4.5), (7.0, 7.0), colour);
            self.document.text(right - 177.0, Anchor::Left, Style::new(9.5, INK), name);
            self.document.text(right - 14.0, Anchor::Right, Style::new(9.5, INK), &yuan(amount));
            self.document.skip(17.0);
        }
        self.document.move_to(top + 22.0);
        let unit = self.document.language().say(" 元", " yuan");
        let figure = Style::bold(25.0, INK);
        let amount = yuan(statement.net);
        self.document.text(inside, Anchor::Left, figure, &amount);
        let beside = inside + self.document.text_width(figure, &amount);
        self.document.skip(15.0);
        self.document.text(beside, Anchor::Left, Style::new(11.0, INK), unit);
        self.document.move_to(top + 59.0);
        let capitals = format!("{}{}", self.document.language().say("人民币", "RMB "), capital(statement.net));
        self.document.text(inside, Anchor::Left, Style::new(10.0, INK), &capitals);
        self.proportion(top + 82.0, (inside, right - 14.0));
        self.document.move_to(top + 92.0 + 16.0);
    }

    /// A bar in the colours of the tiers, as long as what they give.
    fn proportion(&mut self, y: f32, (from, to): (f32, f32)) {
        let [one, two] = [self.statement.tier_one, self.statement.tier_two].map(|amount| amount.fen().max(0) as f32);
        if one + two > 0.0 {
            let middle = from + (to - from) * one / (one + two);
            self.document.canvas().area((from, y), (middle - from, 4.0), LAND);
            self.document.canvas().area((middle, y), (to - middle, 4.0), OCHRE);
        }
    }

    fn tier_heading(&mut self, name: &str, amount: Money, colour: Colour) {
        self.document.need(60.0);
        let (left, right, y) = (self.document.left(), self.document.right(), self.document.y());
        self.document.canvas().area((left, y + 2.0), (BAR, 14.0), colour);
        let style = Style::bold(12.0, colour);
        self.document.text(left + INDENT, Anchor::Left, style, name);
        self.document.text(right, Anchor::Right, style, &yuan(amount));
        self.document.skip(22.0);
        self.document.rule(THIN);
        self.document.skip(5.0);
    }

    /// By contract: each line with its operands and what became of it.
    fn tier_one(&mut self) {
        if self.statement.lines.is_empty() {
            return;
        }
        let name = self.document.language().say("一次分配　按合同", "Tier one, by contract");
        self.tier_heading(name, self.statement.tier_one, LAND);
        for line in &self.statement.lines {
            self.line(line);
        }
        self.document.skip(12.0);
    }

    fn line(&mut self, line: &StatementLine) {
        let (language, summary) = (self.document.language(), self.run.summary);
        let name = line_name(line, language);
        let mut told = vec![line_working(line, summary.header.run.year.days(), language)];
        told.extend(line_notes(summary, line, language));
        let (left, width) = (self.document.left() + INDENT, self.document.width() - INDENT);
        // Lines are broken on this side of the amounts.
        let broken: Vec<&str> =
            told.iter().flat_map(|text| self.document.broken(text, SMALL.size, width - 90.0)).collect();
        let named = self.document.broken(&name, BODY.size, width - 90.0);
        self.document.need(named.len() as f32 * BODY.leading() + broken.len() as f32 * SMALL.leading() + 5.0);
        self.document.text(left + width, Anchor::Right, BODY, &yuan(line_net(line)));
        self.document.lines(left, BODY, &named);
        self.document.lines(left, SMALL, &broken);
        self.document.skip(5.0);
    }

    /// By share: classes, rate, amount.
    fn tier_two(&mut self) {
        let (language, summary, statement) = (self.document.language(), self.run.summary, self.statement);
        if !summary.header.kind.has_tier_two() {
            return;
        }
        let name = self.document.language().say("二次分配　按股", "Tier two, by share");
        self.tier_heading(name, statement.tier_two, OCHRE);
        let (left, width) = (self.document.left() + INDENT, self.document.width() - INDENT);
        let none = self.document.language().say("本年没有参加二次分配的股。", "No shares took part in tier two.");
        let said = tier_two(summary, statement, language);
        match &*said {
            [] => self.document.paragraph((left, width), BODY, none),
            said => said.iter().for_each(|line| self.document.paragraph((left, width), BODY, line)),
        }
        let held = statement.holdings.iter().map(|(class, shares, takes_part)| (class.as_str(), *shares, *takes_part));
        if let Some(note) = not_taking_part(held, language) {
            self.document.paragraph((left, width), SMALL, &note);
        }
        self.document.skip(14.0);
    }

    /// From both tiers to what is paid.
    fn sum(&mut self) {
        let statement = self.statement;
        let language = self.document.language();
        let pick = |zh, en| language.say(zh, en);
        let mut rows = vec![(pick("一次分配", "Tier one"), statement.tier_one)];
        if self.run.summary.header.kind.has_tier_two() {
            rows.push((pick("二次分配", "Tier two"), statement.tier_two));
        }
        let minus = |amount: Money| Money::from_fen(-amount.fen());
        if !statement.tax.is_zero() {
            rows.push((pick("代扣个人所得税", "Tax withheld"), minus(statement.tax)));
        }
        if !statement.recovered.is_zero() {
            rows.push((pick("扣回以前多付", "Taken back of what was paid too much"), minus(statement.recovered)));
        }
        let total = pick("本次实发", "Paid by this run");
        let right = self.document.right();
        let from = right - 240.0;
        self.document.need(rows.len() as f32 * BODY.leading() + 40.0);
        for (name, amount) in rows {
            self.document.text(from, Anchor::Left, BODY, name);
            self.document.text(right, Anchor::Right, BODY, &yuan(amount));
            self.document.skip(BODY.leading());
        }
        let y = self.document.y() + 2.0;
        self.document.canvas().rule((from, right), y, STRONG);
        self.document.skip(4.0);
        let style = Style::bold(11.0, INK);
        self.document.text(from, Anchor::Left, style, total);
        self.document.text(right, Anchor::Right, style, &yuan(statement.net));
        self.document.skip(style.leading() + 2.0);
        let y = self.document.y();
        self.document.canvas().rule((from, right), y, STRONG);
        self.document.canvas().rule((from, right), y + 1.8, STRONG);
        self.document.skip(8.0);
        if let Some(note) = recovery_note(statement, self.document.language()) {
            self.document.paragraph((self.document.left(), self.document.width()), SMALL, &note);
        }
        self.document.skip(10.0);
    }

    /// Who approved it, how it is checked, where to object.
    fn checks(&mut self) {
        let run = self.run;
        let short_seal: String = run.seal.to_string().chars().take(12).collect();
        let language = self.document.language();
        let pick = |zh, en| language.say(zh, en);
        let mut approvals = run.approvals.clone();
        if approvals.is_empty() {
            approvals.push(pick("尚未经任何机构表决。", "No body has voted on it yet.").to_owned());
        }
        let checked = match language {
            Language::Chinese => {
                "到公示网站的“核对”页填成员编号和核对码，写出的金额与这张纸相同就是真的；不上网的到服务窗口查。证据文件在同一页核对。"
            }
            Language::English => {
                "On the page \"How to check\" of the cooperative's site, type your member number and the code above: it shows the amounts of the sealed list, and where each is the same as here, this statement is genuine. The counter looks it up for you. Who wants proof downloads the file of evidence after signing in and uploads it there: a single changed fen shows."
            }
        };
        let rows = [
            (pick("通过", "Passed"), approvals),
            (pick("核对", "To check it"), vec![checked.to_owned()]),
            (pick("异议", "To object"), vec![run.where_to_object.clone()]),
        ];
        let (left, width) = (self.document.left(), self.document.width());
        let beside = 66.0;
        let inner = width - beside - 28.0;
        let rows = rows.each_ref().map(|(what, texts)| {
            (*what, texts.iter().flat_map(|text| self.document.broken(text, SMALL.size, inner)).collect::<Vec<_>>())
        });
        let lines: usize = rows.iter().map(|(_, lines)| lines.len()).sum();
        let height = lines as f32 * SMALL.leading() + rows.len() as f32 * 5.0 + 42.0;
        self.document.need(height);
        let top = self.document.y();
        self.document.canvas().frame((left, top), (width, height), (HAIRLINE, 0.8));
        self.document.skip(9.0);
        let codes = [(pick("核对码", "Code"), self.code.to_string()), (pick("封存号", "Seal"), short_seal)];
        for ((what, value), x) in codes.iter().zip([left + 14.0, left + width / 2.0]) {
            self.document.text(x, Anchor::Left, SMALL, what);
            let beside = x + self.document.text_width(SMALL, what) + 8.0;
            self.document.skip(-3.5);
            self.document.text(beside, Anchor::Left, Style::bold(12.0, INK), value);
            self.document.skip(3.5);
        }
        self.document.skip(24.0);
        for (what, lines) in &rows {
            self.document.text(left + 14.0, Anchor::Left, Style::new(8.5, INK), what);
            self.document.lines(left + 14.0 + beside, SMALL, lines);
            self.document.skip(5.0);
        }
    }
}
