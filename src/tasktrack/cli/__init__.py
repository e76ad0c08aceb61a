"""One file per command group: parse, call a service, hand the report to render."""
