"""What people type about people, a subject a file."""
