## 菜单

menu-help = 怎么用
menu-ask = 提问
menu-topics = 全部主题
menu-quiz = 刷题
menu-review = 复习到期的题
menu-undo = 撤销上一次评分
menu-mock = 模拟面试
menu-daily = 每日一题
menu-stats = 学习进度
menu-leaderboard = 群排行榜
menu-stop = 结束刷题或抢答
menu-settings = 语言与偏好
menu-decks = 选择本聊天的题库
menu-privacy = 我们存了什么
menu-forget = 删除我的数据

bot-description =
    深度学习面试题库：直接打字提问，中文、英文、拼音都行，回答附《深度学习》（花书）页码。/quiz 开始刷题，/topics 看全部主题。
bot-short-description = 深度学习面试问答与刷题，附花书页码。

## 开场

start-greeting = 你好！「{ $deck }」里的问题，尽管问我。
start-how = 直接打字提问，中文、英文、拼音都行，例如：
start-number = 第 { $number } 题
start-group = /ask 提问，/quiz 开一轮大家一起答的投票，/daily 每天出一题。
start-channel = /ask 提问，/daily 每天出一题。
start-drill = 想被提问就发 /quiz，看全部主题发 /topics。

help-title = 怎么用
help-ask = 直接提问；在群里请 @ 我、回复我，或用 /ask。
help-numbers = 题号也行：第 { $number } 题、q{ $number }、#{ $number }。
help-rounds = 在群里 /quiz 会发起一轮大家一起答的投票：/quiz 10 30s { $topic }；/leaderboard 看排行榜。
help-quiz = /quiz 刷题；可加题数、主题、难度、范围或书中位置：/quiz 5 { $topic } · /quiz hard · /quiz { $first }..{ $last } · /quiz 第{ $chapter }章
help-commands = 全部命令；直接说「考考我」「停止」也行：

## 回答

answer-pages = { $section } { $title }，第 { $pages } 页
answer-edition = 页码：{ $edition }
markdown-contents = 目录
answer-sources = 原始资料
button-detail = 详细解答
button-related = 相关题目
button-share = ↗ 分享
button-in-full = 完整解答
button-ask-in-private = 私聊提问
button-add-to-group = 加到群里
guest-unsure = 我不确定你问的是哪道题。私聊里我可以反问你。
guest-not-found = 抱歉，这个问题不在题库里。私聊里可以看题库有什么。
inline-due = 🔁 该复习了 · { $short }
related-title = 和「{ $question }」相关：
related-none = 这道题没有列出相关题目。
detail-none = 这道题目前只有要点。

unsure = { $count ->
    [1] 你是想问这个吗？
   *[other] 你想问的是哪一个？
}
several = 其中这些问题题库里有，点编号看答案：
several-not = 这些没有找到确切的答案：
several-unread = 还有 { $count } 个问题没有看，请再发一次。
two-entries = 你的问题还涉及：
not-found = 抱歉，这个问题不在题库里。
not-found-outside = 「{ $topic }」还不在题库里。
not-found-far = 「{ $topic }」不在我的范围里。
not-found-nearest = 最接近的是：
not-found-scope = 我的题库是「{ $deck }」{ $commands ->
    [yes] ，/topics 可以看全部主题。
   *[no] 。
}
button-cannot-see = 看不到公式？
from-now-on = { $display ->
    [picture] 以后这里的公式用图片显示，可以在 /settings 里改回来。
   *[text] 以后这里的公式用文字显示，可以在 /settings 里改回来。
}
this-once = { $display ->
    [picture] 这条改成图片了。管理员可以在 /settings 里让整个聊天都用图片。
   *[text] 这条改成文字了。管理员可以在 /settings 里让整个聊天都用文字。
}
you-are-welcome = 不客气，继续加油！
see-you = 再见！下次来发 /review，接着复习到期的题。
what-i-am = 我不是大模型，不会现编答案：题库里的 { $count } 道题事先写好，附书中页码。不收费，/help 看怎么用。
good-luck = 别紧张，祝面试顺利！热身可以发 /mock 模拟一场，或 /quiz 刷几题。
no-help = 抱歉，没帮上忙。换个说法再问一次试试；答案有误，请按它下方的「👎 纠错」。
ask-more = 我每句话单独看，请把问题说完整，例如「dropout 的缺点」。答案下方的「详细解答」一步步讲清来龙去脉，「相关题目」可以接着看。
between-numbers = { "、" }
no-such-number = 没有这个题号。现有题号：{ $numbers }。
no-numbers = 这个题库的题没有编号，直接说想问什么就行，/topics 可以看全部。
ask-what = { $private ->
    [yes] 想问什么？直接打字就行，例如「什么是 KL 散度」。
   *[no] 想问什么？请写在同一条消息里，例如「什么是 KL 散度」。
}
ask-too-long = 一个问题太长了，请控制在 { $most } 个字符以内。
show-unknown = 题库里没有「{ $id }」这道题。

