"""What people type around standing, a file a subject."""
