"""How sure each mark of the map is: worlds inside the ranges of the tables, and their plans."""