## 主题

topics-title = 共 { $entries } 题，{ $topics } 个主题
topics-line = { $name }（{ $count } 题）
topics-progress = { $bar } { $done }/{ $count } { $name }
topics-mastered = 已掌握（三周后多半还记得）：{ $done } / { $count } 题。
deck-empty = 这个题库还没有题目。
topic-unknown = 没有「{ $name }」这个主题，/topics 可以看全部。
button-drill-topic = 刷这个主题
button-all-topics = 全部主题

## 书与搜索

menu-search = 搜索题目
menu-page = 书的某一页能回答什么
menu-chapter = 按书的章节看题
book-pages = { $several ->
   *[other] 第 { $pages } 页
}
page-which = 哪一页？例如 /page 258 或 /page 258-260，页码按{ $edition }。
page-none = { $near ->
    [yes] 没有题目引用这一页，最近的是：
   *[no] 没有题目引用这一页。
}
page-outside = 书的正文到第 { $last } 页为止，页码按{ $edition }。
button-page = { $way ->
    [before] ◀ 第 { $page } 页
   *[after] 第 { $page } 页 ▶
}
button-drill-page = 刷这些题
button-chapter = 第 { $number } 章
chapters-title = 《{ $book }》里有题目的章节
chapters-none = 没有题目引用《{ $book }》。
chapter-line = { $number } { $title }（{ $count } 题）
chapter-unknown = 书里没有「{ $name }」这一章。试试 /chapter 7、/chapter 7.12，或发 /chapter 看全部。
chapter-none = 没有题目讲到这一部分。
button-drill-chapter = 刷这一章
button-drill-section = 刷这一节
button-all-chapters = 全部章节
search-what = 想找什么？例如 /search 批标准化。
search-none = 没有找到和「{ $text }」有关的题目，/topics 可以看全部。
search-title = 「{ $text }」：{ $count } 题
button-back = ◀ 上一页
button-more = 下一页 ▶

## 带走

menu-export = 导出我的数据，或导出 Anki 卡片
export-nothing = 目前没有存任何关于你的数据。
export-everything = 我们存的关于你的全部数据：{ $rows ->
   *[other] 共 { $rows } 条记录
}。想删除发 /forget。
export-anki = { $count } 题的 Anki 卡片，在 Anki 里导入即可；以后再导入新的文件会更新内容并保留进度。只要一部分：/export anki 第{ $chapter }章、/export anki { $topic }。
export-what = /export 导出关于你的全部数据；/export anki 把题库打包给 Anki，/export anki 第7章 只要一部分。
unknown-word-export = 没看懂「{ $word }」。可以写主题、难度（easy、core、hard）、范围或书中位置，例如 /export anki { $topic }、/export anki 第{ $chapter }章。
no-count-export = 符合条件的题都会打包，请去掉「{ $word }」；单独一题写 #{ $number }，一段写 { $first }..{ $last }。
export-in-private = 数据是你自己的，请在私聊里发 /export。
button-export-anki = 导出 Anki 卡片

## 刷题

