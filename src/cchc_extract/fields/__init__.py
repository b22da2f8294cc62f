"""Fields: pure functions from a cell's text to values and notes. They know no table and no document."""
