//! The people of the sample community: families with names and identification numbers, all of them made up.

use super::Size;
use chrono::{Datelike, Days, NaiveDate};
use tonggu::domain::person::check_character;

/// A seeded source of numbers (splitmix64): small, and the same everywhere for ever.
pub(super) struct Dice(pub(super) u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    pub(super) fn below(&mut self, limit: u64) -> u64 {
        self.next() % limit
    }

    pub(super) fn pick<'p>(&mut self, from: &[&'p str]) -> &'p str {
        from[self.below(from.len() as u64) as usize]
    }
}

const SURNAMES: [&str; 40] = [
    "王", "李", "张", "刘", "陈", "杨", "黄", "赵", "吴", "周", "徐", "孙", "马", "朱", "胡", "郭", "何", "林", "高",
    "罗", "郑", "梁", "谢", "宋", "唐", "许", "邓", "冯", "韩", "曹", "曾", "彭", "萧", "蔡", "潘", "田", "董", "袁",
    "于", "余",
];
const GIVEN: [&str; 48] = [
    "国强", "建华", "素芳", "玉珍", "德明", "晓燕", "秀英", "志刚", "桂香", "小平", "永福", "春梅", "光荣", "丽娟",
    "世杰", "淑贞", "万金", "红霞", "长贵", "菊", "勇", "敏", "军", "静", "家旺", "雪梅", "正清", "月华", "洪", "琼",
    "启明", "素琼", "大春", "莲", "思远", "雨欣", "子涵", "浩", "佳怡", "宇", "文斌", "绍英", "朝阳", "泽民", "福珍",
    "树林", "云", "㛃",
];

pub(super) struct Person {
    pub(super) household: u32,
    pub(super) relation: &'static str,
    pub(super) name: String,
    pub(super) id_number: String,
}

pub(super) fn id_number(
    dice: &mut Dice,
    oldest: i32,
    youngest: i32,
    taken: &mut std::collections::HashSet<String>,
) -> String {
    loop {
        let year = oldest + dice.below((youngest - oldest + 1) as u64) as i32;
        let born = NaiveDate::from_ymd_opt(year, 1, 1).expect("a year") + Days::new(dice.below(365));
        let digits = format!(
            "9901{:02}{:04}{:02}{:02}{:03}",
            dice.below(90) + 1,
            born.year(),
            born.month(),
            born.day(),
            dice.below(1_000)
        );
        let number = format!("{digits}{}", check_character(digits.as_bytes().first_chunk().expect("seventeen digits")));
        if taken.insert(number.clone()) {
            return number;
        }
    }
}

pub(super) fn people(size: Size, dice: &mut Dice) -> Vec<Person> {
    let mut people = Vec::with_capacity(size.people);
    let mut taken = std::collections::HashSet::new();
    let mut household = 0;
    while people.len() < size.people {
        let family =
            (1 + dice.below(2) + dice.below(3) + dice.below(2)).min((size.people - people.len()) as u64) as usize;
        let surname = dice.pick(&SURNAMES);
        for place in 0..family {
            let (relation, oldest, youngest) = match place {
                0 => ("户主", 1938, 1970),
                1 => ("配偶", 1940, 1972),
                2 => (dice.pick(&["长子", "长女", "次子", "女"]), 1975, 2004),
                3 => (dice.pick(&["次子", "次女", "儿媳", "女婿"]), 1978, 2006),
                _ => (dice.pick(&["父亲", "母亲", "孙子", "孙女"]), 1926, 1945),
            };
            let own = if ["配偶", "儿媳", "女婿", "母亲"].contains(&relation) {
                dice.pick(&SURNAMES)
            } else {
                surname
            };
            let name = format!("{own}{}", dice.pick(&GIVEN));
            people.push(Person { household, relation, name, id_number: id_number(dice, oldest, youngest, &mut taken) });
        }
        household += 1;
    }
    people
}

pub(super) fn heads(people: &[Person]) -> Vec<usize> {
    people.iter().enumerate().filter(|(_, person)| person.relation == "户主").map(|(index, _)| index).collect()
}
