//! The help in Chinese. A test holds it against the arguments: nothing may be left in English.

use clap::Command;
use clap::error::{ContextKind, ErrorKind};

/// The frame of a help page.
const TEMPLATE: &str = "{about}\n\n用法：{usage}\n\n{all-args}\n";

/// Command or argument, by its path, and what it says in Chinese.
const HELP: &[(&str, &str)] = &[
    ("", "社区集体经济股份合作社的记账与分配：同股同权"),
    ("data", "数据位置：文件夹、文件，或 postgres:// 地址；不填为 ./tonggu-data"),
    ("cooperative", "合作社代码；数据里有几个合作社时用"),
    ("language", "显示的语言：zh 或 en"),
    ("acting_as", "谁在办理，合作社有用户以后必填；密码会询问，或放在 TONGGU_PASSWORD 里"),
    ("help", "显示帮助"),
    ("version", "显示版本"),
    ("json", "输出 JSON，供程序读取"),
    ("year", "年度"),
    ("on", "只计到这一天为止的收款"),
    ("init", "建立一个合作社"),
    ("init.code", "简短的代码，不含空格，用来选定合作社"),
    ("init.name", "合作社的全称"),
    ("import", "导入表格：全部检查，先看变化，要么全部存入，要么一点不存"),
    ("import.files", "要导入的表格：xlsx、xls、ods 或 csv，次序不限"),
    ("import.dry_run", "只检查和预览，不存入"),
    ("import.as_of", "没有日期列的股权台账所指的日期"),
    ("import.choices", "说明表头是哪一列（忽略表示不读），选择会被记住"),
    ("import.kinds", "说明是哪种表；只说一张表的，前面写表名，如 收款=收款台账"),
    ("import.heading_rows", "说明表头在第几行（几行的填最下一行）；只说一张表的，前面写表名，如 收款=2"),
    ("import.encoding", "说明文本表格的编码：UTF-8、GB18030、UTF-16LE、UTF-16BE 或 Big5"),
    ("import.account", "银行对账单没有写科目编码时，是哪个银行科目的，如 10201"),
    ("import.book", "这个银行科目的账套：代码或名称；不填为合作社的账套"),
    ("import.motion_no", "所依据的已生效议题；章程把这类事项交给机构表决时必须写"),
    ("import.marked_copy", "把标出问题的副本写到这个文件夹"),
    ("import.undo", "撤销一整批导入；有别的内容依据它时不撤销"),
    ("import.undo.batch_no", "批次号"),
    ("import.list", "列出各批导入"),
    ("register", "查看股权登记"),
    ("register.holdings", "某一天日终各人的持股"),
    ("register.holdings.on", "日期；不填为今天"),
    ("register.movements", "全部股权变动"),
    ("register.certificate", "一本股权证"),
    ("register.certificate.certificate_no", "股权证号"),
    ("register.quantification", "资产量化，与已量化到人的股数对照"),
    ("contract", "查看合同、应收租金、欠租和转租差额"),
    ("contract.list", "合同台账"),
    ("contract.due", "某年度应收与已收租金"),
    ("contract.arrears", "某年度尚未收到的租金"),
    ("contract.margin", "公司转租：应收、已收，与应付入股人的对照"),
    ("distribute", "按现有资料编制某年度两次分配的草案"),
    ("distribute.arrears", "为本年度第 N 次分配之后收到的租金补发一次分配"),
    ("distribute.correct", "重新计算两次分配，对本年度第 N 次分配多退少补"),
    ("distribute.cut_off", "收款截止日，代替分配方案中的日期"),
    ("distribute.void_motion", "替代机构正在审议的分配：议题第 N 号的表决和公示作废"),
    ("distribution", "查看分配：列表、明细、说明、同股同权"),
    ("distribution.list", "列出各次分配"),
    ("distribution.show", "显示一次分配及其控制总数和封存号"),
    ("distribution.show.run", "年度，或其中一次：2008 或 2008#2"),
    ("distribution.show.csv", "把成员分配表写成 CSV"),
    ("distribution.show.xlsx", "把整次分配写成工作簿"),
    ("pdf", "写成可以打印的 PDF 文件"),
    ("fonts", "自带字体缺字时用的字体文件，可写多次；数据文件夹 fonts 里的字体总会用上"),
    ("distribution.statements", "把全部成员的对账单写成 PDF：合为一个文件，或各一个文件"),
    ("distribution.statements.run", "年度，或其中一次：2008 或 2008#2"),
    ("distribution.statements.pdf_folder", "每人一个文件，写到这个文件夹：新的或空的"),
    ("distribution.explain", "一步一步说明某位成员的分配"),
    ("distribution.explain.run", "年度，或其中一次：2008 或 2008#2"),
    ("distribution.explain.member_no", "成员编号"),
    ("distribution.notice", "写出公示，姓名隐去一字：网页和 CSV"),
    ("distribution.notice.run", "年度，或其中一次：2008 或 2008#2"),
    ("distribution.notice.html", "写成可以单独打开的网页"),
    ("distribution.notice.csv", "写成 CSV"),
    ("distribution.notice.where_to_object", "到哪里、怎样提出异议"),
    ("distribution.evidence", "写出不靠数据就能核对的证据：一位成员的对账单及其证明，或交各机构的整次分配"),
    ("distribution.evidence.run", "年度，或其中一次：2008 或 2008#2"),
    ("distribution.evidence.member", "谁的对账单；不填为整次分配"),
    ("distribution.evidence.file", "要写的文件"),
    ("verify.head", "以前抄下的日志最后一条的哈希：它必须还在"),
    ("verify.statement", "核对一张对账单在不在封存的名单里，不需要数据"),
    ("verify.seal", "把整次分配重算一遍，与封存号核对，不需要数据"),
    ("verify.statement.file", "distribution evidence 写出的文件"),
    ("verify.seal.file", "distribution evidence 写出的文件"),
    ("seal", "公示的封存号，或其前几位"),
    ("distribution.what-if", "试算：换一个比例、规则或分配金额重算，什么也不改"),
    ("distribution.what-if.run", "年度，或其中一次：2008 或 2008#2；还没有分配的，按现有资料算"),
    ("distribution.what-if.assumed", "章程或方案里的项目和假设的值，如 公积公益金提取比例=12；可写几个"),
    ("distribution.compare", "与以前年度比较：新增、退出的人，变动最大的人和原因"),
    ("distribution.compare.run", "年度，或其中一次：2008 或 2008#2"),
    ("distribution.compare.compare_with", "与哪一次比；不填为以前年度最近的一次"),
    ("distribution.compare.most", "列出多少个变动"),
    ("distribution.equal-rights", "各批次并列，二次分配之前与之后"),
    ("distribution.equal-rights.run", "年度，或其中一次：2008 或 2008#2"),
    ("statement", "打印某位成员某年度的对账单"),
    ("statement.member_no", "成员编号"),
    ("user", "管理用户"),
    ("motion", "把分配和其他议题交各机构审议，查看办到哪一步"),
    ("motion.propose", "提出议题：一次分配，或其他事项"),
    ("motion.propose.run", "一次分配：2008#1；加上 --levy-due 则是它的公益建设资金"),
    ("motion.propose.levy_due", "公益建设资金从哪一天起支付"),
    ("motion.propose.file", "附件，如章程的新条款；原件留存，通过后原样导入"),
    ("motion.amend.file", "附件"),
    ("motion.propose.kind", "事项类别：一般事项、重大事项、付款……"),
    ("motion.propose.title", "要决定什么"),
    ("motion.list", "列出议题"),
    ("motion.show", "显示一个议题办到哪一步，以及每一票、计票、公示和异议"),
    ("motion_no", "议题编号"),
    ("motion.deadline", "规定表决截止日"),
    ("motion.deadline.deadline", "截止日"),
    ("motion.close", "结束现在的环节：负责人结束表决或截止日已过；公示期满且异议都已答复"),
    ("motion.meeting", "记录纸质会议的表决"),
    ("motion.meeting.for_votes", "赞成票"),
    ("motion.meeting.against", "反对票"),
    ("motion.meeting.abstain", "弃权票"),
    ("motion.meeting.recuse", "回避人数"),
    ("minutes", "会议记录扫描件，文件会保存"),
    ("motion.record", "记录议事结果或备案"),
    ("motion.record.text", "说了什么、议定什么；或备案机关和文号"),
    ("motion.publish", "按章程规定的天数公示"),
    ("vote", "本人登录投票"),
    ("vote.choice", "赞成、反对、弃权、回避（for、against、abstain、recuse）"),
    ("vote.reason", "理由"),
    ("objection", "对公示内容提出异议，以及答复"),
    ("objection.raise", "在公示期内提出异议"),
    ("objection.raise.member", "谁提出：成员编号"),
    ("objection.raise.line", "对哪一项，如合同编号、地块编号；不填为整体"),
    ("objection.raise.text", "内容"),
    ("objection.answer", "董事会答复异议"),
    ("objection.answer.objection_no", "异议编号"),
    ("objection.answer.text", "答复"),
    ("title", "要决定什么"),
    ("payer", "谁付：合作社、居民委员会"),
    ("payee", "付给谁"),
    ("amount", "多少元"),
    ("due", "从哪一天起可以付"),
    ("motion.amend", "议事时修改内容"),
    ("motion.pay", "记录已决定的款付讫"),
    ("motion.pay.reference", "银行流水号或凭证号"),
    ("hold", "暂缓付款或分配，查验后解除"),
    ("hold.place", "提出暂缓"),
    ("hold.place.motion", "暂缓哪个议题的付款"),
    ("hold.place.run", "暂缓哪次分配：2008#1"),
    ("hold.place.proposer", "提出人的成员编号或姓名；不填为登录的人"),
    ("hold.place.cosigners", "附议人的成员编号或姓名；可以写几个"),
    ("hold.place.reason", "理由"),
    ("hold.place.condition", "解除条件"),
    ("hold.inspect", "记录查验；加 --satisfied 即解除暂缓"),
    ("hold.inspect.text", "查验所见"),
    ("hold.inspect.satisfied", "已达到解除条件"),
    ("hold.list", "列出现在暂缓的款和分配"),
    ("kinship", "申报亲属关系，近亲属不互相监督"),
    ("kinship.declare", "申报两人是近亲属；同户的人不用申报"),
    ("kinship.declare.one", "一人：成员编号或姓名"),
    ("kinship.declare.other", "另一人：成员编号或姓名"),
    ("kinship.declare.relation", "关系：父子、姐妹……"),
    ("kinship.list", "列出申报的亲属关系"),
    ("supervision", "监督记录：议程审查、监督报告、投诉、损失移送、质询"),
    ("supervision.open", "提出一条监督记录"),
    ("supervision.open.kind", "议程审查、监督报告、投诉、损失移送、质询"),
    ("supervision.open.member", "谁提出：成员编号"),
    ("supervision.open.name", "谁提出：姓名，不是成员时用"),
    ("supervision.open.about", "关于什么：议题、凭证、合同、某一项、某次会议"),
    ("supervision.open.text", "内容"),
    ("supervision.open.route", "投诉送到哪里：党总支、居民委员会、镇办公室"),
    ("supervision.endorse", "联署监督报告，过半数席位联署后公布"),
    ("supervision.endorse.record_no", "监督记录编号"),
    ("supervision.answer", "答复，记录到此为止"),
    ("supervision.answer.record_no", "监督记录编号"),
    ("supervision.answer.text", "答复"),
    ("supervision.list", "列出监督记录"),
    ("election", "选举机构成员：公告、推荐、公布、计票、任命"),
    ("election_no", "选举编号"),
    ("election.announce", "公告选举"),
    ("election.announce.body", "选哪个机构：监督委员会……"),
    ("election.announce.seats", "几席"),
    ("election.announce.electors", "由哪个机构选举：居民代表大会……"),
    ("election.nominate", "推荐候选人"),
    ("election.nominate.member", "候选人的成员编号"),
    ("election.nominate.name", "候选人姓名，不是成员时用"),
    ("election.nominate.by", "谁推荐的"),
    ("election.publish", "确定并公布候选人名单"),
    ("election.publish.days", "公布几天"),
    ("election.count", "登记无记名投票的计票结果"),
    ("election.count.issued", "发出选票"),
    ("election.count.valid", "有效选票"),
    ("election.count.votes", "候选人得票，姓名或成员编号：张三=52；每人写一个"),
    ("election.appoint", "任命当选人：写成机构成员表并导入"),
    ("election.appoint.from", "任期的第一天"),
    ("election.appoint.until", "任期的最后一天"),
    ("election.appoint.csv", "要写的表"),
    ("election.show", "显示一次选举"),
    ("election.list", "列出选举"),
    ("charter", "查看某日的章程：各项、怎样表决、程序，以及低于法律的地方"),
    ("charter.on", "日期；不填为今天"),
    ("body", "查看各机构的席位由谁担任"),
    ("body.on", "日期；不填为今天"),
    ("user.add", "为一个人建立用户，显示一次性登录码；第一个用户必须是管理员"),
    ("user_name", "登录用的名字"),
    ("user.add.member", "成员编号"),
    ("user.add.name", "姓名，不是成员时用"),
    ("posts", "岗位：会计、出纳、窗口人员、管理员；可以写几个"),
    ("user.posts", "改变岗位"),
    ("user.code", "显示新的一次性登录码，忘记密码时用"),
    ("user.close", "停用用户"),
    ("user.password", "用登录码或旧密码设定自己的密码"),
    ("user.token", "领取登录凭证，一个工作日内代替密码；用 --as 登录"),
    ("user.sign-out", "结束自己的所有登录凭证；用 --as 登录"),
    ("user.second-factor", "为自己的用户领取动态口令，输入手机认证器；用 --as 登录"),
    ("user.second-factor.confirm", "用第一个口令确认"),
    ("user.second-factor.remove", "替丢了手机的用户取消动态口令"),
    ("user.list", "列出用户及其岗位和席位"),
    ("verify", "逐项核对哈希，并把每次分配重算一遍"),
    ("export", "把全部数据写成 CSV，附全部留存的文件和逐列的说明"),
    ("export.folder", "要写的文件夹：新的或空的"),
    ("ledger", "账套：建账、科目、余额、日记账、明细账、总账、报表、结账、导出"),
    ("ledger.open", "建账：按科目表新建一个账套"),
    ("ledger.open.code", "简短的代码，表格里用它指账套"),
    ("ledger.open.name", "账套的全称"),
    ("ledger.open.kind", "类别：合作社、公司、物业公司、公益建设资金"),
    ("ledger.open.year", "启用年度"),
    (
        "ledger.open.chart",
        "科目表：collective-2023、small-enterprise、welfare-fund，或自己的文件（csv、xlsx）；不填按类别",
    ),
    ("ledger.list", "列出账套"),
    ("ledger.accounts", "打印账套的科目表"),
    ("ledger.add-account", "增设明细科目，类别和方向随上级科目"),
    ("ledger.add-account.code", "科目编码，以上级科目的编码开头"),
    ("ledger.add-account.name", "科目名称"),
    ("ledger.add-account.dimension", "辅助核算：成员、户、批次、合同、地块、商铺、项目、往来单位"),
    ("ledger.trial-balance", "打印科目余额表"),
    ("ledger.journal", "打印现金、银行日记账，逐日合计和余额"),
    ("ledger.journal.account", "现金或银行科目的编码，连同它的下级"),
    ("ledger.general", "打印总账，逐月合计、累计和余额"),
    ("ledger.general.account", "一个科目的编码；不填为全部一级科目"),
    ("ledger.detail", "打印明细账，逐笔余额，逐月合计"),
    ("ledger.detail.account", "科目编码，连同它的下级"),
    ("ledger.statement", "打印账套的会计报表，并核对勾稽关系"),
    ("ledger.statement.layouts", "报表格式（csv）所在的文件夹，代替程序自带的格式；文件夹里没有的仍用自带的"),
    ("ledger.consolidate", "打印合并报表：各账套、抵销、合并数，并核对勾稽关系"),
    ("ledger.consolidate.layouts", "合并格式 consolidation.csv 所在的文件夹，代替程序自带的格式"),
    ("ledger.add-account.row", "归入报表的哪一行：资产负债表 14、28、40、45，或利润表的明细行"),
    ("ledger.rules", "记账规则：每种业务记哪些科目，依据是什么；变更由一人提出，另一人批准"),
    ("ledger.rules.list", "列出现行规则，和等待批准的变更"),
    ("ledger.rules.list.on", "这一天现行的；不填为今天"),
    ("ledger.rules.list.history", "历次变更：谁提出、谁决定、从哪天起用"),
    ("ledger.rules.list.csv", "把现行规则写成表，改好后提出"),
    ("ledger.rules.show", "显示一条规则的各个版本，或其中一版"),
    ("ledger.rules.show.rule", "规则，如 rent_received"),
    ("ledger.rules.show.version", "版本，如 v1"),
    ("ledger.rules.propose", "提出规则变更：每条规则写全，版本加一"),
    ("ledger.rules.propose.file", "规则表（csv、xlsx），样子与 ledger rules list --csv 写出的相同"),
    ("ledger.rules.propose.from", "从哪一天起用；不填为批准之日"),
    ("ledger.rules.approve", "批准规则变更，不能是自己提出的"),
    ("ledger.rules.reject", "驳回规则变更"),
    ("ledger.rules.reject.reason", "理由"),
    ("change_no", "规则变更号"),
    ("ledger.book", "把发生的业务生成凭证：收款、分配、代发、议题付款、公司分红、入股；已录入的不重复"),
    ("ledger.book.receipts", "某月的收款，如 2008-03"),
    ("ledger.book.accounts", "规则的科目下有几个明细科目时，记到哪一个：102=10201，可重复"),
    ("ledger.book.run", "一次分配，如 2008#1"),
    ("ledger.close-income", "编制结转损益的凭证"),
    ("ledger.close", "结账，结账后不能再开"),
    ("ledger.reconcile", "银行对账：对账单与账面勾对，编制和确认余额调节表"),
    ("bank_account", "银行科目的编码；账套只有一个银行科目时不用填"),
    ("ledger.reconcile.list", "列出各账套的银行账户：对账单和调节表到哪一天，还有多少未达"),
    ("ledger.reconcile.match", "自动勾对确定的行：按流水号，按金额和日期"),
    ("ledger.reconcile.match.within", "银行和账面的日期最多相差几天"),
    ("ledger.reconcile.pair", "人工勾对你写明的行，两方合计必须相等"),
    ("ledger.reconcile.pair.bank", "对账单的一行，写编号；可重复"),
    ("ledger.reconcile.pair.lines", "一张凭证，如 2008-03 记-1，或它的一行 2008-03 记-1/2；可重复"),
    ("ledger.reconcile.pair.opening", "这些银行的行，了结的是账套启用前的未达"),
    ("ledger.reconcile.matches", "列出一个账户的勾对"),
    ("ledger.reconcile.withdraw", "撤销一个勾对，它的行重新成为未达"),
    ("ledger.reconcile.withdraw.number", "勾对编号"),
    ("ledger.reconcile.withdraw.reason", "原因，记入日志"),
    ("ledger.reconcile.show", "打印某日的银行存款余额调节表"),
    ("ledger.reconcile.confirm", "确认某日的余额调节表，原样保存"),
    ("ledger.reconcile.confirm.opening_difference", "账套启用时的未达：当时银行余额减账面余额；不为零时写一次"),
    ("ledger.reconcile.retract", "撤回一个账户最后确认的调节表，以便更正"),
    ("ledger.reconcile.retract.reason", "原因，记入日志"),
    ("on_day", "日期，如 2008-12-31"),
    ("bank_balance", "对账单没有余额列时，当日的银行余额"),
    ("ledger.archive", "把已经结到底的一年归档：凭证、账簿、报表、附件，和列出哈希的清单"),
    ("ledger.archive.folder", "要写的文件夹：新的或空的"),
    ("ledger.archive-check", "核对档案里哪个文件改动过、不见了或是多出来的，不需要数据"),
    ("ledger.archive-check.folder", "ledger archive 或 export 写出的文件夹"),
    ("ledger.export", "导出为 hledger、beancount 能读的文本账"),
    ("ledger.export.format", "hledger 或 beancount"),
    ("ledger.export.book", "一个账套；不填为全部"),
    ("ledger.export.file", "要写的文件；不填打印出来"),
    ("book", "账套：代码或名称"),
    ("from", "从哪个会计期间起，如 2008-01；不填从年初"),
    ("to", "到哪个会计期间止，如 2008-12；13 是年终分配期"),
    ("period", "会计期间，如 2008-03；13 是年终分配期"),
    ("voucher", "凭证：录入、复核、签字、记账、冲销、查看"),
    ("voucher.add", "录入一张凭证（未复核）"),
    ("voucher.add.date", "日期"),
    ("voucher.add.summary", "摘要"),
    ("voucher.add.debits", "借方：科目=金额，或 科目=金额@成员:M001；可写多次"),
    ("voucher.add.credits", "贷方，写法相同"),
    ("voucher.add.word", "凭证字：记、收、付、转、现收、现付、银收、银付；不填为记"),
    ("voucher.add.source", "原始凭证号，同一号不能记两次"),
    ("voucher.add.attachments", "附件（纸质）张数"),
    ("voucher.add.files", "附件文件，连同哈希保存；可写多次"),
    ("voucher.add.corrects", "所更正的已记账凭证：#12，或“2008-03 记-1”"),
    ("voucher.list", "列出凭证"),
    ("voucher.show", "显示一张凭证"),
    ("voucher.show.voucher", "凭证：#12，或“2008-03 记-1”"),
    ("voucher.show.book", "账套：代码或名称；几个账套都有这个号的凭证时写"),
    ("voucher.attach.voucher", "凭证：#12，或“2008-03 记-1”"),
    ("voucher.attach.book", "账套：代码或名称；几个账套都有这个号的凭证时写"),
    ("voucher.discard.voucher", "凭证：#12，或“2008-03 记-1”"),
    ("voucher.discard.book", "账套：代码或名称；几个账套都有这个号的凭证时写"),
    ("voucher.reverse.voucher", "凭证：#12，或“2008-03 记-1”"),
    ("voucher.reverse.book", "账套：代码或名称；几个账套都有这个号的凭证时写"),
    ("voucher.review", "复核凭证，不能复核自己编制的"),
    ("voucher.sign", "出纳在涉及现金、银行的凭证上签字"),
    ("voucher.post", "把已复核的凭证记账：编号，从此不能改"),
    ("voucher.attach", "给未复核的凭证附上原始凭证文件"),
    ("voucher.attach.file", "文件"),
    ("voucher.discard", "作废一张没有记账的凭证"),
    ("voucher.reverse", "红字冲销一张已记账的凭证，冲销凭证另行复核"),
    ("voucher.reverse.date", "冲销凭证的日期"),
    ("voucher.reverse.reason", "原因"),
    ("voucher.review.voucher", "凭证，如 #12；不填为账套该期间的全部"),
    ("voucher.sign.voucher", "凭证，如 #12；不填为账套该期间的全部"),
    ("payment", "付款：应付明细、代发批次、待付登记；回盘用 import 导入"),
    ("payment.list", "列出应付款项和每笔钱现在在哪里"),
    ("payment.list.member", "一位成员的编号"),
    ("payment.list.household", "一户的户号"),
    ("payment.list.unpaid", "只列未付的，和未付的原因"),
    ("payment.batch", "把现在可以付的编成一个代发批次"),
    ("payment.batch.tier", "只付一次分配（1）或二次分配（2）"),
    ("payment.batch.members", "一位成员的编号；可写多次"),
    ("payment.batch.by_household", "按户发放，付到户主的账户"),
    ("payment.cash", "给一位成员编一笔现金发放"),
    ("payment.cash.member_no", "成员编号"),
    ("payment.cash.tier", "只付一次分配（1）或二次分配（2）"),
    ("payment.hand-over", "登记现金已当面发放，附签字的领款单"),
    ("payment.hand-over.receiver", "领款人姓名"),
    ("payment.hand-over.relation", "代领人与成员的关系"),
    ("payment.hand-over.slip", "签字的领款单扫描件；文件留存"),
    ("payment.batches", "列出发放批次"),
    ("payment.show", "显示一个批次和每笔的回盘"),
    ("payment.file", "写出交银行的代发文件；写出文件还不是付款"),
    ("payment.file.file", "要写的文件，以 csv 或 xlsx 结尾"),
    (
        "payment.file.columns",
        "银行要求的列：明细id、序号、户名、账号、开户银行、金额、用途、附言、证件号码、成员编号；可改表头：账号=收款人账号",
    ),
    ("payment.sent", "登记批次已交银行"),
    ("payment.sent.reference", "银行的编号"),
    ("payment.cancel", "作废没有交银行、也没有当面发放的批次"),
    ("payment.cancel.reason", "原因"),
    ("payment.write-off", "提请核销找不到领款人的应付款，或追不回的款项；由机构表决"),
    ("payment.write-off.members", "成员编号；可写多个"),
    ("payment.write-off.recovery", "核销更正后应追回的款项，而不是应付款"),
    ("payment.write-off.to", "去向：公积公益金、其他收入"),
    ("payment.write-off.reason", "原因，就是议题的题目"),
    ("payment.write-off.file", "查找经过等附件；文件留存"),
    ("payment.carry-out", "执行已生效的核销议题"),
    ("payment.levy", "公益建设资金报告：一年的提取、表决、拨付、收到和使用"),
    ("payment.mark", "登记某位成员的款项为什么待付，或恢复可付"),
    ("payment.mark.member_no", "成员编号"),
    ("payment.mark.state", "已故、继承待定、账户不明、有争议、可付"),
    ("payment.mark.since", "从哪一天起；不填为今天"),
    ("payment.mark.reason", "原因"),
    ("payment.show.batch_no", "批次号"),
    ("payment.file.batch_no", "批次号"),
    ("payment.sent.batch_no", "批次号"),
    ("payment.cancel.batch_no", "批次号"),
    ("payment.hand-over.batch_no", "批次号"),
    ("ledger.book.batch", "一个代发批次，按银行的回盘"),
    ("ledger.book.motion", "一个已付讫议题的付款"),
    ("ledger.book.dividend", "公司付来的某年度分红"),
    ("ledger.book.amount", "分红的金额"),
    ("ledger.book.date", "到账的日期"),
    ("ledger.book.source", "银行回单号"),
    ("ledger.book.contributions", "某月的资金入股和资产量化，如 2008-03"),
    ("log", "打印日志：做过的每一件事"),
    ("log.by", "只看这位用户做的"),
    ("log.since", "只看这一天以后的"),
    ("log.until", "只看这一天以前的"),
    ("log.about", "只看含有这段文字的"),
    ("log.csv", "写成 CSV，带哈希和全文"),
    ("template", "写出某种表的空白模板"),
    ("template.kind", "表类，中英文均可：members、股权台账……"),
    ("template.file", "要写的文件，以 xlsx 或 csv 结尾"),
    ("serve", "提供合作社的网站：公示栏、对账单，会计和各机构的工作"),
    ("serve.listen", "地址和端口；不填为 127.0.0.1:8080，只有本机能打开"),
    ("serve.tls_certificate", "证书（PEM，连同上级证书）；写了就只用 TLS"),
    ("serve.tls_key", "证书的私钥（PEM）"),
    ("serve.proxies", "反向代理自己的地址，可写多次；只有它转来的访客地址（X-Forwarded-For、Forwarded）算数"),
    ("serve.requests_per_second", "同一地址每秒最多多少次请求，一时可以翻倍；不填为 100"),
    ("demo", "载入样例社区，编制 2008 年分配并显示（数据在 ./tonggu-demo）"),
    ("demo.serve", "接着提供网站，故事里的每种角色都可以登录"),
    ("demo.listen", "地址和端口；不填为 127.0.0.1:8080"),
];

