"""Activities: planned in a sentence, published, signed up for, checked in to, confirmed (DOMAIN S7)."""
