"""Keep an office's register of assigned tasks, close its periods, and explain every score."""

__version__ = "0.1.0"
