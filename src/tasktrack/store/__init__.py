"""The only SQL: connection, migrations, guards, journal, facts, one file per record book."""
