//! Checking a statement (核对): by its code, or by its file of evidence.

use crate::application::distribution::query::RunView;
use crate::application::overview::Overview;
use crate::domain::governance::seal::Hash;
use crate::domain::statement::evidence::{EvidenceFlaw, StatementEvidence};
use crate::domain::statement::member_statement::MemberStatement;
use crate::rendering::motion_text;
use crate::rendering::notice::masked_name;
use crate::rendering::speech::Language;
use crate::web::filters;
use crate::web::form::Form;
use crate::web::frame::Frame;
use crate::web::member_number::{half_width, statement_of};
use crate::web::run_name;
use crate::web::trouble::Trouble;
use crate::web::visit::{Answered, Visit, page};
use askama::Template;
use axum::http::StatusCode;
use chrono::NaiveDate;
use std::sync::Arc;

#[derive(Template)]
#[template(path = "public/verify.html")]
struct VerifyPage {
    t: Language,
    frame: Frame,
    form: Form,
    /// What it is about, and what it came to.
    finding: Option<(String, Finding)>,
}

/// What checking came to.
enum Finding {
    /// The code is that of the member's statement in a published run.
    CodeHolds { statement: Box<MemberStatement>, masked: String, name: String, state: String, slug: String },
    /// It is of none.
    CodeDiffers,
    /// The file is sound, and its run was published here.
    EvidenceHolds { statement: Box<MemberStatement>, name: String, state: String, slug: String, seal: Hash },
    /// The file agrees with itself, and no published run has its seal.
    EvidenceOfOthers { seal: Hash },
    /// The file does not agree with itself.
    EvidenceBroken { flaw: EvidenceFlaw },
}

/// The form.
pub fn form(visit: &mut Visit<'_>) -> Answered {
    show(visit, Form::default(), None)
}

fn show(visit: &Visit<'_>, form: Form, finding: Option<(String, Finding)>) -> Answered {
    page(&VerifyPage { t: visit.t(), frame: visit.frame(), form, finding })
}

/// What the code or the file is worth.
pub fn check(visit: &mut Visit<'_>) -> Answered {
    let given = visit.asked.form.clone();
    let overview = Arc::clone(&visit.overview);
    let today = visit.today();
    if let Some(upload) = visit.asked.uploads.iter().find(|upload| upload.field == "file") {
        if let Some((what, mend)) = no_evidence(&upload.bytes, visit.t()) {
            let form = Form::of(&given).say("file", what, mend);
            return Ok(show(visit, form, None)?.with_status(StatusCode::UNPROCESSABLE_ENTITY));
        }
        let text = String::from_utf8_lossy(&upload.bytes);
        let finding = evidence(&overview, &text, (today, visit.t()));
        return show(visit, Form::of(&given), Some((upload.file_name.clone(), finding)));
    }
    let code = half_width(given.get("code")).to_uppercase();
    let code: String = code.chars().filter(char::is_ascii_alphanumeric).collect();
    let member_no = half_width(given.get("number"));
    let t = visit.t();
    if code.len() != 10 || member_no.is_empty() {
        let form = Form::of(&given).say(
            "code",
            t.say("还缺成员编号，或核对码不是十个字", "The member number is missing, or the code has not ten letters"),
            t.say(
                "两样都印在对账单上，核对码如 7F3KQ-2MDXW；或者上传证据文件。",
                "Both are printed on the statement, the code as 7F3KQ-2MDXW; or upload the evidence.",
            ),
        );
        return Ok(show(visit, form, None)?.with_status(StatusCode::UNPROCESSABLE_ENTITY));
    }
    let finding = by_code(visit, &overview, (&member_no, &code))?;
    show(visit, Form::of(&given), Some((member_no, finding)))
}

fn by_code(visit: &mut Visit<'_>, overview: &Overview, (member_no, code): (&str, &str)) -> Result<Finding, Trouble> {
    let t = visit.t();
    for run in overview.published(visit.today()) {
        let found = statement_of(visit, run.view, member_no)?;
        if let Some(one) = found.filter(|one| one.code.to_string().replace('-', "") == code) {
            return Ok(Finding::CodeHolds {
                masked: masked_name(&one.statement.name),
                statement: Box::new(one.statement),
                name: run_name::name(run.view, t),
                state: motion_text::state(run.motion, t),
                slug: run_name::slug(run.view.run.run),
            });
        }
    }
    Ok(Finding::CodeDiffers)
}

/// Why an upload cannot be a file of evidence, and what to do: it is empty, or the statement itself.
fn no_evidence(bytes: &[u8], t: Language) -> Option<(&'static str, &'static str)> {
    if bytes.is_empty() {
        let mend = t.say(
            "请选择登录后从对账单页下载的证据文件，它的名字像 tonggu-2008-1-M0000010.txt。",
            "Choose the file that you downloaded from the page of your statement; its name is like tonggu-2008-1-M0000010.txt.",
        );
        return Some((t.say("没有选文件，或者文件是空的", "No file was chosen, or it is empty"), mend));
    }
    bytes.starts_with(b"%PDF").then(|| {
        let mend = t.say(
            "对账单 PDF 用上面印的成员编号和核对码核对：填在“用核对码”里。证据文件是另一个文件，登录后从对账单页下载。",
            "A statement as PDF is checked by the member number and the code printed on it: type them under \"By the code\". The evidence is another file, downloaded from the page of the statement.",
        );
        (t.say("这是对账单 PDF，不是证据文件", "This is a statement as PDF, and no file of evidence"), mend)
    })
}

fn evidence(overview: &Overview, text: &str, (today, t): (NaiveDate, Language)) -> Finding {
    let (evidence, statement) = match StatementEvidence::check(text) {
        Ok(checked) => checked,
        Err(flaw) => return Finding::EvidenceBroken { flaw },
    };
    let seal = evidence.seal.hash();
    let is_of = |view: &RunView| view.run.seal.hash() == seal;
    match overview.published(today).find(|run| is_of(run.view)) {
        Some(run) => Finding::EvidenceHolds {
            statement: Box::new(statement),
            name: run_name::name(run.view, t),
            state: motion_text::state(run.motion, t),
            slug: run_name::slug(run.view.run.run),
            seal,
        },
        None => Finding::EvidenceOfOthers { seal },
    }
}

/// What does not fit, in words.
fn flaw_in_words(flaw: &EvidenceFlaw, t: Language) -> &'static str {
    match flaw {
        EvidenceFlaw::Unreadable(_) => {
            t.say("这不是证据文件，或者文件不完整", "this is no file of evidence, or not all of it")
        }
        EvidenceFlaw::Seal => t.say("封存号与它的各部分对不上", "the seal is not that of its parts"),
        EvidenceFlaw::Head => t.say(
            "文件开头写的分配或合作社，与封存的不同",
            "the head names another run or cooperative than what was sealed",
        ),
        EvidenceFlaw::Proof => t.say(
            "对账单不在封存的名单里：内容被改动过",
            "the statement is not among those that were sealed: it was changed",
        ),
        EvidenceFlaw::Inputs | EvidenceFlaw::Worksheet | EvidenceFlaw::Statement(_) => {
            t.say("内容与封存的不同", "the content is not what was sealed")
        }
    }
}
