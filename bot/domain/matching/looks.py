"""How Chinese looks: characters that are easily taken for one another."""

from functools import cache
from typing import Final

# What writing by shape, by hand or from a picture confuses: data, no code. The characters of a
# group differ in a stroke or a radical; none is in two groups. What sounds alike need not be here.
_ALIKE: Final = """
未末 己已巳 人入八 大太犬 土士 干千于 日曰 刀力刃 天夫无 木术本 令今 间问闻 免兔 卷券眷
积枳织识帜炽职 梯娣涕悌锑 度庹渡 拟似苡 核该孩骇咳 池驰弛他她地 化代伐 权杈 波坡玻披破 层屉屈 归旧
网冈罔 正止 则侧测厕 优忧犹扰 数敷 值植殖 偏遍编骗 差羞 失矢 距矩炬拒 阵陈 特持待侍恃 征证
维唯惟堆推椎 随隋 机杌 稀烯 疏蔬 范苑 约灼 减碱 熵墒滴嫡摘 交文 叉义又 损捐 函涵 激缴邀 活话括
饱泡炮抱跑 梗埂硬 训圳 验险捡检脸 集焦 欠次 标际 准淮 注住柱驻 意竟章 自目白百 码玛 序库 列例裂
循盾 环坏怀 记纪 亿忆 隐稳 状壮 戍戌成 抗坑杭 器嚣 扩旷矿 摸模漠膜摹 彩采 样洋详祥 吉古 布希 贝见
叶计汁 燃然 误娱 协胁办 混棍 牛午 顿项顶顷 曲由甲申田 线钱浅残 部陪倍 步涉 副幅福逼 填镇慎
充允 感惑 爱受 矛予 桶通 割害 描猫锚 召沼 硕确 徽微 凋调 迁过 剪前煎 技枝 压厌 精清情请晴睛静
温湿显 存在 内肉 滞带 水永冰 切功 延廷 位泣 掩淹 软欢 贪贫 幻幼 党觉 奖桨浆 提堤题 噪躁澡操 引弘
导异 潜替 塌榻 博搏膊缚 原厚 因困囚 果呆 断继 择泽译绎 落洛络 马鸟乌 司可 级极吸 牧收 根恨很限
刺剌 探深 广厂 衰哀衷 抽油袖轴 传转 输轮愉偷 弃奔 料科抖 块快 早旱旦 冗沉 棒捧 秩铁 朴扑 素索紊
灾炎 聚骤 降隆 塞赛寨 轭扼 乘乖 子孑 门们闪 神伸绅 重里 买卖 隔融 复夏 搜嫂
"""


def look(text: str) -> str:
    """Return what ``text`` looks like: texts that are easily taken for one another do so."""
    alike = look_alikes()
    return "".join([alike.get(character, character) for character in text])


@cache
def look_alikes() -> dict[str, str]:
    """Return for each character that has look-alikes the one that stands for all of them."""
    return {character: group[0] for group in _ALIKE.split() for character in group}