/// What a path says in Chinese: its own words, or those of the argument wherever it stands.
fn help(path: &str) -> Option<&'static str> {
    let own = HELP.iter().find(|(known, _)| *known == path);
    let name = path.rsplit('.').next().unwrap_or_default();
    own.or_else(|| HELP.iter().find(|(known, _)| *known == name)).map(|(_, words)| *words)
}

/// A command and all beneath it in Chinese.
pub fn translate(command: Command, path: &str) -> Command {
    let mut command = command.help_template(TEMPLATE).subcommand_help_heading("命令").subcommand_value_name("命令");
    if let Some(words) = help(path) {
        command = command.about(words);
    }
    let ids: Vec<String> = command.get_arguments().map(|argument| argument.get_id().to_string()).collect();
    for id in ids {
        let words = help(&join(path, &id));
        command = command.mut_arg(&id, |argument| {
            let heading = if argument.is_positional() { "参数" } else { "选项" };
            let argument = argument.help_heading(heading);
            match words {
                Some(words) => argument.help(words),
                None => argument,
            }
        });
    }
    let action = |action| match action {
        true => clap::Arg::new("help")
            .short('h')
            .long("help")
            .action(clap::ArgAction::Help)
            .help("显示帮助")
            .help_heading("选项"),
        false => clap::Arg::new("version")
            .short('V')
            .long("version")
            .action(clap::ArgAction::Version)
            .help("显示版本")
            .help_heading("选项"),
    };
    command = command.disable_help_flag(true).arg(action(true));
    if path.is_empty() {
        command = command.disable_version_flag(true).arg(action(false));
    }
    let names: Vec<String> = command.get_subcommands().map(|below| below.get_name().to_owned()).collect();
    for name in names {
        let below = join(path, &name);
        command = command.mut_subcommand(&name, |subcommand| translate(subcommand, &below));
    }
    command
}

