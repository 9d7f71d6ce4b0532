"""Greetings, thanks, complaints, "why?": said to every bot, and no questions for a deck.

A text is one if all of it is made of the words below ("好的，谢谢大佬", "ok, thanks a lot"), of the
kind of the last of them that has any; so what is made of others need not stand here. What says
nothing of its subject ("有什么缺点？", "are you sure?") wants to hear more of the last answer.
"""

import re
from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from bot.domain.normalising import heard


class Courtesy(StrEnum):
    """What somebody says who asks nothing of the deck."""

    GREETING = "greeting"
    THANKS = "thanks"
    FAREWELL = "farewell"
    WHO = "who"
    NATURE = "nature"
    """What the bot is made of, how much it knows, what it costs."""
    WORRY = "worry"
    """That an interview is near, or nerves."""
    COMPLAINT = "complaint"
    MORE = "more"


_SAID: Final[Mapping[Courtesy, str]] = {
    Courtesy.GREETING: """
        hello, hi, hey, yo, good afternoon, good evening, what's up, sup, how are you,
        how is it going, how's it going, nice to meet you, are you there, anybody here,
        is anyone here, 你好, 您好, 妳好, 嗨, 哈喽, 哈啰, 在不在, 在？, 有人吗, 有人在吗, 早,
        早安, 早上好, 上午好, 中午好, 下午好, 晚上好, 大家好, 最近好吗, nihao, test, testing,
        ping, 喂, 歪, 测试, 我是学生, 我是应届生, 我是小白, 我是新手, morning, how's your day,
        how is your day, how are you doing, 小助手, 助手, heyy, good day, howdy, 嘿""",
    Courtesy.THANKS: """
        thanks, thank you, thank u, thx, ty, tysm, many thanks, cheers, appreciate it,
        appreciated, ok, okay, got it, get it now, i see, understood, makes sense, that helps,
        that helped, helpful, great answer, good answer, nice answer, great, good, nice, cool,
        awesome, perfect, amazing, excellent, wow, well done, good job, fair enough, right,
        sorry, my bad, haha, lol, i got the job, i passed, 感谢, 感恩, 谢, xiexie, 辛苦, 好,
        好滴, 嗯, 哦, 噢, 哈哈, 收到, 明白, 懂了, 了解, 原来如此, 学到了, 棒, 厉害, 牛, 牛逼, 赞,
        不错, 比较好, 完美, 有用, 有帮助, 抱歉, 对不起, 不好意思, 过了, 拿到offer了, 上岸了, 666,
        6666, yyds, 绝了, 卧槽, 老铁, 233, 2333, clear, clearer, was great, was helpful, useful,
        useful answer, 知道, 行吧, 清楚, interview went well, it went well, for the explanation,
        for explaining, 解答, 讲解, 原来是这样, 原来这样, 好评""",
    Courtesy.FAREWELL: """
        bye, good night, see you, see you later, see ya, cya, talk to you later, gotta go, 再见,
        拜, 晚安, 回见, 下次见, 明天见, 先这样, 走了, zaijian, wanan, see you tomorrow,
        take care, 明天再来, 下次再来, 改天再来, i'm off, i have to go, 睡了, 睡觉了, 下了""",
    Courtesy.WHO: """
        who are you, what are you, what is this, what can you do, what do you do,
        how do you work, how does this work, how does it work here, how to use this,
        how do i use this, how do i use you, how do i use it, how to use you, help, help me,
        what can i ask, what should i ask, 你是谁, 你是什么, 你叫什么, 你叫什么名字, 你能做什么,
        你可以做什么, 你能干什么, 你能干嘛, 你能帮我什么, 你会做什么, 你会干什么, 有什么功能,
        有哪些功能, 有啥功能, 怎么用, 怎么使用, 如何使用, 这是什么, 这是干嘛的, 这是啥, 能问什么,
        可以问什么, 帮助, 救命, nishishui, zenmeyong, what's your name, can i send voice,
        can i send pictures, 能用语音吗, 可以发语音吗, 可以发图片吗, 能发图片吗, 我不想打字,
        how does this bot work, how does the bot work, 会些什么, 会什么, 怎么操作, 能回答什么,
        能回答什么问题, 回答什么问题, 回答哪些问题, what kind of questions can you answer,
        what can you answer, what questions can you answer""",
    Courtesy.NATURE: """
        are you a bot, are you a robot, are you human, are you real, are you an ai, are you ai,
        are you chatgpt, are you gpt, are you an llm, are you a language model,
        which model are you, which model are you using, what model are you,
        what model do you use, who made you, who built you, who created you,
        who wrote the answers, are you free, is it free, is this free, how much does it cost,
        how much do you cost, how many questions, how big is the deck, 你是机器人吗, 是真人吗,
        你是人吗, 你是ai吗, 你是人工智能吗, 你是chatgpt吗, 你是gpt吗, 你是deepseek吗,
        你是大模型吗, 你用的什么模型, 你用的是什么模型, 你是什么模型, 你是哪个模型, 谁做的你,
        你是谁做的, 谁开发的, 你是谁开发的, 谁写的答案, 收费吗, 要钱吗, 免费吗, 是免费的吗,
        多少钱, 有多少道题, 一共多少题, 一共多少道题, 一共有多少题, 总共多少题, 题库多大,
        题库有多少题, 多少题, are your answers correct, how accurate are you,
        where do the answers come from, are you open source, open source, 开源吗, 是开源的吗,
        答案准吗, 答案可靠吗, 答案靠谱吗, 答案是谁写的, 答案哪来的, 谁在维护, 你会联网吗,
        是不是大模型, 是不是机器人, 是不是真人, are you powered by gpt, are you powered by ai,
        谁创造了你, 谁创造的你, 谁发明的你, 题目有多少道, 多少钱一个月, 怎么收费, 可以免费用吗,
        can i use it for free, can i use you for free, is it free to use, is this free to use,
        do you cost anything, 答案从哪来, 背后是什么模型, 背后是谁, is a human answering,
        am i talking to a human, 要不要付费, 需要付费吗, 付费""",
    Courtesy.WORRY: """
        nervous, anxious, scared, tired, i'm nervous about my interview,
        i have an interview tomorrow, my interview is tomorrow, interview tomorrow, wish me luck,
        i failed, i failed my interview, i didn't get the job, i give up on this, 紧张, 今天面试,
        祝我好运, 祝我面试顺利, 保佑我, 求过, 焦虑, 累了, 好累, 不想学了, 学不动了, 学不会, 没过,
        挂了, 没面上, 怎么办, 加油, i have an interview, my interview is next week,
        interview next week, 我在准备面试, 我要面试, 马上面试, stressed, worried,
        wish me good luck, good luck, 慌, 压力好大, 压力很大, 压力大, 有面试, 明天, 后天, 下周,
        刚面完, 感觉不太好, 面得不好, 害怕, 没信心, 没有信心, 好难过, 没底, 心态崩了,
        freaking out, anxious about my interview, 就要面试了, 要面试了, 快面试了""",
    Courtesy.COMPLAINT: """
        wrong, wrong answer, incorrect, not correct, that's not right, not what i asked,
        not what i meant, that's not my question, not this one, stupid, dumb, idiot, useless,
        bad answer, this bot sucks, you suck, fuck, shit, wtf, garbage, trash, never mind,
        not helpful, that didn't help, 不对, 错了, 答错了, 不正确, 搞错了, 不是这个,
        不是这个意思, 我不是问这个, 我没问这个, 问的不是这个, 答非所问, 笨, 笨蛋, 没用, 没什么用,
        垃圾, 傻逼, 傻x, 傻, 滚, 废物, 智障, 人工智障, 什么玩意, 什么鬼, 什么破机器人, 骗子,
        无语, 算了, 答案有问题, 答案不全, 答案太旧, 太慢, 没反应, misunderstood,
        you misunderstood me, you don't understand me, not useful, terrible, awful, bad, worst,
        nonsense, bullshit, not what i need, not what i wanted, 行不行, 懂不懂, 不是我要的,
        不是我想要的, 不是我要的答案, 听不懂人话, 不靠谱, 差评, 胡说, 胡说八道, 瞎说, 乱说,
        太差了, 好差, 烂, 没听懂我的问题, 你没听懂, 没听懂我, totally wrong, makes no sense,
        doesn't make sense, 啥玩意儿, 啥玩意, 玩意儿, 答案""",
    Courtesy.MORE: """
        i don't get it, i still don't get it, i don't understand, i still don't understand,
        i didn't get it, i didn't get that, i don't get that, confused, too hard, too difficult,
        too long, too short, explain, explain it simply, explain like i'm five, eli5, simplify,
        simpler, in simple words, in simple terms, more details, more detail, in detail, details,
        more, tell me more, go on, continue, say that again, say it again, repeat, example,
        examples, for example, any example, with an example, why, why not, why is that so,
        why is that the case, how come, what does that mean, what do you mean, what's that,
        meaning, how, what, when, when to use, how to choose, which one, which one is better,
        which is better, difference, differences, pros, cons, advantages, disadvantages,
        drawbacks, formula, code, proof, prove it, derivation, derive it, in short, shorter,
        tl;dr, summary, summarize, summarise, follow up, follow up questions, follow ups, source,
        sources, reference, references, citation, page, which page, where in the book,
        where does it say that, are you sure, sure, really, is that true, translate, what else,
        anything else, and then, huh, hm, wait, yes, yeah, yep, no, nope, not really, exactly,
        为什么, 为啥, 为何, 怎么, 怎样, 如何, 什么, 啥, 意思, 不懂, 看不懂, 没看懂, 没懂, 没听懂,
        听不懂, 没明白, 没看明白, 不明白, 不理解, 不太懂, 晕, 懵了, 好难, 太难, 太长, 太短,
        讲细一点, 简单, 通俗, 通俗易懂, 说人话, 详细, 仔细, 具体, 展开, 解释, 讲, 说, 再说一次,
        重说一遍, 一遍, 继续, 接着说, 然后, 后来呢, 还有, 举, 例子, 举例, 举例子, 说明, 比如,
        例如, 答案, 这题, 这道题, 比方说, 原因, 理由, 公式, 代码, 源码, 证明, 推导, 推导过程,
        总结, 概括, 一句话, 简短, 缺点, 优点, 优缺点, 好处, 坏处, 区别, 有何区别, 差别, 不同,
        哪个好, 怎么选, 怎么选择, 如何选择, 什么情况下用, 怎么答, 面试官, 追问, 中文解释,
        英文解释, 会怎么问, 还会问, 会问什么, 相关问题, 相关, 哪一页, 第几页, 哪里, 书上哪里,
        在书里哪里, 出处, 来源, 参考文献, 参考资料, 确定, 真的, 假的, 翻译, 英文怎么说,
        中文怎么说, 等等, 等一下, 对, 没错, 是, 不是, 不用, 行, budong, weishenme, elaborate,
        simply, another example, possible, understand, 理解, 这样, 那样, 哪种, 更好, 别的, 其他,
        深入, 怎么来的, 凭什么, concrete example, in plain english, plain english, didn't follow,
        i don't follow, simple terms, when should i use it, when do i use it,
        how do i say this in an interview, how do i answer this in an interview, 复杂, 太抽象,
        之前, 和之前那个, 和刚才那个, 跟之前那个, 刚才那个, 上面那个, 这么做, the answer,
        this answer, your answer, 有效, 怎么做, 怎么实现, 如何实现, 原理, 作用, 意义, 怎么解决,
        如何解决, 怎么改进, 适用场景, how does it work, why does it work, what is it,
        what is it for, what is it used for, good question""",
}
# Said around the words above, and nothing by themselves.
_AROUND: Final = """
    i'm, i am, you're, you are, still, there, again, everyone, everybody, all, guys, bro, man,
    dude, mate, sir, bot, buddy, please, pls, plz, so much, very much, a lot, lots, a bit,
    a little, so, very, really, too, and, but, then, well, oh, ah, just, now, for me, to me,
    for your help, for the help, for this, for the answer, can you, could you, would you,
    can i have, do you have, is there, are there, give, give me, show, show me, the, an, a,
    of it, of this, about it, it, is, that, this, you, i, 的, 了, 吗, 嗎, 呢, 啊, 呀, 吧, 啦,
    哦, 噢, 嘛, 哈, 诶, 呗, 么, 哟, 那, 那么, 这, 这个, 那个, 它, 它的, 是, 有, 没有, 能,
    能不能, 能否, 可以, 可不可以, 给, 帮, 我, 你, 您, 请, 请问, 请你, 麻烦, 麻烦你, 再, 还,
    还是, 更, 也, 又, 就, 都, 很, 太, 真, 好, 一下, 一点, 一些, 点, 些, 个, 一个, 要, 想, 到底,
    究竟, 但是, 可是, 但, 所以, 大佬, 大哥, 哥, 老师, 老师们, 兄弟, 同学, 师傅, 师兄, 朋友,
    小伙伴, 机器人, 你的, 您的, 你们, 回答, 帮忙, 一直, 哪些, 哪个, 用, 点儿, 一点儿, 嘞, 捏,
    哒, what are, what is, what's, so what's, how is, it's, its, that's, at all, for the, my,
    your, one, some, today, 得, 说得, 讲得, 到, 会, 应该, 我们, 大家, 多, 非常, 特别, 真的是,
    面试, 面试的时候, 时候, 别, 嗷, 这也, 也是, ahh, ahhh, ohh, kind of, completely, 心里, 现在,
    马上, 快, 就要"""


