"""Wishes as use cases.

drafting   from /wish to what is sent: the sentence, where, for whom, how to be reached
standing   how somebody stands by a wish, and what they may do with it
life       one step of the flow for each event: what is kept, and what follows
telling    the cards, and who is told what; by day
clock      reminders, the way back into the pool, wishes that nobody claims
pool       what is open, the most fitting first; lists of one's own
waking     what falls due, done
steps      its buttons; before some of them something is to be said
"""
