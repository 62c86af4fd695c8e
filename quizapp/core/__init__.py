"""Everything pure: no clock, no disk, no global randomness, no SQL and no Textual."""
