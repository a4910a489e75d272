//! Every form of the site, filled in wrongly: it says so, keeps what was typed, and stores nothing.

use crate::support::site::{Browser, Page, TestSite, on_each_site, player};
use html5gum::{StartTag, Token, Tokenizer};
use std::collections::{BTreeMap, BTreeSet};
use tonggu::storage::event_log;

/// No number, no day, no name of anything; and nothing that may be written into a page as it is.
const NONSENSE: &str = "一塌糊涂<b>";

/// How a field is filled in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Hidden,
    /// A line, a number, a day.
    Typed,
    Secret,
    /// One of what is offered.
    Chosen,
    /// Whatever is written there is right, unless it is nothing.
    Prose,
    /// Words to look for: whatever is written there is looked for.
    Sought,
    File,
}

/// A form as it stands on a page.
#[derive(Clone, Debug, Default)]
struct Form {
    action: String,
    /// Whether it only asks for what is shown.
    is_filter: bool,
    is_multipart: bool,
    /// Name, kind, and what a hidden field says, or the first of what is offered.
    fields: Vec<(String, Kind, String)>,
}

impl Form {
    /// Whether it asks for anything but to be confirmed.
    fn asks(&self) -> bool {
        self.fields.iter().any(|(_, kind, _)| *kind != Kind::Hidden)
    }

    fn has(&self, kind: Kind) -> bool {
        self.fields.iter().any(|(_, own, _)| *own == kind)
    }

    /// What somebody sends who understood nothing.
    fn filled_in(&self) -> Vec<(&str, &str)> {
        self.fields
            .iter()
            .filter(|(_, kind, _)| *kind != Kind::File)
            .map(|(name, kind, hidden)| {
                let value = match kind {
                    Kind::Hidden => hidden.as_str(),
                    // Who only chooses has chosen what is no longer offered.
                    Kind::Chosen if self.has(Kind::Typed) || self.has(Kind::Prose) || self.has(Kind::Secret) => hidden,
                    Kind::Typed | Kind::Secret | Kind::Chosen => NONSENSE,
                    Kind::Prose | Kind::File | Kind::Sought => "",
                };
                (name.as_str(), value)
            })
            .collect()
    }
}

fn attribute(tag: &StartTag<()>, name: &[u8]) -> Option<String> {
    tag.attributes.get(name).map(|value| String::from_utf8_lossy(value).into_owned())
}

/// The forms of a page that send something, and where its links lead.
fn read(page: &Page, address: &str) -> (Vec<Form>, Vec<String>) {
    let (mut forms, mut links, mut open) = (Vec::new(), Vec::new(), None::<Form>);
    for token in Tokenizer::new(page.body.as_str()).flatten() {
        match token {
            Token::StartTag(tag) => match &tag.name[..] {
                b"a" => links.extend(attribute(&tag, b"href")),
                b"form" => {
                    let method = attribute(&tag, b"method").unwrap_or_default();
                    let is_filter = !method.eq_ignore_ascii_case("post");
                    let here = address.split('?').next().unwrap_or_default();
                    let action =
                        attribute(&tag, b"action").unwrap_or_else(|| if is_filter { here } else { address }.to_owned());
                    let is_multipart = attribute(&tag, b"enctype").is_some();
                    open = Some(Form { action, is_filter, is_multipart, fields: Vec::new() });
                }
                b"option" => {
                    let chosen = open.as_mut().and_then(|form| form.fields.last_mut());
                    if let (Some((_, Kind::Chosen, value)), Some(offered)) = (chosen, attribute(&tag, b"value"))
                        && value.is_empty()
                    {
                        *value = offered;
                    }
                }
                b"input" | b"select" | b"textarea" | b"button" => {
                    let (Some(form), Some(name)) = (&mut open, attribute(&tag, b"name")) else { continue };
                    let kind = match (&tag.name[..], attribute(&tag, b"type").as_deref()) {
                        (b"textarea", _) => Kind::Prose,
                        (b"select", _) | (_, Some("radio" | "checkbox")) => Kind::Chosen,
                        (b"button", _) | (_, Some("hidden")) => Kind::Hidden,
                        (_, Some("search")) => Kind::Sought,
                        (_, Some("password")) => Kind::Secret,
                        _ if attribute(&tag, b"autocomplete").as_deref() == Some("one-time-code") => Kind::Secret,
                        (_, Some("file")) => Kind::File,
                        (_, None | Some("text"))
                            if attribute(&tag, b"required").is_some() && attribute(&tag, b"inputmode").is_none() =>
                        {
                            Kind::Prose
                        }
                        _ => Kind::Typed,
                    };
                    if !form.fields.iter().any(|(known, ..)| *known == name) {
                        form.fields.push((name, kind, attribute(&tag, b"value").unwrap_or_default()));
                    }
                }
                _ => {}
            },
            Token::EndTag(tag) if &tag.name[..] == b"form" => forms.extend(open.take()),
            _ => {}
        }
    }
    (forms, links)
}

