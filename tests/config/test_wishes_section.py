"""[wishes] and [[wish_kind]]: what contradicts itself is refused with the place where it stands."""

import tomllib

import pytest

from bot.config.loading import packaged_path
from bot.config.references import dangling
from bot.config.wishes import Wishes

TREE = tomllib.loads(packaged_path().read_text(encoding="utf-8"))


@pytest.mark.parametrize("wrong", [{"proxy_days": 2}, {"expire_days": 6}, {"claims": 0}, {"days": 61}])
def test_times_come_in_their_order(wrong: dict[str, int]) -> None:
    with pytest.raises(ValueError, match=next(iter(wrong))):
        Wishes.model_validate({**TREE["wishes"], **wrong})


def said_of(**changes: object) -> list[str]:
    return [problem.sentence for problem in dangling({**TREE, **changes})]


def test_a_kind_names_skills_that_there_are_and_one_takes_the_rest() -> None:
    unknown = [{"name": "其他", "words": [], "skills": ["教手机儿"]}]
    assert any("no skill '教手机儿'" in said for said in said_of(wish_kind=unknown))
    assert any("其他" in said for said in said_of(wish_kind=[{"name": "读报", "words": [], "skills": []}]))
    assert any("微心愿" in said for said in said_of(matter=[]))
    assert not said_of()
