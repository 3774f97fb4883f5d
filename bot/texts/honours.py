"""Certificates: what can be had, the page itself, and what their link says."""

from dataclasses import dataclass
from datetime import date

from bot.domain.charts import Honour
from bot.texts.points import numeral, star_name, star_words

FILE = "荣誉证书.pdf"
HINT = "扫码可验真"


def honour_name(star: int, year: str) -> str:
    """「二星志愿者」, 「2026年度优秀志愿者」."""
    return star_name(star) if star else f"{year}年度优秀志愿者"


def claim_label(star: int, year: str, *, again: bool) -> str:
    """The button to it."""
    return f"{'再发一次' if again else '领取'} {honour_name(star, year)}证书"


def number_words(number: int, year: int) -> str:
    """「2026第000012号」, as it stands on the page and is read out."""
    return f"{year}第{number:06d}号"


def masked_name(name: str) -> str:
    """「王**」: of a name no more than its first letter."""
    return name[:1] + "*" * max(1, len(name) - 1)


def day_words(day: date) -> str:
    """「2026年3月10日」."""
    return f"{day.year}年{day.month}月{day.day}日"


def page(district: str, name: str, star: int, year: str, needed: int, day: date, number: str, link: str) -> Honour:
    """The certificate, worded."""
    what = f"累计获得 {needed} 分以上的服务积分，" if star else f"在 {year} 年获得 {needed} 分以上的服务积分，"
    return Honour(
        district=district,
        title="荣誉证书",
        name=f"{name}：",
        stars=star,
        lines=(f"您热心为邻里服务，{what}", f"被评为「{honour_name(star, year)}」。", "特发此证，谢谢您。"),
        day=day_words(day),
        number=f"编号 {number}",
        link=link,
        hint=HINT,
    )


@dataclass(frozen=True, slots=True)
class Honours:
    """What they can have a certificate of; each stands on a button below."""

    star: int
    missing: int
    count: int
    needed: int

    def text(self) -> str:
        then = f"再 {self.missing} 分到{numeral(self.star + 1)}星。" if self.missing else ""
        if not self.count:
            return f"🎖 {then}到了一星，或者一年满 {self.needed} 分，就能领证书。"
        return f"🎖 {star_words(self.star)}。{then}点一下，证书就发给您。"


@dataclass(frozen=True, slots=True)
class AskName:
    """What is printed on it."""

    def text(self) -> str:
        return "证书上写谁的名字？请写您的姓名。"


@dataclass(frozen=True, slots=True)
class NameUnprintable:
    """It is none that can be printed."""

    def text(self) -> str:
        return "姓名写 2 到 12 个字就行，不带数字和符号。"


@dataclass(frozen=True, slots=True)
class Printing:
    """It takes a moment."""

    def text(self) -> str:
        return "正在做证书，几秒钟就好。"


@dataclass(frozen=True, slots=True)
class CertificateMade:
    """Under the file."""

    what: str
    number: str

    def text(self) -> str:
        return f"🎖 {self.what}证书，编号 {self.number}。恭喜您！"


@dataclass(frozen=True, slots=True)
class CertificateValid:
    """To whoever scanned it: of the name no more than the first letter."""

    name: str
    what: str
    district: str
    day: str
    number: str

    def text(self) -> str:
        return f"✅ 证书有效：{self.name}，{self.what}\n{self.district} · {self.day} · 编号 {self.number}"


@dataclass(frozen=True, slots=True)
class CertificateRevoked:
    """It was valid once."""

    number: str
    day: str

    def text(self) -> str:
        return f"❌ 证书 {self.number} 已失效（{self.day}）。"


@dataclass(frozen=True, slots=True)
class NoCertificate:
    """Nobody ever got one with this code."""

    def text(self) -> str:
        return "❌ 没有查到这张证书。请再扫一次码。"
