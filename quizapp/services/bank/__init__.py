"""The bank and its questions: read, searched, counted, shown, corrected, suspended."""
