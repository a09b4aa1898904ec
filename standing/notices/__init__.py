"""What people are told of their standing, a file a subject."""
