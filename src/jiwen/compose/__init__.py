"""Question and rows in, grounded answer out: one module per form of answer."""
