"""What people type around meetings, a file a subject."""
