"""Reports in, entries and hits out.

`index.library.Library` stores reports in one SQLite file and finds their passages by words and by vectors.
"""
