"""A service's result becomes a Report: titles, columns, labels, check lines."""
