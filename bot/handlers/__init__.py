"""What each role can do. Handlers know no platform: an `Inbound` (in its `Turn`) and a transaction in, replies out."""