quiz-head = { $position } / { $length } · { $topic }
continues-quiz = 接着上次的刷题。想重新开始，发 /quiz 10。
continues-review = 接着上次的复习。
continues-mock = 接着上次的模拟面试。想重新开始，发 /mock 8。
when = { $unit ->
    [minutes] { $number } 分钟后
    [hours] { $number } 小时后
    [tomorrow] 明天
    [days] { $number } 天后
   *[months] { $number } 个月后
}
quiz-hint-section = 提示：翻到书里 { $section } { $title }
quiz-hint-topic = 提示：属于「{ $topic }」
quiz-hint-point = 提示：{ $point }
quiz-how-well = 答得怎么样？
quiz-graded = { $grade ->
    [again] 🔁 没答上来
    [hard] 😓 勉强
    [good] 🙂 答上来了
    [easy] 😎 很轻松
   *[skipped] ⏭ 跳过
}
quiz-graded-again = { $mark } · { $when }再来
quiz-leech = 这道题已经忘了 { $times } 次。回去读一遍，再用自己的话讲出来。
choice-several = 不止一个正确。
choice-beyond = 最后一个选项是 { $last }。
choice-verdict = { $verdict ->
    [right] 答对了！
    [partly] 对了一部分。
   *[wrong] 不太对。
}
unknown-word-quiz = 没看懂「{ $word }」。可以写题数、主题、难度（easy、core、hard）、范围或书中位置，例如 /quiz 5 { $topic }、/quiz { $first }..{ $last }、/quiz 第{ $chapter }章。
bad-count = 「{ $word }」不行，题数请写 1 到 { $most }，例如 /{ $command } 5。
quiz-nothing-left = 没有同时满足这些条件的题目，换个条件试试。
quiz-over = { $kind ->
    [review] 复习结束
   *[quiz] 刷题结束
}：{ $asked ->
    [0] 这次没有答题
   *[other] 答了 { $asked } 题
}
quiz-over-none = { $kind ->
    [review] 复习结束
    [mock] 模拟面试结束
   *[quiz] 刷题结束
}，这次没有答题。
quiz-count = { $mark } { $count }
quiz-weak = 再看看这几题：
quiz-praise = 全都答上来了，真不错！
quiz-only-people = 频道和匿名身份不能刷题，请用自己的账号在私聊或群里发 /quiz。
quiz-none-open = 现在没有在刷题，发 /quiz 开始。
typed-how = ✍️ 用几句话打出你的回答；发「不会」看答案。
typed-score = 答到 { $points } 个要点中的 { $made } 个 · { $share } 分
review-due = 有 { $due } 题到期。
review-nothing-due = 现在没有到期的题。下一题：{ $when }。
review-nothing-learned = 还没有可复习的题。刷题时打过分的题，会在合适的日子回到这里。
review-capped = 今天的量够了，还有 { $waiting } 题到期，接下来几天按遗忘程度先后再来。每天的题数用 /review cap 50 来改。
mock-begins = 模拟面试开始：跨主题 { $number } 题，每题 { $minutes } 分钟。像面试时那样回答，/stop 结束。
mock-time-up = { $mode ->
    [type] ⏰ 时间到。正在打的回答一分钟内发出来仍然算数；不然就看看答案吧。
   *[other] ⏰ 时间到，没关系，先看看答案。
}
mock-time-anew = 我刚才离开了一会儿，这道题重新计时。
mock-time-each = ⏱ { $minutes } 分钟
mock-time-taken = ⏱ { $time }{ $over ->
    [yes] （超时）
   *[no] { "" }
}
mock-over = 模拟面试结束：{ $answered } 题，得分 { $score }%
mock-time = 平均每题 { $time }{ $overtime ->
    [0] ，没有超时
   *[other] ，{ $overtime } 题超时
}。
mock-to-read = 接下来先看这几题：
mock-in-private = 模拟面试请在私聊里进行，私聊我发 /mock。
reminder = 今天有 { $due } 题该复习了。
undone = 已撤销，重新打个分吧。
review-in-private = 复习是个人的，请在私聊里发 /review。
unknown-word-review = 没看懂「{ $word }」。可以发 /review，或 /review 10（复习 10 题）、/review cap 20（每天最多 20 题）。
button-reveal = 看答案
button-hint = 提示
button-skip = 跳过
button-stop = 结束
button-again = 🔁 没答上来
button-hard = 😓 勉强
button-good = 🙂 答上来了
button-easy = 😎 很轻松
button-two-again = 🔁 没答上来
button-two-good = 🙂 答上来了
button-another = 再来一轮
button-mock-again = 再来一场
button-review = 复习
button-review-on = 继续
button-review-more = 现在把 { $due } 题都做了
button-entry = 完整解答
button-asked = 我是在提问
button-undo = 撤销
button-submit = 选好了

refused-unknown = 这道题已经找不到了，发 /quiz 重新开始。
refused-anothers = 这是别人在刷的题，发 /quiz 开始你自己的。
refused-ended = 这轮刷题已经结束了。
refused-past = 这道题已经过去了，看最新的那一题；找不到就发 /quiz。
refused-not-revealed = 先看答案，再给自己打分。
refused-revealed = 答案已经在上面了。
refused-no-more-hints = 没有更多提示了，想不出来就看答案吧。
refused-nothing-picked = 先选至少一个选项。
refused-nothing-graded = 没有可以撤销的评分。
refused-graded-since = 之后又打过别的分了，只能改最后一次评分。

