//! 议题、表决、公示和用户权限的问题。

use super::super::Words;
use super::system;
use crate::domain::access::refusal::AccessRefusal;
use crate::domain::access::role::Role;
use crate::domain::governance::refusal::GovernanceRefusal as Governance;
use crate::domain::period::china_time;

#[expect(clippy::too_many_lines, reason = "a table: one entry a case")]
pub(super) fn governance(refusal: &Governance) -> Words {
    match refusal {
        Governance::MotionUnknown { motion_no, last } => {
            Words::new(format!("没有第 {motion_no} 号议题"), numbers_up_to(*last), "请在议题列表里核对编号。")
        }
        Governance::ProcedureMissing { kind } => Words::new(
            format!("章程没有规定“{}”的程序", kind.zh()),
            format!("章程参数“程序.{}”", kind.zh()),
            "请在章程参数中写明各环节，如 董事会表决→监事会表决→公示。",
        ),
        Governance::NoticeDaysMissing => {
            Words::new("程序中有公示，章程没有公示天数", "章程参数“公示天数”", "请在章程参数中补上。")
        }
        Governance::VotingRuleMissing { body, item } => Words::new(
            format!("章程和当日法律都没有规定{}的“{}”", body.zh(), item.zh()),
            "章程参数中有这一项",
            "请在章程参数中补上，再结束表决。",
        ),
        Governance::MotionOnSubject { subject, motion_no } => Words::new(
            format!("{subject} 已经由第 {motion_no} 号议题提出"),
            "没有在办的议题",
            "请继续办理该议题；内容改变后可以重新提出。",
        ),
        Governance::ContentSeenDiffers { motion_no, seen, content } => Words::new(
            format!("所见的内容 {seen} 不是第 {motion_no} 号议题现在的内容，没有计票"),
            format!("{content}"),
            "请重新查看议题，再就现在的内容投票。",
        ),
        Governance::ContentChanged { motion_no, subject, by } => Words::new(
            format!("第 {motion_no} 号议题所附的 {subject} 已被 {by} 取代"),
            "与提出时相同的内容",
            "原来的表决作废，请就新的内容另提议题。",
        ),
        Governance::MotionDecided { motion_no } => {
            Words::new(format!("第 {motion_no} 号议题已经办结"), "办理中的议题", "办结的议题不再改变。")
        }
        Governance::OtherStage { motion_no, stage } => Words::new(
            format!("第 {motion_no} 号议题现在的环节是“{stage}”"),
            "轮到的环节",
            "请按程序的次序办理；motion show 显示办到哪一步。",
        ),
        Governance::NotYetTheirTurn { motion_no, body } => Words::new(
            format!("第 {motion_no} 号议题现在由{}表决", body.zh()),
            "前面的机构先通过",
            "请等前一环节结束后再投票。",
        ),
        Governance::StageClosed { motion_no, stage, on } => Words::new(
            format!("第 {motion_no} 号议题的“{stage}”已在 {on} 结束"),
            "结束之前投票",
            "结束后的票不再计入。",
        ),
        Governance::SeatNotHeld { name, body, day } => Words::new(
            format!("{name} 在 {day} 不是{}的成员", body.zh()),
            "当日任职的成员",
            "请由任职的人自己登录投票，或先导入机构成员。",
        ),
        Governance::VotedAlready { motion_no, name, body } => Words::new(
            format!("{name} 已在{}就第 {motion_no} 号议题投过票", body.zh()),
            "每席一票",
            "投出的票不能更改。",
        ),
        Governance::PreparerVotes { motion_no, user } => Words::new(
            format!("{user} 编制了第 {motion_no} 号议题的内容"),
            "没有参与编制的人",
            "编制的人不参加表决，请回避。",
        ),
        Governance::NobodySignedIn => Words::new(
            "没有登录，不知道是谁投票",
            "本人登录",
            "请登录后投票；在纸上表决的会议，请记录票数，附上会议记录。",
        ),
        Governance::VoteLate { motion_no, deadline } => Words::new(
            format!("第 {motion_no} 号议题的表决已在 {deadline} 截止"),
            "截止日之前投票",
            "过期的票不计入；请结束表决。",
        ),
        Governance::DeadlinePassed { given, day } => {
            Words::new(format!("截止日 {given} 已经过去"), format!("{day} 或以后"), "请更正截止日。")
        }
        Governance::ChairCloses { motion_no, body, deadline } => {
            let until = deadline.map(|deadline| format!("，截止日是 {deadline}")).unwrap_or_default();
            Words::new(
                format!("第 {motion_no} 号议题的表决还不能结束{until}"),
                format!("由{}的负责人结束，或等截止日过去", body.zh()),
                "请由负责人登录后结束。",
            )
        }
        Governance::ChairSetsDeadline { motion_no, body } => Words::new(
            format!("第 {motion_no} 号议题的表决截止日不由别人定"),
            format!("由{}的负责人定", body.zh()),
            "请由负责人登录后定截止日。",
        ),
        Governance::RecorderUnfit { name, body } => Words::new(
            format!("{name} 不能记录{}的纸质表决", body.zh()),
            format!("由{}的成员记录；没有登记成员的大会由监督的人记录；编制、提出议题的人除外", body.zh()),
            "请由其中一人登录后记录票数和会议记录。",
        ),
        Governance::TextMissing => Words::new("这一栏还没有写", "", "请写上内容再提交；只有空格不算。"),
        Governance::ObjectLineTooLong { letters, most } => Words::new(
            format!("“哪一项”写了 {letters} 个字"),
            format!("不超过 {most} 个字，如地块编号、合同编号"),
            "请只写是哪一项，哪里不对写在下面一栏。",
        ),
        Governance::PaymentNeedsVote { kind } => Words::new(
            format!("“{}”的程序没有表决，不能付款", kind.zh()),
            "有机构表决的程序",
            "请按“付款”（合作社的钱）或“重大事项”（居民委员会的钱）提出，或先在章程里给这类议题加上表决。",
        ),
        Governance::PayerUnfit { kind, payer } => Words::new(
            format!("“{}”不能从{}付款", kind.zh(), payer.zh()),
            "合作社的钱按合作社的程序，居民委员会的钱按重大事项或一般事项",
            "请换付款方，或换议题类别（合作社付款用“付款”）。",
        ),
        Governance::AmendmentTooFar { motion_no } => Words::new(
            format!("议题 {motion_no} 改成了另一笔付款（换了付款方、收款方，或加了钱）"),
            "公示过的付款方、收款方和不更多的金额",
            "请按公示的内容修改，或另提一个议题重新公示。",
        ),
        Governance::FileEmpty { file } => {
            Words::new(format!("{file} 是空文件"), "有内容的扫描件", "请核对文件，重新扫描。")
        }
        Governance::TermBackdated { item, effective_date, day } => {
            let given = effective_date.map_or_else(|| "一直有效".to_owned(), |date| format!("{date} 起"));
            Words::new(
                format!("“{}”写作{given}", item.zh()),
                format!("决定的当日（{day}）或以后"),
                "章程修改不溯及以前，请改生效日期。",
            )
        }
        Governance::TermBeforeCount { first_day, counted_on } => {
            Words::new(format!("任期从 {first_day} 起"), format!("计票当日（{counted_on}）或以后"), "请改任期开始日。")
        }
        Governance::TermEndsEarly { first_day, last_day } => {
            Words::new(format!("任期止于 {last_day}"), format!("{first_day} 或以后"), "请改任期结束日。")
        }
        Governance::KindNeedsSubject { kind } => Words::new(
            format!("“{}”不能只用文字提出", kind.zh()),
            "分配和公益建设资金写明是哪一次分配的；暂缓、核销另有办法提出",
            "请在分配、暂缓或应付款那里提出。",
        ),
        Governance::ChangeNeedsMotion { kind } => Words::new(
            format!("章程规定“{}”由机构表决", kind.zh()),
            "已生效的议题的编号",
            "请先附上这份表提出议题，通过后写明议题编号，原样导入；要撤销已经生效的，另提议题更正。",
        ),
        Governance::OtherKind { motion_no, kind, expected } => Words::new(
            format!("第 {motion_no} 号议题是“{}”", kind.zh()),
            format!("“{}”的议题", expected.zh()),
            "请核对议题编号，一份表只装一类事项。",
        ),
        Governance::FileNotDecided { motion_no } => Words::new(
            format!("这份文件不是第 {motion_no} 号议题所附的文件"),
            "只有议题所附的那一份文件，一个字节不差",
            "请导入表决时的原件；内容要改，请另提议题。",
        ),
        Governance::CarriedOutAlready { motion_no, on, batch_no } => Words::new(
            format!("第 {motion_no} 号议题已在 {on} 执行（第 {batch_no} 批）"),
            "没有执行过的议题",
            "一个议题执行一次。",
        ),
        Governance::SubjectNotEffective { subject } => {
            Words::new(format!("{subject} 还没有生效"), "已生效的分配", "请等分配办完程序。")
        }
        Governance::NoLevy { subject } => {
            Words::new(format!("{subject} 没有公益建设资金"), "提取了公益建设资金的分配", "请核对是哪一次分配。")
        }
        Governance::SubjectHeld { subject, hold } => {
            Words::new(format!("{subject} 被第 {hold} 号议题暂缓"), "没有暂缓的分配", "请等查验合格、暂缓解除后再办。")
        }
        Governance::CosignerTwice { name } => {
            Words::new(format!("{name} 重复署名"), "每人署名一次", "请去掉重复的人。")
        }
        Governance::KinshipWithSelf { name } => {
            Words::new(format!("{name} 申报了和自己的亲属关系"), "两个不同的人", "请核对成员编号或姓名。")
        }
        Governance::ElectorsUnfit { body } => Words::new(
            format!("{}不能选举其他机构的成员", body.zh()),
            "由股东大会、股东代表大会、居民会议或居民代表大会选举",
            "请更正由谁选举。",
        ),
        Governance::VotesCastAlready { motion_no, votes } => Words::new(
            format!("第 {motion_no} 号议题已有 {votes} 人登录投票"),
            "只用一种方式表决",
            "请继续登录投票，不要再记录纸质会议。",
        ),
        Governance::MoreVotesThanSeats { body, given, seats } => {
            Words::new(format!("{}有 {given} 票", body.zh()), format!("不超过 {seats} 席"), "请核对票数和席位数。")
        }
        Governance::PublishedAlready { motion_no, last_day } => Words::new(
            format!("第 {motion_no} 号议题已在公示"),
            "还没有公示的议题",
            format!("公示到 {last_day} 为止。"),
        ),
        Governance::NotPublished { motion_no } => {
            Words::new(format!("第 {motion_no} 号议题还没有公示"), "公示中的议题", "请先发布公示。")
        }
        Governance::ObjectionLate { motion_no, first_day, last_day } => Words::new(
            format!("第 {motion_no} 号议题的公示期已过"),
            format!("{first_day} 至 {last_day} 之间提出"),
            "过期的异议请向监事会投诉。",
        ),
        Governance::ObjectionUnknown { motion_no, objection_no } => Words::new(
            format!("第 {motion_no} 号议题没有第 {objection_no} 条异议"),
            "已提出的异议",
            "请看议题办到哪一步。",
        ),
        Governance::AnsweredAlready { motion_no, objection_no } => Words::new(
            format!("第 {motion_no} 号议题的第 {objection_no} 条异议已经答复"),
            "没有答复的异议",
            "答复不能更改。",
        ),
        Governance::NoticeNotOver { motion_no, last_day } => {
            Words::new(format!("第 {motion_no} 号议题的公示还没有期满"), format!("{last_day} 之后"), "请等公示期满。")
        }
        Governance::ObjectionsOpen { motion_no, objections } => {
            let numbers = objections.iter().map(ToString::to_string).collect::<Vec<_>>().join("、");
            Words::new(
                format!("第 {motion_no} 号议题的第 {numbers} 条异议没有答复"),
                "每条异议都有答复",
                "请董事会逐条答复。",
            )
        }
        Governance::NothingHeld { motion_no } => Words::new(
            format!("第 {motion_no} 号议题现在没有暂缓什么"),
            "已生效、没有解除的暂缓",
            "请在暂缓的列表里核对。",
        ),
        Governance::NothingToPay { motion_no } => {
            Words::new(format!("第 {motion_no} 号议题没有付款事项"), "有付款事项的议题", "请核对议题编号。")
        }
        Governance::NotEffective { motion_no } => {
            Words::new(format!("第 {motion_no} 号议题还没有生效"), "已生效的议题", "请等程序办完。")
        }
        Governance::PaidAlready { motion_no, paid_on } => {
            Words::new(format!("第 {motion_no} 号议题已在 {paid_on} 付讫"), "没有付过的款", "同一笔款不付两次。")
        }
        Governance::PaymentHeld { motion_no, hold } => Words::new(
            format!("第 {motion_no} 号议题的付款被第 {hold} 号议题暂缓"),
            "没有暂缓的款",
            "请等查验合格、暂缓解除后再付。",
        ),
        Governance::NotYetDue { motion_no, due } => {
            Words::new(format!("第 {motion_no} 号议题的付款还没有到期"), format!("{due} 或以后"), "请到期再付。")
        }
        Governance::HeldAlready { hold } => {
            Words::new(format!("已有第 {hold} 号议题提出暂缓"), "没有在办的暂缓", "请继续办理该议题。")
        }
        Governance::HoldUnexplained => {
            Words::new("没有写暂缓的理由或解除条件", "理由和解除条件", "请写明为什么暂缓、怎样才解除。")
        }
        Governance::InspectorUnfit { name, body } => Words::new(
            format!("{name} 不是{}的成员", body.zh()),
            format!("由{}的成员查验", body.zh()),
            "请由提出暂缓的机构成员登录后记录查验。",
        ),
        Governance::ElectionUnknown { election_no, last } => {
            Words::new(format!("没有第 {election_no} 号选举"), numbers_up_to(*last), "请在选举列表里核对编号。")
        }
        Governance::ElectionStage { election_no, expected } => Words::new(
            format!("第 {election_no} 号选举还不能或不能再这样办"),
            *expected,
            "请按公告、推荐、公布、计票、任命的次序办理。",
        ),
        Governance::CandidateMarginMissing => {
            Words::new("章程没有规定差额选举的比例", "章程参数“候选人差额比例”", "请在章程参数中补上，例如 20。")
        }
        Governance::CandidateTwice { name } => {
            Words::new(format!("{name} 已经是候选人"), "没有推荐过的人", "同一人只推荐一次。")
        }
        Governance::CandidateUnknown { name } => {
            Words::new(format!("{name} 不是候选人"), "公布的候选人", "请核对姓名或成员编号。")
        }
        Governance::TooFewCandidates { given, least } => Words::new(
            format!("只有 {given} 名候选人"),
            format!("至少 {least} 名"),
            "章程规定差额选举，请再推荐候选人。",
        ),
        Governance::CandidatesStillUp { election_no, last_day } => Words::new(
            format!("第 {election_no} 号选举的候选人还在公布"),
            format!("{last_day} 之后"),
            "请等公布期满再投票。",
        ),
        Governance::BallotsImpossible { issued, valid, votes } => Words::new(
            format!("发出 {issued} 张、有效 {valid} 张、共 {votes} 票对不起来"),
            "有效票不多于发出的票，每张票所选不多于席位",
            "请按公开计票的记录核对。",
        ),
        Governance::RecordUnknown { record_no, last } => {
            Words::new(format!("没有第 {record_no} 号监督记录"), numbers_up_to(*last), "请在监督记录里核对编号。")
        }
        Governance::RecordEnded { record_no } => Words::new(
            format!("第 {record_no} 号监督记录已经答复"),
            "没有答复的记录",
            "答复不能更改；有新情况请另行提出。",
        ),
        Governance::NoReport { record_no } => {
            Words::new(format!("第 {record_no} 号监督记录不是监督报告"), "监督报告", "只有监督报告需要联署。")
        }
        Governance::EndorsedAlready { record_no, name } => {
            Words::new(format!("{name} 已在第 {record_no} 号监督报告上署名"), "没有署名的人", "每人署名一次。")
        }
        Governance::MoreSeatsThanCharter { body, day, held, seats } => Words::new(
            format!("{}从 {day} 起有 {held} 名成员", body.zh()),
            format!("章程规定的 {seats} 席以内"),
            "请核对成员名单，补上前任的任期止，或先修改章程的席位数。",
        ),
        Governance::RouteUnfit { kind, given, routes } => {
            let routes = if routes.is_empty() { "不填去向".to_owned() } else { routes.join("、") };
            Words::new(format!("{}不能送到“{given}”", kind.zh()), routes, "请更正送到哪里。")
        }
        Governance::FileUnreadable { file, reason } => Words::new(
            format!("文件 {file} 读不出来（{}）", system::reason(reason)),
            "能读的会议记录或附件",
            "请核对文件名和权限。",
        ),
    }
}

