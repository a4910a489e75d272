//! Vouchers (记账凭证) for programs.

use crate::application::ledger::query::VoucherView;
use crate::application::ledger::{Act, Marked, VoucherHistory};
use crate::domain::ledger::book::Book;
use serde_json::{Value, json};

/// Vouchers in their order.
pub fn vouchers(found: &[VoucherView]) -> Value {
    json!({ "vouchers": found.iter().map(voucher).collect::<Vec<_>>() })
}

/// A voucher with the names of its accounts, who did what, and where it came from.
pub fn shown(view: &VoucherView, book: &Book, history: &VoucherHistory) -> Value {
    let act = |act: &Option<Act>| act.as_ref().map(|(user, at)| json!({ "user": user, "at": at.to_rfc3339() }));
    let mut value = voucher(view);
    let names = view.voucher.lines().iter().map(|line| book.chart.full_name(&line.account));
    value["account_names"] = names.collect();
    value["prepared_by"] = json!(history.prepared_by);
    value["reviewed_by"] = json!(act(&history.reviewed));
    value["signed_by"] = json!(act(&history.signed));
    value["posted_by"] = json!(act(&history.posted));
    value["rule"] = json!(view.voucher.head().rule.as_str());
    value["sheet"] = json!(history.sheet.as_ref().map(|place| json!({
        "batch": place.batch_no, "file": place.file, "sheet": place.sheet, "row": place.row,
    })));
    value
}

/// How many were marked, and which were left.
pub fn marked(marked: &Marked) -> Value {
    json!({ "count": marked.count, "left": marked.left.iter().map(|name| name.as_str()).collect::<Vec<_>>() })
}

fn voucher(view: &VoucherView) -> Value {
    let head = view.voucher.head();
    let lines = view.voucher.lines().iter().map(|line| {
        json!({
            "summary": line.summary.as_str(), "account": line.account.as_str(), "side": line.side.en(),
            "amount": line.amount.to_string(), "about": line.dimensions.as_str(),
        })
    });
    json!({
        "entry_no": view.entry_no, "name": view.name(), "book": head.book.as_str(), "date": head.date.to_string(),
        "period": head.period.to_string(), "kind": head.kind.code(), "source": head.source.as_str(),
        "linked": head.linked, "attachments": head.attachment_count,
        "files": head.attachments.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "reviewed": view.is_reviewed, "signed": view.is_signed, "posted": view.number.is_some(),
        "wants_signature": view.wants_signature,
        "wanted_number": view.voucher.wanted_number().map(|number| number.to_string()),
        "lines": lines.collect::<Vec<_>>(),
    })
}