## 群内抢答

round-begins = 开始一轮：{ $count } 题，每题 { $seconds } 秒
round-rules = 直接在投票里作答，答对得分，越快越多。参加的人都答完就出下一题；/stop 结束。
round-head = { $position } / { $length }
round-above = { $head } · 哪个对？（见上）
round-running = 这里已经有一轮在进行，直接加入吧；想结束发 /stop。
round-none = 这里没有进行中的一轮，发 /quiz 开始。
round-anothers = 只有发起人或管理员可以结束这一轮。
round-bad-time = 「{ $word }」不行，每题请给 10 秒到 10 分钟，例如 /quiz 10 30s。
round-no-options = 这些题没有可投票的选项，开不了一轮；私聊里 /quiz 可以刷。
round-over = 🏁 本轮结束，共 { $asked } 题
round-over-none = 🏁 本轮结束，这次没有人作答。
button-another-round = 再来一轮
round-missed = 错得最多的题：
ranking-score = { $points } 分，答对 { $right } 题
ranking-more = ……还有 { $count } 人

leaderboard-title = 🏆 { $span ->
    [round] 最近一轮
    [week] 本周
    [month] 本月
   *[ever] 总榜
}
leaderboard-empty = 还没有人得分，发 /quiz 开始一轮。
leaderboard-in-groups = 排行榜是群里的：把我加进群，在群里发 /quiz。
leaderboard-unknown = 没有「{ $span }」这个榜，可以是 round、week、month 或 ever。
button-span-round = 最近一轮
button-span-week = 本周
button-span-month = 本月
button-span-ever = 总榜

## 每日一题

daily-question = 📅 每日一题
daily-answer = 📅 答案
daily-answer-follows = 你会怎么答？答案稍后公布。
daily-title = { $where ->
    [here] 这里
   *[channel] { $channel }{ " " }
}的每日一题
daily-none = { $where ->
    [here] 这里
   *[channel] { $channel }{ " " }
}没有设每日一题。
daily-zone = 时区：{ $zone }
daily-how = /daily { $channel }09:00 · /daily { $channel }09:00 周一至周五 { $topic } en · /daily { $channel }off · /daily { $channel }timezone Asia/Shanghai
daily-set = 设好了。第一题：{ $date }（{ $day }）{ $time }。
daily-off = 已取消。
daily-none-there = 这里没有这样的每日一题，/daily 可以看全部。
daily-bad-time = 「{ $word }」不是时间。请写成 09:00、18:30 或晚上九点这样。
daily-no-time = 几点呢？例如 /daily 09:00，或 /daily 18:30 周一至周五。
unknown-word-daily = 没看懂「{ $word }」。请写时间，还可以写星期、主题、难度（easy、core、hard）、范围或书中位置，例如 /daily 09:00 周一至周五 { $topic }、/daily 09:00 第{ $chapter }章。
no-count-daily = 每次只出一题，请去掉「{ $word }」；想一天几题，就多设几个时间。
daily-too-many = 一天最多 { $most } 题，请先取消一个：/daily off 09:00。
daily-too-long = 太长了，少写几个主题吧。
daily-administrators = 只有管理员可以设这里的每日一题；在私聊里你可以设自己的。
daily-no-channel = 没法给 { $name } 设置：请先把我加为频道管理员（可发消息），你自己也要是那里的管理员。
button-daily-off = 取消 { $time }
days-all = 每天
days-weekdays = 周一至周五
days-weekends = 周六、周日
day-name = { $day ->
    [0] 周一
    [1] 周二
    [2] 周三
    [3] 周四
    [4] 周五
    [5] 周六
   *[6] 周日
}
language-name = { $language ->
    [zh] 中文
   *[en] English
}

## 进度

