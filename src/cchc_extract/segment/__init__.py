"""The text outside tables: furniture, repeated blocks, front and closing, footnotes, the outline, tasks in prose."""
