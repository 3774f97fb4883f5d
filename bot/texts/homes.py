"""Where somebody lives: their list; and how much they want to read."""

from dataclasses import dataclass


def usual_label(name: str) -> str:
    """A compound that can become the usual one, on a button."""
    return f"⭐ {name}"


def remove_label(name: str) -> str:
    """A compound that can be taken off the list, on a button."""
    return f"去掉{name}"


@dataclass(frozen=True, slots=True)
class Homes:
    """Their compounds: name and building; the first is the one they usually mean."""

    homes: tuple[tuple[str, str], ...]

    def text(self) -> str:
        (first, building), *others = self.homes
        lines = [f"⭐ {first} {building}".rstrip(), *(f"▫️ {name} {where}".rstrip() for name, where in others)]
        return "您的小区：\n" + "\n".join(lines) + "\n\n没说在哪儿的，就算在 ⭐ 那里。"


@dataclass(frozen=True, slots=True)
class NoHomeLeft:
    """The last one was removed."""

    def text(self) -> str:
        return "好，都去掉了。下次报的时候再问您住哪儿。"


@dataclass(frozen=True, slots=True)
class SimpleNow:
    """They asked for fewer words, or for all of them again."""

    simple: bool

    def text(self) -> str:
        if self.simple:
            return "好，往后话短些、按钮少些。想换回来，再点 /simple。字小？手机设置里调大。"
        return "好，换回来了。"
