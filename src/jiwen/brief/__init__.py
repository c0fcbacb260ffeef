"""A report on one page, for a meeting: `brief_of(report)` picks what goes on it, `brief_to_pdf(brief, language)` draws it."""
