//! Addresses of the site with what stands after the question mark.

/// An address with values after the question mark; what is empty is left out.
pub fn with(path: &str, values: &[(&str, &str)]) -> String {
    let mut written = form_urlencoded::Serializer::new(String::new());
    let mut is_bare = true;
    for (name, value) in values.iter().filter(|(_, value)| !value.is_empty()) {
        written.append_pair(name, value);
        is_bare = false;
    }
    if is_bare { path.to_owned() } else { format!("{path}?{}", written.finish()) }
}

/// The address where somebody is, with some values changed; an empty one is taken out.
pub fn changed(here: &str, changes: &[(&str, &str)]) -> String {
    let (path, query) = here.split_once('?').unwrap_or((here, ""));
    let kept = form_urlencoded::parse(query.as_bytes());
    let kept: Vec<(String, String)> = kept
        .filter(|(name, _)| !changes.iter().any(|(changed, _)| changed == name))
        .map(|(name, value)| (name.into_owned(), value.into_owned()))
        .collect();
    let kept = kept.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    with(path, &kept.chain(changes.iter().copied()).collect::<Vec<_>>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_keeps_what_was_asked_but_for_what_changes() {
        assert_eq!(
            with("/desk/books", &[("book", "合作社"), ("to", "")]),
            "/desk/books?book=%E5%90%88%E4%BD%9C%E7%A4%BE"
        );
        assert_eq!(changed("/a?x=1&y=2", &[("y", "3"), ("format", "csv")]), "/a?x=1&y=3&format=csv");
        assert_eq!(changed("/a?x=1", &[("x", "")]), "/a");
    }
}
