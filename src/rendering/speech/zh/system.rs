//! 系统给出的原因。

/// What the system said, in Chinese where its number is one that users meet.
pub(super) fn reason(said: &str) -> String {
    let number = said.rsplit_once("os error ").and_then(|(_, rest)| rest.trim_end_matches(')').parse::<u32>().ok());
    let known = match number {
        Some(2) => "没有这个文件或文件夹",
        Some(13 | 1) => "没有权限",
        Some(17) => "已有同名的文件",
        Some(20) => "路径中间有一段不是文件夹",
        Some(21) => "这是一个文件夹",
        Some(28) => "磁盘满了",
        Some(30) => "磁盘是只读的",
        Some(98) => "端口已经被别的程序占用",
        Some(99) => "这台机器没有这个地址",
        _ => return said.to_owned(),
    };
    known.to_owned()
}

#[cfg(test)]
mod tests {
    use super::reason;

    #[test]
    fn what_the_system_says_is_said_in_chinese() {
        let error = std::io::Error::from_raw_os_error(2);
        assert_eq!(reason(&error.to_string()), "没有这个文件或文件夹");
        assert_eq!(reason("connection refused"), "connection refused");
    }
}
