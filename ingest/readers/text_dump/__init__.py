"""A plain text dump of a report in, `Paragraph` and `Grid` blocks out; the ways to print a table as text each have a module.

lines: file -> printed lines without page furniture · headers: the column titles of a table · stream: tables printed cell after cell ·
centred: tables printed line after line, wrapped cells around their row · aligned: columns kept apart by blanks ·
marked: Markdown and tabs · prose: lines -> paragraphs.
"""