stats-title = { $days ->
    [0] 学习进度
   *[other] 连续学习 { $days } 天
}
stats-none = 还没有可看的。先刷几道题、打个分，再来看。
stats-recalled = 再次遇到时记得：近 30 天 { $recent }%，总共 { $ever }%
stats-recalled-ever = 再次遇到时记得：{ $ever }%，近 30 天没有复习
stats-not-asked-again = 同一题隔天再答，就能看到记住率
stats-due = 到期：{ $later ->
    [yes] 现在 { $now } 题，今天共 { $today } 题，两周内共 { $all } 题
   *[no] 现在 { $now } 题，两周内共 { $all } 题
}
stats-days = 近 { $back } 天里学了 { $days } 天，答题 { $answers } 次，每周：
stats-now = 现在答得上来 { $share }%（没学过的算 0%），学过 { $met } / { $all } 题
stats-chapters = 书中各章：{ $chapters }
stats-in-private = 学习进度是你自己的，请在私聊里发 /stats。
board-progress = 学习进度
board-date = { $year } 年 { $month } { $day } 日
board-streak = { $days ->
   *[other] 天连续学习
}
board-recalled = 30 天记住率
board-due = 题现在到期
board-met-of = 题学过，共 { $all } 题
board-days = 近 { $days } 天
board-answers = { $answers ->
   *[other] 次答题
}
board-studied = { $days ->
   *[other] 天有学习
}
board-less = 少
board-more = 多
board-forecast = 未来两周到期
board-today = 今天
board-topics = 各主题
board-recalled-now = 现在答得上来
board-met = 学过
board-chapters = 书中各章，现在答得上来（%）
board-interview = 模拟面试
board-asked = 共 { $asked } 题
board-score = 得分
board-time = 每题用时
board-overtime = 题超时
board-by-topic = 各主题得分
month = { $month } 月
weekday = { $day ->
    [1] 一
    [2] 二
    [3] 三
    [4] 四
    [5] 五
    [6] 六
   *[7] 日
}

## 纠错

button-report = 👎 纠错
report-ask = 「{ $question }」哪里有误？请用一句话回复。
report-ask-unless = 直接发消息（不是回复）照常当作提问，不会提交反馈。
report-how = 发现错误时，按答案下方的 👎。
report-in-private = 请在与我的私聊里打开这个答案，再反馈。
report-too-long = 太长了，请控制在 { $most } 字以内。
report-too-many = 谢谢！今天已收到你 { $most } 条反馈，维护者会先处理这些。
report-cancelled = 好，什么都没有发送。
report-thanks = 谢谢！维护者会查看；他们只看到内容，看不到你是谁。
report-will-tell = 有结果时我会私聊告诉你。
report-withdrawn = 已撤回，内容已删除。
report-not-yours = 这不是你的反馈，或者已经撤回。
report-outcome = { $state ->
    [fixed] 已改正，谢谢你：「{ $question }」。你当时写道：
   *[dismissed] 维护者看过「{ $question }」，认为无误，保持原样。你当时写道：
}
report-title = 👎 反馈 { $number } · { $entry }
report-changed = 此后该题已有改动。
report-state = { $state ->
    [fixed] ✅ 已改正
   *[dismissed] ☑️ 无误
}
report-gone = 该反馈已被撤回。
report-maintainers = 只有维护者可以处理。
reports-title = { $more ->
    [yes] 最早的未处理反馈
   *[no] 未处理的反馈
}
reports-none = 没有未处理的反馈。
button-report-cancel = 取消
button-report-tell = 🔔 有结果时告诉我
button-report-withdraw = 撤回
button-report-fixed = ✅ 已改正
button-report-dismissed = 无误
button-report-open = 重新打开
button-report-entry = 查看该题

## 未能回答的问题

unanswered-none = 没有未能回答的问题。
unanswered-count = { $place } · 问过 { $count } 次，最近 { $day }。{ $near ->
    [0] 没有接近的题。
   *[other] 指的是哪一题？选中后成为它的别名。
}
unanswered-waiting = { $count } 个别名等待 `kb apply` 写入。
proposed = 已提议给 { $entry }
proposed-not = 已撤回

## 题库

decks-here = 本聊天的题库
decks-one = 题库
decks-line = { $name }（{ $count } 题）
decks-unknown = 没有题库「{ $name }」，/decks 列出全部。
reload-done = 已重新载入：
reload-broken = 没有载入，仍使用原来的题库：
reload-more = ……还有 { $count } 处；`kb check` 列出全部。

## 设置与数据

