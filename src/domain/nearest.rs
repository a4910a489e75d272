//! Names that somebody may have meant.

use compact_str::CompactString;

/// Characters of the longest text that is compared with names.
const MOST_COMPARED: usize = 64;

/// Names close to one that is not known, the closest first: a typing slip is mended at a glance.
pub fn nearest<'n>(given: &str, known: impl IntoIterator<Item = &'n str>) -> Vec<CompactString> {
    // Alike where at least two characters in five are the same and in place.
    let likeness = |name: &str| {
        let longest = given.chars().count().max(name.chars().count()).max(1);
        1_000 - 1_000 * strsim::osa_distance(given, name).min(longest) / longest
    };
    // A pasted page is like nothing, and would take long to compare.
    if given.chars().count() > MOST_COMPARED {
        return Vec::new();
    }
    let mut scored: Vec<(usize, &str)> = known
        .into_iter()
        .map(|name| (likeness(name), name))
        .filter(|(score, name)| *score >= 400 || (!given.is_empty() && name.contains(given)))
        .collect();
    scored.sort_by(|one, other| other.0.cmp(&one.0).then(one.1.cmp(other.1)));
    scored.into_iter().take(3).map(|(_, name)| CompactString::new(name)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_names_are_offered() {
        assert_eq!(nearest("公积公益金比例", ["公积公益金提取比例", "公示天数"]), ["公积公益金提取比例"]);
        assert_eq!(nearest("天气", ["公积公益金提取比例"]), Vec::<CompactString>::new());
    }
}