/// A help page.
pub fn page(error: &clap::Error) -> String {
    own_words(&error.render().to_string())
}

/// The words that the argument parser sets by itself.
pub(super) fn own_words(text: &str) -> String {
    text.replace("[OPTIONS]", "[选项]").replace("Usage: ", "用法：").replace("[default: ", "[不写为 ")
}

/// What was mistyped, how it should be, and the usage.
pub fn usage_error(error: &clap::Error) -> String {
    let context = |kind| error.get(kind).map(ToString::to_string).unwrap_or_default();
    let (argument, value) = (context(ContextKind::InvalidArg), context(ContextKind::InvalidValue));
    let what = match error.kind() {
        ErrorKind::InvalidSubcommand => format!("没有“{}”这个命令。", context(ContextKind::InvalidSubcommand)),
        ErrorKind::UnknownArgument => format!("没有“{argument}”这个选项或参数。"),
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => return page(error),
        ErrorKind::ArgumentConflict => {
            format!("“{argument}”不能与“{}”同时用。", context(ContextKind::PriorArg))
        }
        ErrorKind::InvalidValue if value.is_empty() => format!("“{argument}”后面没有写值。"),
        _ => {
            let expected = std::error::Error::source(error).map(ToString::to_string).unwrap_or_default();
            let expected = expected.split(" · ").next().unwrap_or_default();
            format!("“{argument}”的值“{value}”不对：{expected}。")
        }
    };
    let suggestions = [ContextKind::SuggestedSubcommand, ContextKind::SuggestedArg];
    let suggested = suggestions.into_iter().find_map(|kind| error.get(kind));
    let suggested = suggested.map(|words| format!("是不是：{words}？\n")).unwrap_or_default();
    let usage = own_words(&context(ContextKind::Usage));
    let usage = if usage.is_empty() { String::new() } else { format!("\n{}\n", usage.trim()) };
    format!("{what}\n{suggested}{usage}\n--help 显示用法。")
}

fn join(path: &str, name: &str) -> String {
    if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") }
}

#[cfg(test)]
mod tests {
    use super::super::arguments::Arguments;
    use super::*;
    use clap::CommandFactory;

    fn untranslated(command: &Command, path: &str, found: &mut Vec<String>) {
        if help(path).is_none() {
            found.push(path.to_owned());
        }
        let arguments = command.get_arguments().map(|argument| join(path, argument.get_id().as_str()));
        found.extend(arguments.filter(|path| help(path).is_none()));
        for below in command.get_subcommands() {
            untranslated(below, &join(path, below.get_name()), found);
        }
    }

    #[test]
    fn every_command_and_argument_is_explained_in_chinese() {
        let mut found = Vec::new();
        untranslated(&Arguments::command(), "", &mut found);
        assert_eq!(found, Vec::<String>::new());
    }

    #[test]
    fn the_arguments_are_sound_in_both_languages() {
        Arguments::command().debug_assert();
        translate(Arguments::command(), "").debug_assert();
    }
}
