"""A report as it is written: what is asked, the card to be checked, the number to call, what else is to be said."""