/// An address without the numbers in it: pages of one kind have the same forms.
fn kind_of_page(address: &str) -> String {
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    let path: String = path.chars().map(|letter| if letter.is_ascii_digit() { '0' } else { letter }).collect();
    let asked: BTreeSet<&str> = query.split('&').map(|pair| pair.split('=').next().unwrap_or_default()).collect();
    format!("{path}?{}", asked.into_iter().collect::<Vec<_>>().join("&"))
}

/// Goes through all kinds of pages that somebody is led to.
fn every_form(browser: &mut Browser<'_>) -> BTreeMap<String, (String, Form)> {
    let (mut found, mut seen) = (BTreeMap::new(), BTreeSet::new());
    let mut to_see: Vec<String> =
        ["/", "/my", "/desk", "/boards", "/admin", "/account", "/sign-in", "/password"].map(str::to_owned).to_vec();
    while let Some(address) = to_see.pop() {
        let elsewhere = !address.starts_with('/') || address.starts_with("//");
        let is_no_page = ["/assets", "/language", "/papers", "/api"].iter().any(|start| address.starts_with(start));
        if elsewhere || is_no_page || !seen.insert(kind_of_page(&address)) {
            continue;
        }
        let page = browser.get(&address);
        to_see.extend(Some(page.goes_to().to_owned()).filter(|next| !next.is_empty()));
        if page.status != 200 || !page.header("content-type").starts_with("text/html") {
            continue;
        }
        let here = address.split('#').next().unwrap_or_default();
        let (forms, links) = read(&page, here);
        for form in forms.into_iter().filter(Form::asks) {
            let names: Vec<&str> = form.fields.iter().map(|(name, ..)| name.as_str()).collect();
            found
                .entry(format!("{} {}", kind_of_page(&form.action), names.join(" ")))
                .or_insert((here.to_owned(), form.clone()));
        }
        to_see.extend(links.into_iter().map(|link| match link.strip_prefix('?') {
            Some(query) => format!("{}?{query}", here.split('?').next().unwrap_or_default()),
            None => link.split('#').next().unwrap_or_default().to_owned(),
        }));
    }
    found
}

fn events(site: &TestSite) -> i64 {
    let counted = site.as_actor(&TestSite::person("admin"), |db, cooperative, _| {
        Ok(event_log::head(&mut db.begin_read()?, cooperative.id)?.map_or(0, |(event_no, _)| event_no))
    });
    counted.unwrap()
}

/// An objection and a question without answers, a record of supervision, a motion to vote on, an import to look at.
fn leave_something_to_do(site: &TestSite) {
    let done = |page: Page| assert_eq!(page.status, 303, "{}", page.body);
    let mut shareholder = site.signed_in(player::SHAREHOLDER);
    done(shareholder.post("/my/objections", &[("motion", "1"), ("line", ""), ("text", "面积少了")]));
    let question = [("about", "2008#1 M001"), ("text", "租金为什么少了？")];
    done(site.signed_in(player::COMMITTEE).post("/boards/questions", &question));
    let record = [("kind", "complaint"), ("about", "账目"), ("route", "party"), ("text", "请查")];
    done(site.signed_in(player::SUPERVISOR).post("/boards/supervision", &record));
    let mut accountant = site.signed_in(player::ACCOUNTANT);
    done(accountant.post("/boards/motions/new", &[("what", "levy"), ("run", "2008-1"), ("due", "2009-01-20")]));
    let members = ("files", "成员名册.csv", "成员编号,姓名,小队\nM900,来人,3\n".as_bytes());
    done(accountant.upload("/desk/imports", &[("as_of", ""), ("motion", "")], members));
}

