"""The views that other programs read: stable names and columns, made anew with every version of the schema.

Columns are added, never renamed or removed. A view cannot be written to, from any program.
"""

VIEWS = """
"""
