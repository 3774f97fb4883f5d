"""The commands of `python -m bot`: `table` names them, each has a module that says its arguments and does the work."""
