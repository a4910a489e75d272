//! 接口请求。

use super::super::Words;
use crate::domain::request::{Expected, RequestRefusal};

pub(super) fn request(refusal: &RequestRefusal) -> Words {
    match refusal {
        RequestRefusal::ParameterMissing { name, expected } => {
            Words::new(format!("没有写 {name}"), wanted(expected), "请补上再提交。")
        }
        RequestRefusal::ParameterUnfit { name, given, expected } => {
            Words::new(format!("{name} 写成了“{given}”"), wanted(expected), "请更正再提交。")
        }
        RequestRefusal::ParameterNameWrong { name, known } => Words::new(
            format!("不认识的名称 {name}"),
            if known.is_empty() { "不带参数".to_owned() } else { format!("{}之一", known.join("、")) },
            "请核对名称；接口说明在 /api/v1/。",
        ),
        RequestRefusal::CursorWrong { given } => {
            Words::new(format!("这个列表没有游标“{given}”"), "上一页回答中的 next", "请不带 after，从第一页重新取。")
        }
        RequestRefusal::IdempotencyKeyReused { key } => Words::new(
            format!("Idempotency-Key“{key}”已经用于另一次提交"),
            "每次提交各用一个键",
            "同一次提交重发时，内容须与第一次相同；别的提交请换一个键。",
        ),
    }
}

fn wanted(expected: &Expected) -> String {
    match expected {
        Expected::Like(example) => format!("像 {example} 这样"),
        Expected::OneOf(words) => format!("{}之一", words.join("、")),
        Expected::Between(i64::MIN, _) => "整数".to_owned(),
        Expected::Between(least, i64::MAX) => format!("从 {least} 起的整数"),
        Expected::Between(least, most) => format!("{least} 到 {most} 的整数"),
        Expected::Characters(least, most) => format!("{least} 到 {most} 个字，没有控制字符"),
        Expected::Flag => "true 或 false".to_owned(),
        Expected::List(most) => format!("最多 {most} 项的列表"),
        Expected::Object => "一个对象".to_owned(),
        Expected::File => "一个文件，用 multipart/form-data".to_owned(),
    }
}
