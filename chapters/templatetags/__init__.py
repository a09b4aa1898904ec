"""Template filters that know how people are shown."""