#[test]
fn every_form_that_is_filled_in_wrongly_says_so_keeps_what_was_typed_and_stores_nothing() {
    on_each_site(|site| {
        leave_something_to_do(site);
        let mut sent = BTreeSet::new();
        for user in player::ALL.map(Some).into_iter().chain([None]) {
            let mut browser = user.map_or_else(|| site.browser(), |user| site.signed_in(user));
            for (kind, (address, form)) in every_form(&mut browser).into_iter().filter(|(_, (_, form))| !form.is_filter)
            {
                let (before, fields) = (events(site), form.filled_in());
                let page = match form.is_multipart {
                    true => browser.upload_all(&form.action, &fields, &[]),
                    false => browser.post(&form.action, &fields),
                };
                let told = format!("{user:?} on {address}: {kind}\n{}", page.body);
                assert!((400..500).contains(&page.status), "{} {told}", page.status);
                assert!(page.has("role=\"alert\""), "nothing says what is wrong: {told}");
                assert!(!page.body.contains(NONSENSE), "what was typed is text: {told}");
                for (name, kind, _) in &form.fields {
                    if *kind == Kind::Typed {
                        let kept = read(&page, &form.action).0.into_iter().flat_map(|form| form.fields);
                        let kept: Vec<String> =
                            kept.filter(|(kept, ..)| kept == name).map(|(_, _, value)| value).collect();
                        assert!(kept.contains(&NONSENSE.to_owned()), "{name} is lost: {told}");
                    }
                }
                // A wrong password counts against whoever typed it, and that is all that is kept.
                if !form.fields.iter().any(|(_, kind, _)| *kind == Kind::Secret) {
                    assert_eq!(events(site), before, "something was stored: {told}");
                }
                sent.insert(kind);
            }
        }
        // Whoever adds a form adds what leads to it, so that it is tried here.
        assert!(sent.len() >= 25, "{sent:#?}");
    });
}

/// An address with what was filled in.
fn asked(form: &Form) -> String {
    let mut query = form_urlencoded::Serializer::new(format!("{}?", form.action));
    for (name, kind, hidden) in &form.fields {
        let value = if *kind == Kind::Typed { NONSENSE } else { hidden };
        query.append_pair(name, if matches!(kind, Kind::Sought | Kind::Chosen) { "" } else { value });
    }
    query.finish()
}

#[test]
fn a_filter_that_is_filled_in_wrongly_says_so_keeps_what_was_typed_and_lists_nothing_as_if_it_were_right() {
    on_each_site(|site| {
        let mut tried = BTreeSet::new();
        for user in [player::ACCOUNTANT, player::CASHIER] {
            let mut browser = site.signed_in(user);
            let filters = every_form(&mut browser)
                .into_iter()
                .filter(|(_, (_, form))| form.is_filter && form.has(Kind::Typed) && form.action.starts_with("/desk"));
            for (kind, (address, form)) in filters {
                let page = browser.get(&asked(&form));
                let told = format!("{user} on {address}: {kind}\n{}", page.body);
                assert!(page.status == 422 && page.has("role=\"alert\""), "{} {told}", page.status);
                assert!(!page.body.contains(NONSENSE), "what was typed is text: {told}");
                let fields: Vec<_> = read(&page, &form.action).0.into_iter().flat_map(|form| form.fields).collect();
                for (name, ..) in form.fields.iter().filter(|(_, kind, _)| *kind == Kind::Typed) {
                    let kept = fields.iter().any(|(kept, _, value)| kept == name && value == NONSENSE);
                    assert!(kept, "{name} is lost: {told}");
                }
                tried.insert(kind);
            }
        }
        assert!(tried.len() >= 8, "{tried:#?}");
        let mut browser = site.signed_in(player::ACCOUNTANT);
        for (address, said) in [
            ("/desk/register?on=2008-02-31", "没有这一天"),
            ("/desk/register/movements?until=31.12.2008", "没有这一天"),
            ("/desk/contracts?year=99999", "年度不对"),
            ("/desk/receipts?year=xyz", "年度不对"),
            ("/desk/charter?on=xx", "没有这一天"),
        ] {
            let page = browser.get(address);
            assert!(page.status == 422 && page.has(said) && page.has("aria-invalid"), "{address}: {}", page.body);
        }
        // A page that nobody has come to yet is the last one.
        assert_eq!(browser.get("/desk/register?page=92233720368547760").status, 200);
        assert!(browser.get("/desk/register?page=1000000").has("M001"));
    });
}
