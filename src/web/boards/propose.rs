//! Putting something before the bodies: a run, the levy of one, or a matter with what is paid by it.

use super::{day_of, family, kept_upload, motion};
use crate::application::distribution::query::{RunView, Standing};
use crate::application::governance::{MatterRequest, ProposalRequest, propose};
use crate::domain::governance::procedure::MotionKind;
use crate::domain::governance::proposal::{Payer, PaymentTerms};
use crate::domain::money::Money;
use crate::domain::quantity::parse_scaled;
use crate::rendering::motion_text;
use crate::rendering::speech::Language;
use crate::web::answer::Answer;
use crate::web::form::Form;
use crate::web::frame::{Frame, Way};
use crate::web::run_name;
use crate::web::trouble::Trouble;
use crate::web::visit::{Answered, Visit, page};
use askama::Template;
use axum::http::StatusCode;
use strum::IntoEnumIterator;

#[derive(Template)]
#[template(path = "boards/propose.html")]
struct ProposePage {
    t: Language,
    frame: Frame,
    family: Vec<Way>,
    form: Form,
    /// Runs that are not before the bodies: address and name.
    drafts: Vec<(String, String)>,
    /// Runs whose levy could be paid.
    with_levy: Vec<(String, String)>,
    /// Code and name.
    kinds: Vec<(&'static str, &'static str)>,
}

/// The form.
pub fn form(visit: &mut Visit<'_>) -> Answered {
    show(visit, Form::default())
}

fn show(visit: &Visit<'_>, form: Form) -> Answered {
    let t = visit.t();
    let named = |view: &RunView| (run_name::slug(view.run.run), run_name::name(view, t) + &t.bracketed(view.run.run));
    let live = visit.overview.runs().iter().rev().filter(|view| view.run.superseded_by.is_none());
    let is_free = |standing| matches!(standing, Standing::Draft | Standing::Rejected(_));
    let has_levy = |view: &&RunView| view.summary.waterfall.is_some_and(|fall| !fall.levy.is_zero());
    let needs_subject = [MotionKind::Distribution, MotionKind::Levy, MotionKind::Hold];
    let kinds = MotionKind::iter().filter(|kind| !needs_subject.contains(kind));
    page(&ProposePage {
        t,
        frame: visit.frame(),
        family: family(visit),
        form,
        drafts: live.clone().filter(|view| is_free(view.standing)).map(named).collect(),
        with_levy: live.filter(has_levy).map(named).collect(),
        kinds: kinds.map(|kind| (kind.code(), motion_text::kind_name(kind, t))).collect(),
    })
}

/// What stands against what was typed before anything is looked up: the field, what, how to mend it.
type Unread = (&'static str, &'static str, &'static str);

/// Puts it forward.
pub fn put(visit: &mut Visit<'_>) -> Answered {
    let (t, given) = (visit.t(), visit.asked.form.clone());
    let file = kept_upload(visit, "file")?;
    let matter = |visit: &Visit<'_>| {
        let payment = payment(visit)?;
        let file = file.as_ref().map(|file| file.path().to_owned());
        Ok(MatterRequest { title: given.get("title").to_owned(), payment, file })
    };
    let day_unread = (
        "due",
        t.say("支付日不是日期", "The day of payment is no day"),
        t.say("请写成 2009-01-20 这样。", "Write it as 2009-01-20."),
    );
    let run_unread =
        ("run", t.say("没有选分配", "No run was chosen"), t.say("请从列出的分配里选一次。", "Choose one of the runs."));
    let run = run_name::parse(given.get("run")).ok_or(run_unread);
    let request = match given.get("what") {
        "run" => run.map(ProposalRequest::Run),
        "levy" => run.and_then(|run| Ok(ProposalRequest::Levy(run, day_of(given.get("due")).ok_or(day_unread)?))),
        _ => {
            let kind = MotionKind::lookup(given.get("kind")).unwrap_or(MotionKind::GeneralMatter);
            matter(visit).map(|matter| ProposalRequest::Matter(kind, matter))
        }
    };
    let request = match request {
        Ok(request) => request,
        Err((field, what, mend)) => {
            let form = Form::of(&given).say(field, what, mend);
            return Ok(show(visit, form)?.with_status(StatusCode::UNPROCESSABLE_ENTITY));
        }
    };
    match visit.act(|db, cooperative, context| propose(db, cooperative, &request, context)) {
        Ok(motion) => Ok(Answer::go_to(&motion::address(motion.motion_no))),
        Err(failure) => {
            let trouble = Trouble::from(failure);
            let status = trouble.status_of_form();
            let field = |code: &str| match code {
                "text_missing" => "title",
                "payer_unfit" | "payment_needs_vote" => "amount",
                "procedure_missing" | "notice_days_missing" => "kind",
                _ => "run",
            };
            let form = Form::of(&given).refuse(trouble, t, field)?;
            Ok(show(visit, form)?.with_status(status))
        }
    }
}

/// What is to be paid; nothing where no sum was typed.
fn payment(visit: &Visit<'_>) -> Result<Option<PaymentTerms>, Unread> {
    let (t, given) = (visit.t(), &visit.asked.form);
    if given.get("amount").is_empty() {
        return Ok(None);
    }
    let amount = parse_scaled(&given.get("amount").replace([',', '，'], ""), 2).ok().filter(|fen| *fen > 0);
    let amount = amount.map(Money::from_fen).ok_or((
        "amount",
        t.say("金额不是数", "The sum is no sum of money"),
        t.say("请写成 1234.50 这样，最多两位小数。", "Write it as 1234.50, two decimals at most."),
    ))?;
    let due = day_of(given.get("pay_from")).ok_or((
        "amount",
        t.say("起付日不是日期", "The day of payment is no day"),
        t.say("请写成 2009-01-20 这样。", "Write it as 2009-01-20."),
    ))?;
    let payer = Payer::lookup(given.get("payer")).unwrap_or(Payer::Cooperative);
    Ok(Some(PaymentTerms { payer, payee: given.get("payee").to_owned(), amount, due }))
}
