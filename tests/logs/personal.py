"""Invented personal data in the shapes that people write; made without a look at how it is taken out."""

from hypothesis import strategies as st


def digits(count: int) -> st.SearchStrategy[str]:
    return st.text("0123456789", min_size=count, max_size=count)


GAP = st.sampled_from(["", "", " ", "-"])

mobiles = st.tuples(
    st.sampled_from(["", "", "+86", "86", "+86 ", "0086", "86-"]),
    st.sampled_from(["13", "14", "15", "16", "17", "18", "19"]),
    digits(1),
    GAP,
    digits(4),
    GAP,
    digits(4),
).map("".join)

landlines = st.tuples(
    st.sampled_from(["010", "021", "0351", "(0351)", "0898"]),
    GAP,
    digits(3) | digits(4),
    GAP,
    digits(4),
).map("".join)

identities = st.tuples(
    st.sampled_from(["140107", "110101", "460108"]),
    st.dates().filter(lambda day: 1900 < day.year < 2030).map("{:%Y%m%d}".format),
    digits(3),
    st.sampled_from("0123456789Xx"),
).map("".join)

mails = st.tuples(
    st.from_regex(r"[a-z][a-z0-9._+-]{0,20}[a-z0-9]", fullmatch=True),
    st.from_regex(r"([a-z0-9]([a-z0-9-]{0,8}[a-z0-9])?\.){1,2}(cn|com|net)", fullmatch=True),
).map("@".join)

tokens = st.tuples(st.integers(10**5, 10**10).map(str), st.from_regex(r"[A-Za-z0-9_-]{30,40}", fullmatch=True)).map(
    ":".join
)

sentences = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), min_size=1, max_size=30)

secrets = mobiles | landlines | identities | mails | tokens | sentences

surroundings = st.text(st.sampled_from("abcXYZ ,;:!?()[]{}<>/='\"|_*~"), max_size=12)
