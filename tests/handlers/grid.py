"""Who may press what, written out by hand: twelve roles × every button of a ticket, and of what hangs on one.

`+`: it is done, shown or asked about; `.`: told that it is for others; `0`: answered as if it did not exist.
The column is the role, the thing their own: in their unit, asked of them or of their department, reported by them.
What is another unit's is `0` wherever the column is not `.`, and answered to the byte as what is missing is.
"""

from dataclasses import dataclass

from bot.domain.people import Role

R = Role
COLUMNS = (
    R.RESIDENT, R.VOLUNTEER, R.BUILDING_LEAD, R.GRID_WORKER, R.PROPERTY_STAFF, R.SECRETARY, R.COMMUNITY_STAFF,
    R.STREET_DISPATCHER, R.DISTRICT_DISPATCHER, R.DEPARTMENT_STAFF, R.SHOPKEEPER, R.ADMIN,
)  # fmt: skip
# button        thing      state        desk        rs vo bl gr pr se co st di de sh ad
TABLE = """
do_accept       ticket     submitted    compound    .  .  .  .  .  +  +  +  +  .  .  .
do_assign       ticket     accepted     compound    .  .  .  .  .  +  +  +  +  .  .  .
do_whistle      ticket     accepted     compound    .  .  .  .  .  +  +  .  .  .  .  .
do_reclassify   ticket     accepted     compound    .  .  .  .  .  +  +  +  +  .  .  .
do_merge        ticket     accepted     compound    .  .  .  .  .  +  +  +  +  .  .  .
do_reject       ticket     accepted     compound    .  .  .  .  .  +  +  +  +  .  .  .
do_ask_info     ticket     handling     compound    .  .  .  .  .  +  +  +  +  .  .  .
do_ask_info     ticket     checked_in   department  .  .  .  .  .  .  .  .  .  +  .  .
do_suspend      ticket     handling     compound    .  .  .  .  .  +  +  +  +  .  .  .
do_suspend      ticket     handling     department  .  .  .  .  .  .  .  .  .  +  .  .
do_resume       ticket     suspended    compound    .  .  .  .  .  +  +  +  +  .  .  .
do_resume       ticket     suspended    department  .  .  .  .  .  .  .  .  .  +  .  .
do_resolve      ticket     handling     compound    .  +  +  +  +  +  +  +  +  .  .  .
do_resolve      ticket     handling     department  .  .  .  .  .  .  .  .  .  +  .  .
do_screen       ticket     whistled     street      .  .  .  .  .  .  .  +  +  .  .  .
do_screen       ticket     whistled     district    .  .  .  .  .  .  .  .  +  .  .  .
do_hand         ticket     screening    street      .  .  .  .  .  .  .  +  +  .  .  .
do_hand         ticket     screening    district    .  .  .  .  .  .  .  .  +  .  .  .
do_transfer     ticket     screening    street      .  .  .  .  .  .  .  +  +  .  .  .
do_transfer     ticket     screening    district    .  .  .  .  .  .  .  .  +  .  .  .
do_send_back    ticket     screening    street      .  .  .  .  .  .  .  +  +  .  .  .
do_escalate     ticket     screening    street      .  .  .  .  .  .  .  +  .  .  .  .
do_escalate     ticket     screening    district    .  .  .  .  .  .  .  .  .  .  .  .
do_recall       ticket     transferred  department  .  .  .  .  .  .  .  +  +  .  .  .
do_check_in     ticket     transferred  department  .  .  .  .  .  .  .  .  .  +  .  .
do_start        ticket     checked_in   department  .  .  .  .  .  .  .  .  .  +  .  .
do_return       ticket     transferred  department  .  .  .  .  .  .  .  .  .  +  .  .
do_extend       ticket     handling     compound    .  +  +  +  +  +  +  .  .  .  .  .
do_extend       ticket     handling     department  .  .  .  .  .  .  .  .  .  +  .  .
look            ticket     handling     compound    .  +  +  +  +  +  +  +  +  +  .  .
moredo          ticket     handling     compound    .  +  +  +  +  +  +  +  +  +  .  .
ack             ticket     submitted    compound    .  +  +  +  +  +  +  +  +  +  .  .
seen_late       ticket     handling     compound    .  +  +  +  +  +  +  +  +  +  .  .
photos          ticket     handling     compound    .  +  +  +  +  +  +  +  +  +  .  .
call            ticket     handling     compound    .  +  +  +  +  +  +  +  +  +  .  .
recruit         ticket     handling     compound    .  .  .  .  .  +  +  .  .  .  .  .
grant           worker's   handling     compound    .  .  .  .  .  +  +  +  +  .  .  .
grant           depart's   handling     department  .  .  .  .  .  0  0  +  +  .  .  .
grant           branch's   accepted     compound    .  .  .  .  .  0  +  +  +  .  .  .
refuse          worker's   handling     compound    .  .  .  .  .  +  +  +  +  .  .  .
refuse          depart's   handling     department  .  .  .  .  .  0  0  +  +  .  .  .
round           round      open         compound    .  0  +  0  0  .  .  .  .  .  .  .
all_well        round      open         compound    .  0  +  0  0  .  .  .  .  .  .  .
found           round      open         compound    .  0  +  0  0  .  .  .  .  .  .  .
add_note        round      open         compound    .  0  +  0  0  .  .  .  .  .  .  .
round_photos    round      open         compound    .  .  .  .  .  +  +  +  +  .  .  .
mine            reported   handling     compound    +  +  +  +  +  +  +  +  +  +  +  +
myphotos        reported   handling     compound    +  +  +  +  +  +  +  +  +  +  +  +
more            reported   handling     compound    +  +  +  +  +  +  +  +  +  +  +  +
urge            reported   handling     compound    +  +  +  +  +  +  +  +  +  +  +  +
withdraw        reported   handling     compound    +  +  +  +  +  +  +  +  +  +  +  +
keep            reported   handling     compound    +  +  +  +  +  +  +  +  +  +  +  +
solved          reported   handling     compound    +  +  +  +  +  +  +  +  +  +  +  +
mistake         reported   whistled     street      +  +  +  +  +  +  +  +  +  +  +  +
unwanted        reported   checked_in   department  +  +  +  +  +  +  +  +  +  +  +  +
again           reported   closed       compound    +  +  +  +  +  +  +  +  +  +  +  +
satisfied       reported   resolved     compound    +  +  +  +  +  +  +  +  +  +  +  +
mostly          reported   resolved     department  +  +  +  +  +  +  +  +  +  +  +  +
unsatisfied     reported   resolved     compound    +  +  +  +  +  +  +  +  +  +  +  +
"""


@dataclass(frozen=True, slots=True)
class Line:
    """One row: a `button` of a `thing` whose ticket stands in `state` at `desk`; `cells` by role."""

    button: str
    thing: str
    state: str
    desk: str
    cells: dict[Role, str]

    def __str__(self) -> str:
        return f"{self.button}-{self.thing}-{self.state}-{self.desk}"


def _line(written: str) -> Line:
    button, thing, state, desk, *cells = written.split()
    return Line(button, thing, state, desk, dict(zip(COLUMNS, cells, strict=True)))


GRID = [_line(written) for written in TABLE.strip().splitlines()]