#[expect(clippy::too_many_lines, reason = "a table: one entry a case")]
pub(super) fn access(refusal: &AccessRefusal) -> Words {
    match refusal {
        AccessRefusal::SignInNeeded => Words::new(
            "这个合作社有用户，没有说是谁在办理",
            "先登录",
            "在网页上请登录；用命令请写 --as 用户名，密码会询问，或放在 TONGGU_PASSWORD 里。",
        ),
        AccessRefusal::PageOfOthers { user, roles } => {
            let roles: Vec<&str> = roles.iter().map(|role| role.zh()).collect();
            let roles = if roles.is_empty() { "没有岗位".to_owned() } else { roles.join("、") };
            Words::new(
                format!("这一页是给别的岗位或机构看的，{user} 现在是{roles}"),
                "有这一页的岗位或席位",
                "请从页面上方进入自己的页面；角色不对请找管理员。",
            )
        }
        AccessRefusal::HouseholdNotOwn { member_no } => Words::new(
            format!("{member_no} 的内容只给本人和同一户的人看"),
            "您自己，或您户里的人",
            "请从“我的分红”里的“我家”打开自己户里各人的；别人的请本人登录，或本人到服务窗口查。",
        ),
        AccessRefusal::NoUsersYet => Words::new(
            "这个合作社还没有用户，网站上只能看公开的内容",
            "至少一位管理员",
            "请在存放数据的机器上运行 tonggu user add admin --name 姓名 --post administrator，再把登录码交给本人。",
        ),
        AccessRefusal::SignInFailed { user } => {
            Words::new(format!("{user} 登录不成功"), "正确的用户名和密码", "连错五次后要等十五分钟。")
        }
        AccessRefusal::AccountRests { user, until } => Words::new(
            format!("{user} 连续登录失败太多次"),
            format!("{} 之后再试", china_time(*until).format("%Y-%m-%d %H:%M")),
            "忘记密码请到窗口领取新的登录码。",
        ),
        AccessRefusal::PasswordNotSet { user } => {
            Words::new(format!("{user} 用的是一次性登录码"), "自己设定的密码", "请先设定自己的密码。")
        }
        AccessRefusal::SignInsRest { until } => Words::new(
            "一分钟内登录失败的次数太多",
            format!("{} 之后再试", china_time(*until).format("%H:%M:%S")),
            "可能有人在试密码，请告诉管理员。",
        ),
        AccessRefusal::SecondFactorNeeded { user } => {
            Words::new(format!("{user} 还要动态口令"), "手机上六位数字", "会询问，或放在 TONGGU_CODE 里。")
        }
        AccessRefusal::PasswordNeeded { user } => Words::new(
            format!("{user} 是用登录凭证登录的，不能改登录方式"),
            "密码（有动态口令的还要口令）",
            "请去掉 TONGGU_TOKEN，用密码登录再办。",
        ),
        AccessRefusal::CodeWrong { user } => Words::new(
            format!("{user} 的动态口令不对"),
            "手机认证器此刻显示的六位数字",
            "请等下一个口令再输；一直不对，请核对手机的时间，或重新扫描。",
        ),
        AccessRefusal::CodeTaken { user } => {
            Words::new(format!("{user} 的这个动态口令用过了"), "下一个口令", "请等三十秒，用新的六位数字。")
        }
        AccessRefusal::NoSecondFactor { user } => {
            Words::new(format!("{user} 没有领取动态口令"), "领取过的动态口令", "请先用 user second-factor 领取。")
        }
        AccessRefusal::SessionUnknown { user } => Words::new(
            format!("{user} 的登录凭证已经失效"),
            "没有过期的登录凭证",
            "请用 user token 重新领取，或用密码登录。",
        ),
        AccessRefusal::NotPermitted { user, action, roles } => Words::new(
            format!("{user}（{}）不能{}", names(roles), action.zh()),
            "有这项权限的人",
            "请由相应的人登录办理。",
        ),
        AccessRefusal::UserExists { user } => {
            Words::new(format!("已有用户 {user}"), "没有用过的名字", "请换一个用户名。")
        }
        AccessRefusal::PersonHasUser { name, user } => {
            Words::new(format!("{name} 已有用户 {user}"), "一人一个用户", "请改变该用户的岗位，或先停用它。")
        }
        AccessRefusal::NotTheirOwn { user, whose } => {
            Words::new(format!("{user} 不能替 {whose} 办理"), "本人，或窗口人员代办", "请本人登录，或到窗口办理。")
        }
        AccessRefusal::UserUnknown { user } => {
            Words::new(format!("没有用户 {user}"), "已有的用户", "请在用户列表里核对用户名。")
        }
        AccessRefusal::UserNameUnfit { given } => {
            Words::new(format!("用户名“{given}”不能用"), "四十个字以内、没有空格的名字", "请换一个用户名。")
        }
        AccessRefusal::FirstUserNoAdministrator => {
            Words::new("第一个用户不是管理员", "第一个用户有管理员岗位", "请给他管理员岗位，否则以后没有人能管理用户。")
        }
        AccessRefusal::LastAdministrator { user } => Words::new(
            format!("{user} 是唯一的管理员"),
            "另有一位管理员",
            "请先给别人管理员岗位，否则以后没有人能管理用户。",
        ),
        AccessRefusal::PasswordNotTyped => Words::new(
            "要输入密码，这里却没有终端",
            "终端，或环境变量",
            "请把密码放在 TONGGU_PASSWORD（新密码 TONGGU_NEW_PASSWORD，动态口令 TONGGU_CODE）里。",
        ),
        AccessRefusal::PasswordTooShort { least } => {
            Words::new("密码太短", format!("至少 {least} 个字符"), "请换一个长一些的密码。")
        }
        AccessRefusal::RelativeExcluded { name, role, relative, relation, other } => Words::new(
            format!("{name}（{}）的亲属 {relative}（{relation}）是{}", role.zh(), other.zh()),
            "决策、记账的人的近亲属不担任监督",
            "请另选他人。",
        ),
        AccessRefusal::SeatExcluded { name, body, other, day } => Words::new(
            format!("{name} 从 {day} 起既是{}的成员又是{}", body.zh(), other.zh()),
            "相互回避的席位和岗位由不同的人担任",
            "请另选他人，或先填写前一任期的任期止。",
        ),
        AccessRefusal::RolesIncompatible { user, one, other } => Words::new(
            format!("{user} 不能既是{}又是{}", one.zh(), other.zh()),
            "相互回避的岗位和席位由不同的人担任",
            "请改变岗位，或先更正机构成员。",
        ),
    }
}

fn names(roles: &[Role]) -> String {
    match roles.is_empty() {
        true => "没有岗位和席位".to_owned(),
        false => roles.iter().map(|role| role.zh()).collect::<Vec<_>>().join("、"),
    }
}

/// The numbers that there are.
fn numbers_up_to(last: u32) -> String {
    match last {
        0 => "先有一个（现在一个也没有）".to_owned(),
        last => format!("1 至 {last} 号"),
    }
}