def _words(text: str) -> list[str]:
    return [heard(word) for word in text.split(",")]


_KINDS: Final = {word: kind for kind, text in _SAID.items() for word in _words(text)}
_PIECE: Final = re.compile(
    "|".join(sorted({*_KINDS, *_words(_AROUND)}, key=lambda word: (-len(word), word)))
)
_LONGEST: Final = 40  # more than that is no courtesy, or not only one
_GLAD: Final = frozenset("👍🙏❤😊😂🤣🎉💪👏🥰😍👌💯😄😁🙂😎🌹🫡✌")
_PUZZLED: Final = frozenset("?？🤔😕😵😭😢🙁")


def courtesy(text: str) -> Courtesy | None:
    """Return what kind of courtesy a text is, the last one of several; None if it says more."""
    folded = heard(text)
    if not folded:
        return _of_signs(text)
    if len(folded) > _LONGEST:
        return None
    kind, at = None, 0
    while at < len(folded):
        found = _PIECE.match(folded, at)
        if found is None:
            return None
        kind, at = _KINDS.get(found[0], kind), found.end()
    return kind


def _of_signs(text: str) -> Courtesy | None:
    if not _GLAD.isdisjoint(text):
        return Courtesy.THANKS
    return None if _PUZZLED.isdisjoint(text) else Courtesy.MORE
