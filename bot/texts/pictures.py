"""What is said about a picture that came as a file."""

from dataclasses import dataclass

from bot.domain.pictures import Flaw

AS_A_PHOTO = "请点📎选“照片”再发一次，别选“文件”。"
WHY: dict[str, str] = {
    Flaw.TOO_LARGE: "这张图太大了，超过 {most_mb} MB，我收不下。",
    Flaw.TOO_MANY_PIXELS: "这张图的尺寸太大了，我打不开。",
    Flaw.TOO_THIN: "这张图太细长了，发不出去。请截短一点。",
    Flaw.OTHER_KIND: "这种格式的图我打不开。",
    Flaw.BROKEN: "这张图没传完整，打不开。",
    Flaw.GONE: "这张图没取到。",
}


@dataclass(frozen=True, slots=True)
class NotTaken:
    """Why, and what to do now; what they wrote is still there."""

    flaw: str
    most_mb: int

    def text(self) -> str:
        why = WHY.get(self.flaw, WHY[Flaw.BROKEN])
        return f"{why.format(most_mb=self.most_mb)}{AS_A_PHOTO}别的都还在。"


@dataclass(frozen=True, slots=True)
class WithoutSome:
    """Under the line over an album: how many of its pictures are not in it."""

    line: str
    waiting: int
    refused: int

    def text(self) -> str:
        left_out = [f"还有 {self.waiting} 张正在处理，过一会儿再点。"] if self.waiting else []
        left_out += [f"有 {self.refused} 张打不开，没收下。"] if self.refused else []
        return f"{self.line.rstrip('。')}。{''.join(left_out)}"
