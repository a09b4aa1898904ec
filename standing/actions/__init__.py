"""What people do around standing, a file a subject."""
