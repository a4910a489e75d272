//! The pages of those who keep the register and the books: dense, by keyboard, everything to take along as a workbook.

pub mod batch;
pub mod charter;
pub mod contracts;
pub mod draft;
mod draft_choice;
pub mod draft_page;
mod draft_sheet;
pub mod home;
pub mod imports;
mod listing;
pub mod member;
pub mod receipts;
pub mod register;
mod timeline;

use super::frame::Way;
use super::route_table::find;
use super::visit::Visit;
use crate::domain::sheet::SheetKind;
use crate::rendering::speech::Language;

/// The parts of the desk. Those stand in its navigation that there are, and that are for whoever asks.
const PARTS: [(&str, &str, &str); 9] = [
    ("/desk", "待办", "Waiting"),
    ("/desk/imports", "导入", "Imports"),
    ("/desk/register", "股权", "Register"),
    ("/desk/contracts", "合同", "Contracts"),
    ("/desk/receipts", "收款", "Receipts"),
    ("/desk/charter", "章程", "Charter"),
    ("/desk/distributions", "分配", "Distributions"),
    ("/desk/books", "账套", "Books"),
    ("/desk/payments", "付款", "Payments"),
];

/// What a kind of sheet is called.
pub(crate) fn kind_name(kind: SheetKind, t: Language) -> String {
    match t {
        Language::Chinese => kind.zh().to_owned(),
        Language::English => match kind {
            SheetKind::LeaseOutContents => "contents of leases out".to_owned(),
            _ => kind.code().replace('_', " "),
        },
    }
}

/// The navigation of the desk.
pub(crate) fn parts(visit: &Visit<'_>) -> Vec<Way> {
    let path = visit.asked.here.split('?').next().unwrap_or_default();
    let is_here = |address: &str| match address {
        "/desk" => path == address,
        _ => path == address || path.starts_with(&format!("{address}/")),
    };
    let open = PARTS.iter().filter(|(address, ..)| leads_on(visit, address));
    let way = |(address, zh, en): &(&'static str, &'static str, &'static str)| Way {
        address,
        name: visit.t().say(zh, en),
        is_here: is_here(address),
    };
    open.map(way).collect()
}

/// Whether there is a page at an address, and it is for whoever asks.
fn leads_on(visit: &Visit<'_>, address: &str) -> bool {
    find(address).is_some_and(|route| visit.is_for(route.who))
}

/// Text as a part of an address.
pub(crate) fn segment(text: &str) -> String {
    form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>().replace('+', "%20")
}
