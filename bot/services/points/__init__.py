"""Points (docs/points.md).

ledger    given, taken back, reserved, spent, given back: entries that are only ever added
account   what somebody has, their last entries, the year as a picture; ranking: by choice
granting  by hand, for what nothing here records; merits: looked over and taken back
honours   certificates that verify; red: the members' account of the year
audit     every night: what is kept beside the entries is what they say
"""
