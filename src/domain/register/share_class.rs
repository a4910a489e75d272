//! Share classes (股种): every class carries the same weight per share.

use compact_str::CompactString;
use std::fmt;

/// A class of shares (股种), such as 资产量化股 or 土地股.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ShareClass(CompactString);

impl ShareClass {
    /// The classes of a cooperative whose charter lists none (章程参数, 股种). 成员股 stands for 人口股 in many registers.
    pub const DEFAULTS: [&'static str; 8] =
        ["资产量化股", "土地股", "商铺股", "资金股", "集体股", "人口股", "农龄股", "成员股"];

    /// Names the class.
    pub fn new(name: &str) -> ShareClass {
        ShareClass(CompactString::new(name))
    }

    /// Its name.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The default classes.
    pub fn defaults() -> Vec<ShareClass> {
        ShareClass::DEFAULTS.iter().map(|name| ShareClass::new(name)).collect()
    }

    /// Reads a list as a charter writes it: 、 ; ； , or ， between.
    pub fn parse_list(text: &str) -> Vec<ShareClass> {
        let names = text.split(['、', ';', '；', ',', '，']).map(str::trim);
        names.filter(|name| !name.is_empty()).map(ShareClass::new).collect()
    }
}

impl fmt::Display for ShareClass {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}