settings-title = 设置
settings-language = 回答语言：{ $language ->
    [zh] 中文
    [en] English
   *[auto] 自动（跟随你的提问）
}
settings-keep = 记录没答好的问题用来补充题库（不记是谁问的）：{ $keep ->
    [yes] 开
   *[no] 关
}
settings-answer = 答题方式：{ $mode ->
    [type] 打字作答，我来评分
    [choose] 选择题
   *[reveal] 先想、看答案、自己打分
}
settings-grades = 评分：{ $grades ->
    [4] 没答上来、勉强、答上来了、很轻松
   *[2] 答上来了或没有
}
settings-cap = 每天最多复习 { $cap } 题（/settings cap 20）
settings-timezone = 时区：{ $zone }（/settings timezone Asia/Shanghai）
settings-reminder = 每日提醒：{ $on ->
    [yes] { $hour }
   *[no] 关
}（/settings reminder 20）
settings-in-private = 提醒发在私聊里，请在私聊里设置。
settings-bad-setting = 没有「{ $value }」这个设置，/settings 可以看全部。
settings-bad-language = 我不会说「{ $value }」，请选 auto、zh 或 en。
settings-bad-keep = 「{ $value }」不行，请写 yes 或 no。
settings-bad-answer = 没有「{ $value }」这种答题方式，请选 reveal、type 或 choose。
settings-bad-grades = 评分只有 2 档或 4 档，没有「{ $value }」。
settings-bad-cap = 「{ $value }」不行，每天题数请写 1 到 500，例如 /settings cap 20。
settings-bad-reminder = 「{ $value }」不是整点，请写 0 到 23 或 off，例如 /settings reminder 20。
settings-of-chat = 对这里所有人，由管理员选择：
settings-display = 公式显示：{ $display ->
    [rich] 总是排版
    [picture] 图片
    [dark] 深色图片
    [text] 总是文字
   *[auto] 自动（文字写不清的才排版）
}
settings-answers = 回答：{ $who ->
    [asker] 只有提问的人看得到
   *[all] 大家都看得到
}
settings-tidy = 我发的提示（不含回答）一小时后删除：{ $tidies ->
    [yes] 开
   *[no] 关
}
button-tidy-yes = 删除提示
button-tidy-no = 保留提示
button-answers-all = 回答给大家看
button-answers-asker = 只给提问的人看
settings-administrators = 这一项由管理员选择；在私聊里你可以自己选。
settings-saved = 已保存
settings-no-person = 设置是个人的，请在私聊里改。
button-language-auto = 自动
button-language-zh = 中文
button-language-en = English
button-display-auto = 公式自动
button-display-rich = 公式排版
button-display-picture = 公式图片
button-display-dark = 深色图片
button-display-text = 公式文字
button-keep-yes = 记录没答好的问题
button-keep-no = 不要记录
button-answer-reveal = 看答案
button-answer-type = 打字
button-answer-choose = 选择题
button-grades-2 = 2 档评分
button-grades-4 = 4 档评分
button-reminder = ⏰ { $hour }
button-reminder-off = 不提醒

privacy-title = 我们存了什么
privacy-drills = 你的刷题记录：题目、你的回答、评分和时间，以及每题下次出现的时间。
privacy-rounds = 群内抢答：你的名字（不含姓）和作答，退群后删除。
privacy-settings = 你的设置：语言、题库、答题方式、时区、提醒、公式怎么显示、是否记录问题；群和频道：题库、公式怎么显示、时区、谁把我加进来的。
privacy-queries = 没答好的问题的文字和次数，不记是谁问的；可以在 /settings 里关掉。
privacy-reports = 你反馈的错误：题目、内容和时间。维护者只看到内容，看不到你是谁。
privacy-edits = 你的提问消息编号，保留 48 小时，用来在你修改提问时更新回答。
privacy-mine = /export 导出全部数据；/forget 立刻删除你的全部记录。

forget-sure = 确定删除关于你的一切吗？刷题记录、学习进度和设置都会删除，无法恢复；想留一份先发 /export。
forget-done = 已经全部删除。
forget-in-private = 请在私聊里发 /forget，这样只会删除你自己的数据。
forget-kept = 好，什么都没删。
button-forget-yes = 全部删除
button-forget-no = 保留

## 缺少权限时

lack-mentions =
    /ask 和 /quiz 在这里都能用；直接 @ 我收不到：Telegram 只让我看到命令和对我的回复。
    管理员可以改：把我设为管理员，不需要任何权限（群名 → 编辑 → 管理员 → 添加）。或者对所有群关闭隐私模式：@BotFather → /setprivacy → 选我 → Disable，再把我移出群、重新加入。
