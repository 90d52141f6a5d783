"""Calendar feeds, the files of single calls, and the pages from which they get into a calendar."""
