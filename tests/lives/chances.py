"""What may happen in a life: who, which words, which posts, how much time; and which buttons are looked for."""

from hypothesis import strategies as st

from bot.fsm.ticket import WHO
from tests.conversations.town import CHEN, LI, QIAN, WANG
from tests.lives.beyond import BAI, CAST

ANYBODY = st.sampled_from(list(CAST.values()))
REPORTERS = st.sampled_from([WANG, LI, BAI, CHEN, QIAN])
MATTERS = st.sampled_from([
    "3号楼2单元楼道灯坏了", "3号楼2单元楼道灯又不亮了", "3号楼物业不管垃圾没人收", "小区门口路面塌了个坑",
    "5号楼电梯困人了，快来", "楼上漏水漏得厉害", "楼长家半夜装修太吵",
])  # fmt: skip
WORDS = st.sampled_from([
    "已经换好了灯泡，请看看", "还是不亮，没人来过", "在3号楼2单元的一层", "等配件到了就装", "好", "提交", "同意",
    "取消", "/desk", "/my", "/today", "/help", "翠湖苑", "是新问题", "谢谢", "着火了",
])  # fmt: skip
POSTS = st.sampled_from([
    ("secretary", "cuihu"), ("secretary", "beicheng"), ("community_staff", "community"), ("property_staff", "cuihu"),
    ("street_dispatcher", "street"), ("district_dispatcher", "district"), ("building_lead", "cuihu3"),
    ("department_staff", "shizheng"), ("department_staff", "chengguan"), ("volunteer", "cuihu"),
])  # fmt: skip
TIMES = st.sampled_from([61.0, 600.0, 3 * 3600.0, 9 * 3600.0, 26 * 3600.0, 4 * 86400.0, 8 * 86400.0, 31 * 86400.0])
AT = st.integers(0, 999)
STEPS = [f"do_{event}" for event in WHO]
FORGED = [*STEPS, "do_extend", "grant", "refuse", "look", "moredo", "ack", "photos", "call", "mine", "myphotos", "more",
          "withdraw", "solved", "leave", "urge", "satisfied", "unsatisfied", "again", "keep", "confirm"]  # fmt: skip
MOST_ASKED = 4
OF_DESKS = ("do_", "grant", "refuse", "ack", "call")
LEADS_ON = ("do_whistle", "do_screen", "do_transfer", "do_check_in", "do_start", "do_resolve")
OF_OWN = ("satisfied", "mostly", "unsatisfied", "urge", "more", "join", "submit", "mine", "fresh", "attach", "mistake")
