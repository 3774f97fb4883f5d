"""Volunteers (scorecard S6, S7).

filing     one step in the life of a file, and what follows from it
cards      what a file looks like, to whom it belongs and to the branch
joining    from a wish to help to a file that is sent; editing one fact of it
own        `/me`: the file, rest and return, leaving
deciding   the branch says yes or no, looks, sees a number
matching   who fits a task now, and why
calling    asking one of them whether they can come
desk       `/volunteers`: the branch's list
portrait   数字画像
teams      joined, led, thanked
"""
