"""Use cases as units of work: what happens when somebody reports, accepts, or does not answer."""
