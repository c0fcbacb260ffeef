"""Pictures of what was read: a report's cells, stitches and column roles, painted over the pages it was read from."""
