//! The site's own files: its looks, and a little script that nothing depends on.

use super::answer::Answer;
use super::trouble::Trouble;
use super::visit::{Answered, Visit};
use crate::domain::governance::seal::Hash;
use std::sync::LazyLock;

/// Name, media type, bytes.
const ASSETS: [(&str, &str, &[u8]); 3] = [
    ("site.css", "text/css; charset=utf-8", include_bytes!("../../assets/site.css")),
    ("site.js", "text/javascript; charset=utf-8", include_bytes!("../../assets/site.js")),
    ("mark.svg", "image/svg+xml", include_bytes!("../../assets/mark.svg")),
];

/// Changes whenever a file does: it stands in their addresses, so that browsers keep them as long as they like.
pub fn version() -> &'static str {
    static VERSION: LazyLock<String> = LazyLock::new(|| {
        let hash = Hash::of_parts(ASSETS.map(|(_, _, bytes)| bytes));
        hash.to_string().chars().take(10).collect()
    });
    &VERSION
}

/// One of them.
pub fn asset(visit: &mut Visit<'_>) -> Answered {
    let name = visit.asked.parameters.get("name");
    let found = ASSETS.iter().find(|(known, ..)| *known == name);
    found.map(|(_, media_type, bytes)| Answer::asset(media_type, bytes)).ok_or(Trouble::NotFound)
}
