//! One's own account: the second factor is offered, confirmed by its first code, wanted at the next sign-in, and taken away with the password.

use crate::support::shown_code;
use crate::support::site::{Browser, Page, TestSite, on_each_site, player};

const PASSWORD: &str = "long enough";
const PAGE: &str = "/account/second-factor";

/// The secret on a page, as one would type it.
fn spelled(page: &Page) -> String {
    let (_, rest) = page.body.split_once("<code>").unwrap();
    rest.split_once("</code>").unwrap().0.to_owned()
}

fn signed_in<'s>(site: &'s TestSite, user: &str) -> Browser<'s> {
    site.give_password(user, PASSWORD);
    let mut browser = site.browser();
    assert_eq!(browser.sign_in(user, PASSWORD).status, 303);
    browser
}

#[test]
fn a_second_factor_is_scanned_confirmed_and_wanted_from_then_on() {
    on_each_site(|site| {
        let mut browser = signed_in(site, player::SHAREHOLDER);
        assert!(browser.get("/my").has("href=\"/account\""));
        assert!(browser.get("/account").has("未启用"));
        let offered = browser.get(PAGE);
        let groups = spelled(&offered);
        assert!(groups.split(' ').count() == 8 && groups.split(' ').all(|group| group.len() == 4), "{groups}");
        let secret = groups.replace(' ', "");
        assert!(offered.has(&format!("href=\"otpauth://totp/zhou?secret={secret}&#38;issuer=")), "{}", offered.body);
        let picture = browser.get(&format!("{PAGE}/qr.svg"));
        assert_eq!((picture.status, picture.header("content-type")), (200, "image/svg+xml"));
        assert_eq!(picture.header("cache-control"), "no-store");
        assert_eq!(spelled(&browser.get(PAGE)), groups, "what was scanned is what is confirmed");

        let wrong = browser.post(PAGE, &[("code", "12345"), ("password", PASSWORD)]);
        assert!(wrong.status == 422 && wrong.has("动态口令不对") && wrong.has("aria-invalid"), "{}", wrong.body);
        assert_eq!(spelled(&wrong), groups, "it is not scanned again");
        let code = shown_code(&secret, "2009-01-06T09:00:00+08:00");
        let no_password = browser.post(PAGE, &[("code", &code), ("password", "guess")]);
        assert!(no_password.status == 422 && no_password.has("登录不成功"), "{}", no_password.body);
        assert_eq!(site.browser().sign_in("zhou", PASSWORD).status, 303, "nothing was kept");

        let enrolled = browser.post(PAGE, &[("code", &code), ("password", PASSWORD)]);
        assert_eq!((enrolled.status, enrolled.goes_to()), (303, "/account"));
        assert!(browser.get("/account").has("已启用"));
        let settled = browser.get(PAGE);
        assert!(!settled.has("<code>") && browser.get(&format!("{PAGE}/qr.svg")).status == 404, "shown no more");

        let mut elsewhere = site.browser();
        let asked = elsewhere.sign_in("zhou", PASSWORD);
        assert!(asked.status == 401 && asked.has("name=\"code\""), "{}", asked.body);
        site.set_clock("2009-01-06T09:01:00+08:00");
        let code = shown_code(&secret, "2009-01-06T09:01:00+08:00");
        let fields = [("user", "zhou"), ("password", PASSWORD), ("code", code.as_str())];
        assert_eq!(elsewhere.post("/sign-in", &fields).status, 303);

        let used = browser.post(&format!("{PAGE}/remove"), &[("code", &code), ("password", PASSWORD)]);
        assert!(used.status == 422 && used.has("用过了"), "{}", used.body);
        site.set_clock("2009-01-06T09:02:00+08:00");
        let code = shown_code(&secret, "2009-01-06T09:02:00+08:00");
        let removed = browser.post(&format!("{PAGE}/remove"), &[("code", &code), ("password", PASSWORD)]);
        assert_eq!((removed.status, removed.goes_to()), (303, PAGE));
        assert_ne!(spelled(&browser.get(PAGE)).replace(' ', ""), secret, "the next one is another");
        assert_eq!(site.browser().sign_in("zhou", PASSWORD).status, 303);
    });
}

#[test]
fn what_was_offered_lapses_and_is_one_session_s() {
    on_each_site(|site| {
        let mut browser = signed_in(site, player::DIRECTOR);
        let first = spelled(&browser.get(PAGE)).replace(' ', "");
        let mut other = site.browser();
        other.sign_in(player::DIRECTOR, PASSWORD);
        assert_ne!(spelled(&other.get(PAGE)).replace(' ', ""), first);
        site.set_clock("2009-01-06T09:15:00+08:00");
        let code = shown_code(&first, "2009-01-06T09:15:00+08:00");
        let late = browser.post(PAGE, &[("code", &code), ("password", PASSWORD)]);
        assert!(late.status == 422 && late.has("已经过期"), "{}", late.body);
        assert_ne!(spelled(&late).replace(' ', ""), first);
    });
}

#[test]
fn an_administrator_s_session_takes_away_the_factor_of_others_and_not_their_own() {
    on_each_site(|site| {
        let mut browser = signed_in(site, player::ADMINISTRATOR);
        let secret = spelled(&browser.get(PAGE)).replace(' ', "");
        let code = shown_code(&secret, "2009-01-06T09:00:00+08:00");
        assert_eq!(browser.post(PAGE, &[("code", &code), ("password", PASSWORD)]).status, 303);
        assert!(browser.get("/admin/users/admin").has("href=\"/account\""));
        assert_eq!(browser.post("/admin/users/admin/second-factor", &[]).status, 403);
        assert!(browser.get("/account").has("已启用"));
    });
}
