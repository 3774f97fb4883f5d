"""Whatever people, shops and the clock do: points, pieces and orders agree. The long form is `make volunteers`."""

from pathlib import Path

import pytest

from bot.domain.shop import OrderState
from bot.services.turn import Office
from tests.conversations.wander.machines import run_machine
from tests.shop.machine import Shops

LONG = (pytest.mark.long, pytest.mark.skipif("'long' not in config.getoption('-m')", reason="make volunteers"))


@pytest.mark.parametrize(("runs", "steps"), [(20, 30), pytest.param(1000, 50, marks=LONG)])
def test_points_pieces_and_orders_agree(runs: int, steps: int, template: Path, office: Office) -> None:
    Shops.reached.clear()
    run_machine(Shops, (template, office), runs, steps)  # type: ignore[arg-type]
    print(f"{runs} walks of {steps} steps:", ", ".join(f"{n} {what}" for what, n in Shops.reached.items()))
    assert set(Shops.reached) == {*OrderState, "awards", "reversed"}
