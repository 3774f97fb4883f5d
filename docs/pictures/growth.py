"""Draws `growth.png` for docs/scale.md from the figures that stand there: `python -m docs.pictures.growth`."""

from pathlib import Path

from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter

FILE = Path(__file__).parent / "growth.png"
YEARS = range(1, 11)
# People; tickets of a person in a year, few and many; bytes of a ticket with all of its rows and indices on PostgreSQL.
WHERE = {"a district (0.27 M)": 35e6 / 130, "a province (35 M)": 35e6, "the country (1.4 bn)": 1.4e9}
FEW, MANY, BYTES = 0.1, 1.0, 1_800
UNITS = ((1e12, "TB"), (1e9, "GB"), (1e6, "MB"))


def said(size: float, _at: object = None) -> str:
    """「50 GB」."""
    unit, name = next((unit, name) for unit, name in UNITS if size >= unit or unit == UNITS[-1][0])
    return f"{size / unit:g} {name}"


def draw() -> Figure:
    """A band for each: from few tickets to many."""
    figure = Figure(figsize=(7, 4.2), dpi=110, layout="constrained")
    axes = figure.add_subplot()
    for (name, people), colour in zip(WHERE.items(), ("#0f766e", "#1d4ed8", "#b45309"), strict=True):
        few, many = ([people * each * BYTES * year for year in YEARS] for each in (FEW, MANY))
        axes.fill_between(YEARS, few, many, color=colour, alpha=0.25)
        axes.plot(YEARS, many, color=colour, label=name)
    axes.set(yscale="log", xlabel="years", title=f"tickets kept, from {FEW:g} to {MANY:g} for each person and year")
    axes.yaxis.set_major_formatter(FuncFormatter(said))
    axes.grid(visible=True, alpha=0.3)
    axes.legend(loc="lower right")
    return figure


if __name__ == "__main__":
    draw().savefig(FILE)