lack-polls =
    我没有在这里发投票的权限，所以开不了一轮。
    管理员可以打开：群名 → 编辑 → 权限 → 投票；或者把我设为管理员。
lack-texts =
    我没有在「{ $title }」里发言的权限。
    可以打开：群名 → 编辑 → 权限 → 发送文字消息；或者把我设为那里的管理员。
lack-topics =
    有一个话题已关闭，我没法在里面回答。
    管理员可以重新打开它，或者把我设为管理员并允许管理话题。
lack-posts =
    我没有在频道「{ $title }」里发帖的权限，每日一题发不出去。
    可以打开：频道名 → 编辑 → 管理员 → 我 → 发布消息。

## 差错

unknown-command = 没有这个命令，/help 可以看全部命令。
unknown-command-near = 没有这个命令，是 { $command } 吗？/help 可以看全部命令。
bad-button = 这个按钮已经失效了。
too-much = 消息太多，我跟不上了。请等 { $seconds } 秒再继续。
too-long = 这条太长了，最多 { $most } 个字符。
no-zone = 不认识时区「{ $name }」。请写附近的大城市，或与 UTC 相差的整小时数：上海、Tokyo、UTC+8。
no-zone-near = 不认识时区「{ $name }」。是不是：{ $near }？
apology = 抱歉，出了点问题，已经记下来了。请稍后再试；如果要反馈，请附上编号 { $reference }。

## 终端

chat-hint = 直接提问，或输入 /help；按钮用数字选择，Ctrl-D 退出。
file-saved = 已保存为 { $path }
file-not-saved = 无法在这里保存 { $path }：{ $reason }

## 网站

site-about = 中文、英文、拼音都能问；先给简答，再给完整解答，附书中页码。全部内容可离线使用。
site-again = 不会
site-all-topics = 全部主题
site-answer-first = 简答
site-book = 书
site-book-intro = 按书的章节看题；也可以输入页码，看这一页能回答哪些题：
site-both-languages = 切换语言
site-chapters = 章
site-choice = 自测
site-copied = 已复制
site-copy-link = 复制链接
site-correct = 正确。
site-decks = 题库
site-deck-size = { $entries ->
   *[other] 共 { $entries } 题
}
site-detail = 完整解答
site-easy = 轻松
site-edition = 页码：
site-empty-page = 没有题目引用这一页。
site-examples = 例如
site-free-to-read = 免费阅读 ↗
site-good = 记得
site-grade = 掌握得怎么样？
site-hard = 吃力
site-hint-keys = 按 / 搜索。
site-key-grade = 不会、吃力、记得、轻松；或选择选项
site-key-help = 显示这些快捷键
site-key-next = 下一题
site-key-reveal = 显示答案
site-key-search = 搜索
site-known = 已掌握
site-learning = 学习中
site-level-1 = 热身
site-level-2 = 核心
site-level-3 = 深入
site-licence = 许可协议
site-light-dark = 浅色或深色
site-mode = 作答方式
site-mode-pick = 做选择题
site-mode-recall = 回忆后自评
site-nearest = 最接近的题目
site-new = 未学
site-next = 下一题
site-no-progress-kept = 浏览器不允许网页保存进度，离开页面后进度会丢失。
site-no-script = 没有脚本就不能搜索和测验，两种语言同时显示，公式以文字显示。
site-not-in-deck = 抱歉，这个问题不在题库里。
site-nothing-left = 这里的题都过了一遍，干得不错。
site-on-page = 第 % 页
site-open-answer = 完整解答
site-outside = 「%」还不在题库里。
site-outside-far = 「%」不在题库的范围里。
site-page-number = 页码
site-points = 要点
site-points-hint = 勾选你会讲到的。
site-previous = 上一题
site-print = 打印
site-questions = 查题
site-quiz = 测验
site-related = 相关题目
site-reset = 清空进度
site-reset-sure = 要清空这个题库的学习进度吗？
site-reveal = 显示答案
site-search = 搜索
site-search-hint = 用自己的话提问，或输入题号
site-search-label = 搜索题目
site-shortcuts = 快捷键
site-skip = 跳过
site-skip-to-content = 跳到正文
site-sources = 原始资料
site-start-over = 再来一遍
site-topics = 主题
site-two = 你的问题还涉及：
site-unsure = 你是想问这个吗？
site-wrong = 不对。
