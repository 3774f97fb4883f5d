"""`python -m bot import` and `export`: a district office's own sheets, read, checked, compared, brought in (ADR 27).

`tables` finds sheets, titles and words; `units`, `people`, `public`, `goods` and `responsibilities` check line by line;
`compare` says what becomes different; `store` reads and changes the store; `book` writes the same sheets; `command`
puts it together for the shell.
"""
