"""Tables: dialects -> grids -> header and columns -> joined rows -> leaves with their sections and inheritance."""
