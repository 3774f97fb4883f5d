"""Activities: planned in a sentence, published, signed up for, checked in to, confirmed (scorecard S7).

planning    before one is out; organising: published, changed, cancelled
standing    who may organise, who may take part
showing     as somebody sees it, with what they can do; signing: by one tap, or waiting in turn
life, moving  one step of an activity, and of one person's sign-up; effects: what each asks for
checking    here, by a code or a pin; attendance: who came, confirmed after the end
clock       reminds, asks who came, confirms in the end
files       the code as a picture, the entry for a calendar
"""
