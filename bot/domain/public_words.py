"""What everybody may read of a sentence: no number to call, no card, no account, no full name, no door.

Too much taken out is mended by the secretary who looks at it, too little by nobody: where in doubt, it goes.
"""

import re
import unicodedata

from bot.domain.houses import read_house

HIDDEN = "（不公开）"
_LINK = re.compile(r"(?:https?://|www\.|t\.me/)\S+|[\w.+-]{1,64}@(?:[\w-]{1,63}\.)+[\w-]{2,63}|@[A-Za-z]\w{3,}")
_ACCOUNT = re.compile(
    r"(?:微信|vx|wx|QQ|qq|抖音)\s*(?:号码|号)?\s*(?:是|为|[:：])?\s*[A-Za-z0-9][\w-]{4,}", re.IGNORECASE
)
# Telephone, identity card, account: seven digits and more however they are set apart, also written out.
_NUMBER = re.compile(r"\+?\d(?:[\s\-—()（）.·]{0,2}[\dXx]){6,}|[零〇一二三四五六七八九幺两]{7,}")
_SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜"
    "范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文郎牛温葛靳申耿岳齐梅庄辛管祝左涂谷祁时舒"
    "牟卜路詹关苗凌费纪"
)
_TITLES = (
    "先生|女士|小姐|太太|大爷|大妈|大娘|大伯|大叔|阿姨|奶奶|爷爷|叔叔|婶婶|"
    "老师|师傅|医生|大夫|同志|老人|同学|书记|主任|经理"
)
_TITLED = re.compile(rf"([{_SURNAMES}])[\u4e00-\u9fff]{{1,2}}(?={_TITLES})")
_NO_NAME = "高[中龄级]|单[身亲]|常年|马上|方便|安"
_CALLED = re.compile(
    rf"((?:我|他|她|名字?|姓名)(?:是|叫|叫做|[:：])\s*)(?!{_NO_NAME})([{_SURNAMES}])[\u4e00-\u9fff]{{1,2}}"
    r"(?=[^\u4e00-\u9fff]|$)"
)
_DOOR = re.compile(r"\d{3,4}\s*(?:室|号房|房间)|(?:[一二三四五六七八九十\d]+|[东西中])\s*单元|门牌号?\s*[:：]?\s*\d+")
_MANY_HIDDEN = re.compile(rf"(?:{HIDDEN}\s*){{2,}}")


def public_words(words: str, name: str = "") -> str:
    """`words` as they may stand in the pool; `name`: whose wish it is, where that is known."""
    shown = _LINK.sub(HIDDEN, _half_width(words))
    shown = _NUMBER.sub(HIDDEN, _ACCOUNT.sub(HIDDEN, _houses_out(shown)))
    shown = _DOOR.sub("", shown)
    if len(name) > 1:
        shown = shown.replace(name, f"{name[0]}某")
    shown = _CALLED.sub(r"\1\2某", _TITLED.sub(r"\1", shown))
    return _MANY_HIDDEN.sub(HIDDEN, shown).strip()


def door_in(words: str) -> str:
    """The house that a sentence names, with its door; empty where it names none."""
    house = read_house(_half_width(words))
    return house.words if house else ""


def _half_width(words: str) -> str:
    """Digits and letters as the patterns know them; the signs between them as they were written."""
    return "".join(unicodedata.normalize("NFKC", mark) if mark.isalnum() else mark for mark in words)


def _houses_out(words: str) -> str:
    """Each house down to its building."""
    done = ""
    while house := read_house(words):
        begin, end = house.span
        zone, number, _ = house.building
        done += f"{words[:begin]}{zone}{number}"
        words = words[end:] if end else words[1:]
    return done + words
