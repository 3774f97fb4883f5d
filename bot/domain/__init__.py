"""The nouns of a district and the rules that need nothing but them: no I/O, standard library only."""
